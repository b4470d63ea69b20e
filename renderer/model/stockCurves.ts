/** Curves of stores from the lines of an answer: where each stands at the end of each month. Pure. */
import { type Minor, sizeOf } from '../../shared/model/minor.ts'
import type { AnswerLine } from './answerLines.ts'

export interface StockCurve {
  readonly place: string
  /** One for each month of all curves together; a store that did not move stays where it was. */
  readonly ends: readonly number[]
}
export interface StockCurves {
  readonly months: readonly string[]
  readonly curves: readonly StockCurve[]
  readonly lowest: number
  readonly highest: number
}
/** Lines without a month are in no curve. */
export function stockCurves(lines: readonly AnswerLine[]): StockCurves {
  const ends = new Map<string, Map<string, number>>()
  for (const line of lines) {
    const [place, month, end] = [line.cell('place'), line.cell('month'), line.cell('end')]
    if (typeof month !== 'string' || end === null) continue
    const key = typeof place === 'string' ? place : '—'
    const own = ends.get(key) ?? new Map<string, number>()
    ends.set(key, own)
    own.set(month, sizeOf(end as Minor))
  }
  const known = [...new Set([...ends.values()].flatMap((own) => [...own.keys()]))].sort()
  const months = known.length === 0 ? [] : monthsFrom(known[0] ?? '', known.at(-1) ?? '')
  const curves = [...ends].map(([place, own]): StockCurve => {
    let now = 0
    return {
      place,
      ends: months.map((month) => {
        now = own.get(month) ?? now
        return now
      }),
    }
  })
  const all = curves.flatMap((curve) => curve.ends)
  return { months, curves, lowest: Math.min(0, ...all), highest: Math.max(1, ...all) }
}
function monthsFrom(first: string, last: string): readonly string[] {
  const months: string[] = []
  let [year = 0, month = 1] = first.split('-').map(Number)
  for (let next = first; next <= last && months.length < 600;) {
    months.push(next)
    month += 1
    if (month > 12) {
      year += 1
      month = 1
    }
    next = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
  }
  return months
}
