/**
 * What a person says of a number against the rules of `identityKeys.ts`: that it is one though the rules hold it for none (00000 of a post, an ID number
 * with a failed check digit), or that it is nobody's though it looks like one (a shop's phone, a card that a form was filled in with). Pure.
 */
import type { EntityKindId, FieldType, RecordKind } from './define.ts'
import { keyValue, wholeKey } from './entityId.ts'
import { storedAsToday } from './identifiers.ts'
import { type KeyUse, keyUse, tellsPerson } from './identityKeys.ts'

/** number: it tells its thing in the whole case. nobody: it tells nobody. */
export const numberSayings = ['number', 'nobody'] as const
export type NumberSaying = (typeof numberSayings)[number]
/** The sorts of numbers that something can be said of. A card and an account are one sort: the same digits stand in the columns of both. */
export const numberSorts = [
  'idNumber',
  'creditCode',
  'account',
  'phone',
  'wechat',
  'qq',
  'alipay',
  'email',
  'siteAccount',
  'plate',
  'imei',
  'imsi',
  'mac',
  'ip',
  'wallet',
  'domain',
] as const
export type NumberSort = (typeof numberSorts)[number]
export interface NumberClaim {
  readonly sort: NumberSort
  /** As rows store it. */
  readonly value: string
  readonly says: NumberSaying
}
/** What people say of a number in a field of this type. */
export type SaidOf = (type: FieldType, value: string) => NumberSaying | undefined

/** The sort of the numbers in a field of this type; null for names, texts and amounts. */
export function numberSort(type: FieldType): NumberSort | null {
  const sort = type === 'card' ? 'account' : type
  return numberSorts.find((known) => known === sort) ?? null
}
/** Field types of a sort. */
export function typesOfSort(sort: NumberSort): readonly FieldType[] {
  return sort === 'account' ? ['account', 'card'] : [sort]
}
const nameOf = (sort: string, value: string): string => `${sort}\n${value}`
/** The claims by number; of several about one the last holds. Null without any. */
export function saidOf(claims: readonly NumberClaim[]): SaidOf | null {
  if (claims.length === 0) return null
  const said = new Map<string, NumberSaying>()
  for (const { sort, value, says } of claims)
    for (const spelling of spellingsOf(sort, value)) said.set(nameOf(sort, spelling), says)
  return (type, value) => said.get(nameOf(type === 'card' ? 'account' : type, value))
}
/** A number as rows of this and of older programs store it. */
export function spellingsOf(sort: NumberSort, value: string): readonly string[] {
  return [...new Set([value, ...typesOfSort(sort).map((type) => storedAsToday(type, value))])]
}
/** Things that are there whoever's they are: a hotline that tells nobody is still a phone. */
const stays: ReadonlySet<EntityKindId> = new Set<EntityKindId>(['phone', 'ip'])
/** `keyUse` with what people say, for the key of an entity of this kind. */
export function useOf(
  said: SaidOf | null,
  entityKind: EntityKindId,
  type: FieldType,
  value: string,
): KeyUse['use'] {
  const says = said?.(type, value)
  if (says === 'number') return 'case'
  if (says === 'nobody' && !stays.has(entityKind)) return 'none'
  return keyUse(type, value).use
}
/** `tellsPerson` with what people say. */
export function saidToTell(said: SaidOf | null, type: FieldType, value: string): boolean {
  const says = said?.(type, value)
  return says === undefined ? tellsPerson(type, value) : says === 'number'
}
/** What the rules alone say of a number; null where they hold it for one thing within its sheet only. */
export function ruledSaying(sort: NumberSort, value: string): NumberSaying | null {
  const uses = typesOfSort(sort).map((type) => keyUse(type, value).use)
  if (uses.every((use) => use === 'none')) return 'nobody'
  return typesOfSort(sort).every((type) => tellsPerson(type, value)) ? 'number' : null
}
/** The fields of a kind that hold numbers of a sort and tell who a row names. */
export function fieldsOfSort(kind: RecordKind, sort: NumberSort): readonly string[] {
  const types = typesOfSort(sort)
  const told = new Set(
    kind.roles.flatMap(({ keys }) =>
      keys.flatMap(({ fields, said }) => [...fields, ...(said?.needs.flat() ?? [])]),
    ),
  )
  return kind.fields.filter(({ id, type }) => told.has(id) && types.includes(type)).map(({ id }) => id)
}
/** The number an entity is told by, by its key; null for names and what several numbers tell. */
export function numberOfEntity(
  model: readonly RecordKind[],
  entityKind: string,
  key: string,
): { readonly sort: NumberSort; readonly value: string } | null {
  const identifier = wholeKey(key).slice(0, key.indexOf(':'))
  for (const kind of model)
    for (const role of kind.roles) {
      if (role.kind !== entityKind) continue
      for (const { identifier: of, fields, within } of role.keys) {
        const [only] = fields
        if (within !== undefined || fields.length !== 1 || (of !== identifier && identifier !== 'unsure'))
          continue
        const type = kind.fields.find(({ id }) => id === only)?.type
        const sort = type === undefined ? null : numberSort(type)
        if (sort !== null) return { sort, value: keyValue(key) }
      }
    }
  return null
}
