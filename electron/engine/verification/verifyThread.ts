/** Entry of a thread that verifies: one check after another, as it is told, over a connection of its own and within one read transaction. It writes nothing. */
import { parentPort, workerData } from 'node:worker_threads'
import { toEnvelope, AppError, type ErrorEnvelope } from '../../../shared/errors.ts'
import { throttleProgress } from '../core/progress.ts'
import { asKnownFailure } from '../store/failures.ts'
import { openReader } from '../store/openReader.ts'
import { type BesideOptions, type CheckBeside, type CheckResult, lookBeside } from './checksBeside.ts'

export type FromVerifier =
  | { readonly type: 'ready' }
  | {
      readonly type: 'progress'
      readonly stage: string
      readonly done: number
      readonly total: number | null
    }
  | { readonly type: 'result'; readonly check: CheckBeside; readonly result: CheckResult }
  | { readonly type: 'error'; readonly error: ErrorEnvelope }
  | { readonly type: 'fault'; readonly thrown: unknown }
export interface VerifierStart extends BesideOptions {
  readonly access: NonNullable<BesideOptions['access']>
}

const port = parentPort
if (port !== null) {
  // What `beside.ts` starts the thread with.
  const options = workerData as VerifierStart
  const say = (message: FromVerifier): void => {
    port.postMessage(message)
  }
  const fail = (error: unknown): void => {
    const thrown = asKnownFailure(error)
    say(thrown instanceof AppError ? { type: 'error', error: toEnvelope(thrown) } : { type: 'fault', thrown })
  }
  const tell = throttleProgress(({ stage, done, total }) => {
    say({ type: 'progress', stage, done, total })
  })
  try {
    const { db, begin } = openReader(options.access)
    begin()
    // The first read fixes the state that all checks of this thread see.
    db.prepare('SELECT 1 FROM main.sqlite_master').get()
    const context = {
      db: () => db,
      // A verification that nobody wants any more ends its threads.
      checkCancelled: () => undefined,
      progress: (stage: string, done: number, total: number | null) => {
        tell({ stage, done, total })
      },
    }
    port.on('message', (check: CheckBeside) => {
      lookBeside(check, context, options).then((result) => {
        say({ type: 'result', check, result })
      }, fail)
    })
    say({ type: 'ready' })
  } catch (error) {
    fail(error)
  }
}
