/** Why closing a case left no snapshot of it, in words; the page and the command line say the same. */
import type { SnapshotReason } from '../contract/caseSnapshots.ts'
import type { Words } from '../language.ts'

export const snapshotReasonWords: Readonly<Record<SnapshotReason, Words>> = {
  off: { zh: '快照已在设置中关闭', en: 'snapshots are switched off in the settings' },
  unchanged: { zh: '自上次快照以来没有改动', en: 'nothing was changed since the last snapshot' },
  network: {
    zh: '案件或快照文件夹在网络磁盘上，不留快照',
    en: 'the case or the folder of snapshots lies on a network disk, where none are kept',
  },
  'too-large': { zh: '案件比快照总上限还大', en: 'the case is larger than all snapshots together may be' },
  'no-room': {
    zh: '其他案件的快照已占满总上限，可删除一些或调高上限',
    en: 'snapshots of other cases take what all together may take; remove some or raise the limit',
  },
  'disk-full': { zh: '磁盘剩余空间不够', en: 'too little of the disk is free' },
  slow: {
    zh: '复制超过 10 秒，为不拖延关闭已放弃',
    en: 'copying took longer than 10 seconds and was given up, so that closing does not wait',
  },
  unsettled: {
    zh: '关闭时未能把改动全部并入案件文件',
    en: 'what was written could not all be folded into the file at closing',
  },
  damaged: {
    zh: '案件文件有损坏，为免替换以前的快照没有复制',
    en: 'the case file is damaged; it was not copied, so that it takes the place of no snapshot from before',
  },
  failed: { zh: '快照文件无法写入', en: 'the snapshot could not be written' },
}
/** Of these a person is told at closing; the others are as wanted. */
export const tellingReasons: ReadonlySet<SnapshotReason> = new Set([
  'network',
  'too-large',
  'no-room',
  'disk-full',
  'slow',
  'unsettled',
  'damaged',
  'failed',
])
