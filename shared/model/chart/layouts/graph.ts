/** Items and links as a graph of indices: in one order however they came, each pair once, without lines of one to itself. */
import type { LayoutItem, LayoutLink } from './types.ts'

export interface Arc {
  readonly from: number
  readonly to: number
  readonly kind: string
  readonly weight: number
}
export interface Graph {
  readonly items: readonly LayoutItem[]
  /** Every link whose ends are both there and differ. */
  readonly arcs: readonly Arc[]
  /** For each item those it is linked with, each once, in order. */
  readonly neighbours: readonly (readonly number[])[]
}

/** Orders ids as numbers where they are: n9 before n10. */
export function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

export function graphOf(items: readonly LayoutItem[], links: readonly LayoutLink[]): Graph {
  const sorted = items.toSorted((a, b) => byId(a.id, b.id))
  const indexOf = new Map(sorted.map(({ id }, index) => [id, index]))
  const arcs = links
    .flatMap((link): Arc[] => {
      const [from, to] = [indexOf.get(link.from), indexOf.get(link.to)]
      return from === undefined || to === undefined || from === to
        ? []
        : [{ from, to, kind: link.kind, weight: link.weight }]
    })
    .toSorted(
      (a, b) =>
        a.from - b.from ||
        a.to - b.to ||
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        b.weight - a.weight,
    )
  return { items: sorted, arcs, neighbours: neighboursOf(sorted.length, arcs) }
}

function neighboursOf(count: number, arcs: readonly Arc[]): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (const { from, to } of arcs) {
    lists[from]?.push(to)
    lists[to]?.push(from)
  }
  return lists.map((list) => [...new Set(list)].sort((a, b) => a - b))
}

/** The part of a graph with these items only; `members` are indices in order. */
export function partOf({ items, arcs }: Graph, members: readonly number[]): Graph {
  const place = new Map(members.map((member, index) => [member, index]))
  const kept = arcs.flatMap((arc): Arc[] => {
    const [from, to] = [place.get(arc.from), place.get(arc.to)]
    return from === undefined || to === undefined ? [] : [{ ...arc, from, to }]
  })
  return {
    items: members.flatMap((member) => items[member] ?? []),
    arcs: kept,
    neighbours: neighboursOf(members.length, kept),
  }
}

/** Indices of each part that hangs together, in order; the parts by their first index. */
export function componentsOf({ neighbours }: Pick<Graph, 'neighbours'>): readonly (readonly number[])[] {
  const seen = new Uint8Array(neighbours.length)
  const components: number[][] = []
  for (let start = 0; start < neighbours.length; start++) {
    if (seen[start] === 1) continue
    seen[start] = 1
    const members = [start]
    for (let at = 0; at < members.length; at++)
      for (const next of neighbours[members[at] ?? 0] ?? [])
        if (seen[next] === 0) {
          seen[next] = 1
          members.push(next)
        }
    components.push(members.sort((a, b) => a - b))
  }
  return components
}

/** The item most others are linked with; among equals the weightiest, then the first. */
export function hubOf({ items, neighbours }: Graph, among?: readonly number[]): number {
  let best = -1
  for (const index of among ?? items.keys()) {
    if (best < 0) {
      best = index
      continue
    }
    const more =
      (neighbours[index]?.length ?? 0) - (neighbours[best]?.length ?? 0) ||
      (items[index]?.weight ?? 0) - (items[best]?.weight ?? 0)
    if (more > 0) best = index
  }
  return best
}
