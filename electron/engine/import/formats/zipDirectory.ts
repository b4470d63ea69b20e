/** A zip in memory (a workbook): its directory, judged before anything is inflated, and its entries as counted streams. */
import { pipeline, Readable } from 'node:stream'
import { createInflateRaw, crc32 } from 'node:zlib'
import { AppError } from '../../../../shared/errors.ts'
import {
  dataStart,
  directoryPlace,
  encryptedFlag,
  hostileZip,
  place64,
  readEntries,
  tailBytes,
  truncatedZip,
  type ZipEntry,
} from './zipEntries.ts'

export type { ZipEntry } from './zipEntries.ts'
export interface ZipLimits {
  readonly entries: number
  /** Bytes one entry may inflate to. */
  readonly entryBytes: number
  /** Inflated bytes a stored byte may become, once `graceBytes` are passed. */
  readonly ratio: number
  readonly graceBytes: number
}
/** Limits as in Apache POI, with more grace since repeated rows compress well. */
export const zipLimits: ZipLimits = {
  entries: 1_000,
  entryBytes: 4 * 1024 ** 3,
  ratio: 100,
  graceBytes: 16 * 1024 ** 2,
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  /** The entry by name, case apart; undefined when there is none. */
  find(name: string): ZipEntry | undefined
  /** The entry's bytes in pieces. Errors: `file-truncated`, `file-hostile`, `file-unreadable`. */
  read(entry: ZipEntry): AsyncGenerator<Buffer>
  /** The whole entry, refused beyond `limit` bytes. */
  readAll(entry: ZipEntry, limit: number): Promise<Buffer>
}

/** Reads the directory. Errors: those of `readEntries`; `file-is-archive` for entries under a password. */
export function readZipDirectory(bytes: Buffer, limits: ZipLimits = zipLimits): ZipDirectory {
  const tailAt = Math.max(0, bytes.length - tailBytes)
  let place = directoryPlace(bytes.subarray(tailAt), tailAt)
  if (place.at64 !== null) place = place64(bytes.subarray(place.at64, place.at64 + 56))
  if (place.start + place.size > bytes.length) throw truncatedZip()
  const entries = readEntries(bytes.subarray(place.start, place.start + place.size), place, limits.entries)
  if (entries.some(({ flags }) => (flags & encryptedFlag) !== 0))
    throw new AppError('file-is-archive', 'workbooks hide nothing behind the password of a zip', {
      format: 'zip',
    })
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  return {
    entries,
    find: (name) => byName.get(name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()),
    read: (entry) => inflateEntry(bytes, entry, limits),
    async readAll(entry, limit) {
      const parts: Buffer[] = []
      let total = 0
      for await (const part of inflateEntry(bytes, entry, limits)) {
        total += part.length
        if (total > limit) throw hostileZip('part-size', limit)
        parts.push(part)
      }
      return Buffer.concat(parts)
    },
  }
}

async function* inflateEntry(bytes: Buffer, entry: ZipEntry, limits: ZipLimits): AsyncGenerator<Buffer> {
  if (entry.offset + 30 > bytes.length) throw truncatedZip()
  const start = dataStart(entry, bytes.subarray(entry.offset, entry.offset + 30))
  if (start + entry.stored > bytes.length) throw truncatedZip()
  yield* inflated([bytes.subarray(start, start + entry.stored)], entry, entry.method, limits, true)
}

/**
 * The bytes of an entry from its stored ones, counted against the limits and checked against its size and checksum at the end. Errors:
 * `file-truncated`, `file-hostile` beyond a limit or with another size than the directory says, `file-unreadable` for a method that is
 * neither stored nor deflated, broken data or another checksum (not looked at when `checked` is false).
 */
export async function* inflated(
  stored: Iterable<Buffer> | AsyncIterable<Buffer>,
  entry: ZipEntry,
  method: number,
  limits: ZipLimits,
  checked: boolean,
): AsyncGenerator<Buffer> {
  if (method !== 0 && method !== 8)
    throw new AppError('file-unreadable', 'zip method not known', { what: 'zip-method', method })
  const allowed = Math.min(limits.entryBytes, Math.max(limits.graceBytes, entry.stored * limits.ratio))
  let total = 0
  let crc = 0
  try {
    for await (const piece of method === 0 ? stored : inflating(stored)) {
      total += piece.length
      if (total > allowed) throw hostileZip('inflated-size', allowed)
      if (checked) crc = crc32(piece, crc)
      yield piece
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    if (code === 'Z_BUF_ERROR') throw truncatedZip()
    throw new AppError('file-unreadable', 'a part of the file cannot be inflated', {
      what: 'inflate',
      part: entry.name,
    })
  }
  // A part that inflates to other bytes than were put in must not become evidence.
  if (total !== entry.inflated) throw hostileZip('header-lies', entry.inflated)
  if (checked && crc !== entry.crc)
    throw new AppError('file-unreadable', 'checksum of a part does not agree', {
      what: 'checksum',
      part: entry.name,
    })
}

async function* inflating(stored: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 })
  // What fails in the source destroys the stream with that error, which is then thrown here.
  pipeline(Readable.from(stored), stream, () => undefined)
  try {
    for await (const piece of stream) yield piece as Buffer
  } finally {
    stream.destroy()
  }
}
