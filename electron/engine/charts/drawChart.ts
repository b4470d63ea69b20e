/** A chart as SVG: one pure function of the chart, so that the same chart gives the same picture, byte for byte. */
import type { ChartToDraw } from './chartToDraw.ts'
import { bundleCaption } from '../../../shared/model/chart/bundles.ts'
import { chartColours, type ChartColours, type ChartTheme } from '../../../shared/model/chart/colours.ts'
import { contentOf } from '../../../shared/model/chart/content.ts'
import { framed } from '../../../shared/model/chart/layouts/frames.ts'
import type { Point } from '../../../shared/model/chart/layouts/types.ts'
import { arrowSize, captionTexts, lineShape } from '../../../shared/model/chart/lineShape.ts'
import {
  type DrawnEdge,
  type DrawnFrame,
  type DrawnNode,
  sceneOf,
  undecidedSizes,
} from '../../../shared/model/chart/scene.ts'
import { type VisibleChart, visibleChart } from '../../../shared/model/chart/visible.ts'
import { captionWidth, cutText, textWidth } from '../../../shared/model/chart/textWidth.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import { isFiltered } from '../../../shared/model/chart/settings.ts'
import { filterText } from '../../../shared/words/chartFilter.ts'
import { iconMarkup } from '../../../shared/model/entityIcons.ts'
import { chartWords, drawFont, entityKindName } from './captions.ts'
import { dashAttribute, kindSign, nodePaint, nodeShape } from './signs.ts'
import type { Language } from '../../../shared/language.ts'

export interface ChartPicture {
  readonly svg: string
  readonly width: number
  readonly height: number
}
const margin = 36
const headHeight = 44
const kindOf = (id: string) => entityKinds.find((kind) => kind.id === id)

