/** Many rows at once: indexes that are made over all rows cost a fraction of indexes kept up row by row. */
import type { WriteDb } from './db.ts'
import { oneStep, type Steps } from './steps.ts'
import { quotedName } from './recordTables.ts'

/** From here on the indexes of a table are cheaper made than kept. */
export const manyRows = 20_000

/** Drops the indexes of a table (its name unquoted); returns the statements that make them again. Call inside a transaction. */
export function dropIndexes(db: WriteDb, table: string): readonly string[] {
  const indexes = db
    .prepare<[string], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )
    .all(table)
  for (const { name } of indexes) db.exec(`DROP INDEX ${quotedName(name)}`)
  return indexes.map(({ sql }) => sql)
}
/** Does the work without the indexes of a table (its name unquoted) and makes them after, one a step. Call inside a transaction. */
export function* withoutIndexes(db: WriteDb, table: string, work: Steps<void>): Steps<void> {
  const indexes = dropIndexes(db, table)
  yield* work
  for (const sql of indexes) {
    db.exec(sql)
    yield
  }
}
/** Takes the rows that meet the condition out of a table (its name unquoted), the quickest way there is for so many. Call inside a transaction. */
export function* deleteRows(
  db: WriteDb,
  table: string,
  where: string,
  params: object,
  many = manyRows,
): Steps<void> {
  const count = (condition: string, ...values: readonly object[]): number =>
    db
      .prepare<object[], number>(`SELECT COUNT(*) FROM ${quotedName(table)} WHERE ${condition}`)
      .pluck()
      .get(...values) ?? 0
  const gone = count(where, params)
  const present = count('1')
  // Without a condition the pages are let go of as a whole.
  if (gone === present) db.exec(`DELETE FROM ${quotedName(table)}`)
  else {
    const remove = oneStep(() => {
      db.prepare(`DELETE FROM ${quotedName(table)} WHERE ${where}`).run(params)
    })
    if (gone > many && gone * 4 > present) yield* withoutIndexes(db, table, remove)
    else yield* remove
  }
  yield
}
