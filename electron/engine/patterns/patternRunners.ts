/** Who answers the analyses that look for patterns. */
import type { patternAnalyses } from '../../../shared/contract/analyses/patternAnalyses.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runCycles } from './cyclesRun.ts'
import { runFans } from './fansRun.ts'
import { runNightTransfers, runRoundSums } from './habitsRun.ts'
import { runPattern } from './patternRun.ts'
import { runShared } from './sharedRun.ts'
import { runSplit } from './splitRun.ts'
import { runTestTransfers } from './testTransfersRun.ts'
import { runWages } from './wagesRun.ts'

export const patternRunners: Pick<AnalysisRunners, (typeof patternAnalyses)[number]['id']> = {
  pattern: runPattern,
  shared: runShared,
  wages: runWages,
  cycles: runCycles,
  fans: runFans,
  split: runSplit,
  testTransfers: runTestTransfers,
  roundSums: runRoundSums,
  nightTransfers: runNightTransfers,
}
