/** Lets the import under way be held before its next rows and go on again. One import runs at a time in a workspace. */
import type { CancelSignal } from '../../../../shared/contract/index.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Workspace } from '../../workspace/workspace.ts'

export interface Hold {
  /** Resolves at once unless the import is held, else when it is let go on. Throws `cancelled` when the signal comes first. */
  passed(signal: CancelSignal): Promise<void>
  /** The import is over: those still waiting go on, and nothing can be held any more. */
  end(): void
}
interface Held {
  paused: boolean
  readonly waiting: Set<() => void>
}
const running = new WeakMap<Workspace, Held>()

/** Makes the import that begins now one that can be held. */
export function beginHold(workspace: Workspace): Hold {
  const held: Held = { paused: false, waiting: new Set() }
  running.set(workspace, held)
  return {
    passed: (signal) => (held.paused ? waited(held, signal) : Promise.resolve()),
    end() {
      if (running.get(workspace) === held) running.delete(workspace)
      release(held)
    },
  }
}

/** Holds the import under way, or lets it go on. Returns whether it is held now; without an import under way nothing is. */
export function setHold(workspace: Workspace, paused: boolean): boolean {
  const held = running.get(workspace)
  if (held === undefined) return false
  held.paused = paused
  if (!paused) release(held)
  return held.paused
}

function release(held: Held): void {
  held.paused = false
  for (const resume of [...held.waiting]) resume()
}
function waited(held: Held, signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      held.waiting.delete(resume)
      signal.removeEventListener('abort', cancel)
    }
    const cancel = (): void => {
      leave()
      reject(new AppError('cancelled', 'cancelled by the caller'))
    }
    const resume = (): void => {
      leave()
      resolve()
    }
    if (signal.aborted) {
      cancel()
      return
    }
    signal.addEventListener('abort', cancel, { once: true })
    held.waiting.add(resume)
  })
}
