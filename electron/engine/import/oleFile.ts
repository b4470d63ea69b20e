/** The old compound file: which streams it has, so that an encrypted or foreign one is named before anything parses it. */
import { AppError } from '../../../shared/errors.ts'

/** Names of the streams in the directory. Errors: `file-truncated` when the directory is not in the file. */
export function streamNames(bytes: Buffer): readonly string[] {
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
  const names: string[] = []
  const seen = new Set<number>()
  for (let sector = bytes.readUInt32LE(48); sector < 0xfffffffa && !seen.has(sector); sector = next(sector)) {
    seen.add(sector)
    const at = place(sector)
    if (at + sectorSize > bytes.length) {
      if (names.length === 0) throw new AppError('file-truncated', 'the directory of the compound file is missing')
      break
    }
    for (let entry = at; entry < at + sectorSize; entry += 128) {
      const length = bytes.readUInt16LE(entry + 64)
      if (length >= 2 && length <= 64) names.push(bytes.toString('utf16le', entry, entry + length - 2))
    }
  }
  return names
}

/** Errors: `file-encrypted` for a workbook under a password, `file-not-table` for a document that is none. */
export function judgeOleFile(bytes: Buffer): void {
  const names = streamNames(bytes)
  if (names.includes('EncryptionInfo') || names.includes('EncryptedPackage')) throw new AppError('file-encrypted', 'the workbook is under a password', { container: 'xlsx' })
  if (names.includes('Workbook') || names.includes('Book') || names.includes('WORKBOOK') || names.includes('BOOK')) return
  const found = names.includes('WordDocument') ? 'word' : names.includes('PowerPoint Document') ? 'presentation' : 'ole'
  throw new AppError('file-not-table', 'the compound file holds no workbook', { found })
}
