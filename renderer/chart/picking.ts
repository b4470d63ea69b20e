/** What lies under a point or within an outline. All rows of numbers are gone through, without an index: 100,000 lines in some 6 ms. */
import type { Point } from '../../shared/model/chart/around.ts'
import type { Extent } from './camera.ts'
import { bentPoints, type Drawing } from './drawing.ts'

/** The node under the point, the uppermost of several; -1 for none. `slack` makes small ones easier to meet. */
export function nodeAt({ x, y, radius, nodes }: Drawing, point: Point, slack: number): number {
  for (let node = nodes.length - 1; node >= 0; node--) {
    const reach = (radius[node] as number) + slack
    const dx = Math.abs((x[node] as number) - point.x)
    if (dx > reach) continue
    const dy = Math.abs((y[node] as number) - point.y)
    if (dy <= reach && dx * dx + dy * dy <= reach * reach) return node
  }
  return -1
}
/** The line nearest to the point among those no further than `reach` beside their width; -1 for none. */
export function lineAt(drawing: Drawing, point: Point, reach: number): number {
  const { x, y, radius, from, to, edges } = drawing
  let [best, nearest] = [-1, Infinity]
  for (let edge = 0; edge < from.length; edge++) {
    const [first, last] = [from[edge] as number, to[edge] as number]
    const far = reach + 4 + Math.abs(edges[edge]?.side ?? 0) + Math.abs(edges[edge]?.bend ?? 0)
    const [ax, bx] = [x[first] as number, x[last] as number]
    const loop = first === last ? loopReach(radius[first] as number) : 0
    if (point.x < Math.min(ax, bx) - far - loop || point.x > Math.max(ax, bx) + far + loop) continue
    const [ay, by] = [y[first] as number, y[last] as number]
    if (point.y < Math.min(ay, by) - far - loop || point.y > Math.max(ay, by) + far + loop) continue
    const distance =
      loop > 0
        ? Math.abs(Math.hypot(point.x - ax, point.y - (ay - (radius[first] as number))) - loop / 2)
        : edges[edge]?.bend !== undefined
          ? distanceToParts(point, bentPoints(drawing, edge))
          : distanceTo(point.x, point.y, ...besideMiddle(ax, ay, bx, by, edges[edge]?.side))
    const beside = distance - (edges[edge]?.width ?? 0) / 2
    if (beside <= reach && beside < nearest) [best, nearest] = [edge, beside]
  }
  return best
}
/** How far a line from a node to itself stands off. */
export const loopReach = (radius: number): number => radius + 26

/** The ends of a line that lies beside the middle of its nodes (`DrawnEdge.side`). */
function besideMiddle(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  side: number | undefined,
): [number, number, number, number] {
  const length = Math.hypot(bx - ax, by - ay)
  if (side === undefined || length === 0) return [ax, ay, bx, by]
  const [sx, sy] = [((by - ay) / length) * side, ((ax - bx) / length) * side]
  return [ax + sx, ay + sy, bx + sx, by + sy]
}
function distanceTo(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length))
  return Math.hypot(px - ax - along * dx, py - ay - along * dy)
}

function distanceToParts({ x, y }: Point, points: readonly Point[]): number {
  let least = Infinity
  for (const [index, { x: bx, y: by }] of points.entries()) {
    const { x: ax, y: ay } = points[Math.max(0, index - 1)] as Point
    least = Math.min(least, distanceTo(x, y, ax, ay, bx, by))
  }
  return least
}

/** Nodes whose middle lies in the box. */
export function nodesInBox(
  { x, y, nodes }: Drawing,
  { left, top, right, bottom }: Extent,
): readonly number[] {
  const found: number[] = []
  for (let node = 0; node < nodes.length; node++) {
    const [px, py] = [x[node] as number, y[node] as number]
    if (px >= left && px <= right && py >= top && py <= bottom) found.push(node)
  }
  return found
}
/** Nodes whose middle lies within the outline, which closes by itself. */
export function nodesWithin(drawing: Drawing, outline: readonly Point[]): readonly number[] {
  if (outline.length < 3) return []
  const xs = outline.map((point) => point.x)
  const ys = outline.map((point) => point.y)
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  return nodesInBox(drawing, box).filter((node) =>
    isWithin(drawing.x[node] as number, drawing.y[node] as number, outline),
  )
}
function isWithin(x: number, y: number, outline: readonly Point[]): boolean {
  let inside = false
  let before = outline.at(-1) as Point
  for (const point of outline) {
    if (
      point.y > y !== before.y > y &&
      x < ((before.x - point.x) * (y - point.y)) / (before.y - point.y) + point.x
    )
      inside = !inside
    before = point
  }
  return inside
}

/** Nodes of which something may be seen in the extent, their captions included. */
export function nodesInSight(
  { x, y, radius, nodes }: Drawing,
  extent: Extent,
  beside: number,
): readonly number[] {
  const found: number[] = []
  for (let node = 0; node < nodes.length; node++) {
    const reach = (radius[node] as number) + beside
    const [px, py] = [x[node] as number, y[node] as number]
    if (px + reach < extent.left || px - reach > extent.right) continue
    if (py + reach < extent.top || py - reach > extent.bottom) continue
    found.push(node)
  }
  return found
}
/** How many nodes in the extent, and lines that cross it, have words and are not told. */
export function untoldInSight(
  drawing: Drawing,
  extent: Extent,
  { isNamed, linesToo }: { readonly isNamed: (key: string) => boolean; readonly linesToo: boolean },
): { readonly nodes: number; readonly lines: number } {
  let [nodes, lines] = [0, 0]
  for (const [node, { key, label }] of drawing.nodes.entries()) {
    const [x, y] = [drawing.x[node] as number, drawing.y[node] as number]
    if (x < extent.left || x > extent.right || y < extent.top || y > extent.bottom) continue
    if (label !== '' && !isNamed(key)) nodes++
  }
  if (linesToo)
    for (const line of linesInSight(drawing, extent)) {
      const edge = drawing.edges[line]
      if (edge !== undefined && edge.caption.length > 0 && !isNamed(edge.key)) lines++
    }
  return { nodes, lines }
}
/** Lines that may cross the extent. */
export function linesInSight({ x, y, from, to, radius, edges }: Drawing, extent: Extent): Int32Array {
  const found = new Int32Array(from.length)
  let count = 0
  for (let edge = 0; edge < from.length; edge++) {
    const [first, last] = [from[edge] as number, to[edge] as number]
    const [ax, ay, bx, by] = [x[first] as number, y[first] as number, x[last] as number, y[last] as number]
    const wide =
      first === last ? 2 * loopReach(radius[first] as number) : 8 + Math.abs(edges[edge]?.bend ?? 0)
    if (Math.max(ax, bx) + wide < extent.left || Math.min(ax, bx) - wide > extent.right) continue
    if (Math.max(ay, by) + wide < extent.top || Math.min(ay, by) - wide > extent.bottom) continue
    if (first !== last && misses(ax, ay, bx, by, extent, wide)) continue
    found[count++] = edge
  }
  return found.subarray(0, count)
}
/** Whether the extent lies wholly on one side of the line. */
function misses(ax: number, ay: number, bx: number, by: number, extent: Extent, wide: number): boolean {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  if (length === 0) return false
  const middle = ((extent.left + extent.right) / 2 - ax) * dy - ((extent.top + extent.bottom) / 2 - ay) * dx
  const reach =
    (Math.abs(dy) * (extent.right - extent.left) + Math.abs(dx) * (extent.bottom - extent.top)) / 2
  return Math.abs(middle) > reach + wide * length
}
