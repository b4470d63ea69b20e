/** What people write over the cells of rows: kept beside the rows as read, applied by records/reconvert.ts. */
import type { EditedRow, RowEdit } from '../../../shared/contract/edits.ts'
import { mostEdited } from '../../../shared/contract/edits.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { fieldOf } from '../records/evidence.ts'
import { originalRow, originalText } from '../records/originalRows.ts'
import {
  convertEdited,
  editsOfRow,
  type SheetConversion,
  sheetConversion,
  type StoredRow,
  storedRow,
} from '../import/write/reconvert.ts'

export interface Edit {
  readonly sheetId: number
  readonly row: number
  readonly field: string
  readonly text: string | null
}

/** Writes edits and tells what each row becomes by all of them. Errors: see `records.edit`. */
export function writeEdits(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  edits: readonly Edit[],
  reason: string,
): readonly EditedRow[] {
  const conversions = new Map<number, SheetConversion>()
  const rows = new Map<string, { readonly conversion: SheetConversion; readonly stored: StoredRow }>()
  const put =
    db.prepare(`INSERT INTO row_edits (sheet_id, row, field, text, reason, at, operator) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sheet_id, row, field) DO UPDATE SET text = excluded.text, reason = excluded.reason, at = excluded.at, operator = excluded.operator WHERE text <> excluded.text OR reason <> excluded.reason`)
  const takeBack = db.prepare('DELETE FROM row_edits WHERE sheet_id = ? AND row = ? AND field = ?')
  for (const { sheetId, row, field, text } of edits) {
    const conversion = conversions.get(sheetId) ?? editableSheet(db, sheetId)
    conversions.set(sheetId, conversion)
    const key = `${sheetId}/${row}`
    const known = rows.get(key) ?? { conversion, stored: editableRow(db, conversion, row) }
    rows.set(key, known)
    if (fieldOf(conversion.kind, field).derived === true) throw notEditable('derived', { field })
    if (text === null || text === originalText(db, { sheetId, row }, conversion.mapping, field))
      takeBack.run(sheetId, row, field)
    else put.run(sheetId, row, field, text, reason, at, operator)
  }
  return [...rows.values()].map(({ conversion, stored }): EditedRow => {
    const {
      outcome,
      reason: why,
      remarks,
    } = convertEdited(conversion, stored, editsOfRow(db, conversion.sheetId, stored.row))
    const issues = remarks.map(({ field, code, severity, raw }) => ({ field, code, severity, raw }))
    return {
      sheetId: conversion.sheetId,
      row: stored.row,
      outcome: outcome === 'header' ? 'skipped' : outcome,
      reason: why,
      issues,
    }
  })
}

/** Sheet and row of the records, or of the given ones among them. Errors: `selection-too-large`. */
export function sheetRows(
  db: Db,
  { table, where, params }: ScopedRows,
  recordIds: readonly number[] | undefined,
): readonly { readonly sheetId: number; readonly row: number }[] {
  const chosen = recordIds === undefined ? '' : ' AND r.record_id IN (SELECT value FROM json_each(@chosen))'
  const rows = db
    .prepare<[object], { sheetId: number; row: number }>(
      `SELECT r.sheet_id AS sheetId, r.row FROM ${table} r WHERE (${where})${chosen} ORDER BY r.record_id LIMIT ${mostEdited + 1}`,
    )
    .all({ ...params, ...(recordIds === undefined ? {} : { chosen: JSON.stringify(recordIds) }) })
  if (rows.length > mostEdited)
    throw new AppError('selection-too-large', 'more rows than one step may change', { most: mostEdited })
  return rows
}

function notEditable(reason: string, details: Readonly<Record<string, string | number>>): AppError {
  return new AppError('row-not-editable', `the row cannot be edited: ${reason}`, { ...details, reason })
}
function editableSheet(db: Db, sheetId: number): SheetConversion {
  const conversion = sheetConversion(db, sheetId)
  if (conversion !== null) return conversion
  const sheet = db
    .prepare<[number], { name: string; status: string; kind: string | null; basis: string | null }>(
      'SELECT name, status, kind, basis FROM sheets JOIN batches USING (batch_id) WHERE sheet_id = ?',
    )
    .get(sheetId)
  if (sheet === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  throw notEditable(
    sheet.status !== 'active'
      ? 'undone'
      : sheet.kind !== null && sheet.basis === null
        ? 'older-import'
        : 'no-row',
    { sheet: sheet.name },
  )
}
function editableRow(db: Db, conversion: SheetConversion, row: number): StoredRow {
  const { basis, formRow } = conversion
  // The other rows of a form are no records of their own: its fields are those of the first.
  if (formRow !== null && row !== formRow && originalRow(db, conversion.sheetId, row) !== null)
    throw notEditable('form', { row: formRow })
  const stored = storedRow(db, conversion, row)
  if (stored === null) throw notEditable('no-row', { row })
  if (stored.outcome === 'header' || row <= basis.headerEnd) throw notEditable('header', { row })
  return stored
}

interface EditLine extends Omit<RowEdit, 'header' | 'original' | 'outcome' | 'recordId'> {
  readonly columns: string
}
/** Edits by batch, sheet or row, in the order of sheets and rows; only of batches that are in the case. */
export function listEdits(
  db: Db,
  {
    batchId,
    sheetId,
    row,
    offset,
    limit,
  }: {
    readonly batchId?: number | undefined
    readonly sheetId?: number | undefined
    readonly row?: number | undefined
    readonly offset: number
    readonly limit: number
  },
): { readonly total: number; readonly rows: readonly RowEdit[] } {
  const from = `FROM row_edits e JOIN sheets s ON s.sheet_id = e.sheet_id JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active' JOIN originals f ON f.original_id = b.original_id
    WHERE e.row > 0 AND ${[...(batchId === undefined ? [] : ['s.batch_id = @batchId']), ...(sheetId === undefined ? [] : ['e.sheet_id = @sheetId']), ...(row === undefined ? [] : ['e.row = @row']), '1'].join(' AND ')}`
  const params = { batchId: batchId ?? null, sheetId: sheetId ?? null, row: row ?? null, offset, limit }
  const total = db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck().get(params) ?? 0
  const rows = db
    .prepare<[object], EditLine>(
      `SELECT e.sheet_id AS sheetId, e.row, e.field, e.text, e.reason, e.at, e.operator, f.file_name AS file, s.name AS sheet, s.kind, s.columns
    ${from} ORDER BY e.sheet_id, e.row, e.field LIMIT @limit OFFSET @offset`,
    )
    .all(params)
    .map(({ columns, ...line }): RowEdit => {
      const mapped = JSON.parse(columns) as SheetConversion['columns']
      const { outcome, recordId } = originalRow(db, line.sheetId, line.row) ?? {
        outcome: 'skipped',
        recordId: null,
      }
      return {
        ...line,
        outcome: outcome === 'header' ? 'skipped' : outcome,
        recordId,
        header: mapped.find((column) => column.field === line.field && column.column !== null)?.header ?? '',
        original: originalText(db, line, mapped, line.field),
      }
    })
  return { total, rows }
}
