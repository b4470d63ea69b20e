/** The old compound file (OLE): its streams, found through its sector chains, and put back where they lie. */
import { AppError } from '../../../../shared/errors.ts'

export interface CompoundStream {
  readonly name: string
  readonly size: number
  readonly first: number
  /** Where its entry of the directory stands. */
  readonly entry: number
}
export interface CompoundFile {
  readonly streams: readonly CompoundStream[]
  /** The bytes of a stream. Errors: `file-truncated` when a sector of it is not in the file. */
  read(stream: CompoundStream): Buffer
  /** Writes a stream of the same size over the one that is there, in the file's own bytes. */
  write(stream: CompoundStream, bytes: Buffer): void
  /** Gives a stream another name, no longer than its own, in the file's own bytes. */
  rename(stream: CompoundStream, name: string): void
}

const free = 0xfffffffa
const cut = (): AppError => new AppError('file-truncated', 'a sector of the compound file is missing')

/** Reads the directory of a compound file. Errors: `file-truncated` when it is not in the file, `file-unreadable` for a sector size that does not exist, `file-hostile` for chains without end. */
export function openCompoundFile(bytes: Buffer): CompoundFile {
  if (bytes.length < 512) throw cut()
  const sectorSize = 1 << bytes.readUInt16LE(30)
  if (sectorSize !== 512 && sectorSize !== 4096)
    throw new AppError('file-unreadable', 'the compound file has no valid sector size', { what: 'workbook' })
  const sectors = Math.ceil(bytes.length / sectorSize)
  const place = (sector: number): number => (sector + 1) * sectorSize
  const word = (at: number): number => (at + 4 > bytes.length ? 0xfffffffe : bytes.readUInt32LE(at))

  const fatSectors: number[] = []
  for (let at = 76; at < 512; at += 4) if (word(at) < free) fatSectors.push(word(at))
  let difat = bytes.readUInt32LE(68)
  for (let steps = 0; difat < free && steps < sectors; steps += 1) {
    const at = place(difat)
    for (let entry = at; entry < at + sectorSize - 4; entry += 4)
      if (word(entry) < free) fatSectors.push(word(entry))
    difat = word(at + sectorSize - 4)
  }
  const perSector = sectorSize / 4
  const following = (sector: number): number => {
    const fat = fatSectors[Math.floor(sector / perSector)]
    return fat === undefined ? 0xfffffffe : word(place(fat) + (sector % perSector) * 4)
  }
  const chain = (first: number): readonly number[] => {
    const found = new Set<number>()
    for (let sector = first; sector < free; sector = following(sector)) {
      if (found.has(sector))
        throw new AppError('file-hostile', 'a chain of sectors without end', {
          what: 'workbook',
          limit: sectors,
        })
      found.add(sector)
      // The rest of a file that was cut short is not to be counted.
      if (found.size > sectors) break
    }
    return [...found]
  }

  const entries: (CompoundStream & { readonly type: number })[] = []
  for (const [index, sector] of chain(bytes.readUInt32LE(48)).entries()) {
    const at = place(sector)
    if (at + sectorSize > bytes.length) {
      if (index === 0) throw new AppError('file-truncated', 'the directory of the compound file is missing')
      break
    }
    for (let entry = at; entry < at + sectorSize; entry += 128) {
      const length = bytes.readUInt16LE(entry + 64)
      if (length >= 2 && length <= 64)
        entries.push({
          name: bytes.toString('utf16le', entry, entry + length - 2),
          type: bytes[entry + 66] ?? 0,
          first: bytes.readUInt32LE(entry + 116),
          size: bytes.readUInt32LE(entry + 120),
          entry,
        })
    }
  }
  const miniSize = 1 << bytes.readUInt16LE(32)
  const cutoff = bytes.readUInt32LE(56)
  const root = entries.find(({ type }) => type === 5)
  let mini: { readonly fat: readonly number[]; readonly container: readonly number[] } | null = null
  const miniature = (): NonNullable<typeof mini> =>
    (mini ??= { fat: chain(bytes.readUInt32LE(60)), container: root === undefined ? [] : chain(root.first) })

  /** Where the pieces of a stream lie in the file. */
  function* extents({
    first,
    size,
  }: CompoundStream): Generator<{ readonly at: number; readonly length: number }> {
    let left = size
    if (size >= cutoff || miniSize < 8 || miniSize > sectorSize) {
      for (const sector of chain(first)) {
        if (left <= 0) return
        const length = Math.min(left, sectorSize)
        if (place(sector) + length > bytes.length) throw cut()
        yield { at: place(sector), length }
        left -= length
      }
    } else {
      const { fat, container } = miniature()
      let sector = first
      for (let steps = 0; left > 0 && sector < free; steps += 1) {
        if (steps > sectors * 64)
          throw new AppError('file-hostile', 'a chain of sectors without end', {
            what: 'workbook',
            limit: sectors * 64,
          })
        const offset = sector * miniSize
        const holder = container[Math.floor(offset / sectorSize)]
        const length = Math.min(left, miniSize)
        if (holder === undefined || place(holder) + (offset % sectorSize) + length > bytes.length) throw cut()
        yield { at: place(holder) + (offset % sectorSize), length }
        left -= length
        const table = fat[Math.floor(sector / perSector)]
        sector = table === undefined ? 0xfffffffe : word(place(table) + (sector % perSector) * 4)
      }
    }
    if (left > 0) throw cut()
  }
  return {
    streams: entries,
    read: (stream) =>
      Buffer.concat([...extents(stream)].map(({ at, length }) => bytes.subarray(at, at + length))),
    write(stream, content) {
      let from = 0
      for (const { at, length } of extents(stream)) {
        content.copy(bytes, at, from, from + length)
        from += length
      }
    },
    rename({ name, entry }, other) {
      if (other.length > name.length) throw new RangeError('no room for the name of a stream')
      bytes.fill(0, entry, entry + 64)
      bytes.write(other, entry, 'utf16le')
      bytes.writeUInt16LE(other.length * 2 + 2, entry + 64)
    },
  }
}
