/** The pages of a chart on paper as drawings, in points: the same for PDF, PNG and SVG. */
import { type ChartColours } from '../../../../shared/model/chart/colours.ts'
import {
  isPoster,
  overlap,
  pageOf,
  pageSizes,
  type PageSize,
  type Paper,
  planSheet,
  type Room,
  type SheetPlan,
  type ToFit,
} from '../../../../shared/model/chart/papers.ts'
import { cutText, textWidth, wrapped } from '../../../../shared/model/chart/textWidth.ts'
import { drawFont } from '../captions.ts'
import type { ChartBody } from '../drawChart.ts'
import { escapeXml } from '../drawChart.ts'
import { colourSign, dashOfSort, flagSign, kindSign, statedSign } from '../signs.ts'
import type { SheetFacts } from './sheetFacts.ts'
import type { SheetWords } from './sheetWords.ts'
import type { Box } from './svgParts.ts'

/** A drawing with what of it is seen. */
export interface Layer {
  readonly markup: string
  readonly clip: Box | null
}
export interface SheetPage {
  readonly width: number
  readonly height: number
  readonly layers: readonly Layer[]
}
export interface SheetLooks {
  readonly tokens: ChartColours
  readonly words: SheetWords
}
const margin = 28
const headHeight = 44
/** Of everything that is said below the chart. */
const small = 7.5
const lineHeight = 10.5
const footHeight = 16
const gap = 10

