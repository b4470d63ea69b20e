/** Rough width of a text in pixels, where nothing can measure it: wide characters one em, others a good half. */
export function textWidth(value: string, size: number): number {
  let em = 0
  for (const character of value) em += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.58
  return em * size
}
/** The text cut to a width, with an ellipsis where something is left out. */
export function cutText(value: string, size: number, width: number): string {
  if (textWidth(value, size) <= width) return value
  let kept = ''
  for (const character of value) {
    if (textWidth(`${kept}${character}…`, size) > width) break
    kept += character
  }
  return `${kept}…`
}
/** No line of a caption beside a node is drawn wider. */
export const captionWidth = 150
/** The text in lines no wider than this; words of letters stay whole where they can. */
export function wrapped(text: string, size: number, width: number): readonly string[] {
  const pieces = text.match(/[\u0020-\u2e7f]+?(?:[\s·、，；,;]|(?=[^\u0020-\u2e7f])|$)|[^]/gu) ?? []
  const lines: string[] = []
  let line = ''
  for (const piece of pieces.flatMap((part) => broken(part, size, width))) {
    if (line !== '' && textWidth(line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()]
}
/** A word that is wider than a line, in parts. */
function broken(word: string, size: number, width: number): readonly string[] {
  if (textWidth(word, size) <= width) return [word]
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && textWidth(part + character, size) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}
