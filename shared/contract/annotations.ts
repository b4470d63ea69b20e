import * as v from 'valibot'
import { annotationSizes, annotationSorts } from '../model/chart/annotations.ts'
import { handColours } from '../model/chart/colours.ts'
import { command, id, list, literal, object, returns } from './define.ts'

/** No text on a chart is longer, and no place further out. */
export const mostAnnotationText = 2_000
const mostPlace = 1e7

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(-mostPlace), v.maxValue(mostPlace))
const shape = object({
  sort: literal(annotationSorts),
  /** Upper left corner, or the tail of an arrow; from there as wide and high as it is, of an arrow to its tip, to any side. */
  x: place,
  y: place,
  width: place,
  height: place,
  /** The words of a text box, what stands at an arrow, the title of a frame. */
  text: v.pipe(v.string(), v.maxLength(mostAnnotationText)),
  colour: literal(handColours),
  /** Of its words, in units of the chart. */
  size: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(annotationSizes.least),
    v.maxValue(annotationSizes.most),
  ),
})
export type AnnotationShape = Readonly<v.InferOutput<typeof shape>>
/** Something that a person drew on one chart. It is no fact and in no figure. */
export interface ChartAnnotation {
  readonly annotationId: number
  readonly shape: AnnotationShape
  readonly at: string
  readonly operator: string
}
/** What is drawn by hand on a chart after a command. */
export interface ChartAnnotations {
  readonly annotations: readonly ChartAnnotation[]
  /** What the command was about; null where it is no more. */
  readonly annotationId: number | null
  /** The audit row of the command; null when nothing changed. */
  readonly seq: number | null
}

export const annotationContract = {
  /** Draws a text box, an arrow or a frame on a chart. Errors: chart-not-found, invalid-arguments (a text box without a text). */
  'annotations.add': command(object({ chartId: id, shape }), returns<ChartAnnotations>()),
  /** Draws it otherwise: elsewhere, larger, with other words or in another colour. Errors: annotation-not-found, invalid-arguments. */
  'annotations.change': command(object({ annotationId: id, shape }), returns<ChartAnnotations>()),
  /** Takes drawings off their chart. Errors: annotation-not-found. */
  'annotations.remove': command(
    object({ chartId: id, annotationIds: v.pipe(list(id), v.minLength(1)) }),
    returns<ChartAnnotations>(),
  ),
} as const
