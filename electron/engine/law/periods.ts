/** Rows of a part of time between two days, by the day that a row says of itself; what cannot be placed is told apart. */
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { columnOf } from '../records/evidence.ts'

export type Period = Extract<Subject, { kind: 'period' }>
interface RowTest {
  readonly where: string
  readonly params: Readonly<Record<string, string>>
}
/** The first and the last day a written time may be: a month or a year is all of its days. */
function daysOf(column: string): { readonly first: string; readonly last: string } {
  return {
    first: `CASE length(${column}) WHEN 4 THEN ${column} || '-01-01' WHEN 7 THEN ${column} || '-01' ELSE substr(${column}, 1, 10) END`,
    last: `CASE length(${column}) WHEN 4 THEN ${column} || '-12-31' WHEN 7 THEN date(${column} || '-01', '+1 month', '-1 day') ELSE substr(${column}, 1, 10) END`,
  }
}
const timeOf = (kind: string): string | null => {
  const field = recordKind(kind)?.timeField
  return field === undefined ? null : columnOf('r', field)
}
const boundsOf = ({ from, to }: Period): Readonly<Record<string, string>> => ({
  ...(from === null ? {} : { period_from: from }),
  ...(to === null ? {} : { period_to: to }),
})
/** SQL over `r`: all days the row may be of lie in the period. */
export function withinPeriod(kind: string, period: Period): RowTest {
  const column = timeOf(kind)
  if (column === null) return { where: '0', params: {} }
  const { first, last } = daysOf(column)
  const parts = [
    `${column} <> ''`,
    ...(period.from === null ? [] : [`${first} >= @period_from`]),
    ...(period.to === null ? [] : [`${last} <= @period_to`]),
  ]
  return { where: `coalesce(${parts.join(' AND ')}, 0)`, params: boundsOf(period) }
}
/** SQL over `r`: the row says no day, or one so coarse that it may lie within the period or not. */
export function notPlaced(kind: string, period: Period): RowTest {
  const column = timeOf(kind)
  if (column === null) return { where: '1', params: {} }
  const { first, last } = daysOf(column)
  const across = (bound: string, inside: string): string => `(${inside} AND ${bound})`
  const parts = [
    `coalesce(${column}, '') = ''`,
    ...(period.from === null ? [] : [across(`${last} >= @period_from`, `${first} < @period_from`)]),
    ...(period.to === null ? [] : [across(`${last} > @period_to`, `${first} <= @period_to`)]),
  ]
  return { where: `(${parts.join(' OR ')})`, params: boundsOf(period) }
}
/** SQL over `r` of the day a row begins and ends on, for the first and last day of acts. Null: the kind has no time. */
export function daySql(kind: string): { readonly first: string; readonly last: string } | null {
  const column = timeOf(kind)
  return column === null ? null : daysOf(`nullif(${column}, '')`)
}
