/** The only door for hosts and tests: a running engine that *is* a CaseApi. */
import type { CallOptions, CaseApi, Input, MethodName, Result } from '../../shared/contract/index.ts'
import type { EngineEvents, EventName } from '../../shared/contract/events.ts'
import { AppError } from '../../shared/errors.ts'
import { createBesides } from './besides.ts'
import { consequences } from './consequences.ts'
import { type Consequence } from './store/consequence.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { handlers } from './handlers.ts'
import type { AllHandlers } from './core/context.ts'
import { renewFacts } from './entities/renewFacts.ts'
import { rowSources } from './rowSources.ts'
import { spawnParser } from './import/process/parserProcess.ts'
import { createDiagnostics, type Diagnostics } from './store/diagnostics.ts'
import { createFileGrants, type FileGrants } from './store/fileGrants.ts'
import { localTime } from './store/localTime.ts'
import { watchedParsers } from './workspace/parserStart.ts'
import { createWorkspace, type WorkspaceOptions } from './workspace/workspace.ts'

export interface EngineOptions extends WorkspaceOptions {
  /** The clock; the system's when left out. */
  readonly now?: () => Date
  /** Writes no diagnostics unless something goes wrong: for a command line, which leaves nothing but its case file. */
  readonly onlyTroubles?: boolean
  /** Where diagnostics are kept, when not in the settings folder. */
  readonly diagnosticsFolder?: string
  /** Whether questions that take long are answered in threads beside the engine's, as a page wants it. Not when left out: each costs its start. */
  readonly readingThreads?: boolean
  /** Other handlers than the program's own, for tests of dispatch itself. */
  readonly handlers?: AllHandlers
  /** Other consequences than the program's own, for the same tests. */
  readonly consequences?: readonly Consequence[]
}
export interface Engine extends CaseApi {
  /** The host's way to let the page read a file or write one, without telling it the path. */
  readonly files: FileGrants
  /** Where hosts write down what fails outside of a call. */
  readonly diagnostics: Diagnostics
  /** Cancels what runs, closes the case and removes temporary files. Calls after it are refused with `engine-stopped`. */
  shutdown(): Promise<void>
}
export { outOfHeap } from './import/process/parserProcess.ts'
export type { ParserEnd, ParserProcess, StartParser } from './workspace/parserStart.ts'
export type { Diagnostics } from './store/diagnostics.ts'
export type { FileGrants, GrantedFile } from './store/fileGrants.ts'

/** Beside this file in the source; beside the bundle when built. */
const readerEntry = import.meta.url.endsWith('.ts')
  ? new URL('./readerThread.ts', import.meta.url)
  : new URL('./readerThread.js', import.meta.url)

/** Starts an engine; no case is open yet. Throws when the folders cannot be made. */
export function openEngine(options: EngineOptions): Engine {
  const listeners = createListeners()
  const files = createFileGrants()
  const now = (): string => localTime((options.now ?? (() => new Date()))())
  const emit = listeners.emit
  const calls: { dispatch: Dispatch | null } = { dispatch: null }
  const diagnostics = createDiagnostics({
    folder: options.diagnosticsFolder ?? options.settingsFolder,
    version: options.appVersion,
    now,
    onlyTroubles: options.onlyTroubles ?? false,
  })
  const besides = createBesides({
    entry: options.readingThreads === true ? readerEntry : null,
    appVersion: options.appVersion,
    ended: (lane, ms) => {
      diagnostics.processEnded(`reader ${lane}`, { how: 'stopped', ms, well: false })
    },
  })
  const startParser = watchedParsers(options.startParser ?? spawnParser, diagnostics)
  const workspace = createWorkspace(
    { ...options, startParser },
    {
      now,
      diagnostics,
      closing: async () => {
        await calls.dispatch?.stopCaseCalls()
      },
      renewFacts: async (db, author, waiting) => {
        await renewFacts(db, author, waiting)
      },
      opened: besides.opened,
      closed: () => {
        // After a disk's error nobody has waited for them; the next opening does.
        void besides.close()
        files.revokeMembers()
        emit('stopped', { reason: 'closed' })
      },
    },
  )
  const dispatch = createDispatch({
    besides,
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
    call<N extends MethodName>(name: N, args: Input<N>, callOptions?: CallOptions): Promise<Result<N>> {
      if (stopped) return Promise.reject(new AppError('engine-stopped', 'the engine has stopped'))
      // The contract types the handler that made the value; dispatch itself knows names only.
      return dispatch.call(name, args, callOptions) as Promise<Result<N>>
    },
    async shutdown() {
      if (stopped) return
      stopped = true
      await dispatch.stopAll()
      await workspace.close()
      files.dispose()
      await diagnostics.end()
      emit('stopped', { reason: 'shutdown' })
    },
  }
}

type Listener<E extends EventName> = (payload: EngineEvents[E]) => void
type Listeners = { readonly [E in EventName]: Set<Listener<E>> }

function createListeners(): {
  on: CaseApi['on']
  emit<E extends EventName>(event: E, payload: EngineEvents[E]): void
} {
  const listeners: Listeners = { changed: new Set(), progress: new Set(), stopped: new Set() }
  return {
    on(event, listener) {
      listeners[event].add(listener)
      return () => {
        listeners[event].delete(listener)
      }
    },
    emit(event, payload) {
      for (const listener of [...listeners[event]]) listener(payload)
    },
  }
}
