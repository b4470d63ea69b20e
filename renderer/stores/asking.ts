/** The one way in which the page asks an analysis of the open case; the stores that hold answers stand over it. */
import { computed, shallowRef } from 'vue'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import type { AnalysisRun } from '../../shared/contract/index.ts'
import { caseApi } from './caseBound.ts'

export type AskedWith = Readonly<Record<string, unknown>>
type Going = NonNullable<Parameters<typeof caseApi.call<'analyses.run'>>[2]>

/** Asks once and gives the answer with what it was asked with. */
export function askAnalysis(
  analysis: AnalysisId,
  params: AskedWith,
  going: Going = {},
): Promise<AnalysisRun> {
  return caseApi.call('analyses.run', { analysis, params: { ...params } }, going)
}
/** Work of which only the newest counts: what begins puts the one before away. */
export function newestWork() {
  const running = shallowRef<AbortController | null>(null)
  async function run<T>(work: (signal: AbortSignal, isNewest: () => boolean) => Promise<T>): Promise<T> {
    running.value?.abort()
    const mine = new AbortController()
    running.value = mine
    const isNewest = () => running.value === mine
    try {
      return await work(mine.signal, isNewest)
    } finally {
      if (isNewest()) running.value = null
    }
  }
  /** Ends what is under way; whoever began it is told. */
  function stop(): void {
    running.value?.abort()
  }
  /** Ends what is under way and forgets it. */
  function letGo(): void {
    stop()
    running.value = null
  }
  return { busy: computed(() => running.value !== null), run, stop, letGo }
}
/**
 * One answer at a time: a newer question puts the one before away, and nobody is told of that one's end. An answer goes when something else is asked, and
 * when asking the same again fails: it would stand under the words of another question, or pass for one of now.
 */
export function question() {
  const answer = shallowRef<AnalysisResult | null>(null)
  let about = ''
  const { busy, run, letGo } = newestWork()
  function ask(analysis: AnalysisId, params: AskedWith): Promise<void> {
    const asked = JSON.stringify([analysis, params])
    if (asked !== about) answer.value = null
    about = asked
    return run(async (signal, isNewest) => {
      try {
        const { result } = await askAnalysis(analysis, params, { signal })
        if (isNewest()) answer.value = result
      } catch (failure) {
        if (!isNewest()) return
        answer.value = null
        throw failure
      }
    })
  }
  function clear(): void {
    letGo()
    answer.value = null
  }
  return { answer, busy, ask, clear }
}
export type Question = ReturnType<typeof question>
