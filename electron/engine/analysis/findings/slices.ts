/**
 * Going over a table slice by slice: each finding yields after a slice (how many rows it was), so that the engine's other calls get
 * their turn in between. No statement stays open across a yield, since the case may be written to meanwhile.
 */
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { Db } from '../../store/db.ts'
import type { Steps as EngineSteps } from '../../store/steps.ts'
import { recordTable } from '../../store/recordTables.ts'

/** Tells rows done; its value is what was looked for. */
export type Steps<T> = EngineSteps<T, number>
type Value = string | number | null

/** Rows looked at between two yields, and the milliseconds during which no other call is answered; small ones for tests. */
export const turns = { rows: 20_000, milliseconds: 15 }

/** The rows of a kind that meet a condition, as these columns, a slice at a time in the order of record ids. */
export function* slicesOf(
  db: Db,
  kind: RecordKind,
  where: string,
  columns: readonly string[],
  visit: (rows: readonly (readonly Value[])[]) => void,
): Steps<void> {
  const table = recordTable(kind.id)
  const last = db.prepare<[], number | null>(`SELECT MAX(record_id) FROM ${table}`).pluck().get() ?? 0
  const read = db
    .prepare<[number, number], Value[]>(
      `SELECT ${columns.join(', ')} FROM ${table} r WHERE r.record_id > ? AND r.record_id <= ? AND (${where}) ORDER BY r.record_id`,
    )
    .raw()
  const size = turns.rows
  for (
    let after = (db.prepare<[], number | null>(`SELECT MIN(record_id) FROM ${table}`).pluck().get() ?? 1) - 1;
    after < last;
    after += size
  ) {
    visit(read.all(after, after + size))
    yield size
  }
}
/** How many rows meet a condition. */
export function* countRows(db: Db, kind: RecordKind, where: string): Steps<number> {
  let count = 0
  yield* slicesOf(db, kind, where, ['COUNT(*)'], (rows) => {
    count += Number(rows[0]?.[0] ?? 0)
  })
  return count
}

/** Rows that agree in a key: the key, and of each row its id and what was asked for besides, by record id. */
export interface AgreeingRows {
  readonly key: readonly Value[]
  readonly rows: readonly { readonly recordId: number; readonly besides: readonly Value[] }[]
}
/**
 * Groups of two rows or more that agree in these columns, empty cells agreeing with empty ones, in the order of their first rows. The first pass
 * only counts hashes, so that of a million different keys none is kept.
 */
export function* agreeingRows(
  db: Db,
  kind: RecordKind,
  where: string,
  columns: readonly string[],
  besides: readonly string[] = [],
): Steps<readonly AgreeingRows[]> {
  const rows =
    db
      .prepare<[], number>(`SELECT COUNT(*) FROM ${recordTable(kind.id)}`)
      .pluck()
      .get() ?? 0
  const seen = new Uint8Array(2 ** Math.min(26, Math.max(10, Math.ceil(Math.log2(rows * 8 + 1)))))
  const placeOf = (text: string): number => hashOf(text) & (seen.length - 1)
  let shared = false
  yield* slicesOf(db, kind, where, columns, (slice) => {
    for (const key of slice) {
      const place = placeOf(JSON.stringify(key))
      const count = seen[place] ?? 0
      if (count > 0) shared = true
      if (count < 2) seen[place] = count + 1
    }
  })
  if (!shared) return []
  const groups = new Map<
    string,
    {
      readonly key: readonly Value[]
      readonly rows: { readonly recordId: number; readonly besides: readonly Value[] }[]
    }
  >()
  yield* slicesOf(db, kind, where, ['r.record_id', ...columns, ...besides], (slice) => {
    for (const [recordId, ...cells] of slice) {
      const key = cells.slice(0, columns.length)
      const text = JSON.stringify(key)
      if ((seen[placeOf(text)] ?? 0) < 2) continue
      const group = groups.get(text) ?? { key, rows: [] }
      groups.set(text, group)
      group.rows.push({ recordId: Number(recordId), besides: cells.slice(columns.length) })
    }
  })
  return [...groups.values()].filter((group) => group.rows.length > 1)
}
/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
