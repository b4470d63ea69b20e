/**
 * Threads that answer questions about the open case, each with a connection of its own, so that nobody waits for a question that takes long.
 * A lane is a thread and its queue: one question runs at a time, within one read transaction, so that an answer is of one state of the case.
 */
import type { CancelSignal } from '../../../shared/contract/index.ts'
import { AppError, type ErrorEnvelope, fromEnvelope } from '../../../shared/errors.ts'
import type { ReaderAccess } from '../store/readerAccess.ts'
import type { Progress } from './progress.ts'
import { startThread, type Thread, threadStopped } from './threads.ts'

/**
 * rows: what a person is looking at, and answers that are kept. desk: the small questions of all screens. search: what somebody looks for, where
 * its memory is. figures: sums, facets and measures. findings: what goes over every row more than once. analyses: what is
 * asked over the graph and the ledger of the whole case, where those are kept.
 */
export type Lane = 'rows' | 'desk' | 'search' | 'figures' | 'findings' | 'analyses'

/** What a reader's thread begins with. `stop` holds the number of the question that nobody needs any more. */
export interface ReaderStart extends ReaderOptions {
  readonly lane: Lane
  readonly access: ReaderAccess
  readonly stop: SharedArrayBuffer
}
export interface ReaderOptions {
  readonly appVersion: string
}
export interface ToReader {
  readonly id: number
  /** Whether only an answer that is kept in the case is asked for; its value is null, or an object that holds it. */
  readonly kept: boolean
  readonly name: string
  readonly args: unknown
}
export type FromReader =
  | { readonly type: 'ready' }
  | ({ readonly type: 'progress'; readonly id: number } & Progress)
  | ({ readonly type: 'value'; readonly id: number } & Answer)
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorEnvelope }
  /** A fault of the program, as it was thrown. */
  | { readonly type: 'fault'; readonly id: number; readonly thrown: unknown }

export interface Answer {
  readonly value: unknown
  /** The state of the facts it was made from (records/factsVersion.ts). */
  readonly state: string
}
interface Call {
  readonly kept?: boolean
  readonly signal: CancelSignal
  progress(progress: Progress): void
}
export interface Readers {
  /** Starts the thread of a lane, so that its first question need not wait for that. */
  warm(lane: Lane): void
  /** Whether the lane answers: not when its thread could not be started. */
  works(lane: Lane): boolean
  /** Whether its thread has started, so that a question is answered at once. */
  ready(lane: Lane): boolean
  /** Errors: those of the handler, `cancelled` at once, `thread-stopped` when the thread ends; the next question has a new one. */
  ask(lane: Lane, name: string, args: unknown, call: Call): Promise<Answer>
  /** Ends all threads and waits until they have let go of the file. */
  close(): Promise<void>
}

const heapMegabytes = 2_048

/** Readers of one open case; `entry` is the file their threads run. No thread is started yet. `ended` is told of a thread that ended by itself. */
export function createReaders(
  access: ReaderAccess,
  entry: URL,
  options: ReaderOptions,
  ended: (lane: Lane, ms: number) => void = () => undefined,
): Readers {
  const lanes = new Map<Lane, LaneThread>()
  let closed = false
  const laneOf = (name: Lane): LaneThread => {
    const known =
      lanes.get(name) ?? createLane({ ...options, access, lane: name }, entry, (ms) => ended(name, ms))
    lanes.set(name, known)
    return known
  }
  return {
    warm(lane) {
      if (!closed) laneOf(lane).start()
    },
    works: (lane) => !closed && !(lanes.get(lane)?.failed() ?? false),
    ready: (lane) => !closed && (lanes.get(lane)?.ready() ?? false),
    ask: (lane, name, args, call) =>
      closed ? Promise.reject(closedError()) : laneOf(lane).ask(name, args, call),
    async close() {
      closed = true
      await Promise.all([...lanes.values()].map((lane) => lane.close()))
      lanes.clear()
    },
  }
}

interface Failure {
  readonly thrown: unknown
}
interface Question extends ToReader {
  readonly progress: Call['progress']
  /** Taken back or answered: what comes after that is of no interest. */
  over: boolean
  finish(answer: Answer | Failure): void
}
interface LaneThread {
  start(): void
  ready(): boolean
  failed(): boolean
  ask(name: string, args: unknown, call: Call): Promise<Answer>
  close(): Promise<void>
}
const closedError = (): AppError => new AppError('no-case-open', 'the case was closed')
const caseClosed = (): Failure => ({ thrown: closedError() })
function createLane(given: Omit<ReaderStart, 'stop'>, entry: URL, ended: (ms: number) => void): LaneThread {
  const stop = new SharedArrayBuffer(4)
  const stopped = new Int32Array(stop)
  let queue: Question[] = []
  let running: Question | null = null
  let thread: Thread<ToReader> | null = null
  let ready = false
  let failed = false
  let last = 0

  const finishRunning = (answer: Answer | Failure): void => {
    const question = running
    running = null
    question?.finish(answer)
    next()
  }
  const heard = (message: FromReader): void => {
    if (message.type === 'ready') ready = true
    else if (message.id !== running?.id) return
    else if (message.type === 'value') finishRunning({ value: message.value, state: message.state })
    else if (message.type === 'error') finishRunning({ thrown: fromEnvelope(message.error) })
    else if (message.type === 'fault') finishRunning({ thrown: message.thrown })
    else if (!running.over) running.progress(message)
  }
  const start = (): void => {
    if (thread !== null) return
    ready = false
    const began = performance.now()
    const data: ReaderStart = { ...given, stop }
    thread = startThread<ToReader, FromReader>(
      { entry, heapMegabytes, data },
      {
        message: heard,
        stopped: () => {
          thread = null
          const cameUp = ready
          ready = false
          ended(performance.now() - began)
          // One that never came so far would not the next time either.
          failed = !cameUp
          if (failed) for (const question of queue.splice(0)) question.finish({ thrown: threadStopped() })
          finishRunning({ thrown: threadStopped() })
        },
      },
    )
  }
  const next = (): void => {
    if (running !== null) return
    const question = queue.shift()
    if (question === undefined) return
    start()
    running = question
    Atomics.store(stopped, 0, 0)
    thread?.say({ id: question.id, kept: question.kept, name: question.name, args: question.args })
  }

  return {
    start,
    ready: () => ready,
    failed: () => failed,
    ask: (name, args, { kept = false, signal, progress }) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => {
          queue = queue.filter((waiting) => waiting !== question)
          if (running === question) Atomics.store(stopped, 0, question.id)
          question.finish({ thrown: new AppError('cancelled', 'cancelled by the caller') })
        }
        const question: Question = {
          id: (last += 1),
          kept,
          name,
          args,
          progress,
          over: false,
          finish(answer) {
            if (question.over) return
            question.over = true
            signal.removeEventListener('abort', cancel)
            // What a thread threw is an Error on this side too.
            if ('thrown' in answer) reject(answer.thrown)
            else resolve(answer)
          },
        }
        if (signal.aborted) {
          cancel()
          return
        }
        signal.addEventListener('abort', cancel, { once: true })
        queue.push(question)
        next()
      }),
    async close() {
      for (const question of queue.splice(0)) question.finish(caseClosed())
      const open = thread
      const question = running
      running = null
      thread = null
      if (question !== null) Atomics.store(stopped, 0, question.id)
      question?.finish(caseClosed())
      await open?.end()
    },
  }
}
