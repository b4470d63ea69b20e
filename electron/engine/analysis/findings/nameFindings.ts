/** Numbers that stand under quite different names: the number makes one person or account of them, which only a person can tell to be right. */
import { keyValue } from '../../../../shared/model/entityId.ts'
import { comparedName, disagree } from '../../../../shared/model/nameAlike.ts'
import type { Db } from '../../store/db.ts'
import type { KeptPlace } from './places.ts'

/** What names a person, and whose an account is. Names of the other side of a transfer are often those of a service. */
const nameFields = ['name', 'ownName', 'holder', 'agentName', 'representative']
/** Two to four Chinese characters: an account stands under names of firms and their branches as well. */
const personName = /^\p{Script=Han}{2,4}$/u

/** One place a person known by a number of papers, or a bank account, whose rows give it names that agree in no way. What a person has merged was decided. */
export function differentNamePlaces(db: Db): readonly KeptPlace[] {
  const rows = db
    .prepare<[string], [number, string, string, string]>(
      `SELECT e.entity_id, e.kind, e.key, i.value FROM entities e JOIN identifiers i ON i.entity_id = e.entity_id
    WHERE (e.kind = 'person' AND e.key >= 'id:' AND e.key < 'id;' OR e.kind = 'bankAccount') AND e.records > 1
      AND (i.attribute = 0 AND i.kind = 'name' OR i.attribute = 1 AND i.field IN (SELECT value FROM json_each(?)))
      AND e.entity_id NOT IN (SELECT resolved_id FROM entity_merges)
    GROUP BY e.entity_id, i.value ORDER BY e.kind DESC, e.key, i.value`,
    )
    .raw()
  const found = new Map<number, { readonly kind: string; readonly key: string; readonly names: string[] }>()
  for (const [entityId, kind, key, name] of rows.iterate(JSON.stringify(nameFields))) {
    if (kind === 'bankAccount' && !personName.test(name)) continue
    const known = found.get(entityId)
    if (known === undefined) found.set(entityId, { kind, key, names: [name] })
    else known.names.push(name)
  }
  return [...found].flatMap(([entityId, { key, names }]): KeptPlace[] => {
    const compared = names.map(comparedName)
    return compared.some((one, at) => compared.slice(at + 1).some((other) => disagree(one, other)))
      ? [{ entityId, values: { number: keyValue(key), names: names.slice(0, 8).join('、') } }]
      : []
  })
}
