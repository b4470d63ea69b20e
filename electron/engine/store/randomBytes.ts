/** Bytes that can be read anywhere: a file on the disk, or what a nested archive inflated to. */
import { open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'

export interface RandomBytes {
  /** Bytes in all. */
  readonly size: number
  /** `length` bytes from `at`. Errors: `file-truncated` when there are fewer, `file-unreadable` for the disk or a file that changed since. */
  read(at: number, length: number): Promise<Buffer>
  close(): Promise<void>
}
/** Opens the same bytes as often as they are asked for. */
export type OpenBytes = () => Promise<RandomBytes>

const cut = (): AppError => new AppError('file-truncated', 'an entry lies beyond the end of the archive')

/** Opens a file for reading anywhere; the second time it must still be the file it was: same size, same time of change. */
export function openFile(path: string): OpenBytes {
  let known: { readonly size: number; readonly changed: bigint } | null = null
  return async () => {
    try {
      const handle = await open(path, 'r')
      try {
        const { size, mtimeNs } = await handle.stat({ bigint: true })
        const now = { size: Number(size), changed: mtimeNs }
        if (known !== null && (known.size !== now.size || known.changed !== now.changed))
          throw new AppError('file-unreadable', 'the archive changed since it was looked into', {
            what: 'changed',
          })
        known = now
        return {
          size: now.size,
          async read(at, length) {
            if (at < 0 || at + length > now.size) throw cut()
            const bytes = Buffer.allocUnsafe(length)
            for (let done = 0; done < length;) {
              const { bytesRead } = await handle.read(bytes, done, length - done, at + done)
              if (bytesRead === 0) throw cut()
              done += bytesRead
            }
            return bytes
          },
          close: () => handle.close(),
        }
      } catch (thrown) {
        await handle.close()
        throw thrown
      }
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw new AppError('file-unreadable', 'the archive cannot be read', {
        what: 'disk',
        reason: thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown',
      })
    }
  }
}

/** Bytes in memory. Nothing is copied. */
export function inMemory(bytes: Buffer): RandomBytes {
  return {
    size: bytes.length,
    read: (at, length) =>
      at < 0 || at + length > bytes.length
        ? Promise.reject(cut())
        : Promise.resolve(bytes.subarray(at, at + length)),
    close: () => Promise.resolve(),
  }
}

/** What `load` gives, kept as long as memory allows and loaded again when it was let go. */
export function openLoaded(load: () => Promise<Buffer>): OpenBytes {
  let kept: WeakRef<Buffer> | null = null
  return async () => {
    let bytes = kept?.deref()
    if (bytes === undefined) {
      bytes = await load()
      kept = new WeakRef(bytes)
    }
    return inMemory(bytes)
  }
}
