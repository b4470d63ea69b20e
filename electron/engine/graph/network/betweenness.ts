/**
 * Betweenness by Brandes: of all shortest paths between two others, the share that leads over a node or an edge, summed over all pairs. Edges between the same two
 * nodes are one path, not several, and an edge from a node to itself is none.
 */
import { type Graph, goOn, simpleGraph, type StopCheck } from './graph.ts'
import { sampleOf } from './random.ts'
import { distanceHeap, type DistanceHeap } from './heap.ts'

export interface BetweennessOptions {
  /** Lengths of the edges of `simpleGraph(graph).graph`, above zero; each edge is one step where left out. */
  readonly lengths?: Float64Array
  /** Only paths from so many nodes, drawn with the seed, and the sums scaled up. */
  readonly sources?: number
  readonly seed?: number
  readonly check?: StopCheck
}
export interface Betweenness {
  /** Each pair counted once without directions, each ordered pair with them. */
  readonly nodes: Float64Array
  /** By edge of `simpleGraph(graph).graph`. */
  readonly edges: Float64Array
  /** How many nodes the paths were counted from. */
  readonly sources: number
}
/** What a value is divided by so that it lies between 0 and 1: the pairs a node can lie between. */
export function betweennessPairs(graph: Pick<Graph, 'nodes' | 'directed'>): number {
  return ((graph.nodes - 1) * (graph.nodes - 2)) / (graph.directed ? 1 : 2)
}
/** Of all nodes and edges. Time: nodes × edges without `sources`. */
export function betweennessOf(graph: Graph, options: BetweennessOptions = {}): Betweenness {
  const { lengths, sources = graph.nodes, seed = 1, check = goOn } = options
  const work = new Search(simpleGraph(graph).graph, lengths ?? null)
  const from = sampleOf(graph.nodes, sources, seed)
  for (const source of from) {
    check()
    if (lengths === undefined) work.steps(source)
    else work.distances(source, lengths)
    work.gather(source)
  }
  const scale = ((graph.directed ? 1 : 0.5) * graph.nodes) / Math.max(1, from.length)
  return {
    nodes: work.nodes.map((value) => value * scale),
    edges: work.edges.map((value) => value * scale),
    sources: from.length,
  }
}

/** Lengths that differ by no more than rounding are one. */
const rounding = 1e-10

class Search {
  readonly nodes: Float64Array
  readonly edges: Float64Array
  private readonly graph: Graph
  private readonly lengths: Float64Array | null
  /** -1 where not reached. */
  private readonly distance: Float64Array
  /** How many shortest paths lead here. */
  private readonly paths: Float64Array
  private readonly share: Float64Array
  /** The nodes that were reached, the nearest first. */
  private readonly order: Int32Array
  private readonly heap: DistanceHeap
  private reached = 0

  constructor(graph: Graph, lengths: Float64Array | null) {
    this.graph = graph
    this.lengths = lengths
    this.nodes = new Float64Array(graph.nodes)
    this.edges = new Float64Array(graph.edges)
    this.distance = new Float64Array(graph.nodes).fill(-1)
    this.paths = new Float64Array(graph.nodes)
    this.share = new Float64Array(graph.nodes)
    this.order = new Int32Array(graph.nodes)
    this.heap = distanceHeap(lengths === null ? 0 : graph.nodes)
  }
  steps(source: number): void {
    const { distance, paths, order } = this
    const { offsets, targets } = this.graph.out
    distance[source] = 0
    paths[source] = 1
    order[0] = source
    let reached = 1
    for (let at = 0; at < reached; at++) {
      const node = order[at] as number
      const next = (distance[node] as number) + 1
      const count = paths[node] as number
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        const known = distance[other] as number
        if (known === -1) {
          distance[other] = next
          paths[other] = count
          order[reached++] = other
        } else if (known === next) paths[other] = (paths[other] as number) + count
      }
    }
    this.reached = reached
  }
  distances(source: number, lengths: Float64Array): void {
    const { distance, paths, order, heap } = this
    const { offsets, targets, edges } = this.graph.out
    distance[source] = 0
    paths[source] = 1
    heap.put(source, 0)
    let reached = 0
    for (let node = heap.take(); node !== -1; node = heap.take()) {
      order[reached++] = node
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        const next = (distance[node] as number) + (lengths[edges[half] as number] as number)
        const known = distance[other] as number
        if (known === -1 || next < known - rounding * next) {
          distance[other] = next
          paths[other] = paths[node] as number
          heap.put(other, next)
        } else if (next <= known + rounding * next)
          paths[other] = (paths[other] as number) + (paths[node] as number)
      }
    }
    this.reached = reached
  }
  /** From the farthest back: what each node passes on to those before it. */
  gather(source: number): void {
    const { distance, paths, order, share, lengths } = this
    const { offsets, targets, edges } = this.graph.into
    for (let at = this.reached - 1; at >= 0; at--) {
      const node = order[at] as number
      const far = distance[node] as number
      const each = (1 + (share[node] as number)) / (paths[node] as number)
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const before = targets[half] as number
        const near = distance[before] as number
        if (near === -1) continue
        const edge = edges[half] as number
        if (lengths === null) {
          if (near !== far - 1) continue
        } else if (near >= far || Math.abs(near + (lengths[edge] as number) - far) > rounding * far) continue
        const part = (paths[before] as number) * each
        share[before] = (share[before] as number) + part
        this.edges[edge] = (this.edges[edge] as number) + part
      }
      if (node !== source) this.nodes[node] = (this.nodes[node] as number) + (share[node] as number)
    }
    for (let at = 0; at < this.reached; at++) {
      const node = order[at] as number
      distance[node] = -1
      share[node] = 0
    }
    this.reached = 0
  }
}
