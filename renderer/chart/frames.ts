import type { DrawnFrame } from '../../shared/model/chart/scene.ts'
import type { CanvasDrawing } from './bodies.ts'
import type { ChartTokens } from './tokens.ts'

/** Frames behind everything; their titles are among the captions. */
export function paintFrames(
  context: CanvasDrawing,
  frames: readonly DrawnFrame[],
  tokens: ChartTokens,
): void {
  for (const { left, top, width, height } of frames) {
    context.beginPath()
    context.roundRect(left, top, width, height, 10)
    context.fillStyle = tokens.surface
    context.fill()
    context.strokeStyle = tokens.line
    context.lineWidth = 1
    context.stroke()
  }
}
