/** A running engine that *is* a CaseApi. */
import type { CallOptions, CaseApi, Input, MethodName, Result } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { forgetAnswers } from './analyses/answered.ts'
import { forgetSeries } from './collision/seriesHeld.ts'
import { consequences } from './consequences.ts'
import { type CaseReaders, noReaders } from './core/caseReaders.ts'
import type { AllHandlers } from './core/context.ts'
import { createListeners } from './core/listeners.ts'
import { createDispatch, type Dispatch, type ReaderTurns } from './dispatch.ts'
import { renewFacts } from './entities/renewFacts.ts'
import { handlers } from './handlers.ts'
import { createParserPool } from './import/process/parserPool.ts'
import { spawnParser } from './import/process/parserProcess.ts'
import type { MadeFigure } from './keptAnswers.ts'
import { rowSources } from './rowSources.ts'
import { type Consequence } from './store/consequence.ts'
import { createDiagnostics, type Diagnostics, type OwnDiagnostics } from './store/diagnostics.ts'
import { createFileGrants, type FileGrants, type GrantedFile, type HostFiles } from './store/fileGrants.ts'
import { localTime } from './store/localTime.ts'
import { createPassingRoom, passingFolderOf, sweepPassingRooms } from './store/passingRoom.ts'
import { watchedParsers } from './workspace/parserStart.ts'
import { createWorkspace, type WorkspaceOptions } from './workspace/workspace.ts'

export interface EngineOptions extends WorkspaceOptions {
  /** The clock; the system's when left out. */
  readonly now?: () => Date
  /** Writes no diagnostics unless something goes wrong: for a command line, which leaves nothing but its case file. */
  readonly onlyTroubles?: boolean
  /** Where diagnostics are kept, when not in the settings folder. */
  readonly diagnosticsFolder?: string
  /** Who reads the open case beside this engine; nobody when left out. */
  readonly readers?: CaseReaders
  /** Where files pass through (`store/passingRoom.ts`), when not beside the settings. */
  readonly passingFolder?: string
  /** Called with each file that was made for the host to take out. */
  readonly outputMade?: (file: GrantedFile) => void
  /** Called with each file that is granted no longer. */
  readonly fileRevoked?: (fileId: string) => void
  /** Other handlers than the program's own, for tests of dispatch itself. */
  readonly handlers?: AllHandlers
  /** Other consequences than the program's own, for the same tests. */
  readonly consequences?: readonly Consequence[]
}
export interface Engine extends CaseApi {
  /** The host's way to let the page read a file or write one, without telling it the path. */
  readonly files: HostFiles
  /** Where hosts write down what fails outside of a call. */
  readonly diagnostics: Diagnostics
  /** Cancels what runs, closes the case and removes temporary files. Calls after it are refused with `engine-stopped`. */
  shutdown(): Promise<void>
}
/** An engine in the thread that opened it. */
export interface OwnEngine extends Engine {
  readonly files: FileGrants
  readonly diagnostics: OwnDiagnostics
  /** Keeps a figure that one of the readers made. */
  keep(figure: MadeFigure): void
}

/** Starts an engine; no case is open yet. Throws when the folders cannot be made. */
export function openEngine(options: EngineOptions): OwnEngine {
  const listeners = createListeners()
  const passing = options.passingFolder ?? passingFolderOf(options.settingsFolder)
  sweepPassingRooms(passing)
  const files = createFileGrants({
    room: createPassingRoom(passing),
    outputMade: options.outputMade,
    revoked: options.fileRevoked,
  })
  const now = (): string => localTime((options.now ?? (() => new Date()))())
  const emit = listeners.emit
  const calls: { dispatch: Dispatch | null } = { dispatch: null }
  const diagnostics = createDiagnostics({
    folder: options.diagnosticsFolder ?? options.settingsFolder,
    version: options.appVersion,
    now,
    onlyTroubles: options.onlyTroubles ?? false,
  })
  const readers = readerTurns(options.readers ?? noReaders)
  const startParser = watchedParsers(options.startParser ?? spawnParser, diagnostics)
  const parsers = options.parsers ?? createParserPool(startParser, options.parserEntry)
  const workspace = createWorkspace(
    { ...options, startParser, parsers },
    {
      now,
      diagnostics,
      closing: async () => {
        await calls.dispatch?.stopCaseCalls()
      },
      renewFacts: async (db, author, waiting) => {
        await renewFacts(db, author, waiting)
      },
      opened: readers.opened,
      closed: () => {
        // After a disk's error nobody has waited for them; the next opening does.
        void readers.close()
        // What has read files of this case reads none of another.
        parsers.clear()
        files.revokePassing()
        forgetAnswers()
        forgetSeries(workspace)
        emit('stopped', { reason: 'closed' })
      },
    },
  )
  const dispatch = createDispatch({
    readers,
    handlers: options.handlers ?? handlers,
    consequences: options.consequences ?? consequences,
    rowSources,
    workspace,
    files,
    diagnostics,
    now,
    emit,
  })
  calls.dispatch = dispatch
  let stopped = false
  return {
    files,
    diagnostics,
    on: listeners.on,
    keep: (figure) => {
      dispatch.keep(figure)
    },
    call<N extends MethodName>(name: N, args: Input<N>, callOptions?: CallOptions): Promise<Result<N>> {
      if (stopped) return Promise.reject(new AppError('engine-stopped', 'the engine has stopped'))
      // The contract types the handler that made the value; dispatch itself knows names only.
      return dispatch.call(name, args, callOptions) as Promise<Result<N>>
    },
    async shutdown() {
      if (stopped) return
      stopped = true
      await dispatch.stopAll()
      // Nobody can be asked any more. What a command line had open has no folder of cases to be saved to.
      await workspace
        .close(options.forgetful === true ? 'giveUp' : 'save')
        .catch(() => workspace.close('giveUp'))
      parsers.clear()
      files.dispose()
      await diagnostics.end()
      emit('stopped', { reason: 'shutdown' })
    },
  }
}

function readerTurns(readers: CaseReaders): ReaderTurns {
  let closing: Promise<void> = Promise.resolve()
  return {
    opened({ file }) {
      if (file.access !== null) readers.opened(file.access)
    },
    close() {
      closing = Promise.all([closing, readers.close()]).then(() => undefined)
      return closing
    },
    closed: () => closing,
  }
}
