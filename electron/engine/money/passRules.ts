/** Rules by which accounts are told to pass money on, gather it or give it out. Pure: thresholds in, measures out; what cannot be told is not “no”. */
import type { Minor } from '../../../shared/model/minor.ts'
import type { Groups } from './holders.ts'
import { type Ledger, moves, nodesOf, outsideOf } from './ledger.ts'
import { grainLength } from './moments.ts'
import { placesOf } from './ranking.ts'
import { sumOf } from './sums.ts'

export const passRules = [
  'pass',
  'source',
  'gather',
  'fast',
  'shortStay',
  'manyFew',
  'fewMany',
  'both',
  'settle',
  'role',
] as const
export type PassRule = (typeof passRules)[number]
export type Unknown = 'no-statement' | 'no-balance' | 'no-clock' | 'few-days'
export interface PassChoice {
  readonly low: number
  readonly high: number
  readonly restShare: number
  readonly payersLeast: number
  readonly payeesLeast: number
  readonly sourceRatio: number
  readonly gatherRatio: number
  readonly fastLeast: number
  readonly fastMinutes: number
  readonly fastShare: number
  readonly stayHours: number
  readonly stayRatio: number
  readonly windowHours: number
  readonly many: number
  readonly few: number
  readonly windowRatio: number
  readonly settleRatio: number
  readonly settleRest: number
  readonly roleShare: number
  readonly coverDays: number
}
/** What is known of a group beside its transfers. */
export interface Known {
  readonly stated: boolean
  /** Whole days from the first to the last row. */
  readonly days: number
  /** Balances at the end of days; null where none are told, or several accounts stand under one. */
  balances(): readonly number[] | null
}
export interface Verdict {
  readonly rule: PassRule
  readonly verdict: 'hit' | 'undecidable'
  readonly why: readonly Unknown[]
  /** What it turns on: a quotient, hours, a count of times. */
  readonly measure: number | null
  /** How often. */
  readonly times: number | null
  readonly places: readonly number[]
}
export interface Judged {
  readonly group: number
  /** For quotients and order; exact in `inSum`, `outSum`. */
  readonly in: number
  readonly out: number
  readonly inSum: Minor
  readonly outSum: Minor
  readonly payers: number
  readonly payees: number
  readonly verdicts: readonly Verdict[]
  /** Rules that could not be told at all. */
  readonly unknown: readonly { readonly rule: PassRule; readonly why: Unknown }[]
}

/** The money of one group, third-party payers and what has no account kept apart. */
interface Own {
  readonly ins: readonly number[]
  readonly outs: readonly number[]
  readonly in: number
  readonly out: number
  readonly allIn: number
  readonly allOut: number
  readonly payers: number
  readonly payees: number
  readonly clocked: boolean
}
function ownOf(
  ledger: Ledger,
  groups: Groups,
  group: number,
  currency: number,
  within: (place: number) => boolean,
): Own {
  const [ins, outs]: [number[], number[]] = [[], []]
  const [payers, payees] = [new Set<number>(), new Set<number>()]
  let [into, out, allIn, allOut, clocked] = [0, 0, 0, 0, true]
  for (const place of placesOf(ledger, groups, group)) {
    if (!moves(ledger, place, currency) || !within(place) || (ledger.amounts[place] as number) <= 0) continue
    const [from, to] = [ledger.from[place] as number, ledger.to[place] as number]
    const isIn = groups.of[to] === group
    if (isIn && groups.of[from] === group) continue
    const far = isIn ? from : to
    const amount = ledger.amounts[place] as number
    if (isIn) allIn += amount
    else allOut += amount
    if (ledger.grains[place] === 0) clocked = false
    if (ledger.channels[far] === 1 || outsideOf(ledger, far) === 'channel') continue
    if (isIn) {
      ins.push(place)
      into += amount
    } else {
      outs.push(place)
      out += amount
    }
    if (far < ledger.accounts) (isIn ? payers : payees).add(groups.of[far] as number)
  }
  return { ins, outs, in: into, out, allIn, allOut, payers: payers.size, payees: payees.size, clocked }
}

/** Every group with an account, by the rules. `topIn`: from which sum on one is among the largest receivers. */
export function judge(
  ledger: Ledger,
  groups: Groups,
  currency: number,
  choice: PassChoice,
  knownOf: (group: number) => Known,
  topIn: number,
  within: (place: number) => boolean = () => true,
): readonly Judged[] {
  const judged: Judged[] = []
  const outside = new Set(
    Array.from({ length: nodesOf(ledger) - ledger.accounts }, (_, kind) => groups.of[ledger.accounts + kind]),
  )
  for (let group = 0; group < groups.count; group += 1) {
    if (outside.has(group)) continue
    const own = ownOf(ledger, groups, group, currency, within)
    if (own.ins.length + own.outs.length === 0) continue
    judged.push(judgeOne(ledger, groups, group, own, choice, knownOf(group), topIn))
  }
  return judged
}
const clockRules: readonly PassRule[] = ['fast', 'shortStay', 'manyFew', 'fewMany', 'both']
const dayRules: readonly PassRule[] = ['pass', 'source', 'gather', 'settle']

