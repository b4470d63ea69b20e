/** Rows of one xlsx sheet, scanned row by row from the inflating XML. `<dimension>` is never believed. */
import { AppError } from '../../../../shared/errors.ts'
import { columnLimit, type Mark, marks, packMarks, type RawRow, rowLimit, rowsPerBatch } from './cells.ts'
import { areasByRow, withMerged } from './mergedCells.ts'
import { CellNumbers, isoText } from './numberCells.ts'
import { PlainRows, plainRowsAt } from './plainRows.ts'
import { endsName, localNameAt, textsOf, withoutComments } from './cellXml.ts'
import { cellText, decodeEntities, endOfTag, xmlDecoder } from './xmlText.ts'
import type { SharedStrings } from './sharedStrings.ts'
import type { Workbook, WorkbookSheet } from './xlsxWorkbook.ts'
import { mergedAreas } from './xlsxMerges.ts'
import type { ZipDirectory } from './zipDirectory.ts'

/** More rows than a preview looks at. */
const headRows = 6_000
const rowTextLimit = 16 * 1024 * 1024

/** The sheet's rows in batches. Rows without cells are given too when the file writes them; gaps between row numbers are not filled. `read` hears of the bytes read. */
export async function* sheetRows(
  zip: ZipDirectory,
  workbook: Workbook,
  sheet: WorkbookSheet,
  read: (bytes: number) => void,
): AsyncGenerator<readonly RawRow[]> {
  const areas = areasByRow(await mergedAreas(zip, sheet.entry))
  const rows = writtenRows(zip, workbook, sheet, read)
  yield* areas.size === 0 ? rows : withMerged(rows, areas)
}
async function* writtenRows(
  zip: ZipDirectory,
  workbook: Workbook,
  sheet: WorkbookSheet,
  read: (bytes: number) => void,
): AsyncGenerator<readonly RawRow[]> {
  const { strings } = workbook
  const reader = new RowReader(workbook)
  const plain = new PlainRows(strings, reader.numbers, (written) => reader.place(written))
  let text: TextRows | null = null
  let begun = false
  let ended = false
  let head: Buffer = Buffer.alloc(0)
  let batch: RawRow[] = []
  let rows = 0
  for await (const piece of zip.read(sheet.entry)) {
    read(piece.length)
    let textPiece = piece
    if (text === null && !begun) {
      head = head.length === 0 ? piece : Buffer.concat([head, piece])
      const start = plainRowsAt(head)
      if (start === -1) continue
      textPiece = head
      if (start === null) text = TextRows.ofSheet(head)
      else {
        begun = true
        plain.push(head.subarray(start))
      }
    } else if (text === null && !ended) plain.push(piece)
    while (text === null && !ended) {
      const step = plain.next()
      if (step === 'more') break
      if (step === 'end') ended = true
      else if (step === 'text') {
        text = TextRows.ofRows()
        textPiece = plain.rest
      } else if (step === 'string') await strings.until(rows > headRows ? Infinity : plain.wanted)
      else {
        rows += 1
        batch.push(step === 'odd' ? await readText(reader, plain.text, strings, rows) : step)
        if (batch.length >= rowsPerBatch) {
          yield batch
          batch = []
        }
      }
    }
    for (const row of text?.push(textPiece) ?? []) {
      batch.push(await readText(reader, row, strings, (rows += 1)))
      if (batch.length >= rowsPerBatch) {
        yield batch
        batch = []
      }
    }
  }
  // A sheet so short that it was never told how it is spelled.
  if (!begun && text === null)
    for (const row of (text = TextRows.ofSheet(head)).push(head))
      batch.push(await readText(reader, row, strings, (rows += 1)))
  if (!ended && text?.complete !== true)
    throw new AppError('file-truncated', 'the sheet ends in the middle', { sheet: sheet.name })
  // What nobody asked for is looked at too, so that a file is judged by all of it.
  await strings.until(Infinity)
  if (batch.length > 0) yield batch
}
/** The row of a text. */
function readText(
  reader: RowReader,
  text: string,
  strings: SharedStrings,
  rows: number,
): RawRow | Promise<RawRow> {
  return strings.complete ? reader.read(text) : readEarly(reader, text, strings, rows)
}
/** Rows of a sheet, or of what is left of one, that is spelled so that it has to be read as text. */
class TextRows {
  private readonly decoder: InstanceType<typeof TextDecoder>
  private readonly cutter: RowCutter
  private constructor(decoder: InstanceType<typeof TextDecoder>, cutter: RowCutter) {
    this.decoder = decoder
    this.cutter = cutter
  }
  /** From the beginning of the sheet. */
  static ofSheet(head: Buffer): TextRows {
    return new TextRows(xmlDecoder(head).decoder, new RowCutter(false))
  }
  /** From the beginning of a row. */
  static ofRows(): TextRows {
    return new TextRows(new TextDecoder('utf-8', { ignoreBOM: true }), new RowCutter(true))
  }
  get complete(): boolean {
    return this.cutter.complete
  }
  push(piece: Buffer): Generator<string> {
    return this.cutter.push(this.decoder.decode(piece, { stream: true }))
  }
}
/** A row while not all shared texts are read: for the first rows of a large workbook their own are enough, behind them all are wanted. */
async function readEarly(
  reader: RowReader,
  text: string,
  strings: SharedStrings,
  rows: number,
): Promise<RawRow> {
  let highest = -1
  for (const [, digits] of text.matchAll(/\st="s"[^<>]*><(?:[^\s<>:/]+:)?v>(\d{1,9})</g))
    highest = Math.max(highest, Number(digits))
  await strings.until(rows > headRows ? Infinity : highest)
  const before = reader.row
  try {
    return reader.read(text)
  } catch (thrown) {
    // An index that is written in another way was not seen.
    if (strings.complete) throw thrown
    await strings.until(Infinity)
    reader.row = before
    return reader.read(text)
  }
}

