/** The last answers that reading threads gave, so that keeping or exporting one asks nothing twice. Held in memory only. */
import type { AnalysisRun } from '../../../shared/contract/analysisRuns.ts'
import { factsState } from '../records/factsVersion.ts'
import type { ReadDb } from '../store/db.ts'
import { canonicalJson, type CanonicalValue } from '../store/canonicalJson.ts'
import { completeParams } from './runAnalysis.ts'

/** A report asks several in a row. */
export const mostHeldAnswers = 12
let held: readonly { readonly path: string; readonly run: AnalysisRun }[] = []

/** Holds an answer of the case at `path`. */
export function holdAnswer(path: string, run: AnalysisRun): void {
  held = [{ path, run }, ...held].slice(0, mostHeldAnswers)
}
/** Forgets them: no case is open any more. */
export function forgetAnswers(): void {
  held = []
}
/** The answer to this question from the facts of now; null when none is held. Errors: `invalid-arguments`. */
export function heldAnswer(
  db: ReadDb,
  path: string,
  analysis: AnalysisRun['analysis'],
  params: Readonly<Record<string, unknown>>,
): AnalysisRun | null {
  const state = factsState(db)
  const wanted = canonical(completeParams(analysis, params))
  const found = held.find(
    ({ path: of, run }) =>
      of === path && run.analysis === analysis && run.state === state && canonical(run.params) === wanted,
  )
  return found?.run ?? null
}
const canonical = (params: object): string => canonicalJson(params as CanonicalValue)
