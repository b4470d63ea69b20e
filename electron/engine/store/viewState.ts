/**
 * How something is looked at (a chart's filters, its time brush): columns of journaled tables that the journal leaves out. They are kept
 * with their row, come and go with it, and undo neither brings old ones back nor is stopped by new ones.
 */
import { AppError } from '../../../shared/errors.ts'
import type { WriteDb } from './db.ts'

/** By table; the tables have one key column. */
const viewColumns: Readonly<Record<string, { readonly key: string; readonly columns: readonly string[] }>> = {
  charts: { key: 'chart_id', columns: ['settings'] },
}
/** The view columns of a table. */
export function viewColumnsOf(table: string): readonly string[] {
  return viewColumns[table]?.columns ?? []
}

export type KeepView = (table: string, id: number, column: string, value: string) => void

/** Keeps one view column of one row; returns how many rows changed. */
export function keepView(db: WriteDb, ...[table, id, column, value]: Parameters<KeepView>): number {
  const known = viewColumns[table]
  if (known?.columns.includes(column) !== true)
    throw new AppError('internal', `not a view column: ${table}.${column}`)
  return db
    .prepare(`UPDATE ${table} SET ${column} = ? WHERE ${known.key} = ? AND ${column} <> ?`)
    .run(value, id, value).changes
}
