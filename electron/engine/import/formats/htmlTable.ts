/** Tables of a web page, as back offices write them under the name .xls. Everything is the text that is shown. */
import { AppError } from '../../../../shared/errors.ts'
import { columnLimit, type RawRow, rowLimit, rowsPerBatch, type TableSheet } from './cells.ts'
import { type MergedArea, MergedCells } from './mergedCells.ts'

interface OpenTable {
  readonly merged: MergedCells
  /** Areas that begin in the row. */
  areas: MergedArea[]
  readonly rows: RawRow[]
  cells: string[] | null
  row: number
  column: number
  /** Rows that the cell above still takes of each column. */
  spans: number[]
  /** Text of the cell that is open; null between cells. */
  text: string | null
  rowspan: number
  colspan: number
  /** What Excel and LibreOffice write beside a shown number. */
  value: string | null
}
/** Their content is no text of the page. */
const silent = /^(?:script|style|title|xml|template|noscript)$/
const breaking = /^(?:br|p|div|li|h[1-6])$/

/** The tables with text in them, in the order they begin; tables within cells are tables of their own. Errors: `file-hostile`. */
export function htmlTables(pieces: Iterable<string>): readonly TableSheet[] {
  const tables: OpenTable[] = []
  const open: OpenTable[] = []
  let skipping = ''
  const reader = new PageReader(
    (name, inside, closing) => {
      if (skipping !== '') {
        if (closing && name === skipping) skipping = ''
        return
      }
      if (!closing && silent.test(name)) {
        skipping = name
        return
      }
      const table = open.at(-1)
      if (name === 'table') {
        if (closing) {
          if (table !== undefined) {
            endRow(table)
            open.pop()
          }
          return
        }
        if (open.length >= 64)
          throw new AppError('file-hostile', 'tables within tables without end', {
            what: 'nested',
            limit: 64,
          })
        const next: OpenTable = {
          rows: [],
          merged: new MergedCells(),
          areas: [],
          cells: null,
          row: 0,
          column: 0,
          spans: [],
          text: null,
          rowspan: 1,
          colspan: 1,
          value: null,
        }
        tables.push(next)
        open.push(next)
      } else if (table !== undefined) {
        if (name === 'tr') {
          endRow(table)
          if (!closing) startRow(table)
        } else if (name === 'td' || name === 'th') {
          endCell(table)
          if (!closing) startCell(table, inside)
        } else if (
          table.text !== null &&
          breaking.test(name) &&
          (name === 'br' || table.text.trimEnd() !== '')
        )
          table.text += '\u0001'
      }
    },
    (raw) => {
      const table = open.at(-1)
      if (skipping === '' && table !== undefined && table.text !== null) table.text += raw
    },
  )
  for (const piece of pieces) reader.push(piece, () => skipping)
  reader.end()
  for (const table of open) endRow(table)
  const filled = tables.filter(({ rows }) => rows.length > 0)
  return filled.map(({ rows }, index): TableSheet => ({
    name: `Sheet${index + 1}`,
    hidden: false,
    async *rows() {
      for (let at = 0; at < rows.length; at += rowsPerBatch)
        yield await Promise.resolve(rows.slice(at, at + rowsPerBatch))
    },
  }))
}

function startRow(table: OpenTable): void {
  table.row += 1
  if (table.row > rowLimit)
    throw new AppError('file-hostile', 'row beyond the sheet', {
      what: 'cell-reference',
      row: table.row,
      limit: rowLimit,
    })
  table.cells = []
  table.column = 0
}
function endRow(table: OpenTable): void {
  endCell(table)
  if (table.cells === null) return
  if (table.cells.some((cell) => cell !== ''))
    table.rows.push(table.merged.fill({ row: table.row, cells: table.cells, marks: null }, table.areas))
  table.areas = []
  table.spans = table.spans.map((left) => Math.max(0, left - 1))
  table.cells = null
}
function startCell(table: OpenTable, inside: string): void {
  if (table.cells === null) startRow(table)
  while ((table.spans[table.column] ?? 0) > 0) table.column += 1
  if (table.column >= columnLimit)
    throw new AppError('file-hostile', 'more cells than a row can have', {
      what: 'cell-reference',
      limit: columnLimit,
    })
  const span = (name: string, limit: number): number =>
    Math.min(limit, Math.max(1, Math.trunc(Number(attributeOf(inside, name) ?? '1')) || 1))
  table.colspan = span('colspan', 1_000)
  table.rowspan = span('rowspan', 65_534)
  table.value =
    attributeOf(inside, 'x:num') ?? attributeOf(inside, 'sdval') ?? attributeOf(inside, 'x:str') ?? null
  table.text = ''
}
function endCell(table: OpenTable): void {
  if (table.text === null || table.cells === null) return
  const shown = shownText(table.text)
  // A number that is shown shortened stands in full beside it.
  const text =
    table.value !== null && table.value !== '' && /^#+$|\d[Ee][+-]?\d+$/.test(shown)
      ? table.value
      : inFull(shown, table.value ?? '')
  while (table.cells.length < table.column) table.cells.push('')
  table.cells[table.column] = text
  if (table.rowspan > 1 || table.colspan > 1)
    table.areas.push({
      column: table.column,
      lastColumn: table.column + table.colspan - 1,
      row: table.row,
      lastRow: table.row + table.rowspan - 1,
    })
  for (let at = 0; at < table.colspan && table.rowspan > 1; at += 1)
    table.spans[table.column + at] = table.rowspan
  table.column += table.colspan
  table.text = null
}

