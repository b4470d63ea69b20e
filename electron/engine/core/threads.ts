/** Threads beside the engine's own: how one is started, capped in memory, spoken to and ended. */
import { type Transferable, Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { CancelSignal } from '../../../shared/contract/index.ts'

export interface ThreadStart {
  /** The file it runs: `.ts` in the source tree, `.js` beside the bundle. */
  readonly entry: URL
  /** What its objects may take; beyond that it ends, and nothing else does. As much as the process when left out. */
  readonly heapMegabytes?: number
  /** Parts of `data` that become the thread's. */
  readonly transfer?: readonly Transferable[]
  /** Whether it is as free as the process: with its environment and its words on the console. */
  readonly whole?: boolean
  /** What it begins with (`workerData`). */
  readonly data?: unknown
}
export interface Thread<In> {
  say(message: In): void
  /** Ends it and waits until it is gone. A statement that SQLite is in runs to its end first. */
  end(): Promise<void>
}
export interface ThreadListener<Out> {
  message(message: Out): void
  /** It ended by itself: out of memory, or by a fault, which is given where there is one. Called once, and not after `end`. */
  stopped(fault?: unknown): void
}

/** Starts a thread; without environment, and its words on the console go nowhere, since they could be case content, unless it is `whole`. */
export function startThread<In, Out>(
  { entry, heapMegabytes, data, transfer = [], whole = false }: ThreadStart,
  listener: ThreadListener<Out>,
): Thread<In> {
  const worker = new Worker(entry, {
    ...(whole ? {} : { env: onlyCompileCache(), stdout: true, stderr: true }),
    workerData: data,
    transferList: [...transfer],
    ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
  })
  if (!whole) {
    worker.stdout.resume()
    worker.stderr.resume()
  }
  let over = false
  const stopped = (fault?: unknown): void => {
    if (over) return
    over = true
    void worker.terminate()
    listener.stopped(fault)
  }
  worker.on('message', (message: Out) => {
    if (!over) listener.message(message)
  })
  worker.on('error', stopped)
  worker.on('messageerror', stopped)
  worker.on('exit', () => {
    stopped()
  })
  return {
    say: (message) => {
      worker.postMessage(message)
    },
    async end() {
      over = true
      await worker.terminate()
    },
  }
}

/** Where Node keeps compiled sources, when somebody runs the program from them (the tests do): a thread starts three times as fast. */
function onlyCompileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE: folder } = process.env
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}

/** What a thread says that works on one thing. */
export type FromOneTask<T> =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly result: T }

/** One task in a thread of its own, from first to last: says everything, waits for the result. Errors: `cancelled`, `thread-stopped`. */
export function runInThread<In, T>(
  start: ThreadStart,
  messages: Iterable<In>,
  signal: CancelSignal,
  progress: (done: number, total: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      signal.removeEventListener('abort', cancel)
      void thread.end().then(finish, finish)
    }
    const cancel = (): void => {
      end(() => {
        reject(new AppError('cancelled', 'cancelled by the caller'))
      })
    }
    const thread = startThread<In, FromOneTask<T>>(start, {
      message: (message) => {
        if (message.type === 'progress') progress(message.done, message.total)
        else
          end(() => {
            resolve(message.result)
          })
      },
      stopped: () => {
        end(() => {
          reject(threadStopped())
        })
      },
    })
    if (signal.aborted) {
      cancel()
      return
    }
    signal.addEventListener('abort', cancel, { once: true })
    for (const message of messages) thread.say(message)
  })
}
export function threadStopped(): AppError {
  return new AppError('thread-stopped', 'the thread that worked on it has stopped')
}
