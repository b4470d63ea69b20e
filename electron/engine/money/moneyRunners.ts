/** The analyses of money with their runners. */
import { runFlows } from './flowsAnalysis.ts'
import { runMoneyOf } from './moneyOfAnalysis.ts'
import { runPassThrough } from './passThroughAnalysis.ts'
import { runMoney } from './rankingAnalysis.ts'
import { runReconcile } from './reconcileAnalysis.ts'
import { runTrace } from './traceAnalysis.ts'

export const moneyRunners = {
  money: runMoney,
  moneyOf: runMoneyOf,
  flows: runFlows,
  trace: runTrace,
  passThrough: runPassThrough,
  reconcile: runReconcile,
} as const
