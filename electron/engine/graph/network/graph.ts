/**
 * A graph as typed arrays (compressed sparse rows, both directions): all that measures and paths know of a case. Nodes and edges are numbers from 0 on; whoever
 * makes the graph knows what they stand for.
 */

/** The half edges of node n are the places `offsets[n]` to `offsets[n + 1]`. */
export interface Adjacency {
  readonly offsets: Int32Array
  readonly targets: Int32Array
  readonly edges: Int32Array
}
export interface Graph {
  readonly nodes: number
  readonly edges: number
  readonly directed: boolean
  /** No two edges run between the same two nodes the same way, and none from a node to itself. */
  readonly simple: boolean
  readonly from: Int32Array
  readonly to: Int32Array
  readonly weight: Float64Array
  /** Without directions an edge stands under both its ends, an edge from a node to itself once. */
  readonly out: Adjacency
  /** The edges that come in; the same as `out` without directions. */
  readonly into: Adjacency
}
export interface EdgeList {
  readonly nodes: number
  readonly directed: boolean
  readonly from: Int32Array
  readonly to: Int32Array
  /** One each where left out. */
  readonly weight?: Float64Array
}
/** Asked now and then by what takes long; throws when the answer is not needed any more. */
export type StopCheck = () => void
/** For those who never stop. */
export const goOn: StopCheck = () => undefined

/** A graph of a list of edges, which may hold an edge twice and edges from a node to itself. */
export function graphOf({ nodes, directed, from, to, weight }: EdgeList): Graph {
  return make(nodes, directed, from, to, weight ?? new Float64Array(from.length).fill(1), false)
}
function make(
  nodes: number,
  directed: boolean,
  from: Int32Array,
  to: Int32Array,
  weight: Float64Array,
  simple: boolean,
): Graph {
  const out = directed ? adjacency(nodes, from, to) : bothWays(nodes, from, to)
  const into = directed ? adjacency(nodes, to, from) : out
  return { nodes, edges: from.length, directed, simple, from, to, weight, out, into }
}
function adjacency(nodes: number, from: Int32Array, to: Int32Array): Adjacency {
  const offsets = offsetsOf(nodes, [from])
  const next = offsets.slice(0, nodes)
  const targets = new Int32Array(from.length)
  const edges = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    const node = from[edge] as number
    const place = next[node] as number
    targets[place] = to[edge] as number
    edges[place] = edge
    next[node] = place + 1
  }
  return { offsets, targets, edges }
}
function bothWays(nodes: number, from: Int32Array, to: Int32Array): Adjacency {
  const offsets = new Int32Array(nodes + 1)
  for (let edge = 0; edge < from.length; edge++) {
    const one = from[edge] as number
    const other = to[edge] as number
    offsets[one + 1] = (offsets[one + 1] as number) + 1
    if (one !== other) offsets[other + 1] = (offsets[other + 1] as number) + 1
  }
  for (let node = 0; node < nodes; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number)
  const next = offsets.slice(0, nodes)
  const targets = new Int32Array(offsets[nodes] as number)
  const edges = new Int32Array(offsets[nodes] as number)
  const put = (node: number, target: number, edge: number): void => {
    const place = next[node] as number
    targets[place] = target
    edges[place] = edge
    next[node] = place + 1
  }
  for (let edge = 0; edge < from.length; edge++) {
    const one = from[edge] as number
    const other = to[edge] as number
    put(one, other, edge)
    if (one !== other) put(other, one, edge)
  }
  return { offsets, targets, edges }
}
/** Where the places of each number begin, by how often it stands in the lists. */
export function offsetsOf(count: number, lists: readonly Int32Array[]): Int32Array {
  const offsets = new Int32Array(count + 1)
  for (const list of lists)
    for (let place = 0; place < list.length; place++) {
      const after = (list[place] as number) + 1
      offsets[after] = (offsets[after] as number) + 1
    }
  for (let node = 0; node < count; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number)
  return offsets
}
/** The numbers of a list's places, those with lower keys first, equal ones in their order. */
export function placesByKey(count: number, keys: Int32Array, places: Int32Array): Int32Array {
  const next = offsetsOf(count, [keys])
  const sorted = new Int32Array(places.length)
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    const key = keys[place] as number
    const to = next[key] as number
    sorted[to] = place
    next[key] = to + 1
  }
  return sorted
}

