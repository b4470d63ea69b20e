/** What lies above the chart: what is selected, found, under the pointer, on a path, moved by hand, or being outlined. Marking repaints nothing of the chart itself. */
import type { Point } from '../../shared/model/chart/around.ts'
import { bodyPath, type CanvasDrawing, paintBody } from './bodies.ts'
import type { Drawing } from './drawing.ts'
import { captionView, onChartScale, type Sheet, strokeLines } from './paint.ts'
import type { ChartTokens } from './tokens.ts'
import { paintName } from './words.ts'
import { partOf } from './captions.ts'
import { paintCaptions } from './paintCaptions.ts'
import { placeLabels } from '../../shared/model/chart/labels/place.ts'

export interface Marks {
  /** Keys of nodes. */
  selected: Set<string>
  found: Set<string>
  selectedLine: string | null
  hoveredNode: string | null
  hoveredLine: string | null
  /** Everything else steps back behind it. */
  path: { readonly nodes: ReadonlySet<string>; readonly lines: ReadonlySet<string> } | null
  /** Moved by hand: indices. */
  lifted: ReadonlySet<number>
  /** An outline on the chart, and whether it is a box between two corners. */
  outline: { readonly points: readonly Point[]; readonly box: boolean } | null
}
export const noMarks = (): Marks => ({
  selected: new Set(),
  found: new Set(),
  selectedLine: null,
  hoveredNode: null,
  hoveredLine: null,
  path: null,
  lifted: new Set(),
  outline: null,
})

/** How much of the ground lies over what is not on a path. */
const veil = 0.84
/** In pixels. */
const [ringWidth, ringGap, pickedSize] = [2, 3, 13]
/** More lines than this are not drawn while their nodes are moved. */
const mostLifted = 3_000
/** Of whoever has more lines than this, none is told from the others. */
const mostBright = 800
/** More names than this tell nobody anything. */
const mostNamed = 60
/** Of more that have no room for their name none is put over others. */
const mostPlates = 12

