/** The whole chart as one picture of twice its size, every line with its width and words, at most so many pixels a side. */
import { type Camera, type Size, startingCamera } from './camera.ts'
import { createChartCaptions } from './captions.ts'
import { type Drawing, extentOf } from './drawing.ts'
import { type Look, paintSteps } from './paint.ts'

const [largest, padding] = [8_000, 20]

export async function pictureOf(
  drawing: Drawing,
  look: Omit<Look, 'captions' | 'lifted' | 'whole'>,
): Promise<Blob> {
  const extent = extentOf(drawing) ?? { left: 0, top: 0, right: 1, bottom: 1 }
  const size: Size = {
    width: extent.right - extent.left + 2 * padding,
    height: extent.bottom - extent.top + 2 * padding,
  }
  const ratio = Math.min(2, largest / size.width, largest / size.height)
  const canvas = new OffscreenCanvas(Math.ceil(size.width * ratio), Math.ceil(size.height * ratio))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('the chart cannot be drawn as a picture')
  const camera: Camera = { ...startingCamera, x: padding - extent.left, y: padding - extent.top }
  const steps = paintSteps({ context, size, camera, ratio }, drawing, {
    ...look,
    captions: createChartCaptions(),
    lifted: new Set(),
    whole: true,
  })
  let pause = performance.now() + 12
  for (;;) {
    if (steps.next().done === true) break
    if (performance.now() < pause) continue
    await new Promise((resolve) => setTimeout(resolve))
    pause = performance.now() + 12
  }
  // The ground, below everything.
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = look.tokens.background
  context.fillRect(0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/png' })
}
