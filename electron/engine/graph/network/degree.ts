/** How many others, how many edges and how much weight each node has. */
import { type Graph, simpleGraph, undirectedSimple } from './graph.ts'

export interface Degrees {
  /** Edges that come in, go out, and both; an edge from a node to itself counts once each way, twice in all. */
  readonly into: Float64Array
  readonly out: Float64Array
  readonly all: Float64Array
  /** The same by weight. */
  readonly weightIn: Float64Array
  readonly weightOut: Float64Array
  readonly weightAll: Float64Array
}
/** Without directions `into`, `out` and `all` are the same. */
export function degreesOf(graph: Graph): Degrees {
  const empty = (): Float64Array => new Float64Array(graph.nodes)
  const [into, out, weightIn, weightOut] = [empty(), empty(), empty(), empty()]
  for (let edge = 0; edge < graph.edges; edge++) {
    const [one, other, weight] = [graph.from[edge], graph.to[edge], graph.weight[edge]] as [
      number,
      number,
      number,
    ]
    out[one] = (out[one] as number) + 1
    weightOut[one] = (weightOut[one] as number) + weight
    into[other] = (into[other] as number) + 1
    weightIn[other] = (weightIn[other] as number) + weight
  }
  const sum = (left: Float64Array, right: Float64Array): Float64Array =>
    left.map((value, node) => value + (right[node] as number))
  const [all, weightAll] = [sum(into, out), sum(weightIn, weightOut)]
  return graph.directed
    ? { into, out, all, weightIn, weightOut, weightAll }
    : { into: all, out: all, all, weightIn: weightAll, weightOut: weightAll, weightAll }
}
/** How many different others each node has something with: coming in, going out, either way. */
export function counterpartsOf(graph: Graph): Pick<Degrees, 'into' | 'out' | 'all'> {
  const { into, out } = degreesOf(simpleGraph(graph).graph)
  return { into, out, all: degreesOf(undirectedSimple(graph)).all }
}
