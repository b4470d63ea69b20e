/** The case that is open: made, opened, held, given another passphrase, closed. There is one at a time. */
import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { SnapshotOutcome } from '../../../shared/contract/caseSnapshots.ts'
import type { CaseInfo } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { factRules } from '../../../shared/model/factRules.ts'
import { makeFolder } from '../store/atomicFile.ts'
import { appendAudit, auditHead, containsHead } from '../store/audit.ts'
import { noteClock } from '../store/clock.ts'
import { changePassphrase } from '../store/caseCopy.ts'
import { type Author, type CaseFile, openCaseFile } from '../store/caseFile.ts'
import type { WriteDb } from '../store/db.ts'
import { openDerivedDigests } from '../store/derivedDigests.ts'
import { asKnownFailure } from '../store/failures.ts'
import { type Journal, openJournal } from '../store/journal.ts'
import { fileVersion } from '../store/migrate.ts'
import { createCaseFile } from '../store/newCaseFile.ts'
import { refuseMoved } from '../store/place.ts'
import { property } from '../store/properties.ts'
import { saveElsewhere } from '../store/savedElsewhere.ts'
import { guardWrites, type WriteGuard } from '../store/writeGuard.ts'
import { type CaseHeads, restoredAction, restoredRows } from './caseHeads.ts'
import type { KeptSnapshots } from './caseSnapshots.ts'
import type { KnownHead, Restored } from './keptHeads.ts'
import { caseRefOf, readRecent, rememberCase } from './recentCases.ts'
import { restoredAt, settleRestored } from './restoredCases.ts'
import { readSettings } from './settings.ts'

/** The open case as dispatch and handlers use it. */
export interface CaseSession {
  readonly file: CaseFile
  readonly db: WriteDb
  readonly caseId: string
  /** Whether the connection may write just now. */
  readonly guard: WriteGuard
  /** Null for a case that is open read-only. */
  readonly journal: Journal | null
  closed(): boolean
}
export interface HowToOpen {
  readonly passphrase: string | null
  readonly readOnly: boolean
  readonly breakStaleLock: boolean
  /** Goes on with a copy that was taken while the case was open. Reading one needs no such word. */
  readonly acceptIncomplete?: boolean
  /** Who waits meanwhile: facts of older rules are derived anew at opening, which may take a minute for a million rows. */
  readonly waiting?: Waiting
}
/** The call that waits for long work at opening. */
export interface Waiting {
  progress(stage: string, done: number, total: number | null): void
  /** Throws `cancelled`. */
  checkCancelled(): void
}
/** What closing left: where a case was saved whose file is gone, and whether a snapshot was kept. */
export interface Closed {
  readonly savedAs: string | null
  readonly snapshot: SnapshotOutcome | null
}
/** What becomes of an open case whose file is gone. */
export type WhenMoved = 'save' | 'giveUp'
export interface OpenCaseHooks {
  now(): string
  /** Brings what older rules derived to those of this program, before anybody reads it; the connection is nobody else's yet. */
  renewFacts(db: WriteDb, author: Author, waiting: Waiting): Promise<void>
  /** After a case was opened. */
  opened(session: CaseSession): void
  /** Awaited before a case is closed: running jobs are cancelled and end. */
  closing(): Promise<void>
  /** After a case was closed. */
  closed(): void
}
export interface OpenCaseParts {
  readonly settingsFolder: string
  readonly heads: CaseHeads
  /** Null where nothing is kept beside the case. */
  readonly snapshots: KeptSnapshots | null
  readonly casesFolder: string
  /** Where the path of each case that is opened is put. */
  readonly openedHere: Set<string>
  /** Whether the recent list is kept. */
  readonly remembers: boolean
  author(): Author
  readonly hooks: OpenCaseHooks
}
const leastPassphrase = 8
const nobodyWaits: Waiting = { progress: () => undefined, checkCancelled: () => undefined }

