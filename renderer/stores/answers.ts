/** Answers of analyses for the screens that show them in a form of their own. */
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../shared/contract/index.ts'
import { type AskedWith, question, type Question } from './asking.ts'
import { onCaseChange } from './caseBound.ts'
import { useChanges } from './changes.ts'
import { type ChartTarget, putOnChart } from './charts/putOnChart.ts'

/** A question by its name and what it is asked with. */
const keyOf = (analysis: AnalysisId, params: AskedWith): string => `${analysis} ${JSON.stringify(params)}`

export const useAnswers = defineStore('answers', () => {
  /** By question; kept until the case or what it holds changes. */
  const asked = shallowReactive(new Map<string, Question>())

  function forget(): void {
    for (const one of asked.values()) one.clear()
    asked.clear()
  }
  onCaseChange(forget)
  // Whether or not a screen that shows them is open.
  useChanges().whenever(['entities', 'records', 'batches', 'case'], forget)

  /** The answer as far as it is known. */
  function of(analysis: AnalysisId, params: AskedWith = {}): AnalysisResult | null {
    return asked.get(keyOf(analysis, params))?.answer.value ?? null
  }
  function isWaiting(analysis: AnalysisId, params: AskedWith = {}): boolean {
    return asked.get(keyOf(analysis, params))?.busy.value ?? false
  }
  /** Asks once; while it is under way, and when it is known, nothing more is asked. */
  async function ask(analysis: AnalysisId, params: AskedWith = {}): Promise<void> {
    const key = keyOf(analysis, params)
    const known = asked.get(key)
    if (known !== undefined && (known.busy.value || known.answer.value !== null)) return
    const one = known ?? question()
    asked.set(key, one)
    await one.ask(analysis, params)
  }
  /** Puts entities of an answer on a chart. */
  function toChart(target: ChartTarget, entityIds: readonly number[]): Promise<number> {
    return putOnChart(target, entityIds)
  }
  return { of, isWaiting, ask, forget, toChart }
})
