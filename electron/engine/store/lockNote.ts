/** A note beside an open case (`.~lock.<name>#`) that tells the second person who has it open, where and since when. */
import { readFileSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { writeAtomically } from './atomicFile.ts'

export interface LockNote {
  readonly operator: string
  readonly host: string
  readonly pid: number
  readonly at: string
}

export function lockNotePath(casePath: string): string {
  return join(dirname(casePath), `.~lock.${basename(casePath)}#`)
}
/** The note beside a case, or null. An unreadable note counts as one of an unknown person: asking once too often is safer. */
export function readLockNote(casePath: string): LockNote | null {
  let text: string
  try {
    text = readFileSync(lockNotePath(casePath), 'utf8')
  } catch {
    return null
  }
  const unknown: LockNote = { operator: '', host: '', pid: 0, at: '' }
  try {
    const note = JSON.parse(text) as Partial<Record<keyof LockNote, unknown>> | null
    return {
      operator: typeof note?.operator === 'string' ? note.operator : '',
      host: typeof note?.host === 'string' ? note.host : '',
      pid: typeof note?.pid === 'number' && Number.isSafeInteger(note.pid) ? note.pid : 0,
      at: typeof note?.at === 'string' ? note.at : '',
    }
  } catch {
    return unknown
  }
}
export function writeLockNote(casePath: string, operator: string, at: string): void {
  const note: LockNote = { operator, host: hostname(), pid: process.pid, at }
  writeAtomically(lockNotePath(casePath), JSON.stringify(note))
}
export function removeLockNote(casePath: string): void {
  rmSync(lockNotePath(casePath), { force: true })
}

/**
 * Whether the process that left the note may still have the case open. On this machine the process table is asked; on another it is unknown.
 * A note of this very process counts as gone: what the process has open, it knows itself.
 */
export function mayBeHeld(note: LockNote): boolean {
  if (note.host !== hostname()) return true
  if (note.pid === process.pid) return false
  return isRunning(note.pid)
}
function isRunning(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
