/** Tables of an OpenDocument spreadsheet (content.xml of an .ods, or a flat .fods). Numbers are the text of `office:value`, dates are ISO text. */
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
import { currencyCode, yuan } from '../../../../shared/model/currency.ts'
import { clockText, shownText } from './numberFormat.ts'
import { isoText, plainNumber } from './numberCells.ts'
import { attribute, decodeEntities, XmlScanner } from './xmlText.ts'

/** A cell may stand for many equal ones; so many cells a sheet may come to be by that. */
const repeatedLimit = 4_000_000

/** The sheets of the XML that `open` gives in pieces, as often as asked. Errors while walking: `file-hostile`. */
export async function openDocumentSheets(open: () => AsyncIterable<string>): Promise<readonly TableSheet[]> {
  const about: { readonly name: string; readonly hidden: boolean }[] = []
  const hiddenStyles = new Set<string>()
  let style = ''
  const scanner = new XmlScanner({
    open(name, inside) {
      if (name === 'style') style = attribute(inside, 'name') ?? ''
      else if (name === 'table-properties' && attribute(inside, 'display') === 'false')
        hiddenStyles.add(style)
      else if (name === 'table' && isOwnTable(inside))
        about.push({
          name: attribute(inside, 'name') ?? '',
          hidden: hiddenStyles.has(attribute(inside, 'style-name') ?? ''),
        })
    },
    close: () => undefined,
    text: () => undefined,
  })
  for await (const piece of open()) scanner.push(piece)
  return walkedSheets(about, () => walk(open))
}
/** What LibreOffice remembers of other files it once linked to is no sheet of this one. */
function isOwnTable(inside: string): boolean {
  return attribute(inside, 'style-name') !== 'ta_extref' && attribute(inside, 'is-sub-table') !== 'true'
}

async function* walk(open: () => AsyncIterable<string>): AsyncGenerator<SheetRows> {
  const reader = new TableReader()
  const scanner = new XmlScanner(reader)
  let batch: RawRow[] = []
  let sheet = -1
  for await (const piece of open()) {
    scanner.push(piece)
    for (const { of, row } of reader.take()) {
      if (of !== sheet && batch.length > 0) {
        yield { sheet, rows: batch }
        batch = []
      }
      sheet = of
      batch.push(row)
      if (batch.length >= rowsPerBatch) {
        yield { sheet, rows: batch }
        batch = []
      }
    }
  }
  if (batch.length > 0) yield { sheet, rows: batch }
}

class TableReader {
  private found: { readonly of: number; readonly row: RawRow }[] = []
  private sheet = -1
  private inTable = false
  private row = 0
  private rowRepeats = 1
  private cells: string[] = []
  private kinds: Mark[] = []
  private column = 0
  private spent = 0
  private merged = new MergedCells()
  /** Areas that begin in the row. */
  private areas: MergedArea[] = []
  // Of the cell that is being read.
  private attributes: string | null = null
  private paragraphs: string[] = []
  /** Elements open within the cell, by name; text counts only in its own paragraphs, not in notes or drawings. */
  private readonly path: string[] = []
  private paragraph: string | null = null

  /** Rows that are complete. */
  take(): readonly { readonly of: number; readonly row: RawRow }[] {
    const rows = this.found
    this.found = []
    return rows
  }

  open(name: string, inside: string): void {
    if (this.attributes !== null) {
      this.within(name, inside)
      return
    }
    if (name === 'table') {
      this.inTable = isOwnTable(inside)
      if (this.inTable) {
        this.sheet += 1
        this.row = 0
        this.spent = 0
        this.merged = new MergedCells()
      }
    } else if (name === 'table-row' && this.inTable) {
      this.rowRepeats = repeats(inside, 'number-rows-repeated')
      this.cells = []
      this.kinds = []
      this.areas = []
      this.column = 0
    } else if ((name === 'table-cell' || name === 'covered-table-cell') && this.inTable) {
      this.attributes = inside
      this.paragraphs = []
    }
  }

  private within(name: string, inside: string): void {
    this.path.push(name)
    if (this.path.length === 1 && (name === 'p' || name === 'h')) {
      this.paragraph = ''
      return
    }
    if (this.paragraph === null) return
    if (name === 's')
      this.paragraph += '\u0000'.repeat(Math.min(1_000, Number(attribute(inside, 'c') ?? '1')))
    else if (name === 'tab') this.paragraph += '\u0001'
    else if (name === 'line-break') this.paragraph += '\u0002'
  }

  close(name: string): void {
    if (this.attributes !== null && this.path.length > 0) {
      this.path.pop()
      if (this.path.length === 0 && this.paragraph !== null) {
        // White space of the XML is one blank at most; what is meant is written as elements.
        this.paragraphs.push(
          this.paragraph
            .replace(/[ \t\r\n]+/g, ' ')
            .replace(/^ | $/g, '')
            .replaceAll('\u0000', ' ')
            .replaceAll('\u0001', '\t')
            .replaceAll('\u0002', '\n'),
        )
        this.paragraph = null
      }
      return
    }
    if (name === 'table-cell' || name === 'covered-table-cell') this.endCell()
    else if (name === 'table-row' && this.inTable) this.endRow()
    else if (name === 'table') this.inTable = false
  }

