/** Long work in pieces: between two of them the engine answers others, and hears that the work was cancelled. */
import type { JobContext } from './context.ts'

/** Work that may be held at every `yield`; its value comes at the end. */
export type Steps<T> = Generator<void, T>

/** Lets other calls in between two pieces of a long job; throws `cancelled` when the caller has cancelled meanwhile. */
export async function breathe(context: JobContext): Promise<void> {
  await new Promise<void>((resolve) => { setImmediate(resolve) })
  context.checkCancelled()
}
/** Work that is one step. */
export function* oneStep<T>(work: () => T): Steps<T> {
  return work()
}
/** All of the work at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
/** The work with a breath at every step that comes later than `restMs` after the last one. Throws `cancelled`; what the work tidies up when it ends is tidied up then too. */
export async function stepByStep<T>(steps: Steps<T>, context: JobContext, restMs = 40): Promise<T> {
  let rested = 0
  try {
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (performance.now() - rested < restMs) continue
      await breathe(context)
      rested = performance.now()
    }
  } finally {
    // After the end it does nothing.
    steps.return(undefined as never)
  }
}
