/** Snapshots of cases on the command line: what was kept at closing, and one of them as a case file again. */
import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { CaseSnapshots, SnapshotCheck, SnapshotList } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { snapshotReasonWords } from '../../../shared/words/caseSnapshots.ts'
import { UsageError, type Command, type CommandContext } from './command.ts'
import { inWords } from './inWords.ts'
import { textTable } from './textTable.ts'

const shownSigns = 10

export const snapshotsCommand: Command = {
  name: 'snapshots',
  words: '[CASE]',
  least: 0,
  most: 1,
  summary: 'list copies of cases that were kept at closing; of one case, or all',
  more: [
    'They are those of the program itself, or of the folder that --data names. Commands keep none unless --data is given.',
    'restore ID writes one as a case file of its own.',
  ],
  options: {
    check: { help: 'read each copy again and compare it; exit code 1 when one is damaged' },
    remove: { value: 'ID', help: 'take away one copy' },
  },
  ownData: true,
  async run(context) {
    const { given, engine, output, language } = context
    const remove = given.text('remove')
    if (remove !== undefined) {
      const snapshot = await refOf(context, remove)
      await engine.call('copies.remove', { snapshot })
      output.result({ removed: snapshot }, () => inWords(language, '快照已删除', 'The snapshot was removed'))
      return 0
    }
    const path = given.words[0]
    const list = await engine.call(
      'copies.list',
      path === undefined ? {} : { place: engine.files.grant(resolve(path), { writable: false }) },
    )
    const checks = new Map<string, SnapshotCheck>()
    if (given.on('check'))
      for (const { snapshot } of list.cases.flatMap(({ snapshots }) => snapshots))
        checks.set(snapshot, await engine.call('copies.check', { snapshot }))
    output.result({ ...list, ...(given.on('check') ? { checks: Object.fromEntries(checks) } : {}) }, () =>
      listText(list, checks, language),
    )
    return [...checks.values()].some(({ ok }) => !ok) ? 1 : 0
  },
}

export const restoreCommand: Command = {
  name: 'restore',
  words: 'ID [--out FILE]',
  least: 1,
  most: 1,
  summary: 'write a snapshot as a case file of its own; nothing is overwritten',
  more: [
    'ID is what snapshots lists, or its beginning. Without --out it lies beside the present file, with the date in its name.',
  ],
  options: { out: { value: 'FILE', help: 'where the file is to be; there must be none' } },
  ownData: true,
  async run(context) {
    const { given, engine, output, language } = context
    const snapshot = await refOf(context, given.words[0] ?? '')
    const out = given.text('out')
    const path = out === undefined ? null : resolve(out)
    if (path !== null && !existsSync(dirname(path)))
      throw new AppError('io-error', 'there is no such folder', { folder: basename(dirname(path)) })
    const back = await engine.call('copies.restore', {
      snapshot,
      ...(path === null ? {} : { place: engine.files.grant(path, { writable: true }) }),
    })
    output.result(back, () => inWords(language, `已恢复为 ${back.fileName}`, `restored as ${back.fileName}`))
    return 0
  },
}

/** The one copy whose name begins so. */
async function refOf({ engine }: CommandContext, begin: string): Promise<string> {
  if (!/^[0-9a-f]{4,32}$/u.test(begin)) throw new UsageError('ID is what the command snapshots lists')
  const { cases } = await engine.call('copies.list', {})
  const found = cases.flatMap(({ snapshots }) =>
    snapshots.flatMap(({ snapshot }) => (snapshot.startsWith(begin) ? [snapshot] : [])),
  )
  const [only, second] = found
  if (second !== undefined) throw new UsageError('several snapshots begin like this')
  if (only === undefined) throw new AppError('copy-not-found', 'there is no such snapshot of a case')
  return only
}

function listText(
  list: SnapshotList,
  checks: ReadonlyMap<string, SnapshotCheck>,
  language: Language,
): string {
  const say = (zh: string, en: string): string => inWords(language, zh, en)
  const parts = list.cases.map((owner) =>
    [
      owner.name ?? owner.fileName ?? say(`加密案件 ${owner.caseId}`, `encrypted case ${owner.caseId}`),
      ...skippedLines(owner, language),
      textTable(
        [
          { title: 'ID' },
          { title: say('关闭时间', 'closed at') },
          { title: say('日志末条', 'log'), right: true },
          { title: say('字节', 'bytes'), right: true },
          { title: say('情况', 'state') },
        ],
        owner.snapshots.map((each) => [
          each.snapshot.slice(0, shownSigns),
          each.at,
          `#${each.seq}`,
          each.size,
          stateText(each, checks.get(each.snapshot), language),
        ]),
      ),
    ].join('\n'),
  )
  const none = say('没有保留快照', 'no snapshots are kept')
  return [
    ...(parts.length === 0 ? [none] : parts),
    say(`存放在 ${list.folder}`, `kept in ${list.folder}`),
  ].join('\n\n')
}
function skippedLines({ skipped }: CaseSnapshots, language: Language): readonly string[] {
  if (skipped === null) return []
  const reason = textIn(snapshotReasonWords[skipped.reason], language)
  return [
    inWords(
      language,
      `${skipped.at} 关闭时没有留下快照：${reason}`,
      `closing at ${skipped.at} left no snapshot: ${reason}`,
    ),
  ]
}
function stateText(
  each: CaseSnapshots['snapshots'][number],
  check: SnapshotCheck | undefined,
  language: Language,
): string {
  const say = (zh: string, en: string): string => inWords(language, zh, en)
  return [
    ...(each.encrypted ? [say('加密', 'encrypted')] : []),
    ...(each.otherPassphrase === true ? [say('口令与现在不同', 'another passphrase than now')] : []),
    ...(each.state === 'cut' ? [say('文件不完整', 'cut short')] : []),
    ...(check === undefined
      ? []
      : [
          check.ok
            ? check.content === null
              ? say('字节一致', 'bytes agree')
              : say('核对一致', 'checked')
            : say('已损坏', 'damaged'),
        ]),
  ].join(say('，', ', '))
}
