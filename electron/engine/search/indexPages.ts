/** How the index is laid out in pages, and the lists it is gathered in. */
import { ByteReader, ByteWriter } from './postings.ts'

/** A page: pieces from `first` on, a chunk of the dictionary, or a block of loose texts. */
export interface IndexPage {
  readonly piece: number
  readonly first: number
  readonly bytes: Uint8Array
}
const pageBytes = 4_096

/** Several keys with what belongs to each in one page, keys ascending. */
export class PageWriter {
  private readonly pages: IndexPage[] = []
  private readonly head = new ByteWriter()
  private readonly body = new ByteWriter()
  private piece = 0
  private first = 0
  private last = 0
  private count = 0

  add(piece: number, key: number, count: number, bytes: Uint8Array): void {
    if (
      this.count > 0 &&
      (this.piece !== piece || this.head.length + this.body.length + bytes.length > pageBytes)
    )
      this.close()
    if (this.count === 0) [this.piece, this.first, this.last] = [piece, key, key]
    this.head.number(key - this.last)
    this.head.number(count)
    this.head.number(bytes.length)
    this.body.append(bytes)
    this.last = key
    this.count += 1
  }
  finish(): IndexPage[] {
    this.close()
    return this.pages
  }
  private close(): void {
    if (this.count === 0) return
    const page = new ByteWriter(this.head.length + this.body.length + 8)
    page.number(this.count)
    page.append(this.head.view())
    page.append(this.body.view())
    this.pages.push({ piece: this.piece, first: this.first, bytes: page.view() })
    this.count = 0
    this.head.clear()
    this.body.clear()
  }
}

/** What belongs to a key in a page: how many places, and their bytes. */
export interface PageEntry {
  readonly key: number
  readonly count: number
  readonly bytes: Uint8Array
}
/** The entries of a page whose keys are `from` to `to`, both included. */
export function entriesOf(page: Uint8Array, first: number, from: number, to: number): readonly PageEntry[] {
  const reader = new ByteReader(page)
  const entries: { key: number; count: number; start: number; length: number }[] = []
  let key = first
  let start = 0
  for (let left = reader.number(); left > 0; left -= 1) {
    key += reader.number()
    const count = reader.number()
    const length = reader.number()
    if (key >= from && key <= to) entries.push({ key, count, start, length })
    start += length
  }
  return entries.map((entry) => ({
    key: entry.key,
    count: entry.count,
    bytes: page.subarray(reader.at + entry.start, reader.at + entry.start + entry.length),
  }))
}

/** Numbers that grow into a typed array. */
export class Numbers {
  list: Uint32Array
  length = 0
  constructor(capacity = 1_024) {
    this.list = new Uint32Array(capacity)
  }
  push(value: number): void {
    if (this.length === this.list.length) {
      const grown = new Uint32Array(this.length * 2)
      grown.set(this.list)
      this.list = grown
    }
    this.list[this.length++] = value
  }
  /** Begins again in the room there is. */
  clear(): void {
    this.length = 0
  }
}
/** For values below `count`: where each begins when they are sorted. */
export function countingStarts(values: Numbers, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (let at = 0; at < values.length; at += 1) {
    const next = (values.list[at] as number) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let value = 0; value < count; value += 1)
    starts[value + 1] = (starts[value + 1] as number) + (starts[value] as number)
  return starts
}
