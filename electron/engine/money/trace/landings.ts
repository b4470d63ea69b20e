/** Where traced money came to, by account and state, with the transfers behind each, whatever the rule. */
import type { Minor } from '../../../../shared/model/minor.ts'
import type { Ledger, TakenBack } from '../ledger.ts'
import { Sums, sumOf } from '../sums.ts'
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
  }[]
  readonly forced: number
}
/** So many steps back are gone in all for the transfers behind landings. */
const mostSteps = 4_000_000
/** So many transfers behind one landing are listed. */
const mostPlaces = 5_000

/** Traces some transfers by a rule. What is seeded equals the sum of the landings. */
export function trace(ledger: Ledger, question: TraceQuestion): Traced {
  return question.rule === 'proportional'
    ? ofShares(ledger, traceByShares(ledger, question))
    : ofLots(ledger, traceByLots(ledger, question))
}
const placeOf = (ledger: Ledger, event: number): number =>
  event >= 0 ? event : (ledger.takenBack[-1 - event] as TakenBack).of
const timeOf = (ledger: Ledger, event: number): number =>
  event >= 0 ? (ledger.times[event] as number) : (ledger.takenBack[-1 - event] as TakenBack).time

function ofLots(ledger: Ledger, { pieces, seeded, forced }: LotsTraced): Traced {
  const { count, parents, events, nodes, rests, states } = pieces
  const groups = new Map<string, { node: number; state: LandingState; pieces: number[] }>()
  for (let piece = 0; piece < count; piece += 1) {
    if ((rests[piece] as number) <= 0) continue
    const [node, state] = [nodes[piece] as number, states[piece] ?? 'rests']
    const key = `${node} ${state}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { node, state, pieces: [piece] })
    else group.pieces.push(piece)
  }
  const stamp = new Int32Array(count)
  let [round, steps] = [0, 0]
  const landings = [...groups.values()]
    .map((group) => ({ ...group, amount: sumOf(group.pieces.map((piece) => rests[piece] as number)) }))
    .toSorted((one, other) => Number(other.amount) - Number(one.amount) || one.node - other.node)
    .map((group): Landing => {
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
          found.add(placeOf(ledger, events[at] as number))
        }
      const times = group.pieces.map((piece) => timeOf(ledger, events[piece] as number))
      const largest = group.pieces.reduce((best, piece) =>
        (rests[piece] as number) > (rests[best] as number) ? piece : best,
      )
      return {
        node: group.node,
        state: group.state,
        amount: group.amount,
        first: times.reduce((low, time) => Math.min(low, time), Number.POSITIVE_INFINITY),
        last: times.reduce((high, time) => Math.max(high, time), Number.NEGATIVE_INFINITY),
        via: wayOf(parents, nodes, largest),
        ways: steps > mostSteps ? null : waysOf(parents, nodes, group.pieces),
        places: [...found].sort((one, other) => one - other),
        placesCut: cut,
      }
    })
  return { seeded, forced, landings, edges: edgesOfPieces(ledger, pieces) }
}
/** The accounts a piece passed between the payee of the traced sum and where it is. */
function wayOf(parents: Int32Array, nodes: Int32Array, piece: number): readonly number[] {
  const way: number[] = []
  for (let at = parents[piece] as number; at >= 0; at = parents[at] as number) way.push(nodes[at] as number)
  return way.reverse()
}
function waysOf(parents: Int32Array, nodes: Int32Array, pieces: readonly number[]): number {
  const ways = new Set<string>()
  for (const piece of pieces.slice(0, 1_000)) ways.add(wayOf(parents, nodes, piece).join())
  return ways.size
}
function edgesOfPieces(
  ledger: Ledger,
  { count, parents, events, nodes, amounts }: LotsTraced['pieces'],
): Traced['edges'] {
  const edges = new Edges()
  for (let piece = 0; piece < count; piece += 1) {
    const event = events[piece] as number
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
  private readonly by = new Map<string, { from: number; to: number; sums: Sums; places: Set<number> }>()
  add(from: number, to: number, amount: number, place: number): void {
    const key = `${from} ${to}`
    let edge = this.by.get(key)
    if (edge === undefined) this.by.set(key, (edge = { from, to, sums: new Sums(1), places: new Set() }))
    edge.sums.add(0, amount)
    if (edge.places.size < mostPlaces) edge.places.add(place)
  }
  told(): Traced['edges'] {
    return [...this.by.values()]
      .map(({ from, to, sums, places }) => ({
        from,
        to,
        amount: sums.at(0),
        places: [...places].sort((one, other) => one - other),
      }))
      .sort(
        (one, other) =>
          Number(other.amount) - Number(one.amount) || one.from - other.from || one.to - other.to,
      )
  }
}

function ofShares(ledger: Ledger, { seeded, carried, rests, ended }: SharesTraced): Traced {
  const edges = new Edges()
  for (const { event, from, to, amount } of carried) edges.add(from, to, amount, placeOf(ledger, event))
  const into = Map.groupBy(carried, ({ to }) => to)
  const groups = new Map<string, { node: number; state: LandingState; amount: number; ends: Carried[] }>()
  rests.forEach((amount, node) => {
    if (amount > 0) groups.set(`${node} rests`, { node, state: 'rests', amount, ends: into.get(node) ?? [] })
  })
  const byEvent = new Map(carried.map((each) => [each.event, each]))
  for (const { event, node, state, amount } of ended) {
    const key = `${node} ${state}`
    const group = groups.get(key) ?? { node, state, amount: 0, ends: [] }
    groups.set(key, group)
    group.amount += amount
    const end = byEvent.get(event)
    if (end !== undefined) group.ends.push(end)
  }
  const landings = [...groups.values()]
    .toSorted((one, other) => other.amount - one.amount || one.node - other.node)
    .map(({ node, state, amount, ends }): Landing => {
      const times = ends.map(({ event }) => timeOf(ledger, event))
      const upstream = upstreamOf(ledger, into, ends)
      return {
        node,
        state,
        amount,
        first: times.reduce((low, time) => Math.min(low, time), Number.POSITIVE_INFINITY),
        last: times.reduce((high, time) => Math.max(high, time), Number.NEGATIVE_INFINITY),
        via: mainWay(ledger, into, ends),
        ways: null,
        ...upstream,
      }
    })
  return { seeded, forced: 0, landings, edges: edges.told() }
}
/** All payments that carried traced money towards these. */
function upstreamOf(
  ledger: Ledger,
  into: ReadonlyMap<number, readonly Carried[]>,
  ends: readonly Carried[],
): Pick<Landing, 'places' | 'placesCut'> {
  const seen = new Set<Carried>(ends)
  const waiting = [...ends]
  let cut = false
  for (let each = waiting.pop(); each !== undefined && !cut; each = waiting.pop())
    for (const before of into.get(each.from) ?? []) {
      if (seen.has(before) || timeOf(ledger, before.event) > timeOf(ledger, each.event)) continue
      if (seen.size >= mostPlaces) {
        cut = true
        break
      }
      seen.add(before)
      waiting.push(before)
    }
  const places = new Set([...seen].map(({ event }) => placeOf(ledger, event)))
  return { places: [...places].sort((one, other) => one - other), placesCut: cut }
}
/** From the largest payment back to the largest before it, to the traced sum. */
function mainWay(
  ledger: Ledger,
  into: ReadonlyMap<number, readonly Carried[]>,
  ends: readonly Carried[],
): readonly number[] {
  const larger = (one: Carried | undefined, other: Carried): Carried =>
    one === undefined || other.amount > one.amount ? other : one
  let at = ends.reduce<Carried | undefined>(larger, undefined)
  const way: number[] = []
  while (at !== undefined && at.fresh === 0 && way.length < 50) {
    const step: Carried = at
    way.push(step.from)
    at = (into.get(step.from) ?? [])
      .filter((before) => before !== step && timeOf(ledger, before.event) <= timeOf(ledger, step.event))
      .reduce<Carried | undefined>(larger, undefined)
  }
  return way.reverse()
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
