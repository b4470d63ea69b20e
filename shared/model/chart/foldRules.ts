/** Other ways to fold than into people: by place, by kind, by branch of the tree of superiors, by community. Each says of an entity which other one it is drawn inside of. */
import type { ChartEdge, ChartNode } from '../../contract/charts.ts'
import { communityPlaces } from './communities.ts'
import { statedStrength } from './dashes.ts'
import { gathered } from './grouping.ts'

export type FoldNode = Pick<ChartNode, 'entityId' | 'kind'>
export type FoldEdge = Pick<ChartEdge, 'linkKind' | 'fromId' | 'toId'> & Partial<Pick<ChartEdge, 'count'>>
/** As `Folding` of fold.ts. */
interface Folding {
  readonly into: ReadonlyMap<number, number>
  readonly unheld: readonly number[]
  readonly shared: readonly number[]
}
/** Who is drawn inside of whom before anything is opened; what several claim is `shared`, what none claims `unheld`. */
type Rule = (nodes: ReadonlyMap<number, string>, edges: readonly FoldEdge[]) => Folding
const ascending = (ids: Iterable<number>): readonly number[] => [...ids].toSorted((one, other) => one - other)

/** Links that say that something is at a place, or that somebody looks after it. */
const atPlace: ReadonlySet<string> = new Set(['locatedAt', 'manages', 'keeps'])
/** Inside of the only place it belongs to. */
function byPlace(nodes: ReadonlyMap<number, string>, edges: readonly FoldEdge[]): Folding {
  const places = new Map<number, Set<number>>()
  for (const { linkKind, fromId, toId } of edges) {
    if (!atPlace.has(linkKind) || fromId === toId) continue
    for (const [thing, place] of [
      [fromId, toId],
      [toId, fromId],
    ] as const)
      if (nodes.get(place) === 'place' && nodes.get(thing) !== 'place')
        places.set(thing, (places.get(thing) ?? new Set()).add(place))
  }
  const into = new Map<number, number>()
  const shared: number[] = []
  for (const thing of ascending(places.keys())) {
    const [only, ...more] = places.get(thing) ?? []
    if (only !== undefined && more.length === 0) into.set(thing, only)
    else shared.push(thing)
  }
  const unheld = ascending(nodes.keys()).filter(
    (id) => nodes.get(id) !== 'place' && !into.has(id) && !places.has(id),
  )
  return { into, unheld, shared }
}
/** All of one kind inside of the first of them. */
function byKind(nodes: ReadonlyMap<number, string>): Folding {
  const heads = new Map<string, number>()
  const into = new Map<number, number>()
  for (const id of ascending(nodes.keys())) {
    const kind = nodes.get(id) ?? ''
    const head = heads.get(kind)
    if (head === undefined) heads.set(kind, id)
    else into.set(id, head)
  }
  return { into, unheld: [], shared: [] }
}
/**
 * Everybody below the second rank of the tree of superiors inside of the one of the second rank they come from. Who has several superiors stands by themselves and is told;
 * where superiors go round in a ring nobody is folded.
 */
function byBranch(nodes: ReadonlyMap<number, string>, edges: readonly FoldEdge[]): Folding {
  const superiors = new Map<number, Set<number>>()
  const inTree = new Set<number>()
  for (const { linkKind, fromId, toId } of edges) {
    if (linkKind !== 'reportsTo' && linkKind !== 'agentOf') continue
    if (fromId === toId || !nodes.has(fromId) || !nodes.has(toId)) continue
    const [below, above] = linkKind === 'reportsTo' ? [fromId, toId] : [toId, fromId]
    superiors.set(below, (superiors.get(below) ?? new Set()).add(above))
    inTree.add(below).add(above)
  }
  const into = new Map<number, number>()
  const shared: number[] = []
  for (const id of ascending(inTree)) {
    const way = wayUp(id, superiors)
    if (way === 'several') shared.push(id)
    // The last of the way is the top, the one before it the second rank.
    else if (way !== null && way.length > 2) into.set(id, way.at(-2) ?? id)
  }
  return { into, unheld: ascending(nodes.keys()).filter((id) => !inTree.has(id)), shared }
}
function wayUp(
  id: number,
  superiors: ReadonlyMap<number, ReadonlySet<number>>,
): readonly number[] | 'several' | null {
  const way = [id]
  const seen = new Set(way)
  for (let at = id; ;) {
    const [only, ...more] = superiors.get(at) ?? []
    if (only === undefined) return way
    // Below somebody with several superiors one stands under that person, not under any of those.
    if (more.length > 0) return at === id ? 'several' : way
    if (seen.has(only)) return null
    seen.add(only)
    way.push(only)
    at = only
  }
}
/** Each community (`communities.ts`) inside of whoever has most dealings in it. What people entered by hand moves none: its sums are those of files. */
function byCommunity(nodes: ReadonlyMap<number, string>, all: readonly FoldEdge[]): Folding {
  const edges = all.filter(({ linkKind }) => statedStrength(linkKind) === null)
  const ids = ascending(nodes.keys())
  const lowest = communityPlaces(ids, edges)
  const weightOf = new Map<number, number>()
  for (const { fromId, toId, count = 1 } of edges) {
    weightOf.set(fromId, (weightOf.get(fromId) ?? 0) + count)
    weightOf.set(toId, (weightOf.get(toId) ?? 0) + count)
  }
  const weights = Float64Array.from(ids, (id) => weightOf.get(id) ?? 0)
  const { first, members } = gathered(ids.length, lowest)
  const into = new Map<number, number>()
  for (const place of ids.keys()) {
    const [head, ...others] = members
      .subarray(first[place], first[place + 1])
      .toSorted((one, other) => (weights[other] as number) - (weights[one] as number) || one - other)
    if (head !== undefined) for (const other of others) into.set(ids[other] as number, ids[head] as number)
  }
  return { into, unheld: [], shared: [] }
}

export const foldRules = {
  place: byPlace,
  kind: byKind,
  branch: byBranch,
  community: byCommunity,
} satisfies Readonly<Record<string, Rule>>
