/** Text with a separator between its cells (comma, TAB, or whatever the exporter took), in pieces, to rows. Cells are kept as written; only quoting is undone. */
import { AppError } from '../../../../shared/errors.ts'
import { columnLimit, type RawRow } from './cells.ts'

export const separators = [',', '\t', ';', '|', '，'] as const
/** A quote that does not close within so many characters was no quote; where that happens often, less is looked through for the next. */
const quotedLimit = 64 * 1024
const leastQuoted = 4 * 1024
/** No line of a table is longer; without an end to wait for every piece would be read again and again. */
const lineLimit = 4 * 1024 * 1024

const backslash = 92
/** A line as it was cut. `odd`: a quote stands in a quoted cell as only a file writes it whose quotes are marked by a backslash. */
interface Line {
  readonly cells: string[]
  readonly end: number
  readonly odd: boolean
}

/**
 * Takes text in pieces and gives rows of cells. A quote counts only at the start of a cell; text after the closing quote (a stray TAB) is
 * kept. A quote that never closes is taken literally, and so is one that would swallow whole rows of the table. Blank lines are rows. Empty cells at the start of a line are data.
 *
 * Databases mark signs within a cell by a backslash (`\"`, `\,`, a line break) and write `\N` for nothing; paths have backslashes too. Which it is
 * is decided by the first line that has as many cells as the one above in one reading only, and holds for the rest of the text.
 */
export class SeparatedReader {
  private rest = ''
  private row = 0
  private quoted = quotedLimit
  private literals = 0
  /** Cells of the row before. */
  private width = 0
  /** Whether a backslash takes the next sign its meaning; null: not decided. */
  private escaped: boolean | null = null
  private readonly mark: string
  /** Null: lines are not cut into cells. */
  constructor(separator: string | null) {
    this.mark = separator ?? ''
  }

  push(piece: string, last: boolean): RawRow[] {
    const text = this.rest === '' ? piece : this.rest + piece
    const rows: RawRow[] = []
    let at = 0
    while (at < text.length) {
      const line = this.decided(text, at, last)
      if (line === null) break
      this.row += 1
      this.width = line.cells.length
      rows.push({ row: this.row, cells: line.cells, marks: null })
      at = line.end
    }
    this.rest = at === 0 ? text : text.slice(at)
    if (this.rest.length > lineLimit)
      throw new AppError('file-hostile', 'a line without end', { what: 'row', limit: lineLimit })
    return rows
  }

  /** One row from `from`, read with or without the meaning of a backslash; null when its end is not in the text yet. */
  private decided(text: string, from: number, last: boolean): Line | null {
    const line = this.line(text, from, last, this.escaped === true)
    if (this.escaped !== null || this.mark === '') return line
    const fits = line?.cells.length === this.width
    // Most lines fit and hold no backslash before a quote: nothing more is looked at.
    if (line !== null && fits && !line.odd) return line
    if (this.width < 2 || !text.slice(from, line?.end).includes('\\')) return line
    const other = this.line(text, from, last, true)
    if (other === null && !last) return null
    if (other?.cells.length !== this.width) return line
    this.escaped = true
    return other
  }

  /** One row from `from`; null when its end is not in the text yet. */
  private line(text: string, from: number, last: boolean, escaped: boolean): Line | null {
    const cells: string[] = []
    let odd = false
    const escape = escaped ? backslash : -1
    const { mark } = this
    const separator = mark === '' ? -1 : mark.charCodeAt(0)
    const width = mark.length
    let at = from
    let start = from
    for (;;) {
      const unit = text.charCodeAt(at)
      // Nearly every sign: no quote, comma, break or blank.
      if (unit > 44 && unit !== separator && unit !== escape) {
        at += 1
        continue
      }
      if (unit === 34 && at === start) {
        let quoted = quotedCell(text, at, mark, last, this.quoted, escaped)
        if (quoted === 'more') return null
        odd ||= quoted?.marked === true
        if (quoted === null && (this.literals += 1) % 16 === 0)
          this.quoted = Math.max(leastQuoted, this.quoted / 2)
        if (
          quoted !== null &&
          this.width >= (quoted.odd ? 3 : 8) &&
          mark !== '' &&
          (quoted.cell.includes('\n') || quoted.cell.includes('\r'))
        ) {
          const swallows = swallowsRows(text, at, mark, last, this.width, cells.length)
          if (swallows === 'more') return null
          if (swallows) quoted = null
        }
        if (quoted !== null) {
          if (cells.length < columnLimit) cells.push(quoted.cell)
          at = quoted.end
          if (at >= text.length) return last ? { cells, end: at, odd } : null
          if (mark !== '' && text.startsWith(mark, at)) {
            at += width
            start = at
            if (at < text.length) continue
            if (!last) return null
            if (cells.length < columnLimit) cells.push('')
            return { cells, end: at, odd }
          }
          const after = endOfLine(text, at, last)
          return after < 0 ? null : { cells, end: after, odd }
        }
      }
      if (at >= text.length) {
        if (!last) return null
        if (cells.length < columnLimit) cells.push(cellAt(text, start, text.length, escaped))
        return { cells, end: text.length, odd }
      }
      if (unit === separator) {
        // Nearly every separator is one character; of a longer one the first alone says nothing.
        if (width > 1) {
          if (!last && at + width > text.length) return null
          if (!text.startsWith(mark, at)) {
            at += 1
            continue
          }
        }
        if (cells.length < columnLimit) cells.push(cellAt(text, start, at, escaped))
        at += width
        start = at
        continue
      } else if (unit === 10 || unit === 13) {
        const after = endOfLine(text, at, last)
        if (after < 0) return null
        if (cells.length < columnLimit) cells.push(cellAt(text, start, at, escaped))
        return { cells, end: after, odd }
      }
      // The sign behind a backslash is text, of a line break both signs.
      if (unit === escape) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1
      at += 1
    }
  }
}

