/**
 * Who is worth comparing: entities that share a value, and people who stand together under some key of name, birth, address or number, or beside
 * each other in an order of these. Groups and windows have a greatest size, so the work grows with the people and not with their square.
 */
import { isServiceNumber } from '../../../../shared/model/identityKeys.ts'
import { soundKey, type ComparedName } from '../../../../shared/model/nameAlike.ts'
import { addressParts, prefixOf, type FactClass, type Prepared } from './pairs.ts'

/** More than so many that share a value of a weak class say nothing of each other; of a strong one a thousand accounts may be one person's. */
const mostInGroup: Readonly<Partial<Record<FactClass, number>>> = {
  'login-ip': 6,
  device: 12,
  'pay-card': 12,
  plate: 12,
  address: 30,
  birth: 60,
  neighbour: 30,
  unsure: 12,
}
const mostStrong = 20_000
export function mostOf(of: FactClass): number {
  return mostInGroup[of] ?? mostStrong
}
/** Pairs are compared within groups up to this size. */
const mostNamed = 80
const mostBlocked = 40
/** In an order of people, how many of those after one are compared with it. */
const window = 3

const keyOf = (kind: string, of: string, value: string): string => `${kind}\u0000${of}\u0000${value}`
export const splitKey = (key: string): readonly string[] => key.split('\u0000')
export type Groups = ReadonlyMap<string, readonly number[]>

/** Entities by what they share: each value of each class, and names as they are compared. */
export function grouped(all: readonly Prepared[]): Groups {
  const groups = new Map<string, number[]>()
  const put = (key: string, at: number): void => {
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [at])
    else if (members.at(-1) !== at) members.push(at)
  }
  all.forEach(({ entity, names }, at) => {
    for (const [of, value] of entity.facts)
      if (of !== 'name' && of !== 'alias' && of !== 'sex' && !(of === 'phone' && isServiceNumber(value)))
        put(keyOf(entity.kind, of, value), at)
    for (const { key } of names) put(keyOf(entity.kind, 'name', key), at)
  })
  return groups
}
/** How many share a value, or a name as it is compared. */
export function sizeIn(groups: Groups, kind: string, of: FactClass, value: string): number {
  return groups.get(keyOf(kind, of, value))?.length ?? 0
}

