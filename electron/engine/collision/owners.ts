/** Whose the values of a collision are: people themselves, whoever holds (where nobody does, uses) an account, number or thing, or the name that rows give it. */
import type { Owners, ValueOwner } from '../../../shared/contract/collision.ts'
import { foldedKinds, holderKinds } from '../../../shared/model/chart/fold.ts'
import { isNameKey, keyValue } from '../../../shared/model/entityId.ts'
import { holderNames } from '../entities/holderNames.ts'
import type { Db } from '../store/db.ts'

interface Person {
  readonly thing: number
  readonly kind: string
  readonly entityId: number
  readonly label: string
  readonly key: string
  readonly nameOnly: 0 | 1
}
/** What one entity says about whose it is: nothing where it belongs to nobody by its kind (a place, an address of the net). */
type Said = Owners | null

/** How many entities of a value are asked whose they are. */
export const askedOwners = 20
const people: ReadonlySet<string> = new Set(holderKinds)
const things: ReadonlySet<string> = new Set(foldedKinds)
const nobody: Owners = { people: [], unknown: false, more: false }

/** Reads tables that every format of a case file has: the file may be of an older program. */
export function ownersById(db: Db, entityIds: Iterable<number>): ReadonlyMap<number, Said> {
  const ids = [...new Set(entityIds)]
  const asked = JSON.stringify(ids)
  const own = db
    .prepare<[string], Person>(
      `SELECT e.entity_id AS thing, e.kind, e.entity_id AS entityId, e.label, e.key, e.name_only AS nameOnly
      FROM json_each(?) w CROSS JOIN entities e ON e.entity_id = w.value`,
    )
    .all(asked)
  const held = Map.groupBy(
    db
      .prepare<[string, string], Person & { readonly link: string }>(
        `SELECT l.to_id AS thing, p.kind, p.entity_id AS entityId, p.label, p.key, p.name_only AS nameOnly, l.kind AS link
        FROM json_each(?) w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value JOIN entities p ON p.entity_id = l.from_id
        WHERE l.kind IN ('holds', 'uses') AND p.kind IN (SELECT value FROM json_each(?))
        GROUP BY l.to_id, l.from_id, l.kind ORDER BY l.to_id, max(l.count) DESC, l.from_id`,
      )
      .all(asked, JSON.stringify(holderKinds)),
    ({ thing }) => thing,
  )
  const named = holderNames(db, ids)
  return new Map(
    own.map((entity): readonly [number, Said] => {
      if (people.has(entity.kind)) return [entity.entityId, { ...nobody, people: [personOf(entity)] }]
      if (!things.has(entity.kind)) return [entity.entityId, null]
      const claims = held.get(entity.entityId) ?? []
      const deciding = claims.some(({ link }) => link === 'holds') ? 'holds' : 'uses'
      const holders = claims.filter(({ link }) => link === deciding).map(personOf)
      const name = named.get(entity.entityId)
      if (holders.length > 0) return [entity.entityId, { ...nobody, people: holders }]
      if (name === undefined) return [entity.entityId, { ...nobody, unknown: true }]
      return [
        entity.entityId,
        { ...nobody, people: [{ entityId: null, kind: 'person', name, number: '', nameOnly: true }] },
      ]
    }),
  )
}
function personOf({ entityId, kind, label, key, nameOnly }: Person): ValueOwner {
  const number = isNameKey(key) ? '' : keyValue(key)
  return { entityId, kind, name: label, number: number === label ? '' : number, nameOnly: nameOnly === 1 }
}

/** Of several entities that have one value, in their order, each owner once. A name that only rows give is never taken for a person of that name. */
export function ownersOf(said: ReadonlyMap<number, Said>, entityIds: readonly number[]): Owners {
  const found = new Map<string, ValueOwner>()
  let unknown = false
  for (const entityId of entityIds.slice(0, askedOwners)) {
    const of = said.get(entityId) ?? null
    if (of?.unknown === true) unknown = true
    for (const owner of of?.people ?? [])
      found.set(owner.entityId === null ? `name ${owner.name}` : `entity ${owner.entityId}`, owner)
  }
  return { people: [...found.values()], unknown, more: entityIds.length > askedOwners }
}
