import type { CallOptions } from '../../../shared/contract/index.ts'

export type Progress = Parameters<NonNullable<CallOptions['onProgress']>>[0]
/** Ten a second at most of one stage, as the contract says. */
const pauseMilliseconds = 100

/** Lets progress through at most every 100 ms, and a new stage at once: nobody may read "rows" while something else takes long. `clock` gives milliseconds that never run backwards. */
export function throttleProgress(
  listener: (progress: Progress) => void,
  clock: () => number = () => performance.now(),
): (progress: Progress) => void {
  let last = -Infinity
  let stage: string | null = null
  return (progress) => {
    const now = clock()
    if (progress.stage === stage && now - last < pauseMilliseconds) return
    last = now
    stage = progress.stage
    listener(progress)
  }
}
