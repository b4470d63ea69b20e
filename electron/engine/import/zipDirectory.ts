/** The directory of a zip file, judged before anything is inflated, and its entries as counted streams. */
import { createInflateRaw, crc32 } from 'node:zlib'
import { AppError } from '../../../shared/errors.ts'

export interface ZipLimits {
  readonly entries: number
  /** Bytes one entry may inflate to. */
  readonly entryBytes: number
  /** Inflated bytes a stored byte may become, once `graceBytes` are passed. */
  readonly ratio: number
  readonly graceBytes: number
}
/** Limits as in Apache POI, with more grace since repeated rows compress well. */
export const zipLimits: ZipLimits = { entries: 1_000, entryBytes: 4 * 1024 ** 3, ratio: 100, graceBytes: 16 * 1024 ** 2 }

export interface ZipEntry {
  /** With `/` between folders, as written otherwise. */
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly stored: number
  readonly offset: number
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

const hostile = (what: string, limit: number | string): AppError => new AppError('file-hostile', `zip refused: ${what}`, { what, limit })
const truncated = (): AppError => new AppError('file-truncated', 'the zip directory or an entry lies beyond the end of the file')

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) if (bytes.readUInt32LE(at) === 0x06054b50) return at
  throw truncated()
}

interface DirectoryPlace { readonly count: number; readonly start: number; readonly size: number }
function placeOfDirectory(bytes: Buffer): DirectoryPlace {
  const end = findEnd(bytes)
  const place = { count: bytes.readUInt16LE(end + 10), size: bytes.readUInt32LE(end + 12), start: bytes.readUInt32LE(end + 16) }
  const needs64 = place.count === 0xffff || place.size === 0xffffffff || place.start === 0xffffffff
  if (!needs64 || end < 20 || bytes.readUInt32LE(end - 20) !== 0x07064b50) return place
  const end64 = Number(bytes.readBigUInt64LE(end - 12))
  if (end64 + 56 > bytes.length || bytes.readUInt32LE(end64) !== 0x06064b50) throw truncated()
  return { count: Number(bytes.readBigUInt64LE(end64 + 32)), size: Number(bytes.readBigUInt64LE(end64 + 40)), start: Number(bytes.readBigUInt64LE(end64 + 48)) }
}

/**
 * Reads the directory. Errors: `file-truncated` without one; `file-hostile` for too many entries, names that climb out, are absolute or
 * stand twice; `file-encrypted` for entries under a password; `file-unreadable` for a method that is neither stored nor deflated.
 */
export function readZipDirectory(bytes: Buffer, limits: ZipLimits = zipLimits): ZipDirectory {
  const { count, start, size } = placeOfDirectory(bytes)
  if (count > limits.entries) throw hostile('entries', limits.entries)
  if (start + size > bytes.length) throw truncated()
  const entries: ZipEntry[] = []
  const byName = new Map<string, ZipEntry>()
  let at = start
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw truncated()
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..')) throw hostile('entry-name', '..')
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new AppError('file-encrypted', 'a zip entry is under a password', { container: 'zip' })
    const wide = wideSizes(bytes, at, nameLength, extraLength)
    const entry: ZipEntry = { name, method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16), stored: wide.stored, offset: wide.offset }
    const key = name.toLowerCase()
    if (byName.has(key)) throw hostile('entry-twice', 1)
    byName.set(key, entry)
    entries.push(entry)
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
  return {
    entries,
    find: (name) => byName.get(name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()),
    read: (entry) => inflateEntry(bytes, entry, limits),
    async readAll(entry, limit) {
      const parts: Buffer[] = []
      let total = 0
      for await (const part of inflateEntry(bytes, entry, limits)) {
        total += part.length
        if (total > limit) throw hostile('part-size', limit)
        parts.push(part)
      }
      return Buffer.concat(parts)
    },
  }
}

function wideSizes(bytes: Buffer, at: number, nameLength: number, extraLength: number): { readonly stored: number; readonly offset: number } {
  let stored = bytes.readUInt32LE(at + 20)
  let offset = bytes.readUInt32LE(at + 42)
  const inflatedIsWide = bytes.readUInt32LE(at + 24) === 0xffffffff
  let extra = at + 46 + nameLength
  const end = Math.min(extra + extraLength, bytes.length)
  while (extra + 4 <= end) {
    const length = bytes.readUInt16LE(extra + 2)
    if (bytes.readUInt16LE(extra) === 1 && extra + 4 + length <= end) {
      let field = extra + 4 + (inflatedIsWide ? 8 : 0)
      if (stored === 0xffffffff && field + 8 <= end) { stored = Number(bytes.readBigUInt64LE(field)); field += 8 }
      if (offset === 0xffffffff && field + 8 <= end) offset = Number(bytes.readBigUInt64LE(field))
    }
    extra += 4 + length
  }
  return { stored, offset }
}

async function* inflateEntry(bytes: Buffer, entry: ZipEntry, limits: ZipLimits): AsyncGenerator<Buffer> {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== 0x04034b50) throw truncated()
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28)
  if (start + entry.stored > bytes.length) throw truncated()
  const stored = bytes.subarray(start, start + entry.stored)
  if (entry.method !== 0 && entry.method !== 8) throw new AppError('file-unreadable', 'zip method not known', { what: 'zip-method', method: entry.method })
  const allowed = Math.min(limits.entryBytes, Math.max(limits.graceBytes, entry.stored * limits.ratio))
  let total = 0
  let crc = 0
  try {
    for await (const piece of entry.method === 0 ? [stored] : inflated(stored)) {
      total += piece.length
      if (total > allowed) throw hostile('inflated-size', allowed)
      crc = crc32(piece, crc)
      yield piece
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    if (code === 'Z_BUF_ERROR') throw truncated()
    throw new AppError('file-unreadable', 'a part of the file cannot be inflated', { what: 'inflate', part: entry.name })
  }
  // A part that inflates to other bytes than were put in must not become evidence.
  if (crc !== entry.crc) throw new AppError('file-unreadable', 'checksum of a part does not agree', { what: 'checksum', part: entry.name })
}

async function* inflated(stored: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 })
  try {
    stream.end(stored)
    for await (const piece of stream) yield piece as Buffer
  } finally {
    stream.destroy()
  }
}
