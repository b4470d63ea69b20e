/** The values an entity can be split by, and the claim that splits it. */
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { SplitChoice } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import { entityKinds, type EntityKindId, type RecordKind } from '../../../shared/model/define.ts'
import { entityIdOf, partKey } from '../../../shared/model/entityId.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { readUnmergedEntities, readEntity } from '../entities/entityRows.ts'
import { statementsOf } from '../entities/entityFacts.ts'
import { membersOf } from '../records/seenAs.ts'
import { type RowCondition, rowsOfPart } from '../entities/splits.ts'
import { columnOf, literalText, roleColumnOf } from '../records/evidence.ts'
import { recordTable } from '../store/recordTables.ts'
import { addClaim } from './claims.ts'

const mostChoices = 200
/**
 * Values that the rows say of the entity, with how many rows each has; a merged entity's are those of all its members. Only fields with two
 * or more values, or with rows that leave them empty, can tell rows apart. Errors: `entity-not-found`.
 */
export function splitChoices(
  db: Db,
  entityId: number,
  model: readonly RecordKind[] = recordKinds,
): readonly SplitChoice[] {
  const entity = readEntity(db, entityId)
  const members = JSON.stringify(membersOf(db, entityId))
  const counts = new Map<string, SplitChoice>()
  const rowsOfKind = new Map<string, number>()
  for (const kind of model) {
    for (const role of kind.roles) {
      if (role.kind !== entity.kind) continue
      const from =
        role.multi === true
          ? `record_entities m CROSS JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id WHERE m.entity_id IN (SELECT value FROM json_each(?)) AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
          : `${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} IN (SELECT value FROM json_each(?))`
      rowsOfKind.set(
        kind.id,
        (rowsOfKind.get(kind.id) ?? 0) +
          (db.prepare<[string], number>(`SELECT COUNT(*) FROM ${from}`).pluck().get(members) ?? 0),
      )
      const keys = new Set(role.keys.flatMap(({ fields }) => fields))
      for (const { field } of statementsOf(kind, role)) {
        // What the entity is resolved by is the same in all its rows.
        if (keys.has(field)) continue
        for (const [value, records] of db
          .prepare<[string], [string, number]>(
            `SELECT CAST(${columnOf('r', field)} AS TEXT) AS v, COUNT(*) FROM ${from} AND ${columnOf('r', field)} IS NOT NULL GROUP BY v ORDER BY 2 DESC, v LIMIT ${mostChoices}`,
          )
          .raw()
          .all(members)) {
          const id = JSON.stringify([kind.id, field, value])
          counts.set(id, { kind: kind.id, field, value, records: records + (counts.get(id)?.records ?? 0) })
        }
      }
    }
  }
  return [...counts.values()]
    .filter((choice) => choice.records < (rowsOfKind.get(choice.kind) ?? 0))
    .sort(
      (left, right) =>
        right.records - left.records ||
        left.kind.localeCompare(right.kind) ||
        left.field.localeCompare(right.field) ||
        (left.value < right.value ? -1 : 1),
    )
    .slice(0, mostChoices)
}

/** Claims that the rows which meet one of the conditions belong to another. Each member of a merged entity is split separately; the parts are merged. Errors: `entity-not-found`, `split-nothing`. */
export function splitEntity(
  context: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  entityId: number,
  label: string,
  conditions: readonly RowCondition[],
  note: string,
  model: readonly RecordKind[] = recordKinds,
): { readonly claimId: number; readonly partId: number; readonly rows: number } {
  const { db } = context
  const entity = readEntity(db, entityId)
  const entityKind = kindId(entity.kind)
  const name =
    label.trim() === ''
      ? conditions
          .map(({ value }) => value)
          .join('、')
          .slice(0, 80)
      : label.trim()
  const parts: {
    readonly member: EntitySummary
    readonly partId: number
    readonly key: string
    readonly rows: number
  }[] = []
  let left = 0
  for (const [id, member] of readUnmergedEntities(db, membersOf(db, entityId))) {
    const rows = new Set<string>()
    const all = new Set<string>()
    for (const kind of model)
      for (const role of kind.roles) {
        if (role.kind !== entity.kind) continue
        for (const row of rowsOfPart(db, kind, role, id, null)) all.add(`${kind.id}/${row}`)
        for (const row of rowsOfPart(db, kind, role, id, conditions)) rows.add(`${kind.id}/${row}`)
      }
    left += all.size - rows.size
    if (rows.size === 0) continue
    const key = partKey(member.key, name)
    parts.push({ member, partId: entityIdOf(entityKind, key), key, rows: rows.size })
  }
  const [first] = parts
  if (first === undefined || left === 0)
    throw new AppError(
      'split-nothing',
      first === undefined ? 'no row meets the conditions' : 'every row meets the conditions',
      { entityId },
    )
  const claims = parts.map(({ member, partId, key }) =>
    addClaim(context, {
      type: 'split',
      kind: entity.kind,
      reasons: ['by-hand'],
      note,
      detail: { conditions },
      members: [
        { entityId: member.entityId, side: 0, key: member.key, label: member.label },
        { entityId: partId, side: 1, key, label: name },
      ],
    }),
  )
  if (parts.length > 1)
    addClaim(context, {
      type: 'merge',
      kind: entity.kind,
      reasons: ['rest-of-split'],
      note,
      members: parts.map(({ partId, key }) => ({ entityId: partId, side: 0, key, label: name })),
    })
  return {
    claimId: claims[0] ?? 0,
    partId: first.partId,
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
  }
}
function kindId(kind: string): EntityKindId {
  const found = entityKinds.find(({ id }) => id === kind)
  if (found === undefined) throw new AppError('internal', `no entity kind ${kind}`)
  return found.id
}
