/** Columns side by side with a title each: what stands in one is laid out by itself, in the shape its share of the canvas has. */
import { boundsOf, fitOf, heightOf, widthOf } from './boxes.ts'
import { type Graph, partOf } from './graph.ts'
import { block } from './parts.ts'
import type { LayoutItem, Point, Steps } from './types.ts'

/** Room between two columns, which holds the edges of their frames; and between them and what stands above all. */
export const columnSpace = 60
const headSpace = 90

export interface Columns {
  /** Above all columns. */
  readonly heads: readonly number[]
  readonly columns: readonly (readonly number[])[]
}

/** Lays out each column by `inside`; all columns together have the shape of the canvas and about one height. */
export function* sideBySide(
  graph: Graph,
  { heads, columns }: Columns,
  aspect: number,
  inside: (part: Graph, aspect: number) => Steps<readonly Point[]>,
): Steps<readonly Point[]> {
  const filled = columns.filter(({ length }) => length > 0)
  const areas = filled.map((members) => members.reduce((sum, member) => sum + areaOf(graph.items[member]), 0))
  const total = areas.reduce((sum, area) => sum + area, 0)
  let best: readonly Point[] = []
  let bestFit = -1
  const tries = [1, 1.3, 1.7]
  for (const [index, spread] of tries.entries()) {
    const height = Math.sqrt(total / aspect) * spread
    const laid: (readonly Point[])[] = []
    for (const [at, members] of filled.entries()) {
      const shape = (areas[at] ?? 0) / height / height
      const steps = inside(partOf(graph, members), Math.max(shape, 0.05))
      for (let step = steps.next(); ; step = steps.next())
        if (step.done === true) {
          laid.push(step.value)
          break
        }
      yield (index + (at + 1) / filled.length) / tries.length
    }
    const tried = compose(graph.items, heads, filled, laid)
    const { left, right, top, bottom } = boundsOf(graph.items, tried)
    const fit = fitOf(right - left, bottom - top, aspect)
    if (fit > bestFit * 1.000_001) [best, bestFit] = [tried, fit]
  }
  return best
}
const areaOf = (item: LayoutItem | undefined): number =>
  item === undefined ? 0 : widthOf(item) * heightOf(item) * 1.35

function compose(
  items: readonly LayoutItem[],
  heads: readonly number[],
  columns: readonly (readonly number[])[],
  laid: readonly (readonly Point[])[],
): readonly Point[] {
  const places: Point[] = items.map(() => ({ x: 0, y: 0 }))
  let x = 0
  columns.forEach((members, index) => {
    const rooms = members.flatMap((member) => items[member] ?? [])
    const points = laid[index] ?? []
    const bounds = boundsOf(rooms, points)
    points.forEach((point, at) => {
      places[members[at] ?? 0] = { x: point.x - bounds.left + x, y: point.y - bounds.top }
    })
    x += bounds.right - bounds.left + columnSpace
  })
  if (heads.length === 0) return places
  const width = Math.max(0, x - columnSpace)
  const rooms = heads.flatMap((head) => items[head] ?? [])
  const cell = rooms.reduce((most, room) => Math.max(most, widthOf(room)), 1)
  const across = Math.max(1, Math.min(heads.length, Math.floor(width / cell)))
  const above = block(rooms, 1, across)
  const bounds = boundsOf(rooms, above)
  heads.forEach((head, at) => {
    const point = above[at] ?? { x: 0, y: 0 }
    places[head] = {
      x: point.x + width / 2 - (bounds.left + bounds.right) / 2,
      y: point.y - bounds.bottom - headSpace,
    }
  })
  return places
}
