/** The rows of a part of time in SQL; `shared/model/time/span.ts` is the same rule over values. */
import type { Span } from '../../../shared/contract/span.ts'
import { coarserThan } from '../../../shared/model/times.ts'
import { spanText } from '../../../shared/words/span.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf } from './evidence.ts'
import type { RowSource } from './scope.ts'

export interface SpanTest {
  readonly where: string
  readonly params: Readonly<Record<string, string>>
}
/** SQL that is true when the time in `column` lies in the span; names of parameters begin with `during`. */
export function spanSql(column: string, span: Span): SpanTest {
  const parts: string[] = [`${column} IS NOT NULL AND ${column} <> ''`]
  const params: Record<string, string> = {}
  const name = (value: string): string => {
    const id = `during${Object.keys(params).length}`
    params[id] = value
    return `@${id}`
  }
  if (span.from !== null) {
    // A time that is written coarser than the bound belongs to all of what it covers, as in a condition of a table.
    const coarser = coarserThan(span.from)
    parts.push(
      coarser.length === 0
        ? `${column} >= ${name(span.from)}`
        : `(${column} >= ${name(span.from)} OR ${column} IN (${coarser.map(name).join(', ')}))`,
    )
  }
  if (span.to !== null) parts.push(`${column} <= ${name(`${span.to}~`)}`)
  if (span.hours.length > 0)
    parts.push(
      `length(${column}) > 10 AND CAST(substr(${column}, 12, 2) AS INTEGER) IN (${span.hours.map(Number).join(', ')})`,
    )
  // strftime counts from Sunday, 0.
  if (span.weekdays.length > 0)
    parts.push(
      `strftime('%w', substr(${column}, 1, 10)) IN (${span.weekdays.map((day) => `'${day % 7}'`).join(', ')})`,
    )
  return { where: parts.join(' AND '), params }
}

export const duringRows: RowSource<Span> = {
  // A repeat and the second side of a transfer lie where the row of the fact that counts does, whatever their own clock says: so that each fact lies in one part of
  // time, and the figures of a table are those of a chart.
  where(_db: Db, span, kind) {
    if (kind.timeField === undefined) return null
    const table = recordTable(kind.id)
    const own = spanSql(columnOf('r', kind.timeField), span)
    const fact = spanSql(columnOf('f', kind.timeField), span)
    return {
      where: `CASE WHEN r.duplicate_of IS NULL AND r.mirror_of IS NULL THEN ${own.where}
        ELSE EXISTS (SELECT 1 FROM ${table} f WHERE f.record_id = COALESCE((SELECT p.mirror_of FROM ${table} p WHERE p.record_id = r.duplicate_of), r.duplicate_of, r.mirror_of) AND ${fact.where}) END`,
      params: own.params,
    }
  },
  name: (_db, span) => ({ zh: spanText(span, 'zh-CN'), en: spanText(span, 'en') }),
}
