/** The old compound file: which streams it has, so that an encrypted or foreign one is named before anything parses it. */
import { AppError } from '../../../shared/errors.ts'

interface Stream { readonly name: string; /** Where its first sector stands, -1 when that is not in the file. */ readonly at: number; readonly size: number }

/** The streams in the directory. Errors: `file-truncated` when the directory is not in the file. */
function streamsOf(bytes: Buffer): readonly Stream[] {
  if (bytes.length < 512) throw new AppError('file-truncated', 'the compound file is cut short')
  const sectorSize = 1 << bytes.readUInt16LE(30)
  if (sectorSize !== 512 && sectorSize !== 4096) throw new AppError('file-unreadable', 'the compound file has no valid sector size', { what: 'workbook' })
  const place = (sector: number): number => (sector + 1) * sectorSize
  const sectorsInFat = sectorSize / 4
  const fatSectors: number[] = []
  for (let index = 0; index < 109; index += 1) {
    const sector = bytes.readUInt32LE(76 + index * 4)
    if (sector < 0xfffffffa) fatSectors.push(sector)
  }
  const next = (sector: number): number => {
    const fat = fatSectors[Math.floor(sector / sectorsInFat)]
    const at = fat === undefined ? -1 : place(fat) + (sector % sectorsInFat) * 4
    return at < 0 || at + 4 > bytes.length ? 0xfffffffe : bytes.readUInt32LE(at)
  }
  const streams: Stream[] = []
  const seen = new Set<number>()
  for (let sector = bytes.readUInt32LE(48); sector < 0xfffffffa && !seen.has(sector); sector = next(sector)) {
    seen.add(sector)
    const at = place(sector)
    if (at + sectorSize > bytes.length) {
      if (streams.length === 0) throw new AppError('file-truncated', 'the directory of the compound file is missing')
      break
    }
    for (let entry = at; entry < at + sectorSize; entry += 128) {
      const length = bytes.readUInt16LE(entry + 64)
      const first = place(bytes.readUInt32LE(entry + 116))
      if (length >= 2 && length <= 64) streams.push({ name: bytes.toString('utf16le', entry, entry + length - 2), at: first < bytes.length ? first : -1, size: bytes.readUInt32LE(entry + 120) })
    }
  }
  return streams
}

/** Errors: `file-encrypted` for a workbook under a password, `file-not-table` for a document that is none. */
export function judgeOleFile(bytes: Buffer): void {
  const streams = streamsOf(bytes)
  const names = streams.map(({ name }) => name)
  if (names.includes('EncryptionInfo') || names.includes('EncryptedPackage')) throw new AppError('file-encrypted', 'the workbook is under a password', { container: 'xlsx' })
  const workbook = streams.find(({ name }) => /^(?:work)?book$/i.test(name))
  if (workbook !== undefined) {
    if (hasFilePass(bytes, workbook)) throw new AppError('file-encrypted', 'the workbook is under a password', { container: 'xls' })
    return
  }
  const found = names.includes('WordDocument') ? 'word' : names.includes('PowerPoint Document') ? 'presentation' : 'ole'
  throw new AppError('file-not-table', 'the compound file holds no workbook', { found })
}

const beginningOfFile = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06])

/** Whether the workbook's first records hold FILEPASS, which begins the encrypted part. */
function hasFilePass(bytes: Buffer, { at, size }: Stream): boolean {
  // Streams below 4,096 bytes lie among others in a stream of their own: there the first record, BOF of BIFF8, is looked for.
  const start = size >= 4_096 ? at : bytes.indexOf(beginningOfFile, 512)
  if (start < 0) return false
  const end = Math.min(bytes.length, start + 512)
  for (let record = start; record + 4 <= end; record += 4 + bytes.readUInt16LE(record + 2)) if (bytes.readUInt16LE(record) === 0x2f) return true
  return false
}
