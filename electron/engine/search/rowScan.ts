/**
 * Rows in whose cells the words stand: a scan of every row as it was read, which finds everything. An index may answer the same question
 * behind `matchingRows`; its hits must be these.
 */
import type { Db } from '../context.ts'
import { standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { eachOriginalRow } from '../records/originalRows.ts'

export interface RowHit {
  readonly sheetId: number
  readonly row: number
  readonly kind: string
  readonly recordId: number
  /** The first cell in which a word stands, zero-based, and its text. */
  readonly column: number
  readonly text: string
}

/** Every row of the case's records in which all words stand, in the order of sheets and rows; only the first `limit` are returned. */
export function matchingRows(db: Db, words: readonly Word[], limit: number): { readonly total: number; readonly hits: readonly RowHit[] } {
  if (words.length === 0) return { total: 0, hits: [] }
  const hits: RowHit[] = []
  let total = 0
  const sheets = db.prepare<[], { sheetId: number; kind: string }>("SELECT sheet_id AS sheetId, kind FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND kind IS NOT NULL ORDER BY sheet_id").all()
  for (const { sheetId, kind } of sheets) for (const { row, recordId, cells } of eachOriginalRow(db, sheetId)) {
    if (recordId === null) continue
    const foldedCells = cells.map(folded)
    if (!words.every((word) => foldedCells.some((cell) => standsInCell(word, cell)))) continue
    total += 1
    if (hits.length >= limit) continue
    const column = foldedCells.findIndex((cell) => words.some((word) => standsInCell(word, cell)))
    hits.push({ sheetId, row, kind, recordId, column, text: cells[column] ?? '' })
  }
  return { total, hits }
}
