/**
 * How a person settled the reading of a sheet where the sheet itself leaves it open, or where the program decided wrongly: the order of day and month, what
 * codes mean, the currency of amounts that carry none, whose sheet it is. Each setting stands by itself; taken back, the sheet is read as before.
 */
import { convertCell } from './convert.ts'
import { currencyCode, unknownCurrency } from './currency.ts'
import type { Field, RecordKind } from './define.ts'
import { keyUse } from './identityKeys.ts'
import { resultWord } from './results.ts'

/** `rules`: the cells were read again by the rules of today. */
export const settingAbouts = ['dates', 'year', 'result', 'wechat', 'currency', 'own', 'rules'] as const
export type SettingAbout = (typeof settingAbouts)[number]
/** Which number of a date stands first, second and third. `ymd` for years of two figures, which say no order. */
export const settledOrders = ['dmy', 'mdy', 'ymd'] as const
export type SettledOrder = (typeof settledOrders)[number]
/** What a code of a result may be said to mean; a revoked transaction did not come about. */
export const codeMeanings = ['success', 'failed', 'revoked', 'unknown'] as const

/** What a column of WeChat may be said to hold. */
export const weChatNames = ['ids', 'nicknames'] as const
export type WeChatName = (typeof weChatNames)[number]

/** Kept with the sheet (`ConversionBasis.settings`), by field. */
export interface SheetSettings {
  readonly dates?: Readonly<Record<string, SettledOrder>>
  /** The year of the first date without one, by field; further dates follow in their order over new years. */
  readonly years?: Readonly<Record<string, string>>
  readonly weChat?: Readonly<Record<string, WeChatName>>
  /** By field and by the cell's word as `resultWord` folds it. */
  readonly results?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Of amounts for which neither cell, column nor header names one. */
  readonly currency?: string
  /** Texts of fields for rows in which the sheet says nothing. */
  readonly own?: Readonly<Record<string, string>>
}
/** One setting: what it is about, its field (and code), and what was said. */
export interface SheetSetting {
  readonly about: SettingAbout
  /** '' for what concerns the sheet as a whole. */
  readonly field: string
  /** Of a result: the cell's word; '' otherwise. */
  readonly code: string
  readonly value: string
}

/** Fields in which a person may say whose sheet it is, or what else stands nowhere in it: those of the own side, and what is otherwise taken from around the table. */
export function ownFields(kind: RecordKind): readonly Field[] {
  const sides = (kind.derive ?? []).find(({ how }) => how === 'sides')
  const own = new Set(sides?.how === 'sides' ? [...sides.own, ...(sides.subject ?? [])] : [])
  return kind.fields.filter(
    ({ id, type, context }) =>
      own.has(id) ||
      (context !== undefined && id !== kind.currency?.field && !['time', 'date', 'direction'].includes(type)),
  )
}
/** Fields whose column says how far a thing has come: results, and the state of an order or a slip. */
export function isStateField(field: Field): boolean {
  return field.type === 'result' || (field.type === 'choice' && field.id === 'status')
}
/** What a code of such a field may mean. */
export function meaningsOf(field: Field): readonly string[] {
  return field.type === 'result' ? codeMeanings : Object.keys(field.choices ?? {})
}
/** Since when something stands in a register: no period of a list tells that. */
const sinceFields: ReadonlySet<string> = new Set([
  'openedAt',
  'registeredAt',
  'registered',
  'established',
  'from',
])
/** The fields that tell when a row happened: the time, and the date that stands beside it or in its place. */
export function happeningFields(kind: RecordKind): ReadonlySet<string> {
  if (kind.timeField === undefined || sinceFields.has(kind.timeField)) return new Set()
  const found = new Set([kind.timeField])
  for (const rule of kind.derive ?? []) {
    if (rule.how === 'joinClock' && found.has(rule.time)) found.add(rule.date)
    if (rule.how === 'fallback' && found.has(rule.into)) for (const field of rule.from) found.add(field)
  }
  return found
}
export function isDateField(field: Field): boolean {
  return field.type === 'time' || field.type === 'date'
}

/** The setting as it is kept; null where it says nothing that can hold. */
export function checkedSetting(kind: RecordKind, given: SheetSetting): SheetSetting | null {
  const field = kind.fields.find(({ id }) => id === given.field)
  const value = given.value.trim()
  switch (given.about) {
    case 'dates':
      return field !== undefined && isDateField(field) && settledOrders.some((order) => order === value)
        ? { ...given, code: '', value }
        : null
    case 'year': {
      const [year] = /^(?:19|20)\d{2}(?=年?$)/.exec(value.normalize('NFKC')) ?? []
      return field !== undefined && year !== undefined && happeningFields(kind).has(field.id)
        ? { ...given, code: '', value: year }
        : null
    }
    case 'wechat':
      return field?.type === 'wechat' && weChatNames.some((name) => name === value)
        ? { ...given, code: '', value }
        : null
    case 'result': {
      const code = resultWord(given.code)
      return field !== undefined && code !== '' && isStateField(field) && meaningsOf(field).includes(value)
        ? { ...given, code, value }
        : null
    }
    case 'currency': {
      const currency = currencyCode(value)
      return kind.currency === undefined || currency === null || currency === unknownCurrency
        ? null
        : { about: 'currency', field: '', code: '', value: currency }
    }
    case 'own':
      return field !== undefined && ownFields(kind).includes(field) && ownValue(field, value) !== null
        ? { ...given, code: '', value }
        : null
    case 'rules':
      return { about: 'rules', field: '', code: '', value }
  }
}
/** What a text of a person says for a field; null where it says nothing about who (不详, 00000). */
export function ownValue(field: Field, text: string): string | number | null {
  const { value } = convertCell(field, { text, type: 'text' }, '')
  return typeof value === 'string' && keyUse(field.type, value).use === 'none' ? null : value
}
/** Settings by what they are about; null where there are none that change how rows are read. */
export function gatheredSettings(settings: Iterable<SheetSetting>): SheetSettings | null {
  const dates: Record<string, SettledOrder> = {}
  const results: Record<string, Record<string, string>> = {}
  const years: Record<string, string> = {}
  const weChat: Record<string, WeChatName> = {}
  const own: Record<string, string> = {}
  let currency: string | undefined
  let any = false
  for (const { about, field, code, value } of settings) {
    if (about === 'rules') continue
    any = true
    if (about === 'dates') dates[field] = settledOrders.find((order) => order === value) ?? 'dmy'
    else if (about === 'year') years[field] = value
    else if (about === 'wechat') weChat[field] = value === 'ids' ? 'ids' : 'nicknames'
    else if (about === 'result') (results[field] ??= {})[code] = value
    else if (about === 'own') own[field] = value
    else currency = value
  }
  if (!any) return null
  return {
    ...(Object.keys(dates).length === 0 ? {} : { dates }),
    ...(Object.keys(years).length === 0 ? {} : { years }),
    ...(Object.keys(weChat).length === 0 ? {} : { weChat }),
    ...(Object.keys(results).length === 0 ? {} : { results }),
    ...(currency === undefined ? {} : { currency }),
    ...(Object.keys(own).length === 0 ? {} : { own }),
  }
}
