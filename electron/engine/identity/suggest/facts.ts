/** The facts of each unmerged entity that may show who is who, read in one pass over identifiers and links. */
import type { FieldType } from '../../../../shared/model/define.ts'
import { keyValue } from '../../../../shared/model/entityId.ts'
import { folded } from '../../../../shared/model/textFold.ts'
import { idNumberHolds } from '../../../../shared/model/identifiers.ts'
import {
  numberSort,
  type NumberSort,
  type SaidOf,
  typesOfSort,
} from '../../../../shared/model/numberClaims.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { saidNumbers } from '../../entities/numberClaims.ts'
import type { Db } from '../../store/db.ts'
import { linkColumnNames } from '../../entities/linkRows.ts'
import { hasMerges } from '../../records/seenAs.ts'
import type { EntityFacts, FactClass } from './compare.ts'

/** Which facts tell of which kind of entity. Two accounts of one holder are not one account, so names say nothing of accounts at banks. */
const telling: Readonly<Record<string, ReadonlySet<FactClass>>> = {
  person: new Set<FactClass>([
    'id',
    'card',
    'wechat',
    'qq',
    'phone',
    'email',
    'payment',
    'plate',
    'device',
    'name',
    'address',
    'birth',
    'neighbour',
    'sex',
    'alias',
    'unsure',
  ]),
  organisation: new Set<FactClass>(['id', 'account', 'phone', 'email', 'name', 'address']),
  siteAccount: new Set<FactClass>([
    'card',
    'wechat',
    'qq',
    'phone',
    'email',
    'payment',
    'device',
    'login-ip',
    'pay-card',
    'name',
    'neighbour',
  ]),
  bankAccount: new Set<FactClass>(['account']),
  paymentAccount: new Set<FactClass>(['payment', 'wallet', 'phone', 'device']),
  socialAccount: new Set<FactClass>(['phone', 'device']),
}
const ofIdentifier: Readonly<Record<string, FactClass>> = {
  idNumber: 'id',
  creditCode: 'id',
  card: 'card',
  account: 'account',
  phone: 'phone',
  wechat: 'wechat',
  qq: 'qq',
  email: 'email',
  payment: 'payment',
  alipay: 'payment',
  wallet: 'wallet',
  plate: 'plate',
  imei: 'device',
}
const ofAttribute: Readonly<Record<string, FactClass>> = {
  name: 'name',
  alias: 'alias',
  ownName: 'name',
  counterName: 'name',
  agentName: 'name',
  representative: 'name',
  address: 'address',
  home: 'address',
  workAddress: 'address',
  birth: 'birth',
  sex: 'sex',
  // A number that is no sure one stands among the remarks; the same one written twice still tells something.
  idNumber: 'unsure',
  registeredIp: 'login-ip',
}
/** What a number of this sort tells once a person has said that it is one. */
const ofSort: Readonly<Partial<Record<NumberSort, FactClass>>> = {
  idNumber: 'id',
  creditCode: 'id',
  account: 'card',
  phone: 'phone',
  wechat: 'wechat',
  qq: 'qq',
  alipay: 'payment',
  email: 'email',
  wallet: 'wallet',
  plate: 'plate',
  imei: 'device',
}
/** What a remark tells that a person said to be a number. */
function saidToBe(told: SaidOf | null, kind: string, field: string, value: string): FactClass | undefined {
  if (told === null) return undefined
  const type = recordKind(kind)?.fields.find(({ id }) => id === field)?.type
  const sort = type === undefined ? null : numberSort(type)
  return type !== undefined && sort !== null && told(type, value) === 'number' ? ofSort[sort] : undefined
}
/** Whether a person said that an identifier is nobody's. */
function isSaidNobodys(told: SaidOf | null, of: FactClass, value: string): boolean {
  if (told === null) return false
  const sorts = (Object.keys(ofSort) as NumberSort[]).filter(
    (sort) => ofSort[sort] === of || (of === 'account' && sort === 'account'),
  )
  return sorts.some((sort) => typesOfSort(sort).some((type: FieldType) => told(type, value) === 'nobody'))
}
/** What a link to an entity of this kind says of the one it comes from. */
const ofLinked: Readonly<Record<string, FactClass>> = {
  phone: 'phone',
  bankAccount: 'card',
  paymentAccount: 'payment',
  device: 'device',
  vehicle: 'plate',
  ip: 'login-ip',
}
const belonging: ReadonlySet<string> = new Set(['uses', 'holds', 'loggedIn'])
/** Links by which two people, or two accounts, may stand beside the same third. */
const beside: ReadonlySet<string> = new Set([
  'reportsTo',
  'agentOf',
  'keeps',
  'prints',
  'orders',
  'delivers',
  'sells',
  'buys',
  'owns',
  'manages',
  'ships',
  'locatedAt',
  'mentions',
  'seizedAt',
])

