/** Rows read some hundred at a time: a call for each of a million rows costs as much again as reading them. */
import type { Db } from '../store/db.ts'

/** Rows at a time: enough that calls do not count, few enough that what is read is thrown away young. */
const atATime = 1_000

/**
 * The rows of a statement in the order of a table's own key. `sql` is given the condition and the end it must have; its first column is the key, and no two of its rows have the same. All rows
 * are of one state of the case: a question that stays open until the last was read holds it.
 */
export function* rowChunks<Row extends readonly [number, ...unknown[]]>(
  db: Db,
  { table, key }: { readonly table: string; readonly key: string },
  sql: (condition: string, end: string) => string,
  params: object = {},
): Generator<readonly Row[], void> {
  const statement = db
    .prepare<[object], Row>(sql(`${key} > @chunkAfter`, `ORDER BY ${key} LIMIT ${atATime}`))
    .raw()
  const holds = db.prepare(`SELECT 1 FROM ${table}`).iterate()
  try {
    holds.next()
    let after = Number.MIN_SAFE_INTEGER
    for (;;) {
      const rows = statement.all({ ...params, chunkAfter: after })
      if (rows.length > 0) yield rows
      if (rows.length < atATime) return
      after = (rows[rows.length - 1] as Row)[0]
    }
  } finally {
    holds.return?.()
  }
}
/** Rows that come one by one, some at a time. */
export function* gathered<Row>(rows: Iterable<Row>): Generator<readonly Row[], void> {
  let some: Row[] = []
  for (const row of rows) {
    if (some.push(row) < atATime) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
