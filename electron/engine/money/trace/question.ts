/** What a tracing is asked with, and what every rule of tracing shares: the order of events, what accounts held before, where money is not followed further. */
import {
  indexOf,
  type Ledger,
  moves,
  nodesOf,
  outsideOf,
  type OutsideKind,
  type TakenBack,
} from '../ledger.ts'
import { grainLength } from '../moments.ts'

/** fifo: what came first leaves first. lifo: what came last leaves first. proportional: each payment takes a share of all there is. specific: named payments take the traced money, others what is not traced. */
export const traceRules = ['fifo', 'lifo', 'proportional', 'specific'] as const
export type TraceRule = (typeof traceRules)[number]
/**
 * Events of one moment, and those told more coarsely than others: `stated` as their statements stand, coarse times at the beginning of what they cover; `turned` the other way round, coarse times at
 * its end. Where both give one answer the order does not matter.
 */
export type TieOrder = 'stated' | 'turned'

export interface Seed {
  /** The transfer by its place in the ledger. */
  readonly place: number
  /** How much of it; all of it when left out. */
  readonly amount?: number
}
export interface TraceQuestion {
  readonly currency: number
  readonly seeds: readonly Seed[]
  readonly rule: TraceRule
  /** For `specific`: the payments that take the traced money. */
  readonly named?: ReadonlySet<number>
  readonly ties: TieOrder
  /** Follow money through accounts that only rows of others tell of. */
  readonly beyond: boolean
  /** Balances told before the first row of an account (minor units by node). */
  readonly openings?: ReadonlyMap<number, number>
  /** Nothing at or after this moment. */
  readonly until?: number
  readonly checkCancelled?: () => void
}
/** What became of money: it rests in an account; it came to an account without statement; it left in one of the outside kinds; it was given back to who paid the traced sum. */
export type LandingState = 'rests' | 'no-statement' | 'returned' | OutsideKind
/** Where money stands that is not followed further; null where it is. */
export function stopAt(ledger: Ledger, node: number, beyond: boolean): LandingState | null {
  const outside = outsideOf(ledger, node)
  if (outside !== null) return outside
  if (ledger.channels[node] === 1) return 'channel'
  return (ledger.stated[node] as number) > 0 || beyond ? null : 'no-statement'
}

/** Both gross and net: the amount before anything was taken back of it, and who pays whom (red entries the other way). */
export interface Payment {
  from: number
  to: number
  amount: number
}
/** What took transfers back, by the transfer it belongs to. */
export function takenBackOf(ledger: Ledger): ReadonlyMap<number, readonly TakenBack[]> {
  return Map.groupBy(ledger.takenBack, ({ of }) => of)
}
/** Reads one transfer into `into`. */
export function paymentAt(
  ledger: Ledger,
  back: ReadonlyMap<number, readonly TakenBack[]>,
  place: number,
  into: Payment,
): void {
  let amount = ledger.amounts[place] as number
  if (back.size > 0) for (const taken of back.get(place) ?? []) amount += taken.amount
  const turned = amount < 0
  into.from = (turned ? ledger.to[place] : ledger.from[place]) as number
  into.to = (turned ? ledger.from[place] : ledger.to[place]) as number
  into.amount = Math.abs(amount)
}

