/** Figures over the rows of a scope. Each fact counts once within the scope. */
import type { FacetValue, Scalar, TableInfo, Totals } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../context.ts'
import { fieldColumnType, recordTable } from '../store/recordTables.ts'
import { columnOf, countedCondition, fieldOf, tookEffectCondition } from './evidence.ts'
import { filterColumn } from './filter.ts'
import { type Scope, type ScopeSql, scopeSql } from './scope.ts'

/** Every kind that has rows, with its marks and time span. */
export function listTables(db: Db, model: readonly RecordKind[] = recordKinds): TableInfo[] {
  return model.flatMap((kind) => {
    const table = recordTable(kind.id)
    const one = <T>(sql: string): T | undefined => db.prepare<[], T>(sql).pluck().get()
    const count = one<number>(`SELECT COUNT(*) FROM ${table}`) ?? 0
    if (count === 0) return []
    const time = (aggregate: string): string | null => kind.timeField === undefined ? null : one<string | null>(`SELECT ${aggregate}(${columnOf('r', kind.timeField)}) FROM ${table} r`) ?? null
    return [{
      kind: kind.id, count,
      duplicates: one<number>(`SELECT COUNT(*) FROM ${table} WHERE duplicate_of IS NOT NULL`) ?? 0,
      mirrored: one<number>(`SELECT COUNT(*) FROM ${table} WHERE mirror_of IS NOT NULL`) ?? 0,
      firstTime: time('MIN'), lastTime: time('MAX'),
    }]
  })
}

/**
 * Rows of the scope that stand for a fact whose own row lies outside of it (the payee's side when only the payee's account is shown, a
 * repeat when only its file is shown). One row per fact, so that the figures of a scope neither miss nor double a fact.
 */
export function standInRows(db: Db, { kind, table, where, params, whole }: ScopeSql): readonly number[] {
  if (whole) return []
  return db.prepare<[object], number>(
    `WITH second AS (
       SELECT r.record_id, COALESCE(p.mirror_of, r.duplicate_of, r.mirror_of) AS fact FROM ${table} r LEFT JOIN ${table} p ON p.record_id = r.duplicate_of
       WHERE (${where}) AND (r.duplicate_of IS NOT NULL OR r.mirror_of IS NOT NULL) AND ${tookEffectCondition(kind, 'r')})
     SELECT MIN(record_id) FROM second WHERE fact NOT IN (SELECT r.record_id FROM ${table} r WHERE (${where}) AND r.record_id IN (SELECT fact FROM second)) GROUP BY fact`).pluck().all(params)
}
/** SQL that is true for the rows figures of the scope are made of; `@standIns` is its further parameter. */
function factsOf({ kind, where }: ScopeSql, standIns: readonly number[]): string {
  const own = `((${where}) AND ${countedCondition(kind, 'r')})`
  return standIns.length === 0 ? own : `(${own} OR r.record_id IN (SELECT value FROM json_each(@standIns)))`
}

/** Totals of the scope. Sums are in stored units. */
export function totalsOf(db: Db, scope: Scope, model: readonly RecordKind[] = recordKinds): Totals {
  const sql = scopeSql(db, scope, model)
  const { kind, table, where, params } = sql
  const standIns = standInRows(db, sql)
  const all = { ...params, standIns: JSON.stringify(standIns) }
  const facts = factsOf(sql, standIns)
  const summed = kind.fields.filter((field) => field.summed === true && fieldColumnType(field) === 'INTEGER')
  const distinct = distinctFields(kind)
  const counts = db.prepare<[object], number[]>(`SELECT ${['COUNT(*)', ...distinct.map((field) => `COUNT(DISTINCT ${columnOf('r', field)})`)].join(', ')} FROM ${table} r WHERE ${where}`).raw().get(all) ?? []
  const sums = db.prepare<[object], (number | null)[]>(
    `SELECT ${['COUNT(*)', ...summed.flatMap((field) => [`SUM(${columnOf('r', field.id)})`, `COUNT(${columnOf('r', field.id)})`])].join(', ')} FROM ${table} r WHERE ${facts}`).raw().get(all) ?? []
  return {
    count: counts[0] ?? 0,
    counted: sums[0] ?? 0,
    sums: summed.map((field, index) => ({ field: field.id, sum: sums[1 + 2 * index] ?? 0, rows: sums[2 + 2 * index] ?? 0 })),
    byDirection: byDirection(db, sql, facts, all),
    distinct: distinct.map((field, index) => ({ field, count: counts[1 + index] ?? 0 })),
  }
}
function byDirection(db: Db, { kind, table }: ScopeSql, facts: string, params: object): Totals['byDirection'] {
  if (kind.directionField === undefined) return []
  const direction = columnOf('r', kind.directionField)
  const amount = kind.amountField === undefined ? '0' : `COALESCE(SUM(${columnOf('r', kind.amountField)}), 0)`
  return db.prepare<[object], { direction: string; count: number; sum: number }>(
    `SELECT COALESCE(${direction}, 'unknown') AS direction, COUNT(*) AS count, ${amount} AS sum FROM ${table} r WHERE ${facts} GROUP BY 1 ORDER BY 1`).all(params)
}
/** Own and counter side of two-sided kinds; otherwise the first key fields of what the kind links, at most three. */
function distinctFields(kind: RecordKind): readonly string[] {
  if (kind.mirror !== undefined) return [kind.mirror.own, kind.mirror.counter]
  const linked = new Set(kind.links.flatMap((rule) => [rule.from, rule.to]))
  const fields = kind.roles.filter((role) => linked.has(role.role) && role.multi !== true).flatMap((role) => role.keys[0]?.fields[0] ?? [])
  return [...new Set(fields)].slice(0, 3)
}

