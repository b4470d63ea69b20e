/**
 * What records say about entities: how many records name them, their identifiers and attributes. All are counts, so new rows are
 * added and removed rows subtracted; the result is the same as counting everything again.
 */
import type { EntityRole, Field, RecordKind } from '../../../shared/model/define.ts'
import { keyLabel, keyValue } from '../../../shared/model/entityId.ts'
import { keyUse } from '../../../shared/model/identityKeys.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { atOnce, type Steps } from '../store/steps.ts'
import { columnOf, fieldOf, literalText, roleColumnOf, roleInUse } from '../records/evidence.ts'
import type { RowSelection } from '../records/selection.ts'
import { recordTable } from '../store/recordTables.ts'
import { type ColumnValue, rowsInsert } from '../store/rowsInsert.ts'
import { liftMerges, mayBeMerged } from './mergeLifter.ts'
import { type StatedValues, type Statement, Tally } from './tally.ts'

/** What a role states beyond the entity itself; the label is stated as a name unless it is an identifier already. */
export function statementsOf(kind: RecordKind, role: EntityRole): readonly Statement[] {
  const statements = new Map<string, Statement>()
  const add = (attribute: 0 | 1, name: string, field: string): void => {
    const key = `${attribute}/${field}`
    if (!statements.has(key) && kind.fields.some((candidate) => candidate.id === field))
      statements.set(key, { attribute, kind: name, field })
  }
  for (const { kind: identifier, field } of role.identifiers ?? []) add(0, identifier, field)
  for (const { identifier, fields } of role.keys) {
    const [only] = fields
    if (fields.length === 1 && only !== undefined) add(0, identifier, only)
  }
  if (role.label !== undefined && !statements.has(`0/${role.label}`)) add(1, kind.id, role.label)
  for (const field of role.attributes ?? []) if (!statements.has(`0/${field}`)) add(1, kind.id, field)
  return [...statements.values()]
}
/** The statement an entity of this role takes its label from, or null. */
export function labelStatement(kind: RecordKind, role: EntityRole): Statement | null {
  if (role.label === undefined) return null
  return statementsOf(kind, role).find((statement) => statement.field === role.label) ?? null
}

/**
 * Adds (+1) or takes away (-1) what the selected rows of a kind say. `counted` holds what their single roles say where that was counted on
 * the way. Returns the ids of the entities they name.
 */
