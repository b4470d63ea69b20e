/** Two entities side by side: what speaks for their being one, and what against. */
import type { ReasonInCase, SuggestionReason } from '../../../../shared/contract/identity.ts'
import { creditCodeHolds, idNumberHolds } from '../../../../shared/model/identifiers.ts'
import { callsMany } from '../../../../shared/model/identityKeys.ts'
import {
  comparedName,
  isHidden,
  nameRelations,
  numbersOneSlipApart,
  quiteDifferent,
  relationOf,
  type ComparedName,
} from '../../../../shared/model/nameAlike.ts'
import { closeness, commonShare } from '../../../../shared/model/textCloseness.ts'

/** What is known of an entity and may be shared. `support` values (address, birth, neighbour) only count together with a name. */
export type FactClass =
  | 'id'
  | 'card'
  | 'account'
  | 'wechat'
  | 'qq'
  | 'phone'
  | 'email'
  | 'payment'
  | 'wallet'
  | 'plate'
  | 'device'
  | 'login-ip'
  | 'pay-card'
  | 'address'
  | 'birth'
  | 'neighbour'
  | 'sex'
  | 'unsure'
  | 'name'
  | 'alias'
export interface EntityFacts {
  readonly entityId: number
  readonly kind: string
  readonly nameOnly: boolean
  readonly facts: readonly (readonly [FactClass, string])[]
}
/** An entity made ready to be compared many times. */
export interface Prepared {
  readonly entity: EntityFacts
  readonly names: readonly ComparedName[]
  /** Nicknames, former names: they may agree, and never speak against. */
  readonly aliases: readonly ComparedName[]
  readonly values: (of: FactClass) => readonly string[]
  /** Nothing is known but the name (and who stands beside): a mention, or a row that says no more. */
  readonly loose: boolean
}
const nothing: readonly string[] = []
/** What makes somebody more than a name. */
const beyondName: ReadonlySet<FactClass> = new Set<FactClass>(['address', 'birth', 'unsure'])

const names = new Map<string, ComparedName>()
/** A name made ready once: the same names meet again and again. */
function ready(name: string): ComparedName {
  let known = names.get(name)
  if (known === undefined) {
    if (names.size > 500_000) names.clear()
    names.set(name, (known = comparedName(name)))
  }
  return known
}
export function prepared(entity: EntityFacts): Prepared {
  const values = new Map<FactClass, string[]>()
  for (const [of, value] of entity.facts) {
    const known = values.get(of)
    if (known === undefined) values.set(of, [value])
    else known.push(value)
  }
  return {
    entity,
    names: (values.get('name') ?? nothing).map(ready),
    aliases: (values.get('alias') ?? nothing).map(ready),
    values: (of) => values.get(of) ?? nothing,
    loose: entity.nameOnly && !entity.facts.some(([of]) => beyondName.has(of)),
  }
}

const said = (code: SuggestionReason, value: string, against = false): ReasonInCase => ({
  code,
  value,
  against,
})
const both = (one: string, other: string): string => (one === other ? one : `${one} / ${other}`)
const common = (one: readonly string[], other: readonly string[]): string | undefined =>
  one.find((value) => other.includes(value))

/** The strongest way in which some of these names agree. */
function relationOfNames(
  lefts: readonly ComparedName[],
  rights: readonly ComparedName[],
): ReasonInCase | null {
  let best: ReasonInCase | null = null
  let rank: number = nameRelations.length
  for (const left of lefts)
    for (const right of rights) {
      const code = relationOf(left, right)
      if (code === null || nameRelations.indexOf(code) >= rank) continue
      rank = nameRelations.indexOf(code)
      best = said(code, both(left.raw, right.raw))
    }
  return best
}
/** How their names agree, the strongest way of all their names and aliases; null when they do not. */
export function nameReason(one: Prepared, other: Prepared): ReasonInCase | null {
  return relationOfNames([...one.names, ...one.aliases], [...other.names, ...other.aliases])
}
/** A pair of quite different names, when no name of one is like any of the other; null otherwise. One's alias may be the other's name; a nickname that both have says nothing of their names. */
export function differentNames(one: Prepared, other: Prepared): ReasonInCase | null {
  const [left] = one.names
  const [right] = other.names
  if (left === undefined || right === undefined) return null
  if (
    relationOfNames(one.names, [...other.names, ...other.aliases]) !== null ||
    relationOfNames(one.aliases, other.names) !== null
  )
    return null
  return one.names.every((name) => other.names.every((candidate) => quiteDifferent(name, candidate)))
    ? said('different-name', both(left.raw, right.raw), true)
    : null
}

