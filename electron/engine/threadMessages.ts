/** What the engine's thread and the one that carries the pages' lines say to each other. */
import type { MessagePort } from 'node:worker_threads'
import type { EngineEvents } from '../../shared/contract/events.ts'
import type { DiagnosticEntry } from '../../shared/diagnostics.ts'
import type { ErrorEnvelope } from '../../shared/errors.ts'
import type { Progress } from './core/progress.ts'
import type { MadeFigure } from './keptAnswers.ts'
import type { GrantedFile, GrantOptions } from './store/fileGrants.ts'
import type { ReaderAccess } from './store/readerAccess.ts'
import type { WorkspaceOptions } from './workspace/workspace.ts'

/** What the engine's thread begins with. */
export interface EngineThreadStart {
  readonly options: Omit<WorkspaceOptions, 'parserEntry' | 'startParser' | 'parsers'> & {
    readonly parserEntry: string
  }
  /** A line of the host's own to its part in this thread. */
  readonly hostLine: MessagePort | null
}
export type ToEngineThread =
  | { readonly call: number; readonly name: string; readonly args: unknown }
  | { readonly cancel: number }
  | { readonly grant: string; readonly options: GrantOptions }
  | { readonly revoke: string }
  | { readonly keep: MadeFigure }
  /** The readers have let go of the file, as they were told to. */
  | { readonly readersClosed: number }
  | { readonly diagnostic: DiagnosticEntry; readonly trouble: boolean }
  | { readonly shutdown: true }
export type FromEngineThread =
  | { readonly value: unknown; readonly of: number }
  | { readonly error: ErrorEnvelope; readonly of: number }
  | { readonly progress: Progress; readonly of: number }
  | { readonly changed: EngineEvents['changed'] }
  | { readonly stopped: EngineEvents['stopped'] }
  | { readonly output: Omit<GrantedFile, 'member'> }
  | { readonly revoked: string }
  | { readonly readersMayOpen: ReaderAccess }
  | { readonly readersMustClose: number }
  | { readonly ended: true }
