/** The long work of the identity screen: one at a time, with progress, and it can be cancelled. */
import { shallowRef } from 'vue'
import type { CallOptions } from '../../../shared/contract/index.ts'

interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
}
export type IdentityJob = ReturnType<typeof createIdentityJob>

export function createIdentityJob() {
  const state = shallowRef<Progress | null>(null)
  let stop: AbortController | null = null

  /** Does the work, showing where it is; `stage` is shown until it tells its own. */
  async function run<T>(stage: string, work: (options: CallOptions) => Promise<T>): Promise<T> {
    const abort = new AbortController()
    stop = abort
    state.value = { stage, done: 0, total: null }
    try {
      return await work({
        signal: abort.signal,
        onProgress: (progress) => {
          state.value = progress
        },
      })
    } finally {
      state.value = null
      stop = null
    }
  }
  function cancel(): void {
    stop?.abort()
  }
  return { state, run, cancel }
}