/** Nothing is open yet. What the functions do is said at `Workspace`. */
export function createOpenCase({
  settingsFolder,
  casesFolder,
  heads,
  snapshots,
  openedHere,
  remembers,
  author,
  hooks,
}: OpenCaseParts) {
  let open: CaseSession | null = null
  /** What the recent list knew of the open case before it was opened. */
  let listed: KnownHead | null = null

  const session = (): CaseSession => {
    if (open === null) throw new AppError('no-case-open', 'no case is open')
    return open
  }
  const refuseSecond = (): void => {
    if (open !== null) throw new AppError('case-already-open', 'close the open case first')
  }
  const adopt = (file: CaseFile): CaseInfo => {
    try {
      const target = sessionOf(file)
      open = target
      openedHere.add(file.path)
      listed = knownHead(settingsFolder, target)
      if (remembers) remember(settingsFolder, target, hooks.now())
      hooks.opened(target)
      return infoOf(target)
    } catch (error) {
      open = null
      file.close()
      throw error
    }
  }
  const openAt = async (path: string, how: HowToOpen): Promise<CaseInfo> => {
    refuseSecond()
    const by = author()
    const acceptIncomplete = how.readOnly || how.acceptIncomplete === true
    const file = await openCaseFile(path, { ...how, acceptIncomplete, author: by }).catch(
      (error: unknown) => {
        throw withKnown(settingsFolder, error)
      },
    )
    try {
      if (!file.readOnly) {
        openDerivedDigests(file.db, () => file.reader)
        noteOpening(file, by)
        await hooks.renewFacts(file.db, by, how.waiting ?? nobodyWaits)
      }
    } catch (error) {
      file.close()
      throw asKnownFailure(error)
    }
    return adopt(file)
  }
  const letGo = async (keep: KeptSnapshots | null = null): Promise<SnapshotOutcome | null> => {
    const target = open
    if (target === null) return null
    // Nobody is answered any more while its bytes are copied.
    open = null
    try {
      return keep === null ? null : await keep.keep(target)
    } finally {
      try {
        target.file.close()
      } finally {
        hooks.closed()
      }
    }
  }
  /** The first row of an opening; of a copy that was restored it says so, and that is kept outside of the file too. */
  const noteOpening = (file: CaseFile, by: Author): void => {
    const { db, recoveredFrom } = file
    const copy = restoredAt(settingsFolder, caseRefOf(file.path), auditHead(db))
    const params =
      copy !== null
        ? { after: copy.seq, taken: copy.taken }
        : recoveredFrom === null
          ? {}
          : { since: recoveredFrom }
    const action =
      copy !== null ? restoredAction : recoveredFrom === null ? 'workspace.open' : 'workspace.openRecovered'
    const caseId = property(db, 'caseId')
    db.transaction(() => {
      noteClock(db, caseId, { now: by.at, operator: by.operator })
      appendAudit(db, caseId, {
        at: by.at,
        operator: by.operator,
        action,
        params: { program: by.program, ...params },
      })
    })()
    if (copy === null) return
    asFarAsPossible(() => heads.keep(db, 'restored', by.at))
    asFarAsPossible(() => {
      settleRestored(settingsFolder, caseRefOf(file.path))
    })
  }
  /** Into the folder of cases, under a name that is free there. */
  const saveMoved = ({ file, caseId, guard }: CaseSession): string => {
    const stem = basename(file.path).replace(/\.lzcase$/iu, '')
    for (let number = 1; ; number += 1) {
      const target = join(casesFolder, `${stem}${number === 1 ? '' : ` (${number})`}.lzcase`)
      if (existsSync(target) || target === file.path) continue
      makeFolder(casesFolder)
      guard.allow(true)
      try {
        saveElsewhere(file, target, author(), caseId)
      } finally {
        guard.allow(false)
      }
      return basename(target)
    }
  }
  return {
    session,
    current: () => open,
    info: () => (open === null ? null : infoOf(open)),
    keptHeads: (): readonly KnownHead[] => {
      const kept = heads.kept(session().db)
      return listed === null ? kept : [...kept, listed]
    },
    /** Where the log of the open case took up an older state again, also before its first row says so. */
    restored: (): readonly Restored[] => {
      const { db, file } = session()
      const head = auditHead(db)
      const rows = restoredRows(db)
      return restoredAt(settingsFolder, caseRefOf(file.path), head) === null
        ? rows
        : [...rows, { seq: head.seq + 1, hash: null }]
    },
    open: openAt,
    drop: (): void => {
      void letGo()
    },
    async create(path: string, name: string, passphrase: string | null): Promise<CaseInfo> {
      refuseSecond()
      if (passphrase !== null) refuseWeak(passphrase)
      await createCaseFile(path, { name, passphrase, author: author() })
      try {
        return await openAt(path, { passphrase, readOnly: false, breakStaleLock: false })
      } catch (error) {
        rmSync(path, { force: true })
        throw error
      }
    },
    async close(moved?: WhenMoved): Promise<Closed> {
      await hooks.closing()
      if (open !== null && open.file.moved() !== null) {
        if (moved === undefined) refuseMoved(open.file)
        const savedAs = moved === 'save' ? saveMoved(open) : null
        await letGo()
        return { savedAs, snapshot: null }
      }
      if (open !== null && remembers) {
        const target = open
        const { db } = target
        // A damaged case is closed like any other.
        asFarAsPossible(() => {
          remember(settingsFolder, target, hooks.now())
        })
        asFarAsPossible(() => heads.keep(db, 'closed', hooks.now()))
      }
      return { savedAs: null, snapshot: await letGo(moved === 'giveUp' ? null : snapshots) }
    },
    async changePassphrase(current: string | null, next: string | null): Promise<CaseInfo> {
      const target = session()
      if (target.file.readOnly) throw new AppError('case-read-only', 'the case is open read-only')
      if (next !== null) refuseWeak(next)
      await hooks.closing()
      const { path } = target.file
      target.guard.allow(true)
      let info: CaseInfo
      try {
        await changePassphrase(target.file, {
          current,
          next,
          author: author(),
          caseId: target.caseId,
          release: () => {
            open = null
            target.file.close()
          },
        })
        const file = await openCaseFile(path, {
          passphrase: next,
          readOnly: false,
          breakStaleLock: false,
          author: author(),
        })
        info = adopt(file)
      } catch (error) {
        // Too late to go on with the old connection: the case is closed, and whole under one passphrase or the other.
        if (open === null) hooks.closed()
        else target.guard.allow(false)
        throw error
      }
      // What was kept of it without a passphrase would go on showing it. Where it stays that is said, of a case that is open under its new passphrase.
      if (next !== null) snapshots?.dropClear(target.caseId)
      return info
    },
  }
}

