/** What the engine knows beyond one case: folders, settings, the recent list, and which case is open. */
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { CaseInfo, CaseListing, Settings, WorkspaceState } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { factRules } from '../../../shared/model/factRules.ts'
import type { WriteDb } from '../store/db.ts'
import type { ParserPool, StartParser } from './parserStart.ts'
import { appendAudit, type AuditHead, auditHead, containsHead } from '../store/audit.ts'
import { changePassphrase } from '../store/caseCopy.ts'
import { type Author, type CaseFile, isOpenHere, openCaseFile } from '../store/caseFile.ts'
import { createCaseFile } from '../store/newCaseFile.ts'
import { readEncryption } from '../store/caseFormat.ts'
import type { OwnDiagnostics } from '../store/diagnostics.ts'
import { asKnownFailure } from '../store/failures.ts'
import { type Journal, openJournal } from '../store/journal.ts'
import { readLockNote, mayBeHeld } from '../store/lockNote.ts'
import { fileVersion } from '../store/migrate.ts'
import { guardWrites, type WriteGuard } from '../store/writeGuard.ts'
import { property } from '../store/properties.ts'
import { caseRefOf, forgetCase, readRecent, rememberCase } from './recentCases.ts'
import { listSamples } from './samples.ts'
import { readSettings, saveSettings, type SettingsChange } from './settings.ts'

export interface WorkspaceOptions {
  /** Where cases are made and looked for. Made when it is not there. */
  readonly casesFolder: string
  /** Settings and the recent list. Made when it is not there. */
  readonly settingsFolder: string
  /** The shipped sample cases, one folder each with sample.json; may be missing. */
  readonly samplesFolder: string
  /** Entry of the process that reads spreadsheets: `.ts` in the source tree, `.js` in the bundle. */
  readonly parserEntry: URL
  /** How this host starts it; as a process of Node when left out. */
  readonly startParser?: StartParser | undefined
  /** Parsers kept for the small files of a run; none are when left out. */
  readonly parsers?: ParserPool | undefined
  readonly appVersion: string
  /** Who works, when the host knows it (command line); otherwise the setting, otherwise the system account. */
  readonly operator?: string
}
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
export interface Workspace {
  readonly parserEntry: URL
  readonly startParser: StartParser | undefined
  readonly parsers: ParserPool | undefined
  readonly appVersion: string
  /** Where failures and ends of processes are written down, without their content. */
  readonly diagnostics: OwnDiagnostics
  readonly casesFolder: string
  readonly samplesFolder: string
  /** Where what this desk knows beyond one case is kept. */
  readonly settingsFolder: string
  operator(): string
  /** The open case, or null. */
  current(): CaseSession | null
  /** The open case; throws `no-case-open`. */
  session(): CaseSession
  /** Where the open case's audit log stood when it was last opened or closed here, by the list outside the file; null when it was not. */
  knownAuditHead(): AuditHead | null
  state(): WorkspaceState
  info(): CaseInfo
  settings(): Settings
  saveSettings(change: SettingsChange): Settings
  /** A free path in the cases folder for a case of this file name (without extension); throws `case-exists`. */
  pathFor(stem: string): string
  pathOf(caseRef: string): string
  create(path: string, name: string, passphrase: string | null): Promise<CaseInfo>
  /** Errors: those of `openCaseFile`. */
  open(path: string, how: HowToOpen): Promise<CaseInfo>
  close(): Promise<void>
  /** Closes after a write failed in a way that leaves open what is on the disk: the next opening reads what is there. */
  drop(): void
  forget(caseRef: string): void
  changePassphrase(current: string | null, next: string | null): Promise<CaseInfo>
}
export interface WorkspaceHooks {
  now(): string
  readonly diagnostics: OwnDiagnostics
  /** Brings what older rules derived to those of this program, before anybody reads it; the connection is nobody else's yet. */
  renewFacts(db: WriteDb, author: Author, waiting: Waiting): Promise<void>
  /** After a case was opened. */
  opened(session: CaseSession): void
  /** Awaited before a case is closed: running jobs are cancelled and end. */
  closing(): Promise<void>
  /** After a case was closed. */
  closed(): void
}
const leastPassphrase = 8
const nobodyWaits: Waiting = { progress: () => undefined, checkCancelled: () => undefined }

