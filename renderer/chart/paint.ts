/** Paints a chart step by step, so that whoever asked may do something else in between: frames, lines, nodes, and the words above them. */
import { strengths, type Strength } from '../../shared/contract/statements.ts'
import { statedDashes } from '../../shared/model/chart/dashes.ts'
import { arrowSize, lineShape } from '../../shared/model/chart/lineShape.ts'
import { type CanvasDrawing, fillOf, isSquare, type Sprites } from './bodies.ts'
import { paintByHand } from './byHand.ts'
import { type Camera, extentInSight, type Size } from './camera.ts'
import { type Detail, detailOf, wholeDetail } from './detail.ts'
import type { Drawing } from './drawing.ts'
import type { ChartCaptions } from './captions.ts'
import { paintFrames } from './frames.ts'
import { type CaptionView, paintCaptions } from './paintCaptions.ts'
import { loopReach, linesInSight, nodesInSight } from './picking.ts'
import { colourNumber, colourRows, dot, hairline, type Raster, rasterOf } from './raster.ts'
import type { ChartTokens } from './tokens.ts'

/** Where something is painted and how: `camera` in pixels of the page, `ratio` canvas pixels to each. */
export interface Sheet {
  readonly context: CanvasDrawing
  readonly size: Size
  readonly camera: Camera
  readonly ratio: number
}
export interface Look {
  readonly tokens: ChartTokens
  readonly sprites: Sprites
  readonly captions: ChartCaptions
  /** What is being moved and painted elsewhere, by index. */
  readonly lifted: ReadonlySet<number>
  /** Everything with all of its detail, however many. */
  readonly whole?: true
}
/** What was painted, so that it can be said what was not. */
export interface Painted {
  readonly detail: Detail
  readonly lines: number
  readonly nodes: number
}

export function* paintSteps(sheet: Sheet, drawing: Drawing, look: Look): Generator<void, Painted> {
  const { context, camera, ratio, size } = sheet
  const extent = extentInSight(camera, size)
  const zoom = camera.zoom
  let lines = linesInSight(drawing, extent)
  let nodes = nodesInSight(drawing, extent, 80)
  if (look.lifted.size > 0) {
    nodes = nodes.filter((node) => !look.lifted.has(node))
    lines = lines.filter(
      (edge) => !look.lifted.has(drawing.from[edge] ?? -1) && !look.lifted.has(drawing.to[edge] ?? -1),
    )
  }
  const detail =
    look.whole === true ? wholeDetail : detailOf({ lines: lines.length, nodes: nodes.length, zoom })
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, size.width * ratio, size.height * ratio)
  yield
  paintByHand(onChartScale(sheet), drawing.byHand, 'frames', extent, look.tokens)
  paintFrames(onChartScale(sheet), drawing.frames, look.tokens)
  yield
  const handDrawn = (): void =>
    paintByHand(onChartScale(sheet), drawing.byHand, 'others', extent, look.tokens)
  // Dots come with the hairlines: then what is drawn by hand goes below both.
  if (detail.dots) handDrawn()
  if (detail.hairlines || detail.dots)
    yield* rasterSteps(sheet, drawing, detail.hairlines ? lines : none, detail.dots ? nodes : [], look.tokens)
  yield* strokeSteps(
    sheet,
    drawing,
    detail.hairlines ? lines.filter((edge) => drawing.edges[edge]?.stated !== undefined) : lines,
    detail.arrows,
    look.tokens,
  )
  if (!detail.dots) {
    handDrawn()
    yield* bodySteps(sheet, drawing, nodes, look.sprites)
  }
  yield
  const labels = yield* look.captions.placing(drawing, nodes, detail.hairlines ? [] : lines, zoom)
  yield
  yield* paintCaptions(context, labels, captionView(sheet), look.tokens)
  context.setTransform(1, 0, 0, 1, 0, 0)
  return { detail, lines: lines.length, nodes: nodes.length }
}
const none = new Int32Array()

export const captionView = ({ camera, ratio, size }: Sheet): CaptionView => ({ ...camera, ...size, ratio })
/** The context with the chart's own measures. */
export function onChartScale({ context, camera, ratio }: Sheet): CanvasDrawing {
  const scale = camera.zoom * ratio
  context.setTransform(scale, 0, 0, scale, camera.x * ratio, camera.y * ratio)
  return context
}

