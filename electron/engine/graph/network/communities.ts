/** Groups with more among themselves than chance would let expect (Louvain), and how much more that is (modularity). Without directions for the grouping. */
import { communitiesOfPairs } from '../../../../shared/model/chart/communities.ts'
import { type Graph, goOn, type StopCheck, undirectedSimple } from './graph.ts'
import { seeded, shuffled } from './random.ts'

export interface CommunityOptions {
  /** Weights count as they are; each edge one where false. */
  readonly weighted?: boolean
  /** Nodes are gone through in so many orders drawn with the seed, and in their own; the best is taken. */
  readonly orders?: number
  readonly seed?: number
  readonly check?: StopCheck
}
export interface Communities {
  readonly count: number
  /** By node its community, numbered from the largest; equal ones by their lowest node. */
  readonly of: Int32Array
  readonly sizes: Int32Array
  readonly modularity: number
  /** The modularity of each order that was tried. */
  readonly tried: readonly number[]
}
/** An edge from a node to itself keeps it where it is; it counts in the modularity only. */
export function communitiesIn(graph: Graph, options: CommunityOptions = {}): Communities {
  const { weighted = true, orders = 0, seed = 1, check = goOn } = options
  const plain = undirectedSimple(graph)
  const ones = weighted ? plain.weight : new Float64Array(plain.edges).fill(1)
  const own = new Float64Array(graph.nodes)
  const random = seeded(seed)
  const tried: number[] = []
  let best: Int32Array | null = null
  for (let run = 0; run <= orders; run++) {
    check()
    const order = run === 0 ? undefined : shuffled(graph.nodes, random)
    const found = communitiesOfPairs({ low: plain.from, high: plain.to, weight: ones }, own.slice(), order)
    const value = modularityOf(plain, found, ones)
    if (best === null || value > Math.max(...tried) + 1e-12) best = found
    tried.push(value)
  }
  return { ...bySize(best ?? new Int32Array(graph.nodes)), modularity: Math.max(...tried), tried }
}
/** Numbers communities from the largest down. */
function bySize(community: Int32Array): Pick<Communities, 'count' | 'of' | 'sizes'> {
  const members = new Map<number, number>()
  for (const at of community) members.set(at, (members.get(at) ?? 0) + 1)
  // In the order of their lowest nodes before they are sorted, which keeps it for equal ones.
  const sorted = [...members].sort(([, one], [, other]) => other - one)
  const numberOf = new Map(sorted.map(([at], number) => [at, number]))
  return {
    count: sorted.length,
    of: community.map((at) => numberOf.get(at) ?? 0),
    sizes: Int32Array.from(sorted, ([, size]) => size),
  }
}
/**
 * Share of the weight that lies within communities, less what would lie there by chance: Σ over communities of (within / m − (ends / 2m)²), with directions
 * (within / m − out ends × in ends / m²). 0 without edges.
 */
export function modularityOf(graph: Graph, community: ArrayLike<number>, weights?: Float64Array): number {
  const counts = new Map<number, { within: number; out: number; into: number }>()
  let whole = 0
  for (let edge = 0; edge < graph.edges; edge++) {
    const weight = weights === undefined ? (graph.weight[edge] as number) : (weights[edge] as number)
    const from = community[graph.from[edge] as number] as number
    const to = community[graph.to[edge] as number] as number
    whole += weight
    for (const at of [from, to]) if (!counts.has(at)) counts.set(at, { within: 0, out: 0, into: 0 })
    const [one, other] = [counts.get(from), counts.get(to)]
    if (one === undefined || other === undefined) continue
    one.out += weight
    other.into += weight
    if (from === to) one.within += weight
  }
  if (whole === 0) return 0
  let sum = 0
  for (const { within, out, into } of counts.values())
    sum +=
      within / whole - (graph.directed ? (out * into) / (whole * whole) : ((out + into) / (2 * whole)) ** 2)
  return sum
}
