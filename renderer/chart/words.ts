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
  context.strokeStyle = tokens.background
  context.lineWidth = size * 0.25
  context.lineJoin = 'round'
  context.fillStyle = tokens.ink
  for (const [line, text] of captionOf(drawn).entries()) {
    const foot = y + radius + size * (1.15 + line * captionLine)
    context.strokeText(text, x, foot)
    context.fillText(text, x, foot)
  }
}
