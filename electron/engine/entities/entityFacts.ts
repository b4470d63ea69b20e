/**
 * What records say about entities: how many records name them, their identifiers and plain attributes. All are counts, so rows that come
 * are added and rows that go are taken away; the result is the same as counting everything again.
 */
import type { EntityRole, Field, RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../context.ts'
import { columnOf, fieldOf, literalText, roleColumnOf } from '../records/evidence.ts'
import { type RowSelection, selectionCondition } from '../records/repeats.ts'
import { recordTable } from '../store/recordTables.ts'

/** A statement of a role's row about its entity: an identifier kind or, for an attribute, the record kind. */
export interface Statement { readonly attribute: 0 | 1; readonly kind: string; readonly field: string }

/** What a role states beyond the entity itself; the label is stated as a name unless it is an identifier already. */
export function statementsOf(kind: RecordKind, role: EntityRole): readonly Statement[] {
  const statements = new Map<string, Statement>()
  const add = (attribute: 0 | 1, name: string, field: string): void => {
    const key = `${attribute}/${field}`
    if (!statements.has(key) && kind.fields.some((candidate) => candidate.id === field)) statements.set(key, { attribute, kind: name, field })
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

/** Adds (+1) or takes away (-1) what the selected rows of a kind say. Returns the ids of the entities they name. */
export function countEntityFacts(db: Db, kind: RecordKind, selection: RowSelection, sign: 1 | -1): Set<number> {
  const touched = countRecords(db, kind, selection, sign)
  for (const role of kind.roles) for (const statement of statementsOf(kind, role)) countStatement(db, kind, role, statement, selection, sign)
  if (sign === -1) db.exec('DELETE FROM identifiers WHERE records <= 0')
  return touched
}
/** Removes entities that no record names any more. */
export function removeUnnamedEntities(db: Db): void {
  db.exec('DELETE FROM entities WHERE records <= 0')
}

/** Each record counts once for an entity, in however many roles it stands there. */
function countRecords(db: Db, kind: RecordKind, selection: RowSelection, sign: 1 | -1): Set<number> {
  const chosen = selectionCondition(selection, 'r')
  const table = recordTable(kind.id)
  const single = kind.roles.filter((role) => role.multi !== true)
  const parts = single.map((role, index) => {
    const column = roleColumnOf('r', role.role)
    const earlier = single.slice(0, index).filter((other) => other.kind === role.kind).map((other) => ` AND ${column} IS NOT ${roleColumnOf('r', other.role)}`)
    return `SELECT ${column} AS id, COUNT(*) AS n FROM ${table} r WHERE ${column} IS NOT NULL${earlier.join('')} AND ${chosen.sql} GROUP BY 1`
  })
  if (kind.roles.some((role) => role.multi === true)) {
    const others = single.map((role) => ` AND m.entity_id IS NOT ${roleColumnOf('r', role.role)}`)
    parts.push(`SELECT id, COUNT(*) FROM (SELECT DISTINCT m.entity_id AS id, m.record_id FROM record_entities m JOIN ${table} r ON r.record_id = m.record_id
      WHERE m.kind = ${literalText(kind.id)}${others.join('')} AND ${chosen.sql}) GROUP BY 1`)
  }
  if (parts.length === 0) return new Set()
  const counts = db.prepare<[object], [number, number]>(`SELECT id, SUM(n) FROM (${parts.join(' UNION ALL ')}) GROUP BY 1`).raw().all(chosen.params)
  const add = db.prepare('UPDATE entities SET records = records + ? WHERE entity_id = ?')
  for (const [entityId, count] of counts) add.run(sign * count, entityId)
  return new Set(counts.map(([entityId]) => entityId))
}

function countStatement(db: Db, kind: RecordKind, role: EntityRole, statement: Statement, selection: RowSelection, sign: 1 | -1): void {
  const chosen = selectionCondition(selection, 'r')
  const value = columnOf('r', statement.field)
  const field = fieldOf(kind, statement.field)
  const source = sourceOf(kind, role, statement)
  const query = `SELECT ${source.entity} AS id, CAST(${source.value ?? value} AS TEXT) AS value, COUNT(*) AS n FROM ${recordTable(kind.id)} r ${source.join} WHERE ${source.entity} IS NOT NULL AND ${source.value ?? value} IS NOT NULL ${source.condition} AND ${chosen.sql} GROUP BY 1, 2`
  const parameters = { ...chosen.params, kind: statement.kind, attribute: statement.attribute, field: statement.field, sign }
  const write = 'INSERT INTO identifiers (entity_id, kind, value, attribute, field, records)'
  const merge = 'ON CONFLICT (entity_id, attribute, kind, field, value) DO UPDATE SET records = records + excluded.records'
  if (!holdsLines(field) || source.value !== null) {
    db.prepare(`${write} SELECT id, @kind, value, @attribute, @field, @sign * n FROM (${query}) WHERE true ${merge}`).run(parameters)
    return
  }
  const insert = db.prepare(`${write} VALUES (@id, @kind, @value, @attribute, @field, @records) ${merge}`)
  for (const { id, value: lines, n } of db.prepare<[object], { id: number; value: string; n: number }>(query).all(chosen.params)) {
    for (const line of new Set(lines.split('\n'))) if (line !== '') insert.run({ ...parameters, id, value: line, records: sign * n })
  }
}
function holdsLines(field: Field): boolean {
  return field.multi === true
}

/**
 * Where a role's entity and the stated value stand. Of several entities in one cell each has its own entry of the cell as identifier;
 * what else the row says is theirs only when the cell holds one.
 */
function sourceOf(kind: RecordKind, role: EntityRole, statement: Statement): { readonly entity: string; readonly join: string; readonly value: string | null; readonly condition: string } {
  if (role.multi !== true) return { entity: roleColumnOf('r', role.role), join: '', value: null, condition: '' }
  const join = `JOIN record_entities m ON m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)} AND m.record_id = r.record_id`
  const key = role.keys.find(({ fields }) => fields.length === 1 && fields[0] === statement.field)
  if (key !== undefined && statement.attribute === 0) {
    const prefix = `${key.identifier}:`
    return { entity: 'm.entity_id', join: `${join} JOIN entities e ON e.entity_id = m.entity_id`, value: `substr(e.key, ${prefix.length + 1})`, condition: `AND substr(e.key, 1, ${prefix.length}) = ${literalText(prefix)}` }
  }
  const alone = '(SELECT COUNT(*) FROM record_entities c WHERE c.kind = m.kind AND c.role = m.role AND c.record_id = m.record_id) = 1'
  return { entity: 'm.entity_id', join, value: null, condition: `AND ${alone}` }
}

/** Gives each entity the label most records state; ties go to the first in binary order; without any, the value it is resolved by. */
export function labelEntities(db: Db, model: readonly RecordKind[], entityIds: Iterable<number>): void {
  const byKind = new Map<string, Statement[]>()
  for (const kind of model) for (const role of kind.roles) {
    const label = labelStatement(kind, role)
    if (label !== null) byKind.set(role.kind, [...(byKind.get(role.kind) ?? []), label])
  }
  const read = db.prepare<[number], { kind: string; key: string; label: string }>('SELECT kind, key, label FROM entities WHERE entity_id = ?')
  const write = db.prepare('UPDATE entities SET label = ? WHERE entity_id = ?')
  const bestOf = new Map([...byKind].map(([kind, statements]) => {
    const stated = [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()]
      .map(({ attribute, kind: name, field }) => `(attribute = ${attribute} AND kind = ${literalText(name)} AND field = ${literalText(field)})`)
    return [kind, db.prepare<[number], string>(`SELECT value FROM identifiers WHERE entity_id = ? AND (${stated.join(' OR ')}) GROUP BY value ORDER BY SUM(records) DESC, value LIMIT 1`).pluck()]
  }))
  for (const entityId of entityIds) {
    const entity = read.get(entityId)
    if (entity === undefined) continue
    const label = bestOf.get(entity.kind)?.get(entityId) ?? entity.key.slice(entity.key.indexOf(':') + 1)
    if (label !== entity.label) write.run(label, entityId)
  }
}

/** Counts the distinct neighbours of some entities, or of all. */
export function countNeighbours(db: Db, entityIds: Iterable<number> | 'all'): void {
  if (entityIds === 'all') {
    db.exec(`UPDATE entities SET links = 0 WHERE links <> 0;
      UPDATE entities SET links = d.n FROM (SELECT id, COUNT(*) AS n FROM (SELECT from_id AS id, to_id AS other FROM links UNION SELECT to_id, from_id FROM links) GROUP BY id) d WHERE d.id = entities.entity_id`)
    return
  }
  db.prepare(`UPDATE entities SET links = (SELECT COUNT(*) FROM (SELECT l.to_id FROM links l WHERE l.from_id = entities.entity_id UNION SELECT l.from_id FROM links l WHERE l.to_id = entities.entity_id))
    WHERE entity_id IN (SELECT value FROM json_each(?))`).run(JSON.stringify([...entityIds]))
}
