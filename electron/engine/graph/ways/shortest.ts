/** All shortest ways between two sets, searched from both sides. */
import { type Graph, goOn } from '../network/graph.ts'
import { byLength, endsOf, type Way, type WayQuestion } from './way.ts'

export interface ShortestWays {
  /** Edges of each; null when there is no way. */
  readonly length: number | null
  /** How many there are, of which `ways` are the first. */
  readonly count: number
  readonly ways: readonly Way[]
}
interface Side {
  /** -1: not reached. */
  readonly distance: Int32Array
  readonly reached: number[]
  frontier: number[]
  depth: number
}
// Arrays of the size of the graph are kept with it; a search leaves them as it found them.
const kept = new WeakMap<Graph, readonly [Side, Side]>()

/** Edges of a way that is written out at most: a longer one tells nobody anything and is counted only. */
export const longestWritten = 1_000

/** Along directions where the graph has them. At most so many are written out (none longer than `longestWritten`), all are counted. */
export function shortestWays(
  graph: Graph,
  question: WayQuestion,
  most = 100,
  longest = Infinity,
): ShortestWays {
  const { starts, ends } = endsOf(graph, question)
  const [near, far] = kept.get(graph) ?? [emptySide(graph.nodes), emptySide(graph.nodes)]
  kept.set(graph, [near, far])
  begin(near, starts)
  begin(far, ends)
  try {
    return search(graph, near, far, question, most, longest)
  } finally {
    for (const { distance, reached } of [near, far]) {
      for (const node of reached) distance[node] = -1
      reached.length = 0
    }
  }
}
function emptySide(nodes: number): Side {
  return { distance: new Int32Array(nodes).fill(-1), reached: [], frontier: [], depth: 0 }
}
function begin(side: Side, nodes: readonly number[]): void {
  for (const node of nodes) {
    side.distance[node] = 0
    side.reached.push(node)
  }
  side.frontier = [...nodes]
  side.depth = 0
}
function search(
  graph: Graph,
  near: Side,
  far: Side,
  question: WayQuestion,
  most: number,
  longest: number,
): ShortestWays {
  const { check = goOn } = question
  while (near.frontier.length > 0 && far.frontier.length > 0 && near.depth + far.depth < longest) {
    check()
    const [side, other] = near.frontier.length <= far.frontier.length ? [near, far] : [far, near]
    expand(graph, side, side === near ? 'out' : 'into', question)
    // Nothing had met before, so each shortest way has just one node here: on the new level of one side and the last of the other.
    const meeting = side.frontier.filter((node) => other.distance[node] === other.depth)
    if (meeting.length > 0)
      return written(
        graph,
        near,
        far,
        question,
        meeting.sort((one, another) => one - another),
        most,
      )
  }
  return { length: null, count: 0, ways: [] }
}
function expand(graph: Graph, side: Side, way: 'out' | 'into', { never, closed }: WayQuestion): void {
  const { offsets, targets, edges } = graph[way]
  const next: number[] = []
  const depth = side.depth + 1
  for (const node of side.frontier) {
    const end = offsets[node + 1] as number
    for (let half = offsets[node] as number; half < end; half++) {
      const other = targets[half] as number
      if (side.distance[other] !== -1) continue
      if (never?.has(other) === true || closed?.(edges[half] as number) === true) continue
      side.distance[other] = depth
      side.reached.push(other)
      next.push(other)
    }
  }
  side.frontier = next
  side.depth = depth
}
function written(
  graph: Graph,
  near: Side,
  far: Side,
  question: WayQuestion,
  meeting: readonly number[],
  most: number,
): ShortestWays {
  const back = new Half(graph, near, 'into', question)
  const on = new Half(graph, far, 'out', question)
  let count = 0
  const ways: Way[] = []
  for (const node of meeting) {
    count += back.count(node) * on.count(node)
    if (near.depth + far.depth > longestWritten) continue
    // More than are asked for are put in order, so that it does not hang on where both sides met.
    for (const before of back.ways(node, most)) {
      if (ways.length >= most * 4 + 64) break
      for (const after of on.ways(node, most))
        ways.push({
          nodes: [...before.nodes.toReversed(), node, ...after.nodes],
          edges: [...before.edges.toReversed(), ...after.edges],
        })
    }
  }
  return { length: near.depth + far.depth, count, ways: ways.sort(byLength).slice(0, most) }
}
/** From a node where both met to the ends of one side. */
class Half {
  private readonly counts = new Map<number, number>()
  private readonly graph: Graph
  private readonly side: Side
  private readonly way: 'into' | 'out'
  private readonly question: WayQuestion
  constructor(graph: Graph, side: Side, way: 'into' | 'out', question: WayQuestion) {
    this.graph = graph
    this.side = side
    this.way = way
    this.question = question
  }
  private nearer(node: number): readonly (readonly [node: number, edge: number])[] {
    const { offsets, targets, edges } = this.graph[this.way]
    const distance = (this.side.distance[node] as number) - 1
    const found = new Map<number, number>()
    for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
      const [other, edge] = [targets[half] as number, edges[half] as number]
      if (
        this.side.distance[other] === distance &&
        !found.has(other) &&
        this.question.closed?.(edge) !== true
      )
        found.set(other, edge)
    }
    return [...found].sort(([one], [other]) => one - other)
  }
  count(node: number): number {
    // Down to the end of the side and up again, without recursion: a line may be of any length.
    const open = [node]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      if (this.side.distance[at] === 0) this.counts.set(at, 1)
      if (this.counts.has(at)) {
        open.pop()
        continue
      }
      const before = this.nearer(at)
      const unknown = before.filter(([next]) => !this.counts.has(next))
      if (unknown.length > 0) for (const [next] of unknown) open.push(next)
      else
        this.counts.set(
          at,
          before.reduce((sum, [next]) => sum + (this.counts.get(next) ?? 0), 0),
        )
    }
    return this.counts.get(node) ?? 0
  }
  ways(node: number, most: number): readonly Way[] {
    if (this.side.distance[node] === 0) return [{ nodes: [], edges: [] }]
    const found: Way[] = []
    for (const [next, edge] of this.nearer(node)) {
      for (const { nodes, edges } of this.ways(next, most - found.length))
        found.push({ nodes: [next, ...nodes], edges: [edge, ...edges] })
      if (found.length >= most) break
    }
    // Outward, each way is written from the meeting node on.
    return found
  }
}