/** Pairs of those with names that are worth comparing, each once, the first before the second. */
export function* candidatePairs(
  all: readonly Prepared[],
  groups: Groups,
): Generator<readonly [number, number]> {
  const seen = new Set<number>()
  const fresh = (one: number, other: number): readonly [number, number] | null => {
    const [first, second] = one < other ? [one, other] : [other, one]
    const key = first * all.length + second
    if (one === other || seen.has(key) || all[one]?.entity.kind !== all[other]?.entity.kind) return null
    seen.add(key)
    return [first, second]
  }
  const named = all.map(({ names, loose }) => names.length > 0 && !loose)
  function* within(members: readonly number[], most: number): Generator<readonly [number, number]> {
    const those = members.filter((at) => named[at])
    if (those.length > most) return
    for (const [place, one] of those.entries())
      for (const other of those.slice(place + 1)) {
        const pair = fresh(one, other)
        if (pair !== null) yield pair
      }
  }
  for (const [key, members] of groups) {
    const of = splitKey(key)[1] as FactClass
    if (of === 'address' || of === 'birth' || of === 'neighbour') {
      if (members.length > 1 && members.length <= mostOf(of)) yield* within(members, mostNamed)
    } else if (of === 'name' && members.length > 1) yield* within(members, mostNamed)
  }
  for (const members of blocked(all, named).values())
    if (members.length > 1) yield* within(members, mostBlocked)
  for (const order of orders(all, named))
    for (const [place, one] of order.entries())
      for (const other of order.slice(place + 1, place + 1 + window)) {
        const pair = fresh(one, other)
        if (pair !== null) yield pair
      }
}
const digitsOf = (birth: string): string => birth.replace(/\D/g, '')
/** Numbers of an address, or its first word: what is left of it when the rest is written otherwise. */
function addressCore(address: string): string {
  const parts = addressParts(address)
  const numbers = parts.filter((part) => /^\d/.test(part))
  return numbers.length >= 2 ? numbers.slice(0, 3).join('-') : ''
}
/** People by keys that survive one or two changes of name, birth, address or number. */
function blocked(
  all: readonly Prepared[],
  named: readonly boolean[],
): ReadonlyMap<string, readonly number[]> {
  const blocks = new Map<string, number[]>()
  const put = (at: number, kind: string, sort: string, ...values: readonly string[]): void => {
    if (values.some((value) => value === '')) return
    const key = `${kind}\u0000${sort}\u0000${values.join('\u0000')}`
    const members = blocks.get(key)
    if (members === undefined) blocks.set(key, [at])
    else if (members.at(-1) !== at) members.push(at)
  }
  all.forEach((each, at) => {
    if (named[at] !== true) return
    const { kind } = each.entity
    const births = each.values('birth').map(digitsOf)
    const addresses = each.values('address')
    for (const name of each.names) {
      const sound = soundKey(name)
      put(at, kind, 'sound', sound)
      for (const beginning of beginnings(name, sound)) {
        for (const birth of births) {
          put(at, kind, 'sound-year', beginning, birth.slice(0, 4))
          put(at, kind, 'sound-day', beginning, [birth.slice(4, 6), birth.slice(6, 8)].sort().join(''))
        }
        for (const address of addresses) put(at, kind, 'sound-place', beginning, addressCore(address))
        for (const phone of each.values('phone')) {
          put(at, kind, 'sound-prefix', beginning, prefixOf(phone))
          put(at, kind, 'sound-tail', beginning, phone.slice(-5))
        }
        for (const card of each.values('card')) {
          put(at, kind, 'sound-head', beginning, card.slice(0, 11))
          put(at, kind, 'sound-tail', beginning, card.slice(-7))
        }
      }
      for (const id of each.values('id')) {
        put(at, kind, 'id-head', id.slice(0, 10))
        put(at, kind, 'id-tail', id.slice(-7))
      }
    }
    for (const address of addresses) {
      for (const birth of births) put(at, kind, 'place-year', addressCore(address), birth.slice(0, 4))
      put(at, kind, 'place-parts', addressParts(address).slice(0, 4).join(' '))
    }
    for (const mail of each.values('email')) put(at, kind, 'mail', mail.slice(0, 6))
    for (const phone of each.values('phone')) put(at, kind, 'phone-head', phone.slice(0, 8))
  })
  return blocks
}
/** Each word of a name, or its first and last character, by sound: one of them is left when the other is changed. */
function beginnings({ script, characters }: ComparedName, sound: string): readonly string[] {
  const words = sound.split(' ')
  return script === 'han' && characters.length > 1
    ? [...new Set([words[0] ?? '', `…${words.at(-1) ?? ''}`])]
    : [...new Set(words)]
}
/** Orders in which those who are alike come to stand near each other. Where keys are the same, the entity's id decides: never the order of imports. */
function orders(all: readonly Prepared[], named: readonly boolean[]): readonly (readonly number[])[] {
  const keys: readonly ((each: Prepared) => string)[] = [
    (each) => `${each.names[0]?.key ?? ''} ${each.values('birth')[0] ?? ''}`,
    (each) => `${[...(each.names[0]?.key ?? '')].reverse().join('')} ${each.values('birth')[0] ?? ''}`,
    (each) => each.values('address')[0] ?? '',
    (each) => [...(each.values('address')[0] ?? '')].reverse().join(''),
    (each) => {
      const birth = digitsOf(each.values('birth')[0] ?? '')
      return birth === '' ? '' : `${birth} ${each.names[0]?.key ?? ''}`
    },
  ]
  return keys.map((key) => {
    const keyed = all.flatMap((each, at) => {
      const value = named[at] === true ? key(each).trim() : ''
      return value === '' ? [] : [{ at, value: `${each.entity.kind} ${value}`, id: each.entity.entityId }]
    })
    return keyed
      .sort((left, right) =>
        left.value < right.value ? -1 : left.value > right.value ? 1 : left.id - right.id,
      )
      .map(({ at }) => at)
  })
}
