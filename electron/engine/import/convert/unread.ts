/** Which remarks say that a cell has no value, and which fields stand in for others. */
import type { IssueCode } from '../../../../shared/contract/imports.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'

/** Whether a field's value is taken for another one that is empty: a date for the time, the amount in for the amount. */
export function feeds(kind: RecordKind, from: string, into: string): boolean {
  return (kind.derive ?? []).some(
    (rule) =>
      (rule.how === 'joinClock' && rule.date === from && rule.time === into) ||
      (rule.how === 'fallback' && rule.from.includes(from) && rule.into === into) ||
      (rule.how === 'pair' && [...rule.in, ...rule.out].includes(from) && rule.amount === into),
  )
}
/** Why a cell that says something has no value. */
export const unreadCodes: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'not-a-number',
  'not-a-date',
  'date-without-year',
  'foreign-currency',
  'masked',
  'damaged-number',
  'precision',
  'no-key',
  'formula-failed',
])
