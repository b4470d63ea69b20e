/** How near each node is to all others: closeness and harmonic closeness, over the paths that lead to it. */
import { type Graph, goOn, simpleGraph, type StopCheck } from './graph.ts'
import { distanceHeap } from './heap.ts'
import { sampleOf } from './random.ts'

export interface ClosenessOptions {
  /** Lengths of the edges of `simpleGraph(graph).graph`, above zero. */
  readonly lengths?: Float64Array
  /** Distances from so many nodes only, drawn with the seed; the figures are then estimates. */
  readonly sources?: number
  readonly seed?: number
  readonly check?: StopCheck
}
export interface Closeness {
  /** (reached / (n − 1)) × (reached / sum of the distances), 0 for a node nobody reaches (Wasserman and Faust). */
  readonly classical: Float64Array
  /** Sum of 1 / distance; who cannot be reached adds nothing. */
  readonly harmonic: Float64Array
  /** Harmonic / (n − 1). */
  readonly harmonicShare: Float64Array
  readonly sources: number
}
/** Of all nodes, by the distances to them. Time: nodes × edges without `sources`. */
export function closenessOf(graph: Graph, options: ClosenessOptions = {}): Closeness {
  const { lengths, sources = graph.nodes, seed = 1, check = goOn } = options
  const { nodes } = graph
  const plain = simpleGraph(graph).graph
  const [sum, reached, harmonic] = [new Float64Array(nodes), new Float64Array(nodes), new Float64Array(nodes)]
  const from = sampleOf(nodes, sources, seed)
  const walk = lengths === undefined ? stepsWalk(plain) : distanceWalk(plain, lengths)
  const others = new Float64Array(nodes).fill(from.length)
  for (const source of from) {
    check()
    others[source] = (others[source] as number) - 1
    walk(source, (node, distance) => {
      sum[node] = (sum[node] as number) + distance
      reached[node] = (reached[node] as number) + 1
      harmonic[node] = (harmonic[node] as number) + 1 / distance
    })
  }
  const scaled = (value: Float64Array): Float64Array =>
    from.length === nodes
      ? value
      : value.map((each, node) => (each * (nodes - 1)) / Math.max(1, others[node] as number))
  const whole = scaled(harmonic)
  return {
    classical: sum.map((total, node) => {
      const count = reached[node] as number
      return total === 0 ? 0 : (count / (others[node] as number)) * (count / total)
    }),
    harmonic: whole,
    harmonicShare: whole.map((value) => (nodes < 2 ? 0 : value / (nodes - 1))),
    sources: from.length,
  }
}
type Walk = (source: number, at: (node: number, distance: number) => void) => void
/** All that can be reached from a node, by steps. */
function stepsWalk({ nodes, out: { offsets, targets } }: Graph): Walk {
  const distance = new Int32Array(nodes).fill(-1)
  const order = new Int32Array(nodes)
  return (source, at) => {
    distance[source] = 0
    order[0] = source
    let reached = 1
    for (let place = 0; place < reached; place++) {
      const node = order[place] as number
      const far = distance[node] as number
      if (place > 0) at(node, far)
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        if (distance[other] !== -1) continue
        distance[other] = far + 1
        order[reached++] = other
      }
    }
    for (let place = 0; place < reached; place++) distance[order[place] as number] = -1
  }
}
function distanceWalk({ nodes, out: { offsets, targets, edges } }: Graph, lengths: Float64Array): Walk {
  const distance = new Float64Array(nodes).fill(-1)
  const heap = distanceHeap(nodes)
  return (source, at) => {
    const reached: number[] = []
    distance[source] = 0
    heap.put(source, 0)
    for (let node = heap.take(); node !== -1; node = heap.take()) {
      reached.push(node)
      const far = distance[node] as number
      if (node !== source) at(node, far)
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        const next = far + (lengths[edges[half] as number] as number)
        const known = distance[other] as number
        if (known !== -1 && known <= next) continue
        distance[other] = next
        heap.put(other, next)
      }
    }
    for (const node of reached) distance[node] = -1
  }
}
