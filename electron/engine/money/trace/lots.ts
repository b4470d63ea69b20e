/**
 * Tracing by lots: each account is a queue of what came to it, and a payment takes from the front, from the back, or what is named. Amounts are whole minor units; nothing is made and nothing lost.
 */
import { type Ledger, nodesOf, type TakenBack } from '../ledger.ts'
import {
  eventsOf,
  type LandingState,
  openingsOf,
  type Payment,
  paymentAt,
  reachable,
  stopAt,
  takenBackOf,
  type TraceQuestion,
} from './question.ts'

/** Traced money as it moved: a tree, each piece a part of one transfer. */
export interface Pieces {
  readonly count: number
  /** The piece it was part of before; -1 for the traced sum itself. */
  readonly parents: Int32Array
  /** The transfer it moved by, as an event code. */
  readonly events: Int32Array
  /** Where it came to. */
  readonly nodes: Int32Array
  readonly amounts: Float64Array
  /** How much of it is still there. */
  readonly rests: Float64Array
  readonly states: readonly (LandingState | null)[]
}
export interface LotsTraced {
  readonly pieces: Pieces
  /** How much was marked; less than asked for where a later seed pays with money of an earlier one. */
  readonly seeded: number
  /** Payments not named that took traced money since there was no other (`specific` only). */
  readonly forced: number
}

/** A list that grows. */
export class Numbers<T extends Int32Array | Float64Array> {
  list: T
  length = 0
  private readonly make: (size: number) => T
  constructor(make: (size: number) => T) {
    this.make = make
    this.list = make(1 << 10)
  }
  push(value: number): number {
    if (this.length === this.list.length) {
      const grown = this.make(this.length * 2)
      grown.set(this.list)
      this.list = grown
    }
    this.list[this.length] = value
    return this.length++
  }
}
export const ints = (): Numbers<Int32Array> => new Numbers((size) => new Int32Array(size))
export const floats = (): Numbers<Float64Array> => new Numbers((size) => new Float64Array(size))

/** Queues of lots, one an account. A lot is an amount, the piece it is of (-1: not traced) and the transfer it came by (-1: not told apart). */
export class Queues {
  readonly amounts = floats()
  readonly pieces = ints()
  readonly sources = ints()
  private readonly nexts = ints()
  private readonly befores = ints()
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private free = -1
  constructor(nodes: number) {
    this.heads = new Int32Array(nodes).fill(-1)
    this.tails = new Int32Array(nodes).fill(-1)
  }
  head(node: number): number {
    return this.heads[node] as number
  }
  tail(node: number): number {
    return this.tails[node] as number
  }
  next(lot: number): number {
    return this.nexts.list[lot] as number
  }
  before(lot: number): number {
    return this.befores.list[lot] as number
  }
  amount(lot: number): number {
    return this.amounts.list[lot] as number
  }
  piece(lot: number): number {
    return this.pieces.list[lot] as number
  }
  source(lot: number): number {
    return this.sources.list[lot] as number
  }
  /** At the end (or the front); what is not traced and need not be told apart joins such a lot there. */
  put(node: number, amount: number, piece: number, source: number, front = false): void {
    const edge = (front ? this.heads[node] : this.tails[node]) as number
    if (edge >= 0 && piece < 0 && source < 0 && this.piece(edge) < 0 && this.source(edge) < 0) {
      const sum = this.amount(edge) + amount
      if (Number.isSafeInteger(sum)) {
        this.amounts.list[edge] = sum
        return
      }
    }
    const lot = this.take(amount, piece, source)
    this.nexts.list[lot] = front ? edge : -1
    this.befores.list[lot] = front ? -1 : edge
    if (edge < 0) this.heads[node] = this.tails[node] = lot
    else if (front) {
      this.befores.list[edge] = lot
      this.heads[node] = lot
    } else {
      this.nexts.list[edge] = lot
      this.tails[node] = lot
    }
  }
  private take(amount: number, piece: number, source: number): number {
    if (this.free < 0) {
      this.nexts.push(-1)
      this.befores.push(-1)
      this.pieces.push(piece)
      this.sources.push(source)
      return this.amounts.push(amount)
    }
    const lot = this.free
    this.free = this.next(lot)
    this.amounts.list[lot] = amount
    this.pieces.list[lot] = piece
    this.sources.list[lot] = source
    return lot
  }
  /** Takes part of a lot away, or all of it. */
  lessen(node: number, lot: number, amount: number): void {
    const rest = this.amount(lot) - amount
    this.amounts.list[lot] = rest
    if (rest > 0) return
    const [before, next] = [this.before(lot), this.next(lot)]
    if (before < 0) this.heads[node] = next
    else this.nexts.list[before] = next
    if (next < 0) this.tails[node] = before
    else this.befores.list[next] = before
    this.nexts.list[lot] = this.free
    this.free = lot
  }
}