function sessionOf(file: CaseFile): CaseSession {
  let closed = false
  const caseId = property(file.db, 'caseId')
  const journal = file.readOnly ? null : openJournal(file.db)
  if (!file.readOnly) openDerivedDigests(file.db, () => file.reader)
  const guard = guardWrites(file.db)
  return {
    file: {
      ...file,
      close: () => {
        closed = true
        // Closing takes the mark of an open case out of the file.
        guard.allow(true)
        file.close()
      },
      rest: () => {
        closed = true
        guard.allow(true)
        return file.rest()
      },
    },
    db: file.db,
    caseId,
    journal,
    guard,
    closed: () => closed,
  }
}
/** What the recent list knows of the case at its place; lists of earlier versions are all there is of cases that were not closed since. */
function knownHead(settingsFolder: string, { file, caseId }: CaseSession): KnownHead | null {
  const entry = readRecent(settingsFolder).find(
    (each) => each.caseRef === caseRefOf(file.path) && each.caseId === caseId,
  )
  return entry?.audit == null ? null : { ...entry.audit, at: entry.openedAt }
}
/** Puts the case at the head of the recent list, with where its audit log stands. */
function remember(settingsFolder: string, target: CaseSession, now: string): void {
  const known = knownHead(settingsFolder, target)
  const entry = {
    caseRef: caseRefOf(target.file.path),
    path: target.file.path,
    name: property(target.db, 'name'),
    encrypted: target.file.encryption !== null,
    openedAt: now,
    // A head that the log no longer contains stays, so that verification goes on telling of it.
    caseId: target.caseId,
    audit: known === null || containsHead(target.db, known) ? auditHead(target.db) : known,
  }
  asFarAsPossible(() => {
    rememberCase(settingsFolder, entry, readSettings(settingsFolder).rememberEncrypted)
  })
}
/** What this desk notes beside a case must not keep anyone from it when it cannot be written or the case cannot be read; anything but the word of the file system or of SQLite, or a key file that is not understood, is a bug. */
function asFarAsPossible(note: () => unknown): void {
  try {
    note()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error) && !(asKnownFailure(error) instanceof AppError))
      throw error
  }
}
/** What the list outside of the file knows of a case that may be incomplete. */
function withKnown(settingsFolder: string, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'case-not-closed') return error
  const known = readRecent(settingsFolder)
    .filter((entry) => entry.caseId === error.details['caseId'] && entry.audit !== null)
    .sort((one, other) => (other.audit?.seq ?? 0) - (one.audit?.seq ?? 0))[0]
  return new AppError(error.code, error.message, {
    ...error.details,
    knownSeq: known?.audit?.seq ?? null,
    knownAt: known?.openedAt ?? null,
  })
}
function refuseWeak(passphrase: string): void {
  const length = [...passphrase.normalize('NFC')].length
  if (length < leastPassphrase)
    throw new AppError('weak-passphrase', 'the passphrase is too short', {
      least: leastPassphrase,
      found: length,
    })
}
/** What a page is told of the open case. */
export function infoOf({ file, db: writer, caseId }: CaseSession): CaseInfo {
  // Never the figures of half an import.
  const db = writer.inTransaction ? (file.reader ?? writer) : writer
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  return {
    caseId,
    name: property(db, 'name'),
    encrypted: file.encryption !== null,
    readOnly: file.readOnly,
    createdAt: property(db, 'createdAt'),
    operator: property(db, 'operator'),
    formatVersion: fileVersion(db),
    cipher: file.encryption?.scheme.cipher ?? null,
    counts: {
      originals: count('SELECT count(*) FROM originals'),
      // Each record is an accepted or a duplicate row of an active import, so no evidence table has to be counted.
      records: count(
        "SELECT coalesce(sum(accepted + duplicate), 0) FROM sheets JOIN batches USING (batch_id) WHERE status = 'active'",
      ),
      // What was entered by hand is told by its own table.
      entities: count('SELECT count(*) FROM entities WHERE records > 0'),
      links: count("SELECT count(*) FROM links WHERE rule NOT LIKE 'statement.%'"),
      charts: count('SELECT count(*) FROM charts'),
    },
    auditSeq: auditHead(db).seq,
    incomplete: file.incomplete,
    factRules: { ofCase: Number(property(db, 'factRules') || 0), ofProgram: factRules },
  }
}
