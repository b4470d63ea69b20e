import type { DrawnFrame } from '../../shared/model/chart/scene.ts'
import type { CanvasDrawing } from './bodies.ts'
import type { ChartTokens } from './tokens.ts'

/** Frames behind everything, each with its title at the foot. */
export function paintFrames(
  context: CanvasDrawing,
  frames: readonly DrawnFrame[],
  tokens: ChartTokens,
): void {
  for (const { left, top, width, height, title, textSize } of frames) {
    context.beginPath()
    context.roundRect(left, top, width, height, 10)
    context.fillStyle = tokens.surface
    context.fill()
    context.strokeStyle = tokens.line
    context.lineWidth = 1
    context.stroke()
    context.font = `600 ${textSize}px ${tokens.font}`
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    context.fillStyle = tokens.ink
    context.fillText(title, left + width / 2, top + height - textSize * 0.7)
  }
}
