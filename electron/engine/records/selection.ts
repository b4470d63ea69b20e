/** Rows of a kind that are looked at: those of some sheets, or all. */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

export interface RowSelection {
  /** SQL that is true for the rows, over an alias; `params` are its parameters. */
  condition(alias: string): string
  readonly params: Readonly<Record<string, string | number>>
  readonly count: number
  readonly all: boolean
}
/** Every row of the kind. */
export function allRows(db: Db, kind: RecordKind): RowSelection {
  const count =
    db
      .prepare<[], number>(`SELECT COUNT(*) FROM ${recordTable(kind.id)}`)
      .pluck()
      .get() ?? 0
  return { condition: () => '1', params: {}, count, all: true }
}
/** These rows. */
export function rowsOfRecords(recordIds: readonly number[]): RowSelection {
  return {
    condition: (alias) => `${alias}.record_id IN (SELECT value FROM json_each(@records))`,
    params: { records: JSON.stringify(recordIds) },
    count: recordIds.length,
    all: false,
  }
}
/** Rows of these sheets. An import writes a sheet's rows one after the other, so they are read as one stretch of the table. */
export function rowsOfSheets(db: Db, kind: RecordKind, sheetIds: readonly number[]): RowSelection {
  const sheets = JSON.stringify(sheetIds)
  const found = db
    .prepare<[string], { count: number; low: number | null; high: number | null }>(
      `SELECT COUNT(*) AS count, MIN(record_id) AS low, MAX(record_id) AS high FROM ${recordTable(kind.id)} WHERE sheet_id IN (SELECT value FROM json_each(?))`,
    )
    .get(sheets)
  return {
    // The plus keeps SQLite from going through the index of sheets row by row.
    condition: (alias) =>
      `${alias}.record_id BETWEEN @low AND @high AND +${alias}.sheet_id IN (SELECT value FROM json_each(@sheets))`,
    params: { sheets, low: found?.low ?? 0, high: found?.high ?? -1 },
    count: found?.count ?? 0,
    all: false,
  }
}
