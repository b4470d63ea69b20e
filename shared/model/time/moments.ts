/** Times of the case as numbers and back: milliseconds as if its clock were UTC, so that a day has 24 hours and no zone is asked for. */

/** How fine a time is written. */
export type Fineness = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'
const lengthOf = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19 } as const satisfies Record<
  Fineness,
  number
>
const figure = (text: string, from: number, to: number, without: number): number =>
  text.length >= to ? Number(text.slice(from, to)) : without

/** Where a time begins. */
export function momentAt(time: string): number {
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
