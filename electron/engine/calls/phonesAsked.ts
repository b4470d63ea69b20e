/** What the analyses of calls are asked about: which phones, which part of time, which moment. */
import type { ParamSpan } from '../../../shared/contract/analyses/params.ts'
import type { AnalysisNote } from '../../../shared/contract/analyses/result.ts'
import { momentAt } from '../../../shared/model/time/moments.ts'
import { readEntity } from '../entities/entityRows.ts'
import type { Db } from '../store/db.ts'

/** The phones chosen as they are seen; null: none is chosen and all are meant. Errors: `entity-not-found`. */
export function chosenPhones(db: Db, of: readonly number[]): ReadonlySet<number> | null {
  return of.length === 0 ? null : new Set(of.map((id) => readEntity(db, id).entityId))
}
/** Whether a time lies in the span, its last day, minute or second included; a time that is not known lies in none. */
export function isDuring({ from, to }: ParamSpan, time: string | null): boolean {
  if (from === null && to === null) return true
  if (time === null) return false
  // A time told less exactly than the border lies in it where it may.
  const shorter = (border: string): string => border.slice(0, time.length)
  return (from === null || time >= shorter(from)) && (to === null || time.slice(0, to.length) <= to)
}
/** The moment that is asked about, at least to the day; null where the text tells none. */
export function momentAsked(text: string): number | null {
  const written = text.trim().replace('T', ' ')
  if (!/^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?$/.test(written)) return null
  const at = momentAt(written)
  return new Date(at).toISOString().startsWith(written.slice(0, 10)) ? at : null
}
/** Said where a moment is needed and none is told. */
export const withoutMoment: AnalysisNote = {
  tone: 'withheld',
  id: 'no-moment',
  words: { zh: '请写明案发时间，如 2024-03-05 14:30。', en: 'Say when it happened, as 2024-03-05 14:30.' },
}
