/** All ways of at most so many edges, and all that lies on them. */
import { type Adjacency, type Graph, goOn } from '../network/graph.ts'
import { byLength, endsOf, type Way, type WayQuestion } from './way.ts'

export interface AllWaysQuestion extends WayQuestion {
  /** Edges of a way at most. */
  readonly longest: number
  /** Nodes that each way has to pass. */
  readonly through?: readonly number[]
  /** So many are written out, the shortest first. */
  readonly most?: number
  /** So many are counted, then the search ends. */
  readonly bound?: number
}
export interface AllWays {
  readonly ways: readonly Way[]
  /** How many were found; with `more` there are others that nobody counted. */
  readonly count: number
  readonly more: boolean
  /** By number of edges how many. */
  readonly byLength: readonly number[]
}

/** Each way once, along directions where the graph has them. What cannot come to an end in the edges left is not gone into. */
export function allWays(graph: Graph, question: AllWaysQuestion): AllWays {
  const { longest, through = [], most = 100, bound = 1_000_000, never, closed, check = goOn } = question
  const { sort, starts, ends } = endsOf(graph, question)
  const left = distancesTo(graph.into, graph.nodes, ends, longest, question)
  const { offsets, targets, edges } = graph.out
  const counts = new Array<number>(longest + 1).fill(0)
  const kept: Way[][] = Array.from({ length: longest + 1 }, () => [])
  const onWay = new Uint8Array(graph.nodes)
  const wanted = new Set(through)
  let [count, steps, more] = [0, 0, false]
  for (const start of starts) {
    const nodes = [start]
    const along: number[] = []
    const places = [offsets[start] as number]
    onWay[start] = 1
    while (nodes.length > 0 && !more) {
      if ((++steps & 4095) === 0) check()
      const node = nodes.at(-1) as number
      const half = places.at(-1) as number
      if (half >= (offsets[node + 1] as number) || (sort[node] === 2 && nodes.length > 1)) {
        onWay[node] = 0
        nodes.pop()
        places.pop()
        along.pop()
        continue
      }
      places[places.length - 1] = half + 1
      const [other, edge] = [targets[half] as number, edges[half] as number]
      const rest = left[other] as number
      if (rest === -1 || nodes.length + rest > longest || onWay[other] === 1 || sort[other] === 1) continue
      if (never?.has(other) === true || closed?.(edge) === true) continue
      // Several edges between two are one way.
      if (!graph.simple && isRepeated(graph.out, node, half, closed)) continue
      nodes.push(other)
      along.push(edge)
      places.push(offsets[other] as number)
      onWay[other] = 1
      if (sort[other] !== 2 || !(wanted.size === 0 || passesAll(nodes, wanted))) continue
      if (count === bound) {
        more = true
        break
      }
      count++
      counts[along.length] = (counts[along.length] as number) + 1
      const same = kept[along.length] as Way[]
      if (same.length < most * 4 + 64) same.push({ nodes: [...nodes], edges: [...along] })
    }
    for (const node of nodes) onWay[node] = 0
  }
  const ways = kept.flatMap((same) => same.sort(byLength)).slice(0, most)
  return { ways, count, more, byLength: counts }
}
function passesAll(nodes: readonly number[], wanted: ReadonlySet<number>): boolean {
  let passed = 0
  for (const node of nodes) if (wanted.has(node)) passed++
  return passed === wanted.size
}
function isRepeated(
  { offsets, targets, edges }: Adjacency,
  node: number,
  half: number,
  closed: WayQuestion['closed'],
): boolean {
  // Edges of a node stand in the order of the list; only graphs that are not simple have some twice.
  for (let before = offsets[node] as number; before < half; before++)
    if (targets[before] === targets[half] && closed?.(edges[before] as number) !== true) return true
  return false
}
/** By node the fewest edges to any of the ends, up to so many; -1 beyond. */
export function distancesTo(
  { offsets, targets, edges }: Adjacency,
  nodes: number,
  ends: readonly number[],
  longest: number,
  { never, closed }: WayQuestion,
): Int32Array {
  const distance = new Int32Array(nodes).fill(-1)
  let frontier = [...ends]
  for (const node of ends) distance[node] = 0
  for (let depth = 1; depth <= longest && frontier.length > 0; depth++) {
    const next: number[] = []
    for (const node of frontier)
      for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
        const other = targets[half] as number
        if (distance[other] !== -1 || never?.has(other) === true || closed?.(edges[half] as number) === true)
          continue
        distance[other] = depth
        next.push(other)
      }
    frontier = next
  }
  return distance
}

export interface Between {
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
}
/** Everything that lies on a walk of at most so many edges from a start to an end, ascending. */
export function everythingBetween(
  graph: Graph,
  question: WayQuestion & { readonly longest: number },
): Between {
  const { longest } = question
  const { starts, ends } = endsOf(graph, question)
  const from = distancesTo(graph.out, graph.nodes, starts, longest, question)
  const to = distancesTo(graph.into, graph.nodes, ends, longest, question)
  const fits = (one: number, other: number): boolean => {
    const [come, left] = [from[one] as number, to[other] as number]
    return come !== -1 && left !== -1 && come + 1 + left <= longest
  }
  const edges: number[] = []
  const nodes = new Set<number>()
  for (let edge = 0; edge < graph.edges; edge++) {
    const [one, other] = [graph.from[edge] as number, graph.to[edge] as number]
    if (question.closed?.(edge) === true) continue
    if (!fits(one, other) && (graph.directed || !fits(other, one))) continue
    edges.push(edge)
    nodes.add(one).add(other)
  }
  return { nodes: [...nodes].sort((one, other) => one - other), edges }
}
