/** What people drew on a chart, in a picture: frames behind everything, arrows and texts above the lines. */
import {
  annotationLines,
  arrowHead,
  type DrawnAnnotation,
  handStroke,
} from '../../../shared/model/chart/annotations.ts'
import type { ChartColours } from '../../../shared/model/chart/colours.ts'

const round = (value: number): number => Math.round(value * 10) / 10

interface Look {
  readonly tokens: ChartColours
  /** Makes a text fit for XML. */
  readonly escape: (text: string) => string
}
/** Frames alone, or everything else. */
export function drawAnnotations(
  drawn: readonly DrawnAnnotation[],
  layer: 'frames' | 'others',
  look: Look,
): readonly string[] {
  return drawn.flatMap((each) => {
    const ink = look.tokens.hand[each.colour]
    if (layer === 'frames') return each.sort === 'frame' ? [boxMarkup(each, look)] : []
    const shape =
      each.sort === 'arrow' ? arrowMarkup(each, look) : each.sort === 'text' ? boxMarkup(each, look) : ''
    // The title of a frame too stands above the lines.
    return [`<g>${shape}${wordsMarkup(each, ink, look.escape)}</g>`]
  })
}
function boxMarkup(drawn: DrawnAnnotation, { tokens }: Look): string {
  const { sort, from, to, colour } = drawn
  const isFrame = sort === 'frame'
  const ink = tokens.hand[colour]
  const [fill, opacity] = isFrame ? [ink, tokens.mono === true ? 0 : 0.06] : [tokens.surface, 0.94]
  return `<rect x="${round(from.x)}" y="${round(from.y)}" width="${round(to.x - from.x)}" height="${round(to.y - from.y)}" rx="4" fill="${fill}" fill-opacity="${opacity}" stroke="${ink}" stroke-width="${handStroke(drawn)}"/>`
}
function arrowMarkup(drawn: DrawnAnnotation, { tokens }: Look): string {
  const { from, to, colour, words } = drawn
  const ink = tokens.hand[colour]
  const [one, other] = arrowHead(drawn)
  const at = ({ x, y }: { readonly x: number; readonly y: number }) => `${round(x)} ${round(y)}`
  const line = `<path d="M${at(from)}L${at(to)}M${at(one)}L${at(to)}L${at(other)}" fill="none" stroke="${ink}" stroke-width="${handStroke(drawn)}" stroke-linecap="round" stroke-linejoin="round"/>`
  const plate =
    words === null
      ? ''
      : `<rect x="${round(words.left)}" y="${round(words.top)}" width="${round(words.width)}" height="${round(words.height)}" rx="4" fill="${tokens.bg}" fill-opacity="0.94"/>`
  return line + plate
}
function wordsMarkup(drawn: DrawnAnnotation, ink: string, escape: (text: string) => string): string {
  const anchor = drawn.sort === 'arrow' ? ' text-anchor="middle"' : ''
  const bold = drawn.sort === 'frame' ? ' font-weight="600"' : ''
  return annotationLines(drawn)
    .map(
      ({ text, x, y }) =>
        `<text x="${round(x)}" y="${round(y)}" font-size="${drawn.textSize}"${bold}${anchor} fill="${ink}">${escape(text)}</text>`,
    )
    .join('')
}
