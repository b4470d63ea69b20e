/** Attached pictures that stand for their entities in charts. The picture itself is never decoded here: the page makes a small one of it, and that is kept beside it. */
import { createHash } from 'node:crypto'
import { iconTypes, mostIconBytes, mostPictureBytes } from '../../../shared/contract/attachments.ts'
import { AppError } from '../../../shared/errors.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { readAttachment } from './attachments.ts'
import { mediaType } from './mediaType.ts'

/** Errors: see `attachments.picture`. */
export function pictureBytes(
  db: Db,
  attachmentId: number,
): { readonly type: string; readonly bytes: string } {
  const { sha256, type, size, name } = readAttachment(db, attachmentId)
  if (!iconTypes.includes(type)) throw new AppError('invalid-arguments', 'no PNG and no JPEG', { type })
  if (size > mostPictureBytes)
    throw new AppError('file-too-large', 'larger than a picture that becomes an icon', {
      fileName: name,
      megabytes: mostPictureBytes / 1024 / 1024,
    })
  const bytes = Buffer.concat(
    db
      .prepare<[string], Buffer>('SELECT bytes FROM attached_bytes WHERE sha256 = ? ORDER BY seq')
      .pluck()
      .all(sha256),
  )
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new AppError('case-damaged', 'attached bytes are not what was attached', { file: name })
  return { type, bytes: bytes.toString('base64') }
}
/** Makes an attached picture the icon of its entity, in place of another, or no longer (null). Errors: see `attachments.icon`. */
export function setIcon(db: WriteDb, attachmentId: number, small: string | null): void {
  const { holder, holderId, type } = readAttachment(db, attachmentId)
  if (holder !== 'entity' || !iconTypes.includes(type))
    throw new AppError('invalid-arguments', 'no picture of an entity', { holder, type })
  if (small !== null) {
    const bytes = Buffer.from(small, 'base64')
    if (bytes.length > mostIconBytes || mediaType(bytes) !== 'image/png')
      throw new AppError('invalid-arguments', 'the small picture is no small PNG', {})
  }
  const holders = JSON.stringify([...new Set([holderId, ...membersOf(db, holderId)])])
  db.prepare(
    "UPDATE attachments SET icon = 0, small = '' WHERE holder = 'entity' AND holder_id IN (SELECT value FROM json_each(?)) AND icon = 1 AND (attachment_id <> ? OR ? IS NULL)",
  ).run(holders, attachmentId, small)
  if (small !== null)
    db.prepare('UPDATE attachments SET icon = 1, small = ? WHERE attachment_id = ?').run(small, attachmentId)
}
