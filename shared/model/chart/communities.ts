/**
 * Communities of a chart: groups with more dealings among themselves than their number would let expect (modularity, by the method of Louvain). Everything is gone through
 * in a fixed order, so the same chart gives the same communities. A link weighs as many as there are facts behind it.
 */

import { gathered } from './grouping.ts'

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
  const lowest = communityPlaces(ids, edges)
  return new Map(ids.map((id, place) => [id, ids[lowest[place] ?? place] ?? id]))
}
/** The same by places in `ids`: of each the place of the lowest member. */
export function communityPlaces(ids: readonly number[], edges: Iterable<CommunityEdge>): Int32Array {
  const placeOf = new Map<number, number>()
  for (const [place, id] of ids.entries()) placeOf.set(id, place)
  const [low, high, weight]: [number[], number[], number[]] = [[], [], []]
  for (const { fromId, toId, count = 1 } of edges) {
    const [one, other] = [placeOf.get(fromId), placeOf.get(toId)]
    if (one === undefined || other === undefined || one === other) continue
    low.push(Math.min(one, other))
    high.push(Math.max(one, other))
    weight.push(count)
  }
  return communitiesOfPairs({ low, high, weight }, new Float64Array(ids.length))
}
/** Of pairs of places (never of a place with itself: what each has with itself stands in `own`, both ends counted). `order`: in which the places are gone through. */
export function communitiesOfPairs(pairs: Pairs, own: Float64Array, order?: Int32Array): Int32Array {
  let graph = graphOf(pairs, own)
  // What of the whole chart each place belongs to, level after level.
  const community = Int32Array.from(own, (_, place) => place)
  for (let level = 0; level < mostLevels; level++) {
    const moved = settle(graph, level === 0 ? order : undefined)
    if (moved === null) break
    for (const [place, at] of community.entries()) community[place] = moved[at] as number
    graph = graphOfCommunities(graph, moved)
  }
  const lowest = new Int32Array(graph.size).fill(-1)
  for (const [place, at] of community.entries()) {
    if (lowest[at] === -1) lowest[at] = place
    community[place] = lowest[at] as number
  }
  return community
}
export interface Pairs {
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly weight: ArrayLike<number>
}
/** Pairs in any order, those of the same two as one; the neighbours of each node in ascending order. */
function graphOf({ low, high, weight: weights }: Pairs, own: Float64Array): Graph {
  const size = own.length
  const pairs = low.length
  const [from, to] = [new Int32Array(2 * pairs), new Int32Array(2 * pairs)]
  from.set(low)
  from.set(high, pairs)
  to.set(high)
  to.set(low, pairs)
  // In the order of the neighbours first, then, keeping it, in that of the nodes.
  const byNeighbour = gathered(size, to).members
  const rows = gathered(
    size,
    byNeighbour.map((place) => from[place] as number),
  )
  const first = new Int32Array(size + 1)
  const weight = new Float64Array(2 * pairs)
  const near = new Int32Array(2 * pairs)
  let end = 0
  for (let node = 0; node < size; node++) {
    first[node] = end
    for (let at = rows.first[node] as number; at < (rows.first[node + 1] as number); at++) {
      const place = byNeighbour[rows.members[at] as number] as number
      const other = to[place] as number
      if (end === first[node] || near[end - 1] !== other) near[end++] = other
      weight[end - 1] =
        (weight[end - 1] as number) + (weights[place < pairs ? place : place - pairs] as number)
    }
  }
  first[size] = end
  return { size, first, to: near, weight, own }
}
/** Moves each node to the neighbouring community that gains most until none moves; null when nothing moved. Communities are numbered by their first node. */
function settle({ size, first, to, weight, own }: Graph, order?: Int32Array): Int32Array | null {
  const strength = new Float64Array(size)
  let whole = 0
  for (let node = 0; node < size; node++) {
    let sum = own[node] as number
    for (let at = first[node] as number; at < (first[node + 1] as number); at++) sum += weight[at] as number
    strength[node] = sum
    whole += sum
  }
  if (whole === 0) return null
  const community = Int32Array.from(strength, (_, node) => node)
  const total = strength.slice()
  // What the node that is looked at has with each community; those it has something with are `touched`.
  const links = new Float64Array(size)
  const touched = new Int32Array(size)
  let any = false
  for (let round = 0; round < mostRounds; round++) {
    let moves = 0
    for (let turn = 0; turn < size; turn++) {
      const node = order === undefined ? turn : (order[turn] as number)
      const from = community[node] as number
      let near = 0
      for (let at = first[node] as number; at < (first[node + 1] as number); at++) {
        const other = community[to[at] as number] as number
        if (links[other] === 0) touched[near++] = other
        links[other] = (links[other] as number) + (weight[at] as number)
      }
      const mine = strength[node] as number
      total[from] = (total[from] as number) - mine
      let best = from
      let most = (links[from] as number) - (total[from] * mine) / whole
      for (let at = 0; at < near; at++) {
        const other = touched[at] as number
        const value = (links[other] as number) - ((total[other] as number) * mine) / whole
        // Of equal ones the lower number, so that the order of the links does not matter.
        if (value > most + 1e-9 || (value > most - 1e-9 && other < best && other !== from && best !== from)) {
          best = other
          most = value
        }
      }
      total[best] = (total[best] as number) + mine
      if (best !== from) {
        community[node] = best
        moves++
      }
      for (let at = 0; at < near; at++) links[touched[at] as number] = 0
    }
    if (moves === 0) break
    any = true
  }
  return any ? numbered(community) : null
}
/** The same communities, numbered in the order of their first nodes. */
function numbered(community: Int32Array): Int32Array {
  const numbers = new Int32Array(community.length).fill(-1)
  let count = 0
  return community.map((at) => {
    if (numbers[at] === -1) numbers[at] = count++
    return numbers[at] as number
  })
}
/** The graph of the communities. */
function graphOfCommunities({ size, first, to, weight, own }: Graph, community: Int32Array): Graph {
  const count = community.reduce((most, at) => Math.max(most, at), -1) + 1
  const [low, high, weights]: [number[], number[], number[]] = [[], [], []]
  const within = new Float64Array(count)
  for (let node = 0; node < size; node++) {
    const one = community[node] as number
    within[one] = (within[one] as number) + (own[node] as number)
    for (let at = first[node] as number; at < (first[node + 1] as number); at++) {
      const other = community[to[at] as number] as number
      if (other === one) within[one] = within[one] + (weight[at] as number)
      else if (one < other) {
        low.push(one)
        high.push(other)
        weights.push(weight[at] as number)
      }
    }
  }
  return graphOf({ low, high, weight: weights }, within)
}
