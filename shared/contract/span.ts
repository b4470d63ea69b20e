/** A part of time: from a day, minute … to another, only certain hours of the day, only certain days of the week. */
import * as v from 'valibot'
import { list, nullable, object, text } from './define.ts'

export interface Span {
  /** As far as it is written; `to` takes in everything that begins with it. Null: open. */
  readonly from: string | null
  readonly to: string | null
  /** Hours of the day, 0 to 23; none chosen: all. A time that is known to the day only is in no hour. */
  readonly hours: readonly number[]
  /** Days of the week, 1 Monday to 7 Sunday; none chosen: all. */
  readonly weekdays: readonly number[]
}

/** A year, month, day, hour, minute or second. */
export const moment = v.pipe(
  text,
  v.regex(
    /^\d{4}(?:-\d\d(?:-\d\d(?: \d\d(?::\d\d(?::\d\d)?)?)?)?)?$/,
    'a year, month, day, hour, minute or second',
  ),
)
const whole = (low: number, high: number) =>
  list(v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high)))
export const spanHours = whole(0, 23)
export const spanWeekdays = whole(1, 7)
export const span = object({
  from: nullable(moment),
  to: nullable(moment),
  hours: spanHours,
  weekdays: spanWeekdays,
})
