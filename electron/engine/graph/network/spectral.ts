/** Measures by which it counts whom one is linked to: eigenvector centrality, PageRank, HITS. All by repeated multiplication, with how far they came told. */
import { type Graph, goOn, type StopCheck } from './graph.ts'

export interface SpectralOptions {
  /** Weights of the edges; each edge one where left out. */
  readonly weights?: Float64Array
  readonly check?: StopCheck
}
export interface Converged {
  readonly converged: boolean
  readonly rounds: number
}
/** So many multiplications of an edge at most. */
const mostWork = 4e9
const mostRounds = 100_000

function roundsFor(graph: Graph): number {
  return Math.max(100, Math.min(mostRounds, Math.floor(mostWork / (graph.edges + graph.nodes + 1))))
}
/** The half edges of one side with their weights beside them: one list is gone through instead of another looked up for each. */
interface Weighed {
  readonly offsets: Int32Array
  readonly targets: Int32Array
  /** By half edge; null where each is one. */
  readonly weights: Float64Array | null
}
function weighed(graph: Graph, way: 'into' | 'out', { weights }: SpectralOptions): Weighed {
  const { offsets, targets, edges } = graph[way]
  if (weights === undefined || weights.every((weight) => weight === 1))
    return { offsets, targets, weights: null }
  const byHalf = new Float64Array(edges.length)
  for (let half = 0; half < edges.length; half++) byHalf[half] = weights[edges[half] as number] as number
  return { offsets, targets, weights: byHalf }
}
/** By node the sum of what those before it have (`into`) or those behind it (`out`). */
function spread({ offsets, targets, weights }: Weighed, values: Float64Array, sums: Float64Array): void {
  const nodes = sums.length
  if (weights === null) {
    for (let node = 0; node < nodes; node++) {
      const end = offsets[node + 1] as number
      let sum = 0
      for (let half = offsets[node] as number; half < end; half++)
        sum += values[targets[half] as number] as number
      sums[node] = sum
    }
    return
  }
  for (let node = 0; node < nodes; node++) {
    const end = offsets[node + 1] as number
    let sum = 0
    for (let half = offsets[node] as number; half < end; half++)
      sum += (weights[half] as number) * (values[targets[half] as number] as number)
    sums[node] = sum
  }
}
function scaleTo(values: Float64Array, size: number): void {
  if (size === 0) return
  for (let node = 0; node < values.length; node++) values[node] = (values[node] as number) / size
}
const length = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0)
function apart(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let node = 0; node < one.length; node++)
    sum += Math.abs((one[node] as number) - (other[node] as number))
  return sum
}

export interface Eigenvector extends Converged {
  /** Length one in all (sum of the squares is 1), nothing negative. */
  readonly values: Float64Array
  /** The eigenvalue it belongs to. */
  readonly eigenvalue: number
}
/**
 * Each node has what those that lead to it have, summed and divided by the greatest eigenvalue. Half of what it had stays at each step, from equal values on, so that it settles on
 * graphs of two sides too; where several components are equally strong the start decides between them.
 */
export function eigenvectorOf(graph: Graph, options: SpectralOptions = {}): Eigenvector {
  const { check = goOn } = options
  const into = weighed(graph, 'into', options)
  const most = roundsFor(graph)
  let values = new Float64Array(graph.nodes).fill(graph.nodes === 0 ? 0 : 1 / Math.sqrt(graph.nodes))
  let eigenvalue = 0
  for (let round = 1; round <= most; round++) {
    check()
    const next = new Float64Array(graph.nodes)
    spread(into, values, next)
    eigenvalue = length(next)
    for (let node = 0; node < graph.nodes; node++)
      next[node] = (next[node] as number) + (eigenvalue / 2) * (values[node] as number)
    const size = length(next)
    // Nothing leads anywhere: nobody is more than another.
    if (size === 0) return { values, eigenvalue: 0, converged: true, rounds: round }
    scaleTo(next, size)
    const moved = apart(next, values)
    values = next
    if (moved < 1e-13 * Math.max(1, Math.sqrt(graph.nodes)))
      return { values, eigenvalue, converged: true, rounds: round }
  }
  return { values, eigenvalue, converged: false, rounds: most }
}

export interface PageRankOptions extends SpectralOptions {
  /** How often somebody goes on along an edge instead of anywhere (0.85). */
  readonly damping?: number
}
export interface PageRank extends Converged {
  /** Their sum is 1. */
  readonly values: Float64Array
}
/** Where somebody is found who goes on along edges by their weight, and now and then starts anywhere; from a node nothing leads away from, too. */
export function pageRankOf(graph: Graph, options: PageRankOptions = {}): PageRank {
  const { damping = 0.85, check = goOn } = options
  const { nodes } = graph
  const into = weighed(graph, 'into', options)
  const leaving = new Float64Array(nodes)
  spread(weighed(graph, 'out', options), new Float64Array(nodes).fill(1), leaving)
  let values = new Float64Array(nodes).fill(1 / Math.max(1, nodes))
  const each = new Float64Array(nodes)
  const most = Math.min(1_000, roundsFor(graph))
  for (let round = 1; round <= most; round++) {
    check()
    let stuck = 0
    for (let node = 0; node < nodes; node++) {
      const away = leaving[node] as number
      if (away === 0) stuck += values[node] as number
      each[node] = away === 0 ? 0 : (values[node] as number) / away
    }
    const next = new Float64Array(nodes)
    spread(into, each, next)
    const everywhere = (damping * stuck + 1 - damping) / nodes
    for (let node = 0; node < nodes; node++) next[node] = damping * (next[node] as number) + everywhere
    const moved = apart(next, values)
    values = next
    if (moved < 1e-12) return { values, converged: true, rounds: round }
  }
  return { values, converged: false, rounds: most }
}

export interface Hits extends Converged {
  /** Who points to good authorities; and who good hubs point to. Each sums to 1. */
  readonly hubs: Float64Array
  readonly authorities: Float64Array
}
/** Hubs and authorities, each made of the other until they stand still. */
export function hitsOf(graph: Graph, options: SpectralOptions = {}): Hits {
  const { check = goOn } = options
  const [into, out] = [weighed(graph, 'into', options), weighed(graph, 'out', options)]
  const most = roundsFor(graph)
  let hubs = new Float64Array(graph.nodes).fill(1 / Math.max(1, graph.nodes))
  let authorities = new Float64Array(graph.nodes)
  for (let round = 1; round <= most; round++) {
    check()
    const good = new Float64Array(graph.nodes)
    spread(into, hubs, good)
    const next = new Float64Array(graph.nodes)
    spread(out, good, next)
    scaleTo(good, total(good))
    scaleTo(next, total(next))
    const moved = apart(next, hubs) + apart(good, authorities)
    hubs = next
    authorities = good
    if (moved < 1e-13) return { hubs, authorities, converged: true, rounds: round }
  }
  return { hubs, authorities, converged: false, rounds: most }
}
