/**
 * Copies that stand in units other than boxes and sets, ready for a person to say how many boxes one of them is; and what persons have said so far. A conversion is an edit
 * of the rows (quantity and unit) with its reason: it is one step, can be undone, and the row as read stays.
 */
import type { MeasureRemark, UnitGroup } from '../../../shared/contract/measures.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { packedCopies, seizedRows } from './seizedGoods.ts'
import { remark, settledScope, type MeasureScope } from './measure.ts'

/** Copies of works in other units, by unit, title and sheet. */
export const otherUnitGroups: (db: Db) => readonly UnitGroup[] = oncePerState(readGroups)
function readGroups(db: Db): readonly UnitGroup[] {
  const rows = seizedRows(db).filter(
    (row) =>
      row.copies !== null && row.copies !== 'undecided' && packedCopies(row) === null && row.unit !== null,
  )
  if (rows.length === 0) return []
  const places = new Map(
    db
      .prepare<[string], { recordId: number; sheetId: number; row: number; sheet: string; file: string }>(
        `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row, s.name AS sheet, o.file_name AS file FROM ${recordTable('seizure')} r
      JOIN sheets s USING (sheet_id) JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(rows.map(({ recordId }) => recordId)))
      .map((place) => [place.recordId, place] as const),
  )
  const groups = new Map<
    string,
    UnitGroup & { rows: { sheetId: number; row: number; quantity: number | null }[] }
  >()
  for (const { recordId, unit, copies } of rows) {
    const place = places.get(recordId)
    if (place === undefined || copies === null || copies === 'undecided' || unit === null) continue
    const key = JSON.stringify([unit, copies.title, place.sheetId])
    const group = groups.get(key) ?? {
      unit,
      title: copies.title,
      sheet: place.sheet,
      file: place.file,
      rows: [],
    }
    groups.set(key, group)
    group.rows.push({ sheetId: place.sheetId, row: place.row, quantity: copies.quantity })
  }
  return [...groups.values()]
}

/** Rows of a scope whose unit a person has given, with what was said for it; null where there are none. */
export function converted(db: Db, scope: MeasureScope): MeasureRemark | null {
  const { where, params } = settledScope(db, scope)
  const reasons = db
    .prepare<[object], { reason: string; count: number }>(
      `SELECT e.reason, COUNT(*) AS count FROM row_edits e JOIN ${recordTable('seizure')} r ON r.sheet_id = e.sheet_id AND r.row = e.row
    WHERE e.field = 'unit' AND ${where} GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all(params)
  return reasons.length === 0
    ? null
    : remark('converted', {
        count: reasons.reduce((total, { count }) => total + count, 0),
        names: reasons.flatMap(({ reason }) => (reason === '' ? [] : [reason])),
      })
}
