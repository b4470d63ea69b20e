/** Geometry of nodes with their captions. */
import type { Point, Room } from './types.ts'

export interface Bounds {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
/** Room between two nodes with their captions. */
export const gap = 14

export const widthOf = ({ half }: Room): number => 2 * half + gap
export const heightOf = ({ above, below }: Room): number => above + below + gap

/** The box around all of it; around the origin when there is nothing. */
export function boundsOf(rooms: readonly Room[], places: readonly Point[]): Bounds {
  if (places.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 }
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  places.forEach(({ x, y }, index) => {
    const { half, above, below } = rooms[index] ?? { half: 0, above: 0, below: 0 }
    left = Math.min(left, x - half)
    right = Math.max(right, x + half)
    top = Math.min(top, y - above)
    bottom = Math.max(bottom, y + below)
  })
  return { left, right, top, bottom }
}
export const moved = (places: readonly Point[], dx: number, dy: number): Point[] =>
  places.map(({ x, y }) => ({ x: x + dx, y: y + dy }))

/** The same places around the origin. */
export function centred(rooms: readonly Room[], places: readonly Point[]): Point[] {
  const { left, right, top, bottom } = boundsOf(rooms, places)
  return moved(places, -(left + right) / 2, -(top + bottom) / 2)
}
/** How large a box of this size comes out on a canvas of the shape: larger is better. */
export function fitOf(width: number, height: number, aspect: number): number {
  return Math.min(aspect / Math.max(width, 1), 1 / Math.max(height, 1))
}
