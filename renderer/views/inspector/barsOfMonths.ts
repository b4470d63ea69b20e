/** Facts by month as bars, without any of them left out: over a long time a bar is a year, and what is written no finer than a year stands in no month. */
import type { DealingMonth } from '../../../shared/contract/index.ts'
import { sumsByCurrency } from '../../../shared/model/currency.ts'

/** More bars than this are too thin to be seen. */
const mostBars = 240

export interface PeriodBars {
  /** Every month, or year, from the first to the last. */
  readonly names: readonly string[]
  readonly up: ReadonlyMap<string, DealingMonth>
  readonly down: ReadonlyMap<string, DealingMonth>
  /** Facts whose time tells no month. */
  readonly undated: number
}
export function barsOfMonths(up: readonly DealingMonth[], down: readonly DealingMonth[]): PeriodBars {
  const both = [...up, ...down]
  const dated = both.flatMap(({ month }) => (isMonth(month) ? [month] : [])).toSorted()
  const undated = both.reduce((sum, { month, count }) => sum + (isMonth(month) ? 0 : count), 0)
  const [first, last] = [dated[0], dated.at(-1)]
  if (first === undefined || last === undefined) return { names: [], up: new Map(), down: new Map(), undated }
  const [from, to] = [placeOf(first), placeOf(last)]
  const years = to - from >= mostBars
  const names = years
    ? Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) =>
        nameOfYear(yearOf(first) + index),
      )
    : Array.from({ length: to - from + 1 }, (_, index) => nameOf(from + index))
  return { names, up: byName(up, years), down: byName(down, years), undated }
}
const isMonth = (month: string): boolean => month.length === 7
const yearOf = (month: string): number => Number(month.slice(0, 4))
const placeOf = (month: string): number => yearOf(month) * 12 + Number(month.slice(5)) - 1
const nameOfYear = (year: number): string => String(year).padStart(4, '0')
const nameOf = (place: number): string =>
  `${nameOfYear(Math.floor(place / 12))}-${String((place % 12) + 1).padStart(2, '0')}`
function byName(months: readonly DealingMonth[], years: boolean): ReadonlyMap<string, DealingMonth> {
  const groups = Map.groupBy(
    months.filter(({ month }) => isMonth(month)),
    ({ month }) => (years ? month.slice(0, 4) : month),
  )
  return new Map(
    [...groups].map(([month, group]) => [
      month,
      {
        month,
        count: group.reduce((sum, { count }) => sum + count, 0),
        sums: sumsByCurrency(group.flatMap(({ sums }) => sums)),
      },
    ]),
  )
}
