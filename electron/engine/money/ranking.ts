/** Accounts or people by the money that went through them, in one currency. Pure. */
import { type Minor, minorOf, sizeOf } from '../../../shared/model/minor.ts'
import type { Groups } from './holders.ts'
import { flowKinds, indexOf, type Ledger, mark, moves } from './ledger.ts'
import { dayOf, monthOf } from './moments.ts'
import { Sums } from './sums.ts'

/** What one side of a rank is made of. */
export interface Side {
  readonly count: number
  readonly sum: Minor
}
export interface Ranked {
  readonly group: number
  readonly in: Side
  readonly out: Side
  readonly net: Minor
  readonly turnover: Minor
  /** Distinct others with an account, third-party payers not among them. */
  readonly counterparts: number
  readonly activeDays: number
  /** The first and last moment; null where no row tells one. */
  readonly first: number | null
  readonly last: number | null
  /** Net ÷ in; null without anything in. */
  readonly kept: number | null
  /** Share of what came in that had not left within the days asked for (first in, first out within the account); null without anything in. */
  readonly keptDays: number | null
  /** What stays apart, already within `in` and `out`. */
  readonly apart: ReadonlyMap<(typeof flowKinds)[number], { readonly in: Side; readonly out: Side }>
  /** Between accounts of the same one: in no other figure. */
  readonly internal: Side
  readonly failed: Side
  readonly sideless: Side
  /** Of in and out: told by others' rows alone though the account has a statement of its own, or because it has none. */
  readonly byOthers: { readonly in: Side; readonly out: Side }
  readonly takenBack: Side
  readonly undecided: Side
}
export interface RankingChoice {
  readonly currency: number
  /** Days in which what came in may leave again. */
  readonly days: number
  readonly from?: number
  readonly to?: number
}
const apartKinds = ['channel', 'cash', 'fee', 'interest', 'pos', 'unknown'] as const

/** Gathers one list of sums by group. */
class Tally {
  readonly counts: Int32Array
  readonly sums: Sums
  constructor(size: number) {
    this.counts = new Int32Array(size)
    this.sums = new Sums(size)
  }
  add(group: number, amount: number): void {
    this.counts[group] = (this.counts[group] as number) + 1
    this.sums.add(group, amount)
  }
  at(group: number): Side {
    return { count: this.counts[group] as number, sum: this.sums.at(group) }
  }
}
function isWithin(ledger: Ledger, place: number, { from, to }: RankingChoice): boolean {
  if (from === undefined && to === undefined) return true
  const time = ledger.times[place] as number
  return !Number.isNaN(time) && (from === undefined || time >= from) && (to === undefined || time < to)
}

