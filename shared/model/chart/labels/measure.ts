/** How wide a caption is at most, in any of the fonts it may be drawn with: nothing here can measure, and a caption that is wider than thought lies on its neighbour. */

const narrow = new Set(["'", ',', '.', ':', ';', '|', 'i', 'j', 'l', 'I', '!', ' ', '·'])
const broad = new Set(['m', 'w', 'M', 'W', '@', '%', '&'])

function emOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  // Arrows, dots and quotes are as wide as a character in Chinese fonts.
  if (code > 0x2000) return 1
  if (narrow.has(character)) return 0.34
  if (broad.has(character)) return 0.94
  return code >= 0x41 && code <= 0x5a ? 0.72 : 0.6
}
/** In pixels. */
export function labelWidth(text: string, size: number, bold = false): number {
  let em = 0
  for (const character of text) em += emOf(character)
  return em * size * (bold ? 1.05 : 1)
}

/** Letters and digits without spaces, mostly digits: a number of an account, an order, a device. */
function isNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length
  return digits >= 6 && digits * 2 >= text.length && /^[\w.\-+@#*…]+$/.test(text)
}
/** The text no wider than that: of a number its first and last four signs, of a name its beginning. */
export function cutLabel(text: string, size: number, width: number, bold = false): string {
  if (labelWidth(text, size, bold) <= width) return text
  if (isNumber(text)) {
    const short = `${text.slice(0, 4)}…${text.slice(-4)}`
    if (labelWidth(short, size, bold) <= width) return short
  }
  let kept = ''
  for (const character of text) {
    if (labelWidth(`${kept}${character}…`, size, bold) > width) break
    kept += character
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`
}
