/** The captions of a chart on a canvas: where they stand is told by `shared/model/chart/labels`, the same as in every picture. */
import type { ChartScene } from '../../shared/model/chart/scene.ts'
import { baselines, type PlacedLabel, placingSteps, plate } from '../../shared/model/chart/labels/place.ts'

/** Colours and font of the running theme. */
export interface CaptionLook {
  readonly font: string
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly background: string
  readonly surface: string
}
/** A point of the chart times `zoom` plus x and y is a pixel of the view; `ratio` canvas pixels to each. */
export interface CaptionView {
  readonly zoom: number
  readonly x: number
  readonly y: number
  readonly ratio: number
  readonly width: number
  readonly height: number
}
export interface Captions {
  /** What is told at this zoom, found step by step. */
  placing(scene: ChartScene, zoom: number): Generator<void, readonly PlacedLabel[]>
  /** Whether it was among those placed last. */
  has(key: string): boolean
}

/** While it is drawn no more than so much larger or smaller, a caption keeps its side. */
const likeZoom = 1.6
interface Stood {
  readonly spot: number
  /** Where what it belongs to stood, and at which zoom it was put there. */
  readonly at: string
  readonly zoom: number
}
/** Placements of one chart: each remembers where captions stood in the one before, so that they do not jump while the view moves. */
export function createCaptions(): Captions {
  let stood: ReadonlyMap<string, Stood> = new Map()
  const isLike = (one: number, other: number) => Math.max(one, other) / Math.min(one, other) <= likeZoom
  return {
    *placing(scene, zoom) {
      const before = new Map(
        [...stood].flatMap(([key, { spot, at, zoom: then }]) =>
          isLike(then, zoom) && at === placeOf(scene, key) ? [[key, spot] as const] : [],
        ),
      )
      const labels = yield* placingSteps(scene, { scale: zoom, before })
      stood = new Map(
        labels.map(({ key, spot }) => [
          key,
          {
            spot,
            at: placeOf(scene, key),
            zoom: before.get(key) === spot ? (stood.get(key)?.zoom ?? zoom) : zoom,
          },
        ]),
      )
      return labels
    },
    has: (key) => stood.has(key),
  }
}
function placeOf({ nodes, edges }: ChartScene, key: string): string {
  const edge = edges.get(key)
  const ends = edge === undefined ? [key] : [edge.from, edge.to]
  return ends.map((end) => `${nodes.get(end)?.x ?? ''},${nodes.get(end)?.y ?? ''}`).join(' ')
}

type Drawing2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
/** How many are painted between two looks at the clock. */
const atOnce = 24

/** Paints what is in sight of the captions, step by step: each on a halo in the colour of what lies behind it. `without`: keys of what is painted elsewhere. */
export function* paintCaptions(
  context: Drawing2D,
  labels: readonly PlacedLabel[],
  view: CaptionView,
  look: CaptionLook,
  without: ReadonlySet<string> = new Set(),
): Generator<void> {
  const tones = { ink: look.ink, ink2: look.inkSoft, ink3: look.inkFaint }
  let count = 0
  for (const label of labels) {
    const { left, right, top, bottom } = label.box
    if (right + view.x < 0 || left + view.x > view.width || bottom + view.y < 0 || top + view.y > view.height)
      continue
    if (without.has(label.key)) continue
    context.setTransform(view.ratio, 0, 0, view.ratio, view.x * view.ratio, view.y * view.ratio)
    context.textAlign = label.align === 'centre' ? 'center' : label.align
    context.textBaseline = 'alphabetic'
    context.lineJoin = 'round'
    context.lineWidth = 4.5
    context.strokeStyle = label.ground === 'surface' ? look.surface : look.background
    if (label.of !== 'frame') {
      context.fillStyle = context.strokeStyle
      context.globalAlpha = plate[label.of]
      context.fillRect(left, top, right - left, bottom - top)
      context.globalAlpha = 1
    }
    const x = label.align === 'left' ? left : label.align === 'right' ? right : (left + right) / 2
    for (const { line, y } of baselines(label)) {
      context.font = `${line.bold ? '600 ' : ''}${line.size}px ${look.font}`
      context.fillStyle = tones[line.tone]
      context.strokeText(line.text, x, y)
      context.fillText(line.text, x, y)
    }
    if (++count % atOnce === 0) yield
  }
}
