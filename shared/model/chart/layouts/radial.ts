/** Rings around a middle: by distance in steps, by measure, or all on one ring. */
import { componentsOf, type Graph, hubOf } from './graph.ts'
import { byParts } from './parts.ts'
import { capacityOf, cellFor, firstOf, next, placeOnRings, type Ring, type Wanted } from './rings.ts'
import type { Point, Steps } from './types.ts'

const full = 2 * Math.PI
/** Angles begin at the top and go with the clock. */
const top = -Math.PI / 2

/** Rings by the number of steps from the middle: the one given, otherwise the best linked of each part. */
export function radial(graph: Graph, aspect: number, middle: string | null): Steps<readonly Point[]> {
  return byParts(graph, aspect, function* (part) {
    yield 0
    const given = part.items.findIndex(({ id }) => id === middle)
    return aroundMiddle(part, given === -1 ? hubOf(part) : given, aspect)
  })
}

function aroundMiddle(graph: Graph, middle: number, aspect: number): readonly Point[] {
  const { parents, byStep } = stepsFrom(graph, middle)
  const cell = cellFor(graph.items, aspect)
  const places: Point[] = graph.items.map(() => ({ x: 0, y: 0 }))
  const sectors = sectorsOf(parents, byStep)
  let ring: Ring = { x: 0, y: 0 }
  for (const members of byStep.slice(1)) {
    ring = placeOnRings(
      members.map((item): Wanted => ({ item, angle: sectors[item] ?? 0 })),
      firstOf(ringsFor(members.length), members.length, next(ring, cell), cell),
      cell,
      (item, place) => (places[item] = place),
    )
    // A little more air between two distances than between rings of one.
    ring = { x: ring.x + cell.width * 0.25, y: ring.y + cell.height * 0.25 }
  }
  return places
}

/** Few rings that are seen as rings, rather than many that fill the middle. */
const ringsFor = (count: number): number => Math.ceil(Math.sqrt(count / 26))

/** Who is how many steps away, and over whom the shortest way goes: of several the weightiest. */
function stepsFrom({ neighbours, items }: Graph, middle: number) {
  const steps = items.map(() => -1)
  const parents = items.map(() => -1)
  steps[middle] = 0
  const byStep: number[][] = [[middle]]
  for (let step = 0; (byStep[step]?.length ?? 0) > 0; step++) {
    const found: number[] = []
    const heaviest = (byStep[step] ?? []).toSorted(
      (a, b) => (items[b]?.weight ?? 0) - (items[a]?.weight ?? 0) || a - b,
    )
    for (const item of heaviest)
      for (const other of neighbours[item] ?? [])
        if (steps[other] === -1) {
          steps[other] = step + 1
          parents[other] = item
          found.push(other)
        }
    if (found.length === 0) break
    byStep.push(found)
  }
  return { parents, byStep }
}

/** The middle of each one's sector: sectors are as wide as what hangs on them has ends, brothers by weight, the widest first. */
function sectorsOf(parents: readonly number[], byStep: readonly (readonly number[])[]): readonly number[] {
  const children: number[][] = parents.map(() => [])
  parents.forEach((parent, item) => children[parent]?.push(item))
  const leaves = parents.map(() => 0)
  for (const members of byStep.toReversed())
    for (const item of members) {
      leaves[item] = Math.max(1, leaves[item] ?? 0)
      const parent = parents[item] ?? -1
      if (parent !== -1) leaves[parent] = (leaves[parent] ?? 0) + (leaves[item] ?? 1)
    }
  const angles = parents.map(() => 0)
  const starts = parents.map(() => top)
  const widths = parents.map(() => full)
  for (const members of byStep)
    for (const item of members) {
      let at = starts[item] ?? 0
      const all = leaves[item] ?? 1
      const order = (children[item] ?? []).toSorted((a, b) => (leaves[b] ?? 0) - (leaves[a] ?? 0) || a - b)
      for (const child of order) {
        const width = ((widths[item] ?? 0) * (leaves[child] ?? 1)) / all
        starts[child] = at
        widths[child] = width
        angles[child] = at + width / 2
        at += width
      }
    }
  return angles
}

