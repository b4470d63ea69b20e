/** Entry of a thread that answers questions about the open case over its own connection, one at a time. It writes nothing. */
import { parentPort, workerData } from 'node:worker_threads'
import { contract } from '../../shared/contract/index.ts'
import { AppError, toEnvelope } from '../../shared/errors.ts'
import type { QueryContext, ThreadJobContext } from './core/context.ts'
import { throttleProgress } from './core/progress.ts'
import type { FromReader, ReaderStart, ToReader } from './core/readers.ts'
import { readerHandlers } from './readerHandlers.ts'
import type { LaneMethod } from './readerLanes.ts'
import { factsState } from './records/factsVersion.ts'
import { scopedRows } from './records/scope.ts'
import { rowSources } from './rowSources.ts'
import { asKnownFailure } from './store/failures.ts'
import { openReader } from './store/openReader.ts'
import { watchForStop } from './store/stopSign.ts'

type AnyHandler = (context: QueryContext | ThreadJobContext, args: unknown) => unknown

const port = parentPort
if (port !== null) {
  // What `core/readers.ts` starts the thread with.
  const { access, stop } = workerData as ReaderStart
  const say = (message: FromReader): void => {
    port.postMessage(message)
  }
  const { db, begin, end } = openReader(access)
  const stopped = new Int32Array(stop)
  let running = 0
  const checkCancelled = (): void => {
    if (Atomics.load(stopped, 0) === running) throw new AppError('cancelled', 'cancelled by the caller')
  }
  watchForStop(db, checkCancelled)

  const answer = async ({ id, name, args }: ToReader): Promise<void> => {
    running = id
    const progress = throttleProgress((told) => {
      say({ type: 'progress', id, ...told })
    })
    try {
      // The first read fixes the state that all others of this question see.
      begin()
      const state = factsState(db)
      const job: ThreadJobContext = {
        db: () => db,
        checkCancelled,
        progress: (stage, done, total) => {
          progress({ stage, done, total })
        },
      }
      // The lanes name only methods that have a handler here; dispatch has checked the arguments.
      const method = name as LaneMethod
      const handler = readerHandlers[method] as unknown as AnyHandler
      const value = await handler(
        contract[method].kind === 'job' ? job : { db, rows: (scope) => scopedRows(db, scope, rowSources) },
        args,
      )
      say({ type: 'value', id, value, state })
    } catch (error) {
      const thrown = asKnownFailure(error)
      say(
        thrown instanceof AppError
          ? { type: 'error', id, error: toEnvelope(thrown) }
          : { type: 'fault', id, thrown },
      )
    } finally {
      running = 0
      end()
    }
  }
  port.on('message', (question: ToReader) => void answer(question))
  say({ type: 'ready' })
}
