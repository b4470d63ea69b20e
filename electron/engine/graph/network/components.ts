/** What hangs together, and on whom it hangs: components, bridges, cut points. */
import { type Graph, undirectedSimple } from './graph.ts'

export interface Components {
  readonly count: number
  /** By node its component; components are numbered by their lowest node. */
  readonly of: Int32Array
  readonly sizes: Int32Array
}
/** Whom one comes to over edges, whichever way they run. */
export function componentsOf(graph: Graph): Components {
  const parent = Int32Array.from({ length: graph.nodes }, (_, node) => node)
  const top = (node: number): number => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number
      at = parent[at] as number
    }
    return at
  }
  for (let edge = 0; edge < graph.edges; edge++) {
    const [one, other] = [top(graph.from[edge] as number), top(graph.to[edge] as number)]
    if (one < other) parent[other] = one
    else parent[one] = other
  }
  return numbered(parent.map((_, node) => top(node)))
}
function numbered(groups: Int32Array): Components {
  const numbers = new Int32Array(groups.length).fill(-1)
  const sizes: number[] = []
  const of = groups.map((group) => {
    if (numbers[group] === -1) numbers[group] = sizes.push(0) - 1
    const number = numbers[group] as number
    sizes[number] = (sizes[number] as number) + 1
    return number
  })
  return { count: sizes.length, of, sizes: Int32Array.from(sizes) }
}
/** The size of the largest component of the nodes that are not `gone`. */
export function largestComponent({ of, count }: Components, gone?: Uint8Array): number {
  const sizes = new Int32Array(count)
  for (let node = 0; node < of.length; node++)
    if (gone === undefined || gone[node] === 0)
      sizes[of[node] as number] = (sizes[of[node] as number] as number) + 1
  return sizes.reduce((most, size) => Math.max(most, size), 0)
}
/** Whom one comes to and back from along directions (Tarjan). Without directions the same as `componentsOf`. */
export function strongComponentsOf(graph: Graph): Components {
  if (!graph.directed) return componentsOf(graph)
  const { nodes, out } = graph
  const { offsets, targets } = out
  const index = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const group = new Int32Array(nodes).fill(-1)
  const next = offsets.slice(0, nodes)
  const [path, open] = [new Int32Array(nodes), new Int32Array(nodes)]
  let [depth, waiting, count] = [0, 0, 0]
  for (let start = 0; start < nodes; start++) {
    if (index[start] !== -1) continue
    const enter = (node: number): void => {
      index[node] = low[node] = count++
      path[depth++] = node
      open[waiting++] = node
    }
    enter(start)
    while (depth > 0) {
      const node = path[depth - 1] as number
      const half = next[node] as number
      if (half < (offsets[node + 1] as number)) {
        next[node] = half + 1
        const other = targets[half] as number
        if (index[other] === -1) enter(other)
        else if (group[other] === -1) low[node] = Math.min(low[node] as number, index[other] as number)
        continue
      }
      depth--
      if (depth > 0) {
        const before = path[depth - 1] as number
        low[before] = Math.min(low[before] as number, low[node] as number)
      }
      if (low[node] !== index[node]) continue
      // All above it on the pile are of its component, which is called by its lowest node.
      let bottom = waiting
      let lowest = node
      do {
        bottom--
        lowest = Math.min(lowest, open[bottom] as number)
      } while (open[bottom] !== node)
      for (let at = bottom; at < waiting; at++) group[open[at] as number] = lowest
      waiting = bottom
    }
  }
  return numbered(group)
}

export interface CutPlaces {
  /** 1 for a node without which its component falls apart. */
  readonly points: Uint8Array
  /** Between two nodes that nothing else links, nor any way round: [lower, higher]. Two edges between the same two are one here. */
  readonly bridges: readonly (readonly [number, number])[]
  /** By cut point the sizes of the pieces its component falls into without it, the largest first. */
  readonly pieces: ReadonlyMap<number, readonly number[]>
}
/** Without directions. */
export function cutPlacesOf(graph: Graph): CutPlaces {
  const { nodes, out } = undirectedSimple(graph)
  const { offsets, targets, edges } = out
  const index = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const next = offsets.slice(0, nodes)
  const via = new Int32Array(nodes).fill(-1)
  const path = new Int32Array(nodes)
  const points = new Uint8Array(nodes)
  const bridges: [number, number][] = []
  // What was reached by way of each node, itself included; what hangs on it alone is a piece without it.
  const below = new Int32Array(nodes).fill(1)
  const hanging = new Map<number, number[]>()
  const hang = (node: number, size: number): void => {
    const known = hanging.get(node)
    if (known === undefined) hanging.set(node, [size])
    else known.push(size)
  }
  const startOf = new Int32Array(nodes)
  let count = 0
  for (let start = 0; start < nodes; start++) {
    if (index[start] !== -1) continue
    let depth = 1
    let children = 0
    path[0] = start
    startOf[start] = start
    index[start] = low[start] = count++
    while (depth > 0) {
      const node = path[depth - 1] as number
      const half = next[node] as number
      if (half < (offsets[node + 1] as number)) {
        next[node] = half + 1
        if (edges[half] === via[node]) continue
        const other = targets[half] as number
        if (index[other] !== -1) {
          low[node] = Math.min(low[node] as number, index[other] as number)
          continue
        }
        via[other] = edges[half] as number
        startOf[other] = start
        index[other] = low[other] = count++
        path[depth++] = other
        continue
      }
      depth--
      if (depth === 0) break
      const before = path[depth - 1] as number
      low[before] = Math.min(low[before] as number, low[node] as number)
      if ((low[node] as number) > (index[before] as number))
        bridges.push([Math.min(before, node), Math.max(before, node)])
      below[before] = (below[before] as number) + (below[node] as number)
      if ((low[node] as number) >= (index[before] as number)) {
        hang(before, below[node] as number)
        if (before === start) children++
        else points[before] = 1
      }
    }
    if (children > 1) points[start] = 1
  }
  const pieces = new Map<number, readonly number[]>()
  for (const [node, sizes] of hanging) {
    if (points[node] !== 1) continue
    const rest = sizes.reduce((left, size) => left - size, (below[startOf[node] as number] as number) - 1)
    pieces.set(
      node,
      (rest > 0 ? [...sizes, rest] : sizes).sort((one, other) => other - one),
    )
  }
  return {
    pieces,
    points,
    bridges: bridges.sort(([one, other], [first, second]) => one - first || other - second),
  }
}
