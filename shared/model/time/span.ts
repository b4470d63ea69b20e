/** Which times lie in a part of time; the same rule as a table's condition on a time (`records/filter.ts`) and `engine/records/during.ts`. */
import type { Span } from '../../contract/span.ts'
import { notBefore } from '../times.ts'
import { momentAt } from './moments.ts'

export const allTime: Span = { from: null, to: null, hours: [], weekdays: [] }

/** Whether a span leaves nothing out. */
export function isAllTime({ from, to, hours, weekdays }: Span): boolean {
  return from === null && to === null && hours.length === 0 && weekdays.length === 0
}
/** Whether a span says something that a time known to the day only cannot answer for certain: a bound within a day. */
export function cutsDays({ from, to }: Span): boolean {
  return (from?.length ?? 0) > 10 || (to?.length ?? 0) > 10
}
/**
 * Whether a time lies in the span. A day of which nobody wrote the hour belongs to each hour between two bounds, as in every table; of chosen hours of the
 * day it is none.
 */
export function isDuring(time: string | null, span: Span): boolean {
  if (isAllTime(span)) return true
  if (time === null || time === '') return false
  if (span.from !== null && !notBefore(time, span.from)) return false
  if (span.to !== null && time.slice(0, span.to.length) > span.to) return false
  if (span.hours.length > 0 && (time.length <= 10 || !span.hours.includes(Number(time.slice(11, 13)))))
    return false
  return span.weekdays.length === 0 || span.weekdays.includes(weekdayOf(momentAt(time)))
}
/** The span of settings that hold more. */
export function spanOf({ from, to, hours, weekdays }: Span): Span {
  return { from, to, hours, weekdays }
}
const dayMs = 86_400_000
/** 1 Monday to 7 Sunday of a moment. */
export function weekdayOf(at: number): number {
  return ((((Math.floor(at / dayMs) + 3) % 7) + 7) % 7) + 1
}
