/** Who answers the analyses over the network. */
import type { networkAnalyses } from '../../../shared/contract/analyses/networks.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runNetwork } from './networkRun.ts'

export const networkRunners: Pick<AnalysisRunners, (typeof networkAnalyses)[number]['id']> = {
  network: runNetwork,
}
