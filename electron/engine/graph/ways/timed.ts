/** Ways in time order: each step not before the one before it. Over single events (a transfer, a call), so that each step is a row. */
import { type Adjacency, goOn, type StopCheck } from '../network/graph.ts'

export interface TimedEvents {
  readonly nodes: number
  /** By node its events that go out, as places of the other node and the event. */
  readonly out: Adjacency
  /** By event when it begins and ends as far as its time is written (milliseconds); NaN: no time, on no way. */
  readonly from: Float64Array
  readonly until: Float64Array
  /** By event; NaN: none. */
  readonly amount: Float64Array
}
export interface TimedQuestion {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly longest: number
  readonly never?: ReadonlySet<number>
  readonly through?: readonly number[]
  /** Milliseconds between a step and the next, at most and at least. */
  readonly mostGap?: number
  readonly leastGap?: number
  /** Each step carries at least so much. */
  readonly leastAmount?: number
  readonly most?: number
  readonly bound?: number
  readonly check?: StopCheck
}
export interface TimedWay {
  readonly nodes: readonly number[]
  readonly events: readonly number[]
  /** A time is known to the day only (or as coarse), so that the order is possible, not certain. */
  readonly uncertain: boolean
}
export interface TimedWays {
  readonly ways: readonly TimedWay[]
  readonly count: number
  readonly more: boolean
}

