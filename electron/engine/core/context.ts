/** What a handler is given, by the kind of its method. Undo, audit and events live in dispatch; a handler holds none of them. */
import type {
  Args,
  CancelSignal,
  Contract,
  Input,
  MethodName,
  Result,
} from '../../../shared/contract/index.ts'
import type { ContractShape, Method, MethodKind } from '../../../shared/contract/define.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { ScopedRows } from './scopedRows.ts'
import type { ReadDb, WriteDb } from '../store/db.ts'
import type { KeepView } from '../store/viewState.ts'
import type { FileGrants } from '../store/fileGrants.ts'
import type { StepMove, WriteEntry } from '../workspace/writing.ts'
import type { Workspace } from '../workspace/workspace.ts'

export interface QueryContext {
  readonly db: ReadDb
  /** The rows a scope asks for. Errors: those of the scope. */
  rows(scope: ScopeInput): ScopedRows
}
export interface CommandContext {
  readonly db: WriteDb
  /** The rows a scope asks for. Errors: those of the scope. */
  rows(scope: ScopeInput): ScopedRows
  /** Local time `YYYY-MM-DD HH:MM:SS` of the command. */
  readonly at: string
  readonly operator: string
  /**
   * What the history and the audit log say of this command (counts, names, ids; no case content beyond labels). Each command is a step of
   * its own: what belongs to one step is done by one command.
   */
  describe(params: Readonly<Record<string, string | number | null>>): void
}
/** What a method of the kind `view` is given: it reads, and keeps view columns (`store/viewState.ts`). */
export interface ViewContext extends QueryContext {
  readonly keep: KeepView
}
/** What every job is given. A job of the course `reads: true` is given nothing else, so it cannot write. */
export interface ReadingJobContext {
  readonly workspace: Workspace
  readonly files: FileGrants
  readonly signal: CancelSignal
  /** Throws AppError `cancelled` when the caller has cancelled. */
  checkCancelled(): void
  progress(stage: string, done: number, total: number | null): void
  /** The open case; throws `no-case-open`. Ask again after every await: while another call writes, this is the reading connection. */
  db(): ReadDb
  /** The rows a scope asks for, as `db()` has them now: ask again after every await too. Errors: those of the scope. */
  rows(scope: ScopeInput): ScopedRows
  readonly at: string
  readonly operator: string
}
/** What a job needs that a reading thread can run. */
export type ThreadJobContext = Pick<ReadingJobContext, 'db' | 'checkCancelled' | 'progress'>
/** What a job that writes is given. */
export interface JobContext extends ReadingJobContext {
  /**
   * One transaction with its audit row. `history` makes it a step of the history, undone through its batch or, with `batchId: null`, by the
   * images of the journaled rows it changed; leave it out for things that are no undo step (an export).
   * Synchronous: nothing can interleave. Emits `changed` after the commit.
   */
  write<T>(entry: WriteEntry, work: (db: WriteDb) => T): T
  /**
   * The same for work that must await (an import, whose rows come in batches from a worker): one transaction from first to last row, with
   * its audit row. While it is open, commands and other writing jobs wait for it; queries go on and see the case as it was before it
   * (their own read-only connection). Rolled back when `work` throws, is cancelled, or the process ends: the case is then as it was.
   * What the history and the audit log say is known only at the end, so `work` returns it.
   */
  transaction<T>(
    work: (db: WriteDb) => Promise<{ readonly value: T; readonly entry: WriteEntry }>,
  ): Promise<T>
  /**
   * Calls another method by name, inside the same call: same progress, same cancel (history.undo → import.undo). With `move`, the write of
   * the called job that belongs to a batch is that step's undo or redo instead of a step of its own.
   */
  call<N extends MethodName>(name: N, args: Input<N>, move?: StepMove): Promise<Result<N>>
}
type ContextOf<M extends Method> = M['kind'] extends 'query'
  ? QueryContext
  : M['kind'] extends 'command'
    ? CommandContext
    : M['kind'] extends 'view'
      ? ViewContext
      : M['course'] extends { readonly reads: true }
        ? ReadingJobContext
        : JobContext
type Reply<K extends MethodKind, R> = K extends 'job' ? Promise<R> : R
export type HandlerOf<N extends MethodName> = (
  context: ContextOf<Contract[N]>,
  args: Args<N>,
) => Reply<Contract[N]['kind'], Result<N>>
/** The handlers of one domain's contract: `satisfies HandlersFor<typeof chartContract>`. */
export type HandlersFor<C extends ContractShape> = { readonly [N in keyof C & MethodName]: HandlerOf<N> }
export type AllHandlers = { readonly [N in MethodName]: HandlerOf<N> }
