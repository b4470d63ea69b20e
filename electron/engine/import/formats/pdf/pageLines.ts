/** Words to lines, and lines to the rows of a table whose cells may run over several lines. */
import type { Word } from './pdfPages.ts'

export interface Line {
  readonly y: number
  readonly size: number
  /** From left to right. */
  readonly words: readonly Word[]
}
/** Words on one height, from above. */
export function linesOf(words: readonly Word[]): readonly Line[] {
  const lines: { y: number; size: number; words: Word[] }[] = []
  for (const word of words.toSorted((one, other) => one.y - other.y || one.x0 - other.x0)) {
    const last = lines.at(-1)
    if (last !== undefined && word.y - last.y <= Math.min(last.size, word.size) * 0.35) {
      last.words.push(word)
      last.size = Math.max(last.size, word.size)
    } else lines.push({ y: word.y, size: word.size, words: [word] })
  }
  for (const line of lines) line.words.sort((one, other) => one.x0 - other.x0)
  return lines
}

/** What stands close together on a line is one text. */
export interface Chunk {
  readonly text: string
  readonly x0: number
  readonly x1: number
}
export function chunksOf({ words }: Line): readonly Chunk[] {
  const chunks: { text: string; x0: number; x1: number }[] = []
  for (const { text, x0, x1, size } of words) {
    const last = chunks.at(-1)
    const gap = last === undefined ? Number.POSITIVE_INFINITY : x0 - last.x1
    if (last === undefined || gap > size * 0.9) chunks.push({ text: text.trim(), x0, x1 })
    else {
      last.text += (gap > size * 0.2 && !/\s$/.test(last.text) ? ' ' : '') + text.trim()
      last.x1 = Math.max(last.x1, x1)
    }
  }
  return chunks
}

/** Strips no sign stands in, on lines that are a table's: borders of columns, from the left edge to the right one. Empty without a table. */
export function columnsOf(lines: readonly Line[]): readonly number[] {
  const tabular = lines.filter((line) => chunksOf(line).length >= 3)
  if (tabular.length < 2) return []
  const right = Math.max(...tabular.map(({ words }) => words.at(-1)?.x1 ?? 0))
  const width = Math.max(1, Math.min(20_000, Math.ceil(right) + 1))
  const covered = new Int32Array(width + 1)
  for (const { words } of tabular)
    for (const { x0, x1 } of words)
      for (let x = Math.max(0, Math.floor(x0 + 0.5)); x < Math.min(width, Math.ceil(x1 - 0.5)); x += 1)
        covered[x] = (covered[x] ?? 0) + 1
  // A long name that runs into its neighbour must not make one column of two.
  const few = Math.floor(tabular.length * 0.02)
  const size = tabular[Math.floor(tabular.length / 2)]?.size ?? 10
  const words = tabular.flatMap((line) =>
    /\d/.test(line.words.map(({ text }) => text).join('')) ? [] : line.words,
  )
  const strips: { from: number; to: number }[] = []
  let first = 0
  let end = 0
  let from = -1
  for (let x = 0; x <= width; x += 1) {
    const free = x === width || (covered[x] ?? 0) <= few
    if (free && from < 0) from = x
    if (free || from < 0) continue
    if (end === 0) first = Math.max(0, x - 2)
    // A narrow strip may be the blank between a date and its time; between two columns a header has a name at both sides.
    else if (
      x - from > size * 0.9 ||
      hasNames(words, strips.at(-1)?.to ?? 0, from, x, nextFree(covered, x, few))
    )
      strips.push({ from, to: x })
    end = x
    from = -1
  }
  if (strips.length < 2) return []
  narrow(strips, lines, tabular)
  return [first, ...strips.map((strip) => (strip.from + strip.to) / 2), width + 2]
}
/** The further lines of cells stand on lines of their own, with few texts; they may be wider than the first ones. */
function narrow(
  strips: readonly { from: number; to: number }[],
  lines: readonly Line[],
  tabular: readonly Line[],
): void {
  const known = new Set(tabular)
  lines.forEach((line, at) => {
    const near = (other: Line | undefined): boolean =>
      other !== undefined && known.has(other) && Math.abs(other.y - line.y) <= line.size * 1.6
    if (known.has(line) || isKeyed(line) || !(near(lines[at - 1]) || near(lines[at + 1]))) return
    for (const { x0, x1 } of line.words)
      for (const strip of strips) {
        // A title lies across the whole of it.
        if (x0 <= strip.from && x1 < strip.to && x1 > strip.from) strip.from = x1
        else if (x1 >= strip.to && x0 > strip.from && x0 < strip.to) strip.to = x0
      }
  })
}
/** 户名：张三 stands above a table, not in it; so does the number of a page. */
export function isKeyed(line: Line): boolean {
  return chunksOf(line).some(({ text }) => /^[^:：\d]{1,12}[:：]/.test(text) || /第\s*\d+\s*页/.test(text))
}
function nextFree(covered: Int32Array, from: number, few: number): number {
  let x = from
  while (x < covered.length && (covered[x] ?? 0) > few) x += 1
  return x
}
/** Whether words of a header stand on both sides of a strip: from `left` to `middle`, and from `right` to `end`. */
function hasNames(words: readonly Word[], left: number, middle: number, right: number, end: number): boolean {
  const stands = (from: number, to: number): boolean =>
    words.some(({ x0, x1 }) => (x0 + x1) / 2 >= from && (x0 + x1) / 2 <= to)
  return stands(left, middle) && stands(right - 1, end + 1)
}

