/** A chart as SVG: one pure function of the chart, so that the same chart gives the same picture, byte for byte. */
import { saidIn } from '../../../shared/model/chart/captions.ts'
import type { ChartToDraw } from './chartToDraw.ts'
import { bundleCaption } from '../../../shared/model/chart/bundles.ts'
import { annotated } from '../../../shared/model/chart/annotations.ts'
import { chartColours, type ChartColours, type ChartTheme } from '../../../shared/model/chart/colours.ts'
import { contentOf } from '../../../shared/model/chart/content.ts'
import { groupKind } from '../../../shared/model/chart/groups.ts'
import {
  flagsOf,
  markedInside,
  nodeColours,
  type NodeColours,
} from '../../../shared/model/chart/nodeColours.ts'
import { framed } from '../../../shared/model/chart/layouts/frames.ts'
import type { Point } from '../../../shared/model/chart/layouts/types.ts'
import { baselines, placeLabels, type PlacedLabel, plate } from '../../../shared/model/chart/labels/place.ts'
import { pictureShare } from '../../../shared/model/chart/look.ts'
import { arrowSize, captionTexts, lineShape, pointsOn } from '../../../shared/model/chart/lineShape.ts'
import {
  type DrawnEdge,
  type DrawnFrame,
  type DrawnNode,
  sceneOf,
  undecidedSizes,
} from '../../../shared/model/chart/scene.ts'
import { type VisibleChart, visibleChart } from '../../../shared/model/chart/visible.ts'
import { strengths, type Strength } from '../../../shared/contract/statements.ts'
import {
  colourGroupText,
  colouringText,
  flagName,
  markedInsideText,
} from '../../../shared/words/nodeColours.ts'
import { statedWord } from '../../../shared/words/strengths.ts'
import { cutText, textWidth } from '../../../shared/model/chart/textWidth.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import { badgeTexts } from '../../../shared/words/chartBadges.ts'
import { isFiltered } from '../../../shared/model/chart/settings.ts'
import { filterText } from '../../../shared/words/chartFilter.ts'
import { iconMarkup } from '../../../shared/model/entityIcons.ts'
import { chartWords, drawFont, entityKindName, leftOutWords } from './captions.ts'
import { drawAnnotations } from './drawAnnotations.ts'
import { drawAssumed } from './drawAssumed.ts'
import { nodeMarks } from './drawMarks.ts'
import {
  colourSign,
  dashAttribute,
  flagSign,
  kindSign,
  nodePaint,
  nodeShape,
  statedDash,
  statedSign,
} from './signs.ts'
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
  /** How many of the two have no room for their caption. */
  readonly untold: { readonly nodes: number; readonly edges: number }
}
/** Nodes, lines and frames as the page shows them under the chart's own filters, sizes and labels. */
export function drawBody(chart: ChartToDraw, { theme, language }: ChartLook): ChartBody {
  const tokens = chartColours[theme]
  const visible = visibleChart(contentOf(chart), chart.settings, chart.sums, chart.during)
  const scene = annotated(
    framed(
      sceneOf(saidIn(visible, language), chart.settings, (bundle) =>
        bundleCaption(bundle, chart.settings.edgeLabels, language),
      ),
      visible,
      chart.settings.layout,
      language,
    ),
    chart.annotations ?? [],
  )
  const byHand = scene.byHand ?? []
  const nodes = [...scene.nodes.values()]
  const edges = [...scene.edges.values()]
  const labels = placeLabels(scene, { scale: 1 })
  const box = boundsOf(
    nodes,
    [...scene.frames, ...byHand],
    [...labels.map(({ box }) => box), ...bentBoxes(edges, scene.nodes)],
  )
  const kinds = new Map(visible.edges.map(({ linkId, linkKind }) => [linkId, linkKind]))
  const dashOf = ({ linkIds: [first], stated }: DrawnEdge): string =>
    stated === undefined ? dashAttribute(kinds.get(first ?? 0) ?? '', theme) : statedDash(stated)
  return {
    markup: [
      `<g transform="translate(${round(-box.left)} ${round(-box.top)})">`,
      ...drawAnnotations(byHand, 'frames', { tokens, escape: escapeXml }),
      ...scene.frames.map((frame) => drawFrame(frame, tokens)),
      ...drawEdges(edges, scene.nodes, tokens, dashOf),
      ...drawAssumed(chart.assumed ?? [], visible, scene, {
        tokens,
        word: chartWords[language].assumption,
        escape: escapeXml,
      }),
      ...drawAnnotations(byHand, 'others', { tokens, escape: escapeXml }),
      ...nodes.map((node) => drawNode(node, tokens)),
      ...drawLabels(labels, tokens),
      '</g>',
    ].join('\n'),
    width: box.right - box.left,
    height: box.bottom - box.top,
    visible,
    nodes,
    edges,
    untold: untoldOf(nodes, edges, labels),
  }
}
function untoldOf(
  nodes: readonly DrawnNode[],
  edges: readonly DrawnEdge[],
  labels: readonly PlacedLabel[],
): ChartBody['untold'] {
  const told = new Set(labels.map(({ key }) => key))
  return {
    nodes: nodes.filter(({ key, label }) => label !== '' && !told.has(key)).length,
    edges: edges.filter(({ key, caption }) => caption.length > 0 && !told.has(key)).length,
  }
}

