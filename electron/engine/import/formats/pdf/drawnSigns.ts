/** What a page draws, as pdf.js lists it: each sign with its place, and straight lines. */
import type * as PdfLibrary from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../../../../shared/errors.ts'

export type Matrix = readonly [number, number, number, number, number, number]
/** One sign; `x1` is where the next one would stand if nothing moved it. Places from the page's upper left corner. */
export interface Sign {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly size: number
  /** Whole degrees, clockwise. */
  readonly angle: number
}
/** A line that is drawn, from left to right or from top to bottom. */
export interface Rule {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}
export interface Drawn {
  readonly signs: readonly Sign[]
  readonly rules: readonly Rule[]
  /** Every sign is drawn invisibly over a picture: what a recognition of characters once read. */
  readonly recognised: boolean
}

const signsLimit = 2_000_000
const rulesLimit = 200_000
const nested = 1_000

export function times(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ]
}
const upright: Matrix = [1, 0, 0, 1, 0, 0]

/** State that a page keeps and gets back. */
interface State {
  at: Matrix
  size: number
  letter: number
  word: number
  scale: number
  rise: number
  leading: number
  invisible: boolean
}

/** Follows the list of a page's steps. Errors: `file-hostile` for more than a page holds. */
export function drawnOn(
  { OPS }: typeof PdfLibrary,
  { fnArray, argsArray }: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  view: Matrix,
): Drawn {
  const signs: Sign[] = []
  const rules: Rule[] = []
  const kept: State[] = []
  let state: State = {
    at: view,
    size: 0,
    letter: 0,
    word: 0,
    scale: 1,
    rise: 0,
    leading: 0,
    invisible: false,
  }
  let text: Matrix = upright
  // The place within the line, and where the line began.
  let [x, y, lineX, lineY] = [0, 0, 0, 0]
  let shown = 0
  const move = (right: number, up: number): void => {
    x = lineX += right
    y = lineY += up
  }
  const keep = (): void => {
    if (kept.length >= nested) throw tooMany('nested', nested)
    kept.push({ ...state })
  }
  const number = (args: unknown, at = 0): number => Number((args as readonly unknown[] | null)?.[at]) || 0
  const matrixOf = (value: unknown): Matrix | null => {
    const found = ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value
    return Array.isArray(found) && found.length === 6 && found.every(Number.isFinite)
      ? (found as unknown as Matrix)
      : null
  }
  const show = (glyphs: unknown): void => {
    if (!Array.isArray(glyphs)) return
    const place = times(state.at, text)
    const angle = (Math.round((Math.atan2(place[1], place[0]) * 180) / Math.PI) + 360) % 360
    const size = Math.hypot(place[2], place[3]) * Math.abs(state.size)
    let along = 0
    for (const glyph of glyphs as readonly unknown[]) {
      if (typeof glyph === 'number') {
        along -= (glyph * state.size) / 1000
        continue
      }
      if (typeof glyph !== 'object' || glyph === null) continue
      const { unicode, width, isSpace } = glyph as {
        readonly unicode?: unknown
        readonly width?: unknown
        readonly isSpace?: unknown
      }
      const advance = (Number(width) || 0) * state.size * 0.001
      const from = times(place, [1, 0, 0, 1, x + along * state.scale, y + state.rise])
      const length = Math.abs(advance * state.scale) * Math.hypot(place[0], place[1])
      if (signs.length >= signsLimit) throw tooMany('signs', signsLimit)
      signs.push({
        text: typeof unicode === 'string' ? unicode : '\ufffd',
        x0: from[4],
        y: from[5],
        x1: from[4] + length,
        size,
        angle,
      })
      if (!state.invisible) shown += 1
      along += advance + state.letter + (isSpace === true ? state.word : 0)
    }
    x += along * state.scale
  }

  fnArray.forEach((operation, index) => {
    const args = argsArray[index] as readonly unknown[] | null
    switch (operation) {
      case OPS.save:
        keep()
        break
      case OPS.restore:
        state = kept.pop() ?? state
        break
      case OPS.transform:
        state.at = times(state.at, matrixOf(args) ?? upright)
        break
      case OPS.paintFormXObjectBegin:
        keep()
        state.at = times(state.at, matrixOf(args?.[0]) ?? upright)
        break
      case OPS.beginAnnotation:
        keep()
        state.at = times(times(state.at, matrixOf(args?.[2]) ?? upright), matrixOf(args?.[3]) ?? upright)
        break
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        state = kept.pop() ?? state
        break
      case OPS.beginText:
        text = upright
        x = y = lineX = lineY = 0
        break
      case OPS.setTextMatrix:
        text = matrixOf(args) ?? matrixOf(args?.[0]) ?? upright
        x = y = lineX = lineY = 0
        break
      case OPS.setFont:
        state.size = number(args, 1)
        break
      case OPS.setCharSpacing:
        state.letter = number(args)
        break
      case OPS.setWordSpacing:
        state.word = number(args)
        break
      case OPS.setHScale:
        state.scale = number(args) / 100
        break
      case OPS.setTextRise:
        state.rise = number(args)
        break
      case OPS.setLeading:
        state.leading = -number(args)
        break
      case OPS.setTextRenderingMode:
        state.invisible = number(args) === 3
        break
      case OPS.moveText:
        move(number(args), number(args, 1))
        break
      case OPS.setLeadingMoveText:
        state.leading = number(args, 1)
        move(number(args), number(args, 1))
        break
      case OPS.nextLine:
        move(0, state.leading)
        break
      case OPS.showText:
      case OPS.showSpacedText:
        show(args?.[0])
        break
      case OPS.nextLineShowText:
        move(0, state.leading)
        show(args?.[0])
        break
      case OPS.nextLineSetSpacingShowText:
        state.word = number(args)
        state.letter = number(args, 1)
        move(0, state.leading)
        show(args?.[2])
        break
      case OPS.constructPath: {
        const painting = number(args)
        const [path] = (Array.isArray(args?.[1]) ? args[1] : []) as readonly unknown[]
        if (painting !== OPS.endPath && path instanceof Float32Array)
          for (const rule of rulesOf(path, state.at, painting === OPS.fill || painting === OPS.eoFill)) {
            if (rules.length >= rulesLimit) throw tooMany('rules', rulesLimit)
            rules.push(rule)
          }
        break
      }
      default:
    }
  })
  return { signs, rules, recognised: signs.length > 0 && shown === 0 }
}