export function createWorkspace(options: WorkspaceOptions, hooks: WorkspaceHooks): Workspace {
  const { settingsFolder } = options
  const casesFolder = resolve(options.casesFolder)
  mkdirSync(casesFolder, { recursive: true })
  let open: CaseSession | null = null

  const operator = (): string => options.operator ?? readSettings(settingsFolder).operator
  const author = (): Author => ({ operator: operator(), at: hooks.now(), program: options.appVersion })
  const session = (): CaseSession => {
    if (open === null) throw new AppError('no-case-open', 'no case is open')
    return open
  }
  const refuseSecond = (): void => {
    if (open !== null) throw new AppError('case-already-open', 'close the open case first')
  }
  const knownHead = ({ file, caseId }: CaseSession): AuditHead | null =>
    readRecent(settingsFolder).find((entry) => entry.path === file.path && entry.caseId === caseId)?.audit ??
    null
  const remember = (target: CaseSession): void => {
    const known = knownHead(target)
    const entry = {
      path: target.file.path,
      name: property(target.db, 'name'),
      encrypted: target.file.encryption !== null,
      openedAt: hooks.now(),
      // A head that the log no longer contains stays, so that verification goes on telling of it.
      caseId: target.caseId,
      audit: known === null || containsHead(target.db, known) ? auditHead(target.db) : known,
    }
    try {
      rememberCase(settingsFolder, entry)
    } catch (error) {
      // A recent list that cannot be written must not keep anyone from the case; anything but the file system's word is a bug.
      if (!(error instanceof Error && 'syscall' in error)) throw error
    }
  }
  const adopt = (file: CaseFile): CaseInfo => {
    let closed = false
    try {
      const target: CaseSession = {
        file: {
          ...file,
          close: () => {
            closed = true
            // Closing takes the mark of an open case out of the file.
            target.guard.allow(true)
            file.close()
          },
        },
        db: file.db,
        caseId: property(file.db, 'caseId'),
        journal: file.readOnly ? null : openJournal(file.db),
        guard: guardWrites(file.db),
        closed: () => closed,
      }
      open = target
      remember(target)
      hooks.opened(target)
      return infoOf(target)
    } catch (error) {
      open = null
      file.close()
      throw error
    }
  }
  /** What the list outside of the file knows of a case that may be incomplete. */
  const withKnown = (error: unknown): unknown => {
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
  const openAt = async (path: string, how: HowToOpen): Promise<CaseInfo> => {
    refuseSecond()
    const by = author()
    const acceptIncomplete = how.readOnly || how.acceptIncomplete === true
    const file = await openCaseFile(path, { ...how, acceptIncomplete, author: by }).catch(
      (error: unknown) => {
        throw withKnown(error)
      },
    )
    try {
      if (!file.readOnly) {
        file.db.transaction(() =>
          appendAudit(file.db, property(file.db, 'caseId'), {
            at: by.at,
            operator: by.operator,
            action: file.recoveredFrom === null ? 'workspace.open' : 'workspace.openRecovered',
            params: {
              program: by.program,
              ...(file.recoveredFrom === null ? {} : { since: file.recoveredFrom }),
            },
          }),
        )()
        await hooks.renewFacts(file.db, by, how.waiting ?? nobodyWaits)
      }
    } catch (error) {
      file.close()
      throw asKnownFailure(error)
    }
    return adopt(file)
  }
  const letGo = (): void => {
    const target = open
    if (target === null) return
    open = null
    try {
      target.file.close()
    } finally {
      hooks.closed()
    }
  }

  return {
    parserEntry: options.parserEntry,
    startParser: options.startParser,
    parsers: options.parsers,
    appVersion: options.appVersion,
    diagnostics: hooks.diagnostics,
    casesFolder,
    samplesFolder: options.samplesFolder,
    settingsFolder,
    operator,
    session,
    current: () => open,
    info: () => infoOf(session()),
    knownAuditHead: () => knownHead(session()),
    state: () => ({
      version: options.appVersion,
      openCase: open === null ? null : infoOf(open),
      cases: listCases(casesFolder, settingsFolder),
      samples: listSamples(options.samplesFolder),
      casesFolderLabel: basename(casesFolder),
    }),
    settings: () => readSettings(settingsFolder),
    saveSettings: (change) => saveSettings(settingsFolder, change),
    pathFor(stem) {
      const path = join(casesFolder, `${stem}.lzcase`)
      if (existsSync(path))
        throw new AppError('case-exists', 'there is a case of this name already', { file: basename(path) })
      return path
    },
    pathOf(caseRef) {
      const found = casePaths(casesFolder, settingsFolder).find((path) => caseRefOf(path) === caseRef)
      if (found === undefined) throw new AppError('case-not-found', 'the case is not on the list')
      return found
    },
    async create(path, name, passphrase) {
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
    open: openAt,
    async close() {
      await hooks.closing()
      if (open !== null) remember(open)
      letGo()
    },
    drop: letGo,
    forget: (caseRef) => {
      forgetCase(settingsFolder, caseRef)
    },
    async changePassphrase(current, next) {
      const target = session()
      if (target.file.readOnly) throw new AppError('case-read-only', 'the case is open read-only')
      if (next !== null) refuseWeak(next)
      await hooks.closing()
      const { path } = target.file
      target.guard.allow(true)
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
        return adopt(
          await openCaseFile(path, {
            passphrase: next,
            readOnly: false,
            breakStaleLock: false,
            author: author(),
          }),
        )
      } catch (error) {
        // Too late to go on with the old connection: the case is closed, and whole under one passphrase or the other.
        if (open === null) hooks.closed()
        else target.guard.allow(false)
        throw error
      }
    },
  }
}

function refuseWeak(passphrase: string): void {
  const length = [...passphrase.normalize('NFC')].length
  if (length < leastPassphrase)
    throw new AppError('weak-passphrase', 'the passphrase is too short', {
      least: leastPassphrase,
      found: length,
    })
}
function infoOf({ file, db: writer, caseId }: CaseSession): CaseInfo {
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
      entities: count('SELECT count(*) FROM entities'),
      links: count('SELECT count(*) FROM links'),
      charts: count('SELECT count(*) FROM charts'),
    },
    auditSeq: auditHead(db).seq,
    incomplete: file.incomplete,
    factRules: { ofCase: Number(property(db, 'factRules') || 0), ofProgram: factRules },
  }
}

