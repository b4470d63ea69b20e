/** tar, as it comes inside of gzip: headers of 512 bytes between the files. */
import { AppError } from '../../../../../shared/errors.ts'
import { detectEncoding } from '../textEncoding.ts'
import { hostileZip } from '../zipEntries.ts'
import { type Archive, type ArchiveFile, archiveLimits, isLeaving } from './archive.ts'
import type { OpenBytes } from '../../../store/randomBytes.ts'

const block = 512
const pieceBytes = 1024 * 1024

/** Whether 512 bytes are the header of a tar: its checksum agrees. */
export function isTarHeader(header: Buffer): boolean {
  if (header.length < block) return false
  let sum = 0
  for (let at = 0; at < block; at += 1) sum += at >= 148 && at < 156 ? 32 : (header[at] ?? 0)
  return sum > 256 && sum === number(header, 148, 8)
}
function number(header: Buffer, at: number, length: number): number {
  // Sizes beyond 8 GB are written as binary numbers with the first bit set.
  if (((header[at] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(at + length - 8))
  return Number.parseInt(
    header
      .toString('latin1', at, at + length)
      .replace(/[\0 ]+$/, '')
      .trim() || '0',
    8,
  )
}
function bytesUntilZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}
function decoded(bytes: Buffer): string {
  return new TextDecoder(detectEncoding(bytes, true) === 'gb18030' ? 'gb18030' : 'utf-8').decode(bytes)
}

/** The files of a tar. Errors: `file-truncated`, `file-hostile` for too many files and names that climb out or are absolute. */
export async function openTarArchive(open: OpenBytes): Promise<Archive> {
  const bytes = await open()
  const files: ArchiveFile[] = []
  const ignored: string[] = []
  let longName: string | null = null
  try {
    for (let at = 0; at + block <= bytes.size;) {
      const header = await bytes.read(at, block)
      if (header.every((byte) => byte === 0)) break
      if (!isTarHeader(header))
        throw new AppError('file-truncated', 'the archive breaks off between its files')
      const size = number(header, 124, 12)
      const start = at + block
      if (start + size > bytes.size)
        throw new AppError('file-truncated', 'a file lies beyond the end of the archive')
      const type = String.fromCharCode(header[156] ?? 0)
      at = start + Math.ceil(size / block) * block
      if (type === 'L' || type === 'x') {
        if (size > 1024 * 1024) throw hostileZip('entry-name', 1024 * 1024)
        const content = await bytes.read(start, size)
        longName =
          type === 'L'
            ? decoded(bytesUntilZero(content))
            : (/(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1] ?? longName)
        continue
      }
      const prefix =
        header.toString('latin1', 257, 262) === 'ustar'
          ? bytesUntilZero(header.subarray(345, 500))
          : Buffer.alloc(0)
      const own = bytesUntilZero(header.subarray(0, 100))
      const path =
        longName ?? decoded(prefix.length === 0 ? own : Buffer.concat([prefix, Buffer.from('/'), own]))
      longName = null
      if (type !== '0' && type !== '\0' && type !== '7') continue
      const clean = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
      if (clean.startsWith('/') || /^[A-Za-z]:/.test(clean) || clean.split('/').includes('..'))
        throw hostileZip('entry-name', '..')
      if (isLeaving(clean)) {
        ignored.push(clean)
        continue
      }
      if (files.length === archiveLimits.entries) throw hostileZip('entries', archiveLimits.entries)
      files.push(fileOf(open, clean, start, size))
    }
    return { format: 'tar', files, refused: [], secret: null, ignored }
  } finally {
    await bytes.close()
  }
}

function fileOf(open: OpenBytes, path: string, start: number, size: number): ArchiveFile {
  return {
    path,
    size,
    encrypted: false,
    async *pieces() {
      const bytes = await open()
      try {
        for (let at = 0; at < size; at += pieceBytes)
          yield await bytes.read(start + at, Math.min(pieceBytes, size - at))
      } finally {
        await bytes.close()
      }
    },
    async random() {
      const bytes = await open()
      return { size, read: (at, length) => bytes.read(start + at, length), close: () => bytes.close() }
    },
  }
}