export function columnAt(xs: readonly number[], { x0, x1 }: Pick<Word, 'x0' | 'x1'>): number {
  const middle = (x0 + x1) / 2
  for (let column = xs.length - 2; column > 0; column -= 1) if (middle >= (xs[column] ?? 0)) return column
  return 0
}
/** Whether no word of a line lies across the border of two columns, as a title would. */
export function fits({ words }: Line, xs: readonly number[]): boolean {
  return words.every(({ x0, x1, size }) => {
    const from = columnAt(xs, { x0, x1: x0 })
    const to = columnAt(xs, { x0: x1, x1 })
    // A long name may run a little into its neighbour's room.
    return from === to || (to === from + 1 && Math.min(x1 - (xs[to] ?? 0), (xs[to] ?? 0) - x0) < size * 0.6)
  })
}

/** A cell that begins a row of a statement or list: a date, a running number. */
const dated =
  /^(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|(?:19|20)\d{6}(?!\d)|\d{2}[-/]\d{2}[-/]\d{2,4})/
const running = /^\d{1,7}$/
const totals = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页|本月|本年|承前|过次)/
const money = /^[-+¥￥]?\d[\d,]*\.\d{1,2}$|^[-+]?\d{1,3}(?:,\d{3})+$/

/** The column whose texts begin rows, or -1: dates rather than running numbers, the leftmost first. */
export function anchorColumn(lines: readonly Line[], xs: readonly number[]): number {
  for (const pattern of [dated, running]) {
    for (let column = 0; column < xs.length - 1; column += 1) {
      const firsts = lines.flatMap((line) => {
        const text = textIn(line, xs, column)
        return text === '' ? [] : [text]
      })
      const hits = firsts.filter((text) => pattern.test(text)).length
      if (hits >= 2 && hits >= firsts.length * 0.5) return column
    }
  }
  return -1
}
function textIn(line: Line, xs: readonly number[], column: number): string {
  return line.words
    .filter((word) => columnAt(xs, word) === column)
    .map(({ text }) => text.trim())
    .join('')
}
function isAnchor(line: Line, xs: readonly number[], column: number): boolean {
  const text = textIn(line, xs, column)
  return dated.test(text) || running.test(text)
}