/** Rings by measure: the weightiest in the middle, each ring as full as it can be. What is linked stands in the same direction. */
export function* byMeasure(graph: Graph, aspect: number): Steps<readonly Point[]> {
  yield 0
  const cell = cellFor(graph.items, aspect)
  const places: Point[] = graph.items.map(() => ({ x: 0, y: 0 }))
  const angles: (number | undefined)[] = []
  const order = [...graph.items.keys()].sort(
    (a, b) =>
      (graph.items[b]?.weight ?? 0) - (graph.items[a]?.weight ?? 0) ||
      (graph.neighbours[b]?.length ?? 0) - (graph.neighbours[a]?.length ?? 0) ||
      a - b,
  )
  let ring: Ring = { x: 0, y: 0 }
  for (let from = 1; from < order.length;) {
    ring = next(ring, cell)
    // Not quite full, so that each finds room near its direction.
    const room = Math.max(4, Math.floor(0.85 * capacityOf(ring, cell)))
    const members = order.slice(from, from + room)
    const wanted = members.map((item, index): Wanted => ({
      item,
      angle: directionTo(graph, item, angles) ?? top + (full * (index + 0.5)) / members.length,
    }))
    placeOnRings(wanted, ring, cell, (item, place) => {
      places[item] = place
      angles[item] = clock(Math.atan2(place.y / ring.y, place.x / ring.x))
    })
    from += room
  }
  return places
}
/** The middle of the directions of those placed that it is linked with. */
function directionTo(
  { neighbours }: Graph,
  item: number,
  angles: readonly (number | undefined)[],
): number | undefined {
  let [x, y] = [0, 0]
  for (const other of neighbours[item] ?? []) {
    const angle = angles[other]
    if (angle === undefined) continue
    x += Math.cos(angle)
    y += Math.sin(angle)
  }
  return Math.hypot(x, y) < 1e-6 ? undefined : clock(Math.atan2(y, x))
}
const clock = (angle: number): number => (angle < top ? angle + full : angle)

/** All on a ring around an open middle, in several rows where one would be too long; whoever is linked stands near each other. */
export function* circle(graph: Graph, aspect: number): Steps<readonly Point[]> {
  yield 0
  const cell = cellFor(graph.items, aspect)
  const places: Point[] = graph.items.map(() => ({ x: 0, y: 0 }))
  const order = alongLinks(graph)
  if (order.length < 2) return places
  const rows = Math.ceil(order.length / mostOnCircle)
  placeOnRings(
    order.map((item, index): Wanted => ({ item, angle: top + (full * index) / order.length })),
    firstOf(rows, order.length, next({ x: 0, y: 0 }, cell), cell),
    cell,
    (item, place) => (places[item] = place),
  )
  return places
}
/** More than these make a circle of several rows. */
const mostOnCircle = 72

/** Each part in one run, whoever is linked close to each other: along the links from the best linked on, then drawn to the middle of their own. */
function alongLinks(graph: Graph): readonly number[] {
  const order: number[] = []
  const seen = new Uint8Array(graph.items.length)
  const parts = componentsOf(graph).toSorted((a, b) => b.length - a.length)
  for (const members of parts) {
    const stack = [hubOf(graph, members)]
    while (stack.length > 0) {
      const item = stack.pop() ?? 0
      if (seen[item] === 1) continue
      seen[item] = 1
      order.push(item)
      // The least linked first: its branch ends soonest.
      const others = (graph.neighbours[item] ?? []).filter((other) => seen[other] === 0)
      others.sort((a, b) => (graph.neighbours[b]?.length ?? 0) - (graph.neighbours[a]?.length ?? 0) || b - a)
      stack.push(...others)
    }
  }
  return order
}
