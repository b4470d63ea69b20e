/**
 * Which lines bend: in rows a straight line to somebody further along passes under those between and reads like a chain of people. Such a line goes around them in the
 * flattest arc that passes under nobody, or under the fewest where there is no such arc. The same places give the same arcs, whoever draws them.
 */
import type { Point } from './around.ts'
import type { Box } from './labels/boxIndex.ts'
import { lineShape, mostBend, pointsOn } from './lineShape.ts'
import type { DrawnEdge, DrawnNode } from './scene.ts'

type Disc = Pick<DrawnNode, 'key' | 'x' | 'y' | 'size'>
type Line = Pick<DrawnEdge, 'key' | 'from' | 'to' | 'directed' | 'back'> & Partial<Pick<DrawnEdge, 'side'>>

/** Of more lines none bends: they are a mesh, in which an arc more tells nothing, and looking for arcs would take longer than painting them. */
export const mostBending = 800
/** What a line keeps off a node it does not end at. */
const margin = 4
/** How far arcs stand off at their middle, the flattest first. */
const arcs: readonly number[] = [12, 17, 23, 30, 38, 47, 58, 72, 90, 110]
/** For each it passes beyond the first so much more, and no more than that. */
const [apart, mostApart] = [5, 40]

/** What no line should pass under that does not end there. */
export function nodeBox({ x, y, size }: Pick<DrawnNode, 'x' | 'y' | 'size'>): Box {
  const half = size / 2 + margin
  return { left: x - half, right: x + half, top: y - half, bottom: y + half }
}
/** By the key of the line how far its middle stands off, to the left of its way (`DrawnEdge.bend`); a line that stays straight is left out. */
export function bendsOf(
  nodes: ReadonlyMap<string, Disc>,
  edges: readonly Line[],
  before: Bent = nothing,
): ReadonlyMap<string, number> {
  const bends = new Map<string, number>()
  if (edges.length > mostBending) return bends
  const around = nodesByPlace(nodes)
  // Where all stand as they stood, what was found holds: most changes of a chart move nobody.
  const known =
    before.edges.size <= mostBending && standAlike(before.nodes, nodes) ? before.edges : nothing.edges
  for (const edge of edges) {
    const same = known.get(edge.key)
    if (same !== undefined && isAlike(same, edge)) {
      if (same.bend !== undefined) bends.set(edge.key, same.bend)
      continue
    }
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    if (from === undefined || to === undefined || from === to) continue
    const bend = bendOf(from, to, edge, around)
    if (bend !== 0) bends.set(edge.key, bend)
  }
  return bends
}
/** A scene drawn before, with its bends. */
interface Bent {
  readonly nodes: ReadonlyMap<string, Disc>
  readonly edges: ReadonlyMap<string, Line & { readonly bend?: number }>
}
const nothing: Bent = { nodes: new Map(), edges: new Map() }
function standAlike(one: ReadonlyMap<string, Disc>, other: ReadonlyMap<string, Disc>): boolean {
  if (one.size !== other.size) return false
  for (const [key, { x, y, size }] of other) {
    const stood = one.get(key)
    if (stood === undefined || stood.x !== x || stood.y !== y || stood.size !== size) return false
  }
  return true
}
const isAlike = (one: Line, other: Line): boolean =>
  one.from === other.from &&
  one.to === other.to &&
  one.directed === other.directed &&
  one.back === other.back &&
  one.side === other.side