/** The tracing of some transfers through all accounts, by first in first out, last in first out, or named payments. */
export function traceByLots(ledger: Ledger, question: TraceQuestion): LotsTraced {
  return new LotTracing(ledger, question).run()
}
class LotTracing {
  private readonly ledger: Ledger
  private readonly question: TraceQuestion
  private readonly queues: Queues
  private readonly back: ReturnType<typeof takenBackOf>
  private readonly parents = ints()
  private readonly events = ints()
  private readonly nodes = ints()
  private readonly amounts = floats()
  private readonly rests = floats()
  private readonly states: (LandingState | null)[] = []
  private readonly stops: readonly (LandingState | null)[]
  /** Transfer → what came by it to where money is not followed, traced or not, in its order, for those that are taken back. */
  private readonly ended = new Map<number, { amount: number; readonly piece: number }[]>()
  private readonly takenParts: { amount: number; piece: number }[] = []
  private seeded = 0
  private forced = 0
  constructor(ledger: Ledger, question: TraceQuestion) {
    this.ledger = ledger
    this.question = question
    this.queues = new Queues(nodesOf(ledger))
    this.back = takenBackOf(ledger)
    this.stops = Array.from({ length: nodesOf(ledger) }, (_, node) => stopAt(ledger, node, question.beyond))
  }

  run(): LotsTraced {
    const { ledger, question } = this
    const events = eventsOf(ledger, question)
    const reached = reachable(ledger, question)
    openingsOf(ledger, events, question.openings).forEach((amount, node) => {
      if (amount > 0 && reached[node] === 1) this.queues.put(node, amount, -1, -1)
    })
    const seeds = new Map<number, number>()
    for (const { place, amount } of question.seeds) seeds.set(place, amount ?? Number.POSITIVE_INFINITY)
    const pay: Payment = { from: 0, to: 0, amount: 0 }
    let steps = 0
    for (const event of events) {
      if ((steps++ & 0xffff) === 0) question.checkCancelled?.()
      const place = event >= 0 ? event : (ledger.takenBack[-1 - event] as TakenBack).of
      paymentAt(ledger, this.back, place, pay)
      if (reached[pay.from] === 0 && reached[pay.to] === 0) continue
      if (event >= 0) this.pay(place, pay, seeds.get(place) ?? 0)
      else this.giveBack(event, ledger.takenBack[-1 - event] as TakenBack, pay)
    }
    return {
      seeded: this.seeded,
      forced: this.forced,
      pieces: {
        count: this.parents.length,
        parents: this.parents.list.subarray(0, this.parents.length),
        events: this.events.list.subarray(0, this.parents.length),
        nodes: this.nodes.list.subarray(0, this.parents.length),
        amounts: this.amounts.list.subarray(0, this.parents.length),
        rests: this.rests.list.subarray(0, this.parents.length),
        states: this.states,
      },
    }
  }

