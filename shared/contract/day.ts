import * as v from 'valibot'
import { text } from './define.ts'

/** A day of the calendar, as 2025-04-26. */
export const dayText = v.pipe(text, v.regex(/^\d{4}-\d{2}-\d{2}$/), v.isoDate())
