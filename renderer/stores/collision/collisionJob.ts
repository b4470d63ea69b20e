/** The job of a collision that runs, what it failed with, and what has changed since its result was kept. */
import { ref, shallowRef } from 'vue'
import type { Result } from '../../../shared/contract/index.ts'

export interface CollisionProgress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
}
export interface JobOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: CollisionProgress) => void
}

export function createCollisionJob() {
  const job = shallowRef<CollisionProgress | null>(null)
  const error = shallowRef<unknown>(null)
  /** Goes up when the rows of a result have changed. */
  const version = ref(0)
  /** What differs from the kept counts after it was run again; null when it was not. */
  const again = shallowRef<Pick<Result<'collision.again'>, 'differs' | 'changed'> | null>(null)
  let stop = new AbortController()

  /** Runs a job that can be cancelled; its failure is shown where its result would be. */
  async function run<T>(work: (options: JobOptions) => Promise<T>): Promise<T | null> {
    if (job.value !== null) return null
    const mine = new AbortController()
    stop = mine
    job.value = { stage: '', done: 0, total: null }
    error.value = null
    try {
      return await work({
        signal: mine.signal,
        onProgress: (progress) => {
          if (stop === mine) job.value = progress
        },
      })
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown
      return null
    } finally {
      // One that was forgotten ends after the next has begun.
      if (stop === mine) job.value = null
    }
  }
  function cancel(): void {
    stop.abort()
  }
  function fresh(): void {
    again.value = null
    version.value++
  }

  function clear(): void {
    stop.abort()
    error.value = null
    again.value = null
  }
  return { job, error, version, again, run, cancel, fresh, clear }
}
export type CollisionJob = ReturnType<typeof createCollisionJob>
