/** Times of events as texts. */
import type { CaseEvents } from './caseEvents.ts'

/** The time as far as it is written; what is finer than a second is told to the millisecond. */
export function timeText({ at, written }: CaseEvents, event: number): string | null {
  const moment = at[event] as number
  return Number.isNaN(moment)
    ? null
    : new Date(moment)
        .toISOString()
        .replace('T', ' ')
        .slice(0, Math.min(23, written[event] as number))
}