/** The text of a cell without quotes. `\N` is how databases write that there is nothing. */
function cellAt(text: string, from: number, to: number, escaped: boolean): string {
  if (to - from === 2 && text.charCodeAt(from) === backslash && text.charCodeAt(from + 1) === 78) return ''
  const cell = text.slice(from, to)
  return escaped ? unescaped(cell) : cell
}
const meanings: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', ''],
  ['Z', ''],
])
function unescaped(cell: string): string {
  if (cell === '\\N') return ''
  return cell.includes('\\')
    ? cell.replace(/\\([^])/g, (_, sign: string) => meanings.get(sign) ?? sign)
    : cell
}

/** Position after the line break at `at`; -1 when a CR may still be followed by its LF. */
function endOfLine(text: string, at: number, last: boolean): number {
  if (text.charCodeAt(at) === 10) return at + 1
  if (at + 1 >= text.length) return last ? at + 1 : -1
  return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1
}

interface QuotedCell {
  readonly cell: string
  readonly end: number
  /** A quote stands in it as no program writes one. */
  readonly odd: boolean
  /** A backslash stands before one of its quotes. */
  readonly marked: boolean
}
/** The cell that a quote opens: its text and where separator, line break or end follows. Null: a literal quote. */
function quotedCell(
  text: string,
  open: number,
  mark: string,
  last: boolean,
  limit: number,
  escaped: boolean,
): QuotedCell | 'more' | null {
  let cell = ''
  let odd = false
  let marked = false
  let from = open + 1
  for (;;) {
    let quote = text.indexOf('"', from)
    if (
      quote > from &&
      text.charCodeAt(quote - 1) === backslash &&
      slashesBefore(text, quote, open) % 2 > 0
    ) {
      marked = true
      while (escaped && quote > 0 && slashesBefore(text, quote, open) % 2 > 0)
        quote = text.indexOf('"', quote + 1)
    }
    if (quote < 0 || quote - open > limit)
      return quote < 0 && !last && text.length - open <= limit ? 'more' : null
    if (text.charCodeAt(quote + 1) === 34) {
      cell += text.slice(from, quote + 1)
      from = quote + 2
      continue
    }
    if (quote + 1 >= text.length && !last) return 'more'
    // What follows the closing quote up to the separator is kept: exporters put a TAB there. Other text means the quote was not the end.
    let after = quote + 1
    while (after < text.length && isFiller(text.charCodeAt(after), mark)) after += 1
    if (after + Math.max(0, mark.length - 1) >= text.length && !last) return 'more'
    const next = text.charCodeAt(after)
    if (after >= text.length || (mark !== '' && text.startsWith(mark, after)) || next === 10 || next === 13) {
      const whole = cell + text.slice(from, quote) + text.slice(quote + 1, after)
      return { cell: escaped ? unescaped(whole) : whole, end: after, odd, marked }
    }
    odd = true
    cell += text.slice(from, quote + 1)
    from = quote + 1
  }
}
/** How many backslashes stand right before a place. */
function slashesBefore(text: string, at: number, open: number): number {
  let count = 0
  while (at - 1 - count > open && text.charCodeAt(at - 1 - count) === backslash) count += 1
  return count
}
/**
 * Whether the quote at `open` is one of a name (`"小明`) and not of the file: taken literally it ends its row, the cell of number `before`, with as many
 * cells as the row above has, and the line below has as many too. A text of several lines has no such lines, unless the table is narrow.
 */
