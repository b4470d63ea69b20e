/** The fixed ladder of units in which time is told in bars, and their borders. */
import { type Fineness, momentAfter, momentAt, textAt } from './moments.ts'

export const timeUnits = ['minute', 'tenMinutes', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type TimeUnit = (typeof timeUnits)[number]

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000
/** About how long each lasts. */
export const unitLength: Readonly<Record<TimeUnit, number>> = {
  minute: minuteMs,
  tenMinutes: 10 * minuteMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  month: 30.44 * dayMs,
  quarter: 91.3 * dayMs,
  year: 365.25 * dayMs,
}
/** How fine the border of a unit is written. */
export const unitFineness: Readonly<Record<TimeUnit, Fineness>> = {
  minute: 'minute',
  tenMinutes: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'day',
  month: 'month',
  quarter: 'month',
  year: 'year',
}
/** Whether a unit is shorter than a day, so that a time known to the day only has no place in it. */
export function isWithinDay(unit: TimeUnit): boolean {
  return unitLength[unit] < dayMs
}
/** The finest unit that gives at most so many bars between two moments. */
export function unitFor(from: number, to: number, most: number): TimeUnit {
  return timeUnits.find((unit) => (to - from) / unitLength[unit] <= most) ?? 'year'
}
/** Where the unit begins in which a moment lies; weeks begin on Monday. */
export function unitStart(at: number, unit: TimeUnit): number {
  if (unit === 'week') return Math.floor((at / dayMs + 3) / 7) * 7 * dayMs - 3 * dayMs
  if (unit !== 'month' && unit !== 'quarter' && unit !== 'year')
    return Math.floor(at / unitLength[unit]) * unitLength[unit]
  const date = new Date(at)
  const month = date.getUTCMonth()
  return Date.UTC(
    date.getUTCFullYear(),
    unit === 'year' ? 0 : unit === 'quarter' ? month - (month % 3) : month,
  )
}
/** Where the unit ends that begins there. */
export function unitEnd(start: number, unit: TimeUnit, count = 1): number {
  if (unit !== 'month' && unit !== 'quarter' && unit !== 'year') return start + count * unitLength[unit]
  const date = new Date(start)
  return Date.UTC(
    date.getUTCFullYear() + (unit === 'year' ? count : 0),
    date.getUTCMonth() + (unit === 'month' ? count : unit === 'quarter' ? 3 * count : 0),
  )
}
/** From the first unit that a span of moments touches to the end of its last, as a span of whole units is written. */
export function wholeUnits(
  from: number,
  to: number,
  unit: TimeUnit,
): { readonly from: string; readonly to: string } {
  const fineness = unitFineness[unit]
  const last = unitStart(Math.max(from, to - 1), unit)
  return { from: textAt(unitStart(from, unit), fineness), to: textAt(unitEnd(last, unit) - 1, fineness) }
}
/** The moments of a written span; `to` is the first after it. */
export function momentsOf(span: { readonly from: string | null; readonly to: string | null }): {
  readonly from: number | null
  readonly to: number | null
} {
  return {
    from: span.from === null ? null : momentAt(span.from),
    to: span.to === null ? null : momentAfter(span.to),
  }
}