export interface SimpleGraph {
  readonly graph: Graph
  /** By edge of the graph it was made of: its edge here, -1 for an edge from a node to itself. */
  readonly edgeOf: Int32Array
}
const madeSimple = new WeakMap<Graph, SimpleGraph>()
/** The same with one edge for all that run between two nodes the same way, weights added up, and without edges from a node to itself. */
export function simpleGraph(graph: Graph): SimpleGraph {
  const known = madeSimple.get(graph)
  if (known !== undefined) return known
  const made = graph.simple
    ? { graph, edgeOf: Int32Array.from({ length: graph.edges }, (_, edge) => edge) }
    : merged(graph, graph.directed)
  madeSimple.set(graph, made)
  return made
}
/** `simpleGraph` of a list of edges, for those who need nothing else of it. */
export function simpleGraphOf({ nodes, directed, from, to, weight }: EdgeList): SimpleGraph {
  return merged(
    {
      nodes,
      edges: from.length,
      directed,
      from,
      to,
      weight: weight ?? new Float64Array(from.length).fill(1),
    },
    directed,
  )
}
const madeUndirected = new WeakMap<Graph, Graph>()
/** The same without directions, with one edge for all between two nodes and none from a node to itself. */
export function undirectedSimple(graph: Graph): Graph {
  if (!graph.directed) return simpleGraph(graph).graph
  const known = madeUndirected.get(graph) ?? merged(graph, false).graph
  madeUndirected.set(graph, known)
  return known
}
function merged(
  graph: Pick<Graph, 'nodes' | 'edges' | 'directed' | 'from' | 'to' | 'weight'>,
  directed: boolean,
): SimpleGraph {
  const { nodes, edges } = graph
  let [from, to] = [graph.from, graph.to]
  if (!directed) {
    from = new Int32Array(edges)
    to = new Int32Array(edges)
    for (let edge = 0; edge < edges; edge++) {
      const one = graph.from[edge] as number
      const other = graph.to[edge] as number
      from[edge] = one < other ? one : other
      to[edge] = one < other ? other : one
    }
  }
  const all = new Int32Array(edges)
  for (let edge = 0; edge < edges; edge++) all[edge] = edge
  const order = placesByKey(nodes, from, placesByKey(nodes, to, all))
  const edgeOf = new Int32Array(edges).fill(-1)
  const [newFrom, newTo] = [new Int32Array(edges), new Int32Array(edges)]
  const weight = new Float64Array(edges)
  let count = 0
  for (let at = 0; at < edges; at++) {
    const edge = order[at] as number
    const one = from[edge] as number
    const other = to[edge] as number
    if (one === other) continue
    if (count === 0 || newFrom[count - 1] !== one || newTo[count - 1] !== other) {
      newFrom[count] = one
      newTo[count] = other
      count++
    }
    edgeOf[edge] = count - 1
    weight[count - 1] = (weight[count - 1] as number) + (graph.weight[edge] as number)
  }
  return {
    graph: make(
      nodes,
      directed,
      newFrom.slice(0, count),
      newTo.slice(0, count),
      weight.slice(0, count),
      true,
    ),
    edgeOf,
  }
}
/** The same nodes with some of the edges. */
export function withEdges(graph: Graph, keeps: (edge: number) => boolean): Graph {
  const kept: number[] = []
  for (let edge = 0; edge < graph.edges; edge++) if (keeps(edge)) kept.push(edge)
  const part = Int32Array.from(kept)
  return make(
    graph.nodes,
    graph.directed,
    part.map((edge) => graph.from[edge] as number),
    part.map((edge) => graph.to[edge] as number),
    Float64Array.from(part, (edge) => graph.weight[edge] as number),
    graph.simple,
  )
}
/** The same nodes without the edges of some of them. */
export function withoutNodes(graph: Graph, gone: Uint8Array): Graph {
  return withEdges(
    graph,
    (edge) => gone[graph.from[edge] as number] === 0 && gone[graph.to[edge] as number] === 0,
  )
}
