import type { WriteDb } from './db.ts'
import { quotedName } from './recordTables.ts'

export type ColumnValue = string | number | null
/** Puts rows in, given as one flat list of values. */
export type PutRows = (values: readonly ColumnValue[]) => void
const rowsAtOnce = 20

/**
 * Inserts of many rows by one statement: half of the cost of a narrow row is the call. `same` is SQL of what all rows have; `otherwise` is
 * what follows the values (ON CONFLICT …).
 */
export function rowsInsert(
  db: WriteDb,
  table: string,
  columns: readonly string[],
  same: Readonly<Record<string, string>> = {},
  otherwise = '',
): PutRows {
  const row = `(${[...Object.values(same), ...columns.map(() => '?')].join(', ')})`
  const insertOf = (count: number) =>
    db.prepare<[readonly ColumnValue[]]>(
      `INSERT INTO ${table} (${[...Object.keys(same), ...columns].map(quotedName).join(', ')}) VALUES ${Array.from({ length: count }, () => row).join(', ')} ${otherwise}`,
    )
  // Compiled when first needed: a sheet of ten rows never puts twenty in at once.
  let one: ReturnType<typeof insertOf> | null = null
  let many: ReturnType<typeof insertOf> | null = null
  const step = rowsAtOnce * columns.length
  return (values) => {
    let at = 0
    for (; at + step <= values.length; at += step)
      (many ??= insertOf(rowsAtOnce)).run(values.slice(at, at + step))
    for (; at < values.length; at += columns.length)
      (one ??= insertOf(1)).run(values.slice(at, at + columns.length))
  }
}
