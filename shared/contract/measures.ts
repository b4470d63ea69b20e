import type { Named, Words } from '../language.ts'
import type { FigureValue } from '../model/figureValue.ts'
import type { Unit } from '../words/units.ts'
import { dayText } from './day.ts'
import { nothing, nullable, object, query, returns } from './define.ts'

/**
 * What is to be said beside a figure, or why there is none; the words stand in `shared/words/measureReasons.ts`, with the tone of each:
 * `withheld` there is no figure, `warn` the figure may be wrong or lacks something, `note` what it holds and what not.
 */
export const measureReasons = [
  // withheld
  'no-material',
  'no-value',
  'point-value-unknown',
  'point-value-differs',
  'no-price',
  'conflicting-rows',
  'subject-unsupported',
  // warn
  'lies-within',
  'rows-without-value',
  'rejected-rows',
  'slips-of-nobody',
  'unread-sheets',
  'incomplete',
  'unknown-result',
  'unknown-state',
  'unknown-type',
  'unread-refunds',
  'refunds-above-paid',
  'undecided-results',
  'possible-mirrors',
  'possible-repeats',
  'possible-reversals',
  'part-without-material',
  'undecided-things',
  'other-units',
  'mixed-units',
  'untitled-copies',
  'titles-without-price',
  'list-price-used',
  'perhaps-returned',
  'perhaps-totals',
  'sold-and-seized',
  'own-use-among',
  'circle-of-accounts',
  'open-reversals',
  'undated-rows',
  'open-not-divided',
  // note
  'part-of-time',
  'failed-rows',
  'repeated-rows',
  'converted',
  'taken-back',
  'reversals',
  'moved-within',
  'to-places-of-case',
  'wholesale-price-used',
  'average-of-all',
  'other-goods',
  'other-currencies',
  'by-account',
  'identity-decided',
  'agents-among',
  'only-void-slips',
  'counted-in-yuan',
  'house-names',
  'only-named-above',
  'bets-below',
  'bets-below-unknown',
] as const
export type MeasureReason = (typeof measureReasons)[number]

/** One remark on a figure: how much it concerns and what hangs on it. */
export interface MeasureRemark {
  readonly reason: MeasureReason
  /** Rows, numbers, accounts or titles, as the reason's words say; null where nothing is counted. */
  readonly count: number | null
  /** What hangs on it, in the order of the reason's words; of a range the lower end first. */
  readonly figures: readonly { readonly value: FigureValue; readonly unit: Unit }[]
  /** The first of what it concerns, as the material writes them: titles, accounts, units, sheets. */
  readonly names: readonly string[]
  /** Record kinds it speaks of, or fields of them as `kind.field`. */
  readonly kinds: readonly string[]
}

/** What is fixed of a measure, whatever the case holds. */
export interface MeasureAbout extends Named {
  readonly id: string
  readonly unit: Unit
  /** The rule in words; the same text stands in reports. */
  readonly rule: Words
}
export interface Measure extends MeasureAbout {
  /** Exact: money in minor units with its currency, everything else an integer with its scale. Null: cannot be told from the material (see `why`). */
  readonly value: FigureValue | null
  /** How many records stand behind the figure; `records.window` with `scope.measure` opens them. */
  readonly rows: number
  readonly kind: string | null
  /** Everything that is to be said beside the figure, or why it is missing, worst first; empty when there is nothing to say. No place shows the figure without it. */
  readonly why: readonly MeasureRemark[]
}

/** Copies of a work that stand in a unit other than boxes and sets, of one title in one sheet. */
export interface UnitGroup {
  readonly unit: string
  /** Null: goods that are works, but of no title. */
  readonly title: string | null
  readonly file: string
  readonly sheet: string
  readonly rows: readonly {
    readonly sheetId: number
    readonly row: number
    readonly quantity: number | null
  }[]
}

export const measuresContract = {
  /** Every measure of the whole case. */
  'measures.list': query(nothing, returns<readonly Measure[]>()),
  /** Every measure of what lies between two days, both in it; null is open. Those that are not told of a period say so. */
  'measures.during': query(
    object({ from: nullable(dayText), to: nullable(dayText) }),
    returns<readonly Measure[]>(),
  ),
  /** Seized copies that stand in units other than boxes and sets. How many boxes one of them is, a person says by an edit of the rows (`records.editMany`). */
  'measures.otherUnits': query(nothing, returns<readonly UnitGroup[]>()),
} as const