export function countEntityFacts(
  db: WriteDb,
  kind: RecordKind,
  selection: RowSelection,
  sign: 1 | -1,
  counted?: Tally,
): readonly number[] {
  return atOnce(countFactsInSteps(db, kind, selection, sign, counted))
}
/** The same step by step. */
export function* countFactsInSteps(
  db: WriteDb,
  kind: RecordKind,
  selection: RowSelection,
  sign: 1 | -1,
  counted?: Tally,
): Steps<readonly number[]> {
  if (kind.byHand !== undefined) return namedByHand(db, kind, selection)
  const tally = counted ?? new Tally()
  if (counted === undefined) yield* tallySingleRoles(db, kind, selection, tally)
  yield
  tallyMultiRoles(db, kind, selection, tally)
  liftMerges(db, tally.entityIds)
  const add = db.prepare('UPDATE entities SET records = records + ? WHERE entity_id = ?')
  const merge = rowsInsert(
    db,
    'identifiers',
    ['entity_id', 'attribute', 'kind', 'field', 'value', 'records'],
    {},
    'ON CONFLICT (entity_id, attribute, kind, field, value) DO UPDATE SET records = records + excluded.records',
  )
  const tellsWho = identifierCheck(kind)
  let written = 0
  let said: ColumnValue[] = []
  for (const { entityId, records, stated } of tally.byEntity()) {
    if (++written % 2_000 === 0) {
      merge(said)
      said = []
      yield
    }
    add.run(sign * records, entityId)
    for (const [{ attribute, kind: name, field }, value, count] of stated)
      // What is no number of anybody's is shown like any other remark, and is nobody's identifier.
      if (attribute === 0 && !tellsWho(field, value))
        said.push(entityId, 1, kind.id, field, value, sign * count)
      else said.push(entityId, attribute, name, field, value, sign * count)
  }
  merge(said)
  // Only subtracted counts can be zero now, so the cost of one edit does not grow with the case.
  if (sign === -1)
    db.prepare(
      'DELETE FROM identifiers WHERE records <= 0 AND entity_id IN (SELECT value FROM json_each(?))',
    ).run(JSON.stringify(tally.entityIds))
  return tally.entityIds
}
/** Whether a value of a field can identify somebody; names, titles and places are not judged here. */
function identifierCheck(kind: RecordKind): (field: string, value: string) => boolean {
  const types = new Map(kind.fields.map(({ id, type }) => [id, type]))
  const free: ReadonlySet<string> = new Set(['name', 'text', 'title', 'serial'])
  return (field, value) => {
    const type = types.get(field) ?? 'text'
    return free.has(type) || keyUse(type, value).use === 'case'
  }
}
/** What is entered by hand is no record of an entity: nothing is counted, but merges over those it names are lifted like over all that change. */
function namedByHand(db: WriteDb, kind: RecordKind, selection: RowSelection): readonly number[] {
  const named = new Set(
    kind.roles.flatMap((role) => {
      const column = roleColumnOf('r', role.role)
      return db
        .prepare<[object], number>(
          `SELECT DISTINCT ${column} FROM ${recordTable(kind.id)} r WHERE ${column} IS NOT NULL AND ${selection.condition('r')}`,
        )
        .pluck()
        .all(selection.params)
    }),
  )
  liftMerges(db, [...named])
  return [...named]
}
/** Removes entities that no record and nothing entered by hand names any more: of those given, or of all. */
export function removeUnnamedEntities(
  db: WriteDb,
  among: Iterable<number> | 'all',
  model: readonly RecordKind[],
): void {
  const byHand = model.flatMap((kind) =>
    kind.byHand === undefined
      ? []
      : kind.roles.map(
          ({ role }) =>
            ` AND NOT EXISTS (SELECT 1 FROM ${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role)} = entities.entity_id)`,
        ),
  )
  const unnamed = `DELETE FROM entities WHERE records <= 0${byHand.join('')}`
  if (among === 'all') db.exec(unnamed)
  else
    db.prepare(`${unnamed} AND entity_id IN (SELECT value FROM json_each(?))`).run(JSON.stringify([...among]))
}
/** What those who entered something by hand called an entity, the last of them first; SQL that gives null for one nobody did. */
function nameByHandSql(model: readonly RecordKind[]): string {
  const named = model.flatMap(({ id, byHand }) =>
    Object.entries(byHand?.names ?? {}).map(
      ([role, { name }]) =>
        `SELECT ${columnOf('r', name)} AS name, r.record_id FROM ${recordTable(id)} r WHERE ${roleColumnOf('r', role)} = @entity`,
    ),
  )
  return named.length === 0
    ? 'SELECT NULL WHERE @entity IS NULL'
    : `SELECT name FROM (${named.join(' UNION ALL ')}) WHERE name <> '' ORDER BY record_id DESC LIMIT 1`
}

type CellValue = string | number | null
const nothing: readonly string[] = []
/** The values of a cell: none, one, or each of several once. */
function entriesOf(cell: CellValue | undefined, field: Field): readonly string[] {
  if (cell === null || cell === undefined) return nothing
  if (field.multi !== true) return [String(cell)]
  return [...new Set(String(cell).split('\n'))].filter((line) => line !== '')
}

/** What a role states, with the place of the field among the columns read. */
interface RoleStatement {
  readonly values: StatedValues
  readonly place: number
  readonly field: Field
}
/** Counts one row: the numbers of the roles' entities in the tally (null where a role names none), then the values of the fields. */
export type RowCounter = (row: readonly CellValue[]) => void
/**
 * A counter of rows for these single roles. `fields` are what a row holds behind the ids of the roles; `present` leaves out fields that no
 * row has. A record counts once for an entity, in however many roles it stands there, and once for each identifier and value it states of
 * it, in however many fields.
 */
