/**
 * Where money came from, by lots: each account is gone through once as in tracing forward, and of each payment is kept of which parts of which payments before it was made. From what is asked about
 * these parts are followed back to where the material begins. The same cents as forward: what is taken here from a source is what tracing from that source brings there.
 */
import { type Ledger, nodesOf, type TakenBack } from '../ledger.ts'
import { type BackQuestion, noEvent } from './backQuestion.ts'
import { floats, ints, type LotsTraced, Queues } from './lots.ts'
import {
  eventsOf,
  type LandingState,
  openingsOf,
  type Payment,
  paymentAt,
  stopAt,
  takenBackOf,
} from './question.ts'

/** What stood in an account before all. */
const before = -1
/** Of which parts each payment was made, in its order: cents `from` up to `to` of another payment, or back from `from` to `to` where they came out turned. */
class Parts {
  readonly starts = ints()
  readonly sources = ints()
  readonly from = floats()
  readonly to = floats()
  /** Where each part ends within its payment. */
  readonly ends = floats()
  private made = 0
  begin(): void {
    this.starts.push(this.sources.length)
    this.made = 0
  }
  add(source: number, from: number, to: number): void {
    this.sources.push(source)
    this.from.push(from)
    this.to.push(to)
    this.made += Math.abs(to - from)
    this.ends.push(this.made)
  }
  /** Turns the parts of the payment that was begun last. */
  turn(): void {
    const start = this.starts.list[this.starts.length - 1] as number
    const parts = Array.from(
      { length: this.sources.length - start },
      (_, at) =>
        [
          this.sources.list[start + at] as number,
          this.to.list[start + at] as number,
          this.from.list[start + at] as number,
        ] as const,
    )
    this.sources.length = this.from.length = this.to.length = this.ends.length = start
    this.made = 0
    for (const [source, from, to] of parts.reverse()) this.add(source, from, to)
  }
}

/** Tracing back by first in first out or last in first out. Pieces lead from what is asked about to the sources; what rests of them was there before all, or comes from where nothing is known. */
export function backByLots(
  ledger: Ledger,
  question: BackQuestion & { readonly rule: 'fifo' | 'lifo' },
): LotsTraced {
  return new LotsBack(ledger, question).run()
}
class LotsBack {
  private readonly ledger: Ledger
  private readonly question: BackQuestion
  private readonly isFirst: boolean
  private readonly events: Int32Array
  private readonly back: ReturnType<typeof takenBackOf>
  private readonly stops: readonly (LandingState | null)[]
  private readonly queues: Queues
  private readonly parts = new Parts()
  /** What of each payment is still where it came to: cents from low to high. */
  private readonly lows: Float64Array
  private readonly highs: Float64Array
  private readonly parents = ints()
  private readonly codes = ints()
  private readonly nodes = ints()
  private readonly amounts = floats()
  private readonly rests = floats()
  private readonly states: (LandingState | null)[] = []
  /** Piece → the cents of its payment. */
  private readonly begins = floats()
  private readonly pending = new Map<number, number[]>()
  private seeded = 0
  constructor(ledger: Ledger, question: BackQuestion) {
    this.ledger = ledger
    this.question = question
    this.isFirst = question.rule === 'fifo'
    this.events = eventsOf(ledger, question)
    this.back = takenBackOf(ledger)
    this.stops = Array.from({ length: nodesOf(ledger) }, (_, node) => stopAt(ledger, node, question.beyond))
    this.queues = new Queues(nodesOf(ledger))
    this.lows = new Float64Array(this.events.length)
    this.highs = new Float64Array(this.events.length)
  }

