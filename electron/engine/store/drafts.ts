/** Files that are written under a passing name and take their own when they are whole. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makePrivateFile } from './atomicFile.ts'
import type { WriteDb } from './db.ts'
import { withinBytes } from './fileGrants.ts'

/** A passing name adds 18 bytes to that of the case, and a name has 255 at most. */
const nameBytes = 200
const beginOf = (path: string): string => `.${withinBytes(basename(path), nameBytes)}.`

/** Where a file is written that is to take the case's place or name when it is whole. */
export function draftPath(path: string): string {
  return join(dirname(path), `${beginOf(path)}${randomBytes(6).toString('hex')}.new`)
}
/** Drafts of a case and of its lock note that were left by a process that was killed: for whoever holds the case. */
export function draftsOf(path: string): readonly string[] {
  const begins = [beginOf(path), `.~lock.${basename(path)}#.`]
  const names = readdirSync(dirname(path)).filter((name) =>
    begins.some(
      (begin) =>
        name.startsWith(begin) &&
        /^[0-9a-f]{12}\.new(?:-journal|-wal|-shm)?$/u.test(name.slice(begin.length)),
    ),
  )
  return names.map((name) => join(dirname(path), name))
}
/** Takes away what writing small files (settings, lists, lock notes) left in a folder when it was killed. What is younger than an hour may be somebody's at work. */
export function sweepDrafts(folder: string, now = Date.now()): void {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const path = join(folder, name)
    if (!/\.[0-9a-f]{12}\.new(?:-journal|-wal|-shm)?$/u.test(name)) continue
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isFile() === true && now - stats.mtimeMs > 3_600_000) rmSync(path, { force: true })
  }
}

/** Keeps a copy of the case as it is beside it (same key), whole or not at all; its path. */
export function keepBackup(db: WriteDb, path: string, mark: string): string {
  const draft = draftPath(path)
  try {
    makePrivateFile(draft)
    db.prepare('VACUUM INTO ?').run(draft)
    syncFile(draft)
    const backup = freeName(path, mark)
    renameSync(draft, backup)
    syncFile(dirname(path))
    return backup
  } catch (error) {
    for (const end of ['', '-journal']) rmSync(draft + end, { force: true })
    throw error
  }
}
function freeName(path: string, mark: string): string {
  const stem = path.replace(/\.lzcase$/iu, '')
  for (let number = 1; ; number += 1) {
    const candidate = `${stem}.${mark}${number === 1 ? '' : `-${number}`}.backup`
    if (!existsSync(candidate)) return candidate
  }
}

/** Makes a file's or a folder's content reach the disk. Folders cannot be synced on Windows. */
export function syncFile(path: string): void {
  const isFolder = statSync(path).isDirectory()
  if (process.platform === 'win32' && isFolder) return
  const file = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
