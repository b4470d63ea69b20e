/**
 * Builds the index of a sheet from its rows. Texts that recur are kept once, in a dictionary with their rows; columns in
 * which hardly any text recurs (serial numbers, balances) are indexed row by row without keeping their texts. Holds no database.
 */
import { folded } from '../../../shared/model/textFold.ts'
import { cut, pairKey, pieces, type PieceSink } from './grams.ts'
import { countingStarts, type IndexPage, Numbers, PageWriter } from './indexPages.ts'
import { LooseBlocks } from './looseBlocks.ts'
import { ByteWriter, writePosting } from './postings.ts'
import { writeRows } from './rowSets.ts'

/** The index of neighbouring rows of a sheet. */
export interface IndexPart {
  readonly firstRow: number
  readonly lastRow: number
  /** Texts of the dictionary. */
  readonly values: number
  /** Columns whose texts stand in blocks of rows instead. */
  readonly loose: readonly number[]
  /** Whether a loose text reads like a name, so that pinyin may find it. */
  readonly looseNames: boolean
  readonly pages: readonly IndexPage[]
}
export interface IndexSizes {
  /** Rows after which a part ends. */
  readonly partRows: number
  /** Places of pieces after which a part ends. */
  readonly partPlaces: number
  /** Rows that are looked at before columns are judged; of a shorter sheet all of them. */
  readonly sampleRows: number
}
export const usualSizes: IndexSizes = { partRows: 131_072, partPlaces: 3_000_000, sampleRows: 8_192 }
export const valuesPerChunk = 64

/** Pieces met so far, by numbers in the order they were met. */
class PieceNumbers {
  readonly kinds: number[] = []
  readonly keys: number[] = []
  private readonly figures = new Int32Array(20_000).fill(-1)
  private readonly tails = new Int32Array(4_000).fill(-1)
  private readonly plainPairs = new Int32Array(128 * 128).fill(-1)
  private readonly pairs = new Map<number, number>()
  private readonly sounds = new Map<number, number>()

  private added(kind: number, key: number): number {
    this.keys.push(key)
    return this.kinds.push(kind) - 1
  }
  private inTable(table: Int32Array, at: number, kind: number, key: number): number {
    const known = table[at] as number
    return known >= 0 ? known : (table[at] = this.added(kind, key))
  }
  private inMap(map: Map<number, number>, kind: number, key: number): number {
    let number = map.get(key)
    if (number === undefined) map.set(key, (number = this.added(kind, key)))
    return number
  }
  pair(first: number, second: number): number {
    return first < 128 && second < 128
      ? this.inTable(this.plainPairs, first * 128 + second, pieces.pair, pairKey(first, second))
      : this.inMap(this.pairs, pieces.pair, pairKey(first, second))
  }
  four(key: number): number {
    return this.inTable(this.figures, key, pieces.figures, key)
  }
  tail(key: number): number {
    return this.inTable(this.tails, key, pieces.tail, key)
  }
  sound(key: number): number {
    return this.inMap(this.sounds, pieces.sound, key)
  }
}
/** Lists of a part, some ten million numbers; one part after the other has them, so that they grow once. */
class PartLists {
  readonly piece = new Numbers(65_536)
  readonly doc = new Numbers(65_536)
  readonly position = new Numbers(65_536)
  /** Value after value as they were met, row after row; and of each row where its values end. */
  readonly metValues = new Numbers(65_536)
  readonly rowEnds = new Numbers(8_192)
  readonly rows = new Numbers(8_192)
  clear(): void {
    for (const list of [this.piece, this.doc, this.position, this.metValues, this.rowEnds, this.rows])
      list.clear()
  }
}
/** Places of pieces in texts, as they come. */
class Places implements PieceSink {
  private readonly numbers: PieceNumbers
  readonly piece: Numbers
  readonly doc: Numbers
  readonly position: Numbers
  current = 0
  constructor(numbers: PieceNumbers, { piece, doc, position }: PartLists) {
    this.numbers = numbers
    this.piece = piece
    this.doc = doc
    this.position = position
  }
  private add(piece: number, position: number): void {
    this.piece.push(piece)
    this.doc.push(this.current)
    this.position.push(position)
  }
  pair(first: number, second: number, position: number): void {
    this.add(this.numbers.pair(first, second), position)
  }
  figures(key: number, position: number): void {
    this.add(this.numbers.four(key), position)
  }
  tail(key: number, position: number): void {
    this.add(this.numbers.tail(key), position)
  }
  sound(key: number, position: number): void {
    this.add(this.numbers.sound(key), position)
  }
  get length(): number {
    return this.piece.length
  }
}