/** Of dates: one slip of the hand apart, day and month changed, or one says less (the year, the month) and agrees. */
function birthsAlike(one: string, other: string): boolean {
  if (one.startsWith(other) || other.startsWith(one)) return true
  if (numbersOneSlipApart(one, other)) return true
  const [year, month, day] = one.split('-')
  return day !== undefined && other === `${year ?? ''}-${day}-${month ?? ''}`
}
const parts = new Map<string, readonly string[]>()
/** What an address is made of: its numbers, and pairs of neighbouring characters. */
export function addressParts(address: string): readonly string[] {
  let known = parts.get(address)
  if (known !== undefined) return known
  if (parts.size > 200_000) parts.clear()
  const found = (address.match(/\d+|[a-z]+|\p{Script=Han}+/gu) ?? []).flatMap((part) =>
    !/^\d/.test(part) && part.length > 2
      ? Array.from({ length: part.length - 1 }, (_, at) => part.slice(at, at + 2))
      : [part],
  )
  parts.set(address, (known = found))
  return known
}
/** Addresses of which one leaves something out or writes it a little otherwise; other numbers make another address. */
function addressesAlike(one: string, other: string): boolean {
  const [left, right] = [addressParts(one), addressParts(other)]
  const isNumber = (part: string): boolean => /^\d/.test(part)
  const [numbers, others] = [left.filter(isNumber), right.filter(isNumber)]
  const [few, many] = numbers.length <= others.length ? [numbers, others] : [others, numbers]
  const apart = few.filter((number) => !many.includes(number)).length
  if (few.length > 0 ? apart > 1 || apart === few.length : many.length > 0 && left.length + right.length < 8)
    return false
  const words = commonShare(
    left.filter((part) => !isNumber(part)),
    right.filter((part) => !isNumber(part)),
  )
  return words >= (apart === 0 ? 0.55 : 0.7)
}
/** Numbers of somebody that differ in one place, or mail addresses nearly the same. */
function slipOf(of: FactClass, one: Prepared, other: Prepared): readonly [string, string] | undefined {
  for (const left of one.values(of))
    for (const right of other.values(of))
      if (
        of === 'email' || of === 'wechat'
          ? left !== right && closeness(left, right) >= 0.94
          : numbersOneSlipApart(left, right) || (left.length >= 16 && twoSlipsApart(left, right))
      )
        return [left, right]
  return undefined
}
/** Of long numbers: of one length, two places differ. */
function twoSlipsApart(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let apart = 0
  for (let at = 0; at < one.length && apart < 3; at += 1) if (one[at] !== other[at]) apart += 1
  return apart === 2
}
const slipped: readonly FactClass[] = ['phone', 'card', 'email', 'wechat', 'qq']

/** What supports a name, and never stands alone: birth, address, the beginning of a phone number, a number one slip apart, who stands beside both. */
export function supportReasons(
  one: Prepared,
  other: Prepared,
  tooCommon: (of: FactClass, value: string) => boolean,
): readonly ReasonInCase[] {
  const found: ReasonInCase[] = []
  const [births, others] = [one.values('birth'), other.values('birth')]
  const birth = common(births, others)
  if (birth !== undefined) found.push(said('same-birth', birth))
  else
    for (const left of births) {
      const right = others.find((candidate) => birthsAlike(left, candidate))
      if (right === undefined) continue
      found.push(said('birth-alike', both(left, right)))
      break
    }
  const [homes, homesOther] = [one.values('address'), other.values('address')]
  const home = common(homes, homesOther)
  if (home !== undefined) {
    if (!tooCommon('address', home)) found.push(said('same-address', home))
  } else
    for (const left of homes) {
      const right = homesOther.find((candidate) => addressesAlike(left, candidate))
      if (right === undefined || tooCommon('address', left) || tooCommon('address', right)) continue
      found.push(said('address-alike', both(left, right)))
      break
    }
  const neighbour = common(one.values('neighbour'), other.values('neighbour'))
  if (neighbour !== undefined && !tooCommon('neighbour', neighbour))
    found.push(said('same-neighbour', neighbour))
  for (const of of slipped) {
    const pair = slipOf(of, one, other)
    if (pair === undefined) continue
    found.push(said('number-alike', pair.join(' / ')))
    break
  }
  if (common(one.values('phone'), other.values('phone')) === undefined) {
    const [left, right] = [one, other].map((each) =>
      each
        .values('phone')
        .map(prefixOf)
        .filter((prefix) => prefix !== ''),
    )
    const prefix = common(left ?? [], right ?? [])
    if (prefix !== undefined && !found.some(({ code }) => code === 'number-alike'))
      found.push(said('phone-prefix', prefix))
  }
  return found
}
/** The first seven digits of a mobile number; empty for others. */
export function prefixOf(phone: string): string {
  return /^1[3-9]\d{9}$/.test(phone) ? phone.slice(0, 7) : ''
}