/** Lines that are one row of a table each, or several where cells run over lines: parted at the widest gap between two rows. `step`: how far lines of a row stood apart on other pages. */
export function rowsOfLines(
  lines: readonly Line[],
  xs: readonly number[],
  anchor: number,
  step = 0,
): readonly (readonly Line[])[] {
  const anchors = anchor < 0 ? [] : lines.flatMap((line, at) => (isAnchor(line, xs, anchor) ? [at] : []))
  const first = anchors[0]
  const last = anchors.at(-1)
  if (first === undefined || last === undefined) return lines.map((line) => [line])
  const gap = (at: number): number => (lines[at + 1]?.y ?? Infinity) - (lines[at]?.y ?? 0)
  const starts = new Set<number>([first])
  /** The narrowest step from a row to the next. */
  let pitch = Infinity
  for (let place = 1; place < anchors.length; place += 1) {
    const [from, to] = [anchors[place - 1] ?? 0, anchors[place] ?? 0]
    if (to === from + 1) pitch = Math.min(pitch, gap(from))
    let split = to - 1
    // Where no gap is the widest, what follows a row belongs to it.
    for (let at = to - 2; at >= from; at -= 1) if (gap(at) > gap(split) * 1.12) split = at
    starts.add(split + 1)
  }
  const rows: Line[][] = []
  /** The widest step within a row. */
  let inner = step
  const put = (line: Line, at: number, own: boolean): void => {
    const row = rows.at(-1)
    if (row === undefined || own || standsAlone(row, line, { xs, anchor }, gap(at - 1) >= pitch * 0.9))
      rows.push([line])
    else {
      row.push(line)
      inner = Math.max(inner, gap(at - 1))
    }
  }
  for (let at = first; at <= last; at += 1) put(lines[at] ?? emptyLine, at, starts.has(at))
  const close = (at: number): boolean => gap(at) <= inner * 1.05
  for (let at = last + 1, ended = false; at < lines.length; at += 1) {
    ended ||= !close(at - 1)
    put(lines[at] ?? emptyLine, at, ended)
  }
  // What goes on above its row, as cells set in the middle do; a header has a text where rows have their date.
  let before = first
  while (before > 0 && close(before - 1) && textIn(lines[before - 1] ?? emptyLine, xs, anchor) === '')
    before -= 1
  rows[0]?.unshift(...lines.slice(before, first))
  return [...lines.slice(0, before).map((line) => [line]), ...rows]
}
const emptyLine: Line = { y: 0, size: 0, words: [] }

/** How far the lines of a row stand apart at most, among these; 0 where each row is one line. */
export function stepOf(lines: readonly Line[], xs: readonly number[], anchor: number): number {
  let widest = 0
  for (const row of rowsOfLines(lines, xs, anchor))
    for (let at = 1; at < row.length; at += 1)
      widest = Math.max(widest, (row[at]?.y ?? 0) - (row[at - 1]?.y ?? 0))
  return widest
}
/** Whether a line cannot be the further text of a row: a total, a second amount, or as far away as a next row and with texts where the row has none. */
function standsAlone(
  row: readonly Line[],
  line: Line,
  { xs, anchor }: { readonly xs: readonly number[]; readonly anchor: number },
  apart: boolean,
): boolean {
  const [above] = row
  if (above !== undefined && (isTotal(line) || isTotal(above))) return true
  // A date may go on in its time, nothing else goes on where rows begin.
  const own = textIn(line, xs, anchor)
  if (own !== '' && !isAnchor(line, xs, anchor) && !/^[\d:：.\-时分秒]+$/.test(own)) return true
  for (let column = 0; column < xs.length - 1; column += 1) {
    const text = textIn(line, xs, column)
    if (text === '') continue
    const others = row.map((other) => textIn(other, xs, column)).filter((other) => other !== '')
    if (money.test(text) && others.some((other) => money.test(other))) return true
    if (apart && others.length === 0) return true
  }
  return false
}
function isTotal(line: Line): boolean {
  return totals.test((line.words[0]?.text ?? '').trim())
}

/** The texts of a row, a column each, lines of a cell joined. */
export function cellsOf(row: readonly Line[], xs: readonly number[]): string[] {
  const cells = Array.from({ length: xs.length - 1 }, () => '')
  for (const line of row) {
    const parts = new Map<number, Word[]>()
    for (const word of line.words) {
      const column = columnAt(xs, word)
      const found = parts.get(column)
      if (found === undefined) parts.set(column, [word])
      else found.push(word)
    }
    for (const [column, words] of parts)
      cells[column] = continued(
        cells[column] ?? '',
        chunksOf({ ...line, words })
          .map(({ text }) => text)
          .join(' '),
      )
  }
  return cells
}
/** A text that goes on in the next line of its cell. Numbers and Chinese are broken anywhere, other words at their blanks. */
export function continued(text: string, next: string): string {
  if (text === '' || next === '') return text + next
  const blank =
    (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(next)) ||
    // A time below its date.
    (/\d[-/.年月]\d{1,2}日?$|^\d{8}$/.test(text) && /^\d{1,2}[:：时]\d{1,2}/.test(next))
  return `${text}${blank ? ' ' : ''}${next}`
}
