import type { attachmentContract } from '../../../shared/contract/attachments.ts'
import type { HandlersFor } from '../core/context.ts'
import { readEntity } from '../entities/entityRows.ts'
import { recordReport } from '../report/outputFile.ts'
import { pictureBytes, setIcon } from './icons.ts'
import { attach, listAttachments, readAttachment, writeAttached } from './attachments.ts'

export const attachmentHandlers = {
  'attachments.add': async (context, given) => {
    const attached = await attach(context, given)
    context.files.release(given.fileId)
    return attached
  },
  'attachments.list': ({ db }, question) => listAttachments(db, question),
  'attachments.remove': (context, { attachmentId }) => {
    const { name } = readAttachment(context.db, attachmentId)
    context.db.prepare('DELETE FROM attachments WHERE attachment_id = ?').run(attachmentId)
    context.describe({ file: name })
    return null
  },
  'attachments.picture': ({ db }, { attachmentId }) => pictureBytes(db, attachmentId),
  'attachments.icon': (context, { attachmentId, small }) => {
    const { name, holder, holderId } = readAttachment(context.db, attachmentId)
    setIcon(context.db, attachmentId, small)
    context.describe({
      file: name,
      label: holder === 'entity' ? readEntity(context.db, holderId).label : null,
      on: small === null ? 0 : 1,
    })
    return null
  },
  'attachments.export': async (context, { attachmentId }) => {
    const attachment = readAttachment(context.db(), attachmentId)
    const file = context.files.createOutput(attachment.name)
    try {
      await writeAttached(context.db, attachment, file.open())
      return await recordReport(context, file, 'attachments.export', {})
    } catch (error) {
      context.files.revoke(file.fileId)
      throw error
    }
  },
} satisfies HandlersFor<typeof attachmentContract>
