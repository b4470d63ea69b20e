/** What follows from statements: the rows of their table, the entities only they name, and their links. */
import { entityIdOf, isNameKey } from '../../../shared/model/entityId.ts'
import type { EntityKindId } from '../../../shared/model/define.ts'
import { statement } from '../../../shared/model/recordKinds/statement.ts'
import type { Consequence } from '../store/consequence.ts'
import type { WriteDb } from '../store/db.ts'
import { quotedName, recordTable, roleColumn } from '../store/recordTables.ts'
import { rewriteRows } from '../entities/derive.ts'
import { entityInserter } from '../entities/insertEntities.ts'
import { liftMerges } from '../entities/mergeLifter.ts'

type Said = Readonly<Record<string, string | number | null>>
interface Row {
  readonly id: number
  readonly said: Said
  readonly ends: readonly { readonly role: string; readonly entityId: number }[]
}

/** Follows changes of `statements`. */
export const statementConsequence: Consequence = {
  tables: ['statements'],
  apply(db, changes) {
    deriveStatements(
      db,
      changes.map(({ before, after }) => Number((before ?? after)?.['statement_id'])),
    )
    return ['records', 'entities', 'charts']
  },
}
/** Derives again what follows from these statements, those that are gone among them. */
function deriveStatements(db: WriteDb, ids: readonly number[]): void {
  const asked = JSON.stringify(ids)
  const standing = db
    .prepare<[string], number>(
      `SELECT record_id FROM ${recordTable(statement.id)} WHERE record_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(asked)
  rewriteRows(db, statement, standing, () => {
    const rows = db
      .prepare<[string], { id: number; said: string }>(
        'SELECT statement_id AS id, said FROM statements WHERE statement_id IN (SELECT value FROM json_each(?)) ORDER BY 1',
      )
      .all(asked)
      .map(({ id, said }): Row => rowOf(id, JSON.parse(said) as Said))
    liftMerges(
      db,
      rows.flatMap(({ ends }) => ends.map(({ entityId }) => entityId)),
    )
    for (const row of rows) writeRow(db, row)
    return rows.map(({ id }) => id)
  })
}
function rowOf(id: number, said: Said): Row {
  const ends = Object.entries(statement.byHand?.names ?? {}).flatMap(([role, { kind, key }]) => {
    const [entityKind, entityKey] = [said[kind], said[key]]
    return typeof entityKind === 'string' && typeof entityKey === 'string'
      ? [{ role, entityId: entityIdOf(entityKind as EntityKindId, entityKey) }]
      : []
  })
  return { id, said, ends }
}
function writeRow(db: WriteDb, { id, said, ends }: Row): void {
  const insert = entityInserter(db)
  for (const { role, entityId } of ends) {
    const fields = statement.byHand?.names[role]
    const [kind, key, name] = [fields?.kind, fields?.key, fields?.name].map((field) =>
      String(said[field ?? ''] ?? ''),
    )
    insert(entityId, kind ?? '', key ?? '', name ?? '', isNameKey(key ?? '') ? 1 : 0)
  }
  const values: Record<string, string | number | null> = {
    record_id: id,
    sheet_id: 0,
    row: id,
    ...Object.fromEntries(statement.fields.map((field) => [field.id, said[field.id] ?? null])),
    ...Object.fromEntries(ends.map(({ role, entityId }) => [roleColumn(role), entityId])),
  }
  const names = Object.keys(values)
  db.prepare(
    `INSERT INTO ${recordTable(statement.id)} (${names.map(quotedName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  ).run(...Object.values(values))
}
