/**
 * What people draw on a chart beside its nodes: text boxes, arrows and frames. None of it is a fact: it counts for nothing, and every legend says that it was drawn by hand.
 * Frames lie behind everything, arrows and texts above the lines and below the nodes, so that nothing covers somebody.
 */
import type { ChartAnnotation, AnnotationShape } from '../../contract/annotations.ts'
import type { HandColour } from './colours.ts'
import type { ChartScene } from './scene.ts'
import { textWidth, wrapped } from './textWidth.ts'

export const annotationSorts = ['text', 'arrow', 'frame'] as const
export type AnnotationSort = (typeof annotationSorts)[number]
/** The least and the largest size of its words, in units of the chart: lines and heads are drawn in proportion, so that a drawing can be seen on a chart of any size. */
export const annotationSizes = { least: 8, most: 400 } as const
/** Of how many steps a size is made larger or smaller. */
export const sizeStep = 1.35
/** The size at which something drawn now can be read at this zoom. */
export function readableSize(zoom: number): number {
  return sizeWithin(14 / zoom)
}
/** A size that can be: whole, and within its limits. */
export function sizeWithin(size: number): number {
  return Math.min(annotationSizes.most, Math.max(annotationSizes.least, Math.round(size)))
}

interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
/** Something drawn by hand, with everything it takes: the same on every canvas and in every picture. */
export interface DrawnAnnotation extends Rectangle {
  readonly key: string
  readonly annotationId: number
  readonly sort: AnnotationSort
  readonly colour: HandColour
  /** Of an arrow, its tail and its tip; of others the upper left and the lower right corner. */
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
  readonly lines: readonly string[]
  readonly textSize: number
  /** Where its words stand: all of a text box, the plate at the middle of an arrow, the title of a frame; null for none. */
  readonly words: Rectangle | null
}
/** Between the rim of a text box and its words, as a share of the size of the text. */
const padding = 0.5
const lineHeight = 1.32
/** No box is smaller. */
export const leastBox = 16
/** Width of the line of an arrow and of the rims of others, by the size of words; the strokes of an arrow's head are as long as words are high. */
const strokes = { arrow: 0.19, frame: 0.13, text: 0.085 } as const
export function handStroke({ sort, textSize }: Pick<DrawnAnnotation, 'sort' | 'textSize'>): number {
  return Math.round(strokes[sort] * textSize * 100) / 100
}

/** Where the feet of its lines stand and where they begin or have their middle. */
export function annotationLines({
  sort,
  lines,
  textSize,
  words,
}: Pick<DrawnAnnotation, 'sort' | 'lines' | 'textSize' | 'words'>): readonly {
  readonly text: string
  readonly x: number
  readonly y: number
}[] {
  if (words === null) return []
  const x = sort === 'arrow' ? words.left + words.width / 2 : words.left + textSize * padding
  return lines.map((text, index) => ({
    text,
    x,
    y: words.top + textSize * (padding * 0.7 + lineHeight * index + 1),
  }))
}
function blockOf(lines: readonly string[], textSize: number) {
  return {
    width: Math.max(...lines.map((line) => textWidth(line, textSize))) + 2 * padding * textSize,
    height: (lines.length * lineHeight + padding) * textSize,
  }
}
/** As it is drawn. A text box is as high as its words need, whatever was said. */
export function drawnAnnotation({ annotationId, shape }: ChartAnnotation): DrawnAnnotation {
  const { sort, x, y, width, height, text, colour } = shape
  const textSize = shape.size
  const base = { key: `a${annotationId}`, annotationId, sort, colour, textSize }
  if (sort === 'arrow') {
    const [from, to] = [
      { x, y },
      { x: x + width, y: y + height },
    ]
    const lines = text.trim() === '' ? [] : text.split('\n')
    const block = lines.length === 0 ? null : blockOf(lines, textSize)
    const [mx, my] = [x + width / 2, y + height / 2]
    const words = block === null ? null : { left: mx - block.width / 2, top: my - block.height / 2, ...block }
    const reach = textSize
    return { ...base, from, to, lines, words, ...around(from, to, words, reach) }
  }
  const own = { left: x, top: y, width: Math.max(leastBox, width), height: Math.max(leastBox, height) }
  const room = own.width - 2 * padding * textSize
  const lines =
    text.trim() === ''
      ? []
      : text.split('\n').flatMap((line) => wrapped(line, textSize, Math.max(textSize, room)))
  const needed = lines.length === 0 ? 0 : (lines.length * lineHeight + padding) * textSize
  const box = sort === 'text' ? { ...own, height: Math.max(needed, textSize * (lineHeight + padding)) } : own
  const words =
    sort === 'text' ? box : lines.length === 0 ? null : { ...own, height: Math.min(needed, Infinity) }
  return {
    ...base,
    from: { x: box.left, y: box.top },
    to: { x: box.left + box.width, y: box.top + box.height },
    lines,
    words,
    ...box,
    ...(words === null ? {} : { height: Math.max(box.height, words.height) }),
  }
}
function around(
  from: DrawnAnnotation['from'],
  to: DrawnAnnotation['to'],
  words: Rectangle | null,
  reach: number,
): Rectangle {
  const left = Math.min(from.x - reach, to.x - reach, words?.left ?? Infinity)
  const top = Math.min(from.y - reach, to.y - reach, words?.top ?? Infinity)
  const right = Math.max(from.x + reach, to.x + reach, words === null ? -Infinity : words.left + words.width)
  const bottom = Math.max(from.y + reach, to.y + reach, words === null ? -Infinity : words.top + words.height)
  return { left, top, width: right - left, height: bottom - top }
}
/** The ends of the two strokes of an arrow's head, from its tip. */
export function arrowHead({
  from,
  to,
  textSize: headLength,
}: Pick<DrawnAnnotation, 'from' | 'to' | 'textSize'>): readonly [
  { readonly x: number; readonly y: number },
  { readonly x: number; readonly y: number },
] {
  const length = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y))
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const turned = (angle: number) => ({
    x: to.x - headLength * (ux * Math.cos(angle) - uy * Math.sin(angle)),
    y: to.y - headLength * (ux * Math.sin(angle) + uy * Math.cos(angle)),
  })
  return [turned(0.5), turned(-0.5)]
}