export function singleRoleCounter(
  kind: RecordKind,
  used: readonly EntityRole[],
  tally: Tally,
  present: (field: string) => boolean = () => true,
): { readonly fields: readonly string[]; readonly count: RowCounter } {
  const fields = [
    ...new Set(used.flatMap((role) => statementsOf(kind, role).map((statement) => statement.field))),
  ].filter(present)
  const roles = used.map((role) =>
    statementsOf(kind, role)
      .filter(({ field }) => present(field))
      .map((statement): RoleStatement => ({
        values: tally.of(statement),
        place: used.length + fields.indexOf(statement.field),
        field: fieldOf(kind, statement.field),
      })),
  )
  const mayRepeat = roles.map(
    (statements) =>
      new Set(statements.map(({ values }) => topicOf(values.statement))).size < statements.length,
  )
  return {
    fields,
    count(row) {
      for (let index = 0; index < roles.length; index += 1) {
        const entity = row[index]
        if (typeof entity !== 'number' || row.indexOf(entity) !== index) continue
        const statements = roles[index] ?? []
        tally.countRecord(entity)
        const next = row.indexOf(entity, index + 1)
        if (mayRepeat[index] === true || (next !== -1 && next < used.length))
          countOnce(
            roles.flatMap((each, role) => (row[role] === entity ? each : [])),
            entity,
            row,
          )
        else
          for (const { values, place, field } of statements) {
            const cell = row[place]
            if (cell === null || cell === undefined) continue
            if (field.multi !== true) values.count(entity, typeof cell === 'string' ? cell : String(cell))
            else for (const value of entriesOf(cell, field)) values.count(entity, value)
          }
      }
    },
  }
}
/** One pass over the rows. */
function* tallySingleRoles(db: Db, kind: RecordKind, selection: RowSelection, tally: Tally): Steps<void> {
  const used = kind.roles.filter((role) => role.multi !== true && roleInUse(db, kind, role.role))
  if (used.length === 0) return
  const { fields, count } = singleRoleCounter(kind, used, tally)
  const rows = db
    .prepare<[object], CellValue[]>(
      `SELECT ${[...used.map((role) => roleColumnOf('r', role.role)), ...fields.map((field) => columnOf('r', field))].join(', ')} FROM ${recordTable(kind.id)} r WHERE ${selection.condition('r')}`,
    )
    .raw()
  let counted = 0
  for (const row of rows.iterate(selection.params)) {
    for (let role = 0; role < used.length; role += 1) {
      const entityId = row[role]
      if (typeof entityId === 'number') row[role] = tally.numberOf(entityId)
    }
    count(row)
    if (++counted % 10_000 === 0) yield
  }
}
/** What two statements must share to say the same thing: the identifier, or the field of an attribute. */
function topicOf({ attribute, kind, field }: Statement): string {
  return attribute === 0 ? kind : `${kind}/${field}`
}
function countOnce(statements: readonly RoleStatement[], entity: number, row: readonly CellValue[]): void {
  const seen = new Set<string>()
  for (const { values, place, field } of statements) {
    for (const value of entriesOf(row[place], field)) {
      const said = `${topicOf(values.statement)}\n${value}`
      if (!seen.has(said)) values.count(entity, value)
      seen.add(said)
    }
  }
}

/**
 * Of several entities in one cell each has its own entry of the cell as identifier; what else the row says is theirs only when the cell
 * holds one. An entity that a single role of the row names too has been counted there.
 */
