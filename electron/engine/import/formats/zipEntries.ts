/** The central directory of a zip, read and judged before anything is inflated. Knows no file: the caller brings the bytes. */
import { AppError } from '../../../../shared/errors.ts'
import { detectEncoding } from './textEncoding.ts'

export interface ZipEntry {
  /** With `/` between folders, as written otherwise. */
  readonly name: string
  readonly method: number
  readonly crc: number
  /** Bytes in the zip. */
  readonly stored: number
  /** Bytes once inflated, as the directory says. */
  readonly inflated: number
  /** Where the local header stands. */
  readonly offset: number
  readonly flags: number
  /** Time of change as DOS writes it; with streamed entries its high byte checks the password. */
  readonly dosTime: number
  /** WinZip AES: how the entry is encrypted; null when it is not, or in another way. */
  readonly aes: { readonly version: number; readonly strength: number; readonly method: number } | null
}
export const encryptedFlag = 1
/** Sizes stand behind the data, not in the local header. */
export const streamedFlag = 8

export const hostileZip = (what: string, limit: number | string): AppError =>
  new AppError('file-hostile', `zip refused: ${what}`, { what, limit })
export const truncatedZip = (): AppError =>
  new AppError('file-truncated', 'the zip directory or an entry lies beyond the end of the file')

/** How many bytes at the end of the file hold its end record, with the longest comment. */
export const tailBytes = 22 + 65_535 + 20

export interface DirectoryPlace {
  readonly count: number
  readonly start: number
  readonly size: number
  /** Where the record with the real places stands (zip64); the caller brings its 56 bytes to `place64`. */
  readonly at64: number | null
}
/** Finds the directory from the last bytes of the file; `tailAt` is where `tail` begins. Errors: `file-truncated` without an end record. */
export function directoryPlace(tail: Buffer, tailAt: number): DirectoryPlace {
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1
  if (end < 0) throw truncatedZip()
  const place = {
    count: tail.readUInt16LE(end + 10),
    size: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
    at64: null,
  }
  if (tail.readUInt16LE(end + 4) !== 0 && tail.readUInt16LE(end + 4) !== 0xffff)
    throw new AppError('file-unreadable', 'one volume of an archive of several', { what: 'volumes' })
  const needs64 = place.count === 0xffff || place.size === 0xffffffff || place.start === 0xffffffff
  if (needs64 && end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50)
    return { ...place, at64: Number(tail.readBigUInt64LE(end - 12)) }
  if (place.start + place.size > tailAt + end) throw truncatedZip()
  return place
}
/** The place a zip64 end record names. */
export function place64(record: Buffer): DirectoryPlace {
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw truncatedZip()
  return {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
    at64: null,
  }
}

/**
 * The entries of a directory. Errors: `file-truncated` when it is cut; `file-hostile` for too many entries or another number than the end
 * record says, names that climb out, are absolute or stand twice, and entries that share bytes with each other.
 */