  private pay(place: number, { from, to, amount }: Payment, asked: number): void {
    const parts = this.consume(from, amount, place)
    const source = this.back.has(place) ? place : -1
    let fresh = Math.min(asked, amount)
    for (const part of parts) {
      if (part.piece >= 0) this.arrive(to, part.amount, part.piece, place, source)
      else {
        const marked = Math.min(fresh, part.amount)
        fresh -= marked
        if (marked > 0) {
          this.seeded += marked
          this.arrive(to, marked, -1, place, source)
        }
        this.arriveUntraced(to, part.amount - marked, source)
      }
    }
  }
  /** What a payment takes, in order; the array is used again. */
  private consume(node: number, amount: number, place: number): readonly { amount: number; piece: number }[] {
    const { queues, question } = this
    const parts = this.takenParts
    parts.length = 0
    let rest = amount
    if (this.stops[node] === null) {
      if (question.rule === 'specific') {
        const named = question.named?.has(place) === true
        rest = this.consumeSort(node, rest, named)
        const open = rest
        rest = this.consumeSort(node, rest, !named)
        if (!named) this.forced += open - rest
      } else
        while (rest > 0) {
          const lot = question.rule === 'lifo' ? queues.tail(node) : queues.head(node)
          if (lot < 0) break
          rest -= this.takePart(node, lot, rest)
        }
    }
    // Outside nodes and accounts without statement pay out of what is not traced.
    if (rest > 0) parts.push({ amount: rest, piece: -1 })
    return parts
  }
  /** From the front, only what is traced or only what is not. */
  private consumeSort(node: number, amount: number, traced: boolean): number {
    let rest = amount
    for (let lot = this.queues.head(node); lot >= 0 && rest > 0;) {
      const next = this.queues.next(lot)
      if (this.queues.piece(lot) >= 0 === traced) rest -= this.takePart(node, lot, rest)
      lot = next
    }
    return rest
  }
  private takePart(node: number, lot: number, most: number): number {
    const part = Math.min(most, this.queues.amount(lot))
    const piece = this.queues.piece(lot)
    this.takenParts.push({ amount: part, piece })
    if (piece >= 0) this.rests.list[piece] = (this.rests.list[piece] as number) - part
    this.queues.lessen(node, lot, part)
    return part
  }
  private arriveUntraced(node: number, amount: number, source: number): void {
    if (amount <= 0) return
    if (this.stops[node] === null) this.queues.put(node, amount, -1, source)
    else if (source >= 0) this.endBy(source, amount, -1)
  }
  private arrive(node: number, amount: number, parent: number, event: number, source: number): void {
    const stop = this.stops[node] ?? null
    const piece = this.newPiece(parent, event, node, amount, stop)
    if (stop === null) this.queues.put(node, amount, piece, source)
    else if (source >= 0) this.endBy(source, amount, piece)
  }
  private endBy(source: number, amount: number, piece: number): void {
    const known = this.ended.get(source)
    if (known === undefined) this.ended.set(source, [{ amount, piece }])
    else known.push({ amount, piece })
  }
  private newPiece(
    parent: number,
    event: number,
    node: number,
    amount: number,
    state: LandingState | null,
  ): number {
    this.parents.push(parent)
    this.events.push(event)
    this.nodes.push(node)
    this.amounts.push(amount)
    this.states.push(state)
    return this.rests.push(amount)
  }

  /** What a transfer brought goes back to its payer as it came: what is still there of it first, then by the rule. */
  private giveBack(event: number, { of, amount }: TakenBack, { from, to }: Payment): void {
    const parts: { amount: number; piece: number }[] = []
    let rest = amount
    for (const end of this.ended.get(of) ?? []) {
      const part = Math.min(rest, end.amount)
      if (part <= 0) continue
      end.amount -= part
      if (end.piece >= 0) this.rests.list[end.piece] = (this.rests.list[end.piece] as number) - part
      parts.push({ amount: part, piece: end.piece })
      rest -= part
    }
    this.takenParts.length = 0
    for (let lot = this.queues.head(to); lot >= 0 && rest > 0;) {
      const next = this.queues.next(lot)
      if (this.queues.source(lot) === of) rest -= this.takePart(to, lot, rest)
      lot = next
    }
    parts.push(...this.takenParts)
    if (rest > 0) parts.push(...this.consume(to, rest, of))
    for (const { amount: part, piece } of parts) {
      const stop = this.stops[from] ?? null
      // The traced sum itself came back to who paid it; there it is traced no further.
      const isOwn = piece >= 0 && this.parents.list[piece] === -1 && this.events.list[piece] === of
      const made = piece < 0 ? -1 : this.newPiece(piece, event, from, part, isOwn ? 'returned' : stop)
      if (stop === null && part > 0)
        this.queues.put(from, part, isOwn ? -1 : made, -1, this.question.rule !== 'lifo')
    }
  }
}
