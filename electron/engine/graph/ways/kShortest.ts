/** The k shortest ways by length of their edges (Yen): each differs from all before it. */
import { type Graph, goOn } from '../network/graph.ts'
import { distanceHeap, type DistanceHeap } from '../network/heap.ts'
import { byLength, endsOf, type Way, type WayQuestion } from './way.ts'

export interface WeighedWay extends Way {
  readonly length: number
}
export interface KShortestQuestion extends WayQuestion {
  /** Above zero; one each where left out. */
  readonly lengths?: Float64Array
  /** How many. */
  readonly most: number
  /** Edges of a way at most: the search ends at the first that has more, since every place of a way begins a search of its own. */
  readonly longest?: number
}
export interface KShortest {
  readonly ways: readonly WeighedWay[]
  /** The way of more edges than `longest` at which it ended, if it did. */
  readonly tooLong: WeighedWay | null
}
/** The shortest first; of equal ones fewer edges, then lower nodes. Fewer than asked for where there are no more. */
export function kShortestWays(graph: Graph, question: KShortestQuestion): KShortest {
  const { most, longest = Infinity, check = goOn } = question
  const lengths = question.lengths ?? new Float64Array(graph.edges).fill(1)
  const { sort, starts, ends } = endsOf(graph, question)
  const search = new Nearest(graph, lengths, question, sort)
  const order = (one: WeighedWay, other: WeighedWay): number =>
    one.length - other.length || byLength(one, other)
  const nameOf = ({ nodes }: Way): string => nodes.join(' ')
  const found: WeighedWay[] = []
  let waiting: WeighedWay[] = []
  const known = new Set<string>()
  const offer = (way: WeighedWay | null): void => {
    if (way === null || known.has(nameOf(way))) return
    known.add(nameOf(way))
    waiting.push(way)
  }
  const passed = new Set<number>()
  for (const start of starts) if (ends.length > 0) offer(search.from([start], [], passed, new Set()))
  while (waiting.length > 0 && found.length < most) {
    check()
    waiting.sort(order)
    const [best, ...rest] = waiting
    if (best === undefined) break
    waiting = rest
    if (best.edges.length > longest) return { ways: found, tooLong: best }
    found.push(best)
    // Leaves the way that was just found at each of its nodes, along an edge that no found way with the same beginning takes.
    let alike: readonly WeighedWay[] = found
    passed.clear()
    for (let place = 0; place < best.edges.length; place++) {
      check()
      const node = best.nodes[place] as number
      alike = alike.filter(({ nodes }) => nodes[place] === node)
      passed.add(node)
      const taken = new Set(alike.map(({ nodes }) => nodes[place + 1] as number))
      offer(search.from(best.nodes.slice(0, place + 1), best.edges.slice(0, place), passed, taken))
    }
  }
  return { ways: found, tooLong: null }
}
class Nearest {
  private readonly graph: Graph
  private readonly lengths: Float64Array
  private readonly question: WayQuestion
  private readonly sort: Uint8Array
  private readonly distance: Float64Array
  private readonly via: Int32Array
  private readonly before: Int32Array
  private readonly heap: DistanceHeap
  constructor(graph: Graph, lengths: Float64Array, question: WayQuestion, sort: Uint8Array) {
    this.graph = graph
    this.lengths = lengths
    this.question = question
    this.sort = sort
    this.distance = new Float64Array(graph.nodes).fill(-1)
    this.via = new Int32Array(graph.nodes)
    this.before = new Int32Array(graph.nodes)
    this.heap = distanceHeap(graph.nodes)
  }
  /** The shortest way on from the end of a root, which goes first to none of `taken` and passes none of the root (`passed`) again. */
  from(
    root: readonly number[],
    along: readonly number[],
    passed: ReadonlySet<number>,
    taken: ReadonlySet<number>,
  ): WeighedWay | null {
    const { distance, via, before, heap, lengths, sort } = this
    const { offsets, targets, edges } = this.graph.out
    const { never, closed } = this.question
    const start = root.at(-1) as number
    const reached: number[] = [start]
    distance[start] = 0
    heap.clear()
    heap.put(start, 0)
    let end = -1
    for (let node = heap.take(); node !== -1; node = heap.take()) {
      if (sort[node] === 2 && node !== start) {
        end = node
        break
      }
      for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
        const [other, edge] = [targets[half] as number, edges[half] as number]
        if (passed.has(other) || sort[other] === 1 || never?.has(other) === true || closed?.(edge) === true)
          continue
        if (node === start && taken.has(other)) continue
        const next = (distance[node] as number) + (lengths[edge] as number)
        const known = distance[other] as number
        if (known !== -1 && (known < next || (known === next && (before[other] as number) <= node))) continue
        if (known === -1) reached.push(other)
        distance[other] = next
        via[other] = edge
        before[other] = node
        if (known === -1 || next < known) heap.put(other, next)
      }
    }
    const nodes: number[] = []
    const tail: number[] = []
    for (let node = end; node !== -1 && node !== start; node = before[node] as number) {
      nodes.push(node)
      tail.push(via[node] as number)
    }
    for (const node of reached) distance[node] = -1
    if (end === -1) return null
    const all = [...along, ...tail.reverse()]
    return {
      nodes: [...root, ...nodes.reverse()],
      edges: all,
      length: all.reduce((sum, edge) => sum + (lengths[edge] as number), 0),
    }
  }
}
