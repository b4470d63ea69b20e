/** The analyses of money. */
import { flows } from './flows.ts'
import { moneyRanking } from './money.ts'
import { moneyOf } from './moneyOf.ts'
import { passThrough } from './passThrough.ts'
import { reconcile } from './reconcile.ts'
import { trace } from './trace.ts'

export const moneyAnalyses = [moneyRanking, moneyOf, flows, trace, passThrough, reconcile] as const