/** The most frequent values of a field over all rows of the scope, how many different ones there are (empty not among them). */
export function facetOf(db: Db, scope: Scope, fieldId: string, limit: number, model: readonly RecordKind[] = recordKinds): { readonly values: readonly FacetValue[]; readonly distinct: number } {
  const { kind, table, where, params } = scopeSql(db, scope, model)
  const column = filterColumn(kind, fieldId, 'r')
  if (column.field?.multi === true) return facetOfLines(db, `SELECT ${column.sql} AS value, COUNT(*) AS count FROM ${table} r WHERE ${where} GROUP BY 1`, params, limit)
  const rows = db.prepare<[object], { value: Scalar; count: number; distincts: number }>(
    `SELECT value, count, COUNT(value) OVER () AS distincts FROM (SELECT ${column.sql} AS value, COUNT(*) AS count FROM ${table} r WHERE ${where} GROUP BY 1) ORDER BY count DESC, value LIMIT @limit`).all({ ...params, limit })
  return { values: rows.map(({ value, count }) => ({ value, count })), distinct: rows[0]?.distincts ?? 0 }
}
/** Cells with several values count for each of them. */
function facetOfLines(db: Db, sql: string, params: object, limit: number): { readonly values: readonly FacetValue[]; readonly distinct: number } {
  const counts = new Map<Scalar, number>()
  for (const { value, count } of db.prepare<[object], { value: string | null; count: number }>(sql).iterate(params)) {
    for (const line of value === null ? [null] : new Set(value.split('\n'))) counts.set(line, (counts.get(line) ?? 0) + count)
  }
  const sorted = [...counts].sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (String(left) < String(right) ? -1 : 1))
  return { values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })), distinct: counts.size - (counts.has(null) ? 1 : 0) }
}

interface Bins { readonly bins: readonly { readonly from: Scalar; readonly to: Scalar; readonly count: number }[]; readonly empty: number }
/**
 * Equal-width bins from the least to the greatest value; a bin holds its lower end, the last one both. `empty` counts rows without a value
 * that can be placed. Errors: `invalid-arguments` for fields that are neither numbers nor times.
 */
export function histogramOf(db: Db, scope: Scope, fieldId: string, bins: number, model: readonly RecordKind[] = recordKinds): Bins {
  const { kind, table, where, params } = scopeSql(db, scope, model)
  const field = fieldOf(kind, fieldId)
  const number = numberSql(kind, field)
  const { low, high, n, total } = db.prepare<[object], { low: number | null; high: number | null; n: number; total: number }>(
    `SELECT MIN(${number}) AS low, MAX(${number}) AS high, COUNT(${number}) AS n, COUNT(*) AS total FROM ${table} r WHERE ${where}`).get(params) ?? { low: null, high: null, n: 0, total: 0 }
  if (low === null || high === null || bins === 0) return { bins: [], empty: total - n }
  const used = low === high ? 1 : bins
  const width = low === high ? 1 : (high - low) / used
  const counts = new Map(db.prepare<[object], [number, number]>(
    `SELECT MIN(CAST((${number} - @low) / @width AS INTEGER), @last) AS bin, COUNT(*) FROM ${table} r WHERE (${where}) AND ${number} IS NOT NULL GROUP BY 1`).raw().all({ ...params, low, width, last: used - 1 }))
  const shown = (value: number): Scalar => isTime(field) ? new Date(Math.round(value) * 1000).toISOString().slice(0, 19).replace('T', ' ') : value
  return { bins: Array.from({ length: used }, (_, bin) => ({ from: shown(low + bin * width), to: shown(bin === used - 1 ? high : low + (bin + 1) * width), count: counts.get(bin) ?? 0 })), empty: total - n }
}
function isTime(field: Field): boolean {
  return field.type === 'time' || field.type === 'date'
}
function numberSql(kind: RecordKind, field: Field): string {
  const column = columnOf('r', field.id)
  if (fieldColumnType(field) === 'INTEGER') return column
  if (!isTime(field)) throw new AppError('invalid-arguments', `field ${field.id} has no scale`, { kind: kind.id, field: field.id })
  // Coarser times stand for their beginning.
  return `unixepoch(${column} || substr('0000-01-01 00:00:00', length(${column}) + 1))`
}