/** How many are done between two looks at the clock. */
const [linesAtOnce, bodiesAtOnce, hairlinesAtOnce, dotsAtOnce, rowsAtOnce] = [60, 60, 1_500, 1_500, 160]

/** Lines with their widths, the thin ones first, and arrows; lines of one width are one stroke. */
function* strokeSteps(
  sheet: Sheet,
  drawing: Drawing,
  lines: Int32Array,
  arrows: boolean,
  tokens: ChartTokens,
): Generator<void> {
  // What people entered by hand comes last: it is little, and lies above what files say.
  const sorts = Map.groupBy(lines, (edge) => drawing.edges[edge]?.stated)
  for (const stated of [undefined, ...strengths])
    yield* strokeSort(sheet, drawing, sorts.get(stated) ?? [], { arrows, tokens, stated })
}
/** Lines of one sort. */
function* strokeSort(
  sheet: Sheet,
  drawing: Drawing,
  lines: readonly number[],
  {
    arrows,
    tokens,
    stated,
  }: { readonly arrows: boolean; readonly tokens: ChartTokens; readonly stated: Strength | undefined },
): Generator<void> {
  const context = onChartScale(sheet)
  const widths = Map.groupBy(lines, (edge) => Math.round((drawing.edges[edge]?.width ?? 1) * 2) / 2)
  for (const [width, edges] of [...widths].toSorted(([one], [other]) => one - other))
    for (let start = 0; start < edges.length; start += linesAtOnce) {
      onChartScale(sheet)
      strokeLines(context, drawing, edges.slice(start, start + linesAtOnce), {
        width: Math.max(width, 0.8 / sheet.camera.zoom),
        colour: stated === undefined ? tokens.link : tokens.stated,
        arrows,
        stated,
      })
      yield
    }
}
/** Strokes some lines at once. */
export function strokeLines(
  context: CanvasDrawing,
  drawing: Drawing,
  edges: readonly number[],
  {
    width,
    colour,
    arrows,
    stated,
  }: {
    readonly width: number
    readonly colour: string
    readonly arrows: boolean
    readonly stated?: Strength | undefined
  },
): void {
  const heads = new Path2D()
  context.beginPath()
  for (const edge of edges) strokeLine(context, heads, drawing, edge, arrows)
  context.strokeStyle = colour
  context.lineWidth = width
  context.lineCap = 'butt'
  if (stated !== undefined) context.setLineDash([...statedDashes[stated]])
  context.stroke()
  if (stated !== undefined) context.setLineDash([])
  context.fillStyle = colour
  context.fill(heads)
}
function strokeLine(
  context: CanvasDrawing,
  heads: Path2D,
  drawing: Drawing,
  edge: number,
  arrows: boolean,
): void {
  const drawn = drawing.edges[edge]
  const [first, last] = [drawing.from[edge] ?? 0, drawing.to[edge] ?? 0]
  if (drawn === undefined) return
  const disc = (node: number) => ({
    x: drawing.x[node] ?? 0,
    y: drawing.y[node] ?? 0,
    size: 2 * (drawing.radius[node] ?? 0),
  })
  const from = disc(first)
  if (first === last) {
    const side = from.size * 0.35
    const reach = loopReach(from.size / 2)
    const { x, y } = from
    context.moveTo(x - side, y - side)
    context.bezierCurveTo(x - reach, y - reach - 12, x + reach, y - reach - 12, x + side, y - side)
    if (arrows && drawn.directed) head(heads, { x: x + side, y: y - side }, { x: -0.5, y: 0.87 }, drawn.width)
    return
  }
  const shape = lineShape(
    from,
    disc(last),
    arrows ? drawn : { directed: false, back: false, side: drawn.side ?? 0, bend: drawn.bend ?? 0 },
  )
  if (shape === null) return
  const { start, end, way, endWay, pulls } = shape
  const inset = arrows ? arrowSize(drawn.width).length * 0.8 : 0
  const [before, after] = [drawn.back ? inset : 0, drawn.directed ? inset : 0]
  context.moveTo(start.x + way.x * before, start.y + way.y * before)
  const [x, y] = [end.x - endWay.x * after, end.y - endWay.y * after]
  if (pulls === null) context.lineTo(x, y)
  else context.bezierCurveTo(pulls[0].x, pulls[0].y, pulls[1].x, pulls[1].y, x, y)
  if (!arrows) return
  if (drawn.directed) head(heads, end, endWay, drawn.width)
  if (drawn.back) head(heads, start, { x: -way.x, y: -way.y }, drawn.width)
}
interface At {
  readonly x: number
  readonly y: number
}
function head(heads: Path2D, tip: At, way: At, width: number): void {
  const { length, half } = arrowSize(width)
  const [bx, by] = [tip.x - way.x * length, tip.y - way.y * length]
  heads.moveTo(tip.x, tip.y)
  heads.lineTo(bx - way.y * half, by + way.x * half)
  heads.lineTo(bx + way.y * half, by - way.x * half)
  heads.closePath()
}