/** A picture as wide as this is read as it is; of a wider one, which is looked at smaller, title and legend are so much larger. */
const readWidth = 2_000
function scaleOfWords(width: number): number {
  return Math.max(1, Math.round((width / readWidth) * 10) / 10)
}
/** The chart as the page shows it, with title and legend. Width and height in pixels. */
export function drawChart(chart: ChartToDraw, look: ChartLook): ChartPicture {
  const tokens = chartColours[look.theme]
  const words = chartWords[look.language]
  const body = drawBody(chart, look)
  const { visible, nodes } = body
  const inside = markedInside(visible.nodes, new Map(chart.nodes.map((node) => [node.entityId, node])))
  const kinds = entityKinds.filter((kind) => nodes.some((node) => node.kind === kind.id))
  const large = scaleOfWords(body.width)
  const legend = drawLegend(
    [...kinds.map((kind) => kind.id), ...(nodes.some((node) => node.kind === groupKind) ? [groupKind] : [])],
    Math.max(body.width, 420) / large,
    {
      tokens,
      language: look.language,
      width: visible.edges.some((edge) => edge.amount !== null),
      sizes: chart.settings.sizeBy === 'amount' ? undecidedSizes(visible.nodes, chart.settings) : null,
      nameOnly: nodes.some((node) => node.nameOnly),
      badges: [
        ...badgeTexts(visible.nodes, look.language),
        ...(inside === 0 ? [] : [markedInsideText(inside, look.language)]),
      ],
      untold: body.untold,
      colours: nodeColours(visible, chart.settings),
      colourBy: chart.settings.colourBy,
      flags: flagsOf(visible.nodes),
      stated: strengths.filter((strength) => body.edges.some((edge) => edge.stated === strength)),
      assumed: chart.assumed?.length ?? 0,
      drawn: chart.annotations?.length ?? 0,
      picturesLeftOut: chart.picturesLeftOut ?? 0,
    },
  )
  const width = Math.ceil(Math.max(body.width, 420) + 2 * margin)
  const [head, foot] = [Math.round(headHeight * large), legend.height * large]
  const height = Math.ceil(head + body.height + 2 * margin + foot)
  const folded = visible.nodes.reduce((sum, node) => sum + (node.inside?.length ?? 0), 0)
  const hidden = chart.nodes.length - nodes.length - folded
  const subtitle = [
    words.size(nodes.length, visible.edges.length),
    ...(folded > 0 ? [words.inside(folded)] : []),
    ...(isFiltered(chart.settings) ? [filterText(chart.settings, look.language)] : []),
    ...(hidden > 0 ? [words.hidden(hidden)] : []),
    ...leftOutWords(chart.leftOut ?? [], look.language),
  ].join(' · ')
  const parts = [
    `<rect width="${width}" height="${height}" fill="${tokens.bg}"/>`,
    `<g transform="scale(${large})"><text x="${margin / 2}" y="28" font-size="15" font-weight="600" fill="${tokens.ink}">${escapeXml(cutText(chart.name, 15, width / large - 40 - textWidth(subtitle, 12)))}</text><text x="${round(width / large) - margin / 2}" y="28" font-size="12" text-anchor="end" fill="${tokens.ink2}">${escapeXml(subtitle)}</text></g>`,
    `<line x1="0" y1="${head - 0.5}" x2="${width}" y2="${head - 0.5}" stroke="${tokens.line}"/>`,
    nodes.length + (chart.annotations?.length ?? 0) === 0
      ? `<text x="${width / 2}" y="${head + margin}" font-size="13" text-anchor="middle" fill="${tokens.ink3}">${escapeXml(words.empty)}</text>`
      : '',
    `<g transform="translate(${round((width - body.width) / 2)} ${head + margin})">${body.markup}</g>`,
    `<g transform="translate(${margin / 2} ${round(height - foot)}) scale(${large})">${legend.markup}</g>`,
  ]
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${drawFont}"><title>${escapeXml(chart.name)}</title>${parts.filter((line) => line !== '').join('\n')}</svg>`,
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

interface Bounds {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
function boundsOf(
  nodes: readonly DrawnNode[],
  frames: readonly Pick<DrawnFrame, 'left' | 'top' | 'width' | 'height'>[],
  others: readonly Bounds[],
): Bounds {
  if (nodes.length + frames.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 }
  const parts: Bounds[] = [
    ...nodes.map(({ x, y, size }) => {
      const reach = size / 2 + 6
      return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
    }),
    ...frames.map(({ left, top, width, height }) => ({
      left,
      top,
      right: left + width,
      bottom: top + height,
    })),
    ...others,
  ]
  return parts.reduce((all, part) => ({
    left: Math.min(all.left, part.left),
    right: Math.max(all.right, part.right),
    top: Math.min(all.top, part.top),
    bottom: Math.max(all.bottom, part.bottom),
  }))
}

/** What arcs take that stand out of what is drawn. */
function bentBoxes(edges: readonly DrawnEdge[], nodes: ReadonlyMap<string, DrawnNode>): readonly Bounds[] {
  return edges.flatMap((edge) => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    if (edge.bend === undefined || from === undefined || to === undefined) return []
    const shape = lineShape(from, to, edge)
    if (shape === null) return []
    return pointsOn(shape).map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }))
  })
}