  run(): LotsTraced {
    this.goThrough()
    this.followHeld()
    this.follow()
    const { parents, codes, nodes, amounts, rests } = this
    const count = parents.length
    return {
      seeded: this.seeded,
      forced: 0,
      pieces: {
        count,
        parents: parents.list.subarray(0, count),
        events: codes.list.subarray(0, count),
        nodes: nodes.list.subarray(0, count),
        amounts: amounts.list.subarray(0, count),
        rests: rests.list.subarray(0, count),
        states: this.states,
      },
    }
  }
  private goThrough(): void {
    const { ledger, events, queues, stops } = this
    openingsOf(ledger, events, this.question.openings).forEach((amount, node) => {
      if (amount > 0 && stops[node] === null) queues.put(node, amount, before, before)
    })
    /** Transfers that are taken back → their number among the events. */
    const numbers = new Map<number, number>()
    const pay: Payment = { from: 0, to: 0, amount: 0 }
    for (let number = 0; number < events.length; number += 1) {
      if ((number & 0xffff) === 0) this.question.checkCancelled?.()
      const event = events[number] as number
      const taken = event >= 0 ? null : (ledger.takenBack[-1 - event] as TakenBack)
      const place = taken === null ? event : taken.of
      paymentAt(ledger, this.back, place, pay)
      this.parts.begin()
      if (taken === null) {
        if (stops[pay.from] === null) this.consume(pay.from, pay.amount)
        this.highs[number] = pay.amount
        if (this.back.has(place)) numbers.set(place, number)
        if (stops[pay.to] === null) queues.put(pay.to, pay.amount, 0, number)
        continue
      }
      this.giveBack(numbers.get(place) ?? before, pay.to, taken.amount)
      this.highs[number] = taken.amount
      if (stops[pay.from] !== null) continue
      // One after the other to the front, as they were taken.
      if (this.isFirst) this.parts.turn()
      queues.put(pay.from, taken.amount, 0, number, this.isFirst)
    }
  }
  /** By the rule. */
  private consume(node: number, amount: number): void {
    const { queues } = this
    for (let rest = amount; rest > 0;) {
      const lot = this.isFirst ? queues.head(node) : queues.tail(node)
      if (lot < 0) return
      rest -= this.takePart(node, lot, rest, this.isFirst)
    }
  }
  private takePart(node: number, lot: number, most: number, fromLow: boolean): number {
    const { queues, lows, highs, parts } = this
    const part = Math.min(most, queues.amount(lot))
    const source = queues.source(lot)
    if (source < 0) parts.add(before, 0, part)
    else if (fromLow) {
      const low = lows[source] as number
      parts.add(source, low, low + part)
      lows[source] = low + part
    } else {
      const high = highs[source] as number
      parts.add(source, high, high - part)
      highs[source] = high - part
    }
    queues.lessen(node, lot, part)
    return part
  }
  /** What is still there of the transfer first, then by the rule; where money is not followed only the former is known. */
  private giveBack(number: number, node: number, amount: number): void {
    const { queues, lows, highs } = this
    let rest = amount
    if (this.stops[node] !== null) {
      const low = lows[number] as number
      const part = Math.min(rest, (highs[number] as number) - low)
      if (part > 0) this.parts.add(number, low, low + part)
      lows[number] = low + part
      return
    }
    for (let lot = queues.head(node); lot >= 0 && rest > 0;) {
      const next = queues.next(lot)
      if (queues.source(lot) === number) rest -= this.takePart(node, lot, rest, true)
      lot = next
    }
    this.consume(node, rest)
  }

