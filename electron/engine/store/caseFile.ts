/** The connection to a case file: make, open, close. Everything that must hold for the file holds here. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { accessSync, constants, existsSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { appendAudit, auditHead } from './audit.ts'
import { applicationId, applyKey, deriveKey, type Encryption, readEncryption } from './caseFormat.ts'
import { draftsOf, keepBackup } from './drafts.ts'
import { asKnownFailure } from './failures.ts'
import { mayBeHeld, readLockNote, removeLockNote, writeLockNote } from './lockNote.ts'
import { refuseForeign } from './caseSchema.ts'
import { fileVersion, migrate } from './migrate.ts'
import { refuseUnfit } from './fitPath.ts'
import {
  type Beside,
  foldAndClearMark,
  type Incomplete,
  knownIncomplete,
  leaveEmptyLog,
  lookBeside,
  notClosedError,
  openedIncomplete,
  type OpenMark,
  readOpenMark,
  removeEmptyLog,
  setOpenMark,
} from './openMark.ts'
import { fileMark, type Moved, watchPlace } from './place.ts'
import { property } from './properties.ts'
import { formatVersion } from './migrations/index.ts'
import { forgetKey, type ReaderAccess, sharedKey } from './readerAccess.ts'
import { ensureRecordTables, standInRecordTables } from './recordTables.ts'
import { Database } from './sqlite.ts'

export interface Author {
  readonly operator: string
  readonly at: string
  readonly program: string
}
export interface CaseFile {
  /** The only connection that writes. */
  readonly db: WriteDb
  /**
   * Sees the case as it was last committed while `db` is in a long transaction. Null where there is only one connection: read-only, and
   * on a network share, where the file is locked as a whole.
   */
  readonly reader: ReadDb | null
  /** For further connections that read, in other threads; null where there is only one connection. */
  readonly access: ReaderAccess | null
  readonly path: string
  readonly encryption: Encryption | null
  readonly readOnly: boolean
  /** What may be missing since it was copied without its log, now or once before; null for a whole case. */
  readonly incomplete: Incomplete | null
  /** Since when it stood open before a crash that nothing was lost in; null after an orderly end. */
  readonly recoveredFrom: string | null
  /** What has become of the file since it was opened; null while it stands where it was. Never of a case that is open read-only. */
  moved(): Moved | null
  /** Whether this is the passphrase of the open case, by the digest of its key. */
  matches(key: Buffer): boolean
  /**
   * Folds everything into the one file and keeps everybody else from writing to it until it is closed, so that its bytes can be copied; false where
   * that cannot be. Nothing but `close` may be asked of the case afterwards.
   */
  rest(): boolean
  /** Folds everything into the one file and lets go of it. */
  close(): void
}
export interface OpenOptions {
  readonly passphrase: string | null
  readonly readOnly: boolean
  readonly breakStaleLock: boolean
  readonly author: Author
  /** Opens a file that was copied while it was open without its log; going on with it is written into its audit log. */
  readonly acceptIncomplete?: boolean
  /** Reads a file of an older version as it is, instead of refusing it: for callers that only need what every version has. */
  readonly olderToo?: boolean
}

/** Paths this process has open. SQLite's own locks do not hold within one process once somebody else opens and closes the file. */
const openPaths = new Set<string>()
/** Magic numbers of file systems across a network or in user space, where shared memory and locks cannot be trusted (statfs f_type). */
const distantFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x65735546, 0x01021997, 0x564c, 0x5346414f,
])

export function isOpenHere(path: string): boolean {
  return openPaths.has(path)
}
/** Whether WAL may be used at this place: a local disk by its type, not a Windows share. */
export function isLocal(
  path: string,
  typeOf: (folder: string) => number = (folder) => statfsSync(folder).type,
): boolean {
  return !path.startsWith('\\\\') && !distantFileSystems.has(typeOf(dirname(path)))
}

/**
 * Opens a case. Errors: `case-not-found`, `case-locked` (who, where, since), `not-a-case-file`, `case-newer`, `passphrase-needed`,
 * `wrong-passphrase`, `case-damaged`, `case-foreign`, `migration-failed`, `case-not-closed`, `case-read-only` (an unfinished or older file on a medium that cannot be written).
 */
