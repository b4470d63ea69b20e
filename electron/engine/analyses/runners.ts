/** Who answers what; an analysis without a runner does not compile. */
import type { AnalysisRunners } from '../core/analysis.ts'
import { runCommon } from '../graph/common.ts'

export const runners: AnalysisRunners = { common: runCommon }