/** Cuts pieces of XML into the texts of whole `<row>` elements. */
class RowCutter {
  private rest = ''
  private close = '</row>'
  private open = '<row'
  private started: boolean
  private ended = false
  /** `started`: the rows begin at once. */
  constructor(started: boolean) {
    this.started = started
  }

  /** Whether the end of the sheet's data was seen. */
  get complete(): boolean {
    return this.ended
  }

  *push(piece: string): Generator<string> {
    if (this.ended) return
    let text = this.rest + piece
    if (text.includes('<!')) {
      const { clean, held } = withoutComments(text)
      text = clean
      this.rest = held
    } else this.rest = ''
    if (!this.started) {
      const data = /<((?:[^\s<>:/]+:)?)sheetData\b[^>]*?(\/?)>/.exec(text)
      if (data === null) {
        this.ended = /<\/(?:[^\s<>:/]+:)?worksheet\s*>/.test(text)
        this.keep(text)
        return
      }
      this.started = true
      const prefix = data[1] ?? ''
      this.open = `<${prefix}row`
      this.close = `</${prefix}row`
      if (data[2] === '/') {
        this.ended = true
        return
      }
      text = text.slice(data.index + data[0].length)
    }
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0 || text.length - open < this.open.length + 2) break
      if (!text.startsWith(this.open, open)) {
        this.ended = true
        return
      }
      const tagEnd = endOfTag(text, open)
      if (tagEnd < 0) break
      if (text.charCodeAt(tagEnd - 1) === 47) {
        yield text.slice(open, tagEnd + 1)
        at = tagEnd + 1
        continue
      }
      const close = text.indexOf(this.close, tagEnd)
      const end = close < 0 ? -1 : text.indexOf('>', close)
      if (end < 0) break
      yield text.slice(open, close)
      at = end + 1
    }
    this.keep(text.slice(at))
  }

  private keep(text: string): void {
    this.rest = text + this.rest
    if (this.rest.length > rowTextLimit)
      throw new AppError('file-hostile', 'a row without end', { what: 'row', limit: rowTextLimit })
  }
}

const code = {
  quote: 34,
  apostrophe: 39,
  slash: 47,
  colon: 58,
  equals: 61,
  greater: 62,
  c: 99,
  f: 102,
  i: 105,
  r: 114,
  s: 115,
  t: 116,
  v: 118,
} as const

