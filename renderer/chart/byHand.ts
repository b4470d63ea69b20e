/** What people drew on the chart, on its canvas: frames behind everything, arrows and texts above the lines and below the nodes. */
import {
  annotationLines,
  arrowHead,
  type DrawnAnnotation,
  handStroke,
} from '../../shared/model/chart/annotations.ts'
import type { CanvasDrawing } from './bodies.ts'
import type { Extent } from './camera.ts'
import type { ChartTokens } from './tokens.ts'

/** Frames alone, or everything else; what lies out of sight is left out. The context has the chart's own measures. */
export function paintByHand(
  context: CanvasDrawing,
  drawn: readonly DrawnAnnotation[],
  layer: 'frames' | 'others',
  within: Extent,
  tokens: ChartTokens,
): void {
  for (const each of drawn) {
    const { left, top, width, height, sort } = each
    if (left > within.right || top > within.bottom || left + width < within.left || top + height < within.top)
      continue
    if (layer === 'frames') {
      if (sort === 'frame') paintBox(context, each, tokens)
    } else {
      if (sort === 'arrow') paintArrow(context, each, tokens)
      else if (sort === 'text') paintBox(context, each, tokens)
      // The title of a frame too stands above the lines.
      paintWords(context, each, tokens)
    }
  }
}
const inkOf = ({ colour }: DrawnAnnotation, tokens: ChartTokens): string =>
  tokens.hand.get(colour) ?? tokens.ink

function paintBox(context: CanvasDrawing, drawn: DrawnAnnotation, tokens: ChartTokens): void {
  const { from, to, sort } = drawn
  const isFrame = sort === 'frame'
  context.beginPath()
  context.roundRect(from.x, from.y, to.x - from.x, to.y - from.y, 4)
  context.globalAlpha = isFrame ? 0.06 : 0.94
  context.fillStyle = isFrame ? inkOf(drawn, tokens) : tokens.surface
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = inkOf(drawn, tokens)
  context.lineWidth = handStroke(drawn)
  context.stroke()
}
function paintArrow(context: CanvasDrawing, drawn: DrawnAnnotation, tokens: ChartTokens): void {
  const { from, to, words } = drawn
  const [one, other] = arrowHead(drawn)
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.moveTo(one.x, one.y)
  context.lineTo(to.x, to.y)
  context.lineTo(other.x, other.y)
  context.strokeStyle = inkOf(drawn, tokens)
  context.lineWidth = handStroke(drawn)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke()
  if (words === null) return
  context.beginPath()
  context.roundRect(words.left, words.top, words.width, words.height, 4)
  context.globalAlpha = 0.94
  context.fillStyle = tokens.background
  context.fill()
  context.globalAlpha = 1
}
function paintWords(context: CanvasDrawing, drawn: DrawnAnnotation, tokens: ChartTokens): void {
  context.font = `${drawn.sort === 'frame' ? '600 ' : ''}${drawn.textSize}px ${tokens.font}`
  context.textAlign = drawn.sort === 'arrow' ? 'center' : 'left'
  context.textBaseline = 'alphabetic'
  context.fillStyle = inkOf(drawn, tokens)
  for (const { text, x, y } of annotationLines(drawn)) context.fillText(text, x, y)
}
