/** The words of nodes and lines, above both: each on a rim in the colour of the ground. */
import type { CanvasDrawing } from './bodies.ts'
import {
  captionLine,
  captionOf,
  captionSize,
  type Drawing,
  lineCaptionOf,
  lineCaptionSize,
} from './drawing.ts'
import { lineShape } from '../../shared/model/chart/lineShape.ts'
import { textWidth } from '../../shared/model/chart/textWidth.ts'
import type { ChartTokens } from './tokens.ts'

const atOnce = 20

export function* paintWords(
  context: CanvasDrawing,
  drawing: Drawing,
  nodes: readonly number[],
  tokens: ChartTokens,
): Generator<void> {
  for (const [count, node] of nodes.entries()) {
    paintWordsOf(context, drawing, node, tokens, captionSize)
    if (count % atOnce === atOnce - 1) yield
  }
}
/** The words of one node, in `size` pixels on the chart. */
export function paintWordsOf(
  context: CanvasDrawing,
  drawing: Drawing,
  node: number,
  tokens: ChartTokens,
  size: number,
): void {
  const drawn = drawing.nodes[node]
  if (drawn === undefined) return
  const [x, y, radius] = [drawing.x[node] ?? 0, drawing.y[node] ?? 0, drawing.radius[node] ?? 0]
  prepare(context, tokens, size)
  context.fillStyle = tokens.ink
  for (const [line, text] of captionOf(drawn).entries())
    write(context, text, x, y + radius + 5 + size * (0.85 + line * captionLine))
}
function prepare(context: CanvasDrawing, tokens: ChartTokens, size: number): void {
  context.font = `${size}px ${tokens.font}`
  context.textAlign = 'center'
  context.textBaseline = 'alphabetic'
  context.strokeStyle = tokens.background
  context.lineWidth = size * 0.23
  context.lineJoin = 'round'
}
function write(context: CanvasDrawing, text: string, x: number, y: number): void {
  context.strokeText(text, x, y)
  context.fillText(text, x, y)
}

/** Words along the lines that are longer than them. */
export function* paintLineWords(
  context: CanvasDrawing,
  drawing: Drawing,
  lines: Int32Array,
  tokens: ChartTokens,
): Generator<void> {
  let count = 0
  for (const edge of lines) {
    const drawn = drawing.edges[edge]
    const [from, to] = [drawing.from[edge] ?? 0, drawing.to[edge] ?? 0]
    const texts = lineCaptionOf(drawing, edge)
    if (drawn === undefined || from === to || texts.length === 0) continue
    const disc = (node: number) => ({
      x: drawing.x[node] ?? 0,
      y: drawing.y[node] ?? 0,
      size: 2 * (drawing.radius[node] ?? 0),
    })
    const shape = lineShape(disc(from), disc(to), drawn)
    if (shape === null || shape.length < Math.max(...texts.map((text) => textWidth(text, lineCaptionSize))))
      continue
    const { start, end, way } = shape
    const turned = way.x < 0 || (way.x === 0 && way.y < 0)
    context.save()
    context.translate((start.x + end.x) / 2, (start.y + end.y) / 2)
    context.rotate(Math.atan2(turned ? -way.y : way.y, turned ? -way.x : way.x))
    prepare(context, tokens, lineCaptionSize)
    context.fillStyle = tokens.inkSoft
    const height = lineCaptionSize * 1.25
    for (const [line, text] of texts.entries())
      write(context, text, 0, lineCaptionSize * 0.35 + (line - (texts.length - 1) / 2) * height)
    context.restore()
    if (++count % atOnce === 0) yield
  }
}