function swallowsRows(
  text: string,
  open: number,
  mark: string,
  last: boolean,
  width: number,
  before: number,
): boolean | 'more' {
  const first = lineEnd(text, open)
  if (before + countOf(text, mark, open, first) + 1 !== width) return false
  const begin = text.charCodeAt(first) === 13 && text.charCodeAt(first + 1) === 10 ? first + 2 : first + 1
  const second = lineEnd(text, begin)
  if (second >= text.length && !last) return 'more'
  return countOf(text, mark, begin, second) + 1 === width
}
/** Where the line that `at` stands in ends: at its break, or at the end of the text. */
function lineEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end += 1
  return end
}
function countOf(text: string, mark: string, from: number, to: number): number {
  let count = 0
  for (
    let at = text.indexOf(mark, from);
    at >= 0 && at + mark.length <= to;
    at = text.indexOf(mark, at + mark.length)
  )
    count += 1
  return count
}
function isFiller(unit: number, mark: string): boolean {
  return unit !== mark.charCodeAt(0) && (unit === 32 || unit === 9)
}

/** What exporters put between cells beside the usual five; of more than one character first, since they hold the others. */
const unusual = [
  '|@|',
  '|+|',
  '|!|',
  '|#|',
  '|$|',
  '^|^',
  '@|@',
  '#|#',
  '||',
  '@@',
  '##',
  '$$',
  '^^',
  '~~',
  '^',
  '~',
  '#',
  '@',
  '$',
  '!',
  '*',
  '\\',
  '¦',
  '§',
  '｜',
  '；',
  '、',
  '\u0001',
  '\u0002',
  '\u0003',
  '\u001b',
  '\u001c',
  '\u001d',
  '\u001e',
  '\u001f',
]

/**
 * The separator of a text by its head: the one under which most lines fall into the same number of cells (two or more). One beside the
 * usual must cut nine lines of ten into the same number of at least three. Null: one column.
 */
export function sniffSeparator(head: string): string | null {
  // Excel's own way of saying it.
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(head)?.[1]
  if (said !== undefined) return said
  let best: { readonly separator: string; readonly score: number } | null = null
  for (const separator of separators) {
    const score = scoreOf(head, separator)
    if (score > (best?.score ?? 0)) best = { separator, score }
  }
  for (const separator of unusual) {
    if (!head.includes(separator)) continue
    const { rows, lines, count } = regularity(head, separator)
    if (count < 3 || lines < 2 || lines < rows.length * 0.9) continue
    // `||` in a text cut by `|` is an empty cell, unless no `|` stands alone.
    const pieces = [...new Set(separator)]
    const rest = head.replaceAll(separator, '')
    if (separator.length > 1) {
      if (pieces.some((piece) => rest.includes(piece) && (piece === '|' || pieces.length === 1))) continue
      return separator
    }
    const score = lines * Math.min(count - 1, 40) * (lines / rows.length)
    if (score > (best?.score ?? 0)) best = { separator, score }
  }
  return best?.separator ?? null
}

interface Regularity {
  readonly rows: readonly RawRow[]
  /** Lines that have the same number of cells, and that number. */ readonly lines: number
  readonly count: number
}
function regularity(head: string, separator: string): Regularity {
  const rows = new SeparatedReader(separator)
    .push(head, true)
    .slice(0, 400)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const byCount = new Map<number, number>()
  for (const { cells } of rows) {
    if (cells.length < 2) continue
    // 1,234 and 5,678.00 split at their commas are no columns.
    if (
      separator === ',' &&
      cells.every((cell) => /^\s*[-+¥￥]?\d{1,3}(?:\.\d+)?\s*$/.test(cell)) &&
      cells.length === 2
    )
      continue
    byCount.set(cells.length, (byCount.get(cells.length) ?? 0) + 1)
  }
  let best = { lines: 0, count: 0 }
  for (const [count, lines] of byCount)
    if (lines * Math.min(count - 1, 40) * lines > best.lines * Math.min(best.count - 1, 40) * best.lines)
      best = { lines, count }
  return { rows, ...best }
}
function scoreOf(head: string, separator: string): number {
  const { rows, lines, count } = regularity(head, separator)
  const glued = rows
    .flatMap(({ cells }) => cells.slice(1))
    .filter((cell) =>
      separators.some((other) => other !== separator && other !== '，' && cell.trimStart().startsWith(other)),
    ).length
  return (rows.length === 0 ? 0 : lines * Math.min(count - 1, 40) * (lines / rows.length)) - glued * 0.9
}