/** The scene with what is drawn on it by hand; larger frames first, so that the smaller lie on them. */
export function annotated(scene: ChartScene, annotations: readonly ChartAnnotation[]): ChartScene {
  if (annotations.length === 0) {
    if (scene.byHand === undefined) return scene
    const { byHand: _byHand, ...rest } = scene
    return rest
  }
  return {
    ...scene,
    byHand: annotations
      .map(drawnAnnotation)
      .toSorted(
        (one, other) =>
          annotationSorts.indexOf(other.sort) - annotationSorts.indexOf(one.sort) ||
          (one.sort === 'frame' ? other.width * other.height - one.width * one.height : 0) ||
          one.annotationId - other.annotationId,
      ),
  }
}

/** What of it a pointer meets: an arrow along its line, a frame at its rim and its title, a text anywhere on it. `reach`: how near is near enough. */
export function meetsAnnotation(
  drawn: DrawnAnnotation,
  point: { readonly x: number; readonly y: number },
  reach: number,
): boolean {
  if (drawn.words !== null && within(drawn.words, point, 0)) return true
  if (drawn.sort === 'arrow') return fromSegment(point, drawn.from, drawn.to) <= reach + handStroke(drawn) / 2
  return drawn.sort === 'frame' && within(drawn, point, reach) && !within(drawn, point, -reach)
}
function within(
  { left, top, width, height }: Rectangle,
  { x, y }: { readonly x: number; readonly y: number },
  by: number,
): boolean {
  return x >= left - by && x <= left + width + by && y >= top - by && y <= top + height + by
}
function fromSegment(
  point: { readonly x: number; readonly y: number },
  from: DrawnAnnotation['from'],
  to: DrawnAnnotation['to'],
): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const share = Math.min(
    1,
    Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / Math.max(1e-9, dx * dx + dy * dy)),
  )
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy)
}

/** A shape moved by so much. */
export function movedShape(shape: AnnotationShape, dx: number, dy: number): AnnotationShape {
  return { ...shape, x: Math.round(shape.x + dx), y: Math.round(shape.y + dy) }
}
export type Corner = 'nw' | 'ne' | 'sw' | 'se' | 'from' | 'to'
/** A shape with one of its corners, or one end of an arrow, moved by so much; the opposite one stays. */
export function resizedShape(
  shape: AnnotationShape,
  corner: Corner,
  dx: number,
  dy: number,
): AnnotationShape {
  let { x, y, width, height } = shape
  if (corner === 'from') [x, y, width, height] = [x + dx, y + dy, width - dx, height - dy]
  else if (corner === 'to') [width, height] = [width + dx, height + dy]
  else {
    if (corner === 'nw' || corner === 'sw') {
      const by = Math.min(dx, width - leastBox)
      ;[x, width] = [x + by, width - by]
    } else width = Math.max(leastBox, width + dx)
    if (corner === 'nw' || corner === 'ne') {
      const by = Math.min(dy, height - leastBox)
      ;[y, height] = [y + by, height - by]
    } else height = Math.max(leastBox, height + dy)
  }
  return {
    ...shape,
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
  }
}
