/** Boxes side by side on shelves, so that all of them together have the shape of the canvas. */
import { fitOf } from './boxes.ts'
import type { Point } from './types.ts'

export interface Sized {
  readonly width: number
  readonly height: number
}
export interface Packed extends Sized {
  /** Upper left corner of each box, in the order they were given. */
  readonly corners: readonly Point[]
}

/** Boxes on shelves no wider than the limit, in the order given; the boxes of a shelf stand on its upper edge. */
export function shelves(boxes: readonly Sized[], limit: number, space: number): Packed {
  const corners: Point[] = []
  let [x, y, shelf, width] = [0, 0, 0, 0]
  for (const box of boxes) {
    if (x > 0 && x + box.width > limit) {
      x = 0
      y += shelf + space
      shelf = 0
    }
    corners.push({ x, y })
    x += box.width + space
    shelf = Math.max(shelf, box.height)
    width = Math.max(width, x - space)
  }
  return { corners, width, height: boxes.length === 0 ? 0 : y + shelf }
}

/** Widths worth trying for boxes of this area. */
export const spreads = [0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.4] as const

/** Shelves of the width at which all of it comes out largest on the canvas. */
export function packed(boxes: readonly Sized[], aspect: number, space: number): Packed {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + space) * (height + space), 0)
  const widest = boxes.reduce((most, { width }) => Math.max(most, width), 0)
  let best: Packed = { corners: [], width: 0, height: 0 }
  let bestFit = -1
  for (const spread of spreads) {
    const tried = shelves(boxes, Math.max(widest, Math.sqrt(area * aspect) * spread), space)
    const fit = fitOf(tried.width, tried.height, aspect)
    if (fit > bestFit * 1.000_001) [best, bestFit] = [tried, fit]
  }
  return best
}
