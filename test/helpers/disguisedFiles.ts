/** The same spreadsheets written once more: in another format, in two parts, with a column less. Written by SheetJS, not by the program under test. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import * as XLSX from 'xlsx'

type Cell = string | number | null
export interface PlainSheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  readonly hidden: boolean
}
export type Format = 'xlsx' | 'xls' | 'ods' | 'csv' | 'html'

/** The cells of every sheet as they stand. */
export function sheetsOf(path: string): readonly PlainSheet[] {
  const text = extname(path) === '.csv'
  const bytes = readFileSync(path)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  const book = text
    ? XLSX.read(new TextDecoder(encoding).decode(bytes), { type: 'string', raw: true })
    : XLSX.read(bytes, { type: 'buffer', cellText: false })
  return book.SheetNames.map((name, index) => ({
    name,
    rows: XLSX.utils.sheet_to_json<Cell[]>(book.Sheets[name] as XLSX.WorkSheet, {
      header: 1,
      raw: true,
      defval: null,
      blankrows: true,
    }),
    hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0,
  }))
}
const field = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
/** Writes the sheets; a text file for each sheet with a table where the format holds only one. Returns the files. */
export function writeSheets(
  folder: string,
  name: string,
  sheets: readonly PlainSheet[],
  format: Format,
): readonly string[] {
  if (format === 'csv' || format === 'html')
    return sheets
      .filter(({ rows, hidden }) => rows.length > 1 && !hidden)
      .map((sheet, index) => {
        const path = join(folder, `${name}-${index}.${format}`)
        const escaped = (cell: Cell): string =>
          String(cell ?? '')
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')
        writeFileSync(
          path,
          format === 'csv'
            ? `\uFEFF${sheet.rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
            : `<html><head><meta charset="utf-8"><title>${escaped(sheet.name)}</title></head><body><table>${sheet.rows.map((row) => `<tr>${row.map((cell) => `<td style="mso-number-format:'\\@'">${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table></body></html>`,
        )
        return path
      })
  const book = XLSX.utils.book_new()
  for (const { name: sheetName, rows } of sheets)
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as Cell[][]), sheetName)
  book.Workbook = { Sheets: sheets.map((sheet) => ({ name: sheet.name, Hidden: sheet.hidden ? 1 : 0 })) }
  const path = join(folder, `${name}.${format}`)
  const bookType = format === 'xls' ? 'biff8' : format
  writeFileSync(path, XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array)
  return [path]
}
export const plainName = (path: string): string => basename(path, extname(path))

/** The row of the header: the first with at least four cells filled and none of them a number. */
export function headerAt(rows: PlainSheet['rows']): number {
  return rows.findIndex(
    (row) =>
      row.filter((cell) => cell !== null && cell !== '').length >= 4 &&
      row.every((cell) => typeof cell !== 'number'),
  )
}
/** A sheet in two parts: what stands above the table in both. */
export function halves(sheet: PlainSheet): readonly [PlainSheet, PlainSheet] {
  const header = headerAt(sheet.rows)
  if (header < 0) return [sheet, { ...sheet, rows: [] }]
  const head = sheet.rows.slice(0, header + 1)
  const middle = header + 1 + Math.ceil((sheet.rows.length - header - 1) / 2)
  return [
    { ...sheet, rows: sheet.rows.slice(0, middle) },
    { ...sheet, rows: [...head, ...sheet.rows.slice(middle)] },
  ]
}
/** Without one column of the table; what stands above it stays. */
export function without(sheet: PlainSheet, column: number): PlainSheet {
  const header = headerAt(sheet.rows)
  return {
    ...sheet,
    rows: sheet.rows.map((row, index) =>
      header < 0 || index < header ? row : row.filter((_, place) => place !== column),
    ),
  }
}
