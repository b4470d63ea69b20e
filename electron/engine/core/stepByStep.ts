/** Long work in pieces: between two of them the engine answers others, and hears that the work was cancelled. */
import type { Steps } from '../store/steps.ts'
import type { ReadingJobContext } from './context.ts'

/** Lets other calls in between two pieces of a long job; throws `cancelled` when the caller has cancelled meanwhile. */
export async function breathe(context: Pick<ReadingJobContext, 'checkCancelled'>): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve)
  })
  context.checkCancelled()
}
export interface Pace<Told> {
  /** A step that comes later than so many milliseconds after the last breath takes one. */
  readonly restMs: number
  /** Hears what each step tells. */
  readonly heard?: (told: Told) => void
  /** Asked after each breath; it may throw to end the work. */
  readonly rested?: () => void
}
/** The work with a breath now and then. Throws `cancelled`; what the work tidies up when it ends is tidied up then too. */
export async function stepByStep<T, Told>(
  steps: Steps<T, Told>,
  context: Pick<ReadingJobContext, 'checkCancelled'>,
  { restMs, heard, rested }: Pace<Told> = { restMs: 40 },
): Promise<T> {
  let since = 0
  try {
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      heard?.(step.value)
      if (performance.now() - since < restMs) continue
      await breathe(context)
      rested?.()
      since = performance.now()
    }
  } finally {
    // After the end it does nothing.
    steps.return(undefined as never)
  }
}
