/**
 * Tables of a Word file (.docx): each is a sheet. The paragraphs above a table (title, holder, place) are its first rows, those below the
 * last one its last; tables within cells are tables of their own. What a reviewer deleted is no text, what one inserted is.
 */
import { AppError } from '../../../../shared/errors.ts'
import {
  columnLimit,
  isBlankRow,
  type RawRow,
  rowLimit,
  rowsPerBatch,
  type TableSheet,
  withoutTrailingBlanks,
} from './cells.ts'
import { isAmount, isDataRow } from './mergedCells.ts'
import { attribute, decodeEntities, XmlScanner } from './xmlText.ts'

interface Cell {
  /** Columns it takes. */
  span: number
  /** `first` holds what the cells below it (`further`) show too. */
  merge: 'none' | 'first' | 'further'
  readonly paragraphs: string[]
}
interface Table {
  readonly number: number
  /** What stands above it, a line a row. */
  readonly above: readonly string[]
  /** Rows of cells; null for one that was deleted. */
  readonly rows: (readonly string[] | null)[]
  below: readonly string[]
  cells: Cell[]
  cell: Cell | null
  /** Columns the row leaves out at its beginning. */
  before: number
  deleted: boolean
  /** What cells of a column that are merged with the one above show; the column is missing where none is. */
  readonly merged: Map<number, string>
}
/** Word nests no deeper than its page is wide. */
const nestedLimit = 64
const cellsLimit = 4_000_000

/** The tables of the XML of a document, given in pieces, in the order they begin. Errors: `file-hostile`. */
export async function wordTables(pieces: AsyncIterable<string>): Promise<readonly TableSheet[]> {
  const reader = new DocumentReader()
  const scanner = new XmlScanner(reader)
  for await (const piece of pieces) scanner.push(piece)
  return reader.finish().map(sheetOf)
}

function sheetOf({ number, above, rows, below }: Table): TableSheet {
  const lines: RawRow[] = []
  const add = (row: number, cells: readonly string[]): void => {
    const kept = withoutTrailingBlanks(cells)
    if (!isBlankRow(kept)) lines.push({ row, cells: kept, marks: null })
  }
  above.forEach((line, at) => {
    add(at + 1, [line])
  })
  rows.forEach((cells, at) => {
    if (cells !== null) add(above.length + at + 1, cells)
  })
  below.forEach((line, at) => {
    add(above.length + rows.length + at + 1, [line])
  })
  return {
    // A reader of the file counts the rows of the table; what is not in it is said.
    name: above.length === 0 ? `表${number}` : `表${number}（前${above.length}行为表前文字）`,
    hidden: false,
    async *rows() {
      for (let at = 0; at < lines.length; at += rowsPerBatch)
        yield await Promise.resolve(lines.slice(at, at + rowsPerBatch))
    },
  }
}

/** Their text is none of the document's: codes of fields, what was deleted or moved away, the second telling of a drawing, readings above signs. */
const silent = new Set(['instrText', 'delText', 'delInstrText', 'del', 'moveFrom', 'Fallback', 'rt'])
const signs: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
])
/** Boxes and ticks of the fonts Wingdings and Wingdings 2, by the last byte of their code. */
const boxes: ReadonlyMap<number, string> = new Map([
  [0xfe, '☑'],
  [0x52, '☑'],
  [0xfd, '☒'],
  [0x51, '☒'],
  [0xa8, '□'],
  [0x6f, '□'],
  [0xa3, '□'],
  [0xfc, '✓'],
  [0x50, '✓'],
])

class DocumentReader {
  private readonly tables: Table[] = []
  private readonly nested: Table[] = []
  /** The last table that lies in no other. */
  private outermost: Table | null = null
  /** Paragraphs since the last table. */
  private lines: string[] = []
  /** Paragraphs that are open: one in a text box lies within another. */
  private readonly paragraphs: string[] = []
  private silence = 0
  private inText = false
  private inRowProperties = false
  private spent = 0

