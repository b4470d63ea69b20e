/** What follows when people give rows other texts, or settle how a sheet is read: the rows are converted again. */
import type { Topic } from '../../../../shared/contract/events.ts'
import type { WriteDb } from '../../store/db.ts'
import type { RowChange } from '../../store/journal.ts'
import { reconvertRows } from './reconvert.ts'
import { readAgain, renewSettings } from './settleSheet.ts'
import { ofSheet, reckonRules } from './sheetSettings.ts'

/** Follows changes of `row_edits`. */
export const editConsequence = {
  tables: ['row_edits'],
  apply(db: WriteDb, changes: readonly RowChange[]): readonly Topic[] {
    const rows = new Map<number, Set<number>>()
    const settled = new Map<number, RowChange[]>()
    for (const change of changes) {
      const image = change.before ?? change.after
      const [sheetId, row] = [Number(image?.['sheet_id']), Number(image?.['row'])]
      if (row === ofSheet) settled.set(sheetId, [...(settled.get(sheetId) ?? []), change])
      else rows.set(sheetId, (rows.get(sheetId) ?? new Set()).add(row))
    }
    for (const [sheetId, own] of settled) {
      const moved = reckonRules(own)
      if (moved === null) renewSettings(db, sheetId)
      else readAgain(db, sheetId, moved)
    }
    for (const [sheetId, edited] of rows) reconvertRows(db, sheetId, [...edited])
    return ['case', 'batches', 'records', 'entities']
  },
}
/** To be called after rows of these sheets were written by an import: what people said of them holds. */
export function applyEdits(db: WriteDb, sheetIds: readonly number[]): void {
  for (const sheetId of sheetIds) {
    const rows = db
      .prepare<[number], number>('SELECT DISTINCT row FROM row_edits WHERE sheet_id = ? ORDER BY row')
      .pluck()
      .all(sheetId)
    // With the settings of its sheet every row is converted with its edits.
    if (rows[0] === ofSheet) renewSettings(db, sheetId)
    else if (rows.length > 0) reconvertRows(db, sheetId, rows)
  }
}
