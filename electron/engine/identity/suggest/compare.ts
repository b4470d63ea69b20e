/**
 * Who may be whom. Entities are compared only when they share something (an identifier, or support for a name), never all with all, so the
 * work grows with the facts and not with their square. Pure: it runs in a thread of its own, and in tests without one.
 */
import type { ReasonInCase, SuggestionReason } from '../../../../shared/contract/identity.ts'
import { creditCodeHolds, idNumberHolds } from '../../../../shared/model/identifiers.ts'
import { nameKey, numbersOneSlipApart, relationOfKeys } from '../../../../shared/model/nameAlike.ts'
import { leastScore, scoreOf } from './weigh.ts'

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
  | 'name'
export interface EntityFacts {
  readonly entityId: number
  readonly kind: string
  readonly nameOnly: boolean
  readonly facts: readonly (readonly [FactClass, string])[]
}
export interface Found {
  readonly kind: string
  readonly members: readonly number[]
  readonly reasons: readonly ReasonInCase[]
  readonly score: number
  readonly cluster: number
}
export interface Comparing {
  readonly found: readonly Found[]
  readonly tooCommon: number
}

const reasonOfClass: Readonly<Partial<Record<FactClass, SuggestionReason>>> = {
  id: 'same-id',
  card: 'same-card',
  account: 'same-account',
  wechat: 'same-wechat',
  qq: 'same-qq',
  phone: 'same-phone',
  email: 'same-email',
  payment: 'same-payment',
  wallet: 'same-wallet',
  plate: 'same-plate',
  device: 'same-device',
  'login-ip': 'same-login-ip',
  'pay-card': 'same-pay-card',
}
/** More than so many that share a value of a weak class say nothing of each other; of a strong one a thousand accounts may be one person's. */
const mostInGroup: Readonly<Partial<Record<FactClass, number>>> = {
  'login-ip': 6,
  device: 12,
  'pay-card': 12,
  plate: 12,
  address: 30,
  birth: 60,
  neighbour: 30,
}
const mostStrong = 20_000
/** Pairs of names are compared within groups up to this size. */
const mostNamed = 80

const hasName = (entity: EntityFacts): boolean => entity.facts.some(([of]) => of === 'name')
const valuesOf = (entity: EntityFacts, wanted: FactClass): readonly string[] =>
  entity.facts.filter(([of]) => of === wanted).map(([, value]) => value)

/** Service numbers and short numbers belong to no person. */
function tells(of: FactClass, value: string): boolean {
  return (
    of !== 'phone' ||
    /^1[3-9]\d{9}$|^0\d{9,11}$|^[2-9]\d{6,7}$|^00\d{6,}$|^1(?:4\d{11}|06\d{7,})$/.test(value)
  )
}

interface Draft {
  readonly kind: string
  readonly members: readonly number[]
  readonly reasons: Map<string, ReasonInCase>
  crowd: number
}

/** Everything found, strongest first. `progress` is told how far it is; `entities` keep their order. */
export function compareAll(
  entities: readonly EntityFacts[],
  progress: (done: number, total: number) => void = () => undefined,
): Comparing {
  const drafts = new Map<string, Draft>()
  const add = (members: readonly number[], reason: ReasonInCase, crowd = members.length): void => {
    const sorted = [...members].sort((left, right) => left - right)
    const key = sorted.join()
    const known = drafts.get(key) ?? {
      kind: entities[sorted[0] ?? 0]?.kind ?? '',
      members: sorted,
      reasons: new Map<string, ReasonInCase>(),
      crowd,
    }
    drafts.set(key, known)
    known.reasons.set(`${reason.code}/${reason.value}`, reason)
    known.crowd = Math.min(known.crowd, crowd)
  }
  const groups = grouped(entities)
  let tooCommon = 0
  let done = 0
  for (const [key, members] of groups) {
    done += 1
    if (done % 2_000 === 0) progress(done, groups.size)
    if (members.length < 2) continue
    const [, of = 'name', value = ''] = splitKey(key)
    const reason = reasonOfClass[of as FactClass]
    if (members.length > (mostInGroup[of as FactClass] ?? mostStrong)) {
      tooCommon += 1
      continue
    }
    if (reason !== undefined) add(members, { code: reason, value, against: false })
    // A shared identifier is support enough for names that are merely alike; without a shared identifier support has to be there.
    if (members.length > mostNamed) continue
    if (supportOf[of] !== undefined)
      compareNames(entities, members, { code: supportOf[of], value, against: false }, add)
  }
  nameOnly(entities, groups, add)
  alikeIds(entities, groups, add)
  progress(groups.size, groups.size)
  return { found: finish(entities, [...drafts.values()]), tooCommon }
}
const supportOf: Readonly<Record<string, SuggestionReason>> = {
  address: 'same-address',
  birth: 'same-birth',
  neighbour: 'same-neighbour',
  prefix: 'phone-prefix',
}
const keyOf = (kind: string, of: string, value: string): string => `${kind}\u0000${of}\u0000${value}`
const splitKey = (key: string): readonly string[] => key.split('\u0000')

