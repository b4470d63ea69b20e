/** k-cores: what remains of the graph when everybody with fewer than k edges to those that remain is taken away, again and again. */
import { type Graph, simpleGraph } from './graph.ts'

/**
 * The greatest k for which each node is still there (Batagelj and Zaversnik). Of a graph with directions both count, so two who deal both ways have two edges. An
 * edge from a node to itself counts nothing.
 */
export function coresOf(graph: Graph): Int32Array {
  const plain = simpleGraph(graph).graph
  const { nodes } = plain
  const sides = plain.directed ? [plain.out, plain.into] : [plain.out]
  const degree = new Int32Array(nodes)
  for (const { offsets } of sides)
    for (let node = 0; node < nodes; node++)
      degree[node] = (degree[node] as number) + (offsets[node + 1] as number) - (offsets[node] as number)
  let most = 0
  for (let node = 0; node < nodes; node++) if ((degree[node] as number) > most) most = degree[node] as number
  // Nodes by degree, `first[d]` where those of degree d begin, moved one down whenever a neighbour goes.
  const first = new Int32Array(most + 2)
  for (let node = 0; node < nodes; node++) {
    const after = (degree[node] as number) + 1
    first[after] = (first[after] as number) + 1
  }
  for (let value = 0; value <= most; value++)
    first[value + 1] = (first[value + 1] as number) + (first[value] as number)
  const order = new Int32Array(nodes)
  const placeOf = new Int32Array(nodes)
  const next = first.slice()
  for (let node = 0; node < nodes; node++) {
    const value = degree[node] as number
    placeOf[node] = next[value] as number
    order[next[value] as number] = node
    next[value] = (next[value] as number) + 1
  }
  for (let at = 0; at < nodes; at++) {
    const node = order[at] as number
    const own = degree[node] as number
    for (const { offsets, targets } of sides) {
      const end = offsets[node + 1] as number
      for (let half = offsets[node] as number; half < end; half++) {
        const other = targets[half] as number
        const value = degree[other] as number
        if (value <= own) continue
        // Changes places with the first of its degree, which then is the last of the degree below.
        const front = first[value] as number
        const place = placeOf[other] as number
        if (front !== place) {
          const moved = order[front] as number
          order[front] = other
          order[place] = moved
          placeOf[other] = front
          placeOf[moved] = place
        }
        first[value] = front + 1
        degree[other] = value - 1
      }
    }
  }
  return degree
}
