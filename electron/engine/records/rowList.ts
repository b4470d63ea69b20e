/**
 * The row ids of a scope in their order, kept. Sorting is paid once; every further window, wherever it lies, is a slice of the list
 * (late materialisation: only the rows shown are read).
 */
import type { GroupKey, Scalar } from '../../../shared/contract/records.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { stoppable } from '../store/stopSign.ts'
import { factsVersion } from './factsVersion.ts'
import { isSettled, keptValues } from './keptPerState.ts'
import { marksVersion } from './markedRecords.ts'
import { rankedTexts, rankSql } from './collation.ts'
import { columnOf } from './evidence.ts'
import { groupSql } from './groupSql.ts'
import { orderSql, type SortKeys } from './scope.ts'

const keptLists = 8
const keptCounts = 64
/** Windows that end this near the beginning are read without the list: picking the first few rows is far quicker than ordering all. */
const nearRows = 1_000
/** From so many rows on it pays to ask only some of them for their rank. */
const manyRows = 5_000
/** After so many milliseconds without another window the list is made, so that the next one is a slice. */
const headStartDelayMs = 300
const lists = keptValues<Int32Array>(keptLists)
const counts = keptValues<number>(keptCounts)
const rests = new WeakMap<Db, NodeJS.Timeout>()
/** What the rows of a scope depend on: the facts, and the marks where a condition or a search asks for them. */
function versionOf(db: Db, { table, followsMarks }: ScopedRows): string {
  // The last row id guards against rows written without a new factsVersion.
  const last = db.prepare<[], number | null>(`SELECT MAX(record_id) FROM ${table}`).pluck().get() ?? 0
  return `${factsVersion(db)}/${last}${followsMarks ? `/${marksVersion(db)}` : ''}`
}
/** Row ids of the scope in order. A new list is made when the facts have changed since. */
export function rowList(db: Db, rows: ScopedRows, sort: SortKeys): Int32Array {
  const { table, where, params } = rows
  return lists.of(db, JSON.stringify([rows.scope, sort]), versionOf(db, rows), () =>
    Int32Array.from(
      db
        .prepare<[object], number>(
          `SELECT r.record_id FROM ${table} r WHERE ${stoppable(db, where)} ORDER BY ${orderSql(db, rows, sort)}`,
        )
        .pluck()
        .all(params),
    ),
  )
}

/** The row ids of a scope group by group, each group in the scope's order, and how many there are under a path of group values. Groups come as `groupsOf` gives them by value. */
export function groupedIds(
  db: Db,
  sql: ScopedRows,
  by: readonly GroupKey[],
  sort: SortKeys,
): { readonly ids: Int32Array; counts(path: readonly Scalar[]): number } {
  const groups = by.map((key) => groupSql(sql.kind, key, 'r'))
  // Ranks of the keys take the places behind those of the order.
  const order = by.map(
    ({ field, unit }, index) =>
      `${(unit === undefined ? rankSql(db, sql.kind, field, 'r', sort.length + index) : null) ?? groups[index] ?? ''} NULLS LAST`,
  )
  const rows = db
    .prepare<[object], [number, ...Scalar[]]>(
      `SELECT r.record_id, ${groups.join(', ')} FROM ${sql.table} r WHERE ${sql.where} ORDER BY ${[...order, orderSql(db, sql, sort)].join(', ')}`,
    )
    .raw()
  const ids: number[] = []
  const counts = new Map<string, number>()
  for (const [recordId, ...path] of rows.iterate(sql.params)) {
    ids.push(recordId)
    const key = JSON.stringify(path)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return { ids: Int32Array.from(ids), counts: (path) => counts.get(JSON.stringify(path)) ?? 0 }
}

/**
 * The row ids of a window, and how many rows the scope has. The first answer is worth as much as SQLite needs for it; the list that makes
 * every further window a slice is made when nothing more was asked for a moment, or when a window far down is.
 */
export function windowOf(
  db: Db,
  sql: ScopedRows,
  sort: SortKeys,
  offset: number,
  limit: number,
): { readonly total: number; readonly ids: readonly number[] | Int32Array } {
  const version = versionOf(db, sql)
  const key = JSON.stringify([sql.scope, sort])
  const list = lists.read(db, key, version)
  const near = offset + limit <= nearRows || hasOrderIndex(sql, sort)
  if (!isSettled(db) || list !== undefined || (limit > 0 && !near)) {
    const ids = list ?? rowList(db, sql, sort)
    return { total: ids.length, ids: ids.subarray(offset, offset + limit) }
  }
  const total = countOf(db, sql, version)
  if (limit === 0) return { total, ids: [] }
  const ids = firstIds(db, sql, sort, { offset, limit, total })
  makeLater(db, () => {
    // These rows were resolved for the facts as they were then.
    if (versionOf(db, sql) === version) rowList(db, sql, sort)
  })
  return { total, ids }
}
/** A window near the beginning, picked without ordering all rows. */
function firstIds(
  db: Db,
  sql: ScopedRows,
  sort: SortKeys,
  { offset, limit, total }: { readonly offset: number; readonly limit: number; readonly total: number },
): readonly number[] {
  const pick = (more: string, head: readonly string[]): readonly number[] =>
    db
      .prepare<[object], number>(
        `SELECT r.record_id FROM ${sql.table} r WHERE (${sql.whole ? sql.where : stoppable(db, sql.where)})${more} ORDER BY ${orderSql(db, sql, sort)} LIMIT @windowLimit OFFSET @windowOffset`,
      )
      .pluck()
      .all({
        ...sql.params,
        windowLimit: limit,
        windowOffset: offset,
        ...(more === '' ? {} : { windowTexts: JSON.stringify(head) }),
      })
  const [first] = sort
  const texts =
    first === undefined || total < manyRows || hasOrderIndex(sql, sort)
      ? null
      : rankedTexts(db, sql.kind, first.field)
  if (first !== undefined && texts !== null) {
    // A rank costs more than all else that is asked of a row. The texts that come first hold the window as a rule: of the other rows no rank is asked.
    for (
      let count = Math.ceil(1 + (8 * (offset + limit) * texts.length) / total);
      count < texts.length / 2;
      count *= 8
    ) {
      const ids = pick(
        ` AND ${columnOf('r', first.field)} IN (SELECT value FROM json_each(@windowTexts))`,
        first.descending ? texts.slice(-count) : texts.slice(0, count),
      )
      if (ids.length === limit) return ids
    }
  }
  return pick('', [])
}
/** Whether an index gives the order of the whole table, so that any window of it is quick. */
function hasOrderIndex({ kind, whole }: ScopedRows, sort: SortKeys): boolean {
  const [only] = sort
  return (
    whole &&
    kind.timeField !== undefined &&
    (only === undefined || (sort.length === 1 && only.field === kind.timeField))
  )
}
function countOf(db: Db, { table, where, params, scope, whole }: ScopedRows, version: string): number {
  return counts.of(
    db,
    JSON.stringify(scope),
    version,
    () =>
      db
        .prepare<[object], number>(
          `SELECT COUNT(*) FROM ${table} r WHERE ${whole ? where : stoppable(db, where)}`,
        )
        .pluck()
        .get(params) ?? 0,
  )
}
function makeLater(db: Db, make: () => void): void {
  clearTimeout(rests.get(db))
  const rest = setTimeout(() => {
    rests.delete(db)
    if (!db.open || db.inTransaction) return
    try {
      make()
    } catch {
      // Only a head start: an error is reported by the call that needs the rows.
    }
  }, headStartDelayMs)
  rests.set(db, rest)
  rest.unref()
}