/** Thicker than this it is a surface. */
const thickest = 3
const shortest = 4
/** Numbers behind each step of a path: to a place, a line to one, along two kinds of curve, back to the beginning. */
const numbersOf = [2, 2, 6, 4, 0]

function* rulesOf(path: Float32Array, at: Matrix, filled: boolean): Generator<Rule> {
  let points: (readonly [number, number])[] = []
  const end = function* end(): Generator<Rule> {
    if (filled) {
      if (points.length > 2) {
        const xs = points.map(([x]) => x)
        const ys = points.map(([, y]) => y)
        yield* straight(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
      }
    } else
      for (let index = 1; index < points.length; index += 1) {
        const [ax, ay] = points[index - 1] ?? [0, 0]
        const [bx, by] = points[index] ?? [0, 0]
        yield* straight(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
      }
    points = []
  }
  for (let place = 0; place < path.length;) {
    const step = path[place] ?? 0
    const count = numbersOf[step] ?? 0
    if (step === 0) yield* end()
    if (step === 4) {
      if (points[0] !== undefined) points.push(points[0])
    } else {
      const x = path[place + count - 1] ?? 0
      const y = path[place + count] ?? 0
      if (points.length < 10_000) points.push([at[0] * x + at[2] * y + at[4], at[1] * x + at[3] * y + at[5]])
    }
    place += count + 1
  }
  yield* end()
}
function* straight(x0: number, y0: number, x1: number, y1: number): Generator<Rule> {
  if (y1 - y0 <= thickest && x1 - x0 >= shortest) {
    const y = (y0 + y1) / 2
    yield { x0, y0: y, x1, y1: y }
  } else if (x1 - x0 <= thickest && y1 - y0 >= shortest) {
    const x = (x0 + x1) / 2
    yield { x0: x, y0, x1: x, y1 }
  }
}
function tooMany(what: string, limit: number): AppError {
  return new AppError('file-hostile', 'more on a page than a page holds', { what, limit })
}
