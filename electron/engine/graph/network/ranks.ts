/** Places by value, equal ones sharing theirs; and how far a place holds when some links are missing or too many. */
import { type Graph, goOn, graphOf, type StopCheck } from './graph.ts'
import { seeded, shuffled } from './random.ts'

export interface Ranks {
  /** Nodes, the greatest value first, equal ones by number. */
  readonly order: Int32Array
  /** By node: 1 for the greatest; equal ones have the same, and the next is as many further on. */
  readonly rank: Int32Array
  /** By node: how many have the same value, itself included. */
  readonly tied: Int32Array
}
/** Values that differ by less than this share of the greater one differ by rounding only. */
export const sameWithin = 1e-9

/** Ranks of all. */
export function ranksOf(values: ArrayLike<number>): Ranks {
  const order = Int32Array.from({ length: values.length }, (_, node) => node)
  const value = (node: number): number => values[node] as number
  order.sort((one, other) => value(other) - value(one) || one - other)
  const rank = new Int32Array(values.length)
  const tied = new Int32Array(values.length)
  for (let at = 0; at < order.length;) {
    const first = value(order[at] as number)
    let end = at + 1
    while (
      end < order.length &&
      Math.abs(first - value(order[end] as number)) <= sameWithin * Math.abs(first)
    )
      end++
    // Equal ones stand in the order of their numbers, whatever the rounding.
    const group = order.slice(at, end).sort()
    for (const [place, node] of group.entries()) {
      order[at + place] = node
      rank[node] = at + 1
      tied[node] = end - at
    }
    at = end
  }
  return { order, rank, tied }
}

export interface StabilityOptions {
  /** The share of the links that goes or comes (0.1). */
  readonly share?: number
  readonly runs?: number
  readonly seed?: number
  readonly check?: StopCheck
}
export interface Stability {
  readonly runs: number
  /** Best and worst place of each node over the runs. */
  readonly best: Int32Array
  readonly worst: Int32Array
  /** In how many runs the node was the first, alone or with others. */
  readonly first: Int32Array
}
/** The places when a share of the links, drawn with the seed, is missing; or when so many more run between two drawn by chance. */
export function stabilityOf(
  graph: Graph,
  change: 'missing' | 'added',
  measure: (changed: Graph) => ArrayLike<number>,
  options: StabilityOptions = {},
): Stability {
  const { share = 0.1, runs = 20, seed = 1, check = goOn } = options
  const best = new Int32Array(graph.nodes).fill(graph.nodes + 1)
  const worst = new Int32Array(graph.nodes)
  const first = new Int32Array(graph.nodes)
  const many = Math.max(1, Math.round(graph.edges * share))
  for (let run = 0; run < runs; run++) {
    check()
    const random = seeded(seed * 7_919 + run)
    const { rank } = ranksOf(
      measure(change === 'missing' ? without(graph, many, random) : withMore(graph, many, random)),
    )
    for (let node = 0; node < graph.nodes; node++) {
      const place = rank[node] as number
      best[node] = Math.min(best[node] as number, place)
      worst[node] = Math.max(worst[node] as number, place)
      if (place === 1) first[node] = (first[node] as number) + 1
    }
  }
  return { runs, best, worst, first }
}
function without(graph: Graph, many: number, random: () => number): Graph {
  const kept = shuffled(graph.edges, random).slice(many).sort()
  return graphOf({
    nodes: graph.nodes,
    directed: graph.directed,
    from: kept.map((edge) => graph.from[edge] as number),
    to: kept.map((edge) => graph.to[edge] as number),
    weight: Float64Array.from(kept, (edge) => graph.weight[edge] as number),
  })
}
function withMore(graph: Graph, many: number, random: () => number): Graph {
  const count = graph.nodes < 2 ? 0 : many
  const [from, to] = [new Int32Array(graph.edges + count), new Int32Array(graph.edges + count)]
  const weight = new Float64Array(graph.edges + count)
  from.set(graph.from)
  to.set(graph.to)
  weight.set(graph.weight)
  for (let more = 0; more < count; more++) {
    const one = Math.floor(random() * graph.nodes)
    const other = Math.floor(random() * (graph.nodes - 1))
    from[graph.edges + more] = one
    to[graph.edges + more] = other >= one ? other + 1 : other
    // As heavy as one that is there.
    weight[graph.edges + more] = graph.weight[Math.floor(random() * graph.edges)] ?? 1
  }
  return graphOf({ nodes: graph.nodes, directed: graph.directed, from, to, weight })
}