/** Fewer steps first, then the earlier; nobody is passed twice. The search ends when so many were counted (`bound`). */
export function timedWays(events: TimedEvents, question: TimedQuestion): TimedWays {
  const {
    longest,
    never,
    through = [],
    mostGap = Infinity,
    leastGap = 0,
    leastAmount,
    check = goOn,
  } = question
  const { most = 100, bound = 200_000 } = question
  const { targets, edges } = events.out
  const sort = new Uint8Array(events.nodes)
  for (const node of question.ends) sort[node] = 2
  for (const node of question.starts) sort[node] = 1
  const left = stepsLeft(events, sort, longest)
  const wanted = new Set(through)
  const onWay = new Uint8Array(events.nodes)
  const kept: TimedWay[][] = Array.from({ length: longest + 1 }, () => [])
  // Of each start the earliest ways are found first, so that those which are kept are the earliest of all.
  const ordered = eventsInTime(events)
  const room: number[] = []
  let [count, more, steps] = [0, false, 0]
  const begins = (event: number): number => events.from[event] as number
  const follows = (event: number, before: number | undefined): boolean => {
    if (Number.isNaN(begins(event))) return false
    if (leastAmount !== undefined && !((events.amount[event] as number) >= leastAmount)) return false
    if (before === undefined) return true
    // What is written coarser may lie anywhere in what it covers.
    const longestGap = (events.until[event] as number) - 1 - begins(before)
    const shortestGap = begins(event) - ((events.until[before] as number) - 1)
    return longestGap >= leastGap && shortestGap <= mostGap
  }
  const walk = (nodes: number[], along: number[]): void => {
    const node = nodes.at(-1) as number
    for (const half of ordered(node)) {
      if (more) return
      if ((++steps & 4095) === 0) check()
      const [other, event] = [targets[half] as number, edges[half] as number]
      const rest = left[other] as number
      if (rest === -1 || along.length + 1 + rest > longest) continue
      if (onWay[other] === 1 || sort[other] === 1 || never?.has(other) === true) continue
      if (!follows(event, along.at(-1))) continue
      if (sort[other] === 2) {
        if (
          wanted.size > 0 &&
          nodes.filter((one) => wanted.has(one)).length + (wanted.has(other) ? 1 : 0) < wanted.size
        )
          continue
        if (count === bound) {
          more = true
          return
        }
        count++
        const same = kept[along.length + 1] as TimedWay[]
        if ((room[along.length + 1] ?? 0) > 0) {
          room[along.length + 1] = (room[along.length + 1] as number) - 1
          same.push({ nodes: [...nodes, other], events: [...along, event], uncertain: false })
        }
        continue
      }
      onWay[other] = 1
      nodes.push(other)
      along.push(event)
      walk(nodes, along)
      onWay[other] = 0
      nodes.pop()
      along.pop()
    }
  }
  for (const start of [...new Set(question.starts)].sort((one, other) => one - other)) {
    onWay[start] = 1
    room.splice(0, room.length, ...kept.map(() => most))
    walk([start], [])
    onWay[start] = 0
  }
  const order = (one: TimedWay, other: TimedWay): number => {
    for (const [place, event] of one.events.entries()) {
      const against = other.events[place] as number
      const apart = begins(event) - begins(against) || event - against
      if (apart !== 0) return apart
    }
    return 0
  }
  return {
    ways: kept
      .flatMap((same) => same.sort(order))
      .slice(0, most)
      .map((way) => ({ ...way, uncertain: isUncertain(events, way.events, leastGap, mostGap) })),
    count,
    more,
  }
}
/** By node the places of its events that go out, the earliest first, of one moment in their order; those without a time are on no way. */
function eventsInTime({ out, from }: TimedEvents): (node: number) => readonly number[] {
  const known = new Map<number, readonly number[]>()
  const begins = (half: number): number => from[out.edges[half] as number] as number
  return (node) => {
    const present = known.get(node)
    if (present !== undefined) return present
    const places: number[] = []
    for (let half = out.offsets[node] as number; half < (out.offsets[node + 1] as number); half++)
      if (!Number.isNaN(begins(half))) places.push(half)
    places.sort(
      (one, other) =>
        begins(one) - begins(other) || (out.edges[one] as number) - (out.edges[other] as number),
    )
    known.set(node, places)
    return places
  }
}
/** Whether the order or a gap holds only if a coarse time lies where it suits. */
function isUncertain(
  events: TimedEvents,
  way: readonly number[],
  leastGap: number,
  mostGap: number,
): boolean {
  return way.some((event, place) => {
    const before = way[place - 1]
    if (before === undefined) return false
    const shortest = (events.from[event] as number) - ((events.until[before] as number) - 1)
    const longest = (events.until[event] as number) - 1 - (events.from[before] as number)
    const isExact = (one: number): boolean =>
      (events.until[one] as number) - (events.from[one] as number) <= 1_000
    return isExact(event) && isExact(before) ? false : shortest < Math.max(0, leastGap) || longest > mostGap
  })
}
function stepsLeft({ nodes, out }: TimedEvents, sort: Uint8Array, longest: number): Int32Array {
  // Backwards over the events: who comes in so many steps to an end.
  const into = reversed(out, nodes)
  const left = new Int32Array(nodes).fill(-1)
  let frontier: number[] = []
  for (let node = 0; node < nodes; node++)
    if (sort[node] === 2) {
      left[node] = 0
      frontier.push(node)
    }
  for (let depth = 1; depth <= longest && frontier.length > 0; depth++) {
    const next: number[] = []
    for (const node of frontier)
      for (let half = into.offsets[node] as number; half < (into.offsets[node + 1] as number); half++) {
        const other = into.targets[half] as number
        if (left[other] !== -1) continue
        left[other] = depth
        next.push(other)
      }
    frontier = next
  }
  return left
}
function reversed({ offsets, targets }: Adjacency, nodes: number): Pick<Adjacency, 'offsets' | 'targets'> {
  const places = new Int32Array(nodes + 1)
  for (const target of targets) places[target + 1] = (places[target + 1] as number) + 1
  for (let node = 0; node < nodes; node++)
    places[node + 1] = (places[node + 1] as number) + (places[node] as number)
  const next = places.slice()
  const from = new Int32Array(targets.length)
  for (let node = 0; node < nodes; node++)
    for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
      const target = targets[half] as number
      from[next[target] as number] = node
      next[target] = (next[target] as number) + 1
    }
  return { offsets: places, targets: from }
}
