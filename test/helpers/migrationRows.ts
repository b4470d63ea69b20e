/** Rows in every table of a format, and whole tables for comparing before and after a migration. */
import type { WriteDb } from '../../electron/engine/store/db.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
  readonly dflt_value: string | null
}
const tablesOf = (db: WriteDb): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
/** Values that a CHECK asks for; everything else takes any. */
const allowed: Readonly<Record<string, string>> = {
  'batches.status': 'active',
  'history.status': 'done',
  'original_rows.outcome': 'accepted',
  'unrecorded_rows.outcome': 'skipped',
  'identity_claims.type': 'merge',
  'identity_claims.status': 'active',
  'collisions.what': 'list',
  'pair_decisions.decision': 'apart',
}

/** Puts two rows into every table, each value telling its place. Foreign keys are not looked at. */
export function rowsInEveryTable(db: WriteDb): void {
  db.pragma('foreign_keys = OFF')
  for (const table of tablesOf(db)) {
    const columns = db
      .prepare<[string], Column>('SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)')
      .all(table)
    const insert = db.prepare(
      `INSERT INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    for (const row of [1, 2]) {
      insert.run(
        ...columns.map(({ name, type }) => {
          const fixed = allowed[`${table}.${name}`]
          if (fixed !== undefined) return fixed
          // A sheet's counts must add up.
          if (table === 'sheets' && ['read', 'accepted', 'duplicate', 'rejected', 'skipped'].includes(name))
            return name === 'read' || name === 'accepted' ? row : 0
          return type === 'TEXT' ? `${table}.${name}.${row}` : type === 'BLOB' ? Buffer.from([row]) : row
        }),
      )
    }
  }
}
/** Every table with all of its rows, in the order of all columns. */
export function wholeTables(db: WriteDb): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(
    tablesOf(db).map((table) => {
      const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
      return [
        table,
        db
          .prepare(`SELECT * FROM "${table}" ORDER BY ${columns.map((_, index) => index + 1).join(', ')}`)
          .all(),
      ]
    }),
  )
}
