import type { Named } from '../language.ts'
import type { FigureValue } from '../model/figureValue.ts'
import type { Unit } from '../words/units.ts'
import { nothing, query, returns } from './define.ts'

/** A figure beside or under another one. */
export interface OverviewPart extends Named {
  /** The measure it is; null for a count over the rows themselves (people of a role, sites of a sort). */
  readonly measure: string | null
  readonly value: FigureValue
  readonly unit: Unit | null
}
export interface OverviewHighlight extends Named {
  readonly measure: string
  readonly value: FigureValue
  readonly unit: Unit
  readonly parts: readonly OverviewPart[]
}
export interface AccountRank {
  readonly entityId: number
  readonly holder: string
  readonly account: string
  readonly inCount: number
  readonly inSum: number
  readonly outCount: number
  readonly outSum: number
}
export interface ChainStage extends OverviewHighlight {
  readonly stage: 'print' | 'store' | 'online' | 'shop' | 'deposit' | 'bet' | 'withdraw' | 'agent'
}
export interface Overview {
  readonly highlights: readonly OverviewHighlight[]
  readonly chain: readonly ChainStage[]
  readonly accounts: readonly AccountRank[]
  readonly tables: readonly { readonly kind: string; readonly count: number }[]
}

export const analysisContract = {
  /** What the first screen shows: headline measures, the stages of the case, accounts with the most money, tables; kept figures when the facts are unchanged. */
  'overview.read': query(nothing, returns<Overview>()),
} as const
