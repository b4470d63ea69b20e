/** The body of a node: shape and colour of its kind, its icon, and the signs in its corners; painted once for all that look alike. */
import { entityKinds } from '../../shared/model/define.ts'
import { type IconShape, entityIcons } from '../../shared/model/entityIcons.ts'
import { pictureShare } from '../../shared/model/chart/look.ts'
import type { DrawnNode } from '../../shared/model/chart/scene.ts'
import { pictureOf } from './pictures.ts'
import type { ChartTokens } from './tokens.ts'

const kinds = new Map(entityKinds.map((kind) => [kind.id as string, kind]))
/** A case among others is no entity; it is drawn as a folder. */
export const isSquare = (kind: string): boolean => kind === 'case' || kinds.get(kind)?.shape === 'square'
const iconOf = (kind: string): string => (kind === 'case' ? 'folder' : (kinds.get(kind)?.icon ?? 'package'))
export const colourOf = (kind: string, tokens: ChartTokens): string =>
  tokens.kinds.get(kind) || tokens.inkFaint

/** What a node is filled with: the colour that a hand or a rule gave it, or that of its kind. */
export const fillOf = ({ kind, hand }: Pick<DrawnNode, 'kind' | 'hand'>, tokens: ChartTokens): string =>
  (hand === undefined ? undefined : tokens.hand.get(hand)) || colourOf(kind, tokens)

