/**
 * Where files of this process pass through: a folder of its own under `passing`, readable by this user alone, taken away when the process ends, and
 * by the next start of the program when it was killed. A lock that the system lets go of with the process tells the living from the dead: SQLite's,
 * on a file within the room, which holds between processes and between threads of one.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Database } from './sqlite.ts'

export interface PassingRoom {
  /** A new folder in the room, which is made with the first. Errors: those of the file system. */
  newFolder(): string
  /** Takes away everything that was put into it. It can be used again. */
  dispose(): void
}
type Lock = InstanceType<typeof Database>
const roomName = /^room-[0-9a-f]{16}$/u
const lockName = 'lock'

/** Where rooms are made, beside the settings. */
export function passingFolderOf(settingsFolder: string): string {
  return join(settingsFolder, 'passing')
}
/** The room of one thread under `folder`; where nothing can be made there, in the system's temporary folder. */
export function createPassingRoom(folder: string): PassingRoom {
  let room: { readonly path: string; readonly lock: Lock | null } | null = null
  return {
    newFolder() {
      room ??= makeRoom(folder)
      const place = join(room.path, randomBytes(8).toString('hex'))
      mkdirSync(place, { mode: 0o700, recursive: true })
      return place
    },
    dispose() {
      if (room === null) return
      const { path, lock } = room
      room = null
      lock?.close()
      rmSync(path, { recursive: true, force: true, maxRetries: 3 })
      removeEmpty(dirname(path))
    },
  }
}
function makeRoom(folder: string): { readonly path: string; readonly lock: Lock | null } {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `room-${randomBytes(8).toString('hex')}`)
      mkdirSync(path, { mode: 0o700 })
      const lock = tryLock(path)
      // Somebody who swept may have taken the room away before it had its lock.
      if (lock !== 'held' && existsSync(join(path, lockName)))
        return { path, lock: lock === 'unknown' ? null : lock }
      if (lock !== 'held' && lock !== 'unknown') lock.close()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      // The folder was taken away as empty in between.
      if (code !== 'ENOENT') break
    }
  }
  return { path: mkdtempSync(join(tmpdir(), 'lianzheng-passing-')), lock: null }
}
/** `held` while another process or thread lives in the room, `unknown` where the file system has no locks. */
function tryLock(room: string): Lock | 'held' | 'unknown' {
  let lock: Lock | null = null
  try {
    lock = new Database(join(room, lockName), { timeout: 0 })
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code.startsWith('SQLITE_BUSY') ? 'held' : 'unknown'
  }
}
/** Takes away the rooms of processes that ended without doing so. */
export function sweepPassingRooms(folder: string): void {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    // Nothing ever passed through.
    return
  }
  for (const name of names.filter((found) => roomName.test(found))) {
    const path = join(folder, name)
    const lock = tryLock(path)
    if (lock === 'held' || lock === 'unknown') continue
    // An open file cannot be removed on Windows.
    if (process.platform === 'win32') lock.close()
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // A file that somebody still reads; the next start takes it.
    }
    if (lock.open) lock.close()
  }
  removeEmpty(folder)
}
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Another process has a room in it.
  }
}