/** Behind everything. */
function drawFrame({ left, top, width, height }: DrawnFrame, tokens: ChartColours): string {
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="10" fill="${tokens.surface}" stroke="${tokens.line}"/>`
}

/** Above everything: texts on a halo in the colour of what lies behind them. */
function drawLabels(labels: readonly PlacedLabel[], tokens: ChartColours): readonly string[] {
  return labels.map(({ of, lines, box, align, ground }) => {
    const anchor = { centre: 'middle', left: 'start', right: 'end' }[align]
    const x = align === 'left' ? box.left : align === 'right' ? box.right : (box.left + box.right) / 2
    const { left, top, right, bottom } = box
    const behind =
      of === 'frame'
        ? ''
        : `<rect x="${round(left)}" y="${round(top)}" width="${round(right - left)}" height="${round(bottom - top)}" rx="3" fill="${tokens[ground]}" fill-opacity="${plate[of]}"/>`
    return `${behind}<g text-anchor="${anchor}" stroke="${tokens[ground]}" stroke-width="4.5" stroke-linejoin="round" paint-order="stroke">${baselines(
      { lines, box },
    )
      .map(
        ({ line, y }) =>
          `<text x="${round(x)}" y="${round(y)}" font-size="${line.size}"${line.bold ? ' font-weight="600"' : ''} fill="${tokens[line.tone]}">${escapeXml(line.text)}</text>`,
      )
      .join('')}</g>`
  })
}

function drawNode(node: DrawnNode, tokens: ChartColours): string {
  const radius = node.size / 2
  const kind = kindOf(node.kind)
  const { fill, ink, ring } = nodePaint(node.kind, tokens, node.nameOnly, node.hand)
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
  return [
    `<g transform="translate(${round(node.x)} ${round(node.y)})"><title>${escapeXml([node.label, node.sublabel].filter((line) => line !== '').join('\n'))}</title>`,
    node.noted ? outline(4, tokens.warn) : '',
    shape,
    node.inside === 0 ? '' : insideBadge(node, tokens),
    nodeMarks(node, tokens),
    node.picture === undefined
      ? `<g transform="translate(${-12 * iconScale} ${-12 * iconScale}) scale(${iconScale})" stroke="${ink}" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${iconMarkup(kind?.icon ?? 'package')}</g>`
      : pictureMarkup(node.picture, radius),
    '</g>',
  ].join('')
}

function pictureMarkup(picture: string, radius: number): string {
  const half = round(radius * pictureShare)
  return `<image x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" href="data:image/png;base64,${picture}"/>`
}

