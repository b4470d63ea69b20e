/** Checks of a large case in threads of their own, as many as the machine has cores: each takes the next check when it has done one. */
import { availableParallelism } from 'node:os'
import { fromEnvelope, AppError } from '../../../shared/errors.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { startThread, type Thread, threadStopped } from '../core/threads.ts'
import { type BesideOptions, type CheckBeside, type CheckResult, lookBeside } from './checksBeside.ts'
import type { FromVerifier, VerifierStart } from './verifyThread.ts'

/** Beside this file in the source; beside the bundle when built. */
const workerEntry = import.meta.url.endsWith('.ts')
  ? new URL('./verifyThread.ts', import.meta.url)
  : new URL('./verifyThread.js', import.meta.url)
/** A case of so many rows is worth the start of threads. */
export const manyRows = 20_000
/** Each holds tables of a case in memory, and the disk has only so many hands. */
const mostThreads = 4
const heapMegabytes = 2_048

export interface Beside {
  /** Whether they run in threads, from the beginning. */
  readonly threads: boolean
  /** What the check says; of one that no thread can do, what the engine itself finds. Errors: `cancelled`, those of the disk. */
  result(check: CheckBeside): Promise<CheckResult>
  /** Ends the threads and waits until they have let go of the file. */
  end(): Promise<void>
}

/** Begins the checks, of a small case each when it is asked for, in the engine's own thread. `progress` is told of each that runs. */
export function startBeside(
  context: ReadingJobContext,
  checks: readonly CheckBeside[],
  options: BesideOptions,
  rows: number,
  entry: URL = workerEntry,
): Beside {
  const { access } = options
  const here = (check: CheckBeside): Promise<CheckResult> => lookBeside(check, context, options)
  if (access === null || rows < manyRows)
    return { threads: false, result: here, end: () => Promise.resolve() }
  const count = Math.min(checks.length, mostThreads, Math.max(2, availableParallelism()))
  const told = new Map(checks.map((check) => [check, Promise.withResolvers<CheckResult>()]))
  // Whoever has no use for a result any more does not hear of its failure either.
  for (const { promise } of told.values()) promise.catch(() => undefined)
  const queue = [...checks]
  const crew: Crew = { entry, queue, told, left: count }
  const threads = Array.from({ length: count }, () => runThread({ ...options, access }, crew, context))
  return {
    threads: true,
    async result(check) {
      try {
        return await (told.get(check)?.promise ?? here(check))
      } catch (error) {
        // Out of memory, or never started: the engine has room, and takes its time.
        if (!(error instanceof AppError) || error.code !== 'thread-stopped') throw error
        return here(check)
      }
    },
    async end() {
      queue.length = 0
      for (const { reject } of told.values()) reject(new AppError('cancelled', 'the verification has ended'))
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}
interface Crew {
  readonly entry: URL
  readonly queue: CheckBeside[]
  readonly told: ReadonlyMap<CheckBeside, PromiseWithResolvers<CheckResult>>
  /** Threads that have not stopped. */
  left: number
}
function runThread(start: VerifierStart, crew: Crew, context: ReadingJobContext): Thread<CheckBeside> {
  const { queue, told } = crew
  let running: CheckBeside | null = null
  const next = (): void => {
    running = queue.shift() ?? null
    if (running !== null) thread.say(running)
  }
  const failed = (thrown: unknown): void => {
    if (running === null) return
    told.get(running)?.reject(thrown)
    next()
  }
  const thread: Thread<CheckBeside> = startThread<CheckBeside, FromVerifier>(
    { entry: crew.entry, heapMegabytes, data: start },
    {
      message: (message) => {
        if (message.type === 'ready') next()
        else if (message.type === 'progress') context.progress(message.stage, message.done, message.total)
        else if (message.type === 'result') {
          told.get(message.check)?.resolve(message.result)
          next()
        } else {
          const thrown = message.type === 'error' ? fromEnvelope(message.error) : message.thrown
          // One that has no connection does nothing: what it would have done, the others or the engine do.
          if (running === null) giveUp(thrown)
          else failed(thrown)
        }
      },
      stopped: () => {
        crew.left -= 1
        if (running !== null) told.get(running)?.reject(threadStopped())
        // The others take what is left, the last one leaves it to the engine.
        if (running === null || crew.left === 0) giveUp(threadStopped())
        running = null
      },
    },
  )
  /** Nobody may be left who waits for a check that no thread takes. */
  const giveUp = (thrown: unknown): void => {
    for (const check of queue.splice(0)) told.get(check)?.reject(thrown)
  }
  return thread
}