  open(name: string, inside: string): void {
    const table = this.nested.at(-1)
    if (name === 'del' && this.inRowProperties && table !== undefined) table.deleted = true
    if (silent.has(name)) this.silence += 1
    else if (this.silence > 0) return
    else if (name === 'tbl') this.begin()
    else if (name === 'p') this.paragraphs.push('')
    else if (name === 't') this.inText = true
    else if (name === 'sym')
      this.add(boxes.get(Number.parseInt(attribute(inside, 'char') ?? '', 16) & 0xff) ?? '\ufffd')
    else if (signs.has(name)) this.add(signs.get(name) ?? '')
    else if (table !== undefined) this.within(table, name, inside)
  }

  private within(table: Table, name: string, inside: string): void {
    switch (name) {
      case 'tr':
        table.cells = []
        table.before = 0
        table.deleted = false
        break
      case 'trPr':
        this.inRowProperties = true
        break
      case 'gridBefore':
        table.before = columns(inside)
        break
      case 'tc':
        table.cell = { span: 1, merge: 'none', paragraphs: [] }
        break
      case 'gridSpan':
        if (table.cell !== null) table.cell.span = columns(inside)
        break
      case 'vMerge':
        if (table.cell !== null)
          table.cell.merge = attribute(inside, 'val') === 'restart' ? 'first' : 'further'
        break
      default:
    }
  }

  close(name: string): void {
    if (silent.has(name)) this.silence -= 1
    else if (this.silence > 0) return
    else if (name === 't') this.inText = false
    else if (name === 'trPr') this.inRowProperties = false
    else if (name === 'p') this.endParagraph(this.paragraphs.pop())
    else if (name === 'tc') this.endCell()
    else if (name === 'tr') this.endRow()
    else if (name === 'tbl') this.nested.pop()
  }

  text(raw: string): void {
    if (this.inText && this.silence === 0) this.add(decodeEntities(raw))
  }
  private add(text: string): void {
    const last = this.paragraphs.length - 1
    if (last >= 0) this.paragraphs[last] += text
  }

  private begin(): void {
    if (this.nested.length >= nestedLimit)
      throw new AppError('file-hostile', 'tables within tables without end', {
        what: 'nested',
        limit: nestedLimit,
      })
    const outer = this.nested.length === 0
    const table: Table = {
      number: this.tables.length + 1,
      above: outer ? this.lines : [],
      rows: [],
      below: [],
      cells: [],
      cell: null,
      before: 0,
      deleted: false,
      merged: new Map(),
    }
    if (outer) {
      this.lines = []
      this.outermost = table
    }
    this.tables.push(table)
    this.nested.push(table)
  }

  private endParagraph(text: string | undefined): void {
    if (text === undefined) return
    const table = this.nested.at(-1)
    if (table?.cell != null) table.cell.paragraphs.push(text)
    else if (table === undefined && text.trim() !== '') this.lines.push(text)
  }

  private endCell(): void {
    const table = this.nested.at(-1)
    if (table?.cell == null) return
    table.cells.push(table.cell)
    table.cell = null
  }

  private endRow(): void {
    const table = this.nested.at(-1)
    if (table === undefined) return
    const { rows, cells, merged } = table
    if (rows.length >= rowLimit) throw beyond('row', rowLimit)
    const row: string[] = []
    const texts = cells.map(({ paragraphs }) => paragraphs.join('\n').trim())
    const isData = isDataRow(texts)
    let column = table.before
    cells.forEach(({ span, merge }, at) => {
      if (column + span > columnLimit) throw beyond('cell-reference', columnLimit)
      const text = texts[at] ?? ''
      while (row.length < column) row.push('')
      row.push(merge === 'further' ? (merged.get(column) ?? '') : text)
      if (merge === 'first' && isData && !isAmount(text)) merged.set(column, text)
      else if (merge !== 'further') merged.delete(column)
      column += span
    })
    this.spent += row.length
    if (this.spent > cellsLimit) throw beyond('repeated', cellsLimit)
    rows.push(table.deleted ? null : row)
    table.cells = []
  }

  /** All tables, with the paragraphs below the last one. */
  finish(): readonly Table[] {
    if (this.outermost !== null) this.outermost.below = this.lines
    return this.tables
  }
}

function columns(inside: string): number {
  const count = Number(attribute(inside, 'val') ?? '1')
  if (!Number.isInteger(count) || count < 0) return 1
  if (count > columnLimit) throw beyond('cell-reference', columnLimit)
  return count
}
function beyond(what: string, limit: number): AppError {
  return new AppError('file-hostile', 'more cells than a table can have', { what, limit })
}
