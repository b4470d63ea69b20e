/** Rows as tables show them, and where they come from. */
import type { RecordRow, Scalar } from '../../../shared/contract/records.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf } from './evidence.ts'
import { type MappedColumns, originalText } from './originalRows.ts'

export interface SheetSource {
  readonly sheetId: number
  readonly sheet: string
  readonly originalId: number
  readonly fileName: string
  readonly sha256: string
}
/** File and sheet names, each sheet read once. */
export function sheetSources(db: Db): (sheetId: number) => SheetSource {
  const read = db.prepare<[number], SheetSource>(
    `SELECT s.sheet_id AS sheetId, s.name AS sheet, o.original_id AS originalId, o.file_name AS fileName, o.sha256 FROM sheets s
     JOIN batches b ON b.batch_id = s.batch_id JOIN originals o ON o.original_id = b.original_id WHERE s.sheet_id = ?`,
  )
  const known = new Map<number, SheetSource>()
  return (sheetId) => {
    const present = known.get(sheetId) ??
      read.get(sheetId) ?? { sheetId, sheet: '', originalId: 0, fileName: '', sha256: '' }
    known.set(sheetId, present)
    return present
  }
}

/** Where a row of a kind stands; what was entered by hand names its document and page, and who said it, in the place of file and sheet. */
export function rowSources(
  db: Db,
): (row: { readonly kind: RecordKind; readonly recordId: number; readonly sheetId: number }) => SheetSource {
  const ofSheet = sheetSources(db)
  return ({ kind, recordId, sheetId }) => {
    if (kind.byHand === undefined) return ofSheet(sheetId)
    const { document, page, by } = kind.byHand
    const told = db
      .prepare<[number], { document: string | null; page: string | null; by: string | null }>(
        `SELECT ${columnOf('r', document)} AS document, ${columnOf('r', page)} AS page, ${columnOf('r', by)} AS by FROM ${recordTable(kind.id)} r WHERE r.record_id = ?`,
      )
      .get(recordId)
    return {
      sheetId: 0,
      sheet: [told?.by, told?.page].filter((part) => part !== null && part !== undefined).join(' · '),
      originalId: 0,
      fileName: told?.document ?? '',
      sha256: '',
    }
  }
}

/** The rows with these ids, in this order; ids that are not there are left out. */
export function readRows(db: Db, kind: RecordKind, recordIds: readonly number[] | Int32Array): RecordRow[] {
  const fields = kind.fields.map((field) => columnOf('r', field.id))
  const read = db
    .prepare<[number], Scalar[]>(
      `SELECT r.record_id, r.duplicate_of, r.mirror_of, ${kind.reversal === undefined ? 'NULL, NULL' : 'r.reversal_of, r.taken_back'}, r.sheet_id, r.row, ${fields.join(', ')} FROM ${recordTable(kind.id)} r WHERE r.record_id = ?`,
    )
    .raw()
  const sourceOf = rowSources(db)
  const flags = flagsOf(db, kind, recordIds)
  const edited = editedFields(db)
  const tags = db
    .prepare<[number, number], number>('SELECT tag_id FROM row_tags WHERE sheet_id = ? AND row = ?')
    .pluck()
  const note = db
    .prepare<[number, number], string>('SELECT note FROM row_notes WHERE sheet_id = ? AND row = ?')
    .pluck()
  const rows: RecordRow[] = []
  for (const recordId of recordIds) {
    const values = read.get(recordId)
    if (values === undefined) continue
    const [, duplicateOf, mirrorOf, reversalOf, takenBack, sheetId, row] = values as [
      number,
      number | null,
      number | null,
      number | null,
      number | null,
      number,
      number,
    ]
    const source = sourceOf({ kind, recordId, sheetId })
    rows.push({
      recordId,
      values: values.slice(7),
      duplicateOf,
      mirrorOf,
      reversalOf,
      takenBack,
      flags: flags.get(recordId) ?? [],
      edited: edited(sheetId, row),
      tags: tags.all(sheetId, row),
      note: note.get(sheetId, row) ?? null,
      source: { file: source.fileName, sheet: source.sheet, row, sheetId },
    })
  }
  return rows
}
/** Edited fields of rows with the texts their file has. */
function editedFields(db: Db): (sheetId: number, row: number) => RecordRow['edited'] {
  const fields = db
    .prepare<[number, number], string>(
      'SELECT field FROM row_edits WHERE sheet_id = ? AND row = ? ORDER BY field',
    )
    .pluck()
  const columnsOf = db.prepare<[number], string>('SELECT columns FROM sheets WHERE sheet_id = ?').pluck()
  return (sheetId, row) => {
    const found = fields.all(sheetId, row)
    if (found.length === 0) return []
    const columns = JSON.parse(columnsOf.get(sheetId) ?? '[]') as MappedColumns
    return found.map((field) => ({ field, original: originalText(db, { sheetId, row }, columns, field) }))
  }
}
function flagsOf(
  db: Db,
  kind: RecordKind,
  recordIds: readonly number[] | Int32Array,
): ReadonlyMap<number, readonly string[]> {
  const flags = new Map<number, string[]>()
  const found = db
    .prepare<[string, string], [number, string]>(
      'SELECT DISTINCT record_id, code FROM row_issues WHERE kind = ? AND record_id IN (SELECT value FROM json_each(?)) ORDER BY record_id, code',
    )
    .raw()
  for (const [recordId, code] of found.iterate(kind.id, JSON.stringify([...recordIds])))
    flags.set(recordId, [...(flags.get(recordId) ?? []), code])
  return flags
}
