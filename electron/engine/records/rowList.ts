/**
 * The row ids of a scope in their order, kept. Sorting is paid once; every further window, wherever it lies, is a slice of the list
 * (late materialisation: only the rows shown are read).
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../context.ts'
import { factsVersion } from './factsVersion.ts'
import { markFields, marksVersion } from './markedRecords.ts'
import { orderSql, type Scope, scopeSql, type SortKeys } from './scope.ts'

const keptLists = 8
interface Kept { readonly version: string; readonly ids: Int32Array }
const kept = new WeakMap<Db, Map<string, Kept>>()

/** Row ids of the scope in order. A new list is made when the facts have changed since. */
export function rowList(db: Db, scope: Scope, sort: SortKeys, model: readonly RecordKind[] = recordKinds): Int32Array {
  const lists = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, lists)
  const key = JSON.stringify([scope, sort])
  const sql = scopeSql(db, scope, model)
  const { table, where, params } = sql
  // The last row id guards against rows written without a word to factsVersion.
  const last = db.prepare<[], number | null>(`SELECT MAX(record_id) FROM ${table}`).pluck().get() ?? 0
  const marked = (scope.filter ?? []).some(({ field }) => markFields.has(field))
  const version = `${factsVersion(db)}/${last}${marked ? `/${marksVersion(db)}` : ''}`
  const present = lists.get(key)
  lists.delete(key)
  if (present?.version === version && !db.inTransaction) {
    lists.set(key, present)
    return present.ids
  }
  const ids = Int32Array.from(db.prepare<[object], number>(`SELECT r.record_id FROM ${table} r WHERE ${where} ORDER BY ${orderSql(sql, sort)}`).pluck().all(params))
  // Inside a transaction the rows may yet be rolled back.
  if (!db.inTransaction) {
    lists.set(key, { version, ids })
    const [oldest] = lists.keys()
    if (lists.size > keptLists && oldest !== undefined) lists.delete(oldest)
  }
  return ids
}
