/** What an analysis is on the engine's side: parameters in, answer out, over one state of the case. */
import type { AnalysisId, AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import type { ReadDb } from '../store/db.ts'

export interface AnalysisContext {
  readonly db: ReadDb
  /** Throws `cancelled`; long work asks now and then. */
  checkCancelled(): void
  progress(stage: string, done: number, total: number | null): void
}
/** Gives the same answer for the same parameters over the same facts: no clock, no chance without a seed among its parameters. */
export type AnalysisRunner<Id extends AnalysisId> = (
  context: AnalysisContext,
  params: AnalysisParamsOf<Id>,
) => AnalysisResult
export type AnalysisRunners = { readonly [Id in AnalysisId]: AnalysisRunner<Id> }
