/**
 * Rows in whose cells the words stand: a scan of every row as it was read, which finds everything. An index may answer the same question
 * behind `matchingRows`; its hits must be these.
 */
import type { Db } from '../context.ts'
import { standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'

export interface RowHit {
  readonly sheetId: number
  readonly row: number
  readonly kind: string
  readonly recordId: number
  /** The first cell in which a word stands, zero-based, and its text. */
  readonly column: number
  readonly text: string
}
interface ScannedRow { readonly sheetId: number; readonly row: number; readonly kind: string; readonly recordId: number; readonly cells: string }

/** Every row of the case's records in which all words stand, in the order of sheets and rows; only the first `limit` are returned. */
export function matchingRows(db: Db, words: readonly Word[], limit: number): { readonly total: number; readonly hits: readonly RowHit[] } {
  if (words.length === 0) return { total: 0, hits: [] }
  const hits: RowHit[] = []
  let total = 0
  const scan = db.prepare<[], ScannedRow>(`
    SELECT o.sheet_id AS sheetId, o.row, s.kind, o.record_id AS recordId, o.cells
    FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active' CROSS JOIN original_rows o ON o.sheet_id = s.sheet_id
    WHERE s.kind IS NOT NULL AND o.record_id IS NOT NULL ORDER BY s.sheet_id, o.row`)
  for (const row of scan.iterate()) {
    const cells = JSON.parse(row.cells) as string[]
    const foldedCells = cells.map(folded)
    if (!words.every((word) => foldedCells.some((cell) => standsInCell(word, cell)))) continue
    total += 1
    if (hits.length >= limit) continue
    const column = foldedCells.findIndex((cell) => words.some((word) => standsInCell(word, cell)))
    hits.push({ sheetId: row.sheetId, row: row.row, kind: row.kind, recordId: row.recordId, column, text: cells[column] ?? '' })
  }
  return { total, hits }
}