function* bodySteps(
  { context, camera, ratio }: Sheet,
  { nodes, x, y }: Drawing,
  chosen: readonly number[],
  sprites: Sprites,
): Generator<void> {
  const scale = camera.zoom * ratio
  for (let start = 0; start < chosen.length; start += bodiesAtOnce) {
    context.setTransform(1, 0, 0, 1, 0, 0)
    for (const node of chosen.slice(start, start + bodiesAtOnce)) {
      const drawn = nodes[node]
      if (drawn !== undefined)
        sprites.draw(
          context,
          drawn,
          ((x[node] ?? 0) * camera.zoom + camera.x) * ratio,
          ((y[node] ?? 0) * camera.zoom + camera.y) * ratio,
          scale,
        )
    }
    yield
  }
}

/** One raster and its canvas for all paintings of a size: they are large. */
let kept: { readonly raster: Raster; readonly canvas: OffscreenCanvas } | null = null
function rasterFor(width: number, height: number): NonNullable<typeof kept> {
  if (kept === null || kept.raster.width !== width || kept.raster.height !== height)
    kept = { raster: rasterOf(width, height), canvas: new OffscreenCanvas(width, height) }
  return kept
}
/** Hairlines and dots, by hand; on fine screens at half their fineness. */
function* rasterSteps(
  { context, camera, ratio, size }: Sheet,
  drawing: Drawing,
  lines: Int32Array,
  nodes: readonly number[],
  tokens: ChartTokens,
): Generator<void> {
  const fine = ratio < 1.5 ? ratio : ratio / 2
  const { raster, canvas } = rasterFor(Math.ceil(size.width * fine), Math.ceil(size.height * fine))
  const pixels = canvas.getContext('2d', { willReadFrequently: true })
  if (pixels === null) return
  const { x, y, from, to, radius } = drawing
  const [scale, dx, dy] = [camera.zoom * fine, camera.x * fine, camera.y * fine]
  raster.covered.fill(0)
  for (let start = 0; start < lines.length; start += hairlinesAtOnce) {
    for (let at = start; at < Math.min(lines.length, start + hairlinesAtOnce); at++) {
      const edge = lines[at] as number
      const [first, last] = [from[edge] as number, to[edge] as number]
      hairline(
        raster,
        (x[first] as number) * scale + dx,
        (y[first] as number) * scale + dy,
        (x[last] as number) * scale + dx,
        (y[last] as number) * scale + dy,
      )
    }
    yield
  }
  const link = colourNumber(tokens.link)
  for (let row = 0; row < raster.height; row += rowsAtOnce) {
    colourRows(raster, link, row, Math.min(raster.height, row + rowsAtOnce))
    yield
  }
  const colours = new Map<string, number>()
  for (let start = 0; start < nodes.length; start += dotsAtOnce) {
    for (const node of nodes.slice(start, start + dotsAtOnce)) {
      const { kind = '', hand } = drawing.nodes[node] ?? {}
      const look = hand ?? kind
      let colour = colours.get(look)
      if (colour === undefined)
        colours.set(
          look,
          (colour = colourNumber(fillOf(hand === undefined ? { kind } : { kind, hand }, tokens))),
        )
      const size = Math.max(1, (radius[node] as number) * scale)
      dot(
        raster,
        (x[node] as number) * scale + dx,
        (y[node] as number) * scale + dy,
        size,
        colour,
        isSquare(kind),
      )
    }
    yield
  }
  const bytes = new Uint8ClampedArray(raster.pixels.buffer as ArrayBuffer)
  const image = new ImageData(bytes, raster.width, raster.height)
  for (let row = 0; row < raster.height; row += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, raster.height - row)
    pixels.putImageData(image, 0, 0, 0, row, raster.width, rows)
    context.setTransform(ratio / fine, 0, 0, ratio / fine, 0, 0)
    context.drawImage(canvas, 0, row, raster.width, rows, 0, row, raster.width, rows)
    yield
  }
}
