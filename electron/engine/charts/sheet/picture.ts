/** A drawn SVG as a picture. Texts are drawn as outlines looked up once: the renderer's own look-up of fonts takes tens of milliseconds for every text. */
import type { renderAsync } from '@resvg/resvg-js'
import { AppError } from '../../../../shared/errors.ts'
import { glyphsOf, type Glyphs } from './glyphs.ts'
import { type Paint, type Part, partsOf, type TextPart } from './svgParts.ts'
import { systemTypeface, type Typeface } from './systemFonts.ts'

export interface Picture {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  /** Characters no font of this machine has; a box stands for each. */
  readonly missing: readonly string[]
}
const kept = new WeakMap<Typeface, Glyphs>()
/** The glyphs of a typeface, shared by all pictures; `missing` is of all of them. */
function sharedGlyphs(typeface: Typeface): Glyphs {
  const known = kept.get(typeface)
  if (known !== undefined) return known
  const made = glyphsOf(typeface)
  kept.set(typeface, made)
  return made
}

/** The renderer is a native addon, of its own package for every system: where it is missing pictures cannot be made, and nothing else is touched. Errors: no-pictures. */
async function renderer(): Promise<typeof renderAsync> {
  try {
    return (await import('@resvg/resvg-js')).renderAsync
  } catch {
    throw new AppError('no-pictures', 'the part of the program that makes pictures is not on this machine')
  }
}

/** The SVG as PNG, `zoom` times its size. Without a font for Chinese the renderer takes what the machine has. Errors: no-pictures. */
export async function pngOfSvg(
  svg: string,
  size: { readonly width: number; readonly height: number },
  zoom: number,
  typeface: Typeface | null = systemTypeface(),
): Promise<Picture> {
  const render = await renderer()
  const outlined = typeface === null ? null : outlinedSvg(svg, size, sharedGlyphs(typeface))
  const rendered = await render(outlined?.svg ?? svg, {
    fitTo: { mode: 'width', value: Math.round(size.width * zoom) },
    font: { loadSystemFonts: outlined === null },
  })
  return {
    png: rendered.asPng(),
    width: rendered.width,
    height: rendered.height,
    missing: outlined?.missing ?? [],
  }
}

/** The same drawing with every text as outlines. */
export function outlinedSvg(
  svg: string,
  { width, height }: { readonly width: number; readonly height: number },
  glyphs: Glyphs,
): { readonly svg: string; readonly missing: readonly string[] } {
  const shapes = new Map<string, string>()
  const missing = new Set<string>()
  const body = partsOf(svg).map((part) => drawn(part, glyphs, shapes, missing))
  const defs = [...shapes].map(([path, id]) => `<path id="${id}" d="${path}"/>`)
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${defs.join('')}</defs>${body.join('')}</svg>`,
    missing: [...missing],
  }
}
function drawn(part: Part, glyphs: Glyphs, shapes: Map<string, string>, missing: Set<string>): string {
  const placed = part.matrix.map(short).join(' ')
  if (part.sort === 'path')
    return `<path transform="matrix(${placed})" d="${part.path}"${strokeOf(part.paint)}${fillOf(part.paint)}/>`
  if (part.sort === 'image') {
    const { left, top, right, bottom } = part.box
    return `<image transform="matrix(${placed})" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" href="data:image/png;base64,${part.png}"/>`
  }
  return `<g transform="matrix(${placed})">${written(part, glyphs, shapes, missing)}</g>`
}
function written(part: TextPart, glyphs: Glyphs, shapes: Map<string, string>, missing: Set<string>): string {
  const { size, bold, paint } = part
  const start = part.x - anchorShare(part.anchor) * glyphs.width(part.text, bold) * size
  const uses = glyphs.outlines(part.text, bold).map(({ x, scale, path }) => {
    const id = shapes.get(path) ?? `g${shapes.size}`
    shapes.set(path, id)
    return {
      at: `matrix(${short(scale * size)} 0 0 ${short(-scale * size)} ${short(start + x * size)} ${short(part.y)})`,
      id,
      scale: scale * size,
    }
  })
  for (const character of part.text) if (glyphs.missing.has(character)) missing.add(character)
  const layer = (attributes: (scale: number) => string): string =>
    uses.map(({ at, id, scale }) => `<use href="#${id}" transform="${at}"${attributes(scale)}/>`).join('')
  const halo =
    paint.stroke === null
      ? ''
      : layer(
          (scale) =>
            ` fill="none" stroke="${paint.stroke ?? ''}" stroke-width="${short(paint.strokeWidth / scale)}" stroke-linejoin="round"`,
        )
  return halo + layer(() => fillOf(paint))
}
/** How much of a text's width lies before the place it is written at. */
export const anchorShare = (anchor: TextPart['anchor']): number =>
  anchor === 'middle' ? 0.5 : anchor === 'end' ? 1 : 0

const short = (value: number): number => Math.round(value * 1e5) / 1e5
function fillOf({ fill, fillOpacity }: Paint): string {
  return ` fill="${fill ?? 'none'}"${fillOpacity === 1 ? '' : ` fill-opacity="${fillOpacity}"`}`
}
function strokeOf({ stroke, strokeWidth, dash, cap, join, strokeFirst }: Paint): string {
  if (stroke === null) return ''
  return ` stroke="${stroke}" stroke-width="${strokeWidth}"${dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`}${cap === 'round' ? ' stroke-linecap="round"' : ''}${join === 'round' ? ' stroke-linejoin="round"' : ''}${strokeFirst ? ' paint-order="stroke"' : ''}`
}
