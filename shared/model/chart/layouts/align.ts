/** Brings chosen nodes into line, or to equal distances. Like a drag these are the work of a hand: what is pinned moves too. */
import { boundsOf } from './boxes.ts'
import type { Point, Room } from './types.ts'

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]
export const distributions = ['across', 'down'] as const
export type Distribution = (typeof distributions)[number]

interface Placed extends Room {
  readonly at: Point
}

/** The places of the items in one line: the edges are those of nodes with their captions, `centre` and `middle` those of the shapes. */
export function align(items: readonly Placed[], by: Alignment): readonly Point[] {
  const bounds = boundsOf(
    items,
    items.map(({ at }) => at),
  )
  const centre = { x: middleOf(items, 'x'), y: middleOf(items, 'y') }
  return items.map(({ at, half, above, below }) => {
    switch (by) {
      case 'left':
        return { x: bounds.left + half, y: at.y }
      case 'right':
        return { x: bounds.right - half, y: at.y }
      case 'centre':
        return { x: centre.x, y: at.y }
      case 'top':
        return { x: at.x, y: bounds.top + above }
      case 'bottom':
        return { x: at.x, y: bounds.bottom - below }
      case 'middle':
        return { x: at.x, y: centre.y }
    }
  })
}
function middleOf(items: readonly Placed[], axis: 'x' | 'y'): number {
  let [low, high] = [Infinity, -Infinity]
  for (const { at } of items) {
    low = Math.min(low, at[axis])
    high = Math.max(high, at[axis])
  }
  return items.length === 0 ? 0 : (low + high) / 2
}

/** The places of the items at equal distances between the two outermost, in their present order. */
export function distribute(items: readonly Placed[], by: Distribution): readonly Point[] {
  const axis = by === 'across' ? 'x' : 'y'
  const order = items
    .map((item, index) => ({ item, index }))
    .toSorted((a, b) => a.item.at[axis] - b.item.at[axis] || a.index - b.index)
  const places = items.map(({ at }) => at)
  const [first, last] = [order[0], order.at(-1)]
  if (first === undefined || last === undefined || order.length < 3) return places
  const step = (last.item.at[axis] - first.item.at[axis]) / (order.length - 1)
  order.forEach(({ item, index }, position) => {
    const value = first.item.at[axis] + step * position
    places[index] = axis === 'x' ? { x: value, y: item.at.y } : { x: item.at.x, y: value }
  })
  return places
}