/** Paints the marks; false when there are none. */
export function paintMarks(
  sheet: Sheet,
  drawing: Drawing,
  marks: Marks,
  { tokens, isNamed }: { readonly tokens: ChartTokens; isNamed(key: string): boolean },
): boolean {
  const { context } = sheet
  const zoom = sheet.camera.zoom
  const indices = (keys: Iterable<string>) => [...keys].flatMap((key) => drawing.indexOf.get(key) ?? [])
  const lines = (keys: Iterable<string>) => [...keys].flatMap((key) => drawing.lineOf(key) ?? [])
  const thin = Math.max(2, 1.5 / zoom)
  let any = false
  if (marks.path !== null) {
    any = true
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = tokens.background
    context.globalAlpha = veil
    context.fillRect(0, 0, sheet.size.width * sheet.ratio, sheet.size.height * sheet.ratio)
    context.globalAlpha = 1
    onChartScale(sheet)
    const [nodes, edges] = [indices(marks.path.nodes), lines(marks.path.lines)]
    strokeLines(context, drawing, edges, {
      width: Math.max(3.5, 2 / zoom),
      colour: tokens.accent,
      arrows: true,
    })
    for (const node of nodes) paintAt(context, drawing, node, tokens)
    rings(sheet, drawing, nodes, tokens.accent)
    paintCaptionsOf(sheet, drawing, nodes, edges, tokens)
  }
  onChartScale(sheet)
  if (marks.lifted.size > 0) {
    any = true
    paintLifted(sheet, drawing, marks.lifted, tokens)
  }
  const hoveredNode = indices(marks.hoveredNode === null ? [] : [marks.hoveredNode])
  const bright = [
    ...lines([marks.selectedLine ?? '', marks.hoveredLine ?? '']),
    // All lines of whom the pointer is on, or none: some of them would tell something untrue.
    ...hoveredNode.flatMap((node) => {
      const own = drawing.linesOf(node)
      return own.length <= mostBright ? [...own] : []
    }),
  ]
  if (bright.length > 0) {
    any = true
    strokeLines(context, drawing, bright, { width: thin, colour: tokens.accent, arrows: zoom > 0.16 })
    // The lines lie above the chart, their ends below its nodes.
    const ends = new Set(bright.flatMap((edge) => [drawing.from[edge] ?? 0, drawing.to[edge] ?? 0]))
    if (ends.size <= 400) for (const node of ends) paintAt(context, drawing, node, tokens)
  }
  const found = indices(marks.found)
  const selected = indices(marks.selected)
  rings(sheet, drawing, found, tokens.warn)
  rings(sheet, drawing, selected, tokens.accent)
  rings(sheet, drawing, hoveredNode, tokens.accent)
  // What a person has picked or is looking for says its name however far away it is.
  const named = new Set([...hoveredNode, ...found, ...selected].slice(0, mostNamed))
  const unnamed = [...named].filter((node) => !isNamed(drawing.nodes[node]?.key ?? ''))
  if (unnamed.length <= mostPlates)
    for (const node of unnamed) paintName(context, drawing, node, tokens, pickedSize / zoom)
  any ||= found.length + selected.length + hoveredNode.length > 0
  if (marks.outline !== null) {
    any = true
    paintOutline(sheet, marks.outline, tokens)
  }
  context.setTransform(1, 0, 0, 1, 0, 0)
  return any
}
function paintAt(context: CanvasDrawing, drawing: Drawing, node: number, tokens: ChartTokens): void {
  const drawn = drawing.nodes[node]
  if (drawn === undefined) return
  context.save()
  context.translate(drawing.x[node] ?? 0, drawing.y[node] ?? 0)
  paintBody(context, drawn, tokens)
  context.restore()
}
/** Their captions, where there is room among themselves. */
function paintCaptionsOf(
  sheet: Sheet,
  drawing: Drawing,
  nodes: readonly number[],
  lines: readonly number[],
  tokens: ChartTokens,
): void {
  const labels = placeLabels({ ...partOf(drawing, nodes, lines), frames: [] }, { scale: sheet.camera.zoom })
  for (const _ of paintCaptions(sheet.context, labels, captionView(sheet), tokens));
  onChartScale(sheet)
}
function rings({ context, camera }: Sheet, drawing: Drawing, nodes: readonly number[], colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = Math.max(ringWidth, (ringWidth * 0.8) / camera.zoom)
  for (const node of nodes) {
    const [x, y] = [drawing.x[node] ?? 0, drawing.y[node] ?? 0]
    context.translate(x, y)
    bodyPath(
      context,
      drawing.nodes[node]?.kind ?? '',
      drawing.radius[node] ?? 0,
      ringGap + context.lineWidth / 2,
    )
    context.stroke()
    context.translate(-x, -y)
  }
}
/** What is moved by hand, with its lines and, of a few, its words. */
function paintLifted(sheet: Sheet, drawing: Drawing, lifted: ReadonlySet<number>, tokens: ChartTokens): void {
  const { context } = sheet
  const edges = new Set<number>()
  for (const node of lifted) {
    for (const edge of drawing.linesOf(node)) edges.add(edge)
    if (edges.size > mostLifted) break
  }
  const lines = [...edges].slice(0, mostLifted)
  for (const edge of lines)
    strokeLines(context, drawing, [edge], {
      width: drawing.edges[edge]?.width ?? 1,
      colour: drawing.edges[edge]?.stated === undefined ? tokens.link : tokens.stated,
      arrows: true,
      stated: drawing.edges[edge]?.stated,
    })
  for (const node of lifted) paintAt(context, drawing, node, tokens)
  if (lifted.size <= mostNamed) paintCaptionsOf(sheet, drawing, [...lifted], [], tokens)
}
function paintOutline(
  sheet: Sheet,
  { points, box }: NonNullable<Marks['outline']>,
  tokens: ChartTokens,
): void {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return
  const context = onChartScale(sheet)
  context.beginPath()
  if (box) context.rect(first.x, first.y, last.x - first.x, last.y - first.y)
  else {
    for (const { x, y } of points) context.lineTo(x, y)
    context.closePath()
  }
  context.fillStyle = tokens.accent
  context.globalAlpha = 0.1
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = tokens.accent
  context.lineWidth = 1.5 / sheet.camera.zoom
  context.stroke()
}
