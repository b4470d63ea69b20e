/**
 * The drawing surface. While the view moves, the last picture moves with it: it is painted larger than the view, so that nothing is missing at first. The true one is painted
 * in slices behind it and takes its place when it is whole. What is marked lies on a canvas of its own above: marking repaints no chart.
 */
import type { Point } from '../../shared/model/chart/around.ts'
import { type Camera, extentInSight, movedBy, type Size, startingCamera } from './camera.ts'
import type { Painted, Sheet } from './paint.ts'

export interface SurfaceWork {
  /** Paints the chart on a sheet, step by step. */
  paint(sheet: Sheet): Generator<void, Painted>
  /** Paints what is marked; false when there is nothing. */
  marks(sheet: Sheet): boolean
  /** Hears what stands on the picture that is now in sight. */
  shown(painted: Painted): void
  /** Hears that the view shows another part. */
  moved(): void
}
export interface Surface {
  size(): Size
  camera(): Camera
  look(camera: Camera): void
  /** The chart is another than the one in sight. */
  repaint(): void
  /** What is marked is something else. */
  remark(): void
  /** Once what is in sight is what it should be. */
  painted(): Promise<void>
  /** Takes the size of its container; the view keeps its upper left corner. */
  resize(): void
  destroy(): void
}

/** How much larger than the view the picture is, on every side. */
const rimShare = 0.3
/** Milliseconds the page is kept from anything else at a time, at rest and while the view moves. */
const [slice, sliceMoving] = [8, 5]
/** The view rests when it has not moved for so many milliseconds. */
const rest = 90
/** Some machines draw no larger canvas. */
const mostPixels = 4_096

interface Picture {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  /** Where it was painted for; the rim is not in it. */
  camera: Camera
}

interface Job {
  readonly steps: Generator<void, Painted>
  readonly camera: Camera
  readonly began: number
}
/** A painting that takes no longer is not broken off for a newer one: something that moves is to be seen moving. */
const short = 60

export function createSurface(container: HTMLElement, work: SurfaceWork): Surface {
  const page = container.ownerDocument
  let front = picture()
  let back = picture()
  const over = picture()
  back.canvas.style.visibility = 'hidden'
  over.canvas.style.visibility = 'hidden'
  let camera = startingCamera
  let size: Size = { width: 0, height: 0 }
  let rim: Point = { x: 0, y: 0 }
  let ratio = 1
  let job: Job | null = null
  /** How long the last painting took. */
  let took = 0
  let stale = true
  let isMoving = false
  let restTimer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let marksDue = false
  let isGone = false
  let waiting: (() => void)[] = []

  function picture(): Picture {
    const canvas = page.createElement('canvas')
    const { style } = canvas
    Object.assign(style, {
      position: 'absolute',
      left: '0',
      top: '0',
      transformOrigin: '0 0',
      willChange: 'transform',
    })
    // What paints by hand and in slices wants a canvas in the page's own memory; it is also the same with and without a graphics card.
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('this page draws on no canvas')
    container.append(canvas)
    return { canvas, context, camera: startingCamera }
  }
  function fit(): void {
    size = { width: container.clientWidth, height: container.clientHeight }
    ratio = Math.min(2, Math.max(1, globalThis.devicePixelRatio || 1))
    const least = (length: number) =>
      Math.max(0, Math.min(length * rimShare, (mostPixels / ratio - length) / 2))
    rim = { x: Math.round(least(size.width)), y: Math.round(least(size.height)) }
    const [width, height] = [size.width + 2 * rim.x, size.height + 2 * rim.y]
    for (const { canvas } of [front, back, over]) {
      canvas.width = Math.max(1, Math.round(width * ratio))
      canvas.height = Math.max(1, Math.round(height * ratio))
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
    }
  }
  const sheetFor = ({ context }: Picture, at: Camera): Sheet => ({
    context,
    size: { width: size.width + 2 * rim.x, height: size.height + 2 * rim.y },
    camera: movedBy(at, rim),
    ratio,
  })
  function put({ canvas, camera: painted }: Picture): void {
    const scale = camera.zoom / painted.zoom
    const [x, y] = [camera.x - scale * (painted.x + rim.x), camera.y - scale * (painted.y + rim.y)]
    canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
  }
  /** Whether the picture in sight leaves a part of the view blank, or is drawn much too coarse. */
  function falls(): boolean {
    const painted = front.camera
    const scale = camera.zoom / painted.zoom
    if (scale > 2.2) return true
    const [view, has] = [extentInSight(camera, size), extentInSight(painted, size, rim)]
    return view.left < has.left || view.top < has.top || view.right > has.right || view.bottom > has.bottom
  }
  const sameView = (one: Camera, other: Camera) =>
    one.zoom === other.zoom && one.x === other.x && one.y === other.y

  function begin(): void {
    stale = false
    job = { steps: work.paint(sheetFor(back, camera)), camera, began: performance.now() }
    next()
  }
  function next(): void {
    if (isMoving) requestAnimationFrame(run)
    else setTimeout(run)
  }
  function run(): void {
    const running = job
    if (running === null || isGone) return
    const end = performance.now() + (isMoving ? sliceMoving : slice)
    for (;;) {
      const step = running.steps.next()
      if (step.done === true) {
        job = null
        took = performance.now() - running.began
        swap(running.camera, step.value)
        return
      }
      // Without it everything would be painted at once when the canvas is shown.
      back.context.getImageData(0, 0, 1, 1)
      if (performance.now() >= end) break
    }
    next()
  }
  function swap(at: Camera, painted: Painted): void {
    back.camera = at
    ;[front, back] = [back, front]
    put(front)
    front.canvas.style.visibility = 'visible'
    back.canvas.style.visibility = 'hidden'
    work.shown(painted)
    if (stale || (isMoving ? falls() : !sameView(at, camera))) begin()
    else settled()
  }
  function settled(): void {
    if (isMoving || job !== null || stale || marksDue) return
    const told = waiting
    waiting = []
    for (const tell of told) tell()
  }
  function come(): void {
    frame = 0
    if (isGone) return
    put(front)
    if (marksDue) paintMarks()
    else put(over)
    settled()
  }
  function soon(): void {
    if (frame === 0) frame = requestAnimationFrame(come)
  }
  function paintMarks(): void {
    marksDue = false
    over.camera = camera
    over.context.setTransform(1, 0, 0, 1, 0, 0)
    over.context.clearRect(0, 0, over.canvas.width, over.canvas.height)
    over.canvas.style.visibility = work.marks(sheetFor(over, camera)) ? 'visible' : 'hidden'
    put(over)
  }
  function resting(): void {
    isMoving = false
    if (over.canvas.style.visibility === 'visible') {
      marksDue = true
      soon()
    }
    if (job === null ? !sameView(front.camera, camera) || stale : !sameView(job.camera, camera)) begin()
    else settled()
  }
  fit()
  return {
    size: () => size,
    camera: () => camera,
    look(to) {
      if (sameView(to, camera)) return
      camera = to
      isMoving = true
      clearTimeout(restTimer)
      restTimer = setTimeout(resting, rest)
      if (job === null && falls()) begin()
      soon()
      work.moved()
    },
    repaint() {
      stale = true
      if (job === null || took > short) begin()
    },
    remark() {
      marksDue = true
      soon()
    },
    painted: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        settled()
      }),
    resize() {
      fit()
      front.canvas.style.visibility = 'hidden'
      marksDue = true
      soon()
      begin()
    },
    destroy() {
      isGone = true
      clearTimeout(restTimer)
      cancelAnimationFrame(frame)
      for (const { canvas } of [front, back, over]) canvas.remove()
    },
  }
}