function judgeOne(
  ledger: Ledger,
  groups: Groups,
  group: number,
  own: Own,
  choice: PassChoice,
  known: Known,
  topIn: number,
): Judged {
  const verdicts: Verdict[] = []
  const unknown: { rule: PassRule; why: Unknown }[] = []
  const exact = (places: readonly number[]): Minor =>
    sumOf(places.map((place) => ledger.amounts[place] as number))
  const base = {
    group,
    in: own.in,
    out: own.out,
    inSum: exact(own.ins),
    outSum: exact(own.outs),
    payers: own.payers,
    payees: own.payees,
  }
  if (!known.stated) {
    for (const rule of passRules) if (rule !== 'role') unknown.push({ rule, why: 'no-statement' })
    const role = roleOf(own, choice.roleShare)
    if (role !== null)
      verdicts.push({ rule: 'role', verdict: 'hit', why: [], measure: role.share, times: null, places: [] })
    return { ...base, verdicts, unknown }
  }
  const lacks = (rule: PassRule): readonly Unknown[] => [
    ...(dayRules.includes(rule) && known.days < choice.coverDays ? (['few-days'] as const) : []),
    ...(clockRules.includes(rule) && !own.clocked ? (['no-clock'] as const) : []),
  ]
  const put = (rule: PassRule, isHit: boolean, measure: number | null, more: Partial<Verdict> = {}): void => {
    const why = [...lacks(rule), ...(more.why ?? [])]
    if (isHit)
      verdicts.push({
        rule,
        measure,
        times: null,
        places: [],
        ...more,
        verdict: why.length === 0 ? 'hit' : 'undecidable',
        why,
      })
    else for (const each of lacks(rule)) unknown.push({ rule, why: each })
  }
  const ratio = own.in > 0 ? own.out / own.in : Number.POSITIVE_INFINITY
  const passes =
    own.in > 0 &&
    ratio >= choice.low &&
    ratio <= choice.high &&
    own.payers >= choice.payersLeast &&
    own.payees >= choice.payeesLeast
  if (passes) {
    const balances = known.balances()
    const limit = (own.in / Math.max(1, known.days)) * choice.restShare
    put(
      'pass',
      balances === null || median(balances) <= limit,
      ratio,
      balances === null ? { why: ['no-balance'] } : {},
    )
  } else put('pass', false, null)
  const inOut = own.out > 0 ? own.in / own.out : Number.POSITIVE_INFINITY
  put('source', own.out > 0 && inOut <= choice.sourceRatio, inOut)
  put('gather', own.in > 0 && inOut > choice.gatherRatio, Number.isFinite(inOut) ? inOut : null)
  const fast = fastOf(ledger, own, choice)
  put('fast', fast.length > 0, fast.length, { times: fast.length, places: fast })
  const stay = stayOf(ledger, own)
  put(
    'shortStay',
    stay !== null && stay < choice.stayHours * 3_600_000 && ratio > choice.stayRatio,
    stay === null ? null : stay / 3_600_000,
  )
  const many = windowsOf(ledger, groups, own, choice, 'manyFew')
  const few = windowsOf(ledger, groups, own, choice, 'fewMany')
  put('manyFew', many.times > 0, many.ratio, { times: many.times, places: many.places })
  put('fewMany', few.times > 0, few.ratio, { times: few.times, places: few.places })
  put('both', many.times > 0 && few.times > 0, null, {
    times: many.times + few.times,
    places: [...many.places, ...few.places],
  })
  const settles = own.allIn > 0 && own.allIn >= topIn && own.allOut / own.allIn <= choice.settleRatio
  if (settles) {
    const balances = known.balances()
    const last = balances?.at(-1)
    put(
      'settle',
      last === undefined || last >= own.allIn * choice.settleRest,
      own.allOut / own.allIn,
      last === undefined ? { why: ['no-balance'] } : {},
    )
  } else put('settle', false, null)
  return { ...base, verdicts, unknown }
}
/** Of an account without statement: the largest of its shares, by what others tell. */
export function roleOf(
  { in: into, out }: { readonly in: number; readonly out: number },
  least: number,
): { readonly role: 'source' | 'pass' | 'rest'; readonly share: number } | null {
  const larger = Math.max(into, out)
  if (larger === 0) return null
  const shares = [
    { role: 'source', share: Math.max(0, out - into) / larger },
    { role: 'pass', share: Math.min(into, out) / larger },
    { role: 'rest', share: Math.max(0, into - out) / larger },
  ] as const
  return shares.find(({ share }) => share >= least) ?? null
}
function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
/** Receipts after which nearly as much left within the minutes. */
function fastOf(
  ledger: Ledger,
  { ins, outs, clocked }: Own,
  { fastLeast, fastMinutes, fastShare }: PassChoice,
): readonly number[] {
  if (!clocked || outs.length === 0) return []
  const times = outs.map((place) => ledger.times[place] as number)
  const sums = new Float64Array(outs.length + 1)
  outs.forEach((place, at) => {
    sums[at + 1] = (sums[at] as number) + (ledger.amounts[place] as number)
  })
  return ins.filter((place) => {
    const amount = ledger.amounts[place] as number
    if (amount < fastLeast) return false
    // After it in the order of the ledger, and no later than the minutes allow.
    const from = firstFrom(outs, place)
    const end =
      (ledger.times[place] as number) +
      (grainLength[ledger.grains[place] as number] as number) -
      1 +
      fastMinutes * 60_000
    const to = firstFrom(times, end + 1)
    return (
      to > from && Math.abs(amount - ((sums[to] as number) - (sums[from] as number))) <= amount * fastShare
    )
  })
}
/** Where the first value at or beyond stands in an ascending list. */
function firstFrom(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
/** Mean time money stayed, by first in, first out, weighted by amount; null where nothing left again. */
function stayOf(ledger: Ledger, { ins, outs }: Own): number | null {
  let [next, rest, weight, total] = [0, 0, 0, 0]
  for (const out of outs) {
    let open = ledger.amounts[out] as number
    while (open > 0 && next < ins.length && (ins[next] as number) < out) {
      const came = ins[next] as number
      if (rest === 0) rest = ledger.amounts[came] as number
      const part = Math.min(open, rest)
      total += part * ((ledger.times[out] as number) - (ledger.times[came] as number))
      weight += part
      open -= part
      rest -= part
      if (rest === 0) next += 1
    }
  }
  return weight === 0 ? null : total / weight
}
interface WindowHits {
  readonly times: number
  readonly ratio: number | null
  readonly places: readonly number[]
}
/** Stretches of time in which many pay in and few are paid, or few pay in and many are paid; each transfer in one of them. */
function windowsOf(
  ledger: Ledger,
  groups: Groups,
  own: Own,
  choice: PassChoice,
  which: 'manyFew' | 'fewMany',
): WindowHits {
  if (!own.clocked) return { times: 0, ratio: null, places: [] }
  const many = which === 'manyFew' ? own.payers : own.payees
  if (many < choice.many) return { times: 0, ratio: null, places: [] }
  const all = [
    ...own.ins.map((place) => ({ place, isIn: true })),
    ...own.outs.map((place) => ({ place, isIn: false })),
  ].sort((one, other) => one.place - other.place)
  const length = choice.windowHours * 3_600_000
  const counts = { in: new Map<number, number>(), out: new Map<number, number>() }
  const sums = { in: 0, out: 0 }
  const change = (at: number, by: 1 | -1): void => {
    const { place, isIn } = all[at] as (typeof all)[number]
    const side = isIn ? 'in' : 'out'
    const far = groups.of[(isIn ? ledger.from[place] : ledger.to[place]) as number] as number
    const count = (counts[side].get(far) ?? 0) + by
    if (count === 0) counts[side].delete(far)
    else counts[side].set(far, count)
    sums[side] += by * (ledger.amounts[place] as number)
  }
  let [times, best, from] = [0, null as number | null, 0]
  const places: number[] = []
  for (let to = 0; to < all.length; to += 1) {
    change(to, 1)
    const end = ledger.times[(all[to] as (typeof all)[number]).place] as number
    while (end - (ledger.times[(all[from] as (typeof all)[number]).place] as number) > length)
      change(from++, -1)
    const [ins, outs] = [counts.in.size, counts.out.size]
    const fits =
      which === 'manyFew'
        ? ins >= choice.many && outs >= 1 && outs <= choice.few
        : ins >= 1 && ins <= choice.few && outs >= choice.many
    if (!fits || sums.in <= 0 || sums.out / sums.in <= choice.windowRatio) continue
    times += 1
    best = best === null ? sums.out / sums.in : Math.max(best, sums.out / sums.in)
    for (let at = from; at <= to; at += 1) places.push((all[at] as (typeof all)[number]).place)
    // The next one begins behind this.
    while (from <= to) change(from++, -1)
  }
  return { times, ratio: best, places }
}