/** A number whose hundredths are not shown, with them: 1234.56 for 1,235; else what is shown. */
function inFull(shown: string, value: string): string {
  const written = /^-?\d+\.(\d+)$/.exec(value)
  const plain = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(shown)
  const decimals = plain?.[1]?.length ?? 0
  if (written === null || plain === null || decimals >= 2 || value.length > 20) return shown
  const near = Math.abs(Number(shown.replaceAll(',', '')) - Number(value)) <= 0.500001 * 10 ** -decimals
  // Fifteen digits are what a spreadsheet shows of a number.
  return near ? String(Number(Number(value).toPrecision(15))) : shown
}
function shownText(raw: string): string {
  const collapsed = raw
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/ ?\u0001 ?/g, '\u0001')
    .replace(/^[ \u0001]+|[ \u0001]+$/g, '')
  return collapsed
    .replaceAll('\u0001', '\n')
    .replace(
      /&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z]{2,8}));?/g,
      (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
        if (name !== undefined) return entities.get(name) ?? whole
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)
          ? '\ufffd'
          : String.fromCodePoint(point)
      },
    )
    .trim()
}
const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    yen: '¥',
    cent: '¢',
    pound: '£',
    euro: '€',
    copy: '©',
    reg: '®',
    trade: '™',
    times: '×',
    divide: '÷',
    plusmn: '±',
    middot: '·',
    bull: '•',
    hellip: '…',
    mdash: '—',
    ndash: '–',
    ldquo: '“',
    rdquo: '”',
    lsquo: '‘',
    rsquo: '’',
    laquo: '«',
    raquo: '»',
    deg: '°',
    sect: '§',
    para: '¶',
    minus: '−',
    permil: '‰',
    rarr: '→',
    larr: '←',
  }),
)
function attributeOf(inside: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(inside)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/** No tag of a page is longer. */
const tagLimit = 64 * 1024
const heldLimit = 16 * 1024 * 1024
/** Takes a page in pieces and tells its tags; a `<` that begins no tag is text. */
class PageReader {
  private rest = ''
  private readonly tag: (name: string, inside: string, closing: boolean) => void
  private readonly text: (raw: string) => void
  constructor(tag: PageReader['tag'], text: PageReader['text']) {
    this.tag = tag
    this.text = text
  }

  push(piece: string, skipping: () => string): void {
    const page = this.rest + piece
    let at = 0
    for (;;) {
      const open = page.indexOf('<', at)
      if (open < 0) break
      if (page.length - open < 4) break
      const comment = page.startsWith('<!--', open)
      const close = comment ? page.indexOf('-->', open + 4) : this.closeOf(page, open, skipping())
      if (close === -1) break
      if (open > at) this.text(page.slice(at, open))
      if (close === -2) {
        this.text('<')
        at = open + 1
        continue
      }
      if (comment) {
        at = close + 3
        continue
      }
      const match = /^<(\/?)([A-Za-z][\w:-]*)/.exec(page.slice(open, open + 80))
      if (match !== null)
        this.tag((match[2] ?? '').toLowerCase(), page.slice(open + match[0].length, close), match[1] === '/')
      at = close + 1
    }
    this.rest = page.slice(at)
    if (this.rest.length > heldLimit)
      throw new AppError('file-hostile', 'endless text in the page', { what: 'text', limit: heldLimit })
  }

  /** Where the tag ends; -1 when it is not complete, -2 when it is none. */
  private closeOf(page: string, open: number, skipping: string): number {
    const next = page.charCodeAt(open + 1)
    const isTag =
      next === 33 || next === 47 || next === 63 || (next >= 65 && next <= 90) || (next >= 97 && next <= 122)
    if (!isTag || (skipping !== '' && !page.startsWith('</', open))) return -2
    const limit = Math.min(page.length, open + tagLimit)
    let quote = 0
    for (let at = open + 1; at < limit; at += 1) {
      const code = page.charCodeAt(at)
      if (quote !== 0) {
        if (code === quote) quote = 0
      } else if (code === 62) return at
      // A quote opens a value only behind an equals sign; others are typing errors.
      else if (
        (code === 34 || code === 39) &&
        page.charCodeAt(at - 1) <= 61 &&
        /=\s*$/.test(page.slice(Math.max(open, at - 8), at))
      )
        quote = code
    }
    if (page.length - open < tagLimit) return -1
    // A quote that never closes must not swallow the page.
    return page.indexOf('>', open)
  }

  end(): void {
    // A tag that is cut off is none.
    const text = this.rest.replace(/<[A-Za-z/!?][^]*$/, '')
    if (text !== '') this.text(text)
    this.rest = ''
  }
}
