/** Where the lines of a drawn pattern run, their heads and their captions, in pixels of the board. */
import type { DrawnPattern } from '../../shared/model/drawnPattern.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export interface PatternLine {
  /** The path of an SVG. */
  readonly path: string
  /** Points of the head at the end, and of the one at the beginning where it goes either way. */
  readonly heads: readonly string[]
  readonly caption: Point
}
/** Half a node with a little air. */
const reach = 23
/** Between lines of the same two nodes. */
const apart = 46

/** A line a step; several of the same two nodes bend away from one another. */
export function patternLines(
  { steps }: DrawnPattern,
  points: Readonly<Record<string, Point>>,
): readonly (PatternLine | null)[] {
  const pairOf = ({ from, to }: { readonly from: string; readonly to: string }): string =>
    [from, to].toSorted().join(' ')
  return steps.map((step, place) => {
    const [from, to] = [points[step.from], points[step.to]]
    if (from === undefined || to === undefined || step.from === step.to) return null
    const beside = steps.flatMap((other, at) => (pairOf(other) === pairOf(step) ? [at] : []))
    const bend = (beside.indexOf(place) - (beside.length - 1) / 2) * apart
    // The same side for both ways, or lines there and back would lie on one another.
    return line(from, to, step.from < step.to ? bend : -bend, step.either)
  })
}
function line(from: Point, to: Point, bend: number, isEither: boolean): PatternLine {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const normal = { x: -dy / length, y: dx / length }
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  // The middle of the curve lies half as far out as its control.
  const control = { x: middle.x + normal.x * bend * 2, y: middle.y + normal.y * bend * 2 }
  const [start, end] = [towards(from, control), towards(to, control)]
  return {
    path: `M${point(start)} Q${point(control)} ${point(end)}`,
    heads: [head(end, control), ...(isEither ? [head(start, control)] : [])],
    caption: { x: middle.x + normal.x * bend, y: middle.y + normal.y * bend },
  }
}
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return { x: from.x + ((to.x - from.x) / length) * reach, y: from.y + ((to.y - from.y) / length) * reach }
}
const point = ({ x, y }: Point): string => `${Math.round(x)} ${Math.round(y)}`
function head(tip: Point, from: Point): string {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x)
  const side = (turn: number): Point => ({
    x: tip.x - 9 * Math.cos(angle + turn),
    y: tip.y - 9 * Math.sin(angle + turn),
  })
  return [tip, side(0.42), side(-0.42)].map(point).join(' ')
}
/** The one of some points that lies next in a direction from here; null where none does. */
export function nextIn<T extends Point>(here: Point, those: readonly T[], key: string): T | null {
  const ways: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: -1, y: 0 },
    ArrowRight: { x: 1, y: 0 },
    ArrowUp: { x: 0, y: -1 },
    ArrowDown: { x: 0, y: 1 },
  }
  const way = ways[key] ?? { x: 0, y: 0 }
  let best: T | null = null
  let least = Infinity
  for (const one of those) {
    const along = (one.x - here.x) * way.x + (one.y - here.y) * way.y
    const across = Math.abs((one.x - here.x) * way.y) + Math.abs((one.y - here.y) * way.x)
    if (along > 1 && along + across * 2 < least) {
      best = one
      least = along + across * 2
    }
  }
  return best
}
