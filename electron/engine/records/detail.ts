/** One record with its origin, and the original sheet around a row. */
import type { OriginalWindow, RecordDetail } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { resolvedId } from './seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import { kindOf, roleColumnOf } from './evidence.ts'
import { originalCells, originalRowsBetween } from './originalRows.ts'
import { readRows, rowSources, sheetSources } from './rows.ts'

/** What `sheets.columns` keeps of the mapping. */
interface KeptColumn {
  readonly column: number | null
  readonly header: string
  readonly field: string | null
}
function columnsOf(db: Db, sheetId: number): readonly KeptColumn[] {
  const text = db
    .prepare<[number], string>('SELECT columns FROM sheets WHERE sheet_id = ?')
    .pluck()
    .get(sheetId)
  return text === undefined ? [] : (JSON.parse(text) as readonly KeptColumn[])
}

/** A record with all that is known of it. Errors: `kind-not-found`, `record-not-found`. */
export function readRecord(
  db: Db,
  kindId: string,
  recordId: number,
  model: readonly RecordKind[] = recordKinds,
): RecordDetail {
  const kind = kindOf(model, kindId)
  const [record] = readRows(db, kind, [recordId])
  if (record === undefined)
    throw new AppError('record-not-found', `no record ${recordId} of ${kindId}`, { kind: kindId, recordId })
  const { sheetId, row } = record.source
  const source = rowSources(db)({ kind, recordId, sheetId })
  const cells = originalCells(db, sheetId, row) ?? []
  const columns = new Map(
    columnsOf(db, sheetId).flatMap((column) =>
      column.column === null ? [] : [[column.column, column] as const],
    ),
  )
  const width = Math.max(cells.length, ...[...columns.keys()].map((column) => column + 1))
  return {
    kind: kindId,
    record,
    provenance: {
      originalId: source.originalId,
      fileName: source.fileName,
      sha256: source.sha256,
      sheetId,
      sheet: source.sheet,
      row,
    },
    original: Array.from({ length: width }, (_, column) => ({
      column,
      header: columns.get(column)?.header ?? '',
      raw: cells[column] ?? '',
      field: columns.get(column)?.field ?? null,
    })),
    edits: db
      .prepare<[number, number], RecordDetail['edits'][number]>(
        'SELECT field, text, reason, at, operator FROM row_edits WHERE sheet_id = ? AND row = ? ORDER BY field',
      )
      .all(sheetId, row),
    entities: entitiesOf(db, kind, recordId),
  }
}
function entitiesOf(db: Db, kind: RecordKind, recordId: number): RecordDetail['entities'] {
  const single = kind.roles.filter((role) => role.multi !== true)
  const ids =
    single.length === 0
      ? []
      : (db
          .prepare<[number], (number | null)[]>(
            `SELECT ${single.map((role) => roleColumnOf('r', role.role)).join(', ')} FROM ${recordTable(kind.id)} r WHERE record_id = ?`,
          )
          .raw()
          .get(recordId) ?? [])
  const named = single.flatMap((role, index) => {
    const entityId = ids[index]
    return entityId === null || entityId === undefined ? [] : [{ role: role.role, entityId }]
  })
  const several = db
    .prepare<[string, number], { role: string; entityId: number }>(
      'SELECT role, entity_id AS entityId FROM record_entities WHERE kind = ? AND record_id = ? ORDER BY role, entity_id',
    )
    .all(kind.id, recordId)
  const read = db.prepare<[number], { kind: string; label: string }>(
    'SELECT kind, label FROM entities WHERE entity_id = ?',
  )
  return [...named, ...several]
    .map(({ role, entityId }) => ({ role, entityId: resolvedId(db, entityId) }))
    .flatMap(({ role, entityId }) => {
      const entity = read.get(entityId)
      return entity === undefined ? [] : [{ role, entityId, kind: entity.kind, label: entity.label }]
    })
}

/** Rows of an original sheet around one row, raw. Errors: `sheet-not-found`. */
export function readOriginal(
  db: Db,
  sheetId: number,
  row: number,
  before: number,
  after: number,
): OriginalWindow {
  const sheet = db
    .prepare<[number], { kind: string | null; header_row: number | null; row_count: number }>(
      'SELECT kind, header_row, row_count FROM sheets WHERE sheet_id = ?',
    )
    .get(sheetId)
  if (sheet === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  const source = sheetSources(db)(sheetId)
  const mapping = columnsOf(db, sheetId)
  const columnOf = (field: string | null): number | null =>
    mapping.find((entry) => entry.field === field && entry.column !== null)?.column ?? null
  const [from, to] = [row - before, row + after]
  const remarks = grouped(
    db
      .prepare<
        [number, number, number],
        { row: number; column: number | null; code: string; field: string | null }
      >(
        'SELECT row, col AS column, code, field FROM row_issues WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY row, issue_id',
      )
      .all(sheetId, from, to),
  )
  const edits = grouped(
    db
      .prepare<[number, number, number], { row: number; field: string; text: string }>(
        'SELECT row, field, text FROM row_edits WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY row, field',
      )
      .all(sheetId, from, to),
  )
  const rows = originalRowsBetween(db, sheetId, from, to).map((entry) => ({
    ...entry,
    remarks: (remarks.get(entry.row) ?? []).map(({ column, code, field }) => ({
      column: column ?? columnOf(field),
      code,
      field,
    })),
    edits: (edits.get(entry.row) ?? []).map(({ field, text }) => ({ column: columnOf(field), field, text })),
  }))
  const mapped = mapping.map((column) => (column.column ?? -1) + 1)
  return {
    provenance: {
      originalId: source.originalId,
      fileName: source.fileName,
      sha256: source.sha256,
      sheetId,
      sheet: source.sheet,
    },
    kind: sheet.kind,
    headerRow: sheet.header_row,
    columns: Math.max(0, ...mapped, ...rows.map((entry) => entry.cells.length)),
    rowCount: sheet.row_count,
    rows,
  }
}
function grouped<T extends { readonly row: number }>(
  entries: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>()
  for (const entry of entries) groups.set(entry.row, [...(groups.get(entry.row) ?? []), entry])
  return groups
}
