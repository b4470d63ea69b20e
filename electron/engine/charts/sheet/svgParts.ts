/**
 * Our own SVG taken apart into what is drawn, one after the other: for writers that know no SVG. It reads what `drawChart` and the sheets write and refuses
 * anything else, so that nothing is left out in silence.
 */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
export interface Paint {
  /** Null: not filled, not stroked. */
  readonly fill: string | null
  readonly stroke: string | null
  readonly strokeWidth: number
  readonly dash: readonly number[]
  readonly fillOpacity: number
  readonly cap: 'butt' | 'round'
  readonly join: 'miter' | 'round'
  /** The stroke lies under the fill. */
  readonly strokeFirst: boolean
}
export interface PathPart {
  readonly sort: 'path'
  readonly path: string
  /** What it covers, without its stroke; in its own coordinates. */
  readonly box: Box
  readonly matrix: Matrix
  readonly paint: Paint
}
export interface TextPart {
  readonly sort: 'text'
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly bold: boolean
  readonly anchor: 'start' | 'middle' | 'end'
  readonly matrix: Matrix
  readonly paint: Paint
}
/** A picture, PNG in base64. */
export interface ImagePart {
  readonly sort: 'image'
  readonly png: string
  readonly box: Box
  readonly matrix: Matrix
  readonly paint: Paint
}
export type Part = PathPart | TextPart | ImagePart

type Attributes = Readonly<Record<string, string>>
interface State {
  readonly matrix: Matrix
  readonly given: Attributes
}
const inherited = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'fill-opacity',
  'font-size',
  'font-weight',
  'text-anchor',
]
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')

