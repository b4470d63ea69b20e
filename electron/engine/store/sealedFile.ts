/**
 * Files of the program's own that pass through (uploads, exports): sealed with a key that lies in memory only, so that what a killed process leaves
 * tells nothing. AES-256-GCM over pieces of 64 KiB, so that a file can be written in one go and read anywhere; each file has a key of its own, and
 * the number of a piece, with a mark of the last one, is its nonce: a piece that was changed, moved or cut off is an error, never other bytes.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { OpenBytes } from './randomBytes.ts'

const pieceBytes = 65_536
const tagBytes = 16
const sealedPieceBytes = pieceBytes + tagBytes

/** What takes the bytes of a file from first to last. */
export interface ByteSink {
  write(bytes: Uint8Array): void
  /** Everything was written. */
  end(): void
  /** Nothing comes any more; what was written is taken away. */
  abandon(): void
}

/** Writes all pieces, or takes away what was written. */
export function fill(file: ByteSink, pieces: Iterable<Uint8Array>): void {
  try {
    for (const piece of pieces) file.write(piece)
    file.end()
  } catch (error) {
    file.abandon()
    throw error
  }
}

/** A key for one file; never used for a second. */
export function newSealKey(): Uint8Array {
  return new Uint8Array(randomBytes(32))
}
function nonce(piece: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(piece, 0, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Seals bytes as they come. */
export class Sealer {
  private readonly key: Uint8Array
  private waiting: Uint8Array[] = []
  private length = 0
  private piece = 0
  constructor(key: Uint8Array) {
    this.key = key
  }
  /** The sealed pieces that are complete with these bytes; the last one waits for `end`. */
  push(bytes: Uint8Array): Buffer {
    this.waiting.push(Uint8Array.prototype.slice.call(bytes))
    this.length += bytes.length
    if (this.length <= pieceBytes) return Buffer.alloc(0)
    const joined = Buffer.concat(this.waiting)
    const sealed: Buffer[] = []
    let at = 0
    for (; joined.length - at > pieceBytes; at += pieceBytes)
      sealed.push(this.seal(joined.subarray(at, at + pieceBytes), false))
    this.waiting = [joined.subarray(at)]
    this.length = joined.length - at
    return Buffer.concat(sealed)
  }
  end(): Buffer {
    return this.seal(Buffer.concat(this.waiting), true)
  }
  private seal(bytes: Buffer, last: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(this.piece, last))
    this.piece += 1
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/** Writes a sealed file. Errors of the disk come out as they are. */
export function sealedSink(path: string, key: Uint8Array): ByteSink {
  const file = fileSink(path)
  const sealer = new Sealer(key)
  return {
    write(bytes) {
      file.write(sealer.push(bytes))
    },
    end() {
      file.write(sealer.end())
      file.end()
    },
    abandon: file.abandon,
  }
}
/** Writes a file as it is. */
export function fileSink(path: string): ByteSink {
  const descriptor = openSync(path, 'w', 0o600)
  let isOpen = true
  const close = (): void => {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
    },
    end: close,
    abandon() {
      close()
      rmSync(path, { force: true })
    },
  }
}

/** How many bytes a sealed file of this size holds. */
export function openSize(sealedBytes: number): number {
  return sealedBytes - Math.max(1, Math.ceil(sealedBytes / sealedPieceBytes)) * tagBytes
}
/** Opens a sealed file for reading anywhere. Errors: `file-unreadable`. */
export function openSealed(path: string, key: Uint8Array): OpenBytes {
  return async () => {
    const handle = await open(path, 'r').catch(() => {
      throw changed()
    })
    const sealed = (await handle.stat()).size
    const size = openSize(sealed)
    const pieces = Math.max(1, Math.ceil(sealed / sealedPieceBytes))
    /** Bytes that are read on follow in the same piece. */
    let known: { readonly piece: number; readonly bytes: Buffer } | null = null
    const pieceAt = async (piece: number): Promise<Buffer> => {
      if (known?.piece === piece) return known.bytes
      const length = Math.min(sealedPieceBytes, sealed - piece * sealedPieceBytes)
      const read = Buffer.alloc(Math.max(0, length))
      for (let at = 0; at < read.length;) {
        const { bytesRead } = await handle.read(read, at, read.length - at, piece * sealedPieceBytes + at)
        if (bytesRead === 0) throw changed()
        at += bytesRead
      }
      known = { piece, bytes: unsealed(key, read, piece, piece === pieces - 1) }
      return known.bytes
    }
    return {
      size,
      async read(at, length) {
        if (at < 0 || at + length > size)
          throw new AppError('file-truncated', 'an entry lies beyond the end of the archive')
        const parts: Buffer[] = []
        for (let done = 0; done < length;) {
          const place = at + done
          const bytes = await pieceAt(Math.floor(place / pieceBytes))
          const part = bytes.subarray(place % pieceBytes, (place % pieceBytes) + length - done)
          parts.push(part)
          done += part.length
        }
        return Buffer.concat(parts, length)
      },
      close: () => handle.close(),
    }
  }
}
/** All bytes of a sealed file. Errors: `file-unreadable`, and those of the disk. */
export function readSealed(path: string, key: Uint8Array): Buffer {
  const sealed = readFileSync(path)
  const pieces = Math.max(1, Math.ceil(sealed.length / sealedPieceBytes))
  return Buffer.concat(
    Array.from({ length: pieces }, (_, piece) =>
      unsealed(
        key,
        sealed.subarray(piece * sealedPieceBytes, (piece + 1) * sealedPieceBytes),
        piece,
        piece === pieces - 1,
      ),
    ),
  )
}
function unsealed(key: Uint8Array, sealed: Buffer, piece: number, last: boolean): Buffer {
  if (sealed.length < tagBytes) throw changed()
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(piece, last), { authTagLength: tagBytes })
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
  } catch {
    throw changed()
  }
}
function changed(): AppError {
  return new AppError('file-unreadable', 'a passing file is not what was written', { what: 'changed' })
}
