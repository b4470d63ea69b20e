import * as v from 'valibot'
import { isCalendarDay } from '../model/time/calendarDay.ts'
import { text } from './define.ts'

/** A day of the calendar, as 2025-04-26. */
export const dayText = v.pipe(text, v.check(isCalendarDay, 'no day of the calendar'))