class RowReader {
  readonly numbers: CellNumbers
  private readonly strings: SharedStrings
  /** Number of the last row. */
  row = 0
  // Of the cell that is being read; fields instead of an object a cell, there are millions.
  private column = -1
  private type = ''
  private style = -1
  private text = ''
  private mark: Mark = marks.text
  constructor(workbook: Workbook) {
    this.numbers = new CellNumbers(workbook)
    this.strings = workbook.strings
  }

  /** The number of the next row by the one that is written; 0: none is. Errors: `file-hostile` beyond the sheet. */
  place(written: number): number {
    const next = written < 1 ? this.row + 1 : written
    if (next > rowLimit)
      throw new AppError('file-hostile', 'row beyond the sheet', {
        what: 'cell-reference',
        row: next,
        limit: rowLimit,
      })
    // Rows come in ascending order; a row that does not is numbered on, so that no two rows share a place.
    this.row = next <= this.row ? this.row + 1 : next
    return this.row
  }

  /** The row of one `<row …>…` text (its end tag cut). */
  read(text: string): RawRow {
    const head = endOfTag(text, 0)
    const written = /\sr\s*=\s*["']\s*(\d+)\s*["']/.exec(text.slice(0, head))?.[1]
    this.place(written === undefined ? 0 : Number(written))
    const cells: string[] = []
    const found: Mark[] = []
    let column = -1
    let at = head + 1
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) break
      const nameAt = localNameAt(text, open + 1)
      if (text.charCodeAt(nameAt) !== code.c || !endsName(text.charCodeAt(nameAt + 1))) {
        at = open + 1
        continue
      }
      const end = this.cellTag(text, nameAt + 1)
      if (end < 0) break
      column = this.column < 0 ? column + 1 : this.column
      if (column >= columnLimit)
        throw new AppError('file-hostile', 'more cells than a row can have', {
          what: 'cell-reference',
          limit: columnLimit,
        })
      const empty = text.charCodeAt(end - 1) === code.slash
      if (empty) {
        at = end + 1
        continue
      }
      // Nearly every cell is written like this; the rest takes the longer way to the same value.
      const shut =
        this.type !== 'inlineStr' && text.startsWith('<v>', end + 1) ? text.indexOf('<', end + 4) : -1
      if (shut > 0 && text.startsWith('</v></c>', shut)) {
        this.mark = marks.text
        this.rawValue(text.slice(end + 4, shut))
        at = shut + 8
      } else {
        at = closeOfCell(text, end + 1)
        this.value(text, end + 1, at)
      }
      if (this.text === '') continue
      while (cells.length < column) {
        cells.push('')
        found.push(marks.text)
      }
      cells[column] = this.text
      found[column] = this.mark
    }
    return { row: this.row, cells, marks: packMarks(found) }
  }

  /** Reads r, t and s of the cell's tag from `at` on, once over its text. Where the tag ends; -1 when it does not. */
  private cellTag(text: string, at: number): number {
    this.column = -1
    this.type = ''
    this.style = -1
    let name = 0
    for (let index = at; index < text.length; index += 1) {
      const unit = text.charCodeAt(index)
      if (unit === code.greater) return index
      if (unit === code.quote || unit === code.apostrophe) {
        const close = text.indexOf(unit === code.quote ? '"' : "'", index + 1)
        if (close < 0) return -1
        if (name === code.r) this.column = columnOf(text, index + 1, close)
        else if (name === code.t) this.type = text.slice(index + 1, close)
        else if (name === code.s) this.style = Number(text.slice(index + 1, close))
        index = close
        name = 0
      } else if (unit > 32 && unit !== code.equals) {
        // Only names of one letter matter; a longer one is none of them.
        name =
          text.charCodeAt(index - 1) <= 32 &&
          (text.charCodeAt(index + 1) <= 32 || text.charCodeAt(index + 1) === code.equals)
            ? unit
            : 0
      }
    }
    return -1
  }

  private value(text: string, from: number, to: number): void {
    this.mark = marks.text
    const raw = this.type === 'inlineStr' ? null : valueText(text, from, to)
    // A formula that nobody calculated has no value: what is known is the formula. One that gives an empty text says so.
    if (raw === null || (raw === '' && this.type !== 'str')) {
      const formula = this.type === 'inlineStr' ? null : formulaText(text, from, to)
      this.text = formula ?? (raw === null ? textsOf(text, from, to) : '')
      if (formula !== null) this.mark = marks.error
      return
    }
    this.rawValue(raw)
  }

  private rawValue(raw: string): void {
    switch (this.type) {
      case 's':
        this.text = sharedString(this.strings, raw)
        return
      case 'str':
        this.text = cellText(raw)
        return
      case 'b':
        this.text = raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE'
        this.mark = marks.boolean
        return
      case 'e':
        this.text = decodeEntities(raw)
        this.mark = marks.error
        return
      case 'd':
        this.text = isoText(raw, this.numbers.isFine(this.style))
        this.mark = marks.date
        return
      default:
        this.number(raw.trim())
    }
  }

  private number(raw: string): void {
    const date = this.numbers.dateOf(raw, this.style)
    this.text = date ?? this.numbers.numberOf(raw, this.style)
    this.mark = date === null ? marks.number : marks.date
  }
}

