/** A kept question asked of the case as it is now. */
import { analysisIds } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisRun } from '../../../shared/contract/analysisRuns.ts'
import type { KeptResult, ResultDifference } from '../../../shared/contract/keptResults.ts'
import { AppError } from '../../../shared/errors.ts'
import type { AnalysisContext } from '../core/analysis.ts'
import { answersDifference } from './difference.ts'
import { readKept } from './keptResults.ts'
import { runAnalysis } from './runAnalysis.ts'
import { factStepsBetween } from './stepsBetween.ts'

export interface AskedAgain {
  readonly kept: KeptResult
  readonly run: AnalysisRun
  readonly difference: ResultDifference
}
/** The answer of now and what differs; `held` gives one that a thread found just now. Errors: `result-not-found`, `case-damaged`, `invalid-arguments`, those of the runner. */
export function askAgain(
  context: AnalysisContext,
  keptId: number,
  held: (id: AnalysisRun['analysis'], params: KeptResult['params']) => AnalysisRun | null = () => null,
): AskedAgain {
  const { kept, run: before } = readKept(context.db, keptId)
  const id = analysisIds.find((one) => one === kept.analysis)
  if (id === undefined)
    throw new AppError('invalid-arguments', `no analysis ${kept.analysis} in this program`, {
      method: 'results.again',
    })
  const run = held(id, kept.params) ?? runAnalysis(context, id, kept.params)
  const difference = { ...answersDifference(before, run), ...factStepsBetween(context.db, before.seq, null) }
  return { kept, run, difference }
}
