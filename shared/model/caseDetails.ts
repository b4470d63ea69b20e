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

/** A day of the calendar as `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text
}
/** Whether a field may hold the text; an empty one always may. */
export function isDetail(field: CaseDetailField, text: string): boolean {
  if (text === '') return true
  if (text.length > longestDetail || /\p{Cc}/u.test(text)) return false
  if (field === 'filed') return isCalendarDay(text)
  return field !== 'secrecy' || (secrecyGrades as readonly string[]).includes(text)
}
