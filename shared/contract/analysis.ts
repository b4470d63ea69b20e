import { nothing, query, returns } from './define.ts'

export interface Measure {
  readonly id: string
  /** In `unit`; money in yuan with two decimals, not minor units, because this is what is printed and compared. Null: cannot be told from the material (see `why`). */
  readonly value: number | null
  readonly unit:
    | 'person'
    | 'site'
    | 'item'
    | 'box'
    | 'm3'
    | 'kg'
    | 'phone'
    | 'yuan'
    | 'copy'
    | 'order'
    | 'row'
    | 'transfer'
    | 'slip'
    | 'point'
    | 'account'
    | 'domain'
    | 'ip'
  /** The rule in words, both languages; the same text stands in reports. */
  readonly rule: { readonly zh: string; readonly en: string }
  /** How many records stand behind the figure; `records.window` with `scope.measure` opens them. */
  readonly rows: number
  readonly kind: string | null
  readonly why: string | null
}
export interface OverviewHighlight {
  readonly measure: string
  readonly value: number | null
  readonly unit: Measure['unit']
  /** Short parts under the figure, e.g. persons by role. A label that is a measure's id stands for that measure; any other is shown as it is. */
  readonly parts: readonly { readonly label: string; readonly value: number }[]
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
export interface ChainStage {
  readonly stage: 'print' | 'store' | 'online' | 'shop' | 'deposit' | 'bet' | 'withdraw' | 'agent'
  readonly value: number
  readonly unit: Measure['unit']
  readonly parts: readonly {
    readonly label: string
    readonly value: number
    readonly unit: Measure['unit']
  }[]
  readonly measure: string
}
export interface Overview {
  readonly highlights: readonly OverviewHighlight[]
  readonly chain: readonly ChainStage[]
  readonly accounts: readonly AccountRank[]
  readonly tables: readonly { readonly kind: string; readonly count: number }[]
}

export const analysisContract = {
  'overview.read': query(nothing, returns<Overview>()),
  'measures.list': query(nothing, returns<readonly Measure[]>()),
} as const
