/** Every analysis. A new one is its definition here, its line in this list, and its runner in `engine/analyses/runners.ts`. */
import { agentTree } from './agents.ts'
import { callAnalyses } from './callAnalyses.ts'
import { commonNeighbours } from './common.ts'
import { goodsChain } from './goods.ts'
import { moneyAnalyses } from './moneyAnalyses.ts'
import { networkAnalyses } from './networks.ts'
import type { ParamsOf } from './params.ts'
import { patternAnalyses } from './patternAnalyses.ts'
import { receivingAccounts } from './receiving.ts'
import { requestAnalyses } from './requestAnalyses.ts'

export const analyses = [
  commonNeighbours,
  ...networkAnalyses,
  agentTree,
  receivingAccounts,
  goodsChain,
  ...callAnalyses,
  ...requestAnalyses,
  ...moneyAnalyses,
  ...patternAnalyses,
] as const

type Listed = (typeof analyses)[number]
export type AnalysisId = Listed['id']
export type AnalysisOf<Id extends AnalysisId> = Extract<Listed, { readonly id: Id }>
/** The complete parameters of an analysis. */
export type AnalysisParamsOf<Id extends AnalysisId> = ParamsOf<AnalysisOf<Id>['params']>
export const analysisIds = analyses.map(({ id }) => id) as readonly AnalysisId[]
/** The word of an analysis on the command line. */
export function commandWord({ id, command }: { readonly id: string; readonly command?: string }): string {
  return command ?? hyphened(id)
}
/** `linkKinds` as a flag: `link-kinds`. */
export function hyphened(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