interface Known {
  readonly kind: string
  readonly nameOnly: boolean
  readonly facts: Facts
}
const portion = 20_000
/** All entities that may be compared, each unmerged. */
export function readFacts(db: Db): readonly EntityFacts[] {
  const reading = factsInPortions(() => db)
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
  }
}
/** The same in portions, so that other calls are answered in between; the connection is fetched again each time. */
export function* factsInPortions(connection: () => Db): Generator<undefined, readonly EntityFacts[]> {
  const entities = new Map<number, Known>()
  const kinds = Object.keys(telling)
    .map((kind) => `'${kind}'`)
    .join(', ')
  yield* portions<[number, string, number, string]>(
    connection,
    (db) =>
      `SELECT entity_id, kind, name_only, label FROM ${bareRows(db, 'entities')} WHERE entity_id > ? AND kind IN (${kinds}) ORDER BY entity_id LIMIT ${portion}`,
    ([entityId, kind, nameOnly, label]) => {
      const facts: Facts = new Map()
      entities.set(entityId, { kind, nameOnly: nameOnly === 1, facts })
      if ((kind === 'person' || kind === 'organisation') && !/^\d+[\dX]$/.test(label))
        put(kind, facts, 'name', label)
    },
  )
  const told = saidNumbers(connection())
  // All of an entity's identifiers come in one portion: what the limit cuts off is read again from its beginning.
  yield* portions<[number, number, string, string, string]>(
    connection,
    (db) =>
      `SELECT entity_id, attribute, kind, field, value FROM ${bareRows(db, 'identifiers')} WHERE entity_id > ? ORDER BY entity_id LIMIT ${portion}`,
    ([entityId, attribute, kind, field, value]) => {
      const entity = entities.get(entityId)
      if (entity === undefined) return
      const of =
        attribute === 0 ? ofIdentifier[kind] : (saidToBe(told, kind, field, value) ?? ofAttribute[field])
      if (of === undefined || (attribute === 0 && isSaidNobodys(told, of, value))) return
      // A card number is an account's number too.
      if (of === 'card' && entity.kind === 'bankAccount') put(entity.kind, entity.facts, 'account', value)
      else put(entity.kind, entity.facts, of, value)
      if (of === 'id' && idNumberHolds(value))
        put(
          entity.kind,
          entity.facts,
          'birth',
          `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`,
        )
    },
  )
  yield* linkedFacts(connection, entities, told)
  return [...entities].map(([entityId, { kind, nameOnly, facts }]) => ({
    entityId,
    kind,
    nameOnly,
    facts: [...facts.values()],
  }))
}
/** What rows call some entities as they are seen now: names, and aliases, in the order of the text. Entities without one are left out. */
export function namesOf(
  db: Db,
  entityIds: readonly number[],
): ReadonlyMap<number, readonly (readonly ['name' | 'alias', string])[]> {
  const found = new Map<number, (readonly ['name' | 'alias', string])[]>()
  for (const [entityId, field, value] of db
    .prepare<[string], [number, string, string]>(
      `SELECT i.entity_id, i.field, i.value FROM json_each(?) w CROSS JOIN identifiers i ON i.entity_id = w.value WHERE i.attribute = 1 ORDER BY i.value`,
    )
    .raw()
    .iterate(JSON.stringify(entityIds))) {
    const of = ofAttribute[field]
    if (of !== 'name' && of !== 'alias') continue
    const known = found.get(entityId)
    if (known === undefined) found.set(entityId, [[of, value]])
    else known.push([of, value])
  }
  return found
}
/** Unmerged rows of entities, identifiers or links. */
function bareRows(db: Db, table: 'entities' | 'identifiers' | 'links'): string {
  if (!hasMerges(db)) return table
  const columns =
    table === 'links'
      ? linkColumnNames
      : table === 'entities'
        ? 'entity_id, kind, key, label, name_only'
        : 'entity_id, kind, value, attribute, field'
  const seen = table === 'links' ? 'g.entity_id IN (t.from_id, t.to_id)' : 'g.entity_id = t.entity_id'
  return `(SELECT ${columns} FROM merged_${table} UNION ALL SELECT ${columns} FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE ${seen}))`
}
/** Reads by ascending first column, `portion` rows at a time; the rows of the last id of a full portion are read again with the next, unless it holds no other. */
function* portions<R extends readonly [number, ...unknown[]]>(
  connection: () => Db,
  sql: (db: Db) => string,
  take: (row: R) => void,
): Generator<undefined> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const db = connection()
    const rows = db.prepare<[number], R>(sql(db)).raw().all(after)
    for (const row of rows) take(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < portion) return
    after = rows[0]?.[0] === last[0] ? last[0] : last[0] - 1
    yield undefined
  }
}
/** An address as it is compared: width and case set aside, spaces too where it is Chinese. */
function addressValue(raw: string): string {
  const text = folded(raw).trim()
  return /\p{Script=Han}/u.test(text) ? text.replace(/\s/g, '') : text.replace(/[\s,]+/g, ' ')
}
type Facts = Map<string, readonly [FactClass, string]>
function put(kind: string, facts: Facts, of: FactClass, raw: string): void {
  if (telling[kind]?.has(of) !== true) return
  const value = of === 'address' ? addressValue(raw) : of === 'birth' ? raw.slice(0, 10) : raw.trim()
  if (value === '' || (of === 'address' && value.length < 6)) return
  // Placeholders and digits that nobody was given tell nothing.
  if (of === 'unsure' && !/^(?!(.)\1+$)(?!0?123456)(?=.*\d.*\d.*\d.*\d)[0-9A-Za-z]{6,}$/.test(value)) return
  facts.set(`${of}/${value}`, [of, value])
}

