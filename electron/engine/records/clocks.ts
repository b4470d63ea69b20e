/** Two clocks: how far the times of two rows may be apart when one clock is of another zone, or counts days otherwise. */
export const [hour, day] = [3_600, 86_400]
/** Between the two epochs of spreadsheets. */
const epochs = 1_462 * day
/** What may lie between two zones, in steps of a quarter of an hour; between a time and a day that was told by another zone, whole hours. */
const zones = { widest: 26 * hour, step: 900, fromDay: 14 }

/** From when a time is, and how long it may be, in seconds. */
export interface Span {
  readonly from: number
  readonly length: number
}
/** The span of a stored time; null for one that is coarser than a day. */
export function spanOf(time: string | null): Span | null {
  if (time === null || time.length < 10) return null
  const clock = time.length >= 19 ? time.slice(11, 19) : time.length >= 16 ? `${time.slice(11, 16)}:00` : null
  const from = Date.parse(`${time.slice(0, 10)}T${clock ?? '00:00:00'}Z`) / 1_000
  if (Number.isNaN(from)) return null
  return { from, length: clock === null ? day : time.length >= 19 ? 1 : 60 }
}
/** The day of a second, as it is stored. */
export function dayOf(second: number): string {
  return new Date(second * 1_000).toISOString().slice(0, 10)
}
/** The shifts at which a row of another sheet is looked for by its day. */
export const dayShifts: readonly number[] = [-day, 0, day, -epochs, epochs]

/** Whether the span, moved, is the other as far as both are told. */
export function meets(one: Span, other: Span, offset: number): boolean {
  if (one.length === other.length && offset % one.length === 0) return one.from + offset === other.from
  return one.from + offset < other.from + other.length && other.from < one.from + offset + one.length
}
/** The offsets, other than none, that bring the one to the other. */
export function offsetsBetween(one: Span, other: Span): readonly number[] {
  const length = Math.max(one.length, other.length)
  const apart = Math.floor(other.from / length) * length - Math.floor(one.from / length) * length
  if (Math.abs(apart) === epochs) return [apart]
  if (length < day)
    return apart !== 0 && Math.abs(apart) <= zones.widest && apart % zones.step === 0 ? [apart] : []
  if (one.length === other.length) return Math.abs(apart) === day ? [apart, apart / 2] : []
  if (meets(one, other, 0)) return []
  return Array.from({ length: zones.fromDay * 2 + 1 }, (_, index) => (index - zones.fromDay) * hour).filter(
    (offset) => offset !== 0 && meets(one, other, offset),
  )
}
/** Offsets that may explain the rest of a year whose other half one explains: the clocks of one place are an hour further in summer. */
export function inOtherHalf(offset: number, { length }: Span): readonly number[] {
  return length < day && Math.abs(offset) <= zones.widest ? [offset - hour, offset + hour] : []
}
/** The time that both lists cover when the first is moved; null where there is none. */
export function commonTime(one: readonly Span[], other: readonly Span[], offset: number): Span | null {
  const [left, right] = [extentOf(one), extentOf(other)]
  if (left === null || right === null) return null
  const from = Math.max(left.from + offset, right.from)
  const to = Math.min(left.from + left.length + offset, right.from + right.length)
  return to > from ? { from, length: to - from } : null
}
/** From the first to the end of the last. */
export function extentOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const span of spans) {
    from = Math.min(from, span.from)
    to = Math.max(to, span.from + span.length)
  }
  return { from, length: to - from }
}
/** Whether what was found at an offset of a day covers more than what two lists that follow each other, day by day alike, have in common. */
export function coversMore(spans: readonly Span[], offset: number): boolean {
  if (Math.abs(offset) < day || Math.abs(offset) > zones.widest) return true
  const extent = extentOf(spans)
  return extent !== null && extent.length > Math.abs(offset) + day
}
