/** A copy of a file at rest within a time: shared blocks where the disk can do that, byte by byte otherwise. */
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, constants, copyFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Copied {
  readonly size: number
  /** Of the bytes that were read; null where blocks are shared and there was no time to read them. */
  readonly sha256: string | null
}
const pieceBytes = 4 * 1024 * 1024
/** So often what was written is made to reach the disk, so that the end does not wait for all of it. */
const syncedBytes = 64 * 1024 * 1024

/**
 * Copies to a path where no file may be; null when it would have taken longer, and nothing is left then. Throws what the file system throws, and
 * leaves nothing then either.
 */
export async function boundedCopy(
  from: string,
  to: string,
  { milliseconds, share = true }: { readonly milliseconds: number; readonly share?: boolean },
): Promise<Copied | null> {
  const until = performance.now() + milliseconds
  try {
    if (share && canShare(from, dirname(to))) {
      copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
      chmodSync(to, 0o600)
      return await readThrough(to, until)
    }
    const copied = await copyBytes(from, to, until)
    if (copied === null) rmSync(to, { force: true })
    return copied
  } catch (error) {
    if (!isTaken(error)) rmSync(to, { force: true })
    throw error
  }
}
const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'

/**
 * Whether the disk gives a copy the blocks of its original, tried with a file of its own: an attempt with the original that fails would have closed it
 * once, and with that let go of every lock this process has on it.
 */
function canShare(from: string, folder: string): boolean {
  if (statSync(from).dev !== statSync(folder).dev) return false
  const [probe, twin] = [0, 1].map(() => join(folder, `.probe.${randomBytes(6).toString('hex')}.new`)) as [
    string,
    string,
  ]
  try {
    writeFileSync(probe, Buffer.alloc(4096, 1), { mode: 0o600, flag: 'wx' })
    copyFileSync(probe, twin, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch {
    return false
  } finally {
    for (const path of [probe, twin]) rmSync(path, { force: true })
  }
}
async function readThrough(path: string, until: number): Promise<Copied> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const sha256 = await passPieces(file, until, () => Promise.resolve())
    await file.sync()
    return { size, sha256: sha256?.sha256 ?? null }
  } finally {
    await file.close()
  }
}
async function copyBytes(from: string, to: string, until: number): Promise<Copied | null> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      let unsynced = 0
      const passed = await passPieces(source, until, async (bytes) => {
        await target.writeFile(bytes)
        unsynced += bytes.length
        if (unsynced < syncedBytes) return
        unsynced = 0
        await target.datasync()
      })
      if (passed === null) return null
      await target.sync()
      return passed
    } finally {
      await target.close()
    }
  } finally {
    // Closing it lets go of every lock this process has on the file: whoever holds the case closes it next.
    await source.close()
  }
}
async function passPieces(
  file: FileHandle,
  until: number,
  take: (bytes: Buffer) => Promise<void>,
): Promise<{ readonly size: number; readonly sha256: string } | null> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(pieceBytes)
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, at)
    if (bytesRead === 0) return { size: at, sha256: hash.digest('hex') }
    const bytes = buffer.subarray(0, bytesRead)
    hash.update(bytes)
    await take(bytes)
    at += bytesRead
    if (performance.now() > until) return null
  }
}
