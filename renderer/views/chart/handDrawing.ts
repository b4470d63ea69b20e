/** Drawing by hand on the open chart: which tool is held, what is chosen and what is written, and what becomes of it. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { AnnotationShape } from '../../../shared/contract/index.ts'
import {
  type AnnotationSort,
  type DrawnAnnotation,
  drawnAnnotation,
  meetsAnnotation,
  readableSize,
  sizeStep,
  sizeWithin,
  movedShape,
} from '../../../shared/model/chart/annotations.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNotices } from '../../stores/notices.ts'

interface At {
  readonly x: number
  readonly y: number
}
/** What is written: words of a drawing that is there, or of one to come (`annotationId` null). */
export interface Writing {
  readonly annotationId: number | null
  readonly shape: AnnotationShape
}
/** As large as a drawing is that was only pressed, not drawn, in pixels. */
const plainSizes = { text: [220, 40], arrow: [160, 0], frame: [280, 180] } as const
/** A drag that is no longer is a press, in pixels. */
const leastDrag = 8
/** Steps of the arrow keys, in units of the chart; and how long after the last one it is kept, in milliseconds. */
const [keyStep, keyStepLarge, keyRest] = [4, 24, 500]

export function useHandDrawing() {
  const charts = useCharts()
  const { attempt } = useNotices()
  const tool = ref<AnnotationSort | null>(null)
  const chosen = ref<number | null>(null)
  const writing = shallowRef<Writing | null>(null)
  const colour = ref<AnnotationShape['colour']>('blue')
  let resting: ReturnType<typeof setTimeout> | undefined
  /** How far keys have moved a drawing that the case does not know of yet: on top of whatever is kept of it by then. */
  let moving: {
    readonly annotationId: number
    readonly dx: number
    readonly dy: number
    /** What was kept of it then, for when another chart is open by the time it is kept. */
    readonly base: AnnotationShape
  } | null = null

  const drawn = computed<readonly DrawnAnnotation[]>(() => charts.annotations.map(drawnAnnotation))
  const chosenOne = computed(
    () => charts.annotations.find(({ annotationId }) => annotationId === chosen.value) ?? null,
  )
  watch(chosenOne, (now) => {
    if (now === null) chosen.value = null
  })
  watch(
    () => charts.chartId,
    () => {
      tool.value = null
      chosen.value = null
      writing.value = null
    },
  )
  /** The uppermost drawing at a point of the chart. */
  function at(point: At, reach: number): number | null {
    const order = drawn.value.toSorted(
      (one, other) =>
        Number(one.sort === 'frame') - Number(other.sort === 'frame') ||
        other.annotationId - one.annotationId,
    )
    return order.find((each) => meetsAnnotation(each, point, reach))?.annotationId ?? null
  }
  /** A shape of the tool between two points; where there is no way between them, one of a plain size. */
  function shapeBetween(sort: AnnotationSort, from: At, to: At, zoom: number): AnnotationShape {
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const isDrawn = Math.hypot(dx, dy) >= leastDrag / zoom
    const plain = plainSizes[sort]
    const [width, height] = isDrawn ? [dx, dy] : [plain[0] / zoom, plain[1] / zoom]
    const base = { sort, text: '', colour: colour.value, size: readableSize(zoom) }
    if (sort === 'arrow' || !isDrawn)
      return {
        ...base,
        x: Math.round(from.x),
        y: Math.round(from.y),
        width: Math.round(width),
        height: Math.round(height),
      }
    return {
      ...base,
      x: Math.round(Math.min(from.x, to.x)),
      y: Math.round(Math.min(from.y, to.y)),
      width: Math.round(Math.abs(dx)),
      height: Math.round(Math.abs(dy)),
    }
  }
  /** What was drawn with the tool: an arrow stands at once, a text box and a frame when their words are written. */
  function put(shape: AnnotationShape): void {
    tool.value = null
    if (shape.sort === 'arrow') void add(shape)
    else writing.value = { annotationId: null, shape }
  }
  async function add(shape: AnnotationShape): Promise<void> {
    await attempt(async () => {
      chosen.value = await charts.drawByHand(shape)
    })
  }
  function write(): void {
    const one = chosenOne.value
    if (one !== null) writing.value = one
  }
  /** The words are written; null: they are given up. */
  async function written(text: string | null): Promise<void> {
    const now = writing.value
    writing.value = null
    if (now === null || text === null) return
    const shape = { ...now.shape, text: text.trim() }
    if (now.annotationId === null) {
      if (shape.sort !== 'text' || shape.text !== '') await add(shape)
    } else if (shape.sort === 'text' && shape.text === '') await erase(now.annotationId)
    else await change(now.annotationId, shape)
  }
  async function change(annotationId: number, shape: AnnotationShape): Promise<void> {
    const before = charts.keptShape(annotationId)
    if (before !== null && JSON.stringify(before) === JSON.stringify(shape)) {
      charts.sketch(null)
      return
    }
    await attempt(async () => {
      try {
        await charts.redraw(annotationId, shape)
      } finally {
        charts.sketch(null)
        showMoving()
      }
    })
  }
  async function erase(annotationId: number): Promise<void> {
    chosen.value = null
    await attempt(() => charts.eraseDrawings([annotationId]))
  }
  function restyle(changed: Partial<Pick<AnnotationShape, 'colour' | 'size'>>): void {
    if (changed.colour !== undefined) colour.value = changed.colour
    const one = chosenOne.value
    if (one !== null) void change(one.annotationId, { ...one.shape, ...changed })
  }
  /** Makes the chosen one's words larger, with its lines, or smaller. */
  function scale(larger: boolean): void {
    const one = chosenOne.value
    if (one !== null)
      restyle({ size: sizeWithin(larger ? one.shape.size * sizeStep : one.shape.size / sizeStep) })
  }
  /** Shows the chosen one otherwise while a hand moves it. */
  function sketch(shape: AnnotationShape): void {
    if (chosen.value !== null) charts.sketch({ annotationId: chosen.value, shape })
  }
  /** As if the hand had not moved it. */
  function drop(): void {
    charts.sketch(null)
  }
  /** Moves the chosen one by keys; many presses are one step. */
  function nudge(dx: number, dy: number, large: boolean): void {
    const annotationId = chosen.value
    const base = annotationId === null ? null : charts.keptShape(annotationId)
    if (annotationId === null || base === null) return
    if (moving !== null && moving.annotationId !== annotationId) keepMoving()
    const step = large ? keyStepLarge : keyStep
    const [movedX, movedY] = [moving?.dx ?? 0, moving?.dy ?? 0]
    moving = { annotationId, dx: movedX + dx * step, dy: movedY + dy * step, base }
    showMoving()
    clearTimeout(resting)
    resting = setTimeout(keepMoving, keyRest)
  }
  /** The drawing as the keys have moved it, of what is kept of it now. */
  function movedByKeys(): Writing | null {
    if (moving === null) return null
    const { annotationId, dx, dy, base } = moving
    return { annotationId, shape: movedShape(charts.keptShape(annotationId) ?? base, dx, dy) }
  }
  function showMoving(): void {
    const now = movedByKeys()
    if (now?.annotationId != null) charts.sketch({ annotationId: now.annotationId, shape: now.shape })
  }
  function keepMoving(): void {
    const now = movedByKeys()
    clearTimeout(resting)
    moving = null
    if (now?.annotationId != null) void change(now.annotationId, now.shape)
  }
  return {
    tool,
    chosen,
    chosenOne,
    writing,
    drawn,
    at,
    shapeBetween,
    put,
    write,
    written,
    change,
    erase,
    restyle,
    scale,
    sketch,
    drop,
    nudge,
  }
}
export type HandDrawing = ReturnType<typeof useHandDrawing>
