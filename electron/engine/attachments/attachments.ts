/** Attached files in the case. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type Attachment,
  type AttachmentHolder,
  mostAttachedBytes,
} from '../../../shared/contract/attachments.ts'
import { AppError } from '../../../shared/errors.ts'
import type { JobContext } from '../core/context.ts'
import { readEntity } from '../entities/entityRows.ts'
import { grantedSource } from '../import/write/originals.ts'
import { membersOf } from '../records/seenAs.ts'
import { readStatement } from '../statements/statements.ts'
import type { Db } from '../store/db.ts'
import type { ByteSink } from '../store/sealedFile.ts'
import { mediaType } from './mediaType.ts'

const columns =
  'attachment_id AS attachmentId, holder, holder_id AS holderId, name, type, size, sha256, note, icon, at, operator'

interface AttachmentRow extends Omit<Attachment, 'icon'> {
  readonly icon: number
}
const attachmentOf = (row: AttachmentRow): Attachment => ({ ...row, icon: row.icon === 1 })

/** Reads the file piece by piece, and writes bytes and attachment in one transaction. Errors: see `attachments.add`. */
export async function attach(
  context: JobContext,
  {
    fileId,
    holder,
    holderId,
    note,
  }: {
    readonly fileId: string
    readonly holder: AttachmentHolder
    readonly holderId: number
    readonly note: string
  },
): Promise<Attachment> {
  const label = labelOf(context.db(), holder, holderId)
  const granted = context.files.get(fileId)
  const source = await grantedSource(granted)
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    if (source.size > mostAttachedBytes) throw tooLarge(granted.fileName)
    for (let piece = await source.next(); piece !== null; piece = await source.next()) {
      context.checkCancelled()
      size += piece.length
      // It may have grown since its size was asked for.
      if (size > mostAttachedBytes) throw tooLarge(granted.fileName)
      pieces.push(piece)
      context.progress('read', size, source.size)
    }
  } finally {
    await source.close()
  }
  const sha256 = source.sha256()
  const entry = {
    action: 'attachments.add',
    params: { file: granted.fileName, sha256, size, label },
    topics: ['entities', 'records'] as const,
    history: { batchId: null },
  }
  const attachmentId = context.write(entry, (db) => {
    // The bytes are not journaled: they stay, so that an undone attachment can be brought again.
    const put = db.prepare('INSERT OR IGNORE INTO attached_bytes (sha256, seq, bytes) VALUES (?, ?, ?)')
    for (const [seq, bytes] of pieces.entries()) put.run(sha256, seq, bytes)
    const next =
      1 +
      (db.prepare<[], number>('SELECT coalesce(max(attachment_id), 0) FROM attachments').pluck().get() ?? 0)
    db.prepare(
      'INSERT INTO attachments (attachment_id, holder, holder_id, sha256, name, type, size, note, at, operator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(
      next,
      holder,
      holderId,
      sha256,
      granted.fileName,
      mediaType(pieces[0] ?? new Uint8Array()),
      size,
      note,
      context.at,
      context.operator,
    )
    return next
  })
  return readAttachment(context.db(), attachmentId)
}
function tooLarge(file: string): AppError {
  return new AppError('file-too-large', 'larger than what can be attached', {
    fileName: file,
    megabytes: mostAttachedBytes / 1024 / 1024,
  })
}
/** What the holder is called. Errors: `statement-not-found`, `entity-not-found`. */
function labelOf(db: Db, holder: AttachmentHolder, holderId: number): string {
  if (holder === 'entity') return readEntity(db, holderId).label
  if (holder === 'case') return ''
  const { from, to } = readStatement(db, holderId)
  return [from, ...(to === null ? [] : [to])].map(({ label }) => label).join(' — ')
}

/** One attachment. Errors: `attachment-not-found`. */
export function readAttachment(db: Db, attachmentId: number): Attachment {
  const found = db
    .prepare<[number], AttachmentRow>(`SELECT ${columns} FROM attachments WHERE attachment_id = ?`)
    .get(attachmentId)
  if (found === undefined)
    throw new AppError('attachment-not-found', `no attachment ${attachmentId}`, { attachmentId })
  return attachmentOf(found)
}
/** What is attached to something, or to anything. */
export function listAttachments(
  db: Db,
  {
    holder,
    holderId,
  }: { readonly holder?: AttachmentHolder | undefined; readonly holderId?: number | undefined },
): readonly Attachment[] {
  const ids = holderId === undefined ? null : holder === 'entity' ? membersOf(db, holderId) : [holderId]
  return db
    .prepare<[object], AttachmentRow>(
      `SELECT ${columns} FROM attachments WHERE (@holder IS NULL OR holder = @holder) AND (@ids IS NULL OR holder_id IN (SELECT value FROM json_each(@ids))) ORDER BY attachment_id`,
    )
    .all({ holder: holder ?? null, ids: ids === null ? null : JSON.stringify(ids) })
    .map(attachmentOf)
}
/** Writes the bytes to a file, piece by piece, and looks that they are what was attached. Errors: `case-damaged`. */
export async function writeAttached(
  db: () => Db,
  { sha256, name }: Attachment,
  file: ByteSink,
): Promise<void> {
  const hash = createHash('sha256')
  try {
    for (let seq = 0; ; seq += 1) {
      const bytes = db()
        .prepare<[string, number], Buffer>('SELECT bytes FROM attached_bytes WHERE sha256 = ? AND seq = ?')
        .pluck()
        .get(sha256, seq)
      if (bytes === undefined) break
      hash.update(bytes)
      file.write(bytes)
      await nextTurn()
    }
    file.end()
  } catch (error) {
    file.abandon()
    throw error
  }
  if (hash.digest('hex') !== sha256)
    throw new AppError('case-damaged', 'attached bytes are not what was attached', { file: name })
}
