/**
 * What query, command and job mean. A handler holds neither transaction, undo, audit nor events: they are here, once.
 * query: reads, synchronously. command: one transaction with journal, history and audit row. job: may await; writes through `write` or
 * `transaction`. Every failure leaves as an AppError; what is not expected becomes `internal` without its content.
 */
import * as v from 'valibot'
import {
  contract,
  isMethodName,
  type CallOptions,
  type CancelSignal,
  type MethodName,
} from '../../shared/contract/index.ts'
import type { EngineEvents, EventName } from '../../shared/contract/events.ts'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import type { Consequence } from './store/consequence.ts'
import type { AllHandlers, CommandContext, JobContext, QueryContext } from './core/context.ts'
import type { StepMove } from './workspace/writing.ts'
import type { Db } from './store/db.ts'
import { createGate } from './core/gate.ts'
import { throttleProgress, type Progress } from './core/progress.ts'
import { type RowSources, scopedRows } from './records/scope.ts'
import type { Diagnostics } from './store/diagnostics.ts'
import { asKnownFailure } from './store/failures.ts'
import type { FileGrants } from './store/fileGrants.ts'
import type { CaseSession, Workspace } from './workspace/workspace.ts'
import { finishCommand, finishWrite, type Written } from './workspace/writing.ts'

export interface DispatchParts {
  readonly handlers: AllHandlers
  readonly consequences: readonly Consequence[]
  /** What each sort of scope means. */
  readonly rowSources: RowSources
  readonly workspace: Workspace
  readonly files: FileGrants
  readonly diagnostics: Diagnostics
  now(): string
  emit<E extends EventName>(event: E, payload: EngineEvents[E]): void
}
export interface Dispatch {
  /** Runs one method; rejects with an AppError and nothing else. */
  call(name: string, args: unknown, options?: CallOptions): Promise<unknown>
  /** Cancels every running call that works on the case and waits for their ends. */
  stopCaseCalls(): Promise<void>
  /** Cancels everything and waits. */
  stopAll(): Promise<void>
}

/** One call from outside, with the calls it makes inside. */
interface Root {
  readonly id: number
  readonly signal: AbortSignal
  readonly progress: (progress: Progress) => void
  /** The case it began with; null for jobs about the workspace, which take the one that is open. */
  readonly session: CaseSession | null
}
/** Jobs that only read: they run beside everything else. All other jobs on a case run one after the other. */
const readingJobs: ReadonlySet<string> = new Set<MethodName>([
  'import.inspect',
  'import.unpack',
  'import.preview',
  'import.pause',
  'case.verify',
  'records.findInSheet',
  'collision.list',
  'collision.everywhere',
  'collision.tables',
  'collision.lookAtCase',
  'quality.list',
])
/** Jobs about the workspace that change which case is open. */
const openingJobs: ReadonlySet<string> = new Set<MethodName>([
  'workspace.create',
  'workspace.open',
  'workspace.openSample',
  'workspace.close',
  'workspace.changePassphrase',
])
/** From how many milliseconds on a call that went well is written into the diagnostics log. */
const slowMs = { query: 1_000, command: 1_000, job: 10_000 } as const
/** Jobs during which no command may come between their steps. */
const undivided: ReadonlySet<string> = new Set<MethodName>([
  'history.undo',
  'history.redo',
  'workspace.openSample',
])

