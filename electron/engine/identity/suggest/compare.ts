/**
 * Who may be whom. Entities are compared only when they share something or stand together under some key (`blocks.ts`), never all with all, so the
 * work grows with the facts and not with their square. Pure: it runs in a thread of its own, and in tests without one.
 */
import { isByNames, type ReasonInCase, type SuggestionReason } from '../../../../shared/contract/identity.ts'
import { nameRelations } from '../../../../shared/model/nameAlike.ts'
import { candidatePairs, grouped, mostOf, sizeIn, splitKey, type Groups } from './blocks.ts'
import {
  differentIds,
  differentNames,
  idsAlike,
  nameReason,
  prepared,
  reasonsAgainst,
  supportReasons,
  type EntityFacts,
  type FactClass,
  type Prepared,
} from './pairs.ts'
import { leastScore, scoreOf } from './weigh.ts'

export type { EntityFacts, FactClass } from './pairs.ts'
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
  unsure: 'same-unsure',
}
/** Names are looked at within groups up to this size. */
const mostNamed = 80
/** Of a group that something speaks against, pairs are told for themselves up to this size. */
const mostSingle = 12
/** Of a name that so many registered people have, a mention tells none of them. */
const mostNamesakes = 12

interface Draft {
  readonly kind: string
  readonly members: readonly number[]
  readonly reasons: Map<string, ReasonInCase>
  /** How many could be meant by a name alone. */
  crowd: number
}
type Add = (members: readonly number[], reason: ReasonInCase, crowd?: number) => void

