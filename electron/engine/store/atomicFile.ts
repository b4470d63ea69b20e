import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Writes a small file so that a reader finds the old text or the new one, never a part. Throws what the file system throws. */
export function writeAtomically(path: string, text: string): void {
  makeFolder(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = openSync(draft, 'wx', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/**
 * Makes a folder and those above it. What stands in the way is thrown as it is: the recursive form says of a medium that cannot be written to that there
 * is no such file.
 */
export function makeFolder(path: string, mode = 0o700): void {
  try {
    mkdirSync(path, { recursive: true, mode })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    let missing = resolve(path)
    while (!existsSync(dirname(missing))) missing = dirname(missing)
    mkdirSync(missing, { mode })
    throw error
  }
}

/** Makes an empty file for SQLite to fill, which would let everybody on the machine read what it makes itself. */
export function makePrivateFile(path: string, mode = 0o600): void {
  closeSync(openSync(path, 'wx', mode))
}

/** The JSON of a small file, or null when there is none or it cannot be understood. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch {
    return null
  }
}
