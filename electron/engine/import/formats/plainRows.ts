/**
 * Rows of an xlsx sheet read from its bytes, as far as they are spelled the way nearly every program spells them. What is spelled in another way is
 * handed out as text, to be read the longer way to the same values.
 */
import { columnLimit, type Mark, marks, packMarks, type RawRow } from './cells.ts'
import { bytesAt, endsName, textOfBytes } from './cellXml.ts'
import { type CellNumbers } from './numberCells.ts'
import type { SharedStrings } from './sharedStrings.ts'
import { cellText } from './xmlText.ts'

const code = {
  quote: 34,
  ampersand: 38,
  apostrophe: 39,
  slash: 47,
  less: 60,
  equals: 61,
  greater: 62,
  c: 99,
  r: 114,
  s: 115,
  t: 116,
  v: 118,
} as const
const rowStart = Buffer.from('<row')
const rowEnd = Buffer.from('</row>')
const valueLength = '<v>'.length
const valueEnd = Buffer.from('</v></c>')
const inlineStart = Buffer.from('<is><t>')
const inlineSpaced = Buffer.from('<is><t xml:space="preserve">')
const inlineEnd = Buffer.from('</t></is></c>')
const cellEnd = Buffer.from('</c>')
const types = { number: 0, shared: 1, text: 2, inline: 3, other: 4 } as const
const typeNames = [
  ['str"', types.text],
  ['inlineStr"', types.inline],
  ['n"', types.number],
].map(([name, type]) => ({ bytes: Buffer.from(String(name)), type: Number(type) }))
/** A row that does not end within so many bytes is read as text. */
const oddBytes = 256 * 1024

/**
 * Where the rows begin in the first bytes of a sheet; -1 when more bytes are needed to tell. Null: the sheet is spelled so that it has to be read
 * as text.
 */
export function plainRowsAt(head: Buffer): number | null {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return null
  const start = head.indexOf('<sheetData>')
  const comment = head.indexOf('<!')
  if (comment >= 0 && (start < 0 || comment < start)) return null
  if (start >= 0) return start + '<sheetData>'.length
  return head.includes('sheetData') || head.length > oddBytes ? null : -1
}

/** What comes next. `more`: bytes are needed. `string`: the text of number `wanted` is. `odd`: a row, to be read from `text`. `text`: all that is left has to be read as text. */
export type Step = RawRow | 'more' | 'end' | 'string' | 'odd' | 'text'

export class PlainRows {
  private bytes: Buffer = Buffer.alloc(0)
  private at = 0
  private readonly strings: SharedStrings
  private readonly numbers: CellNumbers
  private readonly placeOf: (written: number) => number
  /** Number of the shared text that is not read yet. */
  wanted = 0
  /** The row that is spelled in another way, without its end tag. */
  text = ''
  // Of what is being read; fields instead of an object a cell, there are millions.
  private position = 0
  private column = 0
  private type = 0
  private style = -1
  private empty = false
  private value = ''
  private mark: Mark = marks.text
  /** `placeOf` gives the number of the next row by the one that is written, 0 for none. */
  constructor(strings: SharedStrings, numbers: CellNumbers, placeOf: (written: number) => number) {
    this.strings = strings
    this.numbers = numbers
    this.placeOf = placeOf
  }

  push(piece: Buffer): void {
    this.bytes = this.at >= this.bytes.length ? piece : Buffer.concat([this.bytes.subarray(this.at), piece])
    this.at = 0
  }
  /** What was not read. */
  get rest(): Buffer {
    return this.bytes.subarray(this.at)
  }