function bendOf(from: Disc, to: Disc, edge: Line, around: NodesByPlace): number {
  const other = ({ key }: Disc): boolean => key !== edge.from && key !== edge.to
  const straight = shapeOf(from, to, edge, 0)
  if (straight === null) return 0
  const passed = around(boxOf(straight)).filter(other)
  const straightly = underOf(straight, passed.map(nodeBox), Infinity)
  if (straightly === 0) return 0
  const distance = Math.hypot(to.x - from.x, to.y - from.y)
  const furthest = Math.min(arcs.at(-1) ?? 0, mostBend * distance)
  const near = around(grown(boxOf(straight), furthest))
    .filter(other)
    .map(nodeBox)
  const under = (bend: number, most: number): number => {
    const points = shapeOf(from, to, edge, bend)
    return points === null ? most : underOf(points, near, most)
  }
  // First to the side that is up, where rows have the most room: names stand below.
  const up = upIsLeft(from, to) ? 1 : -1
  let [least, best] = [straightly, 0]
  for (const arc of arcs) {
    if (arc > furthest || least === 0) break
    for (const bend of [arc * up, -arc * up]) {
      const count = under(bend, least)
      if (count < least) [least, best] = [count, bend]
    }
  }
  if (best === 0 || straightly === 1) return best
  // Who goes further stands off a little more, so that arcs over the same row do not run into each other.
  const more = best + Math.sign(best) * Math.min(mostApart, apart * (straightly - 1))
  return Math.abs(more) <= furthest && under(more, least + 1) === least ? more : best
}
/** Under how many it passes; no further counted than `most`. */
function underOf(points: readonly Point[], boxes: readonly Box[], most: number): number {
  const reach = boxOf(points)
  let under = 0
  for (const box of boxes) {
    if (under >= most) break
    if (overlaps(reach, box) && isUnder(points, box)) under++
  }
  return under
}
/** Whether what lies left of the way lies above it; of a way straight up or down, whether it lies to the right. */
function upIsLeft(from: Point, to: Point): boolean {
  const dx = to.x - from.x
  return Math.abs(dx) > 1 ? dx > 0 : to.y > from.y
}
function shapeOf(from: Disc, to: Disc, edge: Line, bend: number): readonly Point[] | null {
  const { directed, back, side = 0 } = edge
  const shape = lineShape(from, to, { directed, back, side, bend })
  return shape === null ? null : pointsOn(shape)
}
/** Whether the line that goes from point to point passes under the box. */
export function isUnder(points: readonly Point[], box: Box): boolean {
  for (let index = 1; index < points.length; index++)
    if (meets(points[index - 1] as Point, points[index] as Point, box)) return true
  return false
}
/** Whether a straight part and a box share a point within the box: beside one of its sides, or all corners on one side of the part, they do not. */
function meets(from: Point, to: Point, { left, right, top, bottom }: Box): boolean {
  if (from.x <= left ? to.x <= left : from.x >= right && to.x >= right) return false
  if (from.y <= top ? to.y <= top : from.y >= bottom && to.y >= bottom) return false
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const middle = ((left + right) / 2 - from.x) * dy - ((top + bottom) / 2 - from.y) * dx
  const reach = (Math.abs(dy) * (right - left) + Math.abs(dx) * (bottom - top)) / 2
  return Math.abs(middle) < reach
}
function boxOf(points: readonly Point[]): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, right, top, bottom }
}
const grown = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
})
const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

/** The nodes whose boxes may reach into a box. */
type NodesByPlace = (box: Box) => readonly Disc[]
const cell = 128
function nodesByPlace(nodes: ReadonlyMap<string, Disc>): NodesByPlace {
  const rows = new Map<number, Map<number, Disc[]>>()
  let largest = 0
  for (const node of nodes.values()) {
    largest = Math.max(largest, node.size)
    const [column, row] = [Math.floor(node.x / cell), Math.floor(node.y / cell)]
    const cells = rows.get(row) ?? new Map<number, Disc[]>()
    if (cells.size === 0) rows.set(row, cells)
    const list = cells.get(column)
    if (list === undefined) cells.set(column, [node])
    else list.push(node)
  }
  const reach = largest / 2 + margin
  const lines = [...rows].toSorted(([one], [other]) => one - other)
  return ({ left, right, top, bottom }) => {
    const found: Disc[] = []
    for (const [row, cells] of lines) {
      if ((row + 1) * cell < top - reach || row * cell > bottom + reach) continue
      const [first, last] = [Math.floor((left - reach) / cell), Math.floor((right + reach) / cell)]
      if (last - first > cells.size) {
        for (const [column, list] of cells) if (column >= first && column <= last) found.push(...list)
      } else for (let column = first; column <= last; column++) found.push(...(cells.get(column) ?? []))
    }
    return found
  }
}
