/**
 * The way of a call: its arguments are checked, it waits for its turn, it runs as its kind says (`core/runMethod.ts`), and every failure
 * leaves as an AppError; what is not expected becomes `internal` without its content. A handler holds neither transaction, undo, audit nor
 * events: they are below it, once.
 */
import type { AnalysisRun } from '../../shared/contract/index.ts'
import { contract, isMethodName, type CallOptions, type MethodName } from '../../shared/contract/index.ts'
import type { Method } from '../../shared/contract/define.ts'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import { holdAnswer } from './analyses/answered.ts'
import { checkedArguments } from './core/arguments.ts'
import { follow, type Call } from './core/call.ts'
import { createCaseAccess } from './core/caseAccess.ts'
import { createGate, type Gate } from './core/gate.ts'
import { jobContext } from './core/jobContext.ts'
import { throttleProgress } from './core/progress.ts'
import { runCommand, runJob, runQuery, runView, type RunParts } from './core/runMethod.ts'
import { isKept, type KeptAnswers, createKeptAnswers, type MadeFigure } from './keptAnswers.ts'
import { type RowSources, scopedRows } from './records/scope.ts'
import type { Diagnostics } from './store/diagnostics.ts'
import { asKnownFailure } from './store/failures.ts'
import type { CaseSession } from './workspace/openCase.ts'
import type { StepMove } from './workspace/writing.ts'

export interface DispatchParts extends Omit<RunParts, 'access' | 'rowsOf'> {
  readonly readers: ReaderTurns
  /** What each sort of scope means. */
  readonly rowSources: RowSources
  readonly diagnostics: Diagnostics
}
/** When those who read beside the engine may have the file open. */
export interface ReaderTurns {
  opened(session: CaseSession): void
  /** Resolves when they have let go of the file. */
  close(): Promise<void>
  /** Resolves when those that were told to close have. */
  closed(): Promise<void>
}
export interface Dispatch {
  /** Runs one method; rejects with an AppError and nothing else. */
  call(name: string, args: unknown, options?: CallOptions): Promise<unknown>
  /** Keeps a figure that was made by a reader beside the engine. */
  keep(figure: MadeFigure): void
  /** Cancels every running call that works on the case and waits for their ends; nobody else has the file open then. */
  stopCaseCalls(): Promise<void>
  /** Cancels everything and waits. */
  stopAll(): Promise<void>
}
/** From how many milliseconds on a call that went well is written into the diagnostics log. */
export const slowMs = { query: 1_000, command: 1_000, view: 1_000, job: 10_000 } as const
interface RunningCall {
  readonly abort: () => void
  readonly needsCase: boolean
  readonly end: Promise<unknown>
}
/** Which job may change what is open; which writing job runs; who may write. Always taken in this order. */
interface Gates {
  readonly opening: Gate
  readonly jobs: Gate
  readonly writing: Gate
}

export function createDispatch(given: DispatchParts): Dispatch {
  const gates: Gates = { opening: createGate(), jobs: createGate(), writing: createGate() }
  const parts: RunParts = {
    ...given,
    access: createCaseAccess(given.workspace, gates.writing),
    rowsOf: (db, scope) => scopedRows(db, scope, given.rowSources),
  }
  const kept = createKeptAnswers(given.workspace.appVersion, (session, work) => {
    parts.access.transaction(session, work)
  })
  const running = new Map<number, RunningCall>()
  let lastId = 0

  const stop = async (which: (call: RunningCall) => boolean): Promise<void> => {
    const calls = [...running.values()].filter(which)
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
        const session = needsCase ? parts.workspace.session() : null
        return admit(
          parts,
          { kept, readers: given.readers, gates },
          { id, signal: controller.signal, progress, session },
          name,
          checked,
        )
      }
      const abort = (): void => {
        controller.abort()
      }
      const end = start()
      running.set(id, { abort, needsCase, end })
      try {
        const value = await end
        given.diagnostics.took(name, performance.now() - began, slowMs[kind])
        return value
      } catch (error) {
        throw fromEnvelope(given.diagnostics.failed(name, asKnownFailure(error), performance.now() - began))
      } finally {
        running.delete(id)
        unlink()
      }
    },
    keep(figure) {
      const session = parts.workspace.current()
      // What a reader made of a case that was closed meanwhile is held nowhere.
      if (session === null) return
      if (figure.name !== 'analyses.run') kept.keep(session, figure)
      // Answers of analyses are held for keeping and exporting, not kept as figures.
      else if (figure.path === session.file.path) holdAnswer(figure.path, figure.value as AnalysisRun)
    },
    async stopCaseCalls() {
      await stop((call) => call.needsCase)
      await given.readers.close()
    },
    async stopAll() {
      await stop(() => true)
      await given.readers.close()
    },
  }
}

interface Turns {
  readonly gates: Gates
  readonly readers: ReaderTurns
  readonly kept: KeptAnswers
}
/** A call from outside waits for its place in the queues that the course of its method names. */
async function admit(
  parts: RunParts,
  { gates, readers, kept }: Turns,
  call: Call,
  name: MethodName,
  args: unknown,
): Promise<unknown> {
  const { course }: Method = contract[name]
  const held: (() => void)[] = []
  try {
    if (course?.opens === true) held.push(await gates.opening.hold(call.id, call.signal))
    if (course?.reads === false) held.push(await gates.jobs.hold(call.id, call.signal))
    if (course?.undivided === true) held.push(await gates.writing.hold(call.id, call.signal))
    if (course?.opens === true) await readers.closed()
    const own = (): Promise<unknown> => run(parts, call, name, args, null)
    if (call.session === null || !isKept(name)) return await own()
    return await kept.answer({ session: call.session, name, db: parts.access.reading(call), own })
  } finally {
    const session = parts.workspace.current()
    // What was to open or close a case may have left it open.
    if (course?.opens === true && session !== null) readers.opened(session)
    for (const release of held.reverse()) release()
  }
}

async function run(
  parts: RunParts,
  call: Call,
  name: MethodName,
  args: unknown,
  move: StepMove | null,
): Promise<unknown> {
  switch (contract[name].kind) {
    case 'query':
      return runQuery(parts, call, name, args)
    case 'command':
      return runCommand(parts, call, name, args)
    case 'view':
      return runView(parts, call, name, args)
    case 'job': {
      const context = jobContext(parts, call, move, async (inner, given, innerMove) =>
        run(parts, call, inner, checkedArguments(inner, given), innerMove),
      )
      return runJob(parts, name, context, args)
    }
  }
}
