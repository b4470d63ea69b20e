/** Analyses: questions over the whole case that can be asked again. What there is to ask stands in `analyses/`. */
import * as v from 'valibot'
import { analysisIds, type AnalysisId } from './analyses/index.ts'
import type { AnalysisResult, EntityCell } from './analyses/result.ts'
import { job, literal, object, optional, returns } from './define.ts'

/** One answer, with all that is needed to ask again. */
export interface AnalysisRun {
  readonly analysis: AnalysisId
  /** Complete: what the caller left out stands here with its default. */
  readonly params: Readonly<Record<string, unknown>>
  /** The entities its parameters name, as they are seen now; one that the case does not know is left out. */
  readonly named: readonly EntityCell[]
  readonly version: number
  /** The state of the facts it was made from. */
  readonly state: string
  /** SHA-256 of what those facts follow from: the imports with their settings, edits, claims, pairings, statements. */
  readonly input: string
  /** The last row of the log that it knows. */
  readonly seq: number
  readonly result: AnalysisResult
}
export const analysisRunContract = {
  /**
   * Asks an analysis. Parameters that are left out take their defaults. Errors: `invalid-arguments` (unknown parameter or value outside its limits),
   * `entity-not-found`, `cancelled`. An analysis that lacks what it needs answers with a note of the tone `withheld`.
   */
  'analyses.run': job(
    object({ analysis: literal(analysisIds), params: optional(v.record(v.string(), v.unknown()), {}) }),
    returns<AnalysisRun>(),
    { reads: true },
  ),
} as const
export type * from './analyses/result.ts'
