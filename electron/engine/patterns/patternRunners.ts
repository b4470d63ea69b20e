/** Who answers the analyses that look for patterns. */
import type { patternAnalyses } from '../../../shared/contract/analyses/patternAnalyses.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runPattern } from './patternRun.ts'
import { runShared } from './sharedRun.ts'
import { runWages } from './wagesRun.ts'

export const patternRunners: Pick<AnalysisRunners, (typeof patternAnalyses)[number]['id']> = {
  pattern: runPattern,
  shared: runShared,
  wages: runWages,
}