/** Strokes an icon of a 24 × 24 grid; the context stands where its corner is. */
export function strokeIcon(context: CanvasDrawing, name: string): void {
  for (const [tag, attributes] of entityIcons[name] ?? []) context.stroke(outline(tag, attributes))
}
export type CanvasDrawing = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
const outlines = new WeakMap<object, Path2D>()
function outline(tag: IconShape[0], attributes: IconShape[1]): Path2D {
  const known = outlines.get(attributes)
  if (known !== undefined) return known
  const number = (name: string) => Number(attributes[name] ?? 0)
  const path = tag === 'path' ? new Path2D(attributes['d'] ?? '') : new Path2D()
  if (tag === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI)
  else if (tag === 'ellipse')
    path.ellipse(number('cx'), number('cy'), number('rx'), number('ry'), 0, 0, 2 * Math.PI)
  else if (tag === 'rect')
    path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'))
  else if (tag === 'line') {
    path.moveTo(number('x1'), number('y1'))
    path.lineTo(number('x2'), number('y2'))
  } else if (tag === 'polyline') {
    const numbers = (attributes['points'] ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    for (let at = 0; at + 1 < numbers.length; at += 2) path.lineTo(numbers[at] ?? 0, numbers[at + 1] ?? 0)
  }
  outlines.set(attributes, path)
  return path
}

/** The outline of a body, `extra` pixels further out. */
export function bodyPath(context: CanvasDrawing, kind: string, radius: number, extra: number): void {
  const reach = radius + extra
  context.beginPath()
  if (isSquare(kind)) context.roundRect(-reach, -reach, 2 * reach, 2 * reach, 5 + Math.max(0, extra) * 0.75)
  else context.arc(0, 0, reach, 0, 2 * Math.PI)
}
/** Paints a node around the origin, at the chart's own scale. */
export function paintBody(context: CanvasDrawing, node: DrawnNode, tokens: ChartTokens): void {
  const radius = node.size / 2
  if (node.noted) {
    bodyPath(context, node.kind, radius, 3)
    context.strokeStyle = tokens.warn
    context.lineWidth = 2
    context.stroke()
  }
  bodyPath(context, node.kind, radius, 0)
  context.fillStyle = fillOf(node, tokens)
  context.globalAlpha = node.nameOnly ? 0.72 : 1
  context.fill()
  context.globalAlpha = 1
  if (node.nameOnly) {
    context.strokeStyle = tokens.surface
    context.lineWidth = 2
    context.setLineDash([4, 3])
    context.stroke()
    context.setLineDash([])
  }
  const picture = node.picture === undefined ? null : pictureOf(node.picture)
  if (picture === null) paintIcon(context, node, tokens)
  else {
    const half = radius * pictureShare
    context.drawImage(picture, -half, -half, 2 * half, 2 * half)
  }
  paintSigns(context, node, tokens)
}
function paintIcon(context: CanvasDrawing, node: DrawnNode, tokens: ChartTokens): void {
  const scale = (node.size * 0.54) / 24
  context.save()
  context.scale(scale, scale)
  context.translate(-12, -12)
  // The colours of a hand are light on a dark ground: there the icon is dark.
  context.strokeStyle = node.hand === undefined ? '#fff' : tokens.surface
  context.lineWidth = 2
  context.lineCap = 'round'
  context.lineJoin = 'round'
  strokeIcon(context, iconOf(node.kind))
  context.restore()
}
/** A pin at the upper left, the number of those inside at the upper right; below it how many were left out, and at the lower left that it may be one with another. */
function paintSigns(context: CanvasDrawing, node: DrawnNode, tokens: ChartTokens): void {
  const place = node.size * 0.38
  if (node.pinned) {
    disc(context, -place, -place, 6.2, tokens.surface)
    context.save()
    context.translate(-place - 4.2, -place - 4.2)
    context.scale(0.35, 0.35)
    context.strokeStyle = tokens.ink
    context.lineWidth = 3
    context.lineCap = 'round'
    context.lineJoin = 'round'
    strokeIcon(context, 'pin')
    context.restore()
  }
  if (node.inside > 0) {
    disc(context, place, -place, 7.5, tokens.surface)
    context.strokeStyle = tokens.ink
    context.lineWidth = 1.2
    context.stroke()
    context.fillStyle = tokens.ink
    context.font = `600 ${node.inside > 99 ? 6.5 : 9.5}px ${tokens.font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(node.inside > 999 ? '999+' : String(node.inside), place, -place + 0.5)
  }
  paintFlag(context, node, tokens)
  paintWarnings(context, node, tokens)
}
/** The flag at the top. */
function paintFlag(context: CanvasDrawing, { flag, size }: DrawnNode, { surface, ink }: ChartTokens): void {
  if (flag === undefined) return
  const y = -size / 2 - 2
  disc(context, 0, y, 7, surface)
  context.strokeStyle = ink
  context.lineWidth = 1
  context.stroke()
  context.save()
  context.translate(-4.6, y - 4.6)
  context.scale(0.38, 0.38)
  context.lineWidth = 2.6
  context.lineCap = 'round'
  context.lineJoin = 'round'
  strokeIcon(context, flag)
  context.restore()
}
function paintWarnings(
  context: CanvasDrawing,
  { omitted, double, size }: DrawnNode,
  { warn, surface, font }: ChartTokens,
): void {
  const place = size * 0.38
  context.strokeStyle = warn
  context.lineWidth = 1.2
  if (double) {
    disc(context, -place, place, 7.5, surface)
    context.stroke()
    context.save()
    context.translate(-place - 4.6, place - 4.6)
    context.scale(0.38, 0.38)
    context.lineWidth = 2.6
    context.lineCap = 'round'
    context.lineJoin = 'round'
    strokeIcon(context, 'users')
    context.restore()
  }
  if (omitted !== '') {
    const width = omittedWidth(omitted)
    const middle = place - 6 + width / 2
    context.beginPath()
    context.roundRect(middle - width / 2, place - 7, width, 14, 7)
    context.fillStyle = surface
    context.fill()
    context.stroke()
    context.fillStyle = warn
    context.font = `600 9px ${font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(omitted, middle, place + 0.5)
  }
}
const omittedWidth = (omitted: string): number => (omitted === '' ? 0 : 9 + 5.4 * omitted.length)
function disc(context: CanvasDrawing, x: number, y: number, radius: number, colour: string): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
}

/** What stands out of a body, at the chart's own scale. */
const overhang = 9
/** Bodies as pictures, one for all that look alike at one scale. */
export interface Sprites {
  /** Draws a node with its middle at x, y, in pixels of the canvas. */
  draw(context: CanvasDrawing, node: DrawnNode, x: number, y: number, scale: number): void
  forget(): void
}
/** Most pictures that are kept; one of 48 pixels takes 9 kB. */
const mostKept = 1_500
export function createSprites(tokens: ChartTokens): Sprites {
  const kept = new Map<string, OffscreenCanvas>()
  return {
    draw(context, node, x, y, scale) {
      const key = `${node.kind} ${node.size} ${node.nameOnly} ${node.noted} ${node.pinned} ${node.inside} ${node.omitted} ${node.double} ${node.hand ?? ''} ${node.flag ?? ''} ${node.picture ?? ''} ${scale}`
      let picture = kept.get(key)
      if (picture === undefined) {
        const side = Math.max(
          2,
          Math.ceil((node.size / 2 + overhang + omittedWidth(node.omitted)) * scale) * 2,
        )
        picture = new OffscreenCanvas(side, side)
        const drawing = picture.getContext('2d', { willReadFrequently: true })
        if (drawing === null) return
        drawing.setTransform(scale, 0, 0, scale, side / 2, side / 2)
        paintBody(drawing, node, tokens)
        if (kept.size >= mostKept) kept.clear()
        kept.set(key, picture)
      }
      // On whole pixels a picture is copied, not mixed.
      context.drawImage(picture, Math.round(x - picture.width / 2), Math.round(y - picture.height / 2))
    },
    forget() {
      kept.clear()
    },
  }
}
