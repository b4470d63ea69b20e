import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Attachment, AttachmentHolder } from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { AppError } from '../../shared/errors.ts'
import { iconPicture } from './iconPicture.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Files attached to statements, entities and the case. They are kept and given out, never opened. */
export const useAttachments = defineStore('attachments', () => {
  const busy = ref(false)
  const list = (holder: AttachmentHolder, holderId: number): Promise<readonly Attachment[]> =>
    caseApi.call('attachments.list', { holder, holderId })
  /** Asks for files and attaches them; how many there were. Errors: those of `attachments.add`. */
  async function add(holder: AttachmentHolder, holderId: number): Promise<number> {
    const files = await host.pickFiles('any')
    busy.value = true
    try {
      for (const { fileId } of files) await caseApi.call('attachments.add', { fileId, holder, holderId })
    } finally {
      busy.value = false
    }
    return files.length
  }
  const remove = (attachmentId: number) => caseApi.call('attachments.remove', { attachmentId })
  /** Saves a file outside of the case; false when the person turned back. */
  async function save(attachmentId: number): Promise<boolean> {
    const { fileId, fileName } = await caseApi.call('attachments.export', { attachmentId })
    return host.save(fileId, fileName)
  }
  /** Makes an attached picture the icon of its entity in charts, or no longer. Errors: `invalid-arguments` where it cannot be shown. */
  async function useAsIcon({ attachmentId, name }: Attachment, on: boolean): Promise<void> {
    if (!on) {
      await caseApi.call('attachments.icon', { attachmentId, small: null })
      return
    }
    const { type, bytes } = await caseApi.call('attachments.picture', { attachmentId })
    let small: string
    try {
      small = await iconPicture(type, bytes)
    } catch {
      throw new AppError('picture-unreadable', 'the page cannot show it', { fileName: name })
    }
    await caseApi.call('attachments.icon', { attachmentId, small })
  }
  onCaseChange(() => {
    busy.value = false
  })
  return { busy, list, add, remove, save, useAsIcon }
})
