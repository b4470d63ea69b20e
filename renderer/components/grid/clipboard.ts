/**
 * A table on the clipboard, twice: as tab-separated text for whatever takes plain text, and as HTML that says of each cell whether it is text.
 * Spreadsheet programs take the HTML; without it they read card numbers as figures and destroy their last digits.
 */
import { toTabbed } from './columns.ts'

export interface CopiedColumn {
  readonly label: string
  /** Cells are numbers. */ readonly figure: boolean
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>')
}
/** `mso-number-format` is what Excel and WPS go by, `sdnum` LibreOffice. */
const asText = `style="mso-number-format:'\\@'" sdnum="1033;0;@"`
const plainNumber = /^-?\d{1,15}(\.\d+)?$/

/** The rows as an HTML table; `header` puts the labels first. */
export function toHtml(
  rows: readonly (readonly string[])[],
  columns: readonly CopiedColumn[],
  header: boolean,
): string {
  const cell = (text: string, index: number): string =>
    columns[index]?.figure === true && plainNumber.test(text)
      ? `<td>${text}</td>`
      : `<td ${asText}>${escaped(text)}</td>`
  const head = header
    ? `<tr>${columns.map(({ label }) => `<td ${asText}>${escaped(label)}</td>`).join('')}</tr>`
    : ''
  return `<meta charset="utf-8"><table>${head}${rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('')}</table>`
}
/** Puts the rows on the clipboard, with their labels when there are several. Throws when the browser refuses. */
export async function copyTable(
  rows: readonly (readonly string[])[],
  columns: readonly CopiedColumn[],
): Promise<void> {
  const header = rows.length > 1
  const text = toTabbed(header ? [columns.map(({ label }) => label), ...rows] : rows)
  if (!copiedWhole(text, toHtml(rows, columns, header))) await navigator.clipboard.writeText(text)
}
/** A copy event takes the HTML as it is; `navigator.clipboard.write` would take out of it what tells text from numbers. False when the browser has none to give. */
function copiedWhole(text: string, html: string): boolean {
  let taken = false
  const give = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return
    event.clipboardData.setData('text/plain', text)
    event.clipboardData.setData('text/html', html)
    event.preventDefault()
    event.stopImmediatePropagation()
    taken = true
  }
  document.addEventListener('copy', give, { capture: true })
  try {
    // Old, and the only way to put HTML on the clipboard unchanged.
    return document.execCommand('copy') && taken
  } finally {
    document.removeEventListener('copy', give, { capture: true })
  }
}
