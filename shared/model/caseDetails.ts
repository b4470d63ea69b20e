import { isCalendarDay } from './time/calendarDay.ts'

/** What a case is filed under at the desk that works on it, in the order in which official papers have it. */
export const caseDetailFields = [
  'number',
  'cause',
  'unit',
  'officer',
  'secondOfficer',
  'filed',
  'secrecy',
  'recipient',
] as const
export type CaseDetailField = (typeof caseDetailFields)[number]
/** Grades of secrecy of papers; the last three are those of the law on state secrets (保守国家秘密法 §14). */
export const secrecyGrades = ['internal', 'secret', 'classified', 'topSecret'] as const
export type SecrecyGrade = (typeof secrecyGrades)[number]
/** A text a field; empty: nobody has said it. `filed` is a day as `YYYY-MM-DD`, `secrecy` one of the grades. */
export type CaseDetails = Readonly<Record<CaseDetailField, string>>

export const noDetails: CaseDetails = {
  number: '',
  cause: '',
  unit: '',
  officer: '',
  secondOfficer: '',
  filed: '',
  secrecy: '',
  recipient: '',
}
/** Longest text of a field. */
export const longestDetail = 200

/** Whether a field may hold the text; an empty one always may. */
export function isDetail(field: CaseDetailField, text: string): boolean {
  if (text === '') return true
  if (text.length > longestDetail || /\p{Cc}/u.test(text)) return false
  if (field === 'filed') return isCalendarDay(text)
  return field !== 'secrecy' || (secrecyGrades as readonly string[]).includes(text)
}