function insideBadge({ inside, size }: DrawnNode, tokens: ChartColours): string {
  const place = round(size * 0.36)
  return `<g transform="translate(${place} ${-place})"><circle r="7.5" fill="${tokens.surface}" stroke="${tokens.ink2}" stroke-width="1.2"/><text y="3.4" text-anchor="middle" font-size="9.5" font-weight="600" fill="${tokens.ink}">${inside}</text></g>`
}

function drawEdges(
  edges: readonly DrawnEdge[],
  nodes: ReadonlyMap<string, DrawnNode>,
  tokens: ChartColours,
  dashOf: (edge: DrawnEdge) => string,
): readonly string[] {
  // What is thick lies above what is thin.
  const inOrder = edges.toSorted((one, other) => one.width - other.width)
  return inOrder.flatMap((edge) => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    if (from === undefined || to === undefined) return []
    const drawn = from === to ? drawLoop(from, edge, tokens) : drawLine(from, to, edge, tokens)
    const words = captionTexts(from, to, edge).join('\n')
    return [
      // What has no room for its words says them to a pointer. The line is the first path; an arrow behind it stays whole.
      `<g>${words === '' ? '' : `<title>${escapeXml(words)}</title>`}${drawn.replace(' fill="none"', ` fill="none"${dashOf(edge)}`)}</g>`,
    ]
  })
}

function arrow(tip: Point, direction: Point, width: number, colour: string): string {
  const { length, half } = arrowSize(width)
  const [nx, ny] = [-direction.y, direction.x]
  const back = { x: tip.x - direction.x * length, y: tip.y - direction.y * length }
  return `<path d="M${round(tip.x)} ${round(tip.y)}L${round(back.x + nx * half)} ${round(back.y + ny * half)}L${round(back.x - nx * half)} ${round(back.y - ny * half)}z" fill="${colour}"/>`
}

const along = ({ x, y }: Point, way: Point, by: number): Point => ({ x: x + way.x * by, y: y + way.y * by })

