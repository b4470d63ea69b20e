/** What every reader gives: rows of texts, with a mark where a cell was more than text. */
import { AppError } from '../../../../shared/errors.ts'

export const marks = { text: 0, number: 1, date: 2, boolean: 3, error: 4 } as const
export type Mark = (typeof marks)[keyof typeof marks]

/**
 * One row as read. Numbers are the text the file itself holds (never through a float), dates from date-formatted cells are ISO text,
 * empty cells are ''. `marks` is null when every cell is text.
 */
export interface RawRow {
  /** One-based, as a person sees it. */
  readonly row: number
  readonly cells: readonly string[]
  readonly marks: readonly Mark[] | null
}
export interface TableSheet {
  readonly name: string
  readonly hidden: boolean
  /** In batches, in order. Each call walks from the beginning, unless the sheet says `once`; an earlier walk is then over. */
  rows(): AsyncIterable<readonly RawRow[]>
  /** Its bytes come in a stream and are gone when they were read: it is walked once. */
  readonly once?: boolean
  /** How long it is and how much of that was read so far, in one unit: how far a walk is. Left out where it is unknown before the end. */
  readonly length?: number
  taken?(): number
}

/** The cells without blank ones at the end. */
export function withoutTrailingBlanks(cells: readonly string[]): readonly string[] {
  let end = cells.length
  while (end > 0 && (cells[end - 1] ?? '').trim() === '') end -= 1
  return end === cells.length ? cells : cells.slice(0, end)
}

/** Whether nothing can be seen in any cell. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '')
}

/** Marks of a row, or null when all are text. */
export function packMarks(found: readonly Mark[]): readonly Mark[] | null {
  return found.every((mark) => mark === marks.text) ? null : found
}

/** The marks as they are kept with a row: a digit a cell, without the texts at the end; '' when all are text. */
export function marksText(found: readonly Mark[] | null): string {
  if (found === null) return ''
  let end = found.length
  while (end > 0 && found[end - 1] === marks.text) end -= 1
  let text = ''
  for (let at = 0; at < end; at += 1) text += String(found[at] ?? marks.text)
  return text
}
/** The marks out of a kept text; what is missing is text. */
export function marksOf(text: string): readonly Mark[] | null {
  return text === '' ? null : Array.from(text, (digit) => Number(digit) as Mark)
}

export const rowsPerBatch = 500
/** Columns a spreadsheet can have (XFD); a text row with more is cut and says so. */
export const columnLimit = 16_384
export const rowLimit = 1_048_576
/** Sheets of a file, and tables of a document or page. */
export const sheetLimit = 4_000
/** A file with more of them cannot be worked with. */
export function tooManySheets(): AppError {
  return new AppError('file-hostile', 'more sheets or tables than can be worked with', {
    what: 'sheets',
    limit: sheetLimit,
  })
}
