/**
 * The mark of an open case, a row of `meta` in the main file itself. While it stands there, a write-ahead log or a rollback journal is beside the
 * file: it is the first thing that goes through that log, and the last. So a file that has the mark and nothing beside it was copied while it was
 * open, or taken away from its log after a crash, and may lack what stood there.
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname } from 'node:path'
import * as v from 'valibot'
import { AppError } from '../../../shared/errors.ts'
import { auditHead } from './audit.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { readLockNote } from './lockNote.ts'
import { property } from './properties.ts'

const stored = v.object({
  /** Local time of the opening. */
  at: v.string(),
  operator: v.string(),
  host: v.string(),
  /** Name of the file and of its folder at that time; the full path is not stored. */
  file: v.string(),
  folder: v.string(),
})
export type OpenMark = Readonly<v.InferOutput<typeof stored>>
const key = 'openedBy'

/** Who has the case open, as the file itself says; null when it was closed. */
export function readOpenMark(db: ReadDb): OpenMark | null {
  // A file before its first migration has no place for a mark.
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get() === undefined) return null
  const text = property(db, key)
  if (text === '') return null
  try {
    return v.parse(stored, JSON.parse(text))
  } catch {
    // A mark that cannot be understood is one all the same.
    return { at: '', operator: '', host: '', file: '', folder: '' }
  }
}
/** Inside the caller's transaction. */
export function setOpenMark(
  db: WriteDb,
  path: string,
  by: { readonly operator: string; readonly at: string },
): void {
  const mark: OpenMark = {
    at: by.at,
    operator: by.operator,
    host: hostname(),
    file: basename(path),
    folder: basename(dirname(path)),
  }
  db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(mark))
}
export function clearOpenMark(db: WriteDb): void {
  db.prepare('DELETE FROM meta WHERE key = ?').run(key)
}
/**
 * Everything into the main file, then the mark out of it, through the log: killed in between, the log is still there, and the next opening knows that
 * nothing is missing. The first step leaves only the mark for the second, so a copy taken in between lacks nothing either.
 */
export function foldAndClearMark(db: WriteDb): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  clearOpenMark(db)
  db.pragma('wal_checkpoint(TRUNCATE)')
}

/** What lies beside a case file that SQLite would take into it. */
export interface Beside {
  readonly wal: boolean
  readonly journal: boolean
}
export function lookBeside(path: string): Beside {
  return { wal: existsSync(`${path}-wal`), journal: existsSync(`${path}-journal`) }
}
/** After reading a copy whose header still asks for a log: takes away the empty one that SQLite made for it. */
export function removeEmptyLog(path: string, before: Beside): void {
  // A process that has the case open has a log of its own.
  if (before.wal || readLockNote(path) !== null) return
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
}
/** Where the mark could not be taken out (a full disk), an empty log says that nothing is missing. */
export function leaveEmptyLog(path: string): void {
  try {
    writeFileSync(`${path}-wal`, '', { flag: 'a', mode: 0o600 })
  } catch {
    // Then the next opening only asks once more than needed.
  }
}

/** `case-not-closed`: who had it open, where and since when, how far the log of this copy goes, and where the rest would be. */
export function notClosedError(db: ReadDb, mark: OpenMark): AppError {
  return new AppError('case-not-closed', 'the case was not closed, and its log is not beside it', {
    operator: mark.operator,
    host: mark.host,
    since: mark.at,
    folder: mark.folder,
    log: `${mark.file}-wal`,
    seq: auditHead(db).seq,
    caseId: property(db, 'caseId'),
  })
}
/** The audit row written when work goes on with such a copy; verification reports it from then on. */
export const openedIncomplete = 'workspace.openIncomplete'
export interface Incomplete {
  /** The last audit row before what may be missing. */
  readonly afterSeq: number
  /** When the copy was taken up, or, not taken up yet, when it was opened for the last time before. */
  readonly since: string
}
/** What may be missing from a case by its own log; null when nothing is known to be. */
export function knownIncomplete(db: ReadDb): Incomplete | null {
  const row = db
    .prepare<[string], { seq: number; at: string }>(
      'SELECT seq, at FROM audit WHERE action = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(openedIncomplete)
  return row === undefined ? null : { afterSeq: row.seq - 1, since: row.at }
}
