import type { Named, Words } from '../language.ts'
import type { FigureValue } from '../model/figureValue.ts'
import type { Unit } from '../words/units.ts'
import { nothing, query, returns } from './define.ts'

/**
 * Why a figure is missing or needs a look: `no-material` nothing of that kind was imported; `no-value` no row carries the needed field;
 * `rows-without-value` some rows in scope carry none and are not in the sum; `point-value-unknown` no deposit tells what a point is worth;
 * `point-value-differs` deposits tell different values; `no-average-price` a seized title was never sold online; `conflicting-rows` one
 * number stands in rows with different figures; `too-large` the sum is beyond what is told exactly; `subject-unsupported` the measure is
 * not told of such a subject.
 */
export const measureReasons = [
  'no-material',
  'no-value',
  'rows-without-value',
  'point-value-unknown',
  'point-value-differs',
  'no-average-price',
  'conflicting-rows',
  'too-large',
  'subject-unsupported',
] as const
export type MeasureReason = (typeof measureReasons)[number]

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
  readonly why: MeasureReason | null
}

export const measuresContract = {
  /** Every measure of the whole case. */
  'measures.list': query(nothing, returns<readonly Measure[]>()),
} as const
