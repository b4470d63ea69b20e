/** Entry of a thread that answers questions about the open case over its own connection, one at a time. It writes nothing. */
import { parentPort, workerData } from 'node:worker_threads'
import { contract, type MethodName } from '../../shared/contract/index.ts'
import { AppError, toEnvelope } from '../../shared/errors.ts'
import type { AllHandlers, QueryContext, ThreadJobContext } from './core/context.ts'
import { giveWay } from './core/priority.ts'
import { throttleProgress } from './core/progress.ts'
import type { FromReader, Lane, ReaderStart, ToReader } from './core/readers.ts'
import { readKeptFigure } from './records/keptFigures.ts'
import { factsState } from './records/factsVersion.ts'
import { scopedRows } from './records/scope.ts'
import { rowSources } from './rowSources.ts'
import { asKnownFailure } from './store/failures.ts'
import { openReader } from './store/openReader.ts'
import { programMark } from './store/programMark.ts'
import { watchForStop } from './store/stopSign.ts'

type AnyHandler = (context: QueryContext | ThreadJobContext, args: unknown) => unknown

/** The thread of the small questions knows all rooms; the others start sooner without those that they are never asked about. */
async function handlersOf(lane: Lane): Promise<Partial<AllHandlers>> {
  return lane === 'desk'
    ? (await import('./handlers.ts')).handlers
    : (await import('./readerHandlers.ts')).readerHandlers
}

/** Long questions give way to what a person is looking at. */
const niceOf: Readonly<Record<Lane, number>> = {
  rows: 0,
  desk: 0,
  search: 0,
  figures: 5,
  findings: 7,
  analyses: 6,
}

const port = parentPort
if (port !== null) {
  // What `core/readers.ts` starts the thread with.
  const { access, stop, lane, appVersion } = workerData as ReaderStart
  const say = (message: FromReader): void => {
    port.postMessage(message)
  }
  giveWay(niceOf[lane])
  const { db, begin, end } = openReader(access)
  const handlers = await handlersOf(lane)
  const stopped = new Int32Array(stop)
  let running = 0
  const checkCancelled = (): void => {
    if (Atomics.load(stopped, 0) === running) throw new AppError('cancelled', 'cancelled by the caller')
  }
  watchForStop(db, checkCancelled)

  const valueOf = (name: MethodName, args: unknown, job: ThreadJobContext): unknown =>
    (handlers[name] as unknown as AnyHandler)(
      contract[name].kind === 'job' ? job : { db, rows: (scope) => scopedRows(db, scope, rowSources) },
      args,
    )
  const answer = async ({ id, kept, name, args }: ToReader): Promise<void> => {
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
      const value = kept
        ? readKeptFigure(db, name, programMark(appVersion))
        : // The lanes name only methods that their threads have a handler of; the arguments are checked.
          await valueOf(name as MethodName, args, job)
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
