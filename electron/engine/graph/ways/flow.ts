/** How much could have travelled: over one way (the smallest link of it), and over all ways together. Weights are amounts in whole minor units. */
import { type Graph, goOn, type StopCheck } from '../network/graph.ts'
import { endsOf, type Way, type WayQuestion } from './way.ts'

export interface WidestWay extends Way {
  /** The smallest weight along it. */
  readonly width: number
}
/** The way whose smallest link is largest; null without one. Of equal ones that which is found by the lower nodes. */
export function widestWay(graph: Graph, question: WayQuestion): WidestWay | null {
  const { never, closed, check = goOn } = question
  const { sort, starts } = endsOf(graph, question)
  const { offsets, targets, edges } = graph.out
  const width = new Float64Array(graph.nodes)
  const [before, via] = [new Int32Array(graph.nodes).fill(-1), new Int32Array(graph.nodes)]
  const done = new Uint8Array(graph.nodes)
  const heap = new WidthHeap()
  for (const start of starts) {
    width[start] = Infinity
    heap.put(start, Infinity)
  }
  let rounds = 0
  for (let top = heap.take(); top !== null; top = heap.take()) {
    if ((++rounds & 4095) === 0) check()
    const [node, wide] = top
    if (done[node] === 1 || wide !== width[node]) continue
    done[node] = 1
    if (sort[node] === 2) return { ...wayTo(node, before, via), width: wide }
    for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++) {
      const [other, edge] = [targets[half] as number, edges[half] as number]
      if (done[other] === 1 || sort[other] === 1 || never?.has(other) === true || closed?.(edge) === true)
        continue
      const through = Math.min(wide, graph.weight[edge] as number)
      if (through <= (width[other] as number)) continue
      width[other] = through
      before[other] = node
      via[other] = edge
      heap.put(other, through)
    }
  }
  return null
}
function wayTo(end: number, before: Int32Array, via: Int32Array): Way {
  const nodes = [end]
  const edges: number[] = []
  for (let node = end; before[node] !== -1; node = before[node] as number) {
    nodes.push(before[node] as number)
    edges.push(via[node] as number)
  }
  return { nodes: nodes.reverse(), edges: edges.reverse() }
}
class WidthHeap {
  private readonly nodes: number[] = []
  private readonly widths: number[] = []
  put(node: number, width: number): void {
    let place = this.nodes.length
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!this.before(width, node, above)) break
      this.nodes[place] = this.nodes[above] as number
      this.widths[place] = this.widths[above] as number
      place = above
    }
    this.nodes[place] = node
    this.widths[place] = width
  }
  take(): readonly [node: number, width: number] | null {
    const [node, width] = [this.nodes[0], this.widths[0]]
    const [last, lastWidth] = [this.nodes.pop(), this.widths.pop()]
    if (node === undefined || width === undefined || last === undefined || lastWidth === undefined)
      return null
    const size = this.nodes.length
    if (size > 0) {
      let place = 0
      for (;;) {
        let child = 2 * place + 1
        if (child >= size) break
        if (
          child + 1 < size &&
          this.before(this.widths[child + 1] as number, this.nodes[child + 1] as number, child)
        )
          child++
        if (this.before(lastWidth, last, child)) break
        this.nodes[place] = this.nodes[child] as number
        this.widths[place] = this.widths[child] as number
        place = child
      }
      this.nodes[place] = last
      this.widths[place] = lastWidth
    }
    return [node, width]
  }
  private before(width: number, node: number, place: number): boolean {
    const other = this.widths[place] as number
    return width > other || (width === other && node < (this.nodes[place] as number))
  }
}