function drawLine(from: DrawnNode, to: DrawnNode, edge: DrawnEdge, tokens: ChartColours): string {
  const shape = lineShape(from, to, edge)
  if (shape === null) return ''
  const { start, end, way, endWay, pulls } = shape
  const head = arrowSize(edge.width).length - 1
  const [one, other] = [edge.back ? head : 0, edge.directed ? head : 0]
  const colour = edge.stated === undefined ? tokens.link : tokens.stated
  const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`
  const pulled = pulls === null ? 'L' : `C${pulls.map(at).join(' ')} `
  const [first, last] = [along(start, way, one), along(end, endWay, -other)]
  const path = `<path d="M${at(first)}${pulled}${at(last)}"`
  const isDouble = edge.stated !== undefined && tokens.mono === true
  return [
    `${path} fill="none" stroke="${colour}" stroke-width="${round(edge.width + (isDouble ? 2.4 : 0))}"/>`,
    isDouble ? `${path} stroke="${tokens.bg}" stroke-width="${round(edge.width)}"/>` : '',
    edge.directed ? arrow(end, endWay, edge.width, colour) : '',
    edge.back ? arrow(start, { x: -way.x, y: -way.y }, edge.width, colour) : '',
  ].join('')
}

function drawLoop(node: DrawnNode, { width, directed }: DrawnEdge, tokens: ChartColours): string {
  const reach = node.size / 2 + 26
  const { x, y } = node
  const side = node.size * 0.35
  const line = `<path d="M${round(x - side)} ${round(y - side)}C${round(x - reach)} ${round(y - reach - 12)} ${round(x + reach)} ${round(y - reach - 12)} ${round(x + side)} ${round(y - side)}" fill="none" stroke="${tokens.link}" stroke-width="${round(width)}"/>`
  return directed
    ? line + arrow({ x: x + side, y: y - side }, { x: -0.5, y: 0.87 }, width, tokens.link)
    : line
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
    readonly badges: readonly string[]
    readonly untold: ChartBody['untold']
    readonly colours: NodeColours
    readonly colourBy: ChartToDraw['settings']['colourBy']
    readonly flags: ReturnType<typeof flagsOf>
    /** How sure what people entered by hand is held to be, as far as it is drawn. */
    readonly stated: readonly Strength[]
    /** How many links are assumed. */
    readonly assumed: number
    /** How much is drawn by hand. */
    readonly drawn: number
    readonly picturesLeftOut: number
  },
): { readonly markup: string; readonly height: number } {
  const words = chartWords[look.language]
  const parts: string[] = []
  let [x, y] = [0, 18]
  const step = (size: number): void => {
    if (x > 0 && x + size > width) [x, y] = [0, y + 20]
  }
  const signed = (sign: string, name: string): void => {
    const size = 34 + textWidth(name, 12)
    step(size)
    parts.push(
      `<g transform="translate(${round(x + 8)} ${y - 4})">${sign}<text x="13" y="4" font-size="12" fill="${look.tokens.ink2}">${escapeXml(name)}</text></g>`,
    )
    x += size
  }
  for (const id of kinds) signed(kindSign(id, 8, look.tokens), entityKindName(id, look.language))
  for (const group of look.colours.groups)
    signed(colourSign(group.colour, 6, look.tokens), colourGroupText(group, look.language))
  for (const { flag, count } of look.flags)
    signed(flagSign(flag, 7, look.tokens), `${flagName(flag, look.language)} ${count}`)
  const rule = colouringText(look.colours, look.colourBy, look.language)
  for (const strength of look.stated) {
    const name = statedWord(strength, look.language)
    const size = 52 + textWidth(name, 12)
    step(size)
    parts.push(
      `<g transform="translate(${round(x)} ${y - 4})">${statedSign(strength, look.tokens)}<text x="32" y="4" font-size="12" fill="${look.tokens.ink2}">${escapeXml(name)}</text></g>`,
    )
    x += size
  }
  for (const text of [
    ...(look.width ? [words.width] : []),
    ...(look.sizes === null ? [] : [words.sizes(look.sizes)]),
    ...(rule === '' ? [] : [rule]),
    ...(look.nameOnly ? [words.nameOnly] : []),
    ...look.badges,
    ...(look.assumed > 0 ? [words.assumed(look.assumed)] : []),
    ...(look.picturesLeftOut > 0 ? [words.picturesLeftOut(look.picturesLeftOut)] : []),
    ...(look.drawn > 0 ? [words.drawn(look.drawn)] : []),
    ...(look.untold.nodes + look.untold.edges > 0
      ? [words.untold(look.untold.nodes, look.untold.edges)]
      : []),
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
