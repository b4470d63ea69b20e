/** A zip archive written part by part; memory stays at one piece, however large a part is. */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { Zip } from 'fflate'
import type { ZipInputFile } from 'fflate'
import type { ByteSink } from '../../store/sealedFile.ts'

const pieceSize = 1 << 19

/** One file of the archive: native compression piece by piece (each flushed, so that pieces join), fflate's container around it. */
class PartStream implements ZipInputFile {
  readonly compression = 8
  readonly filename: string
  crc = 0
  size = 0
  mtime = new Date(2000, 0, 1)
  ondata?: NonNullable<ZipInputFile['ondata']>
  constructor(filename: string) {
    this.filename = filename
  }
  push(bytes: Uint8Array, final: boolean): void {
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    this.ondata?.(
      null,
      deflateRawSync(bytes, { level: 6, finishFlush: final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }),
      final,
    )
  }
}

export interface ZipPart {
  /** Adds text to the part. */
  write(text: string): void
  end(): void
}
export interface ZipFile {
  /** Opens the next part; the one before must have ended. */
  part(name: string): ZipPart
  /** Writes the directory and closes the file. */
  finish(): void
  /** Closes and removes what was written so far. */
  abandon(): void
}

/** Writes into `file`. Errors of the disk (full, not writable) come out of `write`, `end` and `finish` as they are. */
export function createZipFile(file: ByteSink): ZipFile {
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    file.write(bytes)
  })
  return {
    part(name) {
      const stream = new PartStream(name)
      zip.add(stream)
      let pieces: string[] = []
      let length = 0
      return {
        write(text) {
          pieces.push(text)
          length += text.length
          if (length < pieceSize) return
          stream.push(Buffer.from(pieces.join('')), false)
          pieces = []
          length = 0
        },
        end() {
          stream.push(Buffer.from(pieces.join('')), true)
        },
      }
    },
    finish() {
      zip.end()
      file.end()
    },
    abandon() {
      file.abandon()
    },
  }
}