/** A place of a transfer, or `-1 - n` for the nth of what took something back. */
export type EventCode = number
/** Everything that moves money in the currency, in order; what takes a transfer back never comes before it. */
export function eventsOf(ledger: Ledger, { currency, ties, until }: TraceQuestion): Int32Array {
  const found = new Int32Array(ledger.count)
  let size = 0
  for (let place = 0; place < ledger.count; place += 1) {
    const time = ledger.times[place] as number
    if (moves(ledger, place, currency) && !Number.isNaN(time) && (until === undefined || time < until))
      found[size++] = place
  }
  const places = found.subarray(0, size)
  const ordered = ties === 'stated' ? places : turned(ledger, places)
  const back = ledger.takenBack
    .map((taken, number) => ({ taken, number }))
    .filter(
      ({ taken }) =>
        moves(ledger, taken.of, currency) &&
        (until === undefined || (taken.time < until && (ledger.times[taken.of] as number) < until)),
    )
  if (back.length === 0) return ordered
  const events: EventCode[] = []
  const done = new Uint8Array(ledger.count)
  const waiting = new Map<number, number[]>()
  let next = 0
  const place = (): void => {
    const { taken, number } = back[next] as (typeof back)[number]
    next += 1
    if (done[taken.of] === 1) events.push(-1 - number)
    else waiting.set(taken.of, [...(waiting.get(taken.of) ?? []), number])
  }
  for (const at of ordered) {
    const time = ledger.times[at] as number
    while (next < back.length && (back[next] as (typeof back)[number]).taken.time < time) place()
    events.push(at)
    done[at] = 1
    for (const number of waiting.get(at) ?? []) events.push(-1 - number)
    waiting.delete(at)
  }
  while (next < back.length) place()
  return Int32Array.from(events)
}
function turned(ledger: Ledger, places: Int32Array): Int32Array {
  const end = (place: number): number =>
    (ledger.times[place] as number) + (grainLength[ledger.grains[place] as number] as number)
  const ends = Float64Array.from(places, end)
  // Nearly in order already: coarse times move back, those of one moment turn.
  const order = new Uint32Array(places.length).map((_, at) => at)
  order.sort((one, other) => (ends[one] as number) - (ends[other] as number) || other - one)
  return Int32Array.from(order, (at) => places[at] as number)
}

/**
 * What accounts held before: what a balance tells, and at least what is needed so that no account pays more than it has. It is of unknown origin and stands before all that came.
 */
export function openingsOf(
  ledger: Ledger,
  events: Int32Array,
  told: ReadonlyMap<number, number> = new Map(),
): Float64Array {
  const nodes = nodesOf(ledger)
  const [running, least] = [new Float64Array(nodes), new Float64Array(nodes)]
  const back = takenBackOf(ledger)
  const pay: Payment = { from: 0, to: 0, amount: 0 }
  const move = (from: number, to: number, amount: number): void => {
    const rest = (running[from] as number) - amount
    running[from] = rest
    running[to] = (running[to] as number) + amount
    if (rest < (least[from] as number)) least[from] = rest
  }
  for (const event of events) {
    if (event >= 0) {
      paymentAt(ledger, back, event, pay)
      move(pay.from, pay.to, pay.amount)
    } else {
      const taken = ledger.takenBack[-1 - event] as TakenBack
      paymentAt(ledger, back, taken.of, pay)
      move(pay.to, pay.from, taken.amount)
    }
  }
  const openings = new Float64Array(nodes)
  for (let node = 0; node < ledger.accounts; node += 1)
    openings[node] = Math.max(-(least[node] as number), told.get(node) ?? 0)
  return openings
}
/** Accounts the traced money may reach at all, so that others are not gone over. */
export function reachable(ledger: Ledger, question: TraceQuestion): Uint8Array {
  const index = indexOf(ledger)
  const reached = new Uint8Array(nodesOf(ledger))
  const waiting: number[] = []
  const visit = (node: number): void => {
    if (reached[node] === 1) return
    reached[node] = 1
    if (stopAt(ledger, node, question.beyond) === null) waiting.push(node)
  }
  for (const { place } of question.seeds)
    for (const end of [ledger.from, ledger.to]) visit(end[place] as number)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const [starts, list, far] of [
      [index.outStarts, index.outs, ledger.to],
      // Red entries and what is taken back go against the direction.
      [index.inStarts, index.ins, ledger.from],
    ] as const)
      for (let half = starts[node] as number; half < (starts[node + 1] as number); half += 1) {
        const place = list[half] as number
        if (far === ledger.from && (ledger.amounts[place] as number) >= 0) continue
        visit(far[place] as number)
      }
  return reached
}
