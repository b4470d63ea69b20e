/** Several entities side by side: the values of each, where they agree, and the neighbours they share. */
import type { ComparedField, Comparison, ReasonInCase } from '../../../shared/contract/identity.ts'
import { linkKinds } from '../../../shared/model/linkKinds.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { readEntities } from '../entities/entityRows.ts'
import { resolvedId } from '../records/seenAs.ts'
import { readMembers } from './members.ts'

const most = 12
const shownShared = 20
/** Errors: `entity-not-found` for the first that is not there; `invalid-arguments` for none or more than twelve. */
export function compareEntities(db: Db, entityIds: readonly number[]): Comparison {
  const ids = [...new Set(entityIds)]
  if (ids.length === 0 || ids.length > most)
    throw new AppError('invalid-arguments', `one to ${most} entities can be compared`, { count: ids.length })
  const members = readMembers(db, ids)
  const missing = ids.find((id) => !members.some(({ entity }) => entity.entityId === id))
  if (missing !== undefined)
    throw new AppError('entity-not-found', `no entity ${missing}`, { entityId: missing })
  return {
    members,
    fields: comparedFields(db, ids),
    reasons: reasonsAmong(db, ids),
    shared: sharedNeighbours(db, ids),
  }
}
function comparedFields(db: Db, ids: readonly number[]): readonly ComparedField[] {
  const rows = db
    .prepare<
      { ids: string },
      { entityId: number; attribute: number; kind: string; field: string; value: string }
    >(
      `
    SELECT DISTINCT i.entity_id AS entityId, i.attribute, i.kind, CASE i.attribute WHEN 1 THEN i.field ELSE '' END AS field, i.value FROM json_each(@ids) w
    CROSS JOIN (SELECT * FROM merged_identifiers UNION ALL SELECT * FROM identifiers o WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = o.entity_id)) i ON i.entity_id = w.value
    ORDER BY i.attribute, i.kind, i.field, i.value`,
    )
    .all({ ids: JSON.stringify(ids) })
  const fields = new Map<
    string,
    { readonly field: string; readonly recordKind: string | null; readonly values: string[][] }
  >()
  for (const { entityId, attribute, kind, field, value } of rows) {
    const key = attribute === 0 ? kind : `${kind}/${field}`
    const entry = fields.get(key) ?? {
      field: attribute === 0 ? kind : field,
      recordKind: attribute === 0 ? null : kind,
      values: ids.map((): string[] => []),
    }
    fields.set(key, entry)
    entry.values[ids.indexOf(entityId)]?.push(value)
  }
  return [...fields.values()].map((entry) => ({ ...entry, verdict: verdictOf(entry.values) }))
}
function verdictOf(values: readonly (readonly string[])[]): ComparedField['verdict'] {
  const stated = values.filter((of) => of.length > 0)
  const [first, ...others] = stated
  if (first === undefined || others.length === 0) return 'one'
  if (first.some((value) => others.every((other) => other.includes(value)))) return 'agree'
  return stated.some((one, place) =>
    stated.slice(place + 1).some((other) => one.some((value) => other.includes(value))),
  )
    ? 'partly'
    : 'differ'
}
/** Reasons of every suggestion that only concerns these entities. */
function reasonsAmong(db: Db, ids: readonly number[]): readonly ReasonInCase[] {
  const texts = db
    .prepare<{ ids: string }, string>(
      `SELECT s.reasons FROM identity_suggestions s WHERE s.suggestion_id IN (
      SELECT m.suggestion_id FROM json_each(@ids) w CROSS JOIN identity_suggestion_members m INDEXED BY identity_suggestion_members_by_entity ON m.entity_id = w.value GROUP BY m.suggestion_id
      HAVING COUNT(*) = (SELECT COUNT(*) FROM identity_suggestion_members a WHERE a.suggestion_id = m.suggestion_id)) ORDER BY s.score DESC, s.suggestion_id`,
    )
    .pluck()
    .all({ ids: JSON.stringify(ids) })
  // Written by keepSuggestions.
  return [
    ...new Map(
      texts
        .flatMap((text) => JSON.parse(text) as readonly ReasonInCase[])
        .map((reason) => [`${reason.code}/${reason.value}`, reason]),
    ).values(),
  ]
}
/** What people entered by hand says nothing here of who is who. */
const ofFiles = `l.kind NOT IN (${linkKinds.flatMap((kind) => ('byHand' in kind ? [`'${kind.id}'`] : [])).join(', ')})`
function sharedNeighbours(db: Db, ids: readonly number[]): Comparison['shared'] {
  const rows = db
    .prepare<{ ids: string }, { entityId: number; members: string }>(
      `
    SELECT other AS entityId, json_group_array(DISTINCT id) AS members FROM (
      SELECT w.value AS id, l.to_id AS other FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_from ON l.from_id = w.value WHERE ${ofFiles}
      UNION SELECT w.value, l.from_id FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value WHERE ${ofFiles}
      UNION SELECT w.value, l.to_id FROM json_each(@ids) w CROSS JOIN merged_links l ON l.from_id = w.value WHERE ${ofFiles}
      UNION SELECT w.value, l.from_id FROM json_each(@ids) w CROSS JOIN merged_links l ON l.to_id = w.value WHERE ${ofFiles})
    WHERE other NOT IN (SELECT value FROM json_each(@ids)) GROUP BY other HAVING COUNT(DISTINCT id) > 1 ORDER BY COUNT(DISTINCT id) DESC, other LIMIT ${shownShared}`,
    )
    .all({ ids: JSON.stringify(ids) })
  const entities = readEntities(
    db,
    rows.map(({ entityId }) => resolvedId(db, entityId)),
  )
  return rows.flatMap(({ entityId, members }) => {
    const entity = entities.get(resolvedId(db, entityId))
    return entity === undefined ? [] : [{ entity, members: JSON.parse(members) as readonly number[] }]
  })
}
