/** What the engine knows beyond one case: folders, settings, the recent list, and which case is open. */
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { CaseInfo, Settings, WorkspaceState } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { makeFolder } from '../store/atomicFile.ts'
import type { Author } from '../store/caseFile.ts'
import type { OwnDiagnostics } from '../store/diagnostics.ts'
import { sweepDrafts } from '../store/drafts.ts'
import { casePaths, listCases } from './caseList.ts'
import { type CaseHeads, createCaseHeads, noHeads } from './caseHeads.ts'
import { createKeptSnapshots } from './caseSnapshots.ts'
import {
  type CaseSession,
  type Closed,
  createOpenCase,
  type HowToOpen,
  infoOf,
  type OpenCaseHooks,
  type WhenMoved,
} from './openCase.ts'
import type { ParserPool, StartParser } from './parserStart.ts'
import { caseRefOf, forgetCase, untellEncrypted } from './recentCases.ts'
import { listSamples } from './samples.ts'
import type { KnownHead, Restored } from './keptHeads.ts'
import { createSnapshotAccess, type SnapshotAccess } from './snapshotAccess.ts'
import { sweepSnapshots, untellSnapshots } from './snapshotFolder.ts'
import { openSigningKey, type SigningKey } from './signingKey.ts'
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
  /** Where snapshots of cases are kept, when not in a folder within that of the cases. */
  readonly snapshotsFolder?: string
  /** So long closing a case may wait for its snapshot. */
  readonly snapshotMilliseconds?: number
  /** Nothing is written down of which cases were open, and no folder is made before something is put into it: for a command line. */
  readonly forgetful?: boolean
  /** Who works, when the host knows it (command line); otherwise the setting, otherwise the system account. */
  readonly operator?: string
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
  /** The key of this installation, and the states of cases it saw. */
  readonly signingKey: SigningKey
  readonly heads: CaseHeads
  /** States of the open case that this installation kept: at closing, with reports, on request. Throws `no-case-open`. */
  keptHeads(): readonly KnownHead[]
  /** Where the log of the open case took up an older state again. Throws `no-case-open`. */
  restored(): readonly Restored[]
  readonly snapshots: SnapshotAccess
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
  /** `moved`: what becomes of a case whose file is gone; without it that is refused as `case-moved`. */
  close(moved?: WhenMoved): Promise<Closed>
  /** Closes after a write failed in a way that leaves open what is on the disk: the next opening reads what is there. */
  drop(): void
  /** `snapshots`: takes away what was kept of it too. */
  forget(caseRef: string, snapshots?: boolean): void
  changePassphrase(current: string | null, next: string | null): Promise<CaseInfo>
}
export interface WorkspaceHooks extends OpenCaseHooks {
  readonly diagnostics: OwnDiagnostics
}

/** What earlier runs left: drafts of killed ones, and what is told of encrypted cases though nobody wants it. A folder that cannot be written keeps it. */
function tidyUp(casesFolder: string, settingsFolder: string, snapshotsFolder: string): void {
  try {
    for (const folder of [casesFolder, settingsFolder]) sweepDrafts(folder)
    sweepSnapshots(snapshotsFolder)
    if (!readSettings(settingsFolder).rememberEncrypted) {
      untellEncrypted(settingsFolder)
      untellSnapshots(snapshotsFolder)
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}
export function createWorkspace(options: WorkspaceOptions, hooks: WorkspaceHooks): Workspace {
  const { settingsFolder } = options
  const casesFolder = resolve(options.casesFolder)
  const snapshotsFolder = resolve(options.snapshotsFolder ?? join(casesFolder, 'snapshots'))
  if (options.forgetful !== true) {
    makeFolder(casesFolder)
    tidyUp(casesFolder, settingsFolder, snapshotsFolder)
  }

  const operator = (): string => options.operator ?? readSettings(settingsFolder).operator
  const author = (): Author => ({ operator: operator(), at: hooks.now(), program: options.appVersion })
  const openedHere = new Set<string>()
  const places = { casesFolder, settingsFolder, snapshotsFolder, openedHere }
  const now = (): string => hooks.now()
  const kept = createKeptSnapshots(
    snapshotsFolder,
    () => {
      const { snapshots, snapshotGigabytes, rememberEncrypted } = readSettings(settingsFolder)
      return {
        keeps: snapshots,
        limitBytes: snapshotGigabytes * 1024 ** 3,
        milliseconds: options.snapshotMilliseconds ?? 10_000,
        tell: rememberEncrypted,
      }
    },
    { now, program: options.appVersion },
  )
  const signingKey = openSigningKey(settingsFolder, () => hooks.now())
  const heads = options.forgetful === true ? noHeads : createCaseHeads(settingsFolder, signingKey)
  const held = createOpenCase({
    settingsFolder,
    casesFolder,
    heads,
    snapshots: options.forgetful === true ? null : kept,
    openedHere,
    remembers: options.forgetful !== true,
    author,
    hooks,
  })
  const access = createSnapshotAccess(kept, places, { author, now })

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
    session: held.session,
    current: held.current,
    info: () => infoOf(held.session()),
    signingKey,
    heads,
    keptHeads: held.keptHeads,
    restored: held.restored,
    snapshots: access,
    state: () => ({
      version: options.appVersion,
      openCase: held.info(),
      cases: listCases(places),
      samples: listSamples(options.samplesFolder),
      casesFolderLabel: basename(casesFolder),
    }),
    settings: () => readSettings(settingsFolder),
    saveSettings(change) {
      const settings = saveSettings(settingsFolder, change)
      if (!settings.rememberEncrypted) {
        untellEncrypted(settingsFolder)
        untellSnapshots(snapshotsFolder)
      }
      return settings
    },
    pathFor(stem) {
      const path = join(casesFolder, `${stem}.lzcase`)
      if (existsSync(path))
        throw new AppError('case-exists', 'there is a case of this name already', { file: basename(path) })
      return path
    },
    pathOf(caseRef) {
      const found = casePaths(places).find((path) => caseRefOf(path) === caseRef)
      if (found === undefined) throw new AppError('case-not-found', 'the case is not on the list')
      return found
    },
    create: held.create,
    open: held.open,
    close: held.close,
    drop: held.drop,
    forget: (caseRef, snapshots = false) => {
      if (snapshots) access.removeOf(caseRef)
      forgetCase(settingsFolder, caseRef)
      for (const path of openedHere) if (caseRefOf(path) === caseRef) openedHere.delete(path)
    },
    changePassphrase: held.changePassphrase,
  }
}
