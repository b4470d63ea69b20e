/**
 * Places by springs and repulsion. The same input and seed give the same places, to the digit; each part that hangs together is laid out by
 * itself, lies along the canvas, and all parts are packed into its shape. Pinned items stay and the others gather around them.
 */
import { boundsOf, heightOf, moved, widthOf } from './boxes.ts'
import { componentsOf, type Graph, partOf } from './graph.ts'
import { removeOverlaps } from './overlaps.ts'
import { repulsionOf } from './repulsion.ts'
import { startOf } from './start.ts'
import { byParts } from './parts.ts'
import type { Point, Steps } from './types.ts'

/** `most`: no more rounds than this, for places that are wanted at once. */
export function* force(graph: Graph, aspect: number, seed: number, most = Infinity): Steps<readonly Point[]> {
  const held = graph.items.some(({ pinned }) => pinned)
  const lay = (part: Graph, shape: number) => layPart(part, shape, seed, most)
  if (!held) return yield* byParts(graph, aspect, lay)
  // What hangs on pinned items is laid out with them in their place; the rest is packed beside it.
  const components = componentsOf(graph)
  const isHeld = (members: readonly number[]) => members.some((member) => graph.items[member]?.pinned)
  const around = components
    .filter(isHeld)
    .flat()
    .sort((a, b) => a - b)
  const rest = components
    .filter((members) => !isHeld(members))
    .flat()
    .sort((a, b) => a - b)
  const fixed = yield* layHeld(partOf(graph, around), seed)
  const places: Point[] = graph.items.map(() => ({ x: 0, y: 0 }))
  around.forEach((item, index) => (places[item] = fixed[index] ?? { x: 0, y: 0 }))
  if (rest.length === 0) return places
  const others = partOf(graph, rest)
  const free = yield* byParts(others, aspect, lay)
  const [there, come] = [
    boundsOf(
      around.flatMap((item) => graph.items[item] ?? []),
      fixed,
    ),
    boundsOf(others.items, free),
  ]
  const [width, height] = [there.right - there.left, there.bottom - there.top]
  const beside = width / aspect < height
  const shift = beside
    ? { x: there.right + besideSpace - come.left, y: (there.top + there.bottom - come.top - come.bottom) / 2 }
    : { x: (there.left + there.right - come.left - come.right) / 2, y: there.bottom + besideSpace - come.top }
  moved(free, shift.x, shift.y).forEach((place, index) => (places[rest[index] ?? 0] = place))
  return places
}
const besideSpace = 90

/** The distance two linked nodes would like: a little more than the room they take. */
function idealOf({ items }: Graph): number {
  const area = items.reduce((sum, item) => sum + widthOf(item) * heightOf(item), 0) / items.length
  return Math.sqrt(area) * 1.25
}

/** One connected part, no pinned ones in it. */
export function* layPart(
  graph: Graph,
  aspect: number,
  seed: number,
  most = Infinity,
): Steps<readonly Point[]> {
  const ideal = idealOf(graph)
  const start = startOf(graph, seed).map(({ x, y }) => ({ x: x * ideal, y: y * ideal }))
  const relaxed = yield* relax(graph, start, ideal, most)
  const shaped = shape(graph, relaxed, aspect, ideal)
  return removeOverlaps(
    graph.items,
    shaped,
    graph.items.map(() => false),
  )
}

function* layHeld(graph: Graph, seed: number): Steps<readonly Point[]> {
  const ideal = idealOf(graph)
  const relaxed = yield* relax(graph, nearPinned(graph, ideal, seed), ideal, Infinity)
  return removeOverlaps(
    graph.items,
    relaxed,
    graph.items.map(({ pinned }) => pinned),
  )
}