function tallyMultiRoles(db: Db, kind: RecordKind, selection: RowSelection, tally: Tally): void {
  const several = kind.roles.filter((role) => role.multi === true)
  if (several.length === 0) return
  const single = kind.roles.filter((role) => role.multi !== true).map((role) => roleColumnOf('r', role.role))
  const unnamed =
    single.length === 0 ? '1' : single.map((column) => `m.entity_id IS NOT ${column}`).join(' AND ')
  const named = db
    .prepare<[object], number>(
      `SELECT entity_id FROM (SELECT DISTINCT m.entity_id, m.record_id FROM record_entities m JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id
    WHERE m.kind = ${literalText(kind.id)} AND ${unnamed} AND ${selection.condition('r')})`,
    )
    .pluck()
  for (const entityId of named.iterate(selection.params)) tally.countRecord(tally.numberOf(entityId))
  if (mayBeMerged(db))
    liftMerges(
      db,
      db
        .prepare<[object], number>(
          `SELECT DISTINCT m.entity_id FROM record_entities m JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id WHERE m.kind = ${literalText(kind.id)} AND ${selection.condition('r')}`,
        )
        .pluck()
        .all(selection.params),
    )
  for (const role of several) {
    const statements = statementsOf(kind, role).map((statement) => ({
      statement,
      values: tally.of(statement),
      field: fieldOf(kind, statement.field),
      keys: role.keys
        .filter(({ fields }) => fields.length === 1 && fields[0] === statement.field)
        .flatMap((key) => (key.within === 'sheet' ? ['mention:'] : [`${key.identifier}:`, 'unsure:'])),
    }))
    const rows = db
      .prepare<[object], [number, string, number, ...CellValue[]]>(
        `SELECT m.entity_id, e.key, (SELECT COUNT(*) FROM record_entities c WHERE c.kind = m.kind AND c.role = m.role AND c.record_id = m.record_id)${statements.map(({ field }) => `, ${columnOf('r', field.id)}`).join('')}
       FROM record_entities m JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id JOIN entities e ON e.entity_id = m.entity_id
       WHERE m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)} AND ${unnamed} AND ${selection.condition('r')}`,
      )
      .raw()
    for (const [entityId, key, together, ...cells] of rows.iterate(selection.params)) {
      const entity = tally.numberOf(entityId)
      for (const [index, { statement, values, field, keys }] of statements.entries()) {
        const prefix =
          statement.attribute === 0 ? keys.find((candidate) => key.startsWith(candidate)) : undefined
        if (prefix !== undefined) values.count(entity, keyValue(key))
        else if (together === 1)
          for (const value of entriesOf(cells[index], field)) values.count(entity, value)
      }
    }
  }
}

/**
 * Gives each entity the label most records state; ties go to the first in binary order; without any, what it was called by hand where no record names it,
 * and the value it is resolved by.
 */
export function labelEntities(db: WriteDb, model: readonly RecordKind[], entityIds: Iterable<number>): void {
  const byKind = new Map<string, Statement[]>()
  for (const kind of model)
    for (const role of kind.roles) {
      const label = labelStatement(kind, role)
      if (label !== null) byKind.set(role.kind, [...(byKind.get(role.kind) ?? []), label])
    }
  const read = db.prepare<[number], { kind: string; key: string; label: string; records: number }>(
    'SELECT kind, key, label, records FROM entities WHERE entity_id = ?',
  )
  const byHand = db.prepare<[object], string | null>(nameByHandSql(model)).pluck()
  const write = db.prepare('UPDATE entities SET label = ? WHERE entity_id = ?')
  const bestOf = new Map(
    [...byKind].map(([kind, statements]) => {
      const stated = [
        ...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values(),
      ].map(
        ({ attribute, kind: name, field }) =>
          `(attribute = ${attribute} AND kind = ${literalText(name)} AND field = ${literalText(field)})`,
      )
      return [
        kind,
        db
          .prepare<[number], string>(
            `SELECT value FROM identifiers WHERE entity_id = ? AND (${stated.join(' OR ')}) GROUP BY value ORDER BY SUM(records) DESC, value LIMIT 1`,
          )
          .pluck(),
      ]
    }),
  )
  for (const entityId of entityIds) {
    const entity = read.get(entityId)
    if (entity === undefined) continue
    const label =
      bestOf.get(entity.kind)?.get(entityId) ??
      (entity.records > 0 ? null : byHand.get({ entity: entityId })) ??
      keyLabel(entity.key)
    if (label !== entity.label) write.run(label, entityId)
  }
}

/** Counts the distinct neighbours of some entities, or of all; a link to itself is no neighbour. */
export function countNeighbours(db: WriteDb, entityIds: Iterable<number> | 'all'): void {
  if (entityIds === 'all') {
    db.exec(`UPDATE entities SET links = 0 WHERE links <> 0;
      UPDATE entities SET links = d.n FROM (SELECT id, COUNT(*) AS n FROM (SELECT from_id AS id, to_id AS other FROM links WHERE from_id <> to_id UNION SELECT to_id, from_id FROM links WHERE from_id <> to_id) GROUP BY id) d WHERE d.id = entities.entity_id`)
    return
  }
  db.prepare(
    `UPDATE entities SET links = (SELECT COUNT(*) FROM (SELECT l.to_id FROM links l WHERE l.from_id = entities.entity_id AND l.to_id <> l.from_id UNION SELECT l.from_id FROM links l WHERE l.to_id = entities.entity_id AND l.to_id <> l.from_id))
    WHERE entity_id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify([...entityIds]))
}
