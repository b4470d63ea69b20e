/** Who answers what; an analysis without a runner does not compile. */
import type { AnalysisRunners } from '../core/analysis.ts'
import { runAgents } from '../agents/agentsAnalysis.ts'
import { runReceiving } from '../agents/receivingAnalysis.ts'
import { runCommon } from '../graph/common.ts'

export const runners: AnalysisRunners = { common: runCommon, agents: runAgents, receiving: runReceiving }
