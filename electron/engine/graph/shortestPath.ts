/** The path of fewest links between two nodes, by breadth-first search from both ends; ties go to the path with more facts behind it. */
import type { LinkGraph } from './linkGraph.ts'

export interface PathLimits {
  /** May the link be used, may the node be passed; both ends are always allowed. */
  readonly linkAllowed?: (link: number) => boolean
  readonly nodeAllowed?: (node: number) => boolean
  readonly maxHops?: number
}
export interface FoundPath {
  readonly nodes: readonly number[]
  readonly links: readonly number[]
}

/** One side of the search: how far (-1: not reached), over what, and with how many facts each node was reached. */
interface Side {
  readonly distance: Int32Array
  readonly parent: Int32Array
  readonly via: Int32Array
  readonly facts: Float64Array
  readonly reached: number[]
  frontier: number[]
  depth: number
}
// Arrays of the size of the graph are kept with it; a search leaves them as it found them.
const kept = new WeakMap<LinkGraph, readonly [Side, Side]>()

/**
 * Node and link numbers of the path, or null when there is none within `maxHops`. Between two nodes the link with the most facts is
 * taken. What is left equal is decided by the lower entity id, so that the answer does not depend on the order of imports.
 */
export function shortestPath(
  graph: LinkGraph,
  from: number,
  to: number,
  limits: PathLimits = {},
): FoundPath | null {
  if (from === to) return { nodes: [from], links: [] }
  const maxHops = limits.maxHops ?? Number.POSITIVE_INFINITY
  const [source, target] = kept.get(graph) ?? [emptySide(graph), emptySide(graph)]
  kept.set(graph, [source, target])
  startAt(source, from)
  startAt(target, to)
  const found = search(graph, source, target, maxHops, limits)
  clear(source)
  clear(target)
  return found
}
function search(
  graph: LinkGraph,
  source: Side,
  target: Side,
  maxHops: number,
  limits: PathLimits,
): FoundPath | null {
  while (source.frontier.length > 0 && target.frontier.length > 0 && source.depth + target.depth < maxHops) {
    const [near, far] = source.frontier.length <= target.frontier.length ? [source, target] : [target, source]
    expand(graph, near, limits)
    // Before this level nothing had met, so every shortest path crosses here: on the new level of one side and the last of the other.
    const meeting = near.frontier.filter((node) => far.distance[node] === far.depth)
    if (meeting.length > 0) return join(source, target, meeting)
  }
  return null
}
function emptySide(graph: LinkGraph): Side {
  const nodes = graph.entityIds.length
  return {
    distance: new Int32Array(nodes).fill(-1),
    parent: new Int32Array(nodes),
    via: new Int32Array(nodes),
    facts: new Float64Array(nodes),
    reached: [],
    frontier: [],
    depth: 0,
  }
}
function startAt(side: Side, node: number): void {
  side.distance[node] = 0
  side.facts[node] = 0
  side.reached.push(node)
  side.frontier = [node]
  side.depth = 0
}
function clear(side: Side): void {
  for (const node of side.reached) side.distance[node] = -1
  side.reached.length = 0
}
function expand(graph: LinkGraph, side: Side, { linkAllowed, nodeAllowed }: PathLimits): void {
  const { offsets, targets, links, counts } = graph
  const depth = side.depth + 1
  const reached: number[] = []
  for (const node of side.frontier) {
    const end = offsets[node + 1] ?? 0
    for (let half = offsets[node] ?? 0; half < end; half += 1) {
      const other = targets[half] ?? 0
      const link = links[half] ?? 0
      const known = side.distance[other] ?? -1
      if (known !== -1 && known !== depth) continue
      if (linkAllowed !== undefined && !linkAllowed(link)) continue
      if (nodeAllowed !== undefined && !nodeAllowed(other)) continue
      const facts = (side.facts[node] ?? 0) + (counts[link] ?? 0)
      if (known === -1) {
        side.distance[other] = depth
        reached.push(other)
        side.reached.push(other)
      } else if (!better(facts, node, link, side, other, graph)) continue
      side.facts[other] = facts
      side.parent[other] = node
      side.via[other] = link
    }
  }
  side.frontier = reached
  side.depth = depth
}
/** Nodes are numbered by ascending entity id, so the lower number is the lower id. */
function better(
  facts: number,
  node: number,
  link: number,
  side: Side,
  other: number,
  graph: LinkGraph,
): boolean {
  const present = side.facts[other] ?? 0
  if (facts !== present) return facts > present
  const parent = side.parent[other] ?? 0
  if (node !== parent) return node < parent
  return (graph.linkIds[link] ?? 0) < (graph.linkIds[side.via[other] ?? 0] ?? 0)
}
function join(source: Side, target: Side, meeting: readonly number[]): FoundPath {
  const facts = (node: number): number => (source.facts[node] ?? 0) + (target.facts[node] ?? 0)
  const best = meeting.reduce((chosen, node) =>
    facts(node) > facts(chosen) || (facts(node) === facts(chosen) && node < chosen) ? node : chosen,
  )
  const nodes = [best]
  const links: number[] = []
  for (let node = best; source.distance[node] !== 0;) {
    links.unshift(source.via[node] ?? 0)
    node = source.parent[node] ?? 0
    nodes.unshift(node)
  }
  for (let node = best; target.distance[node] !== 0;) {
    links.push(target.via[node] ?? 0)
    node = target.parent[node] ?? 0
    nodes.push(node)
  }
  return { nodes, links }
}
