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
