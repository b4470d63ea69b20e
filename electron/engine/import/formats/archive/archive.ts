/** What every archive gives: its files as streams, and what is not handed on. */
import type { ArchiveFormat } from '../../../../../shared/contract/imports.ts'
import { AppError } from '../../../../../shared/errors.ts'
import type { ArchiveSecret } from '../../../store/fileGrants.ts'
import type { ZipLimits } from '../zipDirectory.ts'
import type { OpenBytes } from '../../../store/randomBytes.ts'

export interface ArchiveFile {
  /** Within the archive, with `/` between folders. */
  readonly path: string
  /** Bytes once unpacked. */
  readonly size: number
  readonly encrypted: boolean
  /** The unpacked bytes in pieces, from the start, as often as asked. Errors: `file-truncated`, `file-hostile`, `file-unreadable`. */
  pieces(): AsyncGenerator<Buffer>
  /** The same bytes to be read anywhere, when the file is itself an archive. Errors: also `file-too-large`. */
  readonly random: OpenBytes
}
export interface Archive {
  readonly format: ArchiveFormat
  readonly files: readonly ArchiveFile[]
  /** Files that cannot be unpacked, each with its reason. */
  readonly refused: readonly { readonly path: string; readonly error: AppError }[]
  /** What opens the files, where a password was needed; they cannot be read once it is forgotten. */
  readonly secret: ArchiveSecret | null
  /** Leavings of operating systems and programs: no one's data. */
  readonly ignored: readonly string[]
}

/** A return of one bank or platform may hold thousands of files; a workbook never does. */
export const archiveLimits: ZipLimits = {
  entries: 20_000,
  entryBytes: 64 * 1024 ** 3,
  ratio: 100,
  graceBytes: 16 * 1024 ** 2,
}
/** An archive within an archive is held in memory while it is read. */
export const nestedBytes = 256 * 1024 ** 2
/** Archives in archives in archives, and no deeper. */
export const deepest = 3

/** Whether a path is a leaving of a system: resource forks of macOS, thumbnails of Windows, lock files of Office. */
export function isLeaving(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i.test(path)
}

/** All pieces in one, for what must be read anywhere. Errors: `file-too-large` beyond `nestedBytes`. */
export async function gather(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let total = 0
  for await (const piece of pieces) {
    total += piece.length
    if (total > nestedBytes)
      throw new AppError('file-too-large', 'an archive within an archive is read from memory', {
        limit: nestedBytes,
      })
    parts.push(piece)
  }
  return Buffer.concat(parts)
}