/** Everybody, by turnover; of equal ones the lower entity id first. */
export function rank(ledger: Ledger, groups: Groups, choice: RankingChoice): readonly Ranked[] {
  const size = groups.count
  const [into, out, internal, failed, sideless, undecided, back] = Array.from(
    { length: 7 },
    () => new Tally(size),
  ) as [Tally, Tally, Tally, Tally, Tally, Tally, Tally]
  const [othersIn, othersOut] = [new Tally(size), new Tally(size)]
  const apart = new Map(apartKinds.map((kind) => [kind, { in: new Tally(size), out: new Tally(size) }]))
  for (let place = 0; place < ledger.count; place += 1) {
    if (ledger.currencies[place] !== choice.currency || !isWithin(ledger, place, choice)) continue
    const from = groups.of[ledger.from[place] as number] as number
    const to = groups.of[ledger.to[place] as number] as number
    const amount = ledger.amounts[place] as number
    const marks = ledger.marks[place] as number
    if (from === to) {
      if ((marks & mark.failed) === 0) internal.add(from, amount)
      continue
    }
    if ((marks & (mark.failed | mark.sideless)) !== 0) {
      const tally = (marks & mark.failed) === 0 ? sideless : failed
      tally.add(from, amount)
      tally.add(to, amount)
      continue
    }
    out.add(from, amount)
    into.add(to, amount)
    if ((marks & mark.undecided) !== 0) {
      undecided.add(from, amount)
      undecided.add(to, amount)
    }
    if ((marks & mark.byPayer) === 0) othersOut.add(from, amount)
    if ((marks & mark.byPayee) === 0) othersIn.add(to, amount)
    const beside = apart.get(flowKinds[ledger.kinds[place] as number] as (typeof apartKinds)[number])
    beside?.out.add(from, amount)
    beside?.in.add(to, amount)
  }
  for (const taken of ledger.takenBack) {
    if (ledger.currencies[taken.of] !== choice.currency || !isWithin(ledger, taken.of, choice)) continue
    // Once for each of both, and once for one who paid himself.
    for (const group of new Set(
      [ledger.from, ledger.to].map((end) => groups.of[end[taken.of] as number] as number),
    ))
      back.add(group, taken.amount)
  }
  const walker = new Walker(ledger, groups, choice)
  const ranked: Ranked[] = []
  for (let group = 0; group < size; group += 1) {
    const touched =
      (into.counts[group] as number) +
      (out.counts[group] as number) +
      (failed.counts[group] as number) +
      (sideless.counts[group] as number) +
      (internal.counts[group] as number)
    if (groups.entityIds[group] === 0 || touched === 0) continue
    const [came, went] = [into.sums.big(group), out.sums.big(group)]
    const walked = walker.walk(group)
    ranked.push({
      group,
      in: into.at(group),
      out: out.at(group),
      net: minorOf(came - went),
      turnover: minorOf(came + went),
      counterparts: walked.counterparts,
      activeDays: walked.activeDays,
      first: walked.first,
      last: walked.last,
      kept: came > 0n ? ratio(came - went, came) : null,
      keptDays: came > 0n ? walked.keptDays : null,
      apart: new Map(
        [...apart].flatMap(([kind, flow]) =>
          flow.in.counts[group] === 0 && flow.out.counts[group] === 0
            ? []
            : [[kind, { in: flow.in.at(group), out: flow.out.at(group) }] as const],
        ),
      ),
      internal: internal.at(group),
      failed: failed.at(group),
      sideless: sideless.at(group),
      byOthers: { in: othersIn.at(group), out: othersOut.at(group) },
      takenBack: back.at(group),
      undecided: undecided.at(group),
    })
  }
  return ranked.sort(
    (one, other) =>
      sizeOf(other.turnover) - sizeOf(one.turnover) ||
      (groups.entityIds[one.group] as number) - (groups.entityIds[other.group] as number),
  )
}
/** A quotient of whole numbers to twelve figures. */
export function ratio(part: bigint, whole: bigint): number {
  return whole === 0n ? Number.NaN : Number((part * 1_000_000_000_000n) / whole) / 1e12
}

