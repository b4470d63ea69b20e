/** Where a record stands in a table as it is shown: sorted and filtered, and, where it is grouped, in which groups. */
import type { Group, GroupKey, Scalar } from '../../../shared/contract/records.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { type GroupQuestion, groupsOf, rowsOfGroup } from './groups.ts'
import { groupSql } from './groupSql.ts'
import { rowList } from './rowList.ts'
import type { SortKeys } from './scope.ts'

export interface LocateQuestion {
  readonly rows: ScopedRows
  readonly sort: SortKeys
  readonly recordId: number
  readonly by: readonly GroupKey[]
  /** How the groups of each level are ordered; by value where nothing is said. */
  readonly orders: readonly Pick<GroupQuestion, 'order' | 'descending'>[]
}
/** A group on the way to a record: its place among the groups of its level. */
export interface GroupPlace {
  readonly value: Scalar
  readonly place: number
  readonly count: number
}

/** The record's place, within its innermost group where the table is grouped; null when the scope hides it. Errors: those of the scope and of groups. */
export function locateRecord(
  db: Db,
  { rows, sort, recordId, by, orders }: LocateQuestion,
): { readonly offset: number | null; readonly groups: readonly GroupPlace[] } {
  const path = by.length === 0 ? [] : groupValues(db, rows, by, recordId)
  if (path === null) return { offset: null, groups: [] }
  const groups: GroupPlace[] = []
  for (const [level, value] of path.entries()) {
    const siblings: readonly Group[] = groupsOf(db, {
      rows,
      by,
      path: path.slice(0, level),
      order: orders[level]?.order ?? 'value',
      descending: orders[level]?.descending ?? false,
    })
    const place = siblings.findIndex((group) => group.value === value)
    groups.push({ value, place, count: siblings[place]?.count ?? 0 })
  }
  const offset = rowList(db, rowsOfGroup(rows, by, path), sort).indexOf(recordId)
  return offset === -1 ? { offset: null, groups: [] } : { offset, groups }
}
/** The values of the groups a record lies in; null when the scope hides it. */
function groupValues(
  db: Db,
  { kind, table, where, params }: ScopedRows,
  by: readonly GroupKey[],
  recordId: number,
): readonly Scalar[] | null {
  return (
    db
      .prepare<[object], Scalar[]>(
        `SELECT ${by.map((key) => groupSql(kind, key, 'r')).join(', ')} FROM ${table} r WHERE r.record_id = @located AND (${where})`,
      )
      .raw()
      .get({ ...params, located: recordId }) ?? null
  )
}
