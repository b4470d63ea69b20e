/** Finds a word in a part of the index: exactly the rows that a scan of its cells would find. */
import { inflateRawSync } from 'node:zlib'
import { standsIn, standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { folded, withoutSeparators } from '../../../shared/model/textFold.ts'
import {
  acrossSeparators,
  figuresBucket,
  isFigure,
  pairBucket,
  pairKey,
  pieces,
  soundKey,
  soundLetters,
  soundRange,
  tailFigures,
} from './grams.ts'
import { valuesPerChunk } from './indexBuilder.ts'
import type { PageEntry } from './indexPages.ts'
import type { PageReader, StoredPart } from './indexStore.ts'
import { looseJoint, rowsPerLooseBlock } from './looseBlocks.ts'
import {
  ByteReader,
  followedBy,
  keep,
  markFollowed,
  merged,
  noPostings,
  type Postings,
  readPostings,
} from './postings.ts'
import { eachRun, RowSet } from './rowSets.ts'

/** Where a row holds the word: the first such column, and its text when the index keeps it. */
export interface Standing {
  readonly column: number
  readonly text: string | null
}
/** Texts of the dictionary and of loose columns in which a word stands. */
interface Found {
  /** Numbers of texts of the dictionary, ascending, each once. */
  readonly values: Uint32Array
  /** Row × columns + place of the column. */
  readonly loose: readonly number[]
}

export class PartSearch {
  readonly part: StoredPart
  private readonly pages: PageReader
  private readonly found = new Map<Word, Found>()
  constructor(pages: PageReader, part: StoredPart) {
    this.pages = pages
    this.part = part
  }
  get span(): number {
    return this.part.lastRow - this.part.firstRow + 1
  }

  /** Rows of the part, counted from its first, in which the word stands. */
  rowsOf(word: Word): RowSet {
    const rows = new RowSet(this.span)
    const found = this.findsOf(word)
    this.eachValue(found.values, (_column, _text, list) => {
      rows.addWritten(list)
    })
    for (const place of found.loose) rows.add(Math.floor(place / this.part.loose.length))
    return rows
  }
  /** How much work `standings` is: texts of the dictionary that hold one of the words. */
  textsOf(words: readonly Word[]): number {
    return words.reduce((sum, word) => sum + this.findsOf(word).values.length, 0)
  }
  /** For each of the rows the first column in which one of the words stands. */
  standings(words: readonly Word[], wanted: RowSet): ReadonlyMap<number, Standing> {
    const standings = new Map<number, Standing>()
    const note = (row: number, column: number, text: string | null): void => {
      const before = standings.get(row)
      if (before === undefined || column < before.column) standings.set(row, { column, text })
    }
    for (const word of words) {
      const found = this.findsOf(word)
      this.eachValue(found.values, (column, text, list) => {
        eachRun(list, (from, length) => {
          for (let row = from; row < from + length; row += 1) if (wanted.has(row)) note(row, column, text())
        })
      })
      for (const place of found.loose) {
        const row = Math.floor(place / this.part.loose.length)
        if (wanted.has(row)) note(row, this.part.loose[place % this.part.loose.length] ?? 0, null)
      }
    }
    return standings
  }

  private findsOf(word: Word): Found {
    let found = this.found.get(word)
    if (found === undefined)
      this.found.set(word, (found = { values: this.valuesOf(word), loose: this.looseOf(word) }))
    return found
  }

  private valuesOf(word: Word): Uint32Array {
    const { places, exact } = word.number ? this.numberPlaces(word.text) : this.textPlaces(word.text)
    const written = exact ? distinct(places) : this.checked(distinct(places), word)
    if (word.pinyin === null) return written
    const sounded = distinct(this.soundPlaces(word.pinyin))
    return sounded.length === 0 ? written : Uint32Array.from(new Set([...written, ...sounded])).sort()
  }
  /** Places of a word in texts as they are written; inexact ones may be missing a figure of the word. */
  private textPlaces(text: string): { readonly places: Postings; readonly exact: boolean } {
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    const [first = 0] = units
    if (units.every(isFigure)) return { places: this.shortFigures(text), exact: true }
    if (units.length === 1)
      return { places: this.all(pieces.pair, pairKey(first, 0), pairKey(first, 0xffff)), exact: true }
    const steps: { readonly entry: PageEntry; readonly offset: number }[] = []
    let exact = true
    for (let at = 0; at + 1 < units.length; at += 1) {
      const [one = 0, other = 0] = [units[at], units[at + 1]]
      if (isFigure(one) && isFigure(other)) {
        exact = false
        continue
      }
      const entry = this.pages.entry(this.part, pieces.pair, pairKey(one, other))
      if (entry === null) return { places: noPostings, exact: true }
      steps.push({ entry, offset: at })
    }
    steps.sort((a, b) => a.entry.count - b.entry.count)
    const [rarest, ...others] = steps
    if (rarest === undefined) return { places: noPostings, exact: true }
    let places = readPostings(rarest.entry.bytes, rarest.entry.count)
    for (const { entry, offset } of others) {
      if (places.count === 0) break
      places = followedBy(places, readPostings(entry.bytes, entry.count), offset - rarest.offset)
    }
    return { places, exact }
  }
  /** One to three figures: at the beginning of four in a row, or in the last ones of a run. */
  private shortFigures(text: string): Postings {
    const room = 10 ** (4 - text.length)
    const from = Number(text) * room
    const lists = [this.all(pieces.figures, from, from + room - 1)]
    for (const entry of this.pages.entries(this.part, pieces.tail, 0, 3_999))
      if (tailFigures(entry.key).includes(text)) lists.push(readPostings(entry.bytes, entry.count))
    return merged(lists)
  }
  /** Four figures or more, whatever separates them; a sign before or an x behind is left to be checked. */
  private numberPlaces(text: string): { readonly places: Postings; readonly exact: boolean } {
    const figures = text.replace(/[^\d]/g, '')
    const offsets = Array.from({ length: Math.floor(figures.length / 4) }, (_, index) => index * 4)
    if (figures.length % 4 !== 0) offsets.push(figures.length - 4)
    let places: Postings | null = null
    for (const offset of offsets) {
      const key = Number(figures.slice(offset, offset + 4))
      const lists = [key, key + acrossSeparators].flatMap((wanted) => {
        const entry = this.pages.entry(this.part, pieces.figures, wanted)
        return entry === null ? [] : [readPostings(entry.bytes, entry.count)]
      })
      if (places === null) places = merged(lists)
      else {
        const kept = new Uint8Array(places.count)
        for (const list of lists) markFollowed(places, list, offset, kept)
        places = keep(places, kept)
      }
      if (places.count === 0) break
    }
    return { places: places ?? noPostings, exact: figures === text }
  }
  /** Characters whose readings spell the word, or begin with its letters. */
  private soundPlaces(word: string): Postings {
    const found: Postings[] = []
    // Every way to cut the word into syllables, the last of them unfinished.
    const spell = (places: Postings | null, rest: string, distance: number): void => {
      const step = (list: Postings): Postings => (places === null ? list : followedBy(places, list, distance))
      if (rest.length <= soundLetters) found.push(step(this.all(pieces.sound, ...soundRange(rest))))
      for (let length = 1; length < rest.length && length <= soundLetters; length += 1) {
        const entry = this.pages.entry(this.part, pieces.sound, soundKey(rest.slice(0, length)))
        if (entry === null) continue
        const next = step(readPostings(entry.bytes, entry.count))
        if (next.count > 0) spell(next, rest.slice(length), distance + 1)
      }
    }
    spell(null, word, 0)
    let initials: Postings | null = null
    for (let at = 0; at < word.length && (initials === null || initials.count > 0); at += 1) {
      const list = this.all(pieces.sound, ...soundRange(word.charAt(at)))
      initials = initials === null ? list : followedBy(initials, list, at)
    }
    if (initials !== null) found.push(initials)
    return merged(found)
  }
  private all(piece: number, from: number, to: number): Postings {
    return merged(
      this.pages.entries(this.part, piece, from, to).map((entry) => readPostings(entry.bytes, entry.count)),
    )
  }

  private checked(values: Uint32Array, word: Word): Uint32Array {
    const right: number[] = []
    let at = 0
    this.eachValue(values, (_column, text) => {
      if (standsIn(word, folded(text()))) right.push(values[at] as number)
      at += 1
    })
    return Uint32Array.from(right)
  }
  /** Column, text (read when it is asked for) and rows of values of the dictionary, given in ascending order. */
  private eachValue(
    values: Uint32Array,
    visit: (column: number, text: () => string, list: Uint8Array) => void,
  ): void {
    for (let at = 0; at < values.length;) {
      const chunk = Math.floor((values[at] as number) / valuesPerChunk)
      const bytes = this.pages.whole(this.part, pieces.dictionary, chunk)
      if (bytes === null) throw new Error('a chunk of the dictionary is missing')
      const { columns, starts, texts, lists } = chunkOf(bytes)
      for (; at < values.length && Math.floor((values[at] as number) / valuesPerChunk) === chunk; at += 1) {
        const place = (values[at] as number) % valuesPerChunk
        const start = starts[place] as number
        const middle = start + (texts[place] as number)
        visit(
          columns[place] as number,
          () => textOf(bytes, start, middle),
          bytes.subarray(middle, middle + (lists[place] as number)),
        )
      }
    }
  }

  private looseOf(word: Word): readonly number[] {
    const { loose, looseNames } = this.part
    if (loose.length === 0) return []
    const lastBlock = Math.floor((this.span - 1) / rowsPerLooseBlock)
    const blocks = this.blocksOf(word, lastBlock)
    const byName = word.pinyin !== null && looseNames
    const places: number[] = []
    const look = (block: number, bytes: Uint8Array): void => {
      const text = inflateRawSync(bytes).toString()
      const from = block * rowsPerLooseBlock * loose.length
      if (byName) {
        for (const [place, cell] of text.split(looseJoint).entries())
          if (standsInCell(word, cell)) places.push(from + place)
      } else
        for (const place of cellsHolding(word.number ? withoutSeparators(text) : text, word.text))
          places.push(from + place)
    }
    // For a name searched by sound only the block is known.
    if (blocks === null || byName)
      for (const { number, bytes } of this.pages.wholes(this.part, pieces.looseBlock, 0, lastBlock))
        look(number, bytes)
    else
      for (const block of blocks.slice(0, lastBlock + 1)) {
        const bytes = this.pages.whole(this.part, pieces.looseBlock, block)
        if (bytes !== null) look(block, bytes)
      }
    return places
  }
  /** Blocks of loose texts that may hold the word; null: any. */
  private blocksOf(word: Word, lastBlock: number): RowSet | null {
    let blocks: RowSet | null = null
    for (const bucket of bucketsOf(word)) {
      const entry = this.pages.entry(this.part, pieces.looseFilter, bucket)
      const holding = new RowSet(lastBlock + 1)
      if (entry !== null) holding.addWritten(entry.bytes)
      if (blocks === null) blocks = holding
      else blocks.keepOnly(holding)
    }
    return blocks
  }
}

function distinct(places: Postings): Uint32Array {
  const docs = new Uint32Array(places.count)
  let count = 0
  for (let at = 0; at < places.count; at += 1)
    if (count === 0 || docs[count - 1] !== places.docs[at]) docs[count++] = places.docs[at] as number
  return docs.subarray(0, count)
}
function chunkOf(bytes: Uint8Array): {
  readonly columns: readonly number[]
  readonly starts: readonly number[]
  readonly texts: readonly number[]
  readonly lists: readonly number[]
} {
  const reader = new ByteReader(bytes)
  const [columns, starts, texts, lists]: [number[], number[], number[], number[]] = [[], [], [], []]
  const values = reader.number()
  let start = 0
  for (let value = 0; value < values; value += 1) {
    columns.push(reader.number())
    const text = reader.number()
    const list = reader.number()
    starts.push(start)
    texts.push(text)
    lists.push(list)
    start += text + list
  }
  return { columns, starts: starts.map((offset) => offset + reader.at), texts, lists }
}
function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()
}

/** The numbers of cells in which the word stands, cells parted by the joint. */
function cellsHolding(text: string, word: string): readonly number[] {
  const cells: number[] = []
  let cell = 0
  let joint = text.indexOf(looseJoint)
  for (let at = text.indexOf(word); at !== -1;) {
    while (joint !== -1 && joint < at) {
      cell += 1
      joint = text.indexOf(looseJoint, joint + 1)
    }
    cells.push(cell)
    if (joint === -1) break
    at = text.indexOf(word, joint)
  }
  return cells
}
function bucketsOf(word: Word): readonly number[] {
  const found = new Set<number>()
  const { text } = word
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (at + 4 <= text.length && /^\d{4}$/.test(text.slice(at, at + 4)))
      found.add(figuresBucket(Number(text.slice(at, at + 4))))
    // A sign before a number may stand apart from it.
    if (word.number) continue
    if (unit >= 128) found.add(pairBucket(unit, 0))
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : null
    if (next !== null && !(isFigure(unit) && isFigure(next))) found.add(pairBucket(unit, next))
  }
  return [...found]
}
