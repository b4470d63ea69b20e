/** Who answers the analyses of what is still to be asked for. */
import type { requestAnalyses } from '../../../shared/contract/analyses/requestAnalyses.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runRequests } from './requestsRun.ts'

export const requestRunners: Pick<AnalysisRunners, (typeof requestAnalyses)[number]['id']> = {
  requests: runRequests,
}
