/** Where a value of an entity stands: rows by table and field, and the cells of the originals. */
import type { StatedValue, ValueCell, ValueCells } from '../../../shared/contract/entities.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { columnOf, fieldOf } from '../records/evidence.ts'
import { originalCells } from '../records/originalRows.ts'
import { sheetSources } from '../records/rows.ts'
import { recordTable } from '../store/recordTables.ts'
import { statementsOf } from './entityFacts.ts'
import { readEntity } from './entityRows.ts'
import { standingFor } from './factScopes.ts'
import { roleIs } from './linkRows.ts'

/** A field by which a table can state a value of entities of a kind, and the roles it states it of. */
export interface StatedField {
  readonly kind: RecordKind
  readonly field: string
  readonly roles: readonly string[]
}
/** The fields that state it: an identifier by its kind, or with `recordKind` that field of that table. `as` may also name the field of an attribute of any table. */
export function statedFields(
  model: readonly RecordKind[],
  entityKind: string,
  as: string,
  recordKind: string | null | 'any',
): readonly StatedField[] {
  return model.flatMap((kind) => {
    const fields = new Map<string, string[]>()
    for (const role of kind.roles) {
      if (role.kind !== entityKind) continue
      for (const statement of statementsOf(kind, role)) {
        const isIt =
          statement.attribute === 0
            ? statement.kind === as && recordKind !== kind.id
            : statement.field === as && (recordKind === kind.id || recordKind === 'any')
        if (isIt) fields.set(statement.field, [...(fields.get(statement.field) ?? []), role.role])
      }
    }
    return [...fields].map(([field, roles]): StatedField => ({ kind, field, roles }))
  })
}
/** SQL of the rows of an entity that state one of the values (`@stored`, a JSON list) in the field; `test` is that of `standingFor`. */
export function statingRows(
  kind: RecordKind,
  { field, roles }: Pick<StatedField, 'field' | 'roles'>,
  test: string,
): string {
  const column = columnOf('r', field)
  const says =
    fieldOf(kind, field).multi === true
      ? `EXISTS (SELECT 1 FROM json_each(@stored) w WHERE instr(char(10) || ${column} || char(10), char(10) || w.value || char(10)) > 0)`
      : `${column} IN (SELECT value FROM json_each(@stored))`
  return roles
    .map(
      (role) =>
        `SELECT r.record_id, r.sheet_id, r.row FROM ${recordTable(kind.id)} r WHERE ${roleIs(kind, role, test, 'r')} AND ${says}`,
    )
    .join(' UNION ')
}

interface StatingRow {
  readonly record_id: number
  readonly sheet_id: number
  readonly row: number
}
/** Rows and first cells of a value. Errors: `entity-not-found`. */
export function valueCells(
  db: Db,
  given: number,
  stated: StatedValue,
  limit: number,
  model: readonly RecordKind[] = recordKinds,
): ValueCells {
  const entity = readEntity(db, given)
  const { test, value } = standingFor(db, entity.entityId, 'entity')
  const params = { entity: value, stored: JSON.stringify([stated.value]) }
  const tables: { kind: string; field: string; rows: number }[] = []
  const cells: ValueCell[] = []
  const sourceOf = sheetSources(db)
  for (const found of statedFields(model, entity.kind, stated.kind, stated.recordKind)) {
    const rows = statingRows(found.kind, found, test)
    const count = db.prepare<[object], number>(`SELECT COUNT(*) FROM (${rows})`).pluck().get(params) ?? 0
    if (count === 0) continue
    tables.push({ kind: found.kind.id, field: found.field, rows: count })
    if (cells.length >= limit) continue
    for (const { record_id: recordId, sheet_id: sheetId, row } of db
      .prepare<[object], StatingRow>(`${rows} ORDER BY 1 LIMIT @limit`)
      .all({ ...params, limit: limit - cells.length })) {
      const { fileName, sheet } = sourceOf(sheetId)
      const own = originalCells(db, sheetId, row) ?? []
      // Several columns may hold a field; the one that says something is meant.
      const columns = fieldColumns(db, sheetId, found.field)
      const column = columns.find((candidate) => (own[candidate] ?? '') !== '') ?? columns[0] ?? null
      cells.push({
        kind: found.kind.id,
        recordId,
        field: found.field,
        sheetId,
        file: fileName,
        sheet,
        row,
        column,
        raw: column === null ? '' : (own[column] ?? ''),
      })
    }
  }
  return { tables, cells }
}
/** Columns of a sheet that hold a field, by its mapping. */
export function fieldColumns(db: Db, sheetId: number, field: string): readonly number[] {
  return db
    .prepare<[string, number], number | null>(
      "SELECT json_extract(c.value, '$.column') FROM sheets s, json_each(s.columns) c WHERE json_extract(c.value, '$.field') = ? AND s.sheet_id = ? ORDER BY 1",
    )
    .pluck()
    .all(field, sheetId)
    .filter((column) => column !== null)
}