  /** Balances at the end: the parts a payment of so much would take. */
  private followHeld(): void {
    const { parts, queues, stops } = this
    for (const { node, amount = Number.POSITIVE_INFINITY } of this.question.held ?? []) {
      if (stops[node] !== null) continue
      let there = 0
      for (let lot = queues.head(node); lot >= 0; lot = queues.next(lot)) there += queues.amount(lot)
      parts.begin()
      const from = parts.sources.length
      this.consume(node, Math.min(amount, there))
      for (let part = from; part < parts.sources.length; part += 1) {
        const [source, one, other] = this.partAt(part)
        this.seeded += Math.abs(other - one)
        if (source >= 0) this.put(-1, source, Math.min(one, other), Math.max(one, other))
        else this.rests.list[this.piece(-1, noEvent, node, other, null)] = other
      }
    }
    parts.begin()
  }
  private partAt(part: number): readonly [source: number, from: number, to: number] {
    const { sources, from, to } = this.parts
    return [sources.list[part] as number, from.list[part] as number, to.list[part] as number]
  }
  /** Cents of a payment that are asked about, to be followed when its turn comes. */
  private put(parent: number, number: number, low: number, high: number): void {
    const { ledger } = this
    const event = this.events[number] as number
    const place = event >= 0 ? event : (ledger.takenBack[-1 - event] as TakenBack).of
    const pay: Payment = { from: 0, to: 0, amount: 0 }
    paymentAt(ledger, this.back, place, pay)
    const node = event >= 0 ? pay.from : pay.to
    const piece = this.piece(parent, event, node, high - low, this.stops[node] ?? null)
    this.begins.list[piece] = low
    const known = this.pending.get(number)
    if (known === undefined) this.pending.set(number, [piece])
    else known.push(piece)
  }
  private piece(
    parent: number,
    event: number,
    node: number,
    amount: number,
    state: LandingState | null,
  ): number {
    this.parents.push(parent)
    this.codes.push(event)
    this.nodes.push(node)
    this.amounts.push(amount)
    this.states.push(state)
    this.begins.push(0)
    return this.rests.push(0)
  }
  /** From the last payment to the first, so that all that is asked of one is known when it is reached. */
  private follow(): void {
    const seeds = new Map<number, number>()
    for (const { place, amount } of this.question.seeds) seeds.set(place, amount ?? Number.POSITIVE_INFINITY)
    for (let number = this.events.length - 1; number >= 0; number -= 1) {
      if ((number & 0xffff) === 0) this.question.checkCancelled?.()
      const event = this.events[number] as number
      const asked = event >= 0 ? (seeds.get(event) ?? 0) : 0
      if (asked > 0) this.begin(number, asked)
      for (const piece of this.pending.get(number) ?? []) this.expand(number, piece)
      this.pending.delete(number)
    }
  }
  /** The first cents of a payment, but for those that are asked about already. */
  private begin(number: number, asked: number): void {
    const event = this.events[number] as number
    const pay: Payment = { from: 0, to: 0, amount: 0 }
    paymentAt(this.ledger, this.back, event, pay)
    const known = (this.pending.get(number) ?? [])
      .map(
        (piece) =>
          [
            this.begins.list[piece] as number,
            (this.begins.list[piece] as number) + (this.amounts.list[piece] as number),
          ] as const,
      )
      .sort(([one], [other]) => one - other)
    let [at, rest] = [0, Math.min(asked, pay.amount)]
    for (const [low, high] of [...known, [pay.amount, pay.amount] as const]) {
      const fresh = Math.min(rest, low - at)
      if (fresh > 0) {
        this.put(-1, number, at, at + fresh)
        this.seeded += fresh
        rest -= fresh
      }
      at = Math.max(at, high)
    }
  }
  private expand(number: number, piece: number): void {
    const { ends, starts } = this.parts
    const low = this.begins.list[piece] as number
    const high = low + (this.amounts.list[piece] as number)
    const last = starts.list[number + 1] as number
    let part = firstBeyond(ends.list, starts.list[number] as number, last, low)
    let at = low
    for (; part < last && at < high; part += 1) {
      const [source, from, to] = this.partAt(part)
      const begin = (ends.list[part] as number) - Math.abs(to - from)
      const end = Math.min(high, ends.list[part] as number)
      const [one, other] = [at - begin, end - begin]
      if (source < 0) this.rests.list[piece] = (this.rests.list[piece] as number) + end - at
      else if (from <= to) this.put(piece, source, from + one, from + other)
      else this.put(piece, source, from - other, from - one)
      at = end
    }
    // Of where nothing more is known.
    if (at < high) this.rests.list[piece] = (this.rests.list[piece] as number) + high - at
  }
}
/** The first place whose end lies beyond. */
function firstBeyond(ends: Float64Array, from: number, to: number, value: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > value) high = middle
    else low = middle + 1
  }
  return low
}