export function createDispatch(parts: DispatchParts): Dispatch {
  const { workspace } = parts
  /** Which job may change what is open; which writing job runs; who may write. Always taken in this order. */
  const opening = createGate()
  const jobs = createGate()
  const writing = createGate()
  const running = new Map<
    number,
    { readonly abort: () => void; readonly needsCase: boolean; readonly end: Promise<unknown> }
  >()
  let lastId = 0

  const sessionOf = (root: Root): CaseSession => {
    const session = root.session ?? workspace.session()
    if (session.closed()) throw new AppError('no-case-open', 'the case was closed')
    return session
  }
  /** The connection for reading: the case as it is committed while another call has its transaction open. */
  const reading = (root: Root): Db | null => {
    const session = sessionOf(root)
    const foreign = session.db.inTransaction && !writing.isFree(root.id)
    return foreign ? session.file.reader : session.db
  }
  const announce = (written: Written | null): void => {
    if (written !== null) parts.emit('changed', { seq: written.seq, topics: written.topics })
  }
  /** After an error of the disk while writing nobody knows what is on it: let go of the case, the next opening reads what is there. */
  const failed = (session: CaseSession, error: unknown): unknown => {
    try {
      if (session.db.inTransaction) session.db.exec('ROLLBACK')
    } catch {
      // The rollback is made good by the journal when the file is next opened.
    }
    const known = asKnownFailure(error)
    if (known instanceof AppError && known.code === 'io-error') workspace.drop()
    return known
  }
  const begin = (session: CaseSession): void => {
    if (session.journal === null) throw new AppError('case-read-only', 'the case is open read-only')
    session.journal.start()
    session.db.exec('BEGIN IMMEDIATE')
  }

  async function query(root: Root, name: MethodName, args: unknown): Promise<unknown> {
    let db = reading(root)
    while (db === null) {
      await writing.free(root.id, root.signal)
      db = reading(root)
    }
    const context: QueryContext = { db, rows: (scope) => scopedRows(db, scope, parts.rowSources) }
    return handlerOf(parts.handlers, name)(context, args)
  }

  async function command(root: Root, name: MethodName, args: unknown): Promise<unknown> {
    while (!writing.isFree(root.id)) await writing.free(root.id, root.signal)
    const session = sessionOf(root)
    if (session.db.inTransaction) throw new AppError('internal', 'a command inside an open transaction')
    const at = parts.now()
    const operator = workspace.operator()
    let description: { params: Parameters<CommandContext['describe']>[0]; joins: boolean } = {
      params: {},
      joins: false,
    }
    let result: unknown
    let written: Written | null
    begin(session)
    try {
      const context: CommandContext = {
        db: session.db,
        rows: (scope) => scopedRows(session.db, scope, parts.rowSources),
        at,
        operator,
        describe: (params, options = {}) => {
          description = { params, joins: options.joins ?? false }
        },
      }
      const before = totalChanges(session.db)
      result = handlerOf(parts.handlers, name)(context, args)
      written = finishCommand(
        session,
        { at, operator, action: name, ...description },
        totalChanges(session.db) - before,
        parts.consequences,
      )
      session.db.exec('COMMIT')
    } catch (error) {
      throw failed(session, error)
    }
    announce(written)
    return result
  }

  function jobContext(root: Root, move: StepMove | null): JobContext {
    const at = parts.now()
    const operator = workspace.operator()
    const finish = (session: CaseSession, entry: Parameters<JobContext['write']>[0]): Written =>
      finishWrite(
        session,
        { at, operator, ...entry },
        entry.move ?? (entry.history === undefined ? null : move),
        parts.consequences,
      )
    const current = (): Db => {
      const db = reading(root)
      if (db === null) throw new AppError('case-locked', 'the case is being written to')
      return db
    }
    return {
      workspace,
      files: parts.files,
      signal: root.signal,
      at,
      operator,
      checkCancelled: () => {
        if (root.signal.aborted) throw new AppError('cancelled', 'cancelled by the caller')
      },
      progress: (stage, done, total) => {
        root.progress({ stage, done, total })
      },
      db: current,
      rows: (scope) => scopedRows(current(), scope, parts.rowSources),
      write(entry, work) {
        const session = sessionOf(root)
        if (session.db.inTransaction) throw new AppError('internal', 'write inside an open transaction')
        begin(session)
        let value: ReturnType<typeof work>
        let written: Written
        try {
          value = work(session.db)
          written = finish(session, entry)
          session.db.exec('COMMIT')
        } catch (error) {
          throw failed(session, error)
        }
        announce(written)
        return value
      },
      async transaction(work) {
        const release = await writing.hold(root.id, root.signal)
        try {
          const session = sessionOf(root)
          begin(session)
          let value
          let written: Written
          try {
            const outcome = await work(session.db)
            if (root.signal.aborted) throw new AppError('cancelled', 'cancelled by the caller')
            value = outcome.value
            written = finish(session, outcome.entry)
            session.db.exec('COMMIT')
          } catch (error) {
            throw failed(session, error)
          }
          announce(written)
          return value
        } finally {
          release()
        }
      },
      // The name decides the types of arguments and result; `run` has looked both up in the contract.
      call: (name, args, inner) => run(root, name, args, inner ?? null) as never,
    }
  }

  async function run(root: Root, name: MethodName, given: unknown, move: StepMove | null): Promise<unknown> {
    const method = contract[name]
    const args = checkedArguments(name, given)
    if (method.kind === 'query') return query(root, name, args)
    if (method.kind === 'command') return command(root, name, args)
    return handlerOf(parts.handlers, name)(jobContext(root, move), args)
  }

  /** A call from outside takes its place in the queues that its method belongs to. */
  async function admit(root: Root, name: MethodName, args: unknown): Promise<unknown> {
    const held: (() => void)[] = []
    const writes = contract[name].kind === 'job' && contract[name].needsCase && !readingJobs.has(name)
    try {
      if (openingJobs.has(name)) held.push(await opening.hold(root.id, root.signal))
      if (writes || name === 'workspace.openSample') held.push(await jobs.hold(root.id, root.signal))
      if (undivided.has(name)) held.push(await writing.hold(root.id, root.signal))
      return await run(root, name, args, null)
    } finally {
      for (const release of held.reverse()) release()
    }
  }

  const stop = async (which: (needsCase: boolean) => boolean): Promise<void> => {
    const calls = [...running.values()].filter((call) => which(call.needsCase))
    for (const call of calls) call.abort()
    await Promise.allSettled(calls.map((call) => call.end))
  }

  return {
    async call(name, args, options = {}) {
      if (!isMethodName(name))
        throw new AppError('unknown-method', 'no such method', { method: String(name).slice(0, 100) })
      const id = (lastId += 1)
      const controller = new AbortController()
      const unlink = follow(options.signal, controller)
      const { needsCase, kind } = contract[name]
      const began = performance.now()
      const start = async (): Promise<unknown> => {
        if (controller.signal.aborted) throw new AppError('cancelled', 'cancelled by the caller')
        const progress = throttleProgress((latest) => {
          options.onProgress?.(latest)
          parts.emit('progress', { callId: id, ...latest })
        })
        // Arguments first: a wrong call is a wrong call whether or not a case is open.
        const checked = checkedArguments(name, args)
        return admit(
          { id, signal: controller.signal, progress, session: needsCase ? workspace.session() : null },
          name,
          checked,
        )
      }
      const end = start()
      running.set(id, {
        abort: () => {
          controller.abort()
        },
        needsCase,
        end,
      })
      try {
        const value = await end
        parts.diagnostics.took(name, performance.now() - began, slowMs[kind])
        return value
      } catch (error) {
        throw fromEnvelope(parts.diagnostics.failed(name, asKnownFailure(error), performance.now() - began))
      } finally {
        running.delete(id)
        unlink()
      }
    },
    stopCaseCalls: () => stop((needsCase) => needsCase),
    stopAll: () => stop(() => true),
  }
}

type AnyHandler = (context: QueryContext | CommandContext | JobContext, args: unknown) => unknown
/** The handler with its types taken off: `run` gives it the context of its kind and the arguments of its schema. */
function handlerOf(handlers: AllHandlers, name: MethodName): AnyHandler {
  return handlers[name] as unknown as AnyHandler
}

/** The arguments with defaults filled in; throws `invalid-arguments` with the place, never with the value. */
function checkedArguments(name: MethodName, args: unknown): unknown {
  const parsed = v.safeParse(contract[name].args, args ?? {})
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new AppError('invalid-arguments', 'the arguments are not of the shape the method takes', {
    method: name,
    at: v.getDotPath(issue) ?? '',
    expected: (issue.expected ?? '').slice(0, 200),
  })
}

function totalChanges(db: Db): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}

/** Aborts the controller when the caller's signal does; returns how to stop listening. */
function follow(signal: CancelSignal | undefined, controller: AbortController): () => void {
  if (signal === undefined) return () => undefined
  const abort = (): void => {
    controller.abort()
  }
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  return () => {
    signal.removeEventListener('abort', abort)
  }
}