export interface MostFlow {
  readonly total: number
  /** What goes along each edge, the others nothing. */
  readonly along: ReadonlyMap<number, number>
  /** The edges that hold it back: without more on these no more could have come (the cut nearest to the starts). */
  readonly holding: readonly number[]
}
/** The most that could have gone from the starts to the ends, split over all ways, no link carrying more than its weight (Dinic). With directions only; time plays no part. */
export function mostFlow(graph: Graph, question: WayQuestion): MostFlow {
  const { check = goOn } = question
  const net = new Residual(graph, question)
  let total = 0
  while (net.level(check)) {
    net.restart()
    for (let sent = net.send(check); sent > 0; sent = net.send(check)) total += sent
  }
  return { total, along: net.along(), holding: net.holding() }
}
/** What is left on each edge, and what could be sent back. */
class Residual {
  private readonly graph: Graph
  private readonly flow: Float64Array
  private readonly open: Uint8Array
  private readonly sort: Uint8Array
  private readonly starts: readonly number[]
  private readonly depth: Int32Array
  private readonly next: Int32Array
  constructor(graph: Graph, question: WayQuestion) {
    const { sort, starts } = endsOf(graph, question)
    this.graph = graph
    this.sort = sort
    this.starts = starts
    this.flow = new Float64Array(graph.edges)
    this.open = new Uint8Array(graph.edges)
    for (let edge = 0; edge < graph.edges; edge++) {
      const passes = (node: number): boolean => question.never?.has(node) !== true
      this.open[edge] =
        passes(graph.from[edge] as number) &&
        passes(graph.to[edge] as number) &&
        question.closed?.(edge) !== true
          ? 1
          : 0
    }
    this.depth = new Int32Array(graph.nodes)
    this.next = new Int32Array(graph.nodes)
  }
  private left(edge: number): number {
    return this.open[edge] === 0 ? 0 : (this.graph.weight[edge] as number) - (this.flow[edge] as number)
  }
  /** Whether the ends can still be reached; sets how far each node is. */
  level(check: StopCheck): boolean {
    const { depth, graph } = this
    const { out, into } = graph
    depth.fill(-1)
    let frontier = [...this.starts]
    for (const node of frontier) depth[node] = 0
    let found = false
    for (let far = 1; frontier.length > 0 && !found; far++) {
      check()
      const nodes: number[] = []
      const visit = (other: number, left: number): void => {
        if (left <= 0 || depth[other] !== -1) return
        depth[other] = far
        if (this.sort[other] === 2) found = true
        nodes.push(other)
      }
      for (const node of frontier) {
        for (let half = out.offsets[node] as number; half < (out.offsets[node + 1] as number); half++)
          visit(out.targets[half] as number, this.left(out.edges[half] as number))
        for (let half = into.offsets[node] as number; half < (into.offsets[node + 1] as number); half++)
          visit(into.targets[half] as number, this.flow[into.edges[half] as number] as number)
      }
      frontier = nodes
    }
    return found
  }
  restart(): void {
    this.next.fill(0)
  }
  /** Sends what one way can carry; 0 when none of this level can carry more. */
  send(check: StopCheck): number {
    const { graph, depth, next, sort } = this
    const { out, into } = graph
    let steps = 0
    for (const start of this.starts) {
      const nodes = [start]
      const taken: number[] = []
      while (nodes.length > 0) {
        if ((++steps & 4095) === 0) check()
        const node = nodes.at(-1) as number
        if (sort[node] === 2) return this.push(taken)
        const outs = (out.offsets[node + 1] as number) - (out.offsets[node] as number)
        const all = outs + (into.offsets[node + 1] as number) - (into.offsets[node] as number)
        let went = false
        for (let at = next[node] as number; at < all; at++) {
          next[node] = at
          const isOut = at < outs
          const side = isOut ? out : into
          const half = (side.offsets[node] as number) + (isOut ? at : at - outs)
          const [other, edge] = [side.targets[half] as number, side.edges[half] as number]
          const left = isOut ? this.left(edge) : (this.flow[edge] as number)
          if (left <= 0 || depth[other] !== (depth[node] as number) + 1) continue
          nodes.push(other)
          taken.push(isOut ? edge : -edge - 1)
          went = true
          break
        }
        if (went) continue
        next[node] = all
        nodes.pop()
        taken.pop()
        const before = nodes.at(-1)
        if (before !== undefined) next[before] = (next[before] as number) + 1
      }
    }
    return 0
  }
  private push(taken: readonly number[]): number {
    const sent = taken.reduce(
      (least, edge) => Math.min(least, edge >= 0 ? this.left(edge) : (this.flow[-edge - 1] as number)),
      Infinity,
    )
    for (const edge of taken) {
      if (edge >= 0) this.flow[edge] = (this.flow[edge] as number) + sent
      else this.flow[-edge - 1] = (this.flow[-edge - 1] as number) - sent
    }
    return sent
  }
  along(): ReadonlyMap<number, number> {
    const along = new Map<number, number>()
    for (const [edge, flow] of this.flow.entries()) if (flow > 0) along.set(edge, flow)
    return along
  }
  /** After the last level: edges from what the starts still reach to what they do not. */
  holding(): readonly number[] {
    const { graph, depth } = this
    const found: number[] = []
    for (let edge = 0; edge < graph.edges; edge++)
      if (
        this.open[edge] === 1 &&
        depth[graph.from[edge] as number] !== -1 &&
        depth[graph.to[edge] as number] === -1
      )
        found.push(edge)
    return found
  }
}
