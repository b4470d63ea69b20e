import type { ReadDb } from '../../electron/engine/store/db.ts'

/** Every row of every table but `without`, as text, in the order of the primary key or of all columns: two cases are compared by it. */
export function tablesOf(
  db: ReadDb,
  without: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> {
  const names = db
    .prepare<[], string>(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
  const rows = (name: string): readonly string[] =>
    db
      .prepare<[], unknown[]>(`SELECT * FROM main."${name}"`)
      .raw()
      .all()
      .map((row) => JSON.stringify(row))
      .sort()
  return Object.fromEntries(names.filter((name) => !without.includes(name)).map((name) => [name, rows(name)]))
}
