/** The files attached to one thing, as a screen shows them: read again when they change, added, saved outside, taken off. */
import { shallowRef, watch } from 'vue'
import type { Attachment, AttachmentHolder } from '../../shared/contract/index.ts'
import { countText } from '../format.ts'
import { translate as t } from '../i18n/index.ts'
import { useAttachments } from './attachments.ts'
import { useChanges } from './changes.ts'
import { useNotices } from './notices.ts'

export function useAttached(holder: () => AttachmentHolder, holderId: () => number) {
  const store = useAttachments()
  const notices = useNotices()
  const files = shallowRef<readonly Attachment[]>([])
  let turn = 0
  async function read(): Promise<void> {
    const mine = ++turn
    const now = await store.list(holder(), holderId())
    if (mine === turn) files.value = now
  }
  watch([holder, holderId], () => void notices.attempt(read), { immediate: true })
  useChanges().whenever(['records', 'entities'], () => void read().catch(() => undefined))
  async function add(): Promise<void> {
    await notices.attempt(async () => {
      const count = await store.add(holder(), holderId())
      if (count > 0) notices.say('ok', t('attachments.added', { count: countText(count) }))
    })
  }
  async function save(file: Attachment): Promise<void> {
    await notices.attempt(async () => {
      if (await store.save(file.attachmentId)) notices.say('ok', t('attachments.saved', { name: file.name }))
    })
  }
  async function remove({ attachmentId, name }: Attachment): Promise<void> {
    await notices.attempt(async () => {
      await store.remove(attachmentId)
      notices.say('ok', t('attachments.removed', { name }))
    })
  }
  async function icon(file: Attachment): Promise<void> {
    await notices.attempt(async () => {
      await store.useAsIcon(file, !file.icon)
      notices.say('ok', t(file.icon ? 'attachments.iconOff' : 'attachments.iconOn', { name: file.name }))
    })
  }
  return { files, add, save, remove, icon }
}