/** Text for XML: escaped, without the control characters XML cannot hold. */
export function escapeXml(value: string): string {
  return value
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export interface ChartLook {
  readonly theme: ChartTheme
  readonly language: Language
}
/** What is drawn of a chart, without title and legend. */
export interface ChartBody {
  readonly markup: string
  /** Of what is drawn, from 0 0. */
  readonly width: number
  readonly height: number
  readonly visible: VisibleChart
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
}
/** Nodes, lines and frames as the page shows them under the chart's own filters, sizes and labels. */
export function drawBody(chart: ChartToDraw, { theme, language }: ChartLook): ChartBody {
  const tokens = chartColours[theme]
  const visible = visibleChart(contentOf(chart), chart.settings, chart.sums)
  const scene = framed(
    sceneOf(visible, chart.settings, (bundle) => bundleCaption(bundle, chart.settings.edgeLabels, language)),
    visible,
    chart.settings.layout,
    language,
  )
  const nodes = [...scene.nodes.values()]
  const edges = [...scene.edges.values()]
  const box = boundsOf(nodes, scene.frames)
  const kinds = new Map(visible.edges.map(({ linkId, linkKind }) => [linkId, linkKind]))
  const dashOf = ({ linkIds: [first] }: DrawnEdge): string =>
    dashAttribute(kinds.get(first ?? 0) ?? '', theme)
  return {
    markup: [
      `<g transform="translate(${round(-box.left)} ${round(-box.top)})">`,
      ...scene.frames.map((frame) => drawFrame(frame, tokens)),
      ...drawEdges(edges, scene.nodes, tokens, dashOf),
      ...nodes.map((node) => drawNode(node, tokens)),
      '</g>',
    ].join('\n'),
    width: box.right - box.left,
    height: box.bottom - box.top,
    visible,
    nodes,
    edges,
  }
}

/** The chart as the page shows it, with title and legend. Width and height in pixels. */
export function drawChart(chart: ChartToDraw, look: ChartLook): ChartPicture {
  const tokens = chartColours[look.theme]
  const words = chartWords[look.language]
  const body = drawBody(chart, look)
  const { visible, nodes } = body
  const kinds = entityKinds.filter((kind) => nodes.some((node) => node.kind === kind.id))
  const legend = drawLegend(
    kinds.map((kind) => kind.id),
    Math.max(body.width, 420),
    {
      tokens,
      language: look.language,
      width: visible.edges.some((edge) => edge.amount !== null),
      sizes: chart.settings.sizeBy === 'amount' ? undecidedSizes(visible.nodes, chart.settings) : null,
      nameOnly: nodes.some((node) => node.nameOnly),
    },
  )
  const width = Math.ceil(Math.max(body.width, 420) + 2 * margin)
  const height = Math.ceil(headHeight + body.height + 2 * margin + legend.height)
  const inside = nodes.reduce((sum, node) => sum + node.inside, 0)
  const hidden = chart.nodes.length - nodes.length - inside
  const subtitle = [
    words.size(nodes.length, visible.edges.length),
    ...(inside > 0 ? [words.inside(inside)] : []),
    ...(isFiltered(chart.settings) ? [filterText(chart.settings, look.language)] : []),
    ...(hidden > 0 ? [words.hidden(hidden)] : []),
  ].join(' · ')
  const parts = [
    `<rect width="${width}" height="${height}" fill="${tokens.bg}"/>`,
    `<text x="${margin / 2}" y="28" font-size="15" font-weight="600" fill="${tokens.ink}">${escapeXml(cutText(chart.name, 15, width - 40 - textWidth(subtitle, 12)))}</text>`,
    `<text x="${width - margin / 2}" y="28" font-size="12" text-anchor="end" fill="${tokens.ink2}">${escapeXml(subtitle)}</text>`,
    `<line x1="0" y1="${headHeight - 0.5}" x2="${width}" y2="${headHeight - 0.5}" stroke="${tokens.line}"/>`,
    nodes.length === 0
      ? `<text x="${width / 2}" y="${headHeight + margin}" font-size="13" text-anchor="middle" fill="${tokens.ink3}">${escapeXml(words.empty)}</text>`
      : '',
    `<g transform="translate(${round((width - body.width) / 2)} ${headHeight + margin})">${body.markup}</g>`,
    `<g transform="translate(${margin / 2} ${height - legend.height})">${legend.markup}</g>`,
  ]
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${drawFont}"><title>${escapeXml(chart.name)}</title>${parts.filter((line) => line !== '').join('\n')}</svg>`,
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

function boundsOf(
  nodes: readonly DrawnNode[],
  frames: readonly DrawnFrame[],
): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } {
  if (nodes.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 }
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const node of nodes) {
    const radius = node.size / 2
    const half = Math.max(
      radius + 6,
      Math.min(textWidth(node.label, 12), captionWidth) / 2,
      Math.min(textWidth(node.sublabel, 10.5), captionWidth) / 2,
    )
    left = Math.min(left, node.x - half)
    right = Math.max(right, node.x + half)
    top = Math.min(top, node.y - radius - 6)
    bottom = Math.max(bottom, node.y + radius + (node.sublabel === '' ? 20 : 34))
  }
  for (const frame of frames) {
    left = Math.min(left, frame.left)
    right = Math.max(right, frame.left + frame.width)
    top = Math.min(top, frame.top)
    bottom = Math.max(bottom, frame.top + frame.height)
  }
  return { left, right, top, bottom }
}

