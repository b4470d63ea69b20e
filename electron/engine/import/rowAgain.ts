/** One row of an imported sheet converted again, with some of its cells read as a person says they should be: what an edit makes of it. */
import type { ColumnMapping } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { RowValues } from '../../../shared/model/complete.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../context.ts'
import { originalCells } from '../records/originalRows.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { type Mark, marks, packMarks, type RawRow } from './cells.ts'
import { RowConverter, type RowResult } from './convertRows.ts'
import type { PlannedSheet } from './parserProtocol.ts'

interface KeptSheet { readonly kind: string | null; readonly name: string; readonly headerRow: number | null; readonly headerRows: number; readonly columns: string; readonly at: string }

/**
 * What the row becomes under the mapping its sheet was imported with when the given cells (by zero-based column) hold these texts instead
 * of their own. Everything the change does not touch keeps its stored value: the file's own digits are not judged a second time.
 * Reads only; the original row stays as it is. Errors: `sheet-not-found` (no such sheet, or one that was not imported), `record-not-found` (no such row).
 */
export function convertRowAgain(db: Db, sheetId: number, row: number, changes: ReadonlyMap<number, string>): RowResult {
  const sheet = db.prepare<[number], KeptSheet>('SELECT kind, name, header_row AS headerRow, header_rows AS headerRows, columns, at FROM sheets JOIN batches USING (batch_id) WHERE sheet_id = ?').get(sheetId)
  const kind = sheet?.kind == null ? undefined : recordKind(sheet.kind)
  if (sheet === undefined || kind === undefined) throw new AppError('sheet-not-found', 'no such imported sheet', { sheetId })
  const original = readRawRow(db, sheetId, row)
  if (original === null) throw new AppError('record-not-found', 'no such row in the sheet', { sheetId, row })
  const converter = converterOf(db, sheetId, sheet, kind)
  const cells = [...original.cells]
  for (const [column, text] of changes) {
    while (cells.length <= column) cells.push('')
    cells[column] = text
  }
  const found = packMarks(cells.map((_, column) => (changes.has(column) ? marks.text : original.marks?.[column] ?? marks.text)))
  const after = converter.convert({ row, cells, marks: found })
  if (after.values === null) return after
  const stored = storedValues(db, kind, sheetId, row)
  if (stored === null) return after
  const before = converter.convert(original)
  const values: RowValues = {}
  for (const { id } of kind.fields) {
    const next = after.values[id] ?? null
    values[id] = next === (before.values?.[id] ?? null) ? stored[id] ?? null : next
  }
  return { ...after, values, entities: after.outcome === 'accepted' ? converter.entitiesOf(values) : [] }
}

/** The converter of a sheet that is in the case, as it was when the sheet was imported. */
function converterOf(db: Db, sheetId: number, sheet: KeptSheet, kind: RecordKind): RowConverter {
  // Written by the import.
  const mapping = JSON.parse(sheet.columns) as readonly ColumnMapping[]
  const plan: PlannedSheet = {
    index: 0, kind: kind.id, headerRow: sheet.headerRow, headerRows: sheet.headerRows,
    // What was taken from around the table is kept with the mapping.
    columns: mapping.map(({ column, header, field, evidence }) => ({ column, header, field, ...(column === null ? { value: evidence } : {}) })),
  }
  const head: RawRow[] = []
  for (let at = sheet.headerRow ?? 0; sheet.headerRow !== null && head.length < sheet.headerRows && at < sheet.headerRow + 50; at += 1) {
    const found = readRawRow(db, sheetId, at)
    if (found !== null) head.push(found)
  }
  const about = { index: 0, name: sheet.name, hidden: false, named: true, fileName: '', path: '', complete: false, date1904: false }
  const converter = new RowConverter(kind, plan, head, about, sheet.at)
  if (converter.signedAmount !== null && kind.directionField !== undefined) {
    // Without a column for it, only signs can have told a direction.
    converter.knowSigns(db.prepare(`SELECT 1 FROM ${recordTable(kind.id)} WHERE sheet_id = ? AND ${quotedName(kind.directionField)} IN ('in', 'out') LIMIT 1`).get(sheetId) !== undefined)
  }
  return converter
}

/** The row as read. A cell whose digits a spreadsheet had destroyed was a number; all others are told by their texts. */
function readRawRow(db: Db, sheetId: number, row: number): RawRow | null {
  const cells = originalCells(db, sheetId, row)
  if (cells === null) return null
  const destroyed = new Set(db.prepare<[number, number], number>("SELECT col FROM row_issues WHERE sheet_id = ? AND row = ? AND code = 'damaged-number' AND col IS NOT NULL").pluck().all(sheetId, row))
  const found = cells.map((cell, column): Mark => (destroyed.has(column) && /^[\d.+Ee]+$/.test(cell) ? marks.number : marks.text))
  return { row, cells, marks: packMarks(found) }
}
function storedValues(db: Db, kind: RecordKind, sheetId: number, row: number): RowValues | null {
  return db.prepare<[number, number], RowValues>(`SELECT ${kind.fields.map(({ id }) => quotedName(id)).join(', ')} FROM ${recordTable(kind.id)} WHERE sheet_id = ? AND row = ?`).get(sheetId, row) ?? null
}
