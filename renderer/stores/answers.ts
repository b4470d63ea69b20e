/** Answers of analyses for the screens that show them in a form of their own. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { type ChartTarget, putOnChart } from './charts/putOnChart.ts'

/** A question by its name and what it is asked with. */
const keyOf = (analysis: AnalysisId, params: Readonly<Record<string, unknown>>): string =>
  `${analysis} ${JSON.stringify(params)}`

export const useAnswers = defineStore('answers', () => {
  /** By question; kept until the case or what it holds changes. */
  const known = shallowRef<ReadonlyMap<string, AnalysisResult>>(new Map())
  const waiting = shallowRef<ReadonlySet<string>>(new Set())
  const running = new Map<string, AbortController>()
  /** Goes up when answers are forgotten: what was asked before is no longer taken over. */
  let state = 0

  function forget(): void {
    state += 1
    for (const abort of running.values()) abort.abort()
    running.clear()
    known.value = new Map()
    waiting.value = new Set()
  }
  onCaseChange(forget)

  /** The answer as far as it is known. */
  function of(analysis: AnalysisId, params: Readonly<Record<string, unknown>> = {}): AnalysisResult | null {
    return known.value.get(keyOf(analysis, params)) ?? null
  }
  function isWaiting(analysis: AnalysisId, params: Readonly<Record<string, unknown>> = {}): boolean {
    return waiting.value.has(keyOf(analysis, params))
  }
  /** Asks once; while it is under way, and when it is known, nothing more is asked. */
  async function ask(analysis: AnalysisId, params: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const key = keyOf(analysis, params)
    if (known.value.has(key) || running.has(key)) return
    const abort = new AbortController()
    const asked = state
    running.set(key, abort)
    waiting.value = new Set([...waiting.value, key])
    try {
      const { result } = await caseApi.call(
        'analyses.run',
        { analysis, params: { ...params } },
        { signal: abort.signal },
      )
      if (asked === state) known.value = new Map([...known.value, [key, result]])
    } catch (error) {
      if (asked === state) throw error
    } finally {
      if (asked === state) {
        running.delete(key)
        waiting.value = new Set([...waiting.value].filter((other) => other !== key))
      }
    }
  }
  /** Puts entities of an answer on a chart. */
  function toChart(target: ChartTarget, entityIds: readonly number[]): Promise<number> {
    return putOnChart(target, entityIds)
  }
  return { of, isWaiting, ask, forget, toChart }
})