/** Entities by what they share: each value of each class, the first seven digits of mobile numbers, and names as they are compared. */
function grouped(entities: readonly EntityFacts[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  const put = (key: string, entity: number): void => {
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [entity])
    else if (members.at(-1) !== entity) members.push(entity)
  }
  entities.forEach((entity, at) => {
    for (const [of, value] of entity.facts) {
      if (of === 'name') put(keyOf(entity.kind, 'name', keyOfName(value)), at)
      else if (tells(of, value)) put(keyOf(entity.kind, of, value), at)
      if (of === 'phone' && /^1[3-9]\d{9}$/.test(value) && hasName(entity))
        put(keyOf(entity.kind, 'prefix', value.slice(0, 7)), at)
    }
  })
  return groups
}
function compareNames(
  entities: readonly EntityFacts[],
  members: readonly number[],
  support: ReasonInCase,
  add: (members: readonly number[], reason: ReasonInCase) => void,
): void {
  for (const [place, one] of members.entries())
    for (const other of members.slice(place + 1)) {
      const name = nameReason(entities[one], entities[other])
      if (name === null) continue
      add([one, other], name)
      add([one, other], support)
    }
}
const namesSeen = new Map<string, string>()
/** The key of a name, worked out once: the same names meet again and again. */
function keyOfName(name: string): string {
  let key = namesSeen.get(name)
  if (key === undefined) {
    if (namesSeen.size > 500_000) namesSeen.clear()
    namesSeen.set(name, (key = nameKey(name)))
  }
  return key
}
const strength: readonly string[] = [
  'same-name',
  'name-script',
  'name-order',
  'name-shape',
  'name-sound',
  'name-one-off',
]
function nameReason(one: EntityFacts | undefined, other: EntityFacts | undefined): ReasonInCase | null {
  if (one === undefined || other === undefined) return null
  let best: ReasonInCase | null = null
  for (const left of valuesOf(one, 'name'))
    for (const right of valuesOf(other, 'name')) {
      const code = left === right ? 'same-name' : relationOfKeys(keyOfName(left), keyOfName(right))
      if (code !== null && (best === null || strength.indexOf(code) < strength.indexOf(best.code)))
        best = { code, value: left === right ? left : `${left} / ${right}`, against: false }
    }
  return best
}
/** Entities known by name only, compared with entities of the same name that have identifiers; and names that differ in script only. */
function nameOnly(
  entities: readonly EntityFacts[],
  groups: ReadonlyMap<string, readonly number[]>,
  add: (members: readonly number[], reason: ReasonInCase, crowd?: number) => void,
): void {
  for (const [key, members] of groups) {
    const [, of] = splitKey(key)
    if (of !== 'name' || members.length < 2) continue
    const nameOnly = members.filter((member) => entities[member]?.nameOnly === true)
    const known = members.filter((member) => entities[member]?.nameOnly === false)
    if (nameOnly.length === 0 || known.length > 12) continue
    for (const one of nameOnly) {
      for (const other of known)
        add(
          [one, other],
          {
            code: 'name-only',
            value: valuesOf(entities[one] as EntityFacts, 'name')[0] ?? '',
            against: false,
          },
          known.length + 1,
        )
      for (const other of nameOnly)
        if (one < other)
          add(
            [one, other],
            {
              code: 'name-only',
              value: [one, other]
                .map((at) => valuesOf(entities[at] as EntityFacts, 'name')[0] ?? '')
                .join(' / '),
              against: false,
            },
            2,
          )
    }
  }
}
/** ID numbers of one name that differ by one typing error. */
function alikeIds(
  entities: readonly EntityFacts[],
  groups: ReadonlyMap<string, readonly number[]>,
  add: (members: readonly number[], reason: ReasonInCase) => void,
): void {
  for (const [key, members] of groups) {
    if (splitKey(key)[1] !== 'name' || members.length < 2 || members.length > 400) continue
    for (const [place, one] of members.entries())
      for (const other of members.slice(place + 1)) {
        const pair = idPairs(entities[one], entities[other]).find(([left, right]) =>
          numbersOneSlipApart(left, right),
        )
        if (pair === undefined) continue
        add([one, other], { code: 'id-alike', value: pair.join(' / '), against: false })
        const name = nameReason(entities[one], entities[other])
        if (name !== null) add([one, other], name)
      }
  }
}
function idPairs(
  one: EntityFacts | undefined,
  other: EntityFacts | undefined,
): readonly (readonly [string, string])[] {
  if (one === undefined || other === undefined) return []
  return valuesOf(one, 'id').flatMap((left) =>
    valuesOf(other, 'id').map((right): readonly [string, string] => [left, right]),
  )
}

