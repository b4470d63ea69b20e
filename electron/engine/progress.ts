import type { CallOptions } from '../../shared/contract/index.ts'

export type Progress = Parameters<NonNullable<CallOptions['onProgress']>>[0]
/** Ten a second at most, as the contract says. */
const pauseMilliseconds = 100

/** Lets progress through at most every 100 ms; `clock` gives milliseconds that never run backwards. */
export function throttleProgress(listener: (progress: Progress) => void, clock: () => number = () => performance.now()): (progress: Progress) => void {
  let last = -Infinity
  return (progress) => {
    const now = clock()
    if (now - last < pauseMilliseconds) return
    last = now
    listener(progress)
  }
}
