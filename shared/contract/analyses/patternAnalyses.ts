/** The analyses that look for patterns. */
import { pattern } from './pattern.ts'
import { sharedThings } from './shared.ts'
import { wages } from './wages.ts'

export const patternAnalyses = [pattern, sharedThings, wages] as const
