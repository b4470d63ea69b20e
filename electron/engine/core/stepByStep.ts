/** Long work in pieces: between two pieces the engine answers other calls and notices a cancel. */
import type { Steps } from '../store/steps.ts'
import type { ReadingJobContext } from './context.ts'

/** Lets other calls in between two pieces of a long job; throws `cancelled` when the caller has cancelled meanwhile. */
export async function yieldToOthers(context: Pick<ReadingJobContext, 'checkCancelled'>): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve)
  })
  context.checkCancelled()
}
export interface Pace<Step> {
  /** Pause after a step when this many milliseconds have passed since the last pause. */
  readonly pauseAfterMs: number
  /** Called with the value of each step. */
  readonly onStep?: (told: Step) => void
  /** Called after each pause; it may throw to end the work. */
  readonly afterPause?: () => void
}
/** Runs the work and pauses now and then. Throws `cancelled`; the clean-up of the work (its `finally`) runs then too. */
export async function stepByStep<T, Step>(
  steps: Steps<T, Step>,
  context: Pick<ReadingJobContext, 'checkCancelled'>,
  { pauseAfterMs, onStep, afterPause }: Pace<Step> = { pauseAfterMs: 40 },
): Promise<T> {
  let since = 0
  try {
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      onStep?.(step.value)
      if (performance.now() - since < pauseAfterMs) continue
      await yieldToOthers(context)
      afterPause?.()
      since = performance.now()
    }
  } finally {
    // Does nothing when the work has ended.
    steps.return(undefined as never)
  }
}
