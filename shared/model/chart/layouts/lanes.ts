/** Groups in lanes side by side, inside each superiors above. Who leads several lanes stands above them. */
import { entityKinds } from '../../define.ts'
import { sideBySide } from './columns.ts'
import type { Graph } from './graph.ts'
import { grid } from './grid.ts'
import { layered } from './layered.ts'
import { directionOf, laneNamed, tradeLanes, type TradeLane } from './meaning.ts'
import type { Point, Steps } from './types.ts'

export interface Lanes {
  /** The lane of each item; null stands above all. */
  readonly laneOf: readonly (string | null)[]
  /** From left to right. */
  readonly order: readonly string[]
}

export function lanes(graph: Graph, aspect: number): Steps<readonly Point[]> {
  const { laneOf, order } = lanesOf(graph)
  const members = (lane: string | null) =>
    [...graph.items.keys()].filter((item) => (laneOf[item] ?? null) === lane)
  return sideBySide(graph, { heads: members(null), columns: order.map(members) }, aspect, inLane)
}

/** Superiors above where anything in the lane says who is above whom; otherwise rows by kind and weight. */
function inLane(lane: Graph, aspect: number): Steps<readonly Point[]> {
  return lane.arcs.some(({ kind }) => directionOf(kind).strength > 0)
    ? layered(lane, aspect)
    : grid(lane, aspect)
}

/** The lanes given with the items; where none are given, by what the links mean, or by kind where they tell no trade. */
export function lanesOf(graph: Graph): Lanes {
  if (graph.items.some(({ lane }) => lane !== undefined)) {
    const laneOf = graph.items.map(({ lane }) => lane ?? null)
    return { laneOf, order: [...new Set(laneOf.filter((lane) => lane !== null))].sort() }
  }
  return lanesByTrade(graph) ?? lanesByKind(graph)
}

/** One lane a kind of entity, in the order of the kinds. */
function lanesByKind({ items }: Graph): Lanes {
  const known = entityKinds.map(({ id }) => id as string)
  const rank = (kind: string): number => (known.includes(kind) ? known.indexOf(kind) : known.length)
  const laneOf = items.map(({ kind }) => kind)
  return { laneOf, order: [...new Set(laneOf)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)) }
}

/** What an end of a link does in the trade. */
const trades: Readonly<Record<string, { readonly from?: TradeLane; readonly to?: TradeLane }>> = {
  orders: { to: 'printing' },
  prints: { from: 'printing' },
  delivers: { from: 'storage' },
  keeps: { to: 'storage' },
  seizedAt: { to: 'storage' },
  sells: { from: 'online' },
  collects: { from: 'online' },
}
/** The earlier the goods pass somebody, the surer they name his trade: a printer that also delivers is a printer. */
const surest: readonly TradeLane[] = ['printing', 'online', 'storage', 'offline']

/**
 * Lanes of a trade in goods: printing, storage, online and offline sale. The role of a person and the name of a place say where they belong, then an entity's own links; its people, accounts and
 * things come with it along standing links, the nearest first; who has people in several lanes stands above them. Null where fewer than two
 * lanes are found.
 */
function lanesByTrade(graph: Graph): Lanes | null {
  // A person's role and a place's name are the field's own words: they go before what links tell.
  const named = graph.items.map(({ kind, name = '', role = '' }) =>
    kind === 'person' ? laneNamed(role) : kind === 'place' ? (laneNamed(name) ?? undefined) : undefined,
  )
  const found: (TradeLane | null | undefined)[] = graph.items.map(({ kind }, item) =>
    kind === 'shop' || kind === 'website' ? 'online' : named[item],
  )
  const say = (item: number, lane: TradeLane | undefined): void => {
    const before = found[item]
    if (lane === undefined || named[item] !== undefined || before === null) return
    if (before === undefined || surest.indexOf(lane) < surest.indexOf(before)) found[item] = lane
  }
  const receives = new Set<number>()
  for (const { from, to, kind } of graph.arcs) {
    const trade = trades[kind]
    // A work is made, kept and sold: it belongs to no stage.
    say(from, graph.items[from]?.kind === 'work' ? undefined : trade?.from)
    say(to, graph.items[to]?.kind === 'work' ? undefined : trade?.to)
    if (kind === 'delivers') receives.add(to)
  }
  // What is only ever delivered to and passes nothing on sells over the counter.
  for (const item of receives) if (found[item] === undefined) found[item] = 'offline'
  if (new Set(found.filter((lane) => lane !== undefined && lane !== null)).size < 2) return null
  const laneOf = spreadLanes(graph, found)
  return { laneOf, order: tradeLanes.filter((lane) => laneOf.includes(lane)) }
}

type Found = readonly (string | null | undefined)[]
interface Lead {
  readonly above: number
  readonly below: number
  /** Somebody who leads somebody. */
  readonly people: boolean
}

/** Takes the lanes along; who turns out to lead people of several lanes stands above all, and what is his with him nowhere in particular. */
function spreadLanes(graph: Graph, found: Found): readonly (string | null)[] {
  const leads = graph.arcs.flatMap(({ from, to, kind }): Lead[] => {
    const { down, strength } = directionOf(kind)
    return strength === 0
      ? []
      : [{ above: down ? from : to, below: down ? to : from, people: strength === 3 }]
  })
  const first = taken(graph, found, leads)
  const led = graph.items.map(() => new Set<string>())
  for (const { above, below, people } of leads) {
    const lane = first[below]
    if (people && typeof lane === 'string') led[above]?.add(lane)
  }
  // Whose role names a lane stays in it, whomever he leads.
  const heads = led.map(({ size }, item) => size > 1 && found[item] === undefined)
  const laneOf = heads.includes(true)
    ? taken(
        graph,
        found.map((lane, item) => (heads[item] === true ? null : lane)),
        leads,
      )
    : first
  return laneOf.map((lane) => (lane === undefined ? 'other' : lane))
}

/** First up to who keeps, holds or manages, then down to his people and things, as long as somebody still finds his lane. */
function taken(graph: Graph, found: Found, leads: readonly Lead[]): Found {
  const laneOf = [...found]
  const above = graph.items.map((): number[] => [])
  const below = graph.items.map((): number[] => [])
  for (const lead of leads) {
    below[lead.above]?.push(lead.below)
    above[lead.below]?.push(lead.above)
  }
  // All of one round look at the round before, so that no order matters.
  for (let changed = true; changed;) {
    changed = false
    const before = [...laneOf]
    const lanesAt = (others: readonly number[] | undefined): readonly string[] => [
      ...new Set((others ?? []).flatMap((other) => before[other] ?? [])),
    ]
    graph.items.forEach(({ kind }, item) => {
      if (before[item] !== undefined || kind === 'work') return
      const under = lanesAt(below[item])
      const over = lanesAt(above[item])
      const [lane, ...more] = under.length > 0 ? under : over
      if (lane === undefined) return
      // Who has things in several lanes leads them; a thing that several lanes share is nobody's head.
      laneOf[item] = more.length === 0 ? lane : under.length > 0 && kind === 'person' ? null : 'other'
      changed = true
    })
  }
  return laneOf
}
