/** Rings: as many nodes on each as it has room for, captions included. */
import { gap } from './boxes.ts'
import type { Point, Room } from './types.ts'

/** A ring is wider than high, as captions are: from one to the next it grows by a cell each way. */
export interface Ring {
  readonly x: number
  readonly y: number
}
export interface Cell {
  readonly width: number
  readonly height: number
}

/** Where the ring is at an angle. */
export const onRing = (ring: Ring, angle: number): Point => ({
  x: ring.x * Math.cos(angle),
  y: ring.y * Math.sin(angle),
})

/** The angle a cell takes on a ring: side by side above and below the middle, one over the other to its left and right. */
export function angleOf(ring: Ring, angle: number, cell: Cell): number {
  const [dx, dy] = [-ring.x * Math.sin(angle), ring.y * Math.cos(angle)]
  const speed = Math.max(Math.hypot(dx, dy), 1e-6)
  const along = Math.min(
    cell.width / Math.max(Math.abs(dx) / speed, 1e-6),
    cell.height / Math.max(Math.abs(dy) / speed, 1e-6),
  )
  return (along * 1.03) / speed
}

/** About how many cells a ring holds. */
export function capacityOf(ring: Ring, cell: Cell): number {
  let sum = 0
  const steps = 48
  for (let step = 0; step < steps; step++) {
    const angle = ((step + 0.5) / steps) * 2 * Math.PI
    sum += (2 * Math.PI) / steps / angleOf(ring, angle, cell)
  }
  return Math.max(1, Math.floor(sum))
}

/** The ring a cell further out; on the slants two cells need more than their width or height. */
export const next = (ring: Ring, cell: Cell): Ring => ({
  x: ring.x + cell.width * slant,
  y: ring.y + cell.height * slant,
})
const slant = 1.15

/**
 * Angles on one ring as near to the wanted ones (ascending) as their cells allow: neighbours that would lie on each other share the push. The
 * wanted order stays.
 */
export function spaced(wanted: readonly number[], ring: Ring, cell: Cell): readonly number[] {
  if (wanted.length < 2) return wanted
  const full = 2 * Math.PI
  // The circle is cut where most room is.
  let cut = 0
  let widest = -1
  wanted.forEach((angle, index) => {
    const before = index === 0 ? (wanted.at(-1) ?? 0) - full : (wanted[index - 1] ?? 0)
    if (angle - before > widest + 1e-9) [widest, cut] = [angle - before, index]
  })
  const line = wanted.map((_, index) => {
    const at = (cut + index) % wanted.length
    return (wanted[at] ?? 0) + (at < cut ? full : 0)
  })
  const needs = line.map((angle) => angleOf(ring, angle, cell))
  const steps = line.map((_, index) =>
    index === 0 ? 0 : ((needs[index] ?? 0) + (needs[index - 1] ?? 0)) / 2,
  )
  const total = steps.reduce((sum, step) => sum + step, 0) + ((needs[0] ?? 0) + (needs.at(-1) ?? 0)) / 2
  const shrink = total > full ? full / total : 1
  const offsets: number[] = []
  steps.forEach((step, index) => offsets.push((offsets[index - 1] ?? 0) + step * shrink))
  const moved = ascending(line.map((angle, index) => angle - (offsets[index] ?? 0)))
  const angles = moved.map((angle, index) => angle + (offsets[index] ?? 0))
  const span = (angles.at(-1) ?? 0) - (angles[0] ?? 0)
  const most = full - (((needs[0] ?? 0) + (needs.at(-1) ?? 0)) / 2) * shrink
  // Pushed past the cut: all of it is spread from the first on.
  const placed =
    span > most + 1e-9 ? offsets.map((offset) => (angles[0] ?? 0) - (span - most) / 2 + offset) : angles
  return wanted.map((_, index) => placed[(index - cut + wanted.length) % wanted.length] ?? 0)
}

/** The ascending values nearest to these (pool adjacent violators). */
function ascending(values: readonly number[]): readonly number[] {
  const pools: { sum: number; count: number }[] = []
  for (const value of values) {
    pools.push({ sum: value, count: 1 })
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)]
      if (before === undefined || last === undefined || before.sum / before.count <= last.sum / last.count)
        break
      pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count })
    }
  }
  return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
}

/** One cell for all of them, not much narrower than the canvas has it, so that rings lie along the canvas. */
export function cellFor(rooms: readonly Room[], aspect = 1): Cell {
  let [width, height] = [0, 0]
  for (const { half, above, below } of rooms) {
    width = Math.max(width, 2 * half)
    height = Math.max(height, above + below)
  }
  const cell = { width: width + gap, height: height + gap }
  return { ...cell, width: Math.max(cell.width, cell.height * Math.min(1.35, Math.max(0.8, aspect))) }
}

/** The first of so many rings that together hold `count` cells, no smaller than the one given. */
export function firstOf(rings: number, count: number, smallest: Ring, cell: Cell): Ring {
  const grow = { width: cell.width / 4, height: cell.height / 4 }
  for (let first = smallest; ; first = next(first, grow)) {
    let [room, ring] = [0, first]
    for (let index = 0; index < rings; index++) {
      room += capacityOf(ring, cell)
      ring = next(ring, cell)
    }
    if (room >= count) return first
  }
}

export interface Wanted {
  readonly item: number
  readonly angle: number
}
/**
 * Places on as many rings as are needed from `first` on, each node near its angle. Neighbours go to rings in turn, so that a crowd in one
 * direction grows outwards. Returns the last ring used.
 */
export function placeOnRings(
  wanted: readonly Wanted[],
  first: Ring,
  cell: Cell,
  put: (item: number, place: Point) => void,
): Ring {
  const sorted = wanted.toSorted((a, b) => a.angle - b.angle || a.item - b.item)
  const rings: Ring[] = []
  let room = 0
  for (let ring = first; ; ring = next(ring, cell)) {
    rings.push(ring)
    room += capacityOf(ring, cell)
    if (room >= sorted.length) break
  }
  // Each ring gets its share of the room, taken evenly from the whole circle.
  const shares = rings.map((ring) => capacityOf(ring, cell) / room)
  const filled = rings.map(() => 0)
  const lists: Wanted[][] = rings.map(() => [])
  sorted.forEach((each, index) => {
    let best = 0
    rings.forEach((_, ring) => {
      const lacking = (index + 1) * (shares[ring] ?? 0) - (filled[ring] ?? 0)
      if (lacking > (index + 1) * (shares[best] ?? 0) - (filled[best] ?? 0) + 1e-9) best = ring
    })
    filled[best] = (filled[best] ?? 0) + 1
    lists[best]?.push(each)
  })
  rings.forEach((ring, index) => {
    const list = lists[index] ?? []
    spaced(
      list.map(({ angle }) => angle),
      ring,
      cell,
    ).forEach((angle, at) => put(list[at]?.item ?? 0, onRing(ring, angle)))
  })
  return rings.at(-1) ?? first
}