/** What links say: phones, cards and devices somebody uses or holds, from where accounts log in, and who stands beside two of them. */
function* linkedFacts(
  connection: () => Db,
  entities: ReadonlyMap<number, Known>,
  told: SaidOf | null,
): Generator<undefined> {
  const list = (kinds: Iterable<string>): string => [...kinds].map((kind) => `'${kind}'`).join(', ')
  const other =
    "COALESCE((SELECT o.kind || char(10) || o.key FROM entities o WHERE o.entity_id = l.to_id), (SELECT o.kind || char(10) || o.key FROM merged_entities o WHERE o.entity_id = l.to_id), '')"
  yield* portions<[number, string, number, string]>(
    connection,
    (db) =>
      `SELECT l.link_id, l.rule, l.from_id, ${other} FROM ${bareRows(db, 'links')} l WHERE l.link_id > ? AND l.kind IN (${list(belonging)}) ORDER BY l.link_id LIMIT ${portion}`,
    ([, rule, fromId, stated]) => {
      const from = entities.get(fromId)
      const [otherKind = '', key = ''] = stated.split('\n')
      // An uncertain number is shared by nobody.
      if (from === undefined || key.startsWith('unsure:')) return
      const value = keyValue(key)
      if (otherKind === 'phone' && told?.('phone', value) === 'nobody') return
      if (otherKind === 'socialAccount')
        put(from.kind, from.facts, key.startsWith('qq:') ? 'qq' : 'wechat', value)
      else if (from.kind === 'siteAccount' && otherKind === 'bankAccount')
        put(from.kind, from.facts, rule.startsWith('deposit.') ? 'pay-card' : 'card', value)
      else if (ofLinked[otherKind] !== undefined) put(from.kind, from.facts, ofLinked[otherKind], value)
    },
  )
  yield* portions<[number, string, number, number]>(
    connection,
    (db) =>
      `SELECT l.link_id, l.kind, l.from_id, l.to_id FROM ${bareRows(db, 'links')} l WHERE l.link_id > ? AND l.kind IN (${list(beside)}) ORDER BY l.link_id LIMIT ${portion}`,
    ([, kind, fromId, toId]) => {
      const from = entities.get(fromId)
      const to = entities.get(toId)
      if (kind === 'agentOf') {
        if (to !== undefined) put(to.kind, to.facts, 'neighbour', String(fromId))
        return
      }
      if (from?.kind === 'person') put('person', from.facts, 'neighbour', String(toId))
      if (to?.kind === 'person') put('person', to.facts, 'neighbour', String(fromId))
    },
  )
  for (const { kind, facts } of entities.values())
    if (kind === 'siteAccount')
      for (const [of, value] of [...facts.values()]) if (of === 'card') put(kind, facts, 'pay-card', value)
}
