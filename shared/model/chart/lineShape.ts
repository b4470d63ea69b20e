/** Where a line between two is drawn: straight from rim to rim, so that nothing has to be guessed by whoever puts words on it. */
import type { Point } from './around.ts'
import type { DrawnEdge, DrawnNode } from './scene.ts'

export interface LineShape {
  /** At the rims; with an arrow its tip. */
  readonly start: Point
  readonly end: Point
  /** From start to end, of length one. */
  readonly way: Point
  readonly length: number
}
type Disc = Pick<DrawnNode, 'x' | 'y' | 'size'>

/** Null where the two lie so close that no line is left between them. `side`: beside the middle, for lines that share their ends (`DrawnEdge.side`). */
export function lineShape(
  from: Disc,
  to: Disc,
  { directed, back, side = 0 }: Pick<DrawnEdge, 'directed' | 'back'> & { readonly side?: number },
): LineShape | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const distance = Math.hypot(dx, dy)
  const [first, last] = [from.size / 2 + (back ? 2 : 1), to.size / 2 + (directed ? 2 : 1)]
  const length = distance - first - last
  if (length <= 0) return null
  const way = { x: dx / distance, y: dy / distance }
  const [sx, sy] = [way.y * side, -way.x * side]
  return {
    start: { x: from.x + way.x * first + sx, y: from.y + way.y * first + sy },
    end: { x: to.x - way.x * last + sx, y: to.y - way.y * last + sy },
    way,
    length,
  }
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