  next(): Step {
    const { bytes } = this
    while (this.at < bytes.length && bytes[this.at] !== code.less) this.at += 1
    if (bytes.length - this.at < rowEnd.length) return 'more'
    if (!bytesAt(bytes, this.at, rowStart)) return bytes[this.at + 1] === 33 ? 'text' : 'end'
    const written = this.rowTag(this.at + rowStart.length)
    if (written === 'more' || written === 'text') return written
    if (this.empty) {
      this.at = this.position
      return { row: this.placeOf(written), cells: [], marks: null }
    }
    const cells: string[] = []
    const found: Mark[] = []
    let column = -1
    for (;;) {
      const kind = this.cell()
      if (kind === 'end') break
      if (kind === 'odd') return this.oddRow()
      column = this.column < 0 ? column + 1 : this.column
      if (column >= columnLimit) return this.oddRow()
      if (this.empty) continue
      const state = this.content()
      if (state === 'string') return 'string'
      if (state === 'odd') return this.oddRow()
      if (this.value === '') continue
      while (cells.length < column) {
        cells.push('')
        found.push(marks.text)
      }
      cells[column] = this.value
      found[column] = this.mark
    }
    this.at = this.position
    return { row: this.placeOf(written), cells, marks: packMarks(found) }
  }

  /** The tag of a row from behind its name: the number written in it, 0 without one. Ends at `position`; `empty` when it is closed in itself. */
  private rowTag(from: number): number | 'more' | 'text' {
    const { bytes } = this
    if (!endsName(bytes[from] as number)) return 'text'
    let written = 0
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] as number
      if (byte === code.greater || (byte === code.slash && bytes[at + 1] === code.greater)) {
        this.empty = byte === code.slash
        this.position = at + (this.empty ? 2 : 1)
        return written
      }
      if (byte === code.less || byte === code.apostrophe) return 'text'
      if (byte !== code.quote) continue
      const close = bytes.indexOf(code.quote, at + 1)
      if (close < 0) return bytes.length - this.at > oddBytes ? 'text' : 'more'
      if (bytes[at - 1] !== code.equals) return 'text'
      if (bytes[at - 2] === code.r && (bytes[at - 3] as number) <= 32 && written === 0) {
        written = digitsAt(bytes, at + 1, close)
        if (written < 1) return 'text'
      }
      at = close
    }
    return bytes.length - this.at > oddBytes ? 'text' : 'more'
  }

  /** The tag of the next cell: column (-1: the next one), type and style; `end` behind the last one of the row. */
  private cell(): 'cell' | 'end' | 'odd' {
    const { bytes } = this
    let at = this.position
    while ((bytes[at] as number) <= 32) at += 1
    if (bytes[at] !== code.less) return 'odd'
    if (bytes[at + 1] !== code.c) {
      if (!bytesAt(bytes, at, rowEnd)) return 'odd'
      this.position = at + rowEnd.length
      return 'end'
    }
    at += 2
    this.column = -1
    this.type = types.number
    this.style = -1
    this.empty = false
    for (;;) {
      const byte = bytes[at]
      if (byte === code.greater) {
        this.position = at + 1
        return 'cell'
      }
      if (byte === code.slash && bytes[at + 1] === code.greater) {
        this.empty = true
        this.position = at + 2
        return 'cell'
      }
      // Attributes of one letter, one blank before each, in double quotes: all that a cell has.
      if (byte !== 32 || bytes[at + 2] !== code.equals || bytes[at + 3] !== code.quote) return 'odd'
      const name = bytes[at + 1]
      at += 4
      if (name === code.r) at = this.reference(at)
      else if (name === code.s) {
        const close = bytes.indexOf(code.quote, at)
        this.style = close < 0 ? -1 : digitsAt(bytes, at, close)
        if (this.style < 0) return 'odd'
        at = close + 1
      } else if (name === code.t) at = this.typeAt(at)
      else return 'odd'
      if (at < 0) return 'odd'
    }
  }
  /** Reads a reference (`BC12`) up to its quote; where it goes on, -1 when it is no plain one. */
  private reference(from: number): number {
    const { bytes } = this
    let column = 0
    let at = from
    for (; at < from + 3; at += 1) {
      const letter = bytes[at] as number
      if (letter < 65 || letter > 90) break
      column = column * 26 + letter - 64
    }
    if (at === from || column > columnLimit) return -1
    const digits = at
    while ((bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1
    if (at === digits || at - digits > 7 || bytes[at] !== code.quote) return -1
    this.column = column - 1
    return at + 1
  }
  private typeAt(at: number): number {
    // Nearly every type is that of shared texts.
    if (this.bytes[at] === code.s && this.bytes[at + 1] === code.quote) {
      this.type = types.shared
      return at + 2
    }
    for (const { bytes, type } of typeNames) {
      if (!bytesAt(this.bytes, at, bytes)) continue
      this.type = type
      return at + bytes.length
    }
    return -1
  }

  /** What stands in the cell, its end tag included. */
  private content(): 'read' | 'string' | 'odd' {
    this.mark = marks.text
    this.value = ''
    const { bytes } = this
    const from = this.position
    if (this.type === types.inline) {
      const head = bytesAt(bytes, from, inlineStart)
        ? inlineStart.length
        : bytesAt(bytes, from, inlineSpaced)
          ? inlineSpaced.length
          : 0
      return head > 0 && this.written(from + head, inlineEnd) ? 'read' : 'odd'
    }
    if (!beginsValue(bytes, from)) {
      if (!bytesAt(bytes, from, cellEnd)) return 'odd'
      this.position = from + cellEnd.length
      return 'read'
    }
    const start = from + valueLength
    if (this.type === types.text) return this.written(start, valueEnd) ? 'read' : 'odd'
    let end = start
    // Neither signs that stand for something else nor such as are cut away at the ends.
    for (
      let byte = bytes[end] as number;
      byte > 32 && byte < 127 && byte !== code.less;
      byte = bytes[end] as number
    ) {
      if (byte === code.ampersand) return 'odd'
      end += 1
    }
    if (end === start || !endsValue(bytes, end)) return 'odd'
    this.position = end + valueEnd.length
    if (this.type === types.number) {
      const raw = bytes.toString('latin1', start, end)
      const date = this.numbers.dateOf(raw, this.style)
      this.mark = date === null ? marks.number : marks.date
      this.value = date ?? this.numbers.numberOf(raw, this.style)
      return 'read'
    }
    const number = digitsAt(bytes, start, end)
    const text = number < 0 ? undefined : this.strings.text(number)
    if (text === undefined) {
      if (number < 0 || this.strings.complete) return 'odd'
      this.wanted = number
      return 'string'
    }
    this.value = text
    return 'read'
  }
  /** Reads the text that stands from `start` up to `close`. */
  private written(start: number, close: Buffer): boolean {
    const { bytes } = this
    let end = start
    let plain = true
    for (let byte = bytes[end]; byte !== undefined && byte !== code.less; byte = bytes[end]) {
      if (byte === code.ampersand || byte === 13 || byte === 95) plain = false
      end += 1
    }
    if (!bytesAt(bytes, end, close)) return false
    const text = textOfBytes(bytes, start, end)
    this.value = plain ? text : cellText(text)
    this.position = end + close.length
    return true
  }

  /** A row that has to be read as text: all of it, once it is here. */
  private oddRow(): Step {
    const { bytes } = this
    const close = bytes.indexOf('</row', this.at)
    const end = close < 0 ? -1 : bytes.indexOf(code.greater, close)
    if (end < 0) return bytes.length - this.at > oddBytes ? 'text' : 'more'
    const text = textOfBytes(bytes, this.at, close)
    if (text.includes('<!')) return 'text'
    this.text = text
    this.at = end + 1
    return 'odd'
  }
}

/** Whether `<v>` stands at a place; written out, since there are millions. */
function beginsValue(bytes: Buffer, at: number): boolean {
  return bytes[at] === code.less && bytes[at + 1] === code.v && bytes[at + 2] === code.greater
}
/** Whether `</v></c>` does. */
function endsValue(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === code.less &&
    bytes[at + 1] === code.slash &&
    bytes[at + 2] === code.v &&
    bytes[at + 3] === code.greater &&
    bytes[at + 4] === code.less &&
    bytes[at + 5] === code.slash &&
    bytes[at + 6] === code.c &&
    bytes[at + 7] === code.greater
  )
}
/** The number that a few digits and nothing else make; -1 for anything else. */
function digitsAt(bytes: Buffer, from: number, to: number): number {
  if (to === from || to - from > 9) return -1
  let number = 0
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}
