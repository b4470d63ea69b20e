/** The small second line under a node: a person's role, an account's holder or tail, a place's use. */
import { holderNameFields } from '../entities/holderNames.ts'
import { unknownHolder } from '../../../shared/model/chart/captions.ts'
import { isNameKey, keyValue } from '../../../shared/model/entityId.ts'
import type { Db } from '../store/db.ts'

interface Labelled {
  readonly entityId: number
  readonly kind: string
  readonly key: string
  readonly label: string
}

/** Attributes worth the second line, by entity kind, best first. */
const preferred: Readonly<Record<string, readonly string[]>> = {
  person: ['role', 'employer'],
  organisation: ['role'],
  bankAccount: holderNameFields,
  paymentAccount: holderNameFields,
  siteAccount: ['level', 'name'],
  place: ['address'],
}

/** The identifying number behind a key such as `card:6217…`, shortened to head and tail; empty for a name. */
export function tailOf(key: string): string {
  const value = keyValue(key)
  if (isNameKey(key)) return ''
  return value.length > 11 ? `${value.slice(0, 4)}…${value.slice(-4)}` : value
}

/** Second lines by entity id; one query for all of them. */
export function sublabelsOf(db: Db, entities: readonly Labelled[]): ReadonlyMap<number, string> {
  const attributes = new Map<number, { readonly field: string; readonly value: string }[]>()
  const rows = db
    .prepare<[string], { readonly entityId: number; readonly field: string; readonly value: string }>(
      `
    SELECT i.entity_id AS entityId, i.field, i.value FROM json_each(?) w
    CROSS JOIN identifiers i ON i.entity_id = w.value AND i.attribute = 1
    WHERE i.value <> '' ORDER BY i.entity_id, i.records DESC, i.field, i.value`,
    )
    .all(JSON.stringify(entities.map(({ entityId }) => entityId)))
  for (const { entityId, field, value } of rows) {
    const list = attributes.get(entityId)
    if (list === undefined) attributes.set(entityId, [{ field, value }])
    else list.push({ field, value })
  }
  return new Map(
    entities.map((entity) => {
      const known = attributes.get(entity.entityId) ?? []
      const chosen = (preferred[entity.kind] ?? [])
        .map((field) => known.find((attribute) => attribute.field === field)?.value)
        .find((value) => value !== undefined && value !== entity.label)
      if (chosen !== undefined) return [entity.entityId, chosen]
      // A bank's name would be read as the holder's.
      if (entity.kind === 'bankAccount') return [entity.entityId, unknownHolder]
      const tail = tailOf(entity.key)
      return [
        entity.entityId,
        entity.label.replaceAll(/\s/g, '') === keyValue(entity.key) || entity.kind === 'person' ? '' : tail,
      ]
    }),
  )
}
