/** Text for worksheet XML. */

const unholdable =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const special = /[&<>"]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const looksEscaped = /_x(?=[0-9A-Fa-f]{4}_)/g

/** A text as spreadsheets hold it: control characters and lone halves as `_xHHHH_`, and a text that looks like such an escape kept apart from it. */
export function cellText(value: string): string {
  let text = value
  if (text.includes('_x')) text = text.replace(looksEscaped, '_x005F_x')
  text = text.replace(
    unholdable,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
  return attributeText(text)
}
/** Escaped for element text and attributes. */
export function attributeText(value: string): string {
  return value.replace(special, (character) => entities[character] ?? character)
}
/** `A`, `Z`, `AA` … for 0, 25, 26 … */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}