export const identity: Matrix = [1, 0, 0, 1, 0, 0]
/** First `inner`, then `outer`. */
export function multiplied(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [g, h, i, j, k, l] = inner
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}
/** The upright box around a box that is turned and moved. */
export function boxIn(matrix: Matrix, box: Box): Box {
  const [a, b, c, d, e, f] = matrix
  const xs: number[] = []
  const ys: number[] = []
  for (const x of [box.left, box.right])
    for (const y of [box.top, box.bottom]) {
      xs.push(a * x + c * y + e)
      ys.push(b * x + d * y + f)
    }
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** Everything that is drawn, in its order. Throws where the SVG holds what this does not know. */
export function partsOf(svg: string, matrix: Matrix = identity): readonly Part[] {
  const parts: Part[] = []
  const open: State[] = [{ matrix, given: {} }]
  let text: { readonly state: State; words: string } | null = null
  let title = false
  for (const [, closing, name = '', attributes = '', alone, words] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (words !== undefined) {
      if (text !== null) text.words += unescaped(words)
      else if (!title && words.trim() !== '')
        throw new Error(`text outside of an element: ${words.slice(0, 40)}`)
      continue
    }
    if (closing === '/') {
      if (name === 'title') title = false
      else open.pop()
      if (name === 'text' && text !== null) {
        parts.push(textPart(text.state, text.words))
        text = null
      }
      continue
    }
    if (name === 'title') {
      title = alone !== '/'
      continue
    }
    const state = entered(open.at(-1) as State, readAttributes(attributes))
    if (name === 'text') text = { state, words: '' }
    else if (name === 'image') parts.push(imagePart(state))
    else if (name !== 'svg' && name !== 'g') parts.push(pathPart(name, state))
    if (alone !== '/') open.push(state)
  }
  return parts
}
function readAttributes(attributes: string): Attributes {
  const read: Record<string, string> = {}
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g))
    read[name] = unescaped(value)
  return read
}
function entered(outer: State, own: Attributes): State {
  const given: Record<string, string> = { ...own }
  for (const name of inherited) {
    const value = outer.given[name]
    if (given[name] === undefined && value !== undefined) given[name] = value
  }
  return { matrix: multiplied(outer.matrix, transformOf(own['transform'] ?? '')), given }
}
function transformOf(text: string): Matrix {
  let matrix = identity
  for (const [, name = '', list = ''] of text.matchAll(/([a-zA-Z]+)\(([^)]*)\)/g)) {
    const [x = 0, y] = list
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    if (name === 'translate') matrix = multiplied(matrix, [1, 0, 0, 1, x, y ?? 0])
    else if (name === 'scale') matrix = multiplied(matrix, [x, 0, 0, y ?? x, 0, 0])
    else if (name === 'rotate' && y === undefined) {
      const angle = (x * Math.PI) / 180
      matrix = multiplied(matrix, [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0])
    } else throw new Error(`unknown transform ${name}`)
  }
  return matrix
}
function paintOf(given: Attributes): Paint {
  const colour = (value: string | undefined, otherwise: string | null): string | null =>
    value === undefined ? otherwise : value === 'none' ? null : value
  return {
    fill: colour(given['fill'], '#000000'),
    stroke: colour(given['stroke'], null),
    strokeWidth: Number(given['stroke-width'] ?? 1),
    dash: (given['stroke-dasharray'] ?? '')
      .split(/[\s,]+/)
      .filter((length) => length !== '')
      .map(Number),
    fillOpacity: Number(given['fill-opacity'] ?? 1),
    cap: given['stroke-linecap'] === 'round' ? 'round' : 'butt',
    join: given['stroke-linejoin'] === 'round' ? 'round' : 'miter',
    strokeFirst: given['paint-order'] === 'stroke',
  }
}
function textPart({ matrix, given }: State, words: string): TextPart {
  const anchor = given['text-anchor']
  return {
    sort: 'text',
    text: words,
    x: Number(given['x'] ?? 0),
    y: Number(given['y'] ?? 0),
    size: Number(given['font-size'] ?? 12),
    bold: Number(given['font-weight'] ?? 400) >= 600 || given['font-weight'] === 'bold',
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    matrix,
    paint: paintOf(given),
  }
}
const pngUrl = 'data:image/png;base64,'
function imagePart({ matrix, given }: State): ImagePart {
  const href = given['href'] ?? ''
  if (!href.startsWith(pngUrl)) throw new Error('an image that is no PNG within the drawing')
  const of = (key: string): number => Number(given[key] ?? 0)
  const [left, top] = [of('x'), of('y')]
  const box = { left, top, right: left + of('width'), bottom: top + of('height') }
  return { sort: 'image', png: href.slice(pngUrl.length), box, matrix, paint: paintOf(given) }
}
function pathPart(name: string, { matrix, given }: State): PathPart {
  const { path, box } = outlineOf(name, given)
  return { sort: 'path', path, box, matrix, paint: paintOf(given) }
}
function outlineOf(name: string, given: Attributes): { readonly path: string; readonly box: Box } {
  const of = (key: string): number => Number(given[key] ?? 0)
  switch (name) {
    case 'rect':
      return rectangle(of('x'), of('y'), of('width'), of('height'), Number(given['rx'] ?? given['ry'] ?? 0))
    case 'circle':
      return ellipse(of('cx'), of('cy'), of('r'), of('r'))
    case 'ellipse':
      return ellipse(of('cx'), of('cy'), of('rx'), of('ry'))
    case 'line':
      return through([of('x1'), of('y1'), of('x2'), of('y2')], false)
    case 'polyline':
    case 'polygon':
      return through(
        (given['points'] ?? '')
          .trim()
          .split(/[\s,]+/)
          .map(Number),
        name === 'polygon',
      )
    case 'path':
      return { path: given['d'] ?? '', box: boxOfPath(given['d'] ?? '') }
    default:
      throw new Error(`unknown element ${name}`)
  }
}
function rectangle(x: number, y: number, width: number, height: number, given: number) {
  const box = { left: x, top: y, right: x + width, bottom: y + height }
  const r = Math.min(given, width / 2, height / 2)
  return {
    box,
    path:
      r <= 0
        ? `M${x} ${y}H${box.right}V${box.bottom}H${x}Z`
        : `M${x + r} ${y}H${box.right - r}A${r} ${r} 0 0 1 ${box.right} ${y + r}V${box.bottom - r}A${r} ${r} 0 0 1 ${box.right - r} ${box.bottom}H${x + r}A${r} ${r} 0 0 1 ${x} ${box.bottom - r}V${y + r}A${r} ${r} 0 0 1 ${x + r} ${y}Z`,
  }
}
function ellipse(x: number, y: number, rx: number, ry: number) {
  return {
    box: { left: x - rx, top: y - ry, right: x + rx, bottom: y + ry },
    path: `M${x - rx} ${y}A${rx} ${ry} 0 1 1 ${x + rx} ${y}A${rx} ${ry} 0 1 1 ${x - rx} ${y}Z`,
  }
}
function through(numbers: readonly number[], closed: boolean) {
  const pairs: string[] = []
  for (let index = 0; index + 1 < numbers.length; index += 2)
    pairs.push(`${numbers[index] ?? 0} ${numbers[index + 1] ?? 0}`)
  return { box: boxOfNumbers(numbers), path: `M${pairs.join('L')}${closed ? 'Z' : ''}` }
}
/** Of absolute lines and curves the box of all their points; the small outlines of icons, written otherwise, lie on their grid of 24. */
function boxOfPath(path: string): Box {
  if (/[^MLQCZz\d\s.,e-]/.test(path)) return { left: 0, top: 0, right: 24, bottom: 24 }
  return boxOfNumbers((path.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number))
}
function boxOfNumbers(numbers: readonly number[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [index, value] of numbers.entries())
    if (index % 2 === 0) [left, right] = [Math.min(left, value), Math.max(right, value)]
    else [top, bottom] = [Math.min(top, value), Math.max(bottom, value)]
  return left > right || top > bottom
    ? { left: 0, top: 0, right: 0, bottom: 0 }
    : { left, top, right, bottom }
}
