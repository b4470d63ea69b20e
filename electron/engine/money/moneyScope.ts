/** The rows behind figures of money: the very transfers of the ledger they are made of, with the second sides and repeats of each. */
import type { ScopeInput, ScopeValue } from '../../../shared/contract/scope.ts'
import { textIn, type Words } from '../../../shared/language.ts'
import { readEntities } from '../entities/entityRows.ts'
import type { RowSource } from '../records/scope.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { ask, type Asked, groupsOf, moneyScope, mostPicked, outsideWords, placesScope } from './asked.ts'
import { mark, outsideNode } from './ledger.ts'
import { placesOf } from './ranking.ts'

type Value = ScopeValue<'money'>
const wayWords: Readonly<Record<Value['way'], Words>> = {
  in: { zh: '转入', en: 'in' },
  out: { zh: '转出', en: 'out' },
  both: { zh: '往来', en: 'in and out' },
  internal: { zh: '本人账户之间', en: 'between own accounts' },
  failed: { zh: '失败', en: 'failed' },
  sideless: { zh: '收付不明', en: 'direction not known' },
}

/** Places of the transfers a scope means. */
export function placesOfScope(asked: Asked, value: Value): readonly number[] {
  const { ledger, groups, from, to } = asked
  const own = new Set(groupsOf(asked, value.of))
  const others =
    value.outside !== undefined
      ? new Set([groups.of[outsideNode(ledger, value.outside)] as number])
      : value.with === undefined
        ? null
        : new Set(groupsOf(asked, value.with))
  const found = new Set<number>()
  for (const group of own)
    for (const place of placesOf(ledger, groups, group)) {
      const time = ledger.times[place] as number
      if (ledger.currencies[place] !== asked.currency) continue
      if ((from !== undefined && !(time >= from)) || (to !== undefined && !(time < to))) continue
      const [payer, payee] = [
        groups.of[ledger.from[place] as number],
        groups.of[ledger.to[place] as number],
      ] as [number, number]
      if (
        wayOf(ledger.marks[place] as number, payer, payee, group, value.way) &&
        isWith(others, payer === group ? payee : payer)
      )
        found.add(place)
    }
  return [...found]
}
function isWith(others: ReadonlySet<number> | null, other: number): boolean {
  return others === null || others.has(other)
}
function wayOf(marks: number, payer: number, payee: number, group: number, way: Value['way']): boolean {
  const failed = (marks & mark.failed) !== 0
  if (way === 'failed') return failed && payer !== payee
  if (failed) return false
  if (payer === payee) return way === 'internal'
  const sideless = (marks & mark.sideless) !== 0
  if (way === 'sideless' || sideless) return way === 'sideless' && sideless
  return way === 'both' || (way === 'in' ? payee === group : way === 'out' && payer === group)
}

/**
 * The rows behind a figure: listed while a scope lists so many; more of them by what they have in common, where one of the ways to say it means these very transfers, and in several lists where none does.
 */
export function rowsOfPlaces(
  asked: Asked,
  places: readonly number[],
  ways: readonly (Pick<Value, 'of' | 'way'> & Partial<Value>)[],
): readonly ScopeInput[] {
  if (places.length <= mostPicked) return placesScope(asked.ledger, places)
  const wanted = new Set(places)
  for (const way of ways) {
    if (way.of.length === 0) continue
    const meant = placesOfScope(asked, { currency: asked.currencyName, by: asked.by, ...way })
    if (meant.length === wanted.size && meant.every((place) => wanted.has(place)))
      return [moneyScope(asked, way)]
  }
  return placesScope(asked.ledger, [...wanted])
}

/** The transfers of people or accounts. */
export const moneyRows: RowSource<Value> = {
  where(db, value, kind) {
    if (kind.id !== 'transfer') return null
    const asked = ask(db, {
      currency: value.currency,
      by: value.by,
      span: { from: value.from ?? null, to: value.to ?? null },
    })
    const ids = placesOfScope(asked, value).map((place) => asked.ledger.records[place])
    const list = '(SELECT value FROM json_each(@money))'
    return {
      where: `(r.record_id IN ${list} OR r.mirror_of IN ${list} OR r.duplicate_of IN ${list} OR r.duplicate_of IN (SELECT m.record_id FROM ${recordTable('transfer')} m WHERE m.mirror_of IN ${list}))`,
      params: { money: JSON.stringify(ids) },
    }
  },
  name: (db, value) => ({ zh: nameOf(db, value, 'zh-CN'), en: nameOf(db, value, 'en') }),
}
function nameOf(db: Db, value: Value, language: 'zh-CN' | 'en'): string {
  const named = (ids: readonly number[]): string => {
    const labels = [...readEntities(db, ids).values()].map(({ label }) => label)
    const separator = language === 'en' ? ', ' : '、'
    return labels.length <= 3
      ? labels.join(separator)
      : `${labels.slice(0, 3).join(separator)}${language === 'en' ? ` and ${labels.length - 3} more` : ` 等 ${labels.length} 个`}`
  }
  const other =
    value.outside !== undefined
      ? textIn(outsideWords[value.outside], language)
      : value.with === undefined
        ? ''
        : named(value.with)
  return `${named(value.of)} ${textIn(wayWords[value.way], language)}${other === '' ? '' : ` · ${other}`} ${value.currency}`
}