export function readEntries(directory: Buffer, place: DirectoryPlace, limit: number): readonly ZipEntry[] {
  if (place.count > limit) throw hostileZip('entries', limit)
  const entries: (Omit<ZipEntry, 'name'> & { readonly bytes: Buffer; readonly unicode: string | null })[] = []
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    if (entries.length === limit) throw hostileZip('entries', limit)
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
    if (at + 46 + nameLength + extraLength > directory.length) throw truncatedZip()
    const bytes = directory.subarray(at + 46, at + 46 + nameLength)
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const flags = directory.readUInt16LE(at + 8)
    const sizes = wideSizes(extra, {
      stored: directory.readUInt32LE(at + 20),
      inflated: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    entries.push({
      bytes,
      unicode: (flags & 0x800) !== 0 ? bytes.toString('utf8') : unicodeName(extra),
      flags,
      method: directory.readUInt16LE(at + 10),
      dosTime: directory.readUInt16LE(at + 12),
      crc: directory.readUInt32LE(at + 16),
      ...sizes,
      aes: aesOf(extra),
    })
    at = next
  }
  // Old zips with more than 65,535 entries count round.
  if (entries.length < place.count) throw truncatedZip()
  if (entries.length !== place.count && (entries.length & 0xffff) !== place.count)
    throw hostileZip('entry-count', place.count)
  // Names without the Unicode flag are in the writer's own code page, in this country GB18030; macOS writes UTF-8 without saying so.
  const unsaid = Buffer.concat(entries.filter(({ unicode }) => unicode === null).map(({ bytes }) => bytes))
  const decoder = new TextDecoder(detectEncoding(unsaid, true) === 'gb18030' ? 'gb18030' : 'utf-8')
  const named = entries.map(({ bytes, unicode, ...entry }): ZipEntry => ({
    ...entry,
    name: (unicode ?? decoder.decode(bytes)).replaceAll('\\', '/'),
  }))
  refuseOdd(named, place.start)
  return named
}

function refuseOdd(entries: readonly ZipEntry[], directoryStart: number): void {
  const seen = new Set<string>()
  for (const { name } of entries) {
    if (
      name.startsWith('/') ||
      /^[A-Za-z]:/.test(name) ||
      name.split('/').includes('..') ||
      name.includes('\0')
    )
      throw hostileZip('entry-name', '..')
    const key = name.toLowerCase()
    if (seen.has(key)) throw hostileZip('entry-twice', 1)
    seen.add(key)
  }
  // Entries that share bytes are how a few kilobytes inflate to petabytes; no program writes them.
  const sorted = [...entries].sort((a, b) => a.offset - b.offset)
  for (const [index, { offset, stored }] of sorted.entries()) {
    const next = sorted[index + 1]?.offset ?? directoryStart
    if (offset + 30 + stored > next) {
      if (index + 1 < sorted.length || offset < directoryStart) throw hostileZip('entries-overlap', 0)
      throw truncatedZip()
    }
  }
}

function* fieldsOf(extra: Buffer): Generator<{ readonly id: number; readonly data: Buffer }> {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (at + 4 + length > extra.length) return
    yield { id: extra.readUInt16LE(at), data: extra.subarray(at + 4, at + 4 + length) }
    at += 4 + length
  }
}
interface Sizes {
  readonly stored: number
  readonly inflated: number
  readonly offset: number
}
function wideSizes(extra: Buffer, narrow: Sizes): Sizes {
  let { stored, inflated, offset } = narrow
  for (const { id, data } of fieldsOf(extra)) {
    if (id !== 1) continue
    let at = 0
    const wide = (value: number): number => {
      if (value !== 0xffffffff || at + 8 > data.length) return value
      at += 8
      return Number(data.readBigUInt64LE(at - 8))
    }
    inflated = wide(inflated)
    stored = wide(stored)
    offset = wide(offset)
  }
  return { stored, inflated, offset }
}
/** The name as Info-ZIP repeats it in UTF-8. */
function unicodeName(extra: Buffer): string | null {
  for (const { id, data } of fieldsOf(extra))
    if (id === 0x7075 && data.length > 5 && data[0] === 1) return data.toString('utf8', 5)
  return null
}
function aesOf(extra: Buffer): ZipEntry['aes'] {
  for (const { id, data } of fieldsOf(extra))
    if (id === 0x9901 && data.length >= 7)
      return { version: data.readUInt16LE(0), strength: data[4] ?? 0, method: data.readUInt16LE(5) }
  return null
}

/**
 * Where the data of an entry begins, by its local header of 30 bytes. Errors: `file-truncated` without one, `file-hostile` when it tells
 * another story than the directory (two programs would read two different files).
 */
export function dataStart(entry: ZipEntry, header: Buffer): number {
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw truncatedZip()
  const flags = header.readUInt16LE(6)
  const [stored, inflated] = [header.readUInt32LE(18), header.readUInt32LE(22)]
  const streamed = (flags & streamedFlag) !== 0
  const agrees = (local: number, central: number): boolean =>
    local === central || local === 0xffffffff || (streamed && local === 0)
  if (
    header.readUInt16LE(8) !== entry.method ||
    (flags & encryptedFlag) !== (entry.flags & encryptedFlag) ||
    !agrees(stored, entry.stored) ||
    !agrees(inflated, entry.inflated)
  )
    throw hostileZip('header-lies', 0)
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}