const dateAndTime = /^\s*(\d{4}[-./]\d{1,2}[-./]\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*$/
/** How a column is kept. `moments`: dates and times come again, only the two together do not. */
type ColumnWay = 'dictionary' | 'moments' | 'loose'

class PartBuilder {
  private readonly numbers = new PieceNumbers()
  private readonly ofValues: Places
  /** By column: text → number of the value. */
  private readonly known: Map<string, number>[] = []
  private readonly valueColumns: number[] = []
  private readonly valueTexts: string[] = []
  private readonly lists: PartLists
  private readonly ways: readonly ColumnWay[]
  private readonly loose: LooseBlocks
  private readonly firstRow: number
  private lastRow: number
  rows = 0
  constructor(firstRow: number, ways: readonly ColumnWay[], lists: PartLists) {
    lists.clear()
    this.lists = lists
    this.ofValues = new Places(this.numbers, lists)
    this.firstRow = firstRow
    this.lastRow = firstRow
    this.ways = ways
    this.loose = new LooseBlocks(ways.flatMap((way, column) => (way === 'loose' ? [column] : [])))
  }
  get places(): number {
    return this.ofValues.length + this.loose.length
  }

  add(row: number, cells: readonly string[]): void {
    this.rows += 1
    this.lastRow = row
    const local = row - this.firstRow
    for (let column = 0; column < cells.length; column += 1) {
      const text = cells[column] as string
      if (text === '') continue
      const way = this.ways[column]
      if (way === 'loose') continue
      if (way === 'moments') {
        const parts = dateAndTime.exec(text)
        if (parts !== null) {
          this.met(column, parts[1] as string)
          this.met(column, parts[2] as string)
          continue
        }
      }
      this.met(column, text)
    }
    this.lists.rows.push(local)
    this.lists.rowEnds.push(this.lists.metValues.length)
    this.loose.add(local, cells)
  }
  private met(column: number, text: string): void {
    const known = (this.known[column] ??= new Map<string, number>())
    let value = known.get(text)
    if (value === undefined) {
      value = this.valueTexts.push(text) - 1
      this.valueColumns.push(column)
      known.set(text, value)
      this.ofValues.current = value
      cut(folded(text), this.ofValues)
    }
    this.lists.metValues.push(value)
  }

  finish(): IndexPart {
    const loose = this.loose.finish()
    return {
      firstRow: this.firstRow,
      lastRow: this.lastRow,
      values: this.valueTexts.length,
      loose: this.loose.columns,
      looseNames: this.loose.names,
      pages: [...this.piecePages(), ...this.dictionaryPages(), ...loose],
    }
  }

  /** Texts and rows of the values, some of them a page. */
  private dictionaryPages(): IndexPage[] {
    const count = this.valueTexts.length
    const { metValues, rowEnds, rows: metRows } = this.lists
    const starts = countingStarts(metValues, count)
    const ends = starts.slice(0, count)
    const rows = new Uint32Array(metValues.length)
    for (let row = 0, at = 0; row < rowEnds.length; row += 1) {
      for (const end = rowEnds.list[row] as number; at < end; at += 1) {
        const value = metValues.list[at] as number
        rows[ends[value] as number] = metRows.list[row] as number
        ends[value] = (ends[value] as number) + 1
      }
    }
    const pages: IndexPage[] = []
    const [head, body, list, scratch] = [
      new ByteWriter(),
      new ByteWriter(),
      new ByteWriter(),
      new ByteWriter(),
    ]
    for (let first = 0; first < count; first += valuesPerChunk) {
      head.clear()
      body.clear()
      for (let value = first; value < Math.min(first + valuesPerChunk, count); value += 1) {
        const text = Buffer.from(this.valueTexts[value] as string)
        list.clear()
        writeRows(list, rows.subarray(starts[value], starts[value + 1]), scratch)
        head.number(this.valueColumns[value] as number)
        head.number(text.length)
        head.number(list.length)
        body.append(text)
        body.append(list.view())
      }
      const chunk = new ByteWriter(head.length + body.length + 8)
      chunk.number(Math.min(valuesPerChunk, count - first))
      chunk.append(head.view())
      chunk.append(body.view())
      pages.push({ piece: pieces.dictionary, first: first / valuesPerChunk, bytes: chunk.view() })
    }
    return pages
  }

  private piecePages(): IndexPage[] {
    const { kinds, keys } = this.numbers
    const values = sorted(this.ofValues, kinds.length)
    const order = Array.from(kinds, (_, number) => number).sort(
      (a, b) => (kinds[a] as number) - (kinds[b] as number) || (keys[a] as number) - (keys[b] as number),
    )
    const pages = new PageWriter()
    const list = new ByteWriter()
    for (const number of order) {
      list.clear()
      let before = 0
      const [from, to] = [values.starts[number] as number, values.starts[number + 1] as number]
      for (let at = from; at < to; at += 1) {
        const doc = values.docs[at] as number
        writePosting(list, doc - before, values.positions[at] as number)
        before = doc
      }
      pages.add(kinds[number] as number, keys[number] as number, to - from, list.view())
    }
    return pages.finish()
  }
}

/** Places by piece; within a piece as they came. */
function sorted(
  places: Places,
  count: number,
): { readonly starts: Uint32Array; readonly docs: Uint32Array; readonly positions: Uint32Array } {
  const starts = countingStarts(places.piece, count)
  const pieceOf = places.piece.list
  const ends = starts.slice(0, count)
  const docs = new Uint32Array(places.length)
  const positions = new Uint32Array(places.length)
  for (let at = 0; at < places.length; at += 1) {
    const piece = pieceOf[at] as number
    const to = ends[piece] as number
    ends[piece] = to + 1
    docs[to] = places.doc.list[at] as number
    positions[to] = places.position.list[at] as number
  }
  return { starts, docs, positions }
}

/** Takes the rows of one sheet in ascending order; gives a part whenever one is full. */
export class SheetIndexer {
  private readonly sizes: IndexSizes
  private held: { readonly row: number; readonly cells: readonly string[] }[] = []
  private part: PartBuilder | null = null
  private readonly lists = new PartLists()
  constructor(sizes: IndexSizes = usualSizes) {
    this.sizes = sizes
  }

  add(row: number, cells: readonly string[]): IndexPart | null {
    if (this.part === null) {
      this.held.push({ row, cells })
      if (this.held.length >= this.sizes.sampleRows) this.begin()
      return null
    }
    this.part.add(row, cells)
    if (this.part.rows < this.sizes.partRows && this.part.places < this.sizes.partPlaces) return null
    return this.close()
  }
  /** What is left after the last row; null when nothing is. */
  end(): IndexPart | null {
    if (this.part === null && this.held.length > 0) this.begin()
    return this.part === null ? null : this.close()
  }

  private begin(): void {
    const first = this.held[0]
    if (first === undefined) return
    this.part = new PartBuilder(first.row, waysOf(this.held.map(({ cells }) => cells)), this.lists)
    for (const { row, cells } of this.held) this.part.add(row, cells)
    this.held = []
  }
  private close(): IndexPart | null {
    const part = this.part?.finish() ?? null
    this.part = null
    return part
  }
}

/** Judges columns by some of their rows: loose are those in whose last quarter most texts are new. */
function waysOf(rows: readonly (readonly string[])[]): ColumnWay[] {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0)
  return Array.from({ length: width }, (_, column): ColumnWay => {
    const texts = rows.flatMap((cells) => {
      const text = cells[column] ?? ''
      return text === '' ? [] : [text]
    })
    const before = new Set(texts.slice(0, Math.floor(texts.length * 0.75)))
    const later = texts.slice(before.size === 0 ? 0 : Math.floor(texts.length * 0.75))
    if (later.length === 0 || later.filter((text) => !before.has(text)).length < later.length * 0.6)
      return 'dictionary'
    return texts.filter((text) => dateAndTime.test(text)).length > texts.length * 0.9 ? 'moments' : 'loose'
  })
}
