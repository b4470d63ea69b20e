/**
 * Communities of a chart: groups with more dealings among themselves than their number would let expect (modularity, by the method of Louvain). Everything is gone through
 * in a fixed order, so the same chart gives the same communities. A link weighs as many as there are facts behind it.
 */

export interface CommunityEdge {
  readonly fromId: number
  readonly toId: number
  readonly count?: number
}
interface Graph {
  readonly size: number
  /** Neighbours of node i: `to[at]` with `weight[at]` for at from `first[i]` to `first[i + 1]`. */
  readonly first: Int32Array
  readonly to: Int32Array
  readonly weight: Float64Array
  /** Weight of what a node has with itself, both ends. */
  readonly own: Float64Array
}
const mostRounds = 12
const mostLevels = 8

/** The community of each id, by its lowest member. `ids` in ascending order; links to others are left out. */
export function communitiesOf(
  ids: readonly number[],
  edges: Iterable<CommunityEdge>,
): ReadonlyMap<number, number> {
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const pairs = new Map<number, number>()
  for (const { fromId, toId, count = 1 } of edges) {
    const [one, other] = [indexOf.get(fromId), indexOf.get(toId)]
    if (one === undefined || other === undefined || one === other) continue
    const key = Math.min(one, other) * ids.length + Math.max(one, other)
    pairs.set(key, (pairs.get(key) ?? 0) + count)
  }
  let graph = graphOf(ids.length, pairs, new Float64Array(ids.length))
  // What of the whole chart each id belongs to, level after level.
  let community = Int32Array.from(ids, (_, index) => index)
  for (let level = 0; level < mostLevels; level++) {
    const moved = settle(graph)
    if (moved === null) break
    community = community.map((at) => moved[at] ?? at)
    graph = gathered(graph, moved)
  }
  const lowest = new Map<number, number>()
  return new Map(
    ids.map((id, index) => {
      const at = community[index] ?? index
      const low = lowest.get(at) ?? id
      lowest.set(at, low)
      return [id, low]
    }),
  )
}
/** Pairs by `low * size + high`, in ascending order whatever order they came in. */
function graphOf(size: number, pairs: ReadonlyMap<number, number>, own: Float64Array): Graph {
  const keys = Float64Array.from(pairs.keys()).sort()
  const degree = new Int32Array(size + 1)
  for (const key of keys) {
    const low = Math.floor(key / size)
    degree[low] = (degree[low] ?? 0) + 1
    degree[key - low * size] = (degree[key - low * size] ?? 0) + 1
  }
  const first = new Int32Array(size + 1)
  for (let node = 0; node < size; node++) first[node + 1] = (first[node] ?? 0) + (degree[node] ?? 0)
  const next = first.slice()
  const to = new Int32Array(2 * keys.length)
  const weight = new Float64Array(2 * keys.length)
  const put = (node: number, other: number, value: number): void => {
    const at = next[node] ?? 0
    to[at] = other
    weight[at] = value
    next[node] = at + 1
  }
  for (const key of keys) {
    const low = Math.floor(key / size)
    const value = pairs.get(key) ?? 0
    put(low, key - low * size, value)
    put(key - low * size, low, value)
  }
  return { size, first, to, weight, own }
}
/** Moves each node to the neighbouring community that gains most until none moves; null when nothing moved. Communities are numbered by their first node. */
function settle({ size, first, to, weight, own }: Graph): Int32Array | null {
  const strength = new Float64Array(size)
  let whole = 0
  for (let node = 0; node < size; node++) {
    let sum = own[node] ?? 0
    for (let at = first[node] ?? 0; at < (first[node + 1] ?? 0); at++) sum += weight[at] ?? 0
    strength[node] = sum
    whole += sum
  }
  if (whole === 0) return null
  const community = Int32Array.from({ length: size }, (_, node) => node)
  const total = strength.slice()
  const links = new Float64Array(size)
  let any = false
  for (let round = 0; round < mostRounds; round++) {
    let moves = 0
    for (let node = 0; node < size; node++) {
      const from = community[node] ?? node
      const touched: number[] = []
      for (let at = first[node] ?? 0; at < (first[node + 1] ?? 0); at++) {
        const near = community[to[at] ?? 0] ?? 0
        if (links[near] === 0) touched.push(near)
        links[near] = (links[near] ?? 0) + (weight[at] ?? 0)
      }
      const mine = strength[node] ?? 0
      total[from] = (total[from] ?? 0) - mine
      const gain = (to: number): number => (links[to] ?? 0) - ((total[to] ?? 0) * mine) / whole
      let best = from
      let most = gain(from)
      for (const near of touched) {
        const value = gain(near)
        // Of equal ones the lower number, so that the order of the links does not matter.
        if (value > most + 1e-9 || (value > most - 1e-9 && near < best && near !== from && best !== from)) {
          best = near
          most = value
        }
      }
      total[best] = (total[best] ?? 0) + mine
      if (best !== from) {
        community[node] = best
        moves++
      }
      for (const near of touched) links[near] = 0
    }
    if (moves === 0) break
    any = true
  }
  if (!any) return null
  const numbers = new Map<number, number>()
  return community.map((at) => {
    const known = numbers.get(at) ?? numbers.size
    numbers.set(at, known)
    return known
  })
}
/** The graph of the communities. */
function gathered({ size, first, to, weight, own }: Graph, community: Int32Array): Graph {
  const count = community.reduce((most, at) => Math.max(most, at), -1) + 1
  const pairs = new Map<number, number>()
  const within = new Float64Array(count)
  for (let node = 0; node < size; node++) {
    const one = community[node] ?? 0
    within[one] = (within[one] ?? 0) + (own[node] ?? 0)
    for (let at = first[node] ?? 0; at < (first[node + 1] ?? 0); at++) {
      const other = community[to[at] ?? 0] ?? 0
      if (other === one) within[one] = (within[one] ?? 0) + (weight[at] ?? 0)
      else if (one < other)
        pairs.set(one * count + other, (pairs.get(one * count + other) ?? 0) + (weight[at] ?? 0))
    }
  }
  return graphOf(count, pairs, within)
}
