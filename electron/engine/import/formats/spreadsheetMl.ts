/** Sheets of an XML spreadsheet of Excel 2003, as many back offices still write it under the name .xls. Numbers are the text of the file. */
import { AppError } from '../../../../shared/errors.ts'
import {
  columnLimit,
  type Mark,
  marks,
  packMarks,
  type RawRow,
  rowLimit,
  rowsPerBatch,
  type TableSheet,
} from './cells.ts'
import { type MergedArea, MergedCells } from './mergedCells.ts'
import { type SheetRows, walkedSheets } from './sheetWalk.ts'
import { isoText, plainNumber } from './numberCells.ts'
import { shownByCode, type ShownNumber, shownText } from './numberFormat.ts'
import { attribute, decodeEntities, XmlScanner } from './xmlText.ts'

/** The sheets of the XML that `open` gives in pieces, as often as asked. Errors while walking: `file-hostile`. */
export async function spreadsheetMlSheets(open: () => AsyncIterable<string>): Promise<readonly TableSheet[]> {
  const about: { name: string; hidden: boolean }[] = []
  let visible: string | null = null
  const scanner = new XmlScanner({
    open(name, inside) {
      if (name === 'Worksheet') about.push({ name: attribute(inside, 'Name') ?? '', hidden: false })
      else if (name === 'Visible') visible = ''
    },
    close(name) {
      const last = about.at(-1)
      if (name === 'Visible' && last !== undefined && /hidden/i.test(visible ?? '')) last.hidden = true
      visible = null
    },
    text(raw) {
      if (visible !== null) visible += raw
    },
  })
  for await (const piece of open()) scanner.push(piece)
  return walkedSheets(about, () => walk(open))
}

async function* walk(open: () => AsyncIterable<string>): AsyncGenerator<SheetRows> {
  let found: { readonly of: number; readonly row: RawRow }[] = []
  let sheet = -1
  let row = 0
  let cells: string[] = []
  let kinds: Mark[] = []
  let column = 0
  let down = 0
  let merged = new MergedCells()
  let areas: MergedArea[] = []
  let across = 0
  let type = ''
  /** Text of the cell's data; null outside of it. Comments have data of their own. */
  let data: string | null = null
  let inComment = false
  // Styles stand before the sheets that use them.
  const shown = new Map<string, ShownNumber>()
  let style = ''
  let cellStyle = ''
  const place = (inside: string, last: number, limit: number): number => {
    const index = attribute(inside, 'Index')
    const at = index === undefined ? last + 1 : Number(index)
    if (!Number.isInteger(at) || at < 1 || at > limit)
      throw new AppError('file-hostile', 'a place beyond the sheet', { what: 'cell-reference', limit })
    // Places only grow; one that does not is taken as the next, so that no two cells share it.
    return at > last ? at : last + 1
  }
  const scanner = new XmlScanner({
    open(name, inside) {
      if (data !== null) return
      switch (name) {
        case 'Style':
          style = attribute(inside, 'ID') ?? ''
          return
        case 'NumberFormat': {
          const code = decodeEntities(attribute(inside, 'Format') ?? '')
          const found = shownByCode(code === 'Percent' ? '0.00%' : code)
          if (found !== null) shown.set(style, found)
          return
        }
        case 'Worksheet':
          sheet += 1
          row = 0
          merged = new MergedCells()
          return
        case 'Row':
          row = place(inside, row, rowLimit)
          cells = []
          kinds = []
          areas = []
          column = 0
          return
        case 'Cell':
          column = place(inside, column, columnLimit)
          cellStyle = attribute(inside, 'StyleID') ?? ''
          across = Math.min(columnLimit, Number(attribute(inside, 'MergeAcross') ?? '0') || 0)
          down = Math.min(rowLimit, Number(attribute(inside, 'MergeDown') ?? '0') || 0)
          if (across > 0 || down > 0)
            areas.push({ column: column - 1, lastColumn: column - 1 + across, row, lastRow: row + down })
          return
        case 'Comment':
          inComment = true
          return
        case 'Data':
          if (!inComment) {
            type = attribute(inside, 'Type') ?? 'String'
            data = ''
          }
      }
    },
    close(name) {
      if (name === 'Comment') inComment = false
      else if (name === 'Data' && data !== null) {
        const { text, mark } = valueOf(type, data, shown.get(cellStyle))
        data = null
        if (text === '') return
        while (cells.length < column - 1) {
          cells.push('')
          kinds.push(marks.text)
        }
        cells[column - 1] = text
        kinds[column - 1] = mark
      } else if (name === 'Cell') column += across
      else if (name === 'Row' && cells.length > 0)
        found.push({ of: sheet, row: merged.fill({ row, cells, marks: packMarks(kinds) }, areas) })
    },
    text(raw) {
      if (data !== null) data += decodeEntities(raw.replace(/\r\n?/g, '\n'))
    },
  })
  let batch: RawRow[] = []
  let current = -1
  for await (const piece of open()) {
    scanner.push(piece)
    const taken = found
    found = []
    for (const { of, row: complete } of taken) {
      if (of !== current && batch.length > 0) {
        yield { sheet: current, rows: batch }
        batch = []
      }
      current = of
      batch.push(complete)
      if (batch.length >= rowsPerBatch) {
        yield { sheet: current, rows: batch }
        batch = []
      }
    }
  }
  if (batch.length > 0) yield { sheet: current, rows: batch }
}

function valueOf(
  type: string,
  raw: string,
  shown: ShownNumber | undefined,
): { readonly text: string; readonly mark: Mark } {
  switch (type) {
    case 'Number': {
      const digits = plainNumber(raw.trim())
      return { text: shown === undefined ? digits : shownText(digits, shown), mark: marks.number }
    }
    // A time of day is written as a time on the day before the calendar begins.
    case 'DateTime':
      return { text: isoText(raw).replace(/^1899-12-3[01] (?=\d)/, ''), mark: marks.date }
    case 'Boolean':
      return { text: raw.trim() === '1' ? 'TRUE' : 'FALSE', mark: marks.boolean }
    case 'Error':
      return { text: raw.trim(), mark: marks.error }
    default:
      return { text: raw, mark: marks.text }
  }
}