/** Everything found, strongest first. `progress` is told how far it is; `entities` keep their order. */
export function compareAll(
  entities: readonly EntityFacts[],
  progress: (done: number, total: number) => void = () => undefined,
): Comparing {
  const all = entities.map(prepared)
  const drafts = new Map<string, Draft>()
  const add: Add = (members, reason, crowd = members.length) => {
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
  const groups = grouped(all)
  const total = groups.size + all.length
  const { together, tooCommon } = sharing(all, groups, add, (done) => {
    progress(done, total)
  })
  const common = (kind: string) => (of: FactClass, value: string) =>
    sizeIn(groups, kind, of, value) > mostOf(of)
  let done = 0
  for (const [one, other] of candidatePairs(all, groups)) {
    if (++done % 5_000 === 0) progress(groups.size + Math.min(done / 40, all.length), total)
    if (together(one, other)) continue
    const [left, right] = [all[one], all[other]]
    if (left === undefined || right === undefined) continue
    const name = nameReason(left, right)
    if (name === null) continue
    const ids = idsAlike(left, right)
    const support = supportReasons(left, right, common(left.entity.kind))
    if (ids === null && !enough(name, support)) continue
    for (const reason of [name, ...(ids === null ? [] : [ids]), ...support]) add([one, other], reason)
  }
  mentions(all, groups, add)
  progress(total, total)
  return { found: finish(all, [...drafts.values()], groups), tooCommon }
}
/** A name nearly the same needs more beside it than one that is the same. */
function enough({ code }: ReasonInCase, support: readonly ReasonInCase[]): boolean {
  return code === 'name-part' || code === 'name-alike'
    ? support.length > 1 || support.some((reason) => enoughAlone.has(reason.code))
    : support.length > 0
}
const enoughAlone: ReadonlySet<SuggestionReason> = new Set<SuggestionReason>([
  'same-birth',
  'number-alike',
  'same-unsure',
])

/** Those who state the same identifier: all of them together, and where their names differ, each name's bearers for themselves. */
function sharing(
  all: readonly Prepared[],
  groups: Groups,
  add: Add,
  progress: (done: number) => void,
): { readonly together: (one: number, other: number) => boolean; readonly tooCommon: number } {
  const partsOf = new Map<number, number[]>()
  let [done, parts, tooCommon] = [0, 0, 0]
  const join = (members: readonly number[]): void => {
    parts += 1
    for (const member of members) partsOf.set(member, [...(partsOf.get(member) ?? []), parts])
  }
  for (const [key, members] of groups) {
    done += 1
    if (done % 2_000 === 0) progress(done)
    if (members.length < 2) continue
    const [, of = 'name', value = ''] = splitKey(key)
    const code = reasonOfClass[of as FactClass]
    if (members.length > mostOf(of as FactClass)) {
      tooCommon += 1
      continue
    }
    if (code === undefined) continue
    const reason: ReasonInCase = { code, value, against: false }
    add(members, reason)
    if (members.length === 2) {
      join(members)
      continue
    }
    const { parts: alike, pairs } =
      members.length > mostNamed ? { parts: [members], pairs: [] } : agreeing(all, members)
    for (const part of alike) {
      if (part.length < 2) continue
      if (pairs.length === 0) join(part)
      if (alike.length > 1) add(part, reason)
    }
    for (const pair of pairs) {
      join(pair)
      add(pair, reason)
    }
  }
  return {
    together: (one, other) => {
      const parts = partsOf.get(other)
      return parts !== undefined && (partsOf.get(one)?.some((part) => parts.includes(part)) ?? false)
    },
    tooCommon,
  }
}
/**
 * Members by what agrees: names, and ID numbers; the nameless for themselves. One part when nothing in the group speaks against. Where the members of a
 * part agree only through others, also the pairs that agree themselves.
 */
function agreeing(
  all: readonly Prepared[],
  members: readonly number[],
): { readonly parts: readonly (readonly number[])[]; readonly pairs: readonly (readonly number[])[] } {
  if (anyTwo(all, members, differentNames) === null && anyTwo(all, members, differentIds) === null)
    return { parts: [members], pairs: [] }
  const agree = (member: number, other: number): boolean => {
    const [one, two] = [all[member], all[other]]
    return (
      one !== undefined &&
      two !== undefined &&
      nameReason(one, two) !== null &&
      differentIds(one, two) === null
    )
  }
  const parts: number[][] = []
  for (const member of members) {
    const met = parts.filter((part) => part.some((other) => agree(member, other)))
    const [first, ...others] = met
    if (first === undefined) {
      parts.push([member])
      continue
    }
    first.push(member, ...others.flat())
    for (const other of others) parts.splice(parts.indexOf(other), 1)
  }
  const through = parts.filter(
    (part) =>
      part.length > 2 &&
      part.length <= mostSingle &&
      (anyTwo(all, part, differentNames) !== null || anyTwo(all, part, differentIds) !== null),
  )
  return {
    parts: parts.map((part) => part.sort((left, right) => left - right)),
    pairs: through.flatMap((part) =>
      part.flatMap((one, place) =>
        part
          .slice(place + 1)
          .filter((other) => agree(one, other))
          .map((other) => [one, other]),
      ),
    ),
  }
}

/** Names with nothing beside them, and the registered people of the same name; where nobody is registered, the mentions with each other. */
function mentions(all: readonly Prepared[], groups: Groups, add: Add): void {
  for (const [key, members] of groups) {
    const [kind = '', of, value = ''] = splitKey(key)
    if (of !== 'name' || members.length < 2 || (kind !== 'person' && kind !== 'organisation')) continue
    const loose = members.filter((member) => all[member]?.loose === true)
    const known = members.filter((member) => all[member]?.loose === false)
    if (loose.length === 0 || known.length > mostNamesakes) continue
    const spelled = [
      ...new Set(
        members.flatMap(
          (member) => all[member]?.names.filter((name) => name.key === value).map(({ raw }) => raw) ?? [],
        ),
      ),
    ].sort()
    const reason: ReasonInCase = { code: 'name-only', value: spelled.slice(0, 3).join(' / '), against: false }
    if (known.length === 0) add(loose, reason, 2)
    for (const one of loose) for (const other of known) add([one, other], reason, known.length + 1)
  }
}

/** Adds further reasons for and against to the pairs; then connected pairs form one cluster. */
function finish(all: readonly Prepared[], drafts: readonly Draft[], groups: Groups): readonly Found[] {
  const found = drafts.flatMap((draft): Omit<Found, 'cluster'>[] => {
    const [one, other] = draft.members.map((member) => all[member])
    if (draft.members.length === 2 && one !== undefined && other !== undefined)
      enrich(one, other, draft, groups)
    else
      for (const against of againstAmong(all, draft.members)) draft.reasons.set(`${against.code}/`, against)
    const codes = new Set([...draft.reasons.values()].map(({ code }) => code))
    for (const [key, { code, value }] of [...draft.reasons])
      if (
        // What follows from a stronger reason is not counted beside it, and a card that is both stated and paid with counts once.
        (codes.has('name-only') && (nameRelations as readonly string[]).includes(code)) ||
        (codes.has('same-phone') && code === 'phone-prefix') ||
        // Whoever shares a number is told by that, however masked the names are.
        (code === 'called-many' && !isByNames([...codes])) ||
        (code === 'same-pay-card' && draft.reasons.has(`same-card/${value}`))
      )
        draft.reasons.delete(key)
    const reasons = [...draft.reasons.values()].sort(
      (left, right) =>
        Number(left.against) - Number(right.against) ||
        scoreOf([{ ...right, against: false }]) - scoreOf([{ ...left, against: false }]) ||
        (left.value < right.value ? -1 : left.value > right.value ? 1 : left.code < right.code ? -1 : 1),
    )
    const score = scoreOf(reasons, ({ code }) =>
      code === 'name-only'
        ? 1 / Math.max(1, draft.crowd - 1)
        : code === 'same-login-ip'
          ? 1 / Math.sqrt(Math.max(1, draft.members.length - 1))
          : code === 'same-name' && one !== undefined
            ? rareness(one, groups)
            : 1,
    )
    const strong = reasons.some(
      ({ code, against }) =>
        !against &&
        (code.startsWith('same-') || code === 'name-only' || code === 'id-alike') &&
        code !== 'same-name' &&
        code !== 'same-birth' &&
        code !== 'same-address' &&
        code !== 'same-neighbour',
    )
    return score < leastScore && !(strong && score >= 0.25)
      ? []
      : [
          {
            kind: draft.kind,
            members: draft.members.map((member) => all[member]?.entity.entityId ?? 0),
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
/** A name that many in the case have says less: 1 for up to four, then down with their number. */
function rareness({ entity, names }: Prepared, groups: Groups): number {
  const most = Math.max(1, ...names.map(({ key }) => sizeIn(groups, entity.kind, 'name', key)))
  return most <= 4 ? 1 : 1 / (1 + Math.log2(most / 4) / 2)
}
/** What the first two say of each other of whom the question has an answer. Only asked in small groups: in a large one two different ID numbers are to be expected. */
function anyTwo(
  all: readonly Prepared[],
  members: readonly number[],
  question: (one: Prepared, other: Prepared) => ReasonInCase | null,
): ReasonInCase | null {
  const few = members.slice(0, 60).flatMap((member) => all[member] ?? [])
  for (const [place, one] of few.entries())
    for (const other of few.slice(place + 1)) {
      const answer = question(one, other)
      if (answer !== null) return answer
    }
  return null
}
/** What any two of them say against each other, each reason once; asked in small groups, as above. */
function againstAmong(all: readonly Prepared[], members: readonly number[]): readonly ReasonInCase[] {
  const found = new Map<string, ReasonInCase>()
  const few = members.slice(0, 60).flatMap((member) => all[member] ?? [])
  for (const [place, one] of few.entries())
    for (const other of few.slice(place + 1))
      for (const reason of reasonsAgainst(one, other))
        if (!found.has(reason.code)) found.set(reason.code, reason)
  return [...found.values()]
}
function enrich(one: Prepared, other: Prepared, draft: Draft, groups: Groups): void {
  const relations: readonly string[] = [...nameRelations, 'name-only']
  const named = [...draft.reasons.values()].some(({ code }) => relations.includes(code))
  const name = named ? null : nameReason(one, other)
  if (name !== null) draft.reasons.set(`${name.code}/${name.value}`, name)
  const known = new Set([...draft.reasons.values()].map(({ code }) => code))
  for (const reason of supportReasons(
    one,
    other,
    (of, value) => sizeIn(groups, one.entity.kind, of, value) > mostOf(of),
  ))
    if (!known.has(reason.code) && !(reason.code === 'number-alike' && strongly(known)))
      draft.reasons.set(`${reason.code}/${reason.value}`, reason)
  for (const reason of reasonsAgainst(one, other)) draft.reasons.set(`${reason.code}/`, reason)
}
/** A shared number stands there already. */
function strongly(known: ReadonlySet<SuggestionReason>): boolean {
  return ['same-phone', 'same-card', 'same-email', 'same-wechat', 'same-qq'].some((code) =>
    known.has(code as SuggestionReason),
  )
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
