/** Under which name an account runs, as rows say it of themselves: the name most rows give. */
import type { Held } from '../../../shared/contract/dealings.ts'
import { holderKinds } from '../../../shared/model/chart/fold.ts'
import type { Db } from '../store/db.ts'
import { readEntities } from './entityRows.ts'

/** Fields that name who an account, a number or a login belongs to, best first. */
export const holderNameFields = ['ownName', 'name', 'holder', 'counterName'] as const

/** Names by entity id; who has none is left out. One query for all of them. */
export function holderNames(db: Db, entityIds: readonly number[]): ReadonlyMap<number, string> {
  const rows = db
    .prepare<[object], { readonly entityId: number; readonly field: string; readonly value: string }>(
      `SELECT i.entity_id AS entityId, i.field, i.value FROM json_each(@ids) w
      CROSS JOIN identifiers i ON i.entity_id = w.value AND i.attribute = 1 AND i.field IN (SELECT value FROM json_each(@fields))
      WHERE i.value <> '' ORDER BY i.entity_id, i.records DESC, i.field, i.value`,
    )
    .all({ ids: JSON.stringify(entityIds), fields: JSON.stringify(holderNameFields) })
  return new Map(
    [...Map.groupBy(rows, ({ entityId }) => entityId)].flatMap(([entityId, known]) => {
      const found = holderNameFields.flatMap(
        (field) => known.find((each) => each.field === field)?.value ?? [],
      )
      return found[0] === undefined ? [] : [[entityId, found[0]] as const]
    }),
  )
}

/** Nobody is known to hold it, and no row gives a name. */
export const nobodyKnown: Held = { holders: [], name: null }
/** Who holds these (where nobody does: uses them), the first few, and the name rows give; unknown entities are left out. */
export function holdersOf(db: Db, entityIds: readonly number[]): ReadonlyMap<number, Held> {
  const claims = db
    .prepare<[object], { readonly thing: number; readonly holder: number; readonly kind: string }>(
      `SELECT l.to_id AS thing, l.from_id AS holder, l.kind FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value
      JOIN entities p ON p.entity_id = l.from_id WHERE l.kind IN ('holds', 'uses') AND p.kind IN (SELECT value FROM json_each(@people))
      GROUP BY l.to_id, l.from_id, l.kind ORDER BY l.to_id, max(l.count) DESC, l.from_id`,
    )
    .all({ ids: JSON.stringify(entityIds), people: JSON.stringify(holderKinds) })
  const people = readEntities(db, new Set(claims.map(({ holder }) => holder)))
  const names = holderNames(db, entityIds)
  return new Map(
    entityIds.map((entityId) => {
      const own = claims.filter(({ thing }) => thing === entityId)
      const deciding = own.some(({ kind }) => kind === 'holds') ? 'holds' : 'uses'
      return [
        entityId,
        {
          holders: own.flatMap(({ kind, holder }) => (kind === deciding ? (people.get(holder) ?? []) : [])),
          name: names.get(entityId) ?? null,
        },
      ] as const
    }),
  )
}
