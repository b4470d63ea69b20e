import type { attachmentContract } from '../../../shared/contract/attachments.ts'
import type { HandlersFor } from '../core/context.ts'
import { attach, listAttachments, readAttachment, writeAttached } from './attachments.ts'

export const attachmentHandlers = {
  'attachments.add': (context, given) => attach(context, given),
  'attachments.list': ({ db }, question) => listAttachments(db, question),
  'attachments.remove': (context, { attachmentId }) => {
    const { name } = readAttachment(context.db, attachmentId)
    context.db.prepare('DELETE FROM attachments WHERE attachment_id = ?').run(attachmentId)
    context.describe({ file: name })
    return null
  },
  'attachments.export': async (context, { attachmentId }) => {
    const attachment = readAttachment(context.db(), attachmentId)
    const file = context.files.createOutput(attachment.name)
    try {
      await writeAttached(context.db, attachment, file.path)
    } catch (error) {
      context.files.revoke(file.fileId)
      throw error
    }
    const { sha256, size } = attachment
    if (!context.workspace.info().readOnly)
      context.write(
        {
          action: 'attachments.export',
          params: { file: attachment.name, sha256, size },
          topics: ['history'],
        },
        () => undefined,
      )
    return { fileId: file.fileId, fileName: file.fileName, sha256 }
  },
} satisfies HandlersFor<typeof attachmentContract>
