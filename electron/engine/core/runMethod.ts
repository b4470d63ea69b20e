/** What query, command and job mean: each handler gets the context of its kind, and what must hold around it holds here. */
import type { MethodName } from '../../../shared/contract/index.ts'
import type { EngineEvents, EventName } from '../../../shared/contract/events.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Consequence } from '../store/consequence.ts'
import type { ReadDb } from '../store/db.ts'
import type { FileGrants } from '../store/fileGrants.ts'
import { asRefusedWrite } from '../store/writeGuard.ts'
import { keepView } from '../store/viewState.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { finishCommand, type Written } from '../workspace/writing.ts'
import type { Call } from './call.ts'
import type { CaseAccess } from './caseAccess.ts'
import type { ScopedRows } from './scopedRows.ts'
import type { AllHandlers, CommandContext, JobContext, QueryContext, ViewContext } from './context.ts'

/** What running a method needs of the engine around it. */
export interface RunParts {
  readonly handlers: AllHandlers
  readonly consequences: readonly Consequence[]
  readonly workspace: Workspace
  readonly files: FileGrants
  readonly access: CaseAccess
  /** The rows a scope asks for, as the connection has them. */
  rowsOf(db: ReadDb, scope: ScopeInput): ScopedRows
  now(): string
  emit<E extends EventName>(event: E, payload: EngineEvents[E]): void
}

/** Reads, synchronously, on a connection that refuses to write. */
export async function runQuery(
  parts: RunParts,
  call: Call,
  name: MethodName,
  args: unknown,
): Promise<unknown> {
  try {
    return await parts.access.read(call, (db) => {
      const context: QueryContext = { db, rows: (scope) => parts.rowsOf(db, scope) }
      return handlerOf(parts.handlers, name)(context, args)
    })
  } catch (error) {
    throw asRefusedWrite(error, name)
  }
}

/** One transaction with journal, history and audit row. */
export async function runCommand(
  parts: RunParts,
  call: Call,
  name: MethodName,
  args: unknown,
): Promise<unknown> {
  const { access, workspace, consequences } = parts
  await access.untilFree(call)
  const session = access.session(call)
  const at = parts.now()
  const operator = workspace.operator()
  let params: Parameters<CommandContext['describe']>[0] = {}
  const { result, written } = access.transaction(session, (db) => {
    const before = totalChanges(db)
    const context: CommandContext = {
      db,
      rows: (scope) => parts.rowsOf(db, scope),
      at,
      operator,
      describe: (described) => {
        params = described
      },
    }
    const made = handlerOf(parts.handlers, name)(context, args)
    const step = { at, operator, action: name, params }
    return { result: made, written: finishCommand(session, step, totalChanges(db) - before, consequences) }
  })
  announce(parts, written)
  return result
}

/** Keeps how something is looked at: one transaction of view columns, without history and audit row; nobody is told of it. */
export async function runView(
  parts: RunParts,
  call: Call,
  name: MethodName,
  args: unknown,
): Promise<unknown> {
  const { access } = parts
  await access.untilFree(call)
  return access.transaction(access.session(call), (db) => {
    const before = totalChanges(db)
    let kept = 0
    const context: ViewContext = {
      db,
      rows: (scope) => parts.rowsOf(db, scope),
      keep: (...given) => {
        kept += keepView(db, ...given)
      },
    }
    const result = handlerOf(parts.handlers, name)(context, args)
    if (totalChanges(db) - before !== kept)
      throw new AppError('internal', 'a view method wrote more than view state', { method: name })
    return result
  })
}

/** May await; writes through the context only. */
export async function runJob(
  parts: RunParts,
  name: MethodName,
  context: JobContext,
  args: unknown,
): Promise<unknown> {
  try {
    return await handlerOf(parts.handlers, name)(context, args)
  } catch (error) {
    throw asRefusedWrite(error, name)
  }
}

/** Tells the pages which lists are stale. */
export function announce(parts: Pick<RunParts, 'emit'>, written: Written | null): void {
  if (written !== null) parts.emit('changed', { seq: written.seq, topics: written.topics })
}

type AnyHandler = (
  context: QueryContext | CommandContext | ViewContext | JobContext,
  args: unknown,
) => unknown
/** The handler with its types taken off: it is given the context of its kind and the arguments of its schema. */
function handlerOf(handlers: AllHandlers, name: MethodName): AnyHandler {
  return handlers[name] as unknown as AnyHandler
}

function totalChanges(db: ReadDb): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}
