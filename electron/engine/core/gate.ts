/** Who may write. One call at a time may hold the gate over awaits; everybody else who wants to write waits, first come first served. */
import { AppError } from '../../../shared/errors.ts'
import type { CancelSignal } from '../../../shared/contract/index.ts'

export interface Gate {
  /** The call that holds it, or null. */
  owner(): number | null
  /** Waits for the gate and holds it; throws `cancelled` when the signal comes first. A call that holds it already gets it at once. */
  hold(call: number, signal: CancelSignal): Promise<() => void>
  /** Whether nobody but this call holds it. */
  isFree(call: number): boolean
  /** Waits until nobody but this call held it for a moment; ask `isFree` before acting on it. */
  free(call: number, signal: CancelSignal): Promise<void>
}

export function createGate(): Gate {
  let owner: number | null = null
  const waiting: (() => void)[] = []
  const next = (): void => {
    const wake = waiting.splice(0)
    for (const resume of wake) resume()
  }
  return {
    owner: () => owner,
    isFree: (call) => owner === null || owner === call,
    async free(call, signal) {
      while (owner !== null && owner !== call) await turn(waiting, signal)
    },
    async hold(call, signal) {
      if (owner === call) return () => undefined
      // Nothing may come between the last look and taking it.
      while (owner !== null) await turn(waiting, signal)
      owner = call
      return () => {
        owner = null
        next()
      }
    },
  }
}

/** Resolves when the gate opens; rejects with `cancelled` when the caller gives up. */
function turn(waiting: (() => void)[], signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new AppError('cancelled', 'cancelled by the caller'))
      return
    }
    const cancel = (): void => {
      const at = waiting.indexOf(resume)
      if (at >= 0) waiting.splice(at, 1)
      reject(new AppError('cancelled', 'cancelled by the caller'))
    }
    const resume = (): void => {
      signal.removeEventListener('abort', cancel)
      resolve()
    }
    signal.addEventListener('abort', cancel, { once: true })
    waiting.push(resume)
  })
}