  text(raw: string): void {
    if (this.paragraph !== null && !this.path.includes('annotation'))
      this.paragraph += decodeEntities(raw).replace(/[\u0000-\u0002]/g, '')
  }

  private endCell(): void {
    const inside = this.attributes
    if (inside === null) return
    this.attributes = null
    const times = repeats(inside, 'number-columns-repeated')
    const { text, mark } = valueOf(inside, this.paragraphs.join('\n'))
    const start = this.column
    this.column += times
    if (text === '') return
    if (this.column > columnLimit)
      throw new AppError('file-hostile', 'more cells than a row can have', {
        what: 'cell-reference',
        limit: columnLimit,
      })
    this.spend(times - 1)
    const [across, down] = [repeats(inside, 'number-columns-spanned'), repeats(inside, 'number-rows-spanned')]
    if (across > 1 || down > 1)
      this.areas.push({
        column: start,
        lastColumn: start + across - 1,
        row: this.row + 1,
        lastRow: this.row + down,
      })
    while (this.cells.length < start) {
      this.cells.push('')
      this.kinds.push(marks.text)
    }
    for (let time = 0; time < times; time += 1) {
      this.cells.push(text)
      this.kinds.push(mark)
    }
  }

  private endRow(): void {
    const first = this.row + 1
    this.row += this.rowRepeats
    if (this.cells.length === 0) return
    if (this.row > rowLimit)
      throw new AppError('file-hostile', 'row beyond the sheet', {
        what: 'cell-reference',
        row: this.row,
        limit: rowLimit,
      })
    this.spend((this.rowRepeats - 1) * this.cells.length)
    const packed = packMarks(this.kinds)
    for (let row = first; row <= this.row; row += 1)
      this.found.push({
        of: this.sheet,
        row: this.merged.fill({ row, cells: this.cells, marks: packed }, this.areas),
      })
  }

  private spend(cells: number): void {
    this.spent += cells
    if (this.spent > repeatedLimit)
      throw new AppError('file-hostile', 'cells repeated without end', {
        what: 'repeated',
        limit: repeatedLimit,
      })
  }
}
function repeats(inside: string, name: string): number {
  const times = Number(attribute(inside, name) ?? '1')
  return Number.isInteger(times) && times >= 1 ? times : 1
}

/** Whether what the cell shows has parts of a second: 10:09:52.123, 09:52,1. */
function showsParts(shown: string): boolean {
  return /:\d{1,2}[.,]\d/.test(shown)
}
function valueOf(inside: string, shown: string): { readonly text: string; readonly mark: Mark } {
  // LibreOffice writes an error as the number 0 that shows another text.
  if (
    attribute(inside, 'calcext:value-type') === 'error' ||
    /calcext:value-type\s*=\s*["']error/.test(inside)
  )
    return { text: shown, mark: marks.error }
  const kind =
    attribute(inside, 'office:value-type') ?? /(?:^|\s)(?:\w+:)?value-type\s*=\s*["'](\w+)/.exec(inside)?.[1]
  switch (kind) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const value = attribute(inside, 'value')
      return value === undefined || value.trim() === ''
        ? { text: shown, mark: marks.text }
        : { text: `${foreign(inside)}${digitsOf(kind, value.trim())}`, mark: marks.number }
    }
    case 'date':
      return { text: isoText(attribute(inside, 'date-value') ?? shown, showsParts(shown)), mark: marks.date }
    case 'time': {
      const parts = /^PT(\d+)H(\d+)M(\d+)(?:[.,](\d+))?S$/.exec(attribute(inside, 'time-value') ?? '')
      return parts === null
        ? { text: shown, mark: marks.text }
        : {
            text: clockText(
              ((Number(parts[1]) * 60 + Number(parts[2])) * 60 + Number(parts[3])) * 1000 +
                (showsParts(shown) ? Math.round(Number(`0.${parts[4] ?? '0'}`) * 1000) : 0),
            ),
            mark: marks.date,
          }
    }
    case 'boolean':
      return { text: attribute(inside, 'boolean-value') === 'true' ? 'TRUE' : 'FALSE', mark: marks.boolean }
    default: {
      const formula = attribute(inside, 'table:formula') ?? attribute(inside, 'formula')
      const typed = /(?:^|\s)(?:\w+:)?value-type\s*=/.test(inside)
      // A formula without a value was never calculated.
      if (formula !== undefined && !typed && shown === '')
        return { text: decodeEntities(formula).replace(/^\w+:/, '').slice(0, 200), mark: marks.error }
      return { text: attribute(inside, 'string-value') ?? shown, mark: marks.text }
    }
  }
}
/** The digits of a number; of a percentage as it is shown. */
function digitsOf(kind: string | undefined, value: string): string {
  return kind === 'percentage'
    ? shownText(value, { currency: null, shift: 2, unit: '%' })
    : plainNumber(value)
}
/** The currency of a cell, where it is not yuan, to be put before its number. */
function foreign(inside: string): string {
  const named = attribute(inside, 'office:currency') ?? attribute(inside, 'currency')
  const code = named === undefined ? null : (currencyCode(named) ?? named)
  return code === null || code === yuan ? '' : `${code} `
}