export async function openCaseFile(givenPath: string, options: OpenOptions): Promise<CaseFile> {
  const path = existingPath(givenPath)
  const readOnly = options.readOnly || !isWritable(path)
  refuseUnfit(path)
  refuseWhenHeld(path, options.breakStaleLock)
  // Reading what stands in a write-ahead log would make SQLite write an index of it beside the file.
  if (readOnly && existsSync(`${path}-wal`)) throw isNotedHere(path) ? lockedError(path) : unfinishedError()
  const encryption = readEncryption(path)
  if (encryption !== null && options.passphrase === null)
    throw new AppError('passphrase-needed', 'the case is encrypted', { file: basename(path) })
  const key =
    encryption === null || options.passphrase === null
      ? null
      : await deriveKey(options.passphrase, encryption)
  // Another process may have created the file while the key was derived.
  if (isOpenHere(path)) throw lockedError(path)
  openPaths.add(path)
  const beside = lookBeside(path)
  const opened: { -readonly [P in keyof Opened]: Opened[P] } = {
    noted: false,
    marked: false,
    db: null,
    reader: null,
  }
  try {
    opened.db = connect(path, { encryption, key, readOnly, mustExist: true })
    takeHold(opened.db, path, encryption, readOnly, options.olderToo ?? false)
    const mark = readOpenMark(opened.db)
    const cut = mark !== null && !beside.wal && !beside.journal
    if (cut && options.acceptIncomplete !== true) throw notClosedError(opened.db, mark)
    const incomplete = cut ? { afterSeq: auditHead(opened.db).seq, since: mark.at } : null
    if (readOnly) standInRecordTables(opened.db)
    else {
      writeLockNote(path, options.author.operator, options.author.at)
      opened.noted = true
      const db = opened.db
      const enter = db.transaction(() => {
        setOpenMark(db, path, options.author)
        if (cut) noteIncomplete(db, mark, options.author)
      })
      // After a crash everything is there. The mark of a copy stays until the new one, and with it the audit row, takes its place.
      if (mark !== null && !cut) foldAndClearMark(db)
      opened.reader = prepareForWork(db, path, {
        enter() {
          enter()
          opened.marked = true
        },
        openReader: () => connect(path, { encryption, key, readOnly: true, mustExist: true }),
      })
    }
    const access: ReaderAccess | null =
      opened.reader !== null || (readOnly && isLocal(path))
        ? {
            path,
            file: fileMark(path, { local: isLocal(path) }),
            readOnly,
            encryption: encryption === null || key === null ? null : sharedKey(encryption.salt, key),
          }
        : null
    return caseFileOf(
      { ...opened, db: opened.db },
      { path, encryption, readOnly, access },
      key === null ? null : digestOf(key),
      {
        beside,
        incomplete: incomplete ?? knownIncomplete(opened.db),
        recoveredFrom: readOnly || cut ? null : (mark?.at ?? null),
      },
    )
  } catch (error) {
    if (opened.marked && opened.db !== null && !settle(opened.db)) leaveEmptyLog(path)
    letGo(path, opened)
    const known = asKnownFailure(error)
    throw known instanceof AppError && known.code === 'case-locked' ? lockedError(path) : known
  } finally {
    key?.fill(0)
  }
}
interface Opened {
  readonly noted: boolean
  /** The file says that it is open. */
  readonly marked: boolean
  readonly db: WriteDb | null
  readonly reader: WriteDb | null
}
/** Closes what was opened, in the order that leaves one file. The note is removed last, so that nobody else opens the case before. */
function letGo(path: string, { noted, db, reader }: Opened): void {
  if (reader !== null) closeQuietly(reader)
  if (db !== null) closeQuietly(db)
  if (noted) removeLockNote(path)
  openPaths.delete(path)
}

