/** Rows that people marked, as SQL. */
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** SQL of the record ids whose rows stand in a table of marks under a condition on it (alias `m`). */
export function markedRecords(
  kindId: string,
  table: 'row_tags' | 'row_notes' | 'row_edits',
  condition: string,
): string {
  return `SELECT x.record_id FROM ${table} m CROSS JOIN ${recordTable(kindId)} x ON x.sheet_id = m.sheet_id AND x.row = m.row WHERE ${condition}`
}
/** Fields of conditions that ask for marks. */
export const markFields: ReadonlySet<string> = new Set(['tag', 'note', 'flag'])

/** Grows with every change of marks; what is kept in memory about rows chosen by them carries it. */
export function marksVersion(db: Db): number {
  return (
    db
      .prepare<[], number>("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'marksVersion'")
      .pluck()
      .get() ?? 0
  )
}