/** Free items begin beside the one through which they hang on a pinned one. */
function nearPinned(graph: Graph, ideal: number, seed: number): readonly Point[] {
  const places = graph.items.map(({ pinned, at }) => (pinned ? at : null))
  const queue = [...graph.items.keys()].filter((item) => graph.items[item]?.pinned)
  let turn = seed % 97
  for (let at = 0; at < queue.length; at++) {
    const from = places[queue[at] ?? 0] ?? { x: 0, y: 0 }
    for (const next of graph.neighbours[queue[at] ?? 0] ?? []) {
      if (places[next] !== null) continue
      turn += 1
      places[next] = {
        x: from.x + ideal * Math.cos(turn * goldenAngle),
        y: from.y + ideal * Math.sin(turn * goldenAngle),
      }
      queue.push(next)
    }
  }
  return places.map((place) => place ?? { x: 0, y: 0 })
}
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** Lets springs and repulsion work in rounds, ever more gently. */
function* relax(graph: Graph, start: readonly Point[], ideal: number, most: number): Steps<readonly Point[]> {
  const { items, neighbours } = graph
  const count = items.length
  const x = Float64Array.from(start, (point) => point.x)
  const y = Float64Array.from(start, (point) => point.y)
  const fixed = Uint8Array.from(items, ({ pinned }) => (pinned ? 1 : 0))
  // Who has many links takes more room, and pulls each of them less.
  const mass = Float64Array.from(neighbours, (list) => 1 + 0.35 * Math.log2(1 + list.length))
  const repulsion = repulsionOf(mass, ideal * ideal)
  const [pushX, pushY] = [new Float64Array(count), new Float64Array(count)]
  const rounds = Math.min(most, count <= 150 ? 240 : count <= 600 ? 160 : count <= 2_500 ? 110 : 70)
  for (let round = 0; round < rounds; round++) {
    pushX.fill(0)
    pushY.fill(0)
    repulsion.add(x, y, pushX, pushY)
    attract(neighbours, x, y, ideal, pushX, pushY)
    const heat = ideal * (1.2 * (1 - round / rounds) ** 1.5 + 0.02)
    for (let i = 0; i < count; i++) {
      if (fixed[i] === 1) continue
      const [dx, dy] = [pushX[i] ?? 0, pushY[i] ?? 0]
      const length = Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9)
      const step = Math.min(length * 0.12, heat)
      x[i] = (x[i] ?? 0) + (dx / length) * step
      y[i] = (y[i] ?? 0) + (dy / length) * step
    }
    yield (round + 1) / rounds
  }
  return items.map(({ pinned, at }, index) => (pinned ? at : { x: x[index] ?? 0, y: y[index] ?? 0 }))
}

function attract(
  neighbours: Graph['neighbours'],
  x: Float64Array,
  y: Float64Array,
  ideal: number,
  pushX: Float64Array,
  pushY: Float64Array,
): void {
  for (let from = 0; from < neighbours.length; from++) {
    const list = neighbours[from] ?? []
    for (const to of list) {
      if (to < from) continue
      const dx = (x[to] ?? 0) - (x[from] ?? 0)
      const dy = (y[to] ?? 0) - (y[from] ?? 0)
      // In a thicket each line pulls less, so that it opens.
      const crowd = Math.min(list.length, neighbours[to]?.length ?? 1)
      const pull = Math.sqrt(dx * dx + dy * dy) / ideal / Math.max(1, Math.sqrt(crowd) * 0.6)
      pushX[from] = (pushX[from] ?? 0) + dx * pull
      pushY[from] = (pushY[from] ?? 0) + dy * pull
      pushX[to] = (pushX[to] ?? 0) - dx * pull
      pushY[to] = (pushY[to] ?? 0) - dy * pull
    }
  }
}

/** Lays the longer side along the canvas, widens towards its shape, and opens until there is about room for every caption, or draws together what is wider than that. */
function shape(
  { items, neighbours }: Graph,
  places: readonly Point[],
  aspect: number,
  ideal: number,
): readonly Point[] {
  const turned = alongCanvas(places, aspect)
  const { left, right, top, bottom } = boundsOf(items, turned)
  const [width, height] = [right - left, bottom - top]
  const widen = Math.min(1.6, Math.max(1 / 1.6, Math.sqrt(aspect / (width / height))))
  const taken = items.reduce((sum, item) => sum + widthOf(item) * heightOf(item), 0)
  const needed = Math.sqrt(taken / (width * height))
  const lines = neighbours.flatMap((list, from) =>
    list.flatMap((to) => {
      const [one, other] = [turned[from], turned[to]]
      return to < from || one === undefined || other === undefined
        ? []
        : [Math.hypot(one.x - other.x, one.y - other.y)]
    }),
  )
  // Lines keep room for their own captions.
  const shortest = (1.15 * ideal * lines.length) / lines.reduce((sum, line) => sum + line, 1e-9)
  const open = Math.max(
    needed * Math.sqrt(tightest),
    Math.min(1, Math.max(needed * Math.sqrt(widest), shortest)),
  )
  return turned.map(({ x, y }) => ({ x: x * widen * open, y: (y / widen) * open }))
}
/** How much larger than all captions together a part is before they are pushed apart: at least, and at most. */
const [tightest, widest] = [1.7, 4]

function alongCanvas(places: readonly Point[], aspect: number): readonly Point[] {
  const count = places.length
  const [mx, my] = [
    places.reduce((sum, { x }) => sum + x, 0) / count,
    places.reduce((sum, { y }) => sum + y, 0) / count,
  ]
  let [xx, yy, xy] = [0, 0, 0]
  for (const { x, y } of places) {
    xx += (x - mx) ** 2
    yy += (y - my) ** 2
    xy += (x - mx) * (y - my)
  }
  const turn = 0.5 * Math.atan2(2 * xy, xx - yy) + (aspect < 1 ? Math.PI / 2 : 0)
  const [cos, sin] = [Math.cos(-turn), Math.sin(-turn)]
  return places.map(({ x, y }) => ({
    x: (x - mx) * cos - (y - my) * sin,
    y: (x - mx) * sin + (y - my) * cos,
  }))
}