/** The string of an index; an empty one is no cell. Errors: `file-unreadable` for a string that is not there, which would be a cell lost in silence. */
function sharedString(strings: SharedStrings, raw: string): string {
  const common = indexOfDigits(raw)
  const found = common < 0 ? undefined : strings.text(common)
  if (found !== undefined) return found
  const index = raw.trim()
  if (index === '') return ''
  const text = /^\d+$/.test(index) ? strings.text(Number(index)) : undefined
  if (text === undefined)
    throw new AppError('file-unreadable', 'a cell names a text that the workbook does not hold', {
      what: 'shared-strings',
    })
  return text
}
/** The number that a few digits and nothing else make; -1 for any other text. */
function indexOfDigits(raw: string): number {
  if (raw === '' || raw.length > 9) return -1
  let number = 0
  for (let at = 0; at < raw.length; at += 1) {
    const digit = raw.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}
/** Zero-based column of the reference (`BC12`) that stands from `from` to `to`. Errors: `file-hostile` for anything that is no cell of a sheet. */
function columnOf(text: string, from: number, to: number): number {
  let column = 0
  let at = from
  for (; at < to && at < from + 4; at += 1) {
    const letter = text.charCodeAt(at) | 32
    if (letter < 97 || letter > 122) break
    column = column * 26 + letter - 96
  }
  const digits = to - at
  let good = at > from && at <= from + 3 && column <= columnLimit && digits >= 1 && digits <= 7
  for (; good && at < to; at += 1) {
    const digit = text.charCodeAt(at)
    good = digit >= 48 && digit <= 57
  }
  if (!good)
    throw new AppError('file-hostile', 'a cell reference beyond the sheet', {
      what: 'cell-reference',
      limit: 'XFD1048576',
    })
  return column - 1
}
function closeOfCell(text: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    const nameAt = localNameAt(text, at + 2)
    if (text.charCodeAt(nameAt) === code.c && endsName(text.charCodeAt(nameAt + 1))) return at
  }
  return text.length
}
/** Text of `<v>` within a cell; null without one. */
function valueText(text: string, from: number, to: number): string | null {
  for (let at = text.indexOf('<', from); at >= 0 && at < to; at = text.indexOf('<', at + 1)) {
    const nameAt = localNameAt(text, at + 1)
    if (text.charCodeAt(nameAt) !== code.v || !endsName(text.charCodeAt(nameAt + 1))) continue
    const start = text.indexOf('>', nameAt) + 1
    if (text.charCodeAt(start - 2) === code.slash) return ''
    const end = text.indexOf('<', start)
    return text.slice(start, end < 0 ? to : end)
  }
  return null
}
/** The formula within a cell as it is typed, `=` before it; null without one. */
function formulaText(text: string, from: number, to: number): string | null {
  for (let at = text.indexOf('<', from); at >= 0 && at < to; at = text.indexOf('<', at + 1)) {
    const nameAt = localNameAt(text, at + 1)
    if (text.charCodeAt(nameAt) !== code.f || !endsName(text.charCodeAt(nameAt + 1))) continue
    const start = text.indexOf('>', nameAt) + 1
    if (text.charCodeAt(start - 2) === code.slash) return '='
    const end = text.indexOf('<', start)
    return `=${decodeEntities(text.slice(start, end < 0 ? to : end)).slice(0, formulaLimit)}`
  }
  return null
}
const formulaLimit = 200
