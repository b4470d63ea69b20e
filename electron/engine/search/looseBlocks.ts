import { deflateRawSync } from 'node:zlib'
import { folded } from '../../../shared/model/textFold.ts'
import { buckets, cut, figuresBucket, pairBucket, pieces, type PieceSink } from './grams.ts'
import { countingStarts, type IndexPage, Numbers, PageWriter } from './indexPages.ts'
import { ByteWriter } from './postings.ts'
import { writeRows } from './rowSets.ts'

/** Rows of a block of loose texts. */
export const rowsPerLooseBlock = 128
/** Stands between the texts of a block; folding leaves no such character in a text. */
export const looseJoint = '\u001e'
/** Texts in which hardly anything comes again: folded, by blocks of rows, each compressed; and for each piece the blocks that may hold it. */
export class LooseBlocks implements PieceSink {
  readonly columns: readonly number[]
  names = false
  private readonly pages: IndexPage[] = []
  private block = -1
  private texts: string[] = []
  private readonly seen = new Uint8Array(buckets)
  private readonly metBuckets = new Numbers()
  private readonly metBlocks = new Numbers()
  constructor(columns: readonly number[]) {
    this.columns = columns
  }
  get length(): number {
    return this.metBuckets.length
  }

  add(local: number, cells: readonly string[]): void {
    if (this.columns.length === 0) return
    const block = Math.floor(local / rowsPerLooseBlock)
    if (block !== this.block) {
      this.close()
      this.block = block
    }
    // Rows that the sheet has not are blank rows of the block.
    while (this.texts.length < (local - block * rowsPerLooseBlock) * this.columns.length) this.texts.push('')
    for (const column of this.columns) {
      const text = folded(cells[column] ?? '')
      this.texts.push(text)
      cut(text, this)
    }
  }
  private note(bucket: number): void {
    if (this.seen[bucket] === 1) return
    this.seen[bucket] = 1
    this.metBuckets.push(bucket)
    this.metBlocks.push(this.block)
  }
  pair(first: number, second: number): void {
    this.note(pairBucket(first, second))
    // A single character is looked for too; of the plain ones every block has most.
    if (first >= 128) this.note(pairBucket(first, 0))
  }
  figures(key: number): void {
    this.note(figuresBucket(key))
  }
  tail(): void {
    /* Short runs are looked for in every block. */
  }
  sound(): void {
    this.names = true
  }

  private close(): void {
    if (this.block < 0) return
    // Copied: what zlib gives lies in a piece of memory four times as large.
    this.pages.push({
      piece: pieces.looseBlock,
      first: this.block,
      bytes: new Uint8Array(deflateRawSync(this.texts.join(looseJoint), { level: 1 })),
    })
    this.texts = []
    this.seen.fill(0)
  }
  finish(): IndexPage[] {
    this.close()
    const starts = countingStarts(this.metBuckets, buckets)
    const ends = starts.slice(0, buckets)
    const blocks = new Uint32Array(this.metBlocks.length)
    for (let at = 0; at < this.metBuckets.length; at += 1) {
      const bucket = this.metBuckets.list[at] as number
      const to = ends[bucket] as number
      blocks[to] = this.metBlocks.list[at] as number
      ends[bucket] = to + 1
    }
    const pages = new PageWriter()
    const [list, scratch] = [new ByteWriter(), new ByteWriter()]
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const [from, to] = [starts[bucket] as number, starts[bucket + 1] as number]
      if (from === to) continue
      list.clear()
      writeRows(list, blocks.subarray(from, to), scratch)
      pages.add(pieces.looseFilter, bucket, to - from, list.view())
    }
    return [...this.pages, ...pages.finish()]
  }
}
