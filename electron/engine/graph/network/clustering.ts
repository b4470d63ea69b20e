/** How far those whom a node deals with deal with each other. */
import { type Graph, goOn, simpleGraph, type StopCheck, undirectedSimple } from './graph.ts'

export interface Clustering {
  /** By node: triangles there are of those that could be; 0 with fewer than two others. */
  readonly local: Float64Array
  /** By node, without directions. */
  readonly triangles: Float64Array
  /** Mean of the local ones over all nodes, those that could have no triangle included as 0. */
  readonly average: number
  /** Three times the triangles / the paths of two edges, without directions. */
  readonly transitivity: number
}
/** With directions the local one counts triangles in every direction (Fagiolo 2007). */
export function clusteringOf(graph: Graph, check: StopCheck = goOn): Clustering {
  const plain = undirectedSimple(graph)
  const triangles = trianglesOf(plain, check)
  const { offsets } = plain.out
  let [closed, paths] = [0, 0]
  const undirected = triangles.map((count, node) => {
    const degree = (offsets[node + 1] as number) - (offsets[node] as number)
    const pairs = (degree * (degree - 1)) / 2
    closed += count
    paths += pairs
    return pairs === 0 ? 0 : count / pairs
  })
  const local = graph.directed ? directedLocal(simpleGraph(graph).graph, check) : undirected
  return {
    local,
    triangles,
    average: graph.nodes === 0 ? 0 : local.reduce((sum, value) => sum + value, 0) / graph.nodes,
    transitivity: paths === 0 ? 0 : closed / paths,
  }
}
/** Each triangle is found once, from its lowest corner by degree, looking only at neighbours above: nobody has many of those, so hubs cost little. */
function trianglesOf({ nodes, out: { offsets, targets } }: Graph, check: StopCheck): Float64Array {
  const degree = (node: number): number => (offsets[node + 1] as number) - (offsets[node] as number)
  const first = new Int32Array(nodes + 1)
  const above = new Int32Array(targets.length / 2)
  let size = 0
  for (let node = 0; node < nodes; node++) {
    first[node] = size
    for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
      const other = targets[half] as number
      if (degree(other) > degree(node) || (degree(other) === degree(node) && other > node))
        above[size++] = other
    }
  }
  first[nodes] = size
  const triangles = new Float64Array(nodes)
  const marked = new Int32Array(nodes).fill(-1)
  for (let node = 0; node < nodes; node++) {
    if ((node & 1023) === 0) check()
    const end = first[node + 1] as number
    for (let at = first[node] as number; at < end; at++) marked[above[at] as number] = node
    for (let at = first[node] as number; at < end; at++) {
      const other = above[at] as number
      for (let next = first[other] as number; next < (first[other + 1] as number); next++) {
        const third = above[next] as number
        if (marked[third] === node)
          for (const corner of [node, other, third]) triangles[corner] = (triangles[corner] as number) + 1
      }
    }
  }
  return triangles
}
function directedLocal(graph: Graph, check: StopCheck): Float64Array {
  const { nodes, out, into } = graph
  const local = new Float64Array(nodes)
  // How many edges run between the node that is looked at and each other one: 1 or 2.
  const ties = new Uint8Array(nodes)
  for (let node = 0; node < nodes; node++) {
    if ((node & 1023) === 0) check()
    let [all, both] = [0, 0]
    const each = (visit: (other: number) => void): void => {
      for (const { offsets, targets } of [out, into])
        for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++)
          visit(targets[half] as number)
    }
    each((other) => {
      all++
      if (ties[other] === 1) both++
      ties[other] = (ties[other] as number) + 1
    })
    let closed = 0
    each((other) => {
      for (const { offsets, targets } of [out, into])
        for (let half = offsets[other] as number; half < (offsets[other + 1] as number); half++)
          closed += ties[targets[half] as number] as number
    })
    each((other) => {
      ties[other] = 0
    })
    const possible = 2 * (all * (all - 1) - 2 * both)
    local[node] = closed === 0 || possible === 0 ? 0 : closed / possible
  }
  return local
}
