import type { Named } from '../language.ts'
import type { FigureValue } from '../model/figureValue.ts'
import type { Minor } from '../model/minor.ts'
import type { MoneyUse } from '../model/moneyUse.ts'
import type { Doubts } from './doubts.ts'
import type { MeasureRemark } from './measures.ts'
import type { Unit } from '../words/units.ts'
import { count, id, nothing, object, optional, query, returns } from './define.ts'

/** A figure beside or under another one. */
export interface OverviewPart extends Named {
  /** The measure it is; null for a count over the rows themselves (people of a role, sites of a sort). */
  readonly measure: string | null
  /** Null: it cannot be told (see `why`). */
  readonly value: FigureValue | null
  readonly unit: Unit | null
  /** What is to be said beside it, as the measure says it. */
  readonly why: readonly MeasureRemark[]
}
export interface OverviewHighlight extends Named {
  readonly measure: string
  /** Null: there is material, but the figure is withheld (see `why`). */
  readonly value: FigureValue | null
  readonly unit: Unit
  readonly why: readonly MeasureRemark[]
  readonly parts: readonly OverviewPart[]
}
/** Rows that came in and went out, and their sums in hundredths of one currency. */
export interface AccountFlow {
  readonly inCount: number
  readonly inSum: Minor
  readonly outCount: number
  readonly outSum: Minor
}
/** What an account moved in one currency. */
export interface AccountMoney extends AccountFlow {
  readonly currency: string
  /** The lines the flow is made of; they add up to it. Only those with rows. */
  readonly uses: readonly (AccountFlow & { readonly use: MoneyUse })[]
  /** Rows without a direction: on no side. */
  readonly sideless: { readonly count: number; readonly sum: Minor }
  /** Rows that failed: in no sum. */
  readonly failed: { readonly count: number; readonly sum: Minor }
  /** Rows among the flow whose result is not known. */
  readonly undecided: { readonly count: number; readonly sum: Minor }
  /** What nobody has decided about the rows of each side; left out when there is nothing. */
  readonly doubts?: { readonly in?: Doubts; readonly out?: Doubts }
  /** Rows among the flow of which refunds and reversals took back, and how much; the flow is without it. Left out where nothing was. */
  readonly takenBack?: { readonly count: number; readonly sum: Minor }
  /** Rows among the flow whose file names no currency: taken as yuan. */
  readonly assumed: number
}
export interface AccountTotals {
  readonly entityId: number
  readonly holder: string
  readonly account: string
  /** own: the rows of its own statements. named: it has none; the rows of other accounts that name it. */
  readonly basis: 'own' | 'named'
  /** Yuan first. */
  readonly money: readonly AccountMoney[]
  /** Of an account with own rows: rows of other accounts that name it and are no counter-entry of one of its own; not in `money`. */
  readonly beside: readonly AccountMoney[]
}
export interface ChainStage extends OverviewHighlight {
  readonly stage: 'print' | 'store' | 'online' | 'shop' | 'deposit' | 'bet' | 'withdraw' | 'agent'
}
export interface Overview {
  readonly highlights: readonly OverviewHighlight[]
  readonly chain: readonly ChainStage[]
  /** Those with the largest turnover. */ readonly accounts: readonly AccountTotals[]
  /** People known by a mention of their name only, under which somebody is registered: to be decided by a person. */
  readonly possiblyRegistered: number
  readonly tables: readonly { readonly kind: string; readonly count: number }[]
}

export const analysisContract = {
  /** What the first screen shows: headline measures, the stages of the case, accounts with the most money, tables; kept figures when the facts are unchanged. */
  'overview.read': query(nothing, returns<Overview>()),
  /**
   * What went through each account by the rows of its own statements, a currency at a time, with cash, fees, interest, card payments and transfers
   * to itself in lines of their own. Largest turnover in yuan first, accounts without a statement behind them.
   */
  'accounts.list': query(
    object({ offset: optional(count, 0), limit: count }),
    returns<{ readonly total: number; readonly rows: readonly AccountTotals[] }>(),
  ),
  /** The same of one account; null when no transfer names it. Errors: `entity-not-found`. */
  'accounts.read': query(object({ entityId: id }), returns<AccountTotals | null>()),
} as const
