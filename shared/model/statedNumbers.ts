/** By which numbers a thing can be named that no row names: the same key as rows with that number give, so that both speak of one. */
import { convertCell } from './convert.ts'
import type { EntityKindId, Field, FieldType, IdentifierType } from './define.ts'
import { keyUse } from './identityKeys.ts'
import { normaliseIdentifier } from './identifiers.ts'

export interface StatedNumber {
  readonly kind: EntityKindId
  readonly sort: IdentifierType
  /** The word before the value in the key of an entity (`resolve.ts`). */
  readonly identifier: string
}
/** In the order in which they are offered. */
export const statedNumbers: readonly StatedNumber[] = [
  { kind: 'person', sort: 'idNumber', identifier: 'id' },
  { kind: 'organisation', sort: 'creditCode', identifier: 'creditCode' },
  { kind: 'bankAccount', sort: 'card', identifier: 'account' },
  { kind: 'bankAccount', sort: 'account', identifier: 'account' },
  { kind: 'paymentAccount', sort: 'alipay', identifier: 'payment' },
  { kind: 'paymentAccount', sort: 'wallet', identifier: 'wallet' },
  { kind: 'phone', sort: 'phone', identifier: 'phone' },
  { kind: 'socialAccount', sort: 'wechat', identifier: 'wechat' },
  { kind: 'socialAccount', sort: 'qq', identifier: 'qq' },
  { kind: 'website', sort: 'domain', identifier: 'domain' },
  { kind: 'ip', sort: 'ip', identifier: 'ip' },
  { kind: 'device', sort: 'imei', identifier: 'imei' },
  { kind: 'vehicle', sort: 'plate', identifier: 'plate' },
]
/** Kinds whose name tells them wherever it stands, with the word of their keys. */
const toldByName: Partial<Record<EntityKindId, { readonly identifier: string; readonly type: FieldType }>> = {
  place: { identifier: 'place', type: 'text' },
  work: { identifier: 'title', type: 'title' },
  shop: { identifier: 'shop', type: 'name' },
}

/** The key of a number; null for what is no number of the sort, or tells nobody (`identityKeys.ts`). */
export function statedKey({ sort, identifier }: StatedNumber, number: string): string | null {
  const { value } = normaliseIdentifier(sort, number)
  return value === null || keyUse(sort, value).use !== 'case' ? null : `${identifier}:${value}`
}
/** The key of a name that tells its thing in the whole case; null for kinds of which a name tells nobody apart. */
export function statedNameKey(kind: EntityKindId, name: string): string | null {
  const told = toldByName[kind]
  if (told === undefined) return null
  const field: Field = { id: 'name', nameZh: '', nameEn: '', type: told.type, headers: [] }
  const { value } = convertCell(field, { text: name, type: 'text' }, '')
  return value === null ? null : `${told.identifier}:${value}`
}