/** What is to be fitted: the body of the chart, and its smallest text. */
export function toFit(body: ChartBody): ToFit {
  const sizes = [...body.markup.matchAll(/ font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
  return { width: body.width, height: body.height, smallest: sizes.length === 0 ? 10 : Math.min(...sizes) }
}
/** How the chart comes onto the paper asked for. */
export function sheetPlan(body: ChartBody, facts: SheetFacts, asked: Paper, looks: SheetLooks): SheetPlan {
  return planSheet(toFit(body), asked, {
    whole: (page, landscape) => wholeRoom(sized(page, landscape), facts, looks),
    tile: (page, landscape) => tileRoom(sized(page, landscape)),
  })
}
function sized(page: PageSize, landscape: boolean): Room {
  const { width, height } = pageSizes[page]
  return landscape ? { width: height, height: width } : { width, height }
}
function wholeRoom({ width, height }: Room, facts: SheetFacts, looks: SheetLooks): Room {
  return {
    width: width - 2 * margin,
    height: height - 2 * margin - headHeight - footBlock(facts, width - 2 * margin, looks).height - 2 * gap,
  }
}
const tileHead = 18
function tileRoom({ width, height }: Room): Room {
  return { width: width - 2 * margin, height: height - 2 * margin - tileHead }
}

/** Everything as pages to print: one, or of a poster the whole and then its parts, row by row. */
export function sheetPages(
  body: ChartBody,
  facts: SheetFacts,
  plan: SheetPlan,
  looks: SheetLooks,
): readonly SheetPage[] {
  const size = sized(plan.page, plan.landscape)
  if (!isPoster(plan.paper)) return [wholePage(body, facts, size, looks, { page: 1, pages: 1 })]
  const pages: SheetPage[] = [wholePage(body, facts, size, looks, { page: 1, pages: plan.pages, grid: plan })]
  for (let row = 0; row < plan.rows; row++)
    for (let column = 0; column < plan.columns; column++)
      pages.push(tilePage(body, facts, plan, looks, { row, column, page: pages.length + 1 }))
  return pages
}
/** Everything as one sheet, as large as it must be: for a picture of a poster. */
export function oneSheet(body: ChartBody, facts: SheetFacts, plan: SheetPlan, looks: SheetLooks): SheetPage {
  if (!isPoster(plan.paper))
    return wholePage(body, facts, sized(plan.page, plan.landscape), looks, { page: 1, pages: 1 })
  const width = Math.max(body.width * plan.scale + 2 * margin, pageSizes[pageOf(plan.paper)].width)
  const foot = footBlock(facts, width - 2 * margin, looks).height
  const height = body.height * plan.scale + 2 * margin + headHeight + foot + 2 * gap
  return wholePage(body, facts, { width, height }, looks, { page: 1, pages: 1 })
}
/** One page as a file of its own. */
export function svgOfPage({ width, height, layers }: SheetPage, title: string): string {
  const millimetres = (points: number): string => `${Math.round((points * 2540) / 72) / 100}mm`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${millimetres(width)}" height="${millimetres(height)}" viewBox="0 0 ${two(width)} ${two(height)}" font-family="${drawFont}"><title>${escapeXml(title)}</title>${layers.map(({ markup }) => markup).join('\n')}</svg>`
}

const two = (value: number): number => Math.round(value * 100) / 100
interface TextLook {
  readonly size: number
  readonly colour: string
  readonly bold?: boolean
  readonly anchor?: 'middle' | 'end'
}
function write(x: number, y: number, text: string, { size, colour, bold, anchor }: TextLook): string {
  return `<text x="${two(x)}" y="${two(y)}" font-size="${size}"${bold === true ? ' font-weight="600"' : ''}${anchor === undefined ? '' : ` text-anchor="${anchor}"`} fill="${colour}">${escapeXml(text)}</text>`
}
function rule(x1: number, y1: number, x2: number, y2: number, colour: string, more = ''): string {
  return `<line x1="${two(x1)}" y1="${two(y1)}" x2="${two(x2)}" y2="${two(y2)}" stroke="${colour}" stroke-width="0.6"${more}/>`
}

interface Numbered {
  readonly page: number
  readonly pages: number
  /** Of the page that shows the whole of a poster: where its pages lie. */
  readonly grid?: SheetPlan
}
function wholePage(
  body: ChartBody,
  facts: SheetFacts,
  size: Room,
  looks: SheetLooks,
  { page, pages, grid }: Numbered,
): SheetPage {
  const { tokens, words } = looks
  const { width, height } = size
  const inner = width - 2 * margin
  const room = wholeRoom(size, facts, looks)
  const scale = Math.min(1.1, room.width / Math.max(body.width, 1), room.height / Math.max(body.height, 1))
  const left = margin + (room.width - body.width * scale) / 2
  const top = margin + headHeight + gap + (room.height - body.height * scale) / 2
  const foot = footBlock(facts, inner, looks)
  const footTop = height - margin - foot.height
  const caseText = `${words.case}：${facts.caseName}`
  const halfWidth = inner * 0.55
  const parts = [
    `<rect x="0" y="0" width="${two(width)}" height="${two(height)}" fill="#ffffff"/>`,
    write(margin, margin + 17, cutText(facts.title, 16, halfWidth), {
      size: 16,
      colour: tokens.ink,
      bold: true,
    }),
    write(width - margin, margin + 12, cutText(caseText, 9, inner - halfWidth), {
      size: 9,
      colour: tokens.ink,
      anchor: 'end',
    }),
    write(width - margin, margin + 25, words.page(page, pages), {
      size: 8,
      colour: tokens.ink2,
      anchor: 'end',
    }),
    write(
      margin,
      margin + 32,
      grid === undefined
        ? facts.counts
        : `${facts.counts} · ${words.overview(grid.columns, grid.rows, grid.text.toFixed(1))}`,
      { size: 8.5, colour: tokens.ink2 },
    ),
    rule(margin, margin + headHeight - 4, width - margin, margin + headHeight - 4, tokens.lineStrong),
    `<g transform="translate(${two(left)} ${two(top)}) scale(${scale})">${body.markup}</g>`,
    body.width === 0 && body.height === 0
      ? write(width / 2, margin + headHeight + 40, words.empty, {
          size: 11,
          colour: tokens.ink2,
          anchor: 'middle',
        })
      : '',
    grid === undefined ? '' : gridMarkup(body, grid, { left, top, scale }, looks),
    `<g transform="translate(${margin} ${two(footTop)})">${foot.markup}</g>`,
  ]
  return { width, height, layers: [{ markup: parts.filter((part) => part !== '').join('\n'), clip: null }] }
}

/** What of the chart each page of a poster shows, in pixels of the chart. */
export function tileBox(body: ChartBody, plan: SheetPlan, row: number, column: number): Box {
  const room = tileRoom(sized(plan.page, plan.landscape))
  const along = (count: number, length: number, part: number, index: number): readonly [number, number] => {
    const all = count * part - (count - 1) * overlap
    // What is left over is shared by both margins.
    const start = index * (part - overlap) - (all - length) / 2
    return [start, start + part]
  }
  const [left, right] = along(plan.columns, body.width * plan.scale, room.width, column)
  const [top, bottom] = along(plan.rows, body.height * plan.scale, room.height, row)
  return {
    left: left / plan.scale,
    right: right / plan.scale,
    top: top / plan.scale,
    bottom: bottom / plan.scale,
  }
}
function gridMarkup(
  body: ChartBody,
  plan: SheetPlan,
  { left, top, scale }: { readonly left: number; readonly top: number; readonly scale: number },
  { tokens }: SheetLooks,
): string {
  const parts: string[] = []
  let page = 1
  for (let row = 0; row < plan.rows; row++)
    for (let column = 0; column < plan.columns; column++) {
      const box = tileBox(body, plan, row, column)
      const within = {
        left: left + Math.max(0, box.left) * scale,
        top: top + Math.max(0, box.top) * scale,
        right: left + Math.min(body.width, box.right) * scale,
        bottom: top + Math.min(body.height, box.bottom) * scale,
      }
      page++
      parts.push(
        `<rect x="${two(within.left)}" y="${two(within.top)}" width="${two(within.right - within.left)}" height="${two(within.bottom - within.top)}" fill="none" stroke="${tokens.accent}" stroke-width="0.6" stroke-dasharray="4 3"/>`,
        `<text x="${two(within.left + 4)}" y="${two(within.top + 12)}" font-size="10" font-weight="600" fill="${tokens.accent}" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${page}</text>`,
      )
    }
  return parts.join('')
}
function tilePage(
  body: ChartBody,
  facts: SheetFacts,
  plan: SheetPlan,
  { tokens, words }: SheetLooks,
  { row, column, page }: { readonly row: number; readonly column: number; readonly page: number },
): SheetPage {
  const { width, height } = sized(plan.page, plan.landscape)
  const room = tileRoom({ width, height })
  const box = tileBox(body, plan, row, column)
  const clip = {
    left: margin,
    top: margin + tileHead,
    right: margin + room.width,
    bottom: margin + tileHead + room.height,
  }
  const dashed = ' stroke-dasharray="5 4"'
  const head = `${facts.title} · ${words.case}：${facts.caseName}`
  const told = `${words.tile(row + 1, column + 1)} · ${words.page(page, plan.pages)}`
  const corner = (x: number, y: number, dx: number, dy: number): string =>
    rule(x, y, x + dx, y, tokens.ink) + rule(x, y, x, y + dy, tokens.ink)
  const overlaps = [
    ...(column > 0
      ? [rule(clip.left + overlap, clip.top, clip.left + overlap, clip.bottom, tokens.ink3, dashed)]
      : []),
    ...(row > 0
      ? [rule(clip.left, clip.top + overlap, clip.right, clip.top + overlap, tokens.ink3, dashed)]
      : []),
  ]
  return {
    width,
    height,
    layers: [
      {
        markup: [
          `<rect x="0" y="0" width="${two(width)}" height="${two(height)}" fill="#ffffff"/>`,
          write(margin, margin + 9, cutText(head, 8, room.width - textWidth(told, 8) - 20), {
            size: 8,
            colour: tokens.ink2,
          }),
          write(width - margin, margin + 9, told, { size: 8, colour: tokens.ink2, anchor: 'end' }),
        ].join('\n'),
        clip: null,
      },
      {
        markup: `<g transform="translate(${two(clip.left - box.left * plan.scale)} ${two(clip.top - box.top * plan.scale)}) scale(${plan.scale})">${body.markup}</g>`,
        clip,
      },
      {
        markup: [
          ...overlaps,
          corner(clip.left, clip.top, 12, 12),
          corner(clip.right, clip.top, -12, 12),
          corner(clip.left, clip.bottom, 12, -12),
          corner(clip.right, clip.bottom, -12, -12),
          ...(row > 0 || column > 0
            ? [
                write(clip.left + overlap + 3, clip.top + overlap - 4, words.overlap, {
                  size: 7,
                  colour: tokens.ink3,
                }),
              ]
            : []),
        ].join('\n'),
        clip: null,
      },
    ],
  }
}

/** Legend, scales and lines below the chart. */
function footBlock(
  facts: SheetFacts,
  width: number,
  { tokens, words }: SheetLooks,
): { readonly markup: string; readonly height: number } {
  const parts: string[] = [rule(0, 0, width, 0, tokens.lineStrong)]
  let [x, y] = [0, 14]
  const place = (size: number, step = 17): number => {
    if (x > 0 && x + size > width) [x, y] = [0, y + step]
    const at = x
    x += size + 12
    return at
  }
  const plain = (text: string, bold = false): void => {
    const at = place(textWidth(text, small))
    parts.push(write(at, y, text, { size: small, colour: tokens.ink, ...(bold ? { bold } : {}) }))
  }
  plain(words.legend, true)
  const signed = (sign: string, text: string): void => {
    const at = place(16 + textWidth(text, 8))
    parts.push(
      `<g transform="translate(${two(at + 6.5)} ${two(y - 2.8)})">${sign}</g>`,
      write(at + 16, y, text, { size: 8, colour: tokens.ink }),
    )
  }
  for (const { kind, text } of facts.kinds) signed(kindSign(kind, 6.5, tokens), text)
  for (const { colour, text } of facts.colours) signed(colourSign(colour, 5.5, tokens), text)
  for (const { flag, text } of facts.flags) signed(flagSign(flag, 5.5, tokens), text)
  for (const { strength, text } of facts.stated) {
    const at = place(24 + textWidth(text, small))
    parts.push(
      `<g transform="translate(${two(at)} ${two(y - 2.8)}) scale(0.75)">${statedSign(strength, tokens)}</g>`,
      write(at + 24, y, text, { size: small, colour: tokens.ink }),
    )
  }
  for (const sign of facts.signs) plain(sign)
  for (const scale of [facts.sizes, facts.widths])
    if (scale !== null) {
      plain(scale.label, true)
      const round = scale === facts.sizes
      for (const { size, text } of scale.steps) {
        // Sizes are drawn small, in their proportion: the text says what they are.
        const drawn = round ? size / 4 : 22
        const at = place(drawn + 5 + textWidth(text, small))
        parts.push(
          round
            ? `<circle cx="${two(at + drawn / 2)}" cy="${two(y - 2.8)}" r="${two(drawn / 2)}" fill="none" stroke="${tokens.ink2}" stroke-width="0.8"/>`
            : `<line x1="${two(at)}" y1="${two(y - 2.8)}" x2="${two(at + drawn)}" y2="${two(y - 2.8)}" stroke="${tokens.link}" stroke-width="${two(size * 0.8)}"/>`,
          write(at + drawn + 4, y, text, { size: small, colour: tokens.ink }),
        )
      }
    }
  if (tokens.mono === true)
    for (const { sort, text } of facts.lineSorts) {
      const at = place(40 + textWidth(text, small))
      parts.push(
        `<line x1="${two(at)}" y1="${two(y - 2.8)}" x2="${two(at + 34)}" y2="${two(y - 2.8)}" stroke="${tokens.link}" stroke-width="1.2"${dashOfSort(sort)}/>`,
        write(at + 38, y, text, { size: small, colour: tokens.ink }),
      )
    }
  y += 6
  const labelWidth = Math.max(...facts.lines.map(({ label }) => textWidth(label, small))) + 8
  for (const { label, text } of facts.lines)
    for (const [index, line] of wrapped(text, small, width - labelWidth).entries()) {
      y += lineHeight
      if (index === 0) parts.push(write(0, y, label, { size: small, colour: tokens.ink, bold: true }))
      parts.push(write(labelWidth, y, line, { size: small, colour: tokens.ink }))
    }
  y += footHeight
  parts.push(write(0, y - 2, cutText(facts.made, small, width), { size: small, colour: tokens.ink2 }))
  return { markup: parts.join(''), height: y }
}