function casePaths(casesFolder: string, settingsFolder: string): readonly string[] {
  const real = existsSync(casesFolder) ? realpathSync(casesFolder) : casesFolder
  const here = existsSync(real)
    ? readdirSync(real)
        .filter((name) => /^[^.].*\.lzcase$/iu.test(name))
        .map((name) => join(real, name))
    : []
  return [...new Set([...readRecent(settingsFolder).map((entry) => entry.path), ...here])]
}
function listCases(casesFolder: string, settingsFolder: string): readonly CaseListing[] {
  const recent = new Map(readRecent(settingsFolder).map((entry) => [entry.path, entry]))
  const listings = casePaths(casesFolder, settingsFolder).map((path): CaseListing => {
    const known = recent.get(path)
    const stat = statSync(path, { throwIfNoEntry: false })
    const note = stat === undefined ? null : readLockNote(path)
    const held = isOpenHere(path) || (note !== null && mayBeHeld(note))
    return {
      caseRef: caseRefOf(path),
      fileName: basename(path),
      name: known?.name ?? null,
      encrypted: known?.encrypted ?? isEncrypted(path),
      size: stat?.size ?? 0,
      openedAt: known?.openedAt ?? null,
      present: stat !== undefined,
      lockedBy: held ? (note === null ? '' : `${note.operator} @ ${note.host}`) : null,
    }
  })
  return listings.sort(
    (one, other) =>
      (other.openedAt ?? '').localeCompare(one.openedAt ?? '') || one.fileName.localeCompare(other.fileName),
  )
}
/** Looks into a file that is not on the recent list. One that this process has open is never opened a second time: that would drop its locks. */
function isEncrypted(path: string): boolean {
  if (isOpenHere(path)) return false
  try {
    return readEncryption(path) !== null
  } catch {
    return false
  }
}