/** Adds further reasons for and against to the pairs; then connected pairs form one cluster. */
function finish(entities: readonly EntityFacts[], drafts: readonly Draft[]): readonly Found[] {
  const found = drafts.flatMap((draft): Omit<Found, 'cluster'>[] => {
    const [one, other] = draft.members
    if (draft.members.length === 2 && one !== undefined && other !== undefined)
      enrich(entities[one], entities[other], draft)
    else if (anyTwo(draft.members, (left, right) => differentIds(entities[left], entities[right])))
      against(draft, 'different-id', '')
    // What follows from a stronger reason is not counted beside it.
    const codes = new Set([...draft.reasons.values()].map(({ code }) => code))
    for (const [key, { code }] of [...draft.reasons])
      if (
        (codes.has('name-only') && strength.includes(code)) ||
        (codes.has('same-phone') && code === 'phone-prefix')
      )
        draft.reasons.delete(key)
    // A card that is both stated and paid with counts once.
    for (const { code, value } of [...draft.reasons.values()])
      if (code === 'same-pay-card' && draft.reasons.has(`same-card/${value}`))
        draft.reasons.delete(`${code}/${value}`)
    const reasons = [...draft.reasons.values()].sort(
      (left, right) =>
        Number(left.against) - Number(right.against) ||
        scoreOf([{ ...right, against: false }]) - scoreOf([{ ...left, against: false }]) ||
        (left.value < right.value ? -1 : 1),
    )
    const score = scoreOf(reasons, ({ code }) =>
      code === 'name-only'
        ? 1 / Math.max(1, draft.crowd - 1)
        : code === 'same-login-ip'
          ? 1 / Math.sqrt(Math.max(1, draft.members.length - 1))
          : 1,
    )
    const strong = reasons.some(
      ({ code, against: speaksAgainst }) =>
        !speaksAgainst &&
        (code.startsWith('same-') || code === 'name-only' || code === 'id-alike') &&
        code !== 'same-name' &&
        code !== 'same-neighbour',
    )
    return score < leastScore && !(strong && score >= 0.25)
      ? []
      : [
          {
            kind: draft.kind,
            members: draft.members.map((member) => entities[member]?.entityId ?? 0),
            reasons,
            score,
          },
        ]
  })
  found.sort(
    (left, right) =>
      right.score - left.score ||
      right.members.length - left.members.length ||
      (left.members[0] ?? 0) - (right.members[0] ?? 0),
  )
  return withClusters(found)
}
function against(draft: Draft, code: SuggestionReason, value: string): void {
  draft.reasons.set(`${code}/`, { code, value, against: true })
}
/** Only checked in small groups: in a large one two different ID numbers are to be expected. */
function anyTwo(members: readonly number[], test: (one: number, other: number) => boolean): boolean {
  const few = members.slice(0, 60)
  return few.some((one, place) => few.slice(place + 1).some((other) => test(one, other)))
}
const holds = (id: string): boolean => idNumberHolds(id) || creditCodeHolds(id)
function differentIds(one: EntityFacts | undefined, other: EntityFacts | undefined): boolean {
  const pairs = idPairs(one, other)
  return pairs.length > 0 && pairs.every(([left, right]) => left !== right && holds(left) && holds(right))
}
function enrich(one: EntityFacts | undefined, other: EntityFacts | undefined, draft: Draft): void {
  if (one === undefined || other === undefined) return
  const named = [...draft.reasons.values()].some(
    ({ code }) => strength.includes(code) || code === 'name-only',
  )
  const name = named ? null : nameReason(one, other)
  if (name !== null) draft.reasons.set(name.code, name)
  for (const support of ['birth', 'address'] as const) {
    const shared = valuesOf(one, support).find((value) => valuesOf(other, support).includes(value))
    const code = supportOf[support]
    if (shared !== undefined && code !== undefined)
      draft.reasons.set(`${code}/${shared}`, { code, value: shared, against: false })
  }
  const [births, others] = [valuesOf(one, 'birth'), valuesOf(other, 'birth')]
  if (births.length > 0 && others.length > 0 && !births.some((birth) => others.includes(birth)))
    against(draft, 'different-birth', `${births[0] ?? ''} / ${others[0] ?? ''}`)
  const alike = [...draft.reasons.values()].some(({ code }) => code === 'id-alike')
  const [different] = differentIds(one, other) && !alike ? idPairs(one, other) : []
  if (different !== undefined) against(draft, 'different-id', different.join(' / '))
}
function withClusters(found: readonly Omit<Found, 'cluster'>[]): readonly Found[] {
  const parent = new Map<number, number>()
  const root = (id: number): number => {
    let top = id
    for (let next = parent.get(top); next !== undefined && next !== top; next = parent.get(top)) top = next
    for (let at = id; at !== top;) {
      const next = parent.get(at) ?? top
      parent.set(at, top)
      at = next
    }
    return top
  }
  for (const { members } of found) {
    const [first = 0, ...rest] = members
    if (!parent.has(first)) parent.set(first, first)
    for (const member of rest) {
      if (!parent.has(member)) parent.set(member, member)
      const [a, b] = [root(first), root(member)]
      if (a !== b) parent.set(Math.max(a, b), Math.min(a, b))
    }
  }
  return found.map((entry) => ({ ...entry, cluster: root(entry.members[0] ?? 0) }))
}
