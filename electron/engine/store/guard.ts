/**
 * One writer. The note beside a case tells people; the guard holds. It is an empty SQLite file that is locked for as long as the case is
 * open, by SQLite's own file locks: the system lets go of it when the process ends, however it ends, and no process number can be mistaken.
 */
import { rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Db } from '../context.ts'
import { Database } from './sqlite.ts'

export interface Guard { release(): void }

export function guardPath(casePath: string): string {
  return join(dirname(casePath), `.~guard.${basename(casePath)}#`)
}

/** Takes the guard of a case, or null when another process has it. Throws what the file system throws. */
export function takeGuard(casePath: string): Guard | null {
  const path = guardPath(casePath)
  const db: Db = new Database(path, { timeout: 0 })
  try {
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return {
    release() {
      // Removed while still locked: whoever comes next makes a new one.
      if (process.platform !== 'win32') rmSync(path, { force: true })
      db.close()
      if (process.platform === 'win32') rmSync(path, { force: true })
    },
  }
}
