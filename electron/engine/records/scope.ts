/** Which rows are asked for: a filter, a measure, a link, an entity, a batch, a finding or a search, all of which must hold. */
import type * as v from 'valibot'
import type { scope as scopeSchema, sortKey } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { findingScope } from '../analysis/quality.ts'
import { entityScope, linkScopes } from '../entities/factScopes.ts'
import { isMeasure, measureScope } from '../law/measures.ts'
import { searchedRecords } from '../search/searchScope.ts'
import { recordTable } from '../store/recordTables.ts'
import { rankSql } from './collation.ts'
import { columnOf, kindOf } from './evidence.ts'
import { conditionSql, filterColumn, Parameters, registerFold } from './filter.ts'

export type Scope = v.InferInput<typeof scopeSchema>
export type SortKeys = readonly v.InferInput<typeof sortKey>[]
type ParameterValues = Readonly<Record<string, string | number | null>>
/** SQL over the alias `r` of the kind's evidence table. `whole`: nothing is left out. */
export interface ScopeSql {
  readonly kind: RecordKind
  readonly table: string
  readonly where: string
  readonly params: ParameterValues
  readonly whole: boolean
}

/** The scope as SQL. Errors: `kind-not-found`, `field-not-found`, `link-not-found`, `entity-not-found`, `batch-not-found`, `measure-not-found`, `finding-not-found`. */
export function scopeSql(db: Db, scope: Scope, model: readonly RecordKind[] = recordKinds): ScopeSql {
  const kind = kindOf(model, scope.kind)
  const parameters = new Parameters()
  const params: Record<string, string | number | null> = {}
  const parts = (scope.filter ?? []).map((condition) => conditionSql(kind, condition, 'r', parameters))
  if (scope.link !== undefined) {
    const behind = linkScopes(db, scope.link, model).find((candidate) => candidate.kind.id === kind.id)
    parts.push(behind === undefined ? '0' : `(${behind.where})`)
    Object.assign(params, behind?.params)
  }
  if (scope.entity !== undefined) {
    const behind = entityScope(db, kind, scope.entity)
    parts.push(behind.where)
    Object.assign(params, behind.params)
  }
  if (scope.batch !== undefined) {
    if (db.prepare('SELECT 1 FROM batches WHERE batch_id = ?').get(scope.batch) === undefined)
      throw new AppError('batch-not-found', `no batch ${scope.batch}`, { batchId: scope.batch })
    params['batch'] = scope.batch
    parts.push('r.sheet_id IN (SELECT s.sheet_id FROM sheets s WHERE s.batch_id = @batch)')
  }
  if (scope.measure !== undefined) {
    if (!isMeasure(scope.measure))
      throw new AppError('measure-not-found', `no measure ${scope.measure}`, { measure: scope.measure })
    const behind = measureScope(scope.measure, kind.id)
    parts.push(behind === null ? '0' : `(${behind.where})`)
    Object.assign(params, behind?.params)
  }
  if (scope.search !== undefined) {
    params['search'] = searchedRecords(db, kind.id, scope.search)
    parts.push('r.record_id IN (SELECT value FROM json_each(@search))')
  }
  if (scope.finding !== undefined) parts.push(findingScope(db, scope.finding, kind.id))
  registerFold(db)
  return {
    kind,
    table: recordTable(kind.id),
    where: parts.length === 0 ? '1' : parts.join(' AND '),
    params: { ...parameters.values, ...params },
    whole: parts.length === 0,
  }
}

/**
 * `ORDER BY` of a table: Chinese texts by pinyin, empty values last, ties by record id; without keys by the kind's time, or as the rows stand in their sheets.
 * With a filter the order's index is barred by a plus: walking a million rows in its order to pick a few is far slower than sorting those.
 */
export function orderSql(db: Db, { kind, whole }: Pick<ScopeSql, 'kind' | 'whole'>, sort: SortKeys): string {
  const bar = whole ? '' : '+'
  const keys = sort.map(
    ({ field, descending }, index) =>
      `${rankSql(db, kind, field, 'r', index) ?? `${bar}${filterColumn(kind, field, 'r').sql}`}${descending === true ? ' DESC' : ''} NULLS LAST`,
  )
  if (keys.length > 0) return [...keys, 'r.record_id'].join(', ')
  return kind.timeField === undefined
    ? `${bar}r.sheet_id, r.row`
    : `${bar}${columnOf('r', kind.timeField)} NULLS LAST, r.record_id`
}
