/** The analyses that look for patterns. */
import { cycles } from './cycles.ts'
import { fans } from './fans.ts'
import { nightTransfers } from './nightTransfers.ts'
import { pattern } from './pattern.ts'
import { roundSums } from './roundSums.ts'
import { sharedThings } from './shared.ts'
import { split } from './split.ts'
import { testTransfers } from './testTransfers.ts'
import { wages } from './wages.ts'

export const patternAnalyses = [
  pattern,
  sharedThings,
  wages,
  cycles,
  fans,
  split,
  testTransfers,
  roundSums,
  nightTransfers,
] as const
