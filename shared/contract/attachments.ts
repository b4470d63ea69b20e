import * as v from 'valibot'
import {
  base64,
  command,
  count,
  fileId,
  id,
  job,
  literal,
  object,
  optional,
  query,
  returns,
  text,
  nullable,
} from './define.ts'

/** What a file can be attached to: a statement, an entity, or the case as a whole (with the id 0). */
export const attachmentHolders = ['statement', 'entity', 'case'] as const
export type AttachmentHolder = (typeof attachmentHolders)[number]
/** No attached file is larger. */
export const mostAttachedBytes = 100 * 1024 * 1024

/** No picture is larger that the page reads to make an icon of; and the icon it makes. */
export const mostPictureBytes = 16 * 1024 * 1024
export const mostIconBytes = 60_000
/** What can become an icon: pictures that the page itself can decode. */
export const iconTypes: readonly string[] = ['image/png', 'image/jpeg']

export interface Attachment {
  readonly attachmentId: number
  readonly holder: AttachmentHolder
  readonly holderId: number
  readonly name: string
  /** What it is by its first bytes, as a media type; `application/octet-stream` where they say nothing. */
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly note: string
  /** It stands for its entity in charts. */
  readonly icon: boolean
  readonly at: string
  readonly operator: string
}

const holder = { holder: literal(attachmentHolders), holderId: count }
export const attachmentContract = {
  /**
   * Keeps a file in the case, byte for byte with its hash, and attaches it. It is never opened or run. Errors: `file-unreadable`, `file-too-large`
   * (more than 100 MB), `statement-not-found`, `entity-not-found`, `cancelled`.
   */
  'attachments.add': job(object({ fileId, ...holder, note: optional(text, '') }), returns<Attachment>(), {
    reads: false,
  }),
  /** What is attached to something (of a merged entity to any of its members), or to anything, in the order it came. */
  'attachments.list': query(
    object({ holder: optional(literal(attachmentHolders)), holderId: optional(count) }),
    returns<readonly Attachment[]>(),
  ),
  /** Takes a file off; its bytes stay, so that this can be undone. Errors: `attachment-not-found`. */
  'attachments.remove': command(object({ attachmentId: id }), returns<null>()),
  /** The bytes of an attached PNG or JPEG, for the page to make an icon of. Errors: `attachment-not-found`, `invalid-arguments` (another sort of file), `file-too-large`, `case-damaged`. */
  'attachments.picture': query(
    object({ attachmentId: id }),
    returns<{ readonly type: string; readonly bytes: string }>(),
  ),
  /** Makes an attached picture the icon of its entity in charts: `small` is a PNG that was made of it. Null: it is so no longer. Errors: `attachment-not-found`, `invalid-arguments`. */
  'attachments.icon': command(
    object({
      attachmentId: id,
      small: nullable(v.pipe(base64, v.maxLength(Math.ceil(mostIconBytes / 3) * 4))),
    }),
    returns<null>(),
  ),
  /** The file as it was attached, to be saved outside; told in the audit log. Errors: `attachment-not-found`, `case-damaged`. */
  'attachments.export': job(
    object({ attachmentId: id }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly sha256: string }>(),
    { reads: false },
  ),
} as const
