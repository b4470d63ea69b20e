/** Sets of rows: how they are written, and how they are reckoned with. */
import { ByteReader, type ByteWriter } from './postings.ts'

const asGaps = 0
const asRuns = 1
const asBits = 2
/** Writes rows in ascending order, from 0 on, in the shortest of three ways. */
export function writeRows(out: ByteWriter, rows: Uint32Array, scratch: ByteWriter): void {
  const last = rows.length === 0 ? 0 : (rows[rows.length - 1] as number)
  let runs = 0
  for (let index = 0; index < rows.length; index += 1)
    if (index === 0 || (rows[index] as number) !== (rows[index - 1] as number) + 1) runs += 1
  scratch.clear()
  if (runs * 2 < rows.length) {
    scratch.number(runs)
    let end = 0
    for (let index = 0; index < rows.length;) {
      const from = rows[index] as number
      let to = index + 1
      while (to < rows.length && (rows[to] as number) === from + to - index) to += 1
      scratch.number(from - end)
      scratch.number(to - index - 1)
      end = from + to - index
      index = to
    }
    if (scratch.length * 8 <= last + 64) {
      out.number(asRuns)
      out.append(scratch.view())
      return
    }
  } else if (rows.length * 8 < last) {
    out.number(asGaps)
    out.number(rows.length)
    let before = 0
    for (const row of rows) {
      out.number(row - before)
      before = row
    }
    return
  }
  const bits = new Uint8Array((last >> 3) + 1)
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7))
  out.number(asBits)
  out.number(bits.length)
  out.append(bits)
}

/** A set of rows, counted from 0, as bits. */
export class RowSet {
  readonly span: number
  private readonly words: Uint32Array
  constructor(span: number) {
    this.span = span
    this.words = new Uint32Array((span + 31) >>> 5)
  }

  add(row: number): void {
    this.words[row >>> 5] = (this.words[row >>> 5] as number) | (1 << (row & 31))
  }
  has(row: number): boolean {
    return ((this.words[row >>> 5] as number) & (1 << (row & 31))) !== 0
  }
  /** Adds rows written by `writeRows`. */
  addWritten(bytes: Uint8Array): void {
    const reader = new ByteReader(bytes)
    if (reader.number() === asBits) {
      // Byte by byte; every platform this runs on has the lowest byte of a word first.
      const own = new Uint8Array(this.words.buffer)
      const count = reader.number()
      for (let index = 0; index < count; index += 1)
        own[index] = (own[index] as number) | (bytes[reader.at + index] as number)
      return
    }
    eachRun(bytes, (from, length) => {
      for (let row = from; row < from + length; row += 1) this.add(row)
    })
  }
  keepOnly(other: RowSet): void {
    for (let index = 0; index < this.words.length; index += 1)
      this.words[index] = (this.words[index] as number) & (other.words[index] as number)
  }
  isEmpty(): boolean {
    return this.words.every((bits) => bits === 0)
  }
  /** The rows of which `holds` is true. */
  filtered(holds: (row: number) => boolean): RowSet {
    const kept = new RowSet(this.span)
    for (const row of this.slice(0, this.span)) if (holds(row)) kept.add(row)
    return kept
  }
  count(): number {
    let total = 0
    for (let index = 0; index < this.words.length; index += 1) {
      let bits = this.words[index] as number
      if (bits === 0) continue
      bits -= (bits >>> 1) & 0x5555_5555
      bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
      total += Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
    }
    return total
  }
  /** The rows from the `skip`-th on, at most `limit`, ascending. */
  slice(skip: number, limit: number): readonly number[] {
    const rows: number[] = []
    let left = skip
    for (let index = 0; index < this.words.length && rows.length < limit; index += 1) {
      for (let bits = this.words[index] as number; bits !== 0 && rows.length < limit; bits &= bits - 1) {
        if (left > 0) {
          left -= 1
          continue
        }
        rows.push(index * 32 + 31 - Math.clz32(bits & -bits))
      }
    }
    return rows
  }
}

/** Walks rows written by `writeRows` as runs of neighbours. */
export function eachRun(bytes: Uint8Array, visit: (from: number, length: number) => void): void {
  const reader = new ByteReader(bytes)
  const way = reader.number()
  const count = reader.number()
  if (way === asGaps) {
    for (let index = 0, row = 0; index < count; index += 1) {
      row += reader.number()
      visit(row, 1)
    }
  } else if (way === asRuns) {
    for (let index = 0, end = 0; index < count; index += 1) {
      const from = end + reader.number()
      const length = reader.number() + 1
      visit(from, length)
      end = from + length
    }
  } else {
    for (let index = 0; index < count; index += 1) {
      const byte = bytes[reader.at + index] as number
      for (let bit = 0; bit < 8 && byte >> bit !== 0; bit += 1)
        if (((byte >> bit) & 1) === 1) visit(index * 8 + bit, 1)
    }
  }
}
