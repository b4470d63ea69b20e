/**
 * Where a line between two is drawn, from rim to rim, so that nothing has to be guessed by whoever puts words on it: straight, or in an arc around those it would
 * pass under (`DrawnEdge.bend`, found by `bends.ts`).
 */
import type { Point } from './around.ts'
import type { DrawnEdge, DrawnNode } from './scene.ts'

export interface LineShape {
  /** At the rims; with an arrow its tip. */
  readonly start: Point
  readonly end: Point
  /** From start to end, of length one: where it leaves, and how it arrives. The same for a straight line. */
  readonly way: Point
  readonly endWay: Point
  /** From start to end as the crow flies. */
  readonly length: number
  /** The points that pull it aside (a cubic curve); null for a straight line. */
  readonly pulls: readonly [Point, Point] | null
}
type Disc = Pick<DrawnNode, 'x' | 'y' | 'size'>
type Drawn = Pick<DrawnEdge, 'directed' | 'back'> & Partial<Pick<DrawnEdge, 'side' | 'bend'>>

/** No arc stands off further than this share of its length, also while its ends are moved: what is more would be a loop. */
export const mostBend = 0.3
/** How far along the way the arc is pulled aside: close to its ends, so that it is beside the first it passes. */
const [pullShare, pullMost] = [0.18, 70]

/** Null where the two lie so close that no line is left between them. `side`: beside the middle, for lines that share their ends (`DrawnEdge.side`). */
export function lineShape(
  from: Disc,
  to: Disc,
  { directed, back, side = 0, bend = 0 }: Drawn,
): LineShape | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const distance = Math.hypot(dx, dy)
  const [first, last] = [from.size / 2 + (back ? 2 : 1), to.size / 2 + (directed ? 2 : 1)]
  const length = distance - first - last
  if (length <= 0) return null
  const way = { x: dx / distance, y: dy / distance }
  const [sx, sy] = [way.y * side, -way.x * side]
  if (bend === 0)
    return {
      start: { x: from.x + way.x * first + sx, y: from.y + way.y * first + sy },
      end: { x: to.x - way.x * last + sx, y: to.y - way.y * last + sy },
      way,
      endWay: way,
      length,
      pulls: null,
    }
  const off = (Math.max(-mostBend * distance, Math.min(mostBend * distance, bend)) * 4) / 3
  const along = Math.min(pullShare * distance, pullMost)
  const [ox, oy] = [way.y * off + sx, -way.x * off + sy]
  const pulls = [
    { x: from.x + way.x * along + ox, y: from.y + way.y * along + oy },
    { x: to.x - way.x * along + ox, y: to.y - way.y * along + oy },
  ] as const
  const leaves = towards({ x: from.x + sx, y: from.y + sy }, pulls[0])
  const arrives = towards(pulls[1], { x: to.x + sx, y: to.y + sy })
  return {
    start: { x: from.x + sx + leaves.x * first, y: from.y + sy + leaves.y * first },
    end: { x: to.x + sx - arrives.x * last, y: to.y + sy - arrives.y * last },
    way: leaves,
    endWay: arrives,
    length,
    pulls,
  }
}
function towards(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  return length === 0 ? { x: 1, y: 0 } : { x: dx / length, y: dy / length }
}
/** Where it is after a share of its way, 0 at its start and 1 at its end. */
export function pointOn({ start, end, pulls }: LineShape, share: number): Point {
  const rest = 1 - share
  if (pulls === null) return { x: start.x * rest + end.x * share, y: start.y * rest + end.y * share }
  const [one, other] = pulls
  const [a, b, c, d] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3]
  return {
    x: a * start.x + b * one.x + c * other.x + d * end.x,
    y: a * start.y + b * one.y + c * other.y + d * end.y,
  }
}
/** A bent line in so many straight parts is nowhere a pixel beside itself. */
export const bentParts = 24
/** The line as straight parts: the points from its start to its end. */
export function pointsOn(shape: LineShape): readonly Point[] {
  if (shape.pulls === null) return [shape.start, shape.end]
  return Array.from({ length: bentParts + 1 }, (_, part) => pointOn(shape, part / bentParts))
}

/** Length of an arrow's head, and half its width at the back. */
export function arrowSize(width: number): { readonly length: number; readonly half: number } {
  const length = 4.5 + width * 1.4
  return { length, half: length * 0.45 }
}

/** The lines of its caption as they are written: which way something goes is an arrow that points the way it goes on the picture. */
export function captionTexts(
  from: Pick<DrawnNode, 'x' | 'y'>,
  to: Pick<DrawnNode, 'x' | 'y'>,
  { caption }: Pick<DrawnEdge, 'caption'>,
): readonly string[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const [forward, back] =
    Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? ['→', '←'] : ['←', '→']) : dy >= 0 ? ['↓', '↑'] : ['↑', '↓']
  return caption.map(({ way, text }) =>
    way === null ? text : `${way === 'forward' ? forward : back} ${text}`,
  )
}
/** How far above the middle of a node the line reaches that goes from it to itself. */
export function loopHeight({ size }: Pick<DrawnNode, 'size'>): number {
  return size * 0.47 + 30
}
