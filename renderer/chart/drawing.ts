/** A scene as the painter and the hit test read it: places and ends as numbers by index. Places change while something is moved; nothing else does. */
import type { DrawnAnnotation } from '../../shared/model/chart/annotations.ts'
import type { Point } from '../../shared/model/chart/around.ts'
import { lineShape, pointsOn } from '../../shared/model/chart/lineShape.ts'
import type { ChartScene, DrawnEdge, DrawnFrame, DrawnNode } from '../../shared/model/chart/scene.ts'
import { captionWidth, cutText, textWidth } from '../../shared/model/chart/textWidth.ts'
import type { Extent } from './camera.ts'

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  /** Only those whose ends are both there. */
  readonly edges: readonly DrawnEdge[]
  readonly frames: readonly DrawnFrame[]
  /** What people have drawn on it. */
  readonly byHand: readonly DrawnAnnotation[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly x: Float64Array
  readonly y: Float64Array
  readonly radius: Float32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** The lines of a node, and the place of a line by its key: made when first asked for. */
  linesOf(node: number): Int32Array
  lineOf(key: string): number | undefined
}

export function drawingOf({ nodes, edges, frames, byHand = [] }: ChartScene): Drawing {
  const list = [...nodes.values()]
  const indexOf = new Map<string, number>()
  const [x, y, radius] = [
    new Float64Array(list.length),
    new Float64Array(list.length),
    new Float32Array(list.length),
  ]
  for (const [index, node] of list.entries()) {
    indexOf.set(node.key, index)
    x[index] = node.x
    y[index] = node.y
    radius[index] = node.size / 2
  }
  const kept: DrawnEdge[] = []
  const [from, to] = [new Int32Array(edges.size), new Int32Array(edges.size)]
  for (const edge of edges.values()) {
    const [first, last] = [indexOf.get(edge.from), indexOf.get(edge.to)]
    if (first === undefined || last === undefined) continue
    from[kept.length] = first
    to[kept.length] = last
    kept.push(edge)
  }
  let lines: readonly Int32Array[] | null = null
  let places: ReadonlyMap<string, number> | null = null
  return {
    nodes: list,
    edges: kept,
    frames,
    byHand,
    indexOf,
    x,
    y,
    radius,
    from: from.subarray(0, kept.length),
    to: to.subarray(0, kept.length),
    linesOf(node) {
      lines ??= linesByNode(list.length, from, to, kept.length)
      return lines[node] ?? new Int32Array()
    },
    lineOf(key) {
      places ??= new Map(kept.map((edge, index) => [edge.key, index]))
      return places.get(key)
    },
  }
}
function linesByNode(nodes: number, from: Int32Array, to: Int32Array, edges: number): readonly Int32Array[] {
  const starts = new Int32Array(nodes + 1)
  const ends = (edge: number): readonly number[] => {
    const [first, last] = [from[edge] ?? 0, to[edge] ?? 0]
    return first === last ? [first] : [first, last]
  }
  for (let edge = 0; edge < edges; edge++)
    for (const end of ends(edge)) starts[end + 1] = (starts[end + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
  const filled = starts.slice(0, nodes)
  const all = new Int32Array(starts[nodes] ?? 0)
  for (let edge = 0; edge < edges; edge++)
    for (const end of ends(edge)) {
      all[filled[end] ?? 0] = edge
      filled[end] = (filled[end] ?? 0) + 1
    }
  return Array.from({ length: nodes }, (_, node) => all.subarray(starts[node], starts[node + 1]))
}

/** A bent line from point to point, where its ends stand now; empty for one that is straight. */
export function bentPoints(drawing: Drawing, edge: number): readonly Point[] {
  const drawn = drawing.edges[edge]
  if (drawn?.bend === undefined) return []
  const end = (node: number) => ({
    x: drawing.x[node] ?? 0,
    y: drawing.y[node] ?? 0,
    size: 2 * (drawing.radius[node] ?? 0),
  })
  const shape = lineShape(end(drawing.from[edge] ?? 0), end(drawing.to[edge] ?? 0), drawn)
  return shape === null ? [] : pointsOn(shape)
}

/** Neighbours of a node, itself not among them, each once. */
export function neighboursOf(drawing: Drawing, node: number): readonly number[] {
  const found = new Set<number>()
  for (const edge of drawing.linesOf(node)) {
    found.add(drawing.from[edge] ?? node)
    found.add(drawing.to[edge] ?? node)
  }
  found.delete(node)
  return [...found]
}

/** The lines of text below a node, as wide as a layout has made room for. */
export function captionOf({ label, sublabel }: Pick<DrawnNode, 'label' | 'sublabel'>): readonly string[] {
  const cut = (text: string) => cutText(text, captionSize, captionWidth)
  return sublabel === '' ? [cut(label)] : [cut(label), cut(sublabel)]
}
/** Size of text on the chart at its own scale, in pixels, and the height of its lines. */
const captionSize = 13
export const captionLine = 1.3

/** What these nodes take, captions included; of all nodes the frames too. Null where there is nothing. */
export function extentOf(drawing: Drawing, nodes?: Iterable<number>): Extent | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const index of nodes ?? drawing.nodes.keys()) {
    const node = drawing.nodes[index]
    if (node === undefined) continue
    const [x, y, radius] = [drawing.x[index] ?? 0, drawing.y[index] ?? 0, drawing.radius[index] ?? 0]
    const wide = Math.max(textWidth(node.label, captionSize), textWidth(node.sublabel, captionSize))
    const half = Math.max(radius, Math.min(captionWidth, wide) / 2)
    left = Math.min(left, x - half)
    right = Math.max(right, x + half)
    top = Math.min(top, y - radius)
    bottom = Math.max(bottom, y + radius + 5 + captionSize * captionLine * (node.sublabel === '' ? 1 : 2))
  }
  if (nodes === undefined) {
    for (const [edge, { bend }] of drawing.edges.entries())
      for (const { x, y } of bend === undefined ? [] : bentPoints(drawing, edge)) {
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
    for (const frame of [...drawing.frames, ...drawing.byHand]) {
      left = Math.min(left, frame.left)
      right = Math.max(right, frame.left + frame.width)
      top = Math.min(top, frame.top)
      bottom = Math.max(bottom, frame.top + frame.height)
    }
  }
  return left > right ? null : { left, top, right, bottom }
}
