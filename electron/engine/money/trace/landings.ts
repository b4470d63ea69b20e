/** Where traced money came to, by account and state, with the transfers behind each, whatever the rule. */
import type { Minor } from '../../../../shared/model/minor.ts'
import type { Ledger, TakenBack } from '../ledger.ts'
import { Sums, sumOf } from '../sums.ts'
import { backByLots } from './backLots.ts'
import { type BackQuestion, noEvent } from './backQuestion.ts'
import { backByShares } from './backShares.ts'
import { type LotsTraced, traceByLots } from './lots.ts'
import type { LandingState, TraceQuestion } from './question.ts'
import { type Carried, type SharesTraced, traceByShares } from './shares.ts'

export interface Landing {
  readonly node: number
  readonly state: LandingState
  readonly amount: Minor
  /** When the money that is there came. */
  readonly first: number
  readonly last: number
  /** Accounts between the payee of the traced sum and here, on the way of the largest part. */
  readonly via: readonly number[]
  /** How many different ways lead here; null where shares mix and ways are not told apart. */
  readonly ways: number | null
  /** The transfers by which what is there came, in order. */
  readonly arrivals: readonly number[]
  /** The transfers behind it, in order, as far as they were gathered. */
  readonly places: readonly number[]
  readonly placesCut: boolean
}
export interface Traced {
  readonly seeded: Minor
  readonly landings: readonly Landing[]
  /** Traced money from one account to another, over all its payments. */
  readonly edges: readonly {
    readonly from: number
    readonly to: number
    readonly amount: Minor
    readonly places: readonly number[]
    /** There are more than were gathered. */
    readonly placesCut: boolean
  }[]
  readonly forced: number
}
/** So many steps back are gone in all for the transfers behind landings. */
const mostSteps = 4_000_000
/** So many transfers behind one landing are listed. */
const mostPlaces = 5_000

/** Traces some transfers by a rule. What is seeded equals the sum of the landings. `behind`: also the ways, the transfers behind landings and the money between accounts. */
export function trace(ledger: Ledger, question: TraceQuestion, behind = true): Traced {
  return question.rule === 'proportional'
    ? ofShares(ledger, traceByShares(ledger, question), behind)
    : ofLots(ledger, traceByLots(ledger, question), behind)
}
/** Where the money of payments, or a balance, came from: `trace` the other way round. Landings are sources; those that rest were there before all. */
export function traceBack(ledger: Ledger, question: BackQuestion, behind = true): TracedBack {
  const { rule } = question
  if (rule === 'fifo' || rule === 'lifo')
    return {
      ...seenFromSource(ofLots(ledger, backByLots(ledger, { ...question, rule }), behind)),
      mixed: false,
    }
  const { mixed, forced, ...shares } = backByShares(ledger, { ...question, rule })
  return { ...seenFromSource(ofShares(ledger, shares, behind, true)), mixed, forced }
}
/** Ways and payments as they went. */
function seenFromSource(traced: Traced): Traced {
  return {
    ...traced,
    landings: traced.landings.map((each) => ({ ...each, via: each.via.toReversed() })),
    edges: traced.edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from })),
  }
}
export interface TracedBack extends Traced {
  /** By shares: something taken back was mixed with what else there was, since what it had brought had left. */
  readonly mixed: boolean
}
const isEvent = (event: number): boolean => event !== noEvent
const placeOf = (ledger: Ledger, event: number): number =>
  event >= 0 ? event : (ledger.takenBack[-1 - event] as TakenBack).of
const timeOf = (ledger: Ledger, event: number): number =>
  event >= 0 ? (ledger.times[event] as number) : (ledger.takenBack[-1 - event] as TakenBack).time

