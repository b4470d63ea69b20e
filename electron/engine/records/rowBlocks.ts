/** How rows as they were read are kept: many together, as JSON that every zlib can unpack. */
import { deflateSync, inflateSync } from 'node:zlib'
import { AppError } from '../../../shared/errors.ts'

/** A row of a block: its number, then its cells without blank ones at the end. */
export type BlockLine = readonly [row: number, ...cells: string[]]
/** Rows `first` to `last` of a sheet. */
export interface RowBlock {
  readonly first: number
  readonly last: number
  readonly cells: Uint8Array
  readonly marks: Uint8Array | null
}

/** So many rows make a block: few enough that one row is read in less than a millisecond, enough that they cost little to keep. */
export const rowsPerBlock = 128
/** Characters after which a block ends earlier: cells may hold whole letters. */
const blockLimit = 256 * 1024

/** Gathers rows, in ascending order, into blocks. */
export class BlockPacker {
  private lines: (readonly [row: number, ...cells: string[]])[] = []
  private marks: string[] = []
  private length = 0
  private blocks: RowBlock[] = []

  /** `marks`: a digit a cell where a cell is more than text (import/cells.ts). */
  add(row: number, cells: readonly string[], marks = ''): void {
    this.lines.push([row, ...cells])
    this.marks.push(marks)
    for (const cell of cells) this.length += cell.length + 3
    if (this.lines.length >= rowsPerBlock || this.length >= blockLimit) this.close()
  }
  /** The blocks so far, the last one closed. */
  take(): RowBlock[] {
    this.close()
    const taken = this.blocks
    this.blocks = []
    return taken
  }
  private close(): void {
    const [first, last] = [this.lines[0], this.lines.at(-1)]
    if (first === undefined || last === undefined) return
    // Packed here and not by another thread: handing a block over costs more than packing it.
    this.blocks.push({
      first: first[0],
      last: last[0],
      cells: deflateSync(JSON.stringify(this.lines), level),
      marks: packMarks(this.marks),
    })
    this.lines = []
    this.marks = []
    this.length = 0
  }
}
const level = { level: 1 } as const

/** Rows of a sheet are marked alike: a thousand of them take a few bytes. */
function packMarks(marks: readonly string[]): Uint8Array | null {
  return marks.every((text) => text === '') ? null : deflateSync(marks.join('\n'), { level: 1 })
}
/** The marks of a block, one text a row in the order of its lines. Errors: `case-damaged`. */
export function unpackMarks(marks: Uint8Array | null): readonly string[] {
  try {
    return marks === null ? [] : inflateSync(marks).toString('utf8').split('\n')
  } catch {
    throw new AppError('case-damaged', 'the kinds of cells as they were read cannot be unpacked', {
      what: 'original-rows',
    })
  }
}
/** The lines of a block. Errors: `case-damaged` when it cannot be read. */
export function unpackBlock(cells: Uint8Array): readonly BlockLine[] {
  try {
    // Written by BlockPacker, or by the migration that made blocks of older files.
    return JSON.parse(inflateSync(cells).toString('utf8')) as readonly BlockLine[]
  } catch {
    throw new AppError('case-damaged', 'rows as they were read cannot be unpacked', { what: 'original-rows' })
  }
}
