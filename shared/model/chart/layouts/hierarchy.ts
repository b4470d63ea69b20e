/** Who stands under whom: one place in a tree for every item, by what the links mean. */
import type { Graph } from './graph.ts'
import { hubOf } from './graph.ts'
import { directionOf } from './meaning.ts'

interface Above {
  readonly item: number
  readonly strength: number
  readonly weight: number
}
export interface Hierarchy {
  /** The one above; -1 on top. */
  readonly parents: readonly number[]
  readonly children: readonly (readonly number[])[]
  /** Those with nobody above, in order. */
  readonly tops: readonly number[]
}

/**
 * Puts every item under one other. Who leads whom decides first, then the way of the goods, then what somebody has; among several of the same
 * strength the one furthest down, so that all of them stand above, then the weightiest. Dealings between equals (transfers, calls) decide only
 * for what nothing else links: it comes under the one it deals with. A ring of superiors is cut at its last link.
 */
export function hierarchyOf(graph: Graph): Hierarchy {
  const above = aboveOf(graph)
  const ranks = ranksOf(above)
  const parents = Array.from({ length: graph.items.length }, () => -1)
  const isAbove = (item: number, under: number): boolean => {
    for (let at = under; at !== -1; at = parents[at] ?? -1) if (at === item) return true
    return false
  }
  for (const strength of [3, 2, 1]) {
    graph.items.forEach((_, item) => {
      if (parents[item] !== -1) return
      const candidates = (above[item] ?? [])
        .filter((candidate) => candidate.strength === strength)
        .toSorted(
          (a, b) => (ranks[b.item] ?? 0) - (ranks[a.item] ?? 0) || b.weight - a.weight || a.item - b.item,
        )
      const found = candidates.find((candidate) => !isAbove(item, candidate.item))
      if (found !== undefined) parents[item] = found.item
    })
  }
  takeInLoose(graph, above, parents)
  return childrenOf(parents)
}

function childrenOf(parents: readonly number[]): Hierarchy {
  const children: number[][] = parents.map(() => [])
  const tops: number[] = []
  parents.forEach((parent, item) => {
    if (parent === -1) tops.push(item)
    else children[parent]?.push(item)
  })
  return { parents, children, tops }
}

function aboveOf({ items, arcs }: Graph): readonly (readonly Above[])[] {
  const lists: Above[][] = items.map(() => [])
  for (const { from, to, kind, weight } of arcs) {
    const { down, strength } = directionOf(kind)
    if (strength > 0) lists[down ? to : from]?.push({ item: down ? from : to, strength, weight })
  }
  return lists
}

/** How many stand above each in the longest line; what closes a ring counts for nothing. */
function ranksOf(above: readonly (readonly Above[])[]): readonly number[] {
  const ranks = above.map(() => 0)
  const state = new Uint8Array(above.length)
  for (let start = 0; start < above.length; start++) {
    if (state[start] !== 0) continue
    const stack: { readonly item: number; next: number }[] = [{ item: start, next: 0 }]
    state[start] = 1
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const list = above[top.item] ?? []
      const candidate = list[top.next]
      top.next += 1
      if (candidate === undefined) {
        ranks[top.item] = list.reduce(
          (most, { item }) => (state[item] === 2 ? Math.max(most, (ranks[item] ?? 0) + 1) : most),
          0,
        )
        state[top.item] = 2
        stack.pop()
      } else if (state[candidate.item] === 0) {
        state[candidate.item] = 1
        stack.push({ item: candidate.item, next: 0 })
      }
    }
  }
  return ranks
}

/**
 * Finds a place for whoever has neither anyone above nor below in the tree. Who stands above somebody that came under another (the owner of what
 * is kept elsewhere) stands beside that other; the rest comes under whomever it is linked with.
 */
function takeInLoose(graph: Graph, above: readonly (readonly Above[])[], parents: number[]): void {
  const inTree = new Uint8Array(graph.items.length)
  parents.forEach((parent, item) => {
    if (parent === -1) return
    inTree[item] = 1
    inTree[parent] = 1
  })
  const beside = new Map<number, number>()
  above.forEach((list, item) => {
    for (const owner of list)
      if (inTree[owner.item] === 0 && !beside.has(owner.item) && (parents[item] ?? -1) !== -1)
        beside.set(owner.item, parents[parents[item] ?? -1] ?? -1)
  })
  for (const [owner, under] of beside) {
    parents[owner] = under
    inTree[owner] = 1
  }
  const spread = (from: readonly number[]): void => {
    const queue = [...from]
    for (let at = 0; at < queue.length; at++)
      for (const next of graph.neighbours[queue[at] ?? 0] ?? [])
        if (inTree[next] === 0) {
          inTree[next] = 1
          parents[next] = queue[at] ?? -1
          queue.push(next)
        }
  }
  // Those best linked take in first.
  const byLinks = (a: number, b: number) =>
    (graph.neighbours[b]?.length ?? 0) - (graph.neighbours[a]?.length ?? 0) || a - b
  spread([...graph.items.keys()].filter((item) => inTree[item] === 1).sort(byLinks))
  for (;;) {
    const left = [...graph.items.keys()].filter(
      (item) => inTree[item] === 0 && (graph.neighbours[item]?.length ?? 0) > 0,
    )
    if (left.length === 0) return
    const hub = hubOf(graph, left)
    inTree[hub] = 1
    spread([hub])
  }
}