/** A piece of a sum by where it is, before the ways to it are gone back. */
interface Group {
  readonly node: number
  readonly state: LandingState
  readonly amount: Minor
  readonly pieces: readonly number[]
}
function groupsOfPieces({ count, nodes, rests, states }: LotsTraced['pieces']): readonly Group[] {
  const groups = new Map<string, { node: number; state: LandingState; pieces: number[] }>()
  for (let piece = 0; piece < count; piece += 1) {
    if ((rests[piece] as number) <= 0) continue
    const [node, state] = [nodes[piece] as number, states[piece] ?? 'rests']
    const key = `${node} ${state}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { node, state, pieces: [piece] })
    else group.pieces.push(piece)
  }
  return [...groups.values()]
    .map((group) => ({ ...group, amount: sumOf(group.pieces.map((piece) => rests[piece] as number)) }))
    .toSorted((one, other) => Number(other.amount) - Number(one.amount) || one.node - other.node)
}
function ofLots(ledger: Ledger, { pieces, seeded, forced }: LotsTraced, behind: boolean): Traced {
  const { count, parents, events, nodes, rests } = pieces
  const groups = groupsOfPieces(pieces)
  if (!behind) return { seeded, forced, landings: groups.map(bare), edges: [] }
  const stamp = new Int32Array(count)
  const ways = waysOf(pieces)
  let [round, steps] = [0, 0]
  const landings = groups.map((group): Landing => {
    round += 1
    const found = new Set<number>()
    let cut = false
    for (const piece of group.pieces)
      for (let at = piece; at >= 0 && stamp[at] !== round; at = parents[at] as number) {
        stamp[at] = round
        steps += 1
        if (found.size >= mostPlaces || steps > mostSteps) {
          cut = true
          break
        }
        if (isEvent(events[at] as number)) found.add(placeOf(ledger, events[at] as number))
      }
    const moved = group.pieces.map((piece) => events[piece] as number).filter(isEvent)
    const times = moved.map((event) => timeOf(ledger, event))
    const largest = group.pieces.reduce((best, piece) =>
      (rests[piece] as number) > (rests[best] as number) ? piece : best,
    )
    return {
      ...bare(group),
      first: least(times),
      last: -least(times.map((time) => -time)),
      via: wayOf(parents, nodes, largest),
      ways: new Set(group.pieces.map((piece) => ways[piece])).size,
      arrivals: inOrder(moved.map((event) => placeOf(ledger, event))),
      places: inOrder(found),
      placesCut: cut,
    }
  })
  return { seeded, forced, landings, edges: edgesOfPieces(ledger, pieces) }
}
const bare = ({ node, state, amount }: Pick<Group, 'node' | 'state' | 'amount'>): Landing => ({
  node,
  state,
  amount,
  first: Number.NaN,
  last: Number.NaN,
  via: [],
  ways: null,
  arrivals: [],
  places: [],
  placesCut: false,
})
/** Each once. */
const inOrder = (places: Iterable<number>): readonly number[] =>
  [...new Set(places)].sort((one, other) => one - other)
const least = (values: readonly number[]): number =>
  values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY)
/** The accounts a piece passed between the payee of the traced sum and where it is; of a circle only where it was closed. */
function wayOf(parents: Int32Array, nodes: Int32Array, piece: number): readonly number[] {
  const way: number[] = []
  for (let at = parents[piece] as number; at >= 0; at = parents[at] as number) way.push(nodes[at] as number)
  return withoutCircles(way.reverse(), nodes[piece] as number)
}
/** A way without going round: who comes again is gone to at once. */
function withoutCircles(way: readonly number[], end: number): readonly number[] {
  const straight: number[] = []
  for (const node of way) {
    const before = straight.indexOf(node)
    if (before >= 0) straight.length = before
    straight.push(node)
  }
  const back = straight.indexOf(end)
  return back < 0 ? straight : straight.slice(0, back)
}
/** A number for the way each piece came, the same for the same accounts one after the other. */
function waysOf({ count, parents, nodes }: LotsTraced['pieces']): Int32Array {
  const ways = new Int32Array(count)
  const known = new Map<number, number>()
  const most = 2 ** 22
  for (let piece = 0; piece < count; piece += 1) {
    const parent = parents[piece] as number
    // Parents stand before their parts.
    const step = (parent < 0 ? 0 : (ways[parent] as number) + 1) * most + (nodes[piece] as number)
    let way = known.get(step)
    if (way === undefined) known.set(step, (way = known.size))
    ways[piece] = way
  }
  return ways
}
function edgesOfPieces(
  ledger: Ledger,
  { count, parents, events, nodes, amounts }: LotsTraced['pieces'],
): Traced['edges'] {
  const edges = new Edges()
  for (let piece = 0; piece < count; piece += 1) {
    const event = events[piece] as number
    if (!isEvent(event)) continue
    const place = placeOf(ledger, event)
    const to = nodes[piece] as number
    const from = ((ledger.to[place] as number) === to ? ledger.from[place] : ledger.to[place]) as number
    edges.add(
      parents[piece] === -1 ? from : (nodes[parents[piece] as number] as number),
      to,
      amounts[piece] as number,
      place,
    )
  }
  return edges.told()
}
class Edges {
  private readonly by = new Map<
    number,
    { from: number; to: number; sums: Sums; places: Set<number>; placesCut: boolean }
  >()
  add(from: number, to: number, amount: number, place: number): void {
    const key = from * 2 ** 25 + to
    let edge = this.by.get(key)
    if (edge === undefined)
      this.by.set(key, (edge = { from, to, sums: new Sums(1), places: new Set(), placesCut: false }))
    edge.sums.add(0, amount)
    if (edge.places.size < mostPlaces) edge.places.add(place)
    else if (!edge.places.has(place)) edge.placesCut = true
  }
  told(): Traced['edges'] {
    return [...this.by.values()]
      .map(({ from, to, sums, places, placesCut }) => ({
        from,
        to,
        amount: sums.at(0),
        places: [...places].sort((one, other) => one - other),
        placesCut,
      }))
      .sort(
        (one, other) =>
          Number(other.amount) - Number(one.amount) || one.from - other.from || one.to - other.to,
      )
  }
}

/** How many steps back may still be gone. */
interface Budget {
  steps: number
}
/** `turned`: what was carried stands against time, the last first. */
function ofShares(
  ledger: Ledger,
  { seeded, carried, rests, ended }: SharesTraced,
  behind: boolean,
  turned = false,
): Traced {
  const clock = (event: number): number => (turned ? -timeOf(ledger, event) : timeOf(ledger, event))
  const into = Map.groupBy(carried, ({ to }) => to)
  const groups = new Map<
    string,
    { readonly node: number; readonly state: LandingState; amount: number; readonly ends: Carried[] }
  >()
  rests.forEach((amount, node) => {
    if (amount > 0)
      groups.set(`${node} rests`, { node, state: 'rests', amount, ends: [...(into.get(node) ?? [])] })
  })
  const byEvent = new Map(carried.map((each) => [each.event, each]))
  for (const { event, node, state, amount } of ended) {
    const key = `${node} ${state}`
    const group = groups.get(key) ?? { node, state, amount: 0, ends: [] }
    const end = byEvent.get(event)
    groups.set(key, group)
    group.amount += amount
    if (end !== undefined) group.ends.push(end)
  }
  const sorted = [...groups.values()].toSorted(
    (one, other) => other.amount - one.amount || one.node - other.node,
  )
  if (!behind) return { seeded, forced: 0, landings: sorted.map(bare), edges: [] }
  const edges = new Edges()
  for (const { event, from, to, amount } of carried) edges.add(from, to, amount, placeOf(ledger, event))
  const budget = { steps: mostSteps }
  const landings = sorted.map((group, place): Landing => {
    // What no list shows is not gone back for.
    if (place >= mostPlaces || budget.steps <= 0) return { ...bare(group), placesCut: true }
    const times = group.ends.map(({ event }) => timeOf(ledger, event))
    return {
      ...bare(group),
      first: least(times),
      last: -least(times.map((time) => -time)),
      via: mainWay(clock, into, group.ends, group.node, budget),
      arrivals: inOrder(group.ends.map(({ event }) => placeOf(ledger, event))),
      ...upstreamOf(ledger, clock, into, group.ends, budget),
    }
  })
  return { seeded, forced: 0, landings, edges: edges.told() }
}
/** All payments that carried traced money towards these. What came to an account no later than it paid is behind the payment. */
function upstreamOf(
  ledger: Ledger,
  clock: (event: number) => number,
  into: ReadonlyMap<number, readonly Carried[]>,
  ends: readonly Carried[],
  budget: Budget,
): Pick<Landing, 'places' | 'placesCut'> {
  const places = new Set<number>()
  /** Node → how many of what came to it have been taken, the earliest first. */
  const taken = new Map<number, number>()
  const waiting = [...ends]
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    places.add(placeOf(ledger, each.event))
    budget.steps -= 1
    if (places.size >= mostPlaces || budget.steps <= 0) return { places: [], placesCut: true }
    const before = into.get(each.from) ?? []
    const until = clock(each.event)
    let next = taken.get(each.from) ?? 0
    for (; next < before.length && clock((before[next] as Carried).event) <= until; next += 1)
      waiting.push(before[next] as Carried)
    taken.set(each.from, next)
  }
  return { places: inOrder(places), placesCut: false }
}
/** From the largest payment back to the largest before it, to the traced sum. */
function mainWay(
  clock: (event: number) => number,
  into: ReadonlyMap<number, readonly Carried[]>,
  ends: readonly Carried[],
  node: number,
  budget: Budget,
): readonly number[] {
  const larger = (one: Carried | undefined, other: Carried): Carried =>
    one === undefined || other.amount > one.amount ? other : one
  let at = ends.reduce<Carried | undefined>(larger, undefined)
  const way: number[] = []
  while (at !== undefined && at.fresh === 0 && way.length < 20) {
    const until: number = clock(at.event)
    const { from } = at
    way.push(from)
    let best: Carried | undefined
    for (const before of into.get(from) ?? []) {
      if (clock(before.event) > until) break
      budget.steps -= 1
      if (before !== at) best = larger(best, before)
    }
    at = best
  }
  return withoutCircles(way.reverse(), node)
}

/** How far the answer is another one: the money that lands elsewhere, and each landing's least and most. */
export function difference(one: Traced, other: Traced): number {
  const amounts = new Map<string, number>()
  for (const [answer, sign] of [
    [one, 1],
    [other, -1],
  ] as const)
    for (const { node, state, amount } of answer.landings) {
      const key = `${node} ${state}`
      amounts.set(key, (amounts.get(key) ?? 0) + sign * Number(amount))
    }
  let apart = 0
  for (const amount of amounts.values()) apart += Math.abs(amount)
  return apart / 2
}
