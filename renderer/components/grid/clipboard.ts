/**
 * A table on the clipboard, twice: as tab-separated text for whatever takes plain text, and as HTML that says of each cell whether it is text.
 * Spreadsheet programs take the HTML; without it they read card numbers as figures and destroy their last digits.
 */
import { toTabbed } from './columns.ts'

export interface CopiedColumn { readonly label: string; /** Cells are numbers. */ readonly figure: boolean }

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br>')
}
/** `mso-number-format` is what Excel and WPS go by, `sdnum` LibreOffice. */
const asText = `style="mso-number-format:'\\@'" sdnum="1033;0;@"`
const plainNumber = /^-?\d{1,15}(\.\d+)?$/

/** The rows as an HTML table; `header` puts the labels first. */
export function toHtml(rows: readonly (readonly string[])[], columns: readonly CopiedColumn[], header: boolean): string {
  const cell = (text: string, index: number): string => (columns[index]?.figure === true && plainNumber.test(text) ? `<td>${text}</td>` : `<td ${asText}>${escaped(text)}</td>`)
  const head = header ? `<tr>${columns.map(({ label }) => `<td ${asText}>${escaped(label)}</td>`).join('')}</tr>` : ''
  return `<meta charset="utf-8"><table>${head}${rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('')}</table>`
}
/** Puts the rows on the clipboard, with their labels when there are several. Throws when the browser refuses. */
export async function copyTable(rows: readonly (readonly string[])[], columns: readonly CopiedColumn[]): Promise<void> {
  const header = rows.length > 1
  const text = toTabbed(header ? [columns.map(({ label }) => label), ...rows] : rows)
  if (typeof ClipboardItem === 'undefined') {
    await navigator.clipboard.writeText(text)
    return
  }
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([text], { type: 'text/plain' }), 'text/html': new Blob([toHtml(rows, columns, header)], { type: 'text/html' }) })])
}
