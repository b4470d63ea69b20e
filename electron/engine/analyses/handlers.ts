import type { analysisRunContract } from '../../../shared/contract/analysisRuns.ts'
import type { HandlersFor, ThreadJobContext } from '../core/context.ts'
import { runAnalysis } from './runAnalysis.ts'

export const analysisRunHandlers = {
  'analyses.run': (context: ThreadJobContext, { analysis, params }) =>
    Promise.resolve(
      runAnalysis(
        { db: context.db(), checkCancelled: context.checkCancelled, progress: context.progress },
        analysis,
        params,
      ),
    ),
} satisfies HandlersFor<typeof analysisRunContract>
