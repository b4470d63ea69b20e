/** Reads one file after the other in a thread that can be ended: what was read as JSON, or the code of the error; `fault` for anything thrown that is none of ours. */
import { parentPort } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { readTable } from '../unit/importRead.ts'

export interface ReadAnswer {
  readonly read: string | null
  readonly code: string | null
  readonly fault: string | null
}
parentPort?.on(
  'message',
  ({ bytes, fileName }: { readonly bytes: Uint8Array; readonly fileName: string }) => {
    const answer = (given: Partial<ReadAnswer>): void => {
      parentPort?.postMessage({ read: null, code: null, fault: null, ...given })
    }
    readTable(bytes, { fileName }).then(
      ({ sheets }) => {
        answer({ read: JSON.stringify(sheets) })
      },
      (error: unknown) => {
        if (error instanceof AppError && error.code !== 'internal') answer({ code: error.code })
        else answer({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      },
    )
  },
)
