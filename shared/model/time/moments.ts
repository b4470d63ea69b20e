/** Times of the case as numbers and back: milliseconds as if its clock were UTC, so that a day has 24 hours and no zone is asked for. */

/** How fine a time is written. */
export type Fineness = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'
const lengthOf = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19 } as const satisfies Record<
  Fineness,
  number
>
const figure = (text: string, from: number, to: number, without: number): number =>
  text.length >= to ? Number(text.slice(from, to)) : without

/** Days from 1970-01-01 to a date of the calendar that is used now. */
function daysTo(year: number, month: number, date: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const inEra = shifted - era * 400
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468
}
/** Two figures of a text. */
const two = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528
/** Where a time begins. A million of them are read for a bar: the usual spelling takes no pieces of text. */
export function momentAt(time: string): number {
  if (time.length === 19)
    return (
      daysTo(two(time, 0) * 100 + two(time, 2), two(time, 5), two(time, 8)) * 86_400_000 +
      two(time, 11) * 3_600_000 +
      two(time, 14) * 60_000 +
      two(time, 17) * 1_000
    )
  return (
    Date.UTC(
      figure(time, 0, 4, 1970),
      figure(time, 5, 7, 1) - 1,
      figure(time, 8, 10, 1),
      figure(time, 11, 13, 0),
      figure(time, 14, 16, 0),
      figure(time, 17, 19, 0),
    ) + (time.length > 20 ? Math.floor(Number(`0.${time.slice(20)}`) * 1_000 + 1e-9) : 0)
  )
}
/** Where it ends: the first moment that does not begin with it. */
export function momentAfter(time: string): number {
  const [year, month, date, hour, minute, second] = [
    figure(time, 0, 4, 1970),
    figure(time, 5, 7, 1) - 1,
    figure(time, 8, 10, 1),
    figure(time, 11, 13, 0),
    figure(time, 14, 16, 0),
    figure(time, 17, 19, 0),
  ]
  const more = (length: number): number => (time.length === length ? 1 : 0)
  if (time.length > 19) return momentAt(time) + 1
  return Date.UTC(
    year + more(4),
    month + more(7),
    date + more(10),
    hour + more(13),
    minute + more(16),
    second + more(19),
  )
}
/** The text of a moment, as fine as said. */
export function textAt(at: number, fineness: Fineness): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, lengthOf[fineness])
}