const holds = (id: string): boolean => idNumberHolds(id) || creditCodeHolds(id)
const pairsOf = (one: Prepared, other: Prepared): readonly (readonly [string, string])[] =>
  one
    .values('id')
    .flatMap((left) => other.values('id').map((right): readonly [string, string] => [left, right]))
/** ID numbers of the two that differ by one slip of the hand. */
export function idsAlike(one: Prepared, other: Prepared): ReasonInCase | null {
  const pair = pairsOf(one, other).find(([left, right]) => numbersOneSlipApart(left, right))
  return pair === undefined ? null : said('id-alike', pair.join(' / '))
}
/** Both have ID numbers that hold, and none is the same. */
export function differentIds(one: Prepared, other: Prepared): ReasonInCase | null {
  const all = pairsOf(one, other)
  const [first] = all
  return first !== undefined && all.every(([left, right]) => left !== right && holds(left) && holds(right))
    ? said('different-id', first.join(' / '), true)
    : null
}
/**
 * Chinese names that do not agree, though they are not quite different: one character apart which neither sounds nor looks alike, or with no more than a
 * character that does. A slip of the hand, or two of one family. Letters of a foreign name are slips, and nicknames say nothing.
 */
function namesApart(one: Prepared, other: Prepared): ReasonInCase | null {
  const [left] = one.names
  const [right] = other.names
  if (left === undefined || right === undefined) return null
  if (![...one.names, ...other.names].every((name) => name.script === 'han' && !isHidden(name))) return null
  // 王伟（大） and 王伟（小）: whoever wrote so told two apart.
  if (left.aside !== right.aside && left.aside !== '' && right.aside !== '')
    return said('names-apart', both(left.raw, right.raw), true)
  const nearest = nameReason(one, other)
  if (nearest === null ? differentNames(one, other) !== null : nearest.code !== 'name-one-off') return null
  return said('names-apart', nearest?.value ?? both(left.raw, right.raw), true)
}
/** A name of theirs that many are called: it fits others as well. */
function calledMany(one: Prepared, other: Prepared): ReasonInCase | null {
  const name = [...one.names, ...other.names].find(({ raw }) => callsMany(raw))
  return name === undefined ? null : said('called-many', name.raw, true)
}
function sexOf(entity: Prepared): string | undefined {
  const stated = entity.values('sex')
  if (stated.length > 0) return stated.length === 1 ? stated[0] : undefined
  const numbers = new Set(
    entity
      .values('id')
      .filter(idNumberHolds)
      .map((id) => (Number(id[16]) % 2 === 1 ? 'male' : 'female')),
  )
  return numbers.size === 1 ? [...numbers][0] : undefined
}
/** What speaks against their being one: other ID numbers that hold, quite different names, another sex, another birth. */
export function reasonsAgainst(one: Prepared, other: Prepared): readonly ReasonInCase[] {
  const found: ReasonInCase[] = []
  const number = idsAlike(one, other) === null ? differentIds(one, other) : null
  if (number !== null) found.push(number)
  const name = differentNames(one, other)
  if (name !== null) found.push(name)
  for (const reason of [namesApart(one, other), calledMany(one, other)])
    if (reason !== null) found.push(reason)
  const [sex, otherSex] = [sexOf(one), sexOf(other)]
  if (sex !== undefined && otherSex !== undefined && sex !== otherSex)
    found.push(said('different-sex', both(sex, otherSex), true))
  const [births, others] = [one.values('birth'), other.values('birth')]
  if (
    births.length > 0 &&
    others.length > 0 &&
    !births.some((left) => others.some((right) => left === right || birthsAlike(left, right)))
  )
    found.push(said('different-birth', both(births[0] ?? '', others[0] ?? ''), true))
  return found
}
