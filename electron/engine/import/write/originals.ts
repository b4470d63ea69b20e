/** Original files: read once, hashed on the way, kept byte for byte in the case, read again from there. */
import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { AppError } from '../../../../shared/errors.ts'
import type { CancelSignal } from '../../../../shared/contract/index.ts'
import type { Db, WriteDb } from '../../store/db.ts'
import { type GrantedFile, piecesOf, sizeOfGranted } from '../../store/fileGrants.ts'
import type { ByteSource } from '../formats/byteSource.ts'

const chunkBytes = 4 * 1024 * 1024
/** Asked for where the file should have ended: it may have grown. */
const endBytes = 512

export interface HashedSource extends ByteSource {
  /** SHA-256 in hex of everything given so far; complete after `next` gave null. Call once. */
  sha256(): string
  close(): Promise<void>
}

function unreadable(thrown: unknown): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  return new AppError('file-unreadable', 'the file cannot be read', { what: 'disk', reason: code })
}

/** A file in pieces of 4 MB. Errors: `file-unreadable` (details.reason: the system's code). */
export async function fileSource(path: string): Promise<HashedSource> {
  let handle
  let size: number
  try {
    if (!(await stat(path)).isFile())
      throw new AppError('file-unreadable', 'not a file', { what: 'disk', reason: 'EISDIR' })
    handle = await open(path, 'r')
    size = (await handle.stat()).size
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unreadable(thrown)
  }
  const file = handle
  const hash = createHash('sha256')
  let left = size
  return {
    size,
    async next() {
      // As large as what is left: 4 MB made and thrown away for each look at a small file is what the collector then works for.
      const wanted = Math.min(chunkBytes, Math.max(endBytes, left))
      const piece = Buffer.alloc(wanted)
      try {
        const { bytesRead } = await file.read(piece, 0, wanted, null)
        if (bytesRead === 0) return null
        left -= bytesRead
        const bytes = bytesRead === wanted ? piece : piece.subarray(0, bytesRead)
        hash.update(bytes)
        return bytes
      } catch (thrown) {
        throw unreadable(thrown)
      }
    },
    sha256: () => hash.digest('hex'),
    close: () => file.close(),
  }
}

/** A granted file in pieces of 4 MB, whether it lies on the disk or in an archive. Errors: also those of the archive. */
export async function grantedSource(file: GrantedFile): Promise<HashedSource> {
  if (file.member !== null) return piecewise(file.member.size, file.member.pieces())
  return file.key === null ? fileSource(file.path) : piecewise(await sizeOfGranted(file), piecesOf(file))
}
function piecewise(size: number, walk: AsyncGenerator<Buffer>): HashedSource {
  const hash = createHash('sha256')
  return {
    size,
    async next() {
      const parts: Buffer[] = []
      for (let length = 0; length < chunkBytes;) {
        const step = await walk.next()
        if (step.done === true) break
        parts.push(step.value)
        length += step.value.length
      }
      if (parts.length === 0) return null
      const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
      hash.update(bytes)
      return bytes
    },
    sha256: () => hash.digest('hex'),
    async close() {
      await walk.return(undefined)
    },
  }
}

/** SHA-256 of a whole file on the disk, in hex, and its size. */
export async function hashFile(
  path: string,
  signal: CancelSignal,
): Promise<{ readonly sha256: string; readonly size: number }> {
  return hashSource(await fileSource(path), signal)
}
/** SHA-256 of everything in a source, in hex, and its size; closes it. */
export async function hashSource(
  source: HashedSource,
  signal: CancelSignal,
): Promise<{ readonly sha256: string; readonly size: number }> {
  try {
    let size = 0
    for (let piece = await source.next(); piece !== null; piece = await source.next()) {
      size += piece.length
      if (signal.aborted) throw new AppError('cancelled', 'cancelled by the caller')
    }
    return { sha256: source.sha256(), size }
  } finally {
    await source.close()
  }
}

export interface KeptOriginal {
  readonly originalId: number
  readonly sha256: string
  readonly fileName: string
  readonly path: string
  readonly size: number
}

/** The original with this hash, or null. */
export function findOriginal(db: Db, sha256: string): KeptOriginal | null {
  return (
    db
      .prepare<[string], KeptOriginal>(
        'SELECT original_id AS originalId, sha256, file_name AS fileName, path, size FROM originals WHERE sha256 = ?',
      )
      .get(sha256) ?? null
  )
}
/** Whether an original of exactly this size is in the case. */
export function hasOriginalOfSize(db: Db, size: number): boolean {
  return (
    db.prepare<[number], number>('SELECT 1 FROM originals WHERE size = ?').pluck().get(size) !== undefined
  )
}
/** The active import of this original, or null. */
export function activeImport(
  db: Db,
  sha256: string,
): { readonly batchId: number; readonly at: string } | null {
  return (
    db
      .prepare<[string], { batchId: number; at: string }>(
        "SELECT batch_id AS batchId, at FROM batches JOIN originals USING (original_id) WHERE sha256 = ? AND status = 'active' ORDER BY batch_id LIMIT 1",
      )
      .get(sha256) ?? null
  )
}

/** Puts the bytes that pass through `source` into the case as an original; what `next` gives is what is kept. */
export function keepingSource(
  db: WriteDb,
  original: KeptOriginal & { readonly at: string },
  source: HashedSource,
): ByteSource {
  db.prepare(
    'INSERT INTO originals (original_id, sha256, file_name, path, size, added_at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(original.originalId, original.sha256, original.fileName, original.path, original.size, original.at)
  const insert = db.prepare('INSERT INTO original_chunks (original_id, seq, bytes) VALUES (?, ?, ?)')
  let seq = 0
  return {
    size: source.size,
    async next() {
      const piece = await source.next()
      if (piece !== null) {
        insert.run(original.originalId, seq, piece)
        seq += 1
      }
      return piece
    },
  }
}

/** A kept original, from the case, hashed again on the way. */
export function keptSource(db: Db, original: KeptOriginal): HashedSource {
  const read = db
    .prepare<[number, number], Buffer>('SELECT bytes FROM original_chunks WHERE original_id = ? AND seq = ?')
    .pluck()
  const hash = createHash('sha256')
  let seq = 0
  return {
    size: original.size,
    next() {
      const piece = read.get(original.originalId, seq) ?? null
      seq += 1
      if (piece !== null) hash.update(piece)
      return Promise.resolve(piece)
    },
    sha256: () => hash.digest('hex'),
    close: () => Promise.resolve(),
  }
}
