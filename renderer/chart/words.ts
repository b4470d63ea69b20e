/** The name of a node that has no caption where it stands: told above all others when somebody has picked it or is looking for it. */
import type { CanvasDrawing } from './bodies.ts'
import { captionOf, captionLine, type Drawing } from './drawing.ts'
import type { ChartTokens } from './tokens.ts'

/** Below the node, in `size` pixels of the chart. */
export function paintName(
  context: CanvasDrawing,
  drawing: Drawing,
  node: number,
  tokens: ChartTokens,
  size: number,
): void {
  const drawn = drawing.nodes[node]
  if (drawn === undefined) return
  const [x, y, radius] = [drawing.x[node] ?? 0, drawing.y[node] ?? 0, drawing.radius[node] ?? 0]
  context.font = `600 ${size}px ${tokens.font}`
  context.textAlign = 'center'
  context.textBaseline = 'alphabetic'
  const lines = captionOf(drawn)
  // On a plate: it lies on whatever stands there, and text on text is no text.
  const width = Math.max(...lines.map((text) => context.measureText(text).width)) + size * 0.8
  const height = size * (lines.length * captionLine + 0.4)
  context.beginPath()
  context.roundRect(x - width / 2, y + radius + size * 0.15, width, height, size * 0.35)
  context.fillStyle = tokens.surface
  context.fill()
  context.strokeStyle = tokens.accent
  context.lineWidth = size * 0.08
  context.stroke()
  context.fillStyle = tokens.ink
  for (const [line, text] of lines.entries())
    context.fillText(text, x, y + radius + size * (1.25 + line * captionLine))
}
