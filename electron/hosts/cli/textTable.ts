/** Plain-text tables whose columns stay straight with Chinese text, which is two cells wide in a terminal. */

/** How many terminal cells a text takes. */
export function cellWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (/\p{Mark}|\p{Cf}/u.test(character)) continue
    width +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1
  }
  return width
}
export interface TextColumn {
  readonly title: string
  readonly right?: boolean
}

/** Header, a rule and one line a row; no trailing blanks. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const texts = rows.map((row) => columns.map((_, index) => plain(row[index] ?? '')))
  const widths = columns.map((column, index) =>
    Math.max(cellWidth(column.title), ...texts.map((row) => cellWidth(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.right === true))
      .join('  ')
      .trimEnd()
  return [
    line(columns.map((column) => column.title)),
    widths
      .map((width) => '─'.repeat(width))
      .join('  ')
      .trimEnd(),
    ...texts.map(line),
  ].join('\n')
}
/** A text of several lines as a terminal shows it: control characters, which it would act on, and marks that turn the direction of writing stand there as signs. */
export function shown(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
function plain(value: string | number): string {
  // Cells of evidence may hold line breaks and control characters; a terminal must not act on them.

  return String(value).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
}
function pad(text: string, width: number, right: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - cellWidth(text)))
  return right ? blank + text : text + blank
}
