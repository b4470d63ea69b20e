/** The signs of a drawn chart: how a kind of entity and a sort of line look in colour, and in black and white. */
import type { ChartColours, ChartTheme, HandColour } from '../../../shared/model/chart/colours.ts'
import type { Strength } from '../../../shared/contract/statements.ts'
import { colourNumber, type NodeFlag } from '../../../shared/model/chart/nodeColours.ts'
import { dashes, lineSort, type LineSort, statedDashes } from '../../../shared/model/chart/dashes.ts'
import { entityKinds, type EntityKindId } from '../../../shared/model/define.ts'
import { iconMarkup } from '../../../shared/model/entityIcons.ts'

/** Corners of a shape that is neither round nor square; the angle of the first, in degrees. */
interface Corners {
  readonly corners: number
  readonly turned: number
}
type MonoShape = 'round' | 'square' | Corners
const diamond: Corners = { corners: 4, turned: 0 }
const hexagon: Corners = { corners: 6, turned: 0 }
const octagon: Corners = { corners: 8, turned: 22.5 }
const pentagon: Corners = { corners: 5, turned: -90 }
const triangle: Corners = { corners: 3, turned: -90 }
/** In black and white: the shape of each kind, and whether it is filled. The icon stands in it as well. */
const monoSigns: Readonly<
  Record<EntityKindId, readonly [shape: MonoShape, fill: 'black' | 'grey' | 'white']>
> = {
  person: ['round', 'black'],
  organisation: ['square', 'black'],
  bankAccount: ['square', 'white'],
  paymentAccount: [octagon, 'white'],
  phone: [hexagon, 'white'],
  socialAccount: ['round', 'white'],
  siteAccount: ['round', 'grey'],
  website: ['square', 'grey'],
  ip: [diamond, 'white'],
  device: [diamond, 'grey'],
  place: [pentagon, 'white'],
  vehicle: [pentagon, 'grey'],
  work: [octagon, 'grey'],
  item: [triangle, 'white'],
  shop: [hexagon, 'grey'],
}
const monoFills = { black: '#000000', grey: '#d9d9d9', white: '#ffffff' } as const
const monoSign = (kind: string) =>
  (monoSigns as Readonly<Record<string, (typeof monoSigns)[EntityKindId] | undefined>>)[kind] ??
  (['square', 'white'] as const)

const kindOf = (id: string) => entityKinds.find((kind) => kind.id === id)

/** What a node is filled with, what its icon is drawn in, and the line around it where it has one. */
export function nodePaint(
  kind: string,
  tokens: ChartColours,
  nameOnly = false,
  hand?: HandColour,
): { readonly fill: string; readonly ink: string; readonly ring?: string } {
  if (tokens.mono !== true && hand !== undefined) return { fill: tokens.hand[hand], ink: tokens.surface }
  if (tokens.mono !== true)
    return { fill: tokens.kinds[kindOf(kind)?.colour ?? ''] ?? tokens.ink3, ink: '#ffffff' }
  const fill = nameOnly ? 'white' : monoSign(kind)[1]
  return { fill: monoFills[fill], ink: fill === 'black' ? '#ffffff' : '#000000', ring: '#000000' }
}
/** The shape of a node around 0 0. `paint`: attributes of fill and stroke. */
export function nodeShape(kind: string, radius: number, paint: string, tokens: ChartColours): string {
  const shape = tokens.mono === true ? monoSign(kind)[0] : (kindOf(kind)?.shape ?? 'round')
  if (shape === 'round') return `<circle r="${radius}" ${paint}/>`
  if (shape === 'square')
    return `<rect x="${-radius}" y="${-radius}" width="${2 * radius}" height="${2 * radius}" rx="${radius > 10 ? 5 : 3}" ${paint}/>`
  // As large a face as the others; what stands in it must fit.
  const reach = radius * (shape.corners < 5 ? 1.32 : 1.1)
  const points = Array.from({ length: shape.corners }, (_, index) => {
    const angle = ((shape.turned + (360 / shape.corners) * index) * Math.PI) / 180
    return `${tenth(reach * Math.cos(angle))},${tenth(reach * Math.sin(angle))}`
  })
  return `<polygon points="${points.join(' ')}" ${paint}/>`
}
const tenth = (value: number): number => Math.round(value * 10) / 10

/** A kind as the legend shows it, around 0 0. */
export function kindSign(kind: string, radius: number, tokens: ChartColours): string {
  const { fill, ink, ring } = nodePaint(kind, tokens)
  const scale = Math.round((radius * 1050) / 20) / 1000
  const line = ring === undefined ? '' : ` stroke="${ring}" stroke-width="1.2"`
  return `${nodeShape(kind, radius, `fill="${fill}"${line}`, tokens)}<g transform="translate(${tenth(-12 * scale)} ${tenth(-12 * scale)}) scale(${scale})" stroke="${ink}" fill="none" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">${iconMarkup(kindOf(kind)?.icon ?? 'package')}</g>`
}
/** A colour that a hand or a rule gave as the legend shows it, around 0 0: in black and white its number. */
export function colourSign(colour: HandColour, radius: number, tokens: ChartColours): string {
  if (tokens.mono !== true) return `<circle r="${radius}" fill="${tokens.hand[colour]}"/>`
  return `<circle r="${radius}" fill="${tokens.surface}" stroke="${tokens.ink}" stroke-width="1.2"/><text y="${tenth(radius * 0.45)}" text-anchor="middle" font-size="${tenth(radius * 1.25)}" font-weight="600" fill="${tokens.ink}">${colourNumber(colour)}</text>`
}
/** A flag as it stands at a node and in the legend, around 0 0. */
export function flagSign(flag: NodeFlag, radius: number, tokens: ChartColours): string {
  const scale = Math.round((radius * 1080) / 20) / 1000
  return `<circle r="${radius}" fill="${tokens.surface}" stroke="${tokens.ink}" stroke-width="1"/><g transform="translate(${tenth(-12 * scale)} ${tenth(-12 * scale)}) scale(${scale})" stroke="${tokens.ink}" fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${iconMarkup(flag)}</g>`
}
/** The dash of a line of this kind as an attribute; empty where colour is there, or the line is solid. */
export function dashAttribute(linkKind: string, theme: ChartTheme): string {
  return theme === 'print' ? dashOfSort(lineSort(linkKind)) : ''
}
/** The dash of a line that people entered by hand, in every theme. */
export function statedDash(strength: Strength): string {
  const lengths = statedDashes[strength]
  return lengths.length === 0 ? '' : ` stroke-dasharray="${lengths.join(' ')}"`
}
/** Such a line as the legend shows it, from 0 0. */
export function statedSign(strength: Strength, tokens: ChartColours): string {
  const dash = statedDash(strength)
  const line = (colour: string, width: number, how: string) =>
    `<path d="M0 0H26" stroke="${colour}" stroke-width="${width}"${how}/>`
  return tokens.mono === true
    ? line(tokens.stated, 4, dash) + line(tokens.bg, 1.6, '')
    : line(tokens.stated, 2, dash)
}
export function dashOfSort(sort: LineSort): string {
  const lengths = dashes[sort]
  return lengths.length === 0 ? '' : ` stroke-dasharray="${lengths.join(' ')}"`
}