/** Behind everything, its title at the foot. */
function drawFrame({ left, top, width, height, title, textSize }: DrawnFrame, tokens: ChartColours): string {
  return [
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="10" fill="${tokens.surface}" stroke="${tokens.line}"/>`,
    `<text x="${round(left + width / 2)}" y="${round(top + height - textSize * 0.7)}" font-size="${textSize}" font-weight="600" text-anchor="middle" fill="${tokens.ink}">${escapeXml(title)}</text>`,
  ].join('')
}

function drawNode(node: DrawnNode, tokens: ChartColours): string {
  const radius = node.size / 2
  const kind = kindOf(node.kind)
  const { fill, ink, ring } = nodePaint(node.kind, tokens, node.nameOnly)
  const dashed = node.nameOnly
    ? ` fill-opacity="0.72" stroke="${ring ?? tokens.surface}" stroke-width="2" stroke-dasharray="4 3"`
    : ring === undefined
      ? ''
      : ` stroke="${ring}" stroke-width="1.6"`
  const outline = (extra: number, colour: string) =>
    kind?.shape === 'square'
      ? `<rect x="${-radius - extra}" y="${-radius - extra}" width="${2 * (radius + extra)}" height="${2 * (radius + extra)}" rx="8" fill="none" stroke="${colour}" stroke-width="2"/>`
      : `<circle r="${radius + extra}" fill="none" stroke="${colour}" stroke-width="2"/>`
  const shape = nodeShape(node.kind, radius, `fill="${fill}"${dashed}`, tokens)
  const iconScale = Math.round((radius * 1080) / 24) / 1000
  const halo = `stroke="${tokens.bg}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
  return [
    `<g transform="translate(${round(node.x)} ${round(node.y)})">`,
    node.noted ? outline(4, tokens.warn) : '',
    shape,
    node.inside === 0 ? '' : insideBadge(node, tokens),
    `<g transform="translate(${-12 * iconScale} ${-12 * iconScale}) scale(${iconScale})" stroke="${ink}" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${iconMarkup(kind?.icon ?? 'package')}</g>`,
    `<text y="${radius + 15}" text-anchor="middle" font-size="12"${node.kind === 'person' ? ' font-weight="600"' : ''} fill="${tokens.ink}" ${halo}>${escapeXml(cutText(node.label, 12, captionWidth))}</text>`,
    node.sublabel === ''
      ? ''
      : `<text y="${radius + 29}" text-anchor="middle" font-size="10.5" fill="${tokens.ink3}" ${halo}>${escapeXml(cutText(node.sublabel, 10.5, captionWidth))}</text>`,
    '</g>',
  ].join('')
}

function insideBadge({ inside, size }: DrawnNode, tokens: ChartColours): string {
  const place = round(size * 0.36)
  return `<g transform="translate(${place} ${-place})"><circle r="7.5" fill="${tokens.surface}" stroke="${tokens.ink2}" stroke-width="1.2"/><text y="3.4" text-anchor="middle" font-size="9.5" font-weight="600" fill="${tokens.ink}">${inside}</text></g>`
}

/** Lines first, then their words, so that no line crosses a label. */
function drawEdges(
  edges: readonly DrawnEdge[],
  nodes: ReadonlyMap<string, DrawnNode>,
  tokens: ChartColours,
  dashOf: (edge: DrawnEdge) => string,
): readonly string[] {
  const lines: string[] = []
  const labels: string[] = []
  for (const edge of edges) {
    const from = nodes.get(edge.from)
    const to = nodes.get(edge.to)
    if (from === undefined || to === undefined) continue
    const drawn = from === to ? drawLoop(from, edge, tokens) : drawLine(from, to, edge, tokens)
    // The line is the first path; an arrow behind it stays whole.
    lines.push(drawn.line.replace(' fill="none"', ` fill="none"${dashOf(edge)}`))
    captionTexts(from, to, edge).forEach((text, index) => {
      labels.push(
        `<g transform="translate(${round(drawn.middle.x)} ${round(drawn.middle.y)}) rotate(${round(drawn.angle)})"><text text-anchor="middle" y="${-4 - 13 * (edge.caption.length - 1 - index)}" font-size="10.5" fill="${tokens.ink2}" stroke="${tokens.bg}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escapeXml(text)}</text></g>`,
      )
    })
  }
  return [...lines, ...labels]
}

interface Line {
  readonly line: string
  readonly middle: Point
  readonly angle: number
}

function arrow(tip: Point, direction: Point, width: number, colour: string): string {
  const { length, half } = arrowSize(width)
  const [nx, ny] = [-direction.y, direction.x]
  const back = { x: tip.x - direction.x * length, y: tip.y - direction.y * length }
  return `<path d="M${round(tip.x)} ${round(tip.y)}L${round(back.x + nx * half)} ${round(back.y + ny * half)}L${round(back.x - nx * half)} ${round(back.y - ny * half)}z" fill="${colour}"/>`
}

function drawLine(from: DrawnNode, to: DrawnNode, edge: DrawnEdge, tokens: ChartColours): Line {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const shape = lineShape(from, to, edge)
  if (shape === null) return { line: '', middle, angle: 0 }
  const { start, end, way } = shape
  const head = arrowSize(edge.width).length - 1
  const [one, other] = [edge.back ? head : 0, edge.directed ? head : 0]
  const angle = (Math.atan2(way.y, way.x) * 180) / Math.PI
  return {
    line: [
      `<path d="M${round(start.x + way.x * one)} ${round(start.y + way.y * one)}L${round(end.x - way.x * other)} ${round(end.y - way.y * other)}" fill="none" stroke="${tokens.link}" stroke-width="${round(edge.width)}"/>`,
      edge.directed ? arrow(end, way, edge.width, tokens.link) : '',
      edge.back ? arrow(start, { x: -way.x, y: -way.y }, edge.width, tokens.link) : '',
    ].join(''),
    middle,
    angle: angle > 90 || angle < -90 ? angle + 180 : angle,
  }
}

function drawLoop(node: DrawnNode, { width, directed }: DrawnEdge, tokens: ChartColours): Line {
  const reach = node.size / 2 + 26
  const { x, y } = node
  const side = node.size * 0.35
  const line = `<path d="M${round(x - side)} ${round(y - side)}C${round(x - reach)} ${round(y - reach - 12)} ${round(x + reach)} ${round(y - reach - 12)} ${round(x + side)} ${round(y - side)}" fill="none" stroke="${tokens.link}" stroke-width="${round(width)}"/>`
  return {
    line: directed
      ? line + arrow({ x: x + side, y: y - side }, { x: -0.5, y: 0.87 }, width, tokens.link)
      : line,
    middle: { x, y: y - reach * 0.85 },
    angle: 0,
  }
}

function drawLegend(
  kinds: readonly string[],
  width: number,
  look: {
    readonly tokens: ChartColours
    readonly language: Language
    readonly width: boolean
    /** How many sizes are undecided; null where size tells no sum. */
    readonly sizes: number | null
    readonly nameOnly: boolean
  },
): { readonly markup: string; readonly height: number } {
  const words = chartWords[look.language]
  const parts: string[] = []
  let [x, y] = [0, 18]
  const step = (size: number): void => {
    if (x > 0 && x + size > width) [x, y] = [0, y + 20]
  }
  for (const id of kinds) {
    const name = entityKindName(id, look.language)
    const size = 34 + textWidth(name, 12)
    step(size)
    parts.push(
      `<g transform="translate(${round(x + 8)} ${y - 4})">${kindSign(id, 8, look.tokens)}<text x="13" y="4" font-size="12" fill="${look.tokens.ink2}">${escapeXml(name)}</text></g>`,
    )
    x += size
  }
  for (const text of [
    ...(look.width ? [words.width] : []),
    ...(look.sizes === null ? [] : [words.sizes(look.sizes)]),
    ...(look.nameOnly ? [words.nameOnly] : []),
  ]) {
    const size = 14 + textWidth(text, 11)
    step(size)
    parts.push(
      `<text x="${round(x)}" y="${y}" font-size="11" fill="${look.tokens.ink3}">${escapeXml(text)}</text>`,
    )
    x += size
  }
  return { markup: parts.join(''), height: parts.length === 0 ? 12 : y + 14 }
}
