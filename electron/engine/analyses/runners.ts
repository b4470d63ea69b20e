/** Who answers what; an analysis without a runner does not compile. */
import type { AnalysisRunners } from '../core/analysis.ts'
import { runAgents } from '../agents/agentsAnalysis.ts'
import { runReceiving } from '../agents/receivingAnalysis.ts'
import { callRunners } from '../calls/callRunners.ts'
import { runGoods } from '../goods/goodsAnalysis.ts'
import { runCommon } from '../graph/common.ts'
import { networkRunners } from '../graph/networkRunners.ts'
import { patternRunners } from '../patterns/patternRunners.ts'
import { requestRunners } from '../requests/requestRunners.ts'
import { moneyRunners } from '../money/moneyRunners.ts'

export const runners: AnalysisRunners = {
  common: runCommon,
  ...networkRunners,
  agents: runAgents,
  receiving: runReceiving,
  ...callRunners,
  ...requestRunners,
  ...patternRunners,
  goods: runGoods,
  ...moneyRunners,
}