function existingPath(path: string): string {
  try {
    const real = realpathSync(path)
    if (!statSync(real).isFile()) throw new AppError('not-a-case-file', 'this is a folder')
    return real
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('case-not-found', 'there is no such file', { file: basename(path) })
  }
}
/** A file without any write permission counts as read-only for everybody, as the read-only mark does on Windows. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return (statSync(path).mode & 0o222) !== 0
  } catch {
    return false
  }
}
function refuseWhenHeld(path: string, breakStaleLock: boolean): void {
  if (isOpenHere(path)) throw lockedError(path)
  const note = readLockNote(path)
  // On one machine SQLite's lock decides, which ends with its process: a process of the noted number may be another one that came later.
  if (note !== null && note.host === hostname() && isLocal(path)) return
  if (note !== null && !breakStaleLock && mayBeHeld(note)) throw lockedError(path, { byNote: true })
}
/** Whether a process of this machine seems to have the case open. */
function isNotedHere(path: string): boolean {
  const note = readLockNote(path)
  return note !== null && note.host === hostname() && mayBeHeld(note)
}
/** `byNote`: nothing but the note says so, and a person who knows better may go on. */
function lockedError(path: string, { byNote = false } = {}): AppError {
  const note = readLockNote(path)
  return new AppError('case-locked', 'the case is open elsewhere', {
    operator: note?.operator ?? null,
    host: note?.host ?? null,
    since: note?.at ?? null,
    file: basename(path),
    sameMachine: note === null || note.host === hostname(),
    byNote,
  })
}

interface Connection {
  readonly encryption: Encryption | null
  readonly key: Buffer | null
  readonly readOnly: boolean
  readonly mustExist: boolean
}
/** A connection with its key and its settings; nothing has been read yet but what they need. */
export function connect(path: string, { encryption, key, readOnly, mustExist }: Connection): WriteDb {
  const db: WriteDb = new Database(path, { readonly: readOnly, fileMustExist: mustExist, timeout: 0 })
  try {
    if (encryption !== null && key !== null) applyKey(db, encryption, key)
    // Sorting and TEMP tables stay in memory: SQLite's temporary files are not encrypted.
    db.pragma('temp_store = 2')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('foreign_keys = ON')
    // Rows that REPLACE removes must pass the delete triggers too: the journal and the append-only log depend on it.
    db.pragma('recursive_triggers = ON')
    db.pragma('cache_size = -65536')
    if (!readOnly) {
      db.pragma('secure_delete = ON')
      db.pragma('synchronous = EXTRA')
    }
    return db
  } catch (error) {
    closeQuietly(db)
    throw isNoDatabase(error) ? unreadable(encryption) : error
  }
}
/** The first page cannot be understood: by the file's own mark that is the key, or another kind of file. */
function unreadable(encryption: Encryption | null): AppError {
  return encryption === null
    ? new AppError('not-a-case-file', 'not a database')
    : new AppError('wrong-passphrase', 'the passphrase does not open this case')
}
function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB'
}

