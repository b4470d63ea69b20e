/** The one job of the workspace a person waits for: a case is made, opened or locked anew. */
import { shallowRef } from 'vue'
import type { CaseInfo } from '../../../shared/contract/index.ts'

/** A job of the workspace that the person waits for. */
export interface RunningJob {
  readonly what: 'open' | 'create' | 'sample' | 'passphrase'
  readonly stage: string
  readonly done: number
  readonly total: number | null
}

/** `opened` takes over the case that came of it, before the job counts as done. */
export function createWorkspaceJob(opened: (info: CaseInfo) => Promise<void>) {
  const running = shallowRef<RunningJob | null>(null)
  let cancelling: AbortController | null = null

  async function run(
    what: RunningJob['what'],
    work: (options: {
      signal: AbortSignal
      onProgress: (progress: { stage: string; done: number; total: number | null }) => void
    }) => Promise<CaseInfo>,
  ): Promise<CaseInfo> {
    const abort = new AbortController()
    cancelling = abort
    running.value = { what, stage: '', done: 0, total: null }
    try {
      const info = await work({
        signal: abort.signal,
        onProgress: ({ stage, done, total }) => {
          running.value = { what, stage, done, total }
        },
      })
      await opened(info)
      return info
    } finally {
      running.value = null
      cancelling = null
    }
  }
  function cancel(): void {
    cancelling?.abort()
  }
  return { running, run, cancel }
}
