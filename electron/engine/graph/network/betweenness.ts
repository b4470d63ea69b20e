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
  /** false: edges are not asked for, and their list is empty. */
  readonly edges?: boolean
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
  const { lengths, sources = graph.nodes, seed = 1, edges = true, check = goOn } = options
  const plain = simpleGraph(graph).graph
  const work = lengths === undefined ? new StepSearch(plain, edges) : new LengthSearch(plain, lengths)
  const from = sampleOf(graph.nodes, sources, seed)
  for (const source of from) {
    check()
    work.from(source)
  }
  const scale = ((graph.directed ? 1 : 0.5) * graph.nodes) / Math.max(1, from.length)
  return {
    nodes: work.nodes.map((value) => value * scale),
    edges: edges ? work.edgeSums().map((value) => value * scale) : new Float64Array(0),
    sources: from.length,
  }
}

interface Search {
  readonly nodes: Float64Array
  /** Adds the shares of all shortest paths from a node. */
  from(source: number): void
  edgeSums(): Float64Array
}
/**
 * Each edge one step. Nodes are known by the rank at which they are reached: those of the next step are the ranks from the end of this one on, so that one number tells both whether a node is
 * known and how far it is, and what is looked up at random is small. The half edges that lead a step on are written down while they are found, and gone over backwards without looking at others.
 */
class StepSearch implements Search {
  readonly nodes: Float64Array
  private readonly graph: Graph
  /** By node, -1 where not reached. */
  private readonly rank: Int32Array
  /** By rank. */
  private readonly order: Int32Array
  private readonly paths: Float64Array
  /** By rank what each path to it passes back. */
  private readonly each: Float64Array
  private readonly starts: Int32Array
  /** The ranks that half edges lead on to, those of each node together. */
  private readonly onward: Int32Array
  private readonly halves: Int32Array | null
  private readonly byHalf: Float64Array | null

  constructor(graph: Graph, edges: boolean) {
    const { nodes, out } = graph
    const halves = out.targets.length
    this.graph = graph
    this.nodes = new Float64Array(nodes)
    this.rank = new Int32Array(nodes).fill(-1)
    this.order = new Int32Array(nodes)
    this.paths = new Float64Array(nodes)
    this.each = new Float64Array(nodes)
    this.starts = new Int32Array(nodes + 1)
    this.onward = new Int32Array(halves)
    this.halves = edges ? new Int32Array(halves) : null
    this.byHalf = edges ? new Float64Array(halves) : null
  }
  from(source: number): void {
    const reached = this.reach(source)
    this.passBack(reached)
    const { rank, order } = this
    for (let at = 0; at < reached; at++) rank[order[at] as number] = -1
  }
  private reach(source: number): number {
    const { rank, order, paths, starts, onward, halves } = this
    const { offsets, targets } = this.graph.out
    rank[source] = 0
    order[0] = source
    paths[0] = 1
    let [reached, stepEnd, written] = [1, 1, 0]
    for (let at = 0; at < reached; at++) {
      if (at === stepEnd) stepEnd = reached
      const node = order[at] as number
      const count = paths[at] as number
      const end = offsets[node + 1] as number
      starts[at] = written
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        let place = rank[other] as number
        if (place === -1) {
          place = reached++
          rank[other] = place
          order[place] = other
          paths[place] = count
        } else if (place >= stepEnd) paths[place] = (paths[place] as number) + count
        else continue
        onward[written] = place
        if (halves !== null) halves[written] = half
        written++
      }
    }
    starts[reached] = written
    return reached
  }
  /** From the farthest back: what each node passes on to those before it. */
  private passBack(reached: number): void {
    const { order, paths, each, starts, onward, halves, byHalf, nodes } = this
    for (let at = reached - 1; at >= 0; at--) {
      const count = paths[at] as number
      const end = starts[at + 1] as number
      let sum = 0
      for (let place = starts[at] as number; place < end; place++)
        sum += each[onward[place] as number] as number
      if (halves !== null && byHalf !== null)
        for (let place = starts[at] as number; place < end; place++) {
          const half = halves[place] as number
          byHalf[half] = (byHalf[half] as number) + count * (each[onward[place] as number] as number)
        }
      const share = count * sum
      each[at] = (1 + share) / count
      if (at > 0) {
        const node = order[at] as number
        nodes[node] = (nodes[node] as number) + share
      }
    }
  }
  edgeSums(): Float64Array {
    const sums = new Float64Array(this.graph.edges)
    const { edges } = this.graph.out
    const { byHalf } = this
    if (byHalf !== null)
      for (let half = 0; half < byHalf.length; half++) {
        const edge = edges[half] as number
        sums[edge] = (sums[edge] as number) + (byHalf[half] as number)
      }
    return sums
  }
}

/** Lengths that differ by no more than rounding are one. */
const rounding = 1e-10

/** Edges of different lengths, the nearest first. */
class LengthSearch implements Search {
  readonly nodes: Float64Array
  private readonly edges: Float64Array
  private readonly graph: Graph
  private readonly lengths: Float64Array
  /** -1 where not reached. */
  private readonly distance: Float64Array
  /** How many shortest paths lead here. */
  private readonly paths: Float64Array
  private readonly share: Float64Array
  /** The nodes that were reached, the nearest first. */
  private readonly order: Int32Array
  private readonly heap: DistanceHeap
  private reached = 0

  constructor(graph: Graph, lengths: Float64Array) {
    this.graph = graph
    this.lengths = lengths
    this.nodes = new Float64Array(graph.nodes)
    this.edges = new Float64Array(graph.edges)
    this.distance = new Float64Array(graph.nodes).fill(-1)
    this.paths = new Float64Array(graph.nodes)
    this.share = new Float64Array(graph.nodes)
    this.order = new Int32Array(graph.nodes)
    this.heap = distanceHeap(graph.nodes)
  }
  from(source: number): void {
    this.distances(source)
    this.gather(source)
  }
  edgeSums(): Float64Array {
    return this.edges
  }
  private distances(source: number): void {
    const { distance, paths, order, heap, lengths } = this
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
  private gather(source: number): void {
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
        if (near >= far || Math.abs(near + (lengths[edge] as number) - far) > rounding * far) continue
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
