/** Texts as glyphs of the machine's fonts: how wide they are, how they are drawn, and which characters no font has. */
import type { Face, Typeface } from './systemFonts.ts'

/** Characters of a text that one face writes. */
export interface Run {
  readonly face: Face
  readonly text: string
  /** In ems. */
  readonly width: number
}
/** Stands where no font has the character, so that one sees that something stands there. */
export const missingSign = '□'

interface Known {
  readonly face: Face
  readonly character: string
  readonly width: number
  /** In font units, y upwards; empty for a space. */
  readonly outline: string
  readonly scale: number
}
export interface Glyphs {
  runs(text: string, bold: boolean): readonly Run[]
  /** In ems. */
  width(text: string, bold: boolean): number
  /** The outlines of a text of size 1 from 0 0, each glyph with its place. */
  outlines(
    text: string,
    bold: boolean,
  ): readonly { readonly x: number; readonly scale: number; readonly path: string }[]
  /** Characters that no font has, in the order they came. */
  readonly missing: ReadonlySet<string>
}

/** Glyphs of a typeface; what was looked up once is kept. `missing` grows as texts are asked for. */
export function glyphsOf(typeface: Typeface): Glyphs {
  const known = { regular: new Map<string, Known>(), bold: new Map<string, Known>() }
  const missing = new Set<string>()
  function glyph(character: string, weight: 'regular' | 'bold'): Known {
    const kept = known[weight].get(character)
    if (kept !== undefined) return kept
    const made = look(character, weight)
    known[weight].set(character, made)
    return made
  }
  function look(character: string, weight: 'regular' | 'bold'): Known {
    const code = character.codePointAt(0) ?? 0
    const first = typeface[weight]
    const has = ({ font }: Face): boolean => font.hasGlyphForCodePoint(code)
    const face = [first, typeface.regular].find(has) ?? typeface.further().find(has)
    if (face === undefined) {
      if (character === missingSign) return { face: first, character, width: 1, outline: '', scale: 0 }
      if (!isUnseen(code)) missing.add(character)
      return isUnseen(code)
        ? { face: first, character: '', width: 0, outline: '', scale: 0 }
        : glyph(missingSign, weight)
    }
    const drawn = face.font.glyphForCodePoint(code)
    return {
      face,
      character,
      width: drawn.advanceWidth / face.font.unitsPerEm,
      outline: drawn.path.toSVG(),
      scale: 1 / face.font.unitsPerEm,
    }
  }
  const glyphsIn = (text: string, bold: boolean): readonly Known[] =>
    Array.from(text, (character) => glyph(character, bold ? 'bold' : 'regular'))
  return {
    missing,
    runs(text, bold) {
      const runs: { face: Face; text: string; width: number }[] = []
      for (const { face, character, width } of glyphsIn(text, bold)) {
        const last = runs.at(-1)
        if (last?.face === face) {
          last.text += character
          last.width += width
        } else runs.push({ face, text: character, width })
      }
      return runs
    },
    width: (text, bold) => glyphsIn(text, bold).reduce((sum, { width }) => sum + width, 0),
    outlines(text, bold) {
      let x = 0
      return glyphsIn(text, bold).flatMap(({ outline, scale, width }) => {
        const at = x
        x += width
        return outline === '' ? [] : [{ x: at, scale, path: outline }]
      })
    },
  }
}
/** Marks that are never seen by themselves: joiners, selectors of variants, marks of direction. */
function isUnseen(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    (code >= 0xe0100 && code <= 0xe01ef)
  )
}
/** Characters as a reader without their glyphs can look them up: `𠮷 (U+20BB7)`; the first of many. */
export function charactersText(characters: Iterable<string>): string {
  const all = [...characters]
  const named = all
    .slice(0, 12)
    .map(
      (character) =>
        `${character} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`,
    )
  return `${named.join(' ')}${all.length > 12 ? ` … (${all.length})` : ''}`
}
