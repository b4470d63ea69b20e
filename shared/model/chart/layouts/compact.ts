/** Leaves around their hub: who has one link only stands on rings around the one it is linked with; the hubs are laid out by force, each as large as it is with its leaves. */
import { boundsOf } from './boxes.ts'
import { layPart } from './force.ts'
import { type Graph, partOf } from './graph.ts'
import { byParts } from './parts.ts'
import { cellFor, next, placeOnRings } from './rings.ts'
import type { Point, Room, Steps } from './types.ts'

export function* compact(graph: Graph, aspect: number, seed: number): Steps<readonly Point[]> {
  return yield* byParts(graph, aspect, (part, shape) => compactPart(part, shape, seed))
}
function* compactPart(graph: Graph, aspect: number, seed: number): Steps<readonly Point[]> {
  const { leavesOf, hubs } = hubsOf(graph)
  const stars = hubs.map((hub) => starOf(graph, hub, leavesOf[hub] ?? []))
  const part = partOf(graph, hubs)
  const large: Graph = {
    ...part,
    items: part.items.map((item, index) => ({ ...item, pinned: false, ...stars[index]?.room })),
  }
  const places = hubs.length === 1 ? [{ x: 0, y: 0 }] : yield* layPart(large, aspect, seed)
  const result: Point[] = graph.items.map(() => ({ x: 0, y: 0 }))
  hubs.forEach((hub, index) => {
    const at = places[index] ?? { x: 0, y: 0 }
    result[hub] = at
    for (const { item, x, y } of stars[index]?.leaves ?? []) result[item] = { x: at.x + x, y: at.y + y }
  })
  return result
}

/** Who has a single neighbour is a leaf of it; of two that have only each other the first is the hub. */
function hubsOf({ neighbours }: Graph) {
  const leavesOf = neighbours.map((): number[] => [])
  const hubs: number[] = []
  neighbours.forEach((list, item) => {
    const [hub] = list
    const isLeaf =
      list.length === 1 && hub !== undefined && ((neighbours[hub]?.length ?? 0) > 1 || hub < item)
    if (isLeaf) leavesOf[hub]?.push(item)
    else hubs.push(item)
  })
  return { leavesOf, hubs }
}

interface Star {
  readonly room: Room
  readonly leaves: readonly { readonly item: number; readonly x: number; readonly y: number }[]
}
/** A hub with its leaves on rings, the same kinds side by side, and the room all of it takes. */
function starOf(graph: Graph, hub: number, leaves: readonly number[]): Star {
  const own = graph.items[hub]
  if (own === undefined || leaves.length === 0)
    return { room: own ?? { half: 0, above: 0, below: 0 }, leaves: [] }
  const rooms = leaves.flatMap((leaf) => graph.items[leaf] ?? [])
  const cell = cellFor([own, ...rooms])
  const order = leaves.toSorted((a, b) => {
    const [one, other] = [graph.items[a], graph.items[b]]
    if (one === undefined || other === undefined) return 0
    return (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0) || other.weight - one.weight || a - b
  })
  const placed = new Map<number, Point>()
  placeOnRings(
    order.map((item, index) => ({ item, angle: -Math.PI / 2 + (2 * Math.PI * index) / order.length })),
    next({ x: 0, y: 0 }, cell),
    cell,
    (item, place) => placed.set(item, place),
  )
  const places = leaves.map((leaf) => placed.get(leaf) ?? { x: 0, y: 0 })
  const { left, right, top, bottom } = boundsOf([own, ...rooms], [{ x: 0, y: 0 }, ...places])
  return {
    room: { half: Math.max(-left, right), above: -top, below: bottom },
    leaves: leaves.map((item, index) => ({ item, ...(places[index] ?? { x: 0, y: 0 }) })),
  }
}
