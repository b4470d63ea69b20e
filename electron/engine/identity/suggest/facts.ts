/** What is known of each entity by itself that may tell who is who, read in one pass over identifiers and links. */
import { folded } from '../../../../shared/model/textFold.ts'
import { idNumberHolds } from '../../../../shared/model/identifiers.ts'
import type { Db } from '../../context.ts'
import { hasMerges } from '../../entities/merges.ts'
import type { EntityFacts, FactClass } from './compare.ts'

/** Which facts tell of which kind of entity. Two accounts of one holder are not one account, so names say nothing of accounts at banks. */
const telling: Readonly<Record<string, ReadonlySet<FactClass>>> = {
  person: new Set<FactClass>(['id', 'card', 'wechat', 'qq', 'phone', 'email', 'payment', 'plate', 'device', 'name', 'address', 'birth', 'neighbour']),
  organisation: new Set<FactClass>(['id', 'account', 'phone', 'email', 'name', 'address']),
  siteAccount: new Set<FactClass>(['card', 'wechat', 'qq', 'phone', 'email', 'payment', 'device', 'login-ip', 'pay-card', 'name', 'neighbour']),
  bankAccount: new Set<FactClass>(['account']),
  paymentAccount: new Set<FactClass>(['payment', 'wallet', 'phone', 'device']),
  socialAccount: new Set<FactClass>(['phone', 'device']),
}
const ofIdentifier: Readonly<Record<string, FactClass>> = { idNumber: 'id', creditCode: 'id', card: 'card', account: 'account', phone: 'phone', wechat: 'wechat', qq: 'qq', email: 'email', payment: 'payment', alipay: 'payment', wallet: 'wallet', plate: 'plate', imei: 'device' }
const ofAttribute: Readonly<Record<string, FactClass>> = { name: 'name', alias: 'name', ownName: 'name', counterName: 'name', agentName: 'name', representative: 'name', address: 'address', home: 'address', workAddress: 'address', birth: 'birth', registeredIp: 'login-ip' }
/** What a link to an entity of this kind says of the one it comes from. */
const ofLinked: Readonly<Record<string, FactClass>> = { phone: 'phone', bankAccount: 'card', paymentAccount: 'payment', device: 'device', vehicle: 'plate', ip: 'login-ip' }
const belonging: ReadonlySet<string> = new Set(['uses', 'holds', 'loggedIn'])

/** Everybody who may be compared, each by itself whatever it is merged with. */
export function readFacts(db: Db): readonly EntityFacts[] {
  const merged = hasMerges(db)
  const bare = (table: string, aside: string, key: string): string => merged ? `(SELECT * FROM ${aside} UNION ALL SELECT * FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = t.${key}))` : table
  const kinds = Object.keys(telling).map((kind) => `'${kind}'`).join(', ')
  const entities = new Map<number, { readonly kind: string; readonly nameOnly: boolean; readonly facts: Map<string, readonly [FactClass, string]> }>()
  const entityRows = db.prepare<[], [number, string, string, number, string]>(`SELECT entity_id, kind, key, name_only, label FROM ${bare('entities', 'merged_entities', 'entity_id')} WHERE kind IN (${kinds}) ORDER BY entity_id`).raw()
  const keys = new Map<number, { readonly kind: string; readonly key: string }>()
  for (const [entityId, kind, key, nameOnly, label] of entityRows.iterate()) {
    const facts = new Map<string, readonly [FactClass, string]>()
    entities.set(entityId, { kind, nameOnly: nameOnly === 1, facts })
    keys.set(entityId, { kind, key })
    if ((kind === 'person' || kind === 'organisation') && !/^\d+[\dX]$/.test(label)) put(kind, facts, 'name', label)
  }
  const identifierRows = db.prepare<[], [number, number, string, string, string]>(`SELECT entity_id, attribute, kind, field, value FROM ${bare('identifiers', 'merged_identifiers', 'entity_id')}`).raw()
  for (const [entityId, attribute, kind, field, value] of identifierRows.iterate()) {
    const entity = entities.get(entityId)
    if (entity === undefined) continue
    const of = attribute === 0 ? ofIdentifier[kind] : ofAttribute[field]
    if (of === undefined) continue
    // A card number is an account's number too.
    if (of === 'card' && entity.kind === 'bankAccount') put(entity.kind, entity.facts, 'account', value)
    else put(entity.kind, entity.facts, of, value)
    if (of === 'id' && idNumberHolds(value)) put(entity.kind, entity.facts, 'birth', `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`)
  }
  readLinked(db, entities, merged)
  return [...entities].map(([entityId, { kind, nameOnly, facts }]) => ({ entityId, kind, nameOnly, facts: [...facts.values()] }))
}
type Facts = Map<string, readonly [FactClass, string]>
function put(kind: string, facts: Facts, of: FactClass, raw: string): void {
  if (telling[kind]?.has(of) !== true) return
  const value = of === 'address' ? folded(raw).replace(/\s/g, '') : of === 'birth' ? raw.slice(0, 10) : raw.trim()
  if (value === '' || (of === 'address' && value.length < 6)) return
  facts.set(`${of}/${value}`, [of, value])
}

/** What links say: phones, cards and devices somebody uses or holds, from where accounts log in, and who stands beside two of them. */
function readLinked(db: Db, entities: ReadonlyMap<number, { readonly kind: string; readonly facts: Facts }>, merged: boolean): void {
  const links = merged
    ? "(SELECT rule, kind, from_id, to_id FROM merged_links UNION ALL SELECT rule, kind, from_id, to_id FROM links l WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id IN (l.from_id, l.to_id)))"
    : 'links'
  const linked = db.prepare<[], [string, string, number, number]>(`SELECT rule, kind, from_id, to_id FROM ${links} WHERE kind <> 'transfer' AND kind <> 'calls'`).raw()
  const other = db.prepare<[number, number], [string, string]>('SELECT kind, key FROM merged_entities WHERE entity_id = ? UNION ALL SELECT kind, key FROM entities WHERE entity_id = ? LIMIT 1').raw()
  const known = new Map<number, readonly [string, string] | null>()
  const otherOf = (entityId: number): readonly [string, string] | null => {
    const present = known.get(entityId)
    if (present !== undefined) return present
    const found = other.get(entityId, entityId) ?? null
    known.set(entityId, found)
    return found
  }
  for (const [rule, kind, fromId, toId] of linked.iterate()) {
    const from = entities.get(fromId)
    const to = entities.get(toId)
    if (belonging.has(kind) && from !== undefined) {
      const [otherKind = '', key = ''] = otherOf(toId) ?? []
      const value = key.slice(key.indexOf(':') + 1)
      if (otherKind === 'socialAccount') put(from.kind, from.facts, key.startsWith('qq:') ? 'qq' : 'wechat', value)
      else if (from.kind === 'siteAccount' && otherKind === 'bankAccount') put(from.kind, from.facts, rule.startsWith('deposit.') ? 'pay-card' : 'card', value)
      else if (ofLinked[otherKind] !== undefined) put(from.kind, from.facts, ofLinked[otherKind], value)
      continue
    }
    if (kind === 'agentOf') { if (to !== undefined) put(to.kind, to.facts, 'neighbour', String(fromId)); continue }
    if (from?.kind === 'person') put('person', from.facts, 'neighbour', String(toId))
    if (to?.kind === 'person') put('person', to.facts, 'neighbour', String(fromId))
  }
  for (const { kind, facts } of entities.values()) if (kind === 'siteAccount') for (const [of, value] of [...facts.values()]) if (of === 'card') put(kind, facts, 'pay-card', value)
}