/** The first read: distinguishes a wrong key, a foreign lock and another kind of file, and takes the write lock. Writes nothing. */
function takeHold(
  db: WriteDb,
  path: string,
  encryption: Encryption | null,
  readOnly: boolean,
  olderToo: boolean,
): void {
  try {
    // Kept for good where there is one connection only; prepareForWork takes it off again for a local case with its reader.
    db.pragma('locking_mode = EXCLUSIVE')
    readFirst(db, readOnly)
    if (!readOnly) {
      db.exec('BEGIN EXCLUSIVE')
      db.exec('COMMIT')
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (isNoDatabase(error)) throw unreadable(encryption)
    if (code.startsWith('SQLITE_BUSY')) throw lockedError(path)
    if (readOnly && (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY'))) {
      throw unfinishedError()
    }
    throw error
  }
  if (db.pragma('application_id', { simple: true }) !== applicationId)
    throw new AppError('not-a-case-file', 'a database of another program')
  const found = fileVersion(db)
  if (found > formatVersion)
    throw new AppError('case-newer', 'the case was written by a newer program', {
      found,
      known: formatVersion,
    })
  if (readOnly && !olderToo && found < formatVersion)
    throw new AppError(
      'case-read-only',
      'the case is of an older version and cannot be brought up where nothing can be written',
      { reason: 'older' },
    )
  // Nothing of the file has been run or written so far.
  refuseForeign(db)
}

/** A copy that was taken while the case was open still asks for its log in its header, which SQLite reads only without the exclusive mode. */
function readFirst(db: WriteDb, readOnly: boolean): void {
  const read = db.prepare('SELECT count(*) FROM sqlite_master')
  try {
    read.get()
  } catch (error) {
    if (!readOnly || !(error instanceof Error && 'code' in error && error.code === 'SQLITE_IOERR_LOCK'))
      throw error
    db.pragma('locking_mode = NORMAL')
    read.get()
  }
}
function unfinishedError(): AppError {
  return new AppError(
    'case-read-only',
    'the case was not closed properly and cannot be put right where nothing can be written',
    { reason: 'unfinished' },
  )
}

/** Going on with a copy that lacks its log is written down together with the new mark. */
function noteIncomplete(db: WriteDb, mark: OpenMark, { at, operator, program }: Author): void {
  appendAudit(db, property(db, 'caseId'), {
    at,
    operator,
    action: openedIncomplete,
    params: { program, since: mark.at, host: mark.host, after: auditHead(db).seq },
  })
}

/** Brings the file to this program's version and into its working mode. Returns the reading connection, or null on a distant disk. */
function prepareForWork(
  db: WriteDb,
  path: string,
  { enter, openReader }: { enter(): void; openReader(): WriteDb },
): WriteDb | null {
  // Folds in what a power cut left in a write-ahead log, and clears away drafts of copies that were cut short.
  db.pragma('journal_mode = DELETE')
  for (const draft of draftsOf(path)) rmSync(draft, { force: true })
  if (fileVersion(db) < formatVersion) upgrade(db, path)
  db.transaction(() => {
    ensureRecordTables(db)
  })()
  if (!isLocal(path)) {
    enter()
    return null
  }
  // From here the two connections share the file. No other process gets in: every opening first asks for the file exclusively, and a connection in
  // WAL mode keeps a shared lock on the file for as long as it lives.
  db.pragma('locking_mode = NORMAL')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  enter()
  // From now on the mark is in the main file, and a copy of it alone has it.
  db.pragma('wal_checkpoint(TRUNCATE)')
  // After a large import the log gives its space back.
  db.pragma('journal_size_limit = 67108864')
  db.prepare('SELECT count(*) FROM sqlite_master').get()
  const reader = openReader()
  reader.prepare('SELECT count(*) FROM sqlite_master').get()
  return reader
}

/** Migrates after keeping a copy of the old version beside the file (same key); a failed migration leaves neither change nor copy. */
function upgrade(db: WriteDb, path: string): void {
  const from = fileVersion(db)
  const backup = keepBackup(db, path, `v${from}`)
  try {
    migrate(db)
  } catch (error) {
    rmSync(backup, { force: true })
    throw error
  }
}
function caseFileOf(
  opened: Opened & { readonly db: WriteDb },
  file: Pick<CaseFile, 'path' | 'encryption' | 'readOnly' | 'access'>,
  keyDigest: Buffer | null,
  found: {
    readonly beside: Beside
    readonly incomplete: Incomplete | null
    readonly recoveredFrom: string | null
  },
): CaseFile {
  const { db, reader } = opened
  const moved = file.readOnly ? () => null : watchPlace(file.path, { local: isLocal(file.path) })
  let closed = false
  /** Null until it was folded. */
  let settled: boolean | null = null
  const fold = (): boolean => {
    forgetKey(file.access)
    if (reader !== null) closeQuietly(reader)
    return file.readOnly || settle(db)
  }
  return {
    db,
    reader,
    ...file,
    incomplete: found.incomplete,
    recoveredFrom: found.recoveredFrom,
    moved,
    matches: (key) => keyDigest !== null && timingSafeEqual(keyDigest, digestOf(key)),
    rest() {
      if (closed || file.readOnly || settled !== null) return false
      settled = fold()
      if (!settled) return false
      try {
        db.exec('BEGIN EXCLUSIVE')
        return true
      } catch (error) {
        if (!(asKnownFailure(error) instanceof AppError)) throw error
        return false
      }
    },
    close() {
      if (closed) return
      closed = true
      try {
        settled ??= fold()
      } finally {
        closeQuietly(db)
        if (file.readOnly) removeEmptyLog(file.path, found.beside)
        else if (settled !== true && moved() === null) leaveEmptyLog(file.path)
        letGo(file.path, { ...opened, reader: null })
      }
    },
  }
}
/** One file at rest, readable from a medium that cannot be written. What cannot be folded in now stays in the WAL and is at the next opening; then it returns false. */
function settle(db: WriteDb): boolean {
  try {
    foldAndClearMark(db)
    db.pragma('journal_mode = DELETE')
    return true
  } catch (error) {
    if (!(asKnownFailure(error) instanceof AppError)) throw error
    return false
  }
}
function closeQuietly(db: WriteDb): void {
  try {
    db.close()
  } catch {
    // A connection that cannot even be closed has nothing more to give; what was committed is in the file.
  }
}
function digestOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest()
}
