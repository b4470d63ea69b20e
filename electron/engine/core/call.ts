/** One call from outside, with the calls it makes inside. */
import type { CancelSignal } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CaseSession } from '../workspace/openCase.ts'
import type { Progress } from './progress.ts'

export interface Call {
  readonly id: number
  readonly signal: AbortSignal
  readonly progress: (progress: Progress) => void
  /** The case it began with; null for jobs about the workspace, which take the one that is open. */
  readonly session: CaseSession | null
}

/** Throws `cancelled` when the caller has given up. */
export function checkCancelled({ signal }: Pick<Call, 'signal'>): void {
  if (signal.aborted) throw new AppError('cancelled', 'cancelled by the caller')
}

/** Aborts the controller when the caller's signal does; returns how to stop listening. */
export function follow(signal: CancelSignal | undefined, controller: AbortController): () => void {
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