interface Walked {
  readonly counterparts: number
  readonly activeDays: number
  readonly first: number | null
  readonly last: number | null
  readonly keptDays: number | null
}
/** Goes over the transfers of one group in the order of time. */
class Walker {
  private readonly ledger: Ledger
  private readonly groups: Groups
  private readonly choice: RankingChoice
  private readonly seen: Int32Array
  private round = 0
  constructor(ledger: Ledger, groups: Groups, choice: RankingChoice) {
    this.ledger = ledger
    this.groups = groups
    this.choice = choice
    this.seen = new Int32Array(groups.count).fill(-1)
  }
  /** The places of transfers in or out of a group, in order. */
  places(group: number): Int32Array {
    return placesOf(this.ledger, this.groups, group)
  }
  walk(group: number): Walked {
    const { ledger, groups, choice } = this
    const round = (this.round += 1)
    let [counterparts, activeDays, lastDay] = [0, 0, Number.NaN]
    let [first, last]: [number | null, number | null] = [null, null]
    const held: Held = { amounts: [], times: [], head: 0 }
    let [came, left] = [0, 0]
    for (const place of this.places(group)) {
      if (!moves(ledger, place, choice.currency) || !isWithin(ledger, place, choice)) continue
      const from = groups.of[ledger.from[place] as number] as number
      const to = groups.of[ledger.to[place] as number] as number
      if (from === to) continue
      const other = from === group ? to : from
      if (this.seen[other] !== round && groups.entityIds[other] !== 0 && !this.isChannel(other)) {
        this.seen[other] = round
        counterparts += 1
      }
      const time = ledger.times[place] as number
      if (Number.isNaN(time)) continue
      first ??= time
      last = time
      if (dayOf(time) !== lastDay) activeDays += 1
      lastDay = dayOf(time)
      const amount = ledger.amounts[place] as number
      const isIn = to === group ? amount > 0 : amount < 0
      if (isIn) {
        held.amounts.push(Math.abs(amount))
        held.times.push(time)
        came += Math.abs(amount)
      } else left += takeWithin(held, Math.abs(amount), time, choice.days)
    }
    // Of what came at a time nobody tells it is not known how long it stayed.
    const keptDays = came > 0 ? Math.max(0, came - left) / came : null
    return { counterparts, activeDays, first, last, keptDays }
  }
  private isChannel(group: number): boolean {
    const { ledger, groups } = this
    const [from, to] = [groups.starts[group] as number, groups.starts[group + 1] as number]
    return to - from === 1 && ledger.channels[groups.nodes[from] as number] === 1
  }
}
interface Held {
  readonly amounts: number[]
  readonly times: number[]
  head: number
}
/** What leaves takes the oldest first; how much of it had come within the days. */
function takeWithin(held: Held, amount: number, time: number, days: number): number {
  let [rest, within] = [amount, 0]
  while (rest > 0 && held.head < held.amounts.length) {
    const here = held.amounts[held.head] as number
    const part = Math.min(rest, here)
    if (time - (held.times[held.head] as number) <= days * 86_400_000) within += part
    rest -= part
    if (part === here) held.head += 1
    else held.amounts[held.head] = here - part
  }
  return within
}
/** The transfers in or out of a group, by their places in the ledger. */
export function placesOf(ledger: Ledger, groups: Groups, group: number): Int32Array {
  const index = indexOf(ledger)
  const parts: Int32Array[] = []
  for (let at = groups.starts[group] as number; at < (groups.starts[group + 1] as number); at += 1) {
    const node = groups.nodes[at] as number
    parts.push(index.outs.subarray(index.outStarts[node], index.outStarts[node + 1]))
    parts.push(index.ins.subarray(index.inStarts[node], index.inStarts[node + 1]))
  }
  const places = new Int32Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    places.set(part, at)
    at += part.length
  }
  places.sort()
  // A transfer between two accounts of one stands in both lists.
  return places.filter((place, within) => within === 0 || places[within - 1] !== place)
}

export interface MonthSum {
  readonly month: number
  readonly in: Minor
  readonly out: Minor
  readonly inCount: number
  readonly outCount: number
}
/** Beyond so many months from the first to the last only those that have something stand (a date of 1900 among those of today). */
const mostMonths = 1_200
/** How many lines `months` has. */
export function monthCount(
  ledger: Ledger,
  groups: Groups,
  { group, first, last }: Pick<Ranked, 'group' | 'first' | 'last'>,
  choice: RankingChoice,
): number {
  if (first === null || last === null) return 0
  const between = monthOf(last) - monthOf(first) + 1
  return between <= mostMonths ? between : months(ledger, groups, group, choice).length
}
/** What came in and went out of a group a month; months without anything between the first and the last stand with nothing. */
export function months(
  ledger: Ledger,
  groups: Groups,
  group: number,
  choice: RankingChoice,
): readonly MonthSum[] {
  const by = new Map<number, { in: bigint; out: bigint; inCount: number; outCount: number }>()
  for (const place of placesOf(ledger, groups, group)) {
    if (!moves(ledger, place, choice.currency) || !isWithin(ledger, place, choice)) continue
    const from = groups.of[ledger.from[place] as number] as number
    const to = groups.of[ledger.to[place] as number] as number
    const time = ledger.times[place] as number
    if (from === to || Number.isNaN(time)) continue
    const month = monthOf(time)
    let sums = by.get(month)
    if (sums === undefined) by.set(month, (sums = { in: 0n, out: 0n, inCount: 0, outCount: 0 }))
    const amount = BigInt(ledger.amounts[place] as number)
    if (to === group) {
      sums.in += amount
      sums.inCount += 1
    } else {
      sums.out += amount
      sums.outCount += 1
    }
  }
  if (by.size === 0) return []
  const [first, last] = [Math.min(...by.keys()), Math.max(...by.keys())]
  const listed =
    last - first < mostMonths
      ? Array.from({ length: last - first + 1 }, (_, at) => first + at)
      : [...by.keys()].toSorted((one, other) => one - other)
  return listed.map((month): MonthSum => {
    const sums = by.get(month) ?? { in: 0n, out: 0n, inCount: 0, outCount: 0 }
    return { month, ...sums, in: minorOf(sums.in), out: minorOf(sums.out) }
  })
}
