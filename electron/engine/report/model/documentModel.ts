/**
 * What a report is before it is a file: headings, paragraphs, tables, charts. Sections build it, one pass masks it, Word, workbook and HTML
 * are made from it. Every text carries its sort, so that no section has to think of masking.
 */
import type { ChartToDraw } from '../../charts/chartToDraw.ts'
import type { Language } from '../words.ts'
import type { Minor } from '../../../../shared/model/minor.ts'
import type { Value } from '../xlsx/sheet.ts'

/**
 * What a value is. fixed: the program's own words, and what is not of the material (operator, program); never masked. text: anything the
 * material or a person wrote; searched for what must be masked. name: of a person or organisation. number: counts and measures, with the
 * decimals of the value. money: minor units of yuan, as `{ scaled, scale: 2 }`. time: as stored. hash: never masked.
 */
export type Sort =
  'fixed' | 'text' | 'name' | 'idNumber' | 'account' | 'phone' | 'number' | 'money' | 'time' | 'hash'
export interface Typed {
  readonly sort: Sort
  readonly value: Value
}
/** A bare value has the sort of its column. */
export type Cell = Value | Typed
export type Row = readonly Cell[]
/** A line of text: its pieces stand one after the other. A bare string is one of the program's own words. */
export type Line = string | readonly (string | Typed)[]

export interface Column {
  readonly id: string
  /** A bare string is one of the program's own words. */
  readonly header: string | Typed
  readonly sort: Sort
  /** Left out: the column is not on paper. `under`: its text stands below that of another column, in the same cell. */
  readonly paper?: { readonly share: number; readonly small?: boolean } | { readonly under: string }
  /** Left out: the column is not in the workbook. Width in characters; `wrap`: over several lines. */
  readonly sheet?: { readonly width: number; readonly wrap?: boolean; readonly decimals?: number }
}
/** Rows too many to hold: read when they are written. */
export interface StreamedRows {
  readonly total: number
  read(): Iterable<StreamedRow> | AsyncIterable<StreamedRow>
}
/** A line of totals among the rows. */
export interface SubtotalRow {
  readonly subtotal: Row
}
export type StreamedRow = Row | SubtotalRow
/** A piece of a table on paper, with the lines before it. */
export interface TablePart {
  readonly before?: readonly ParagraphBlock[]
  readonly rows: readonly Row[]
}
export interface TableBlock {
  readonly kind: 'table'
  readonly columns: readonly Column[]
  readonly rows: readonly Row[] | StreamedRows
  /** What paper shows when that is not every row in one piece. */
  readonly onPaper?: readonly TablePart[]
  /** The closing row. On paper it stands under a table of one piece only. */
  readonly total?: Row
  /** The sheet of the workbook this table fills; without it the table is on paper only. */
  readonly sheet?: TableSheet
}
export interface TableSheet {
  readonly name: string
  /** What the index says of it. */
  readonly content: string
  readonly note: string
  /** Lines above the header. */
  readonly preface?: readonly Line[]
}
export interface HeadingBlock {
  readonly kind: 'heading'
  /** Level 1 is the section's own title. */
  readonly level: 2 | 3 | 4
  readonly text: Line
}
export interface ParagraphBlock {
  readonly kind: 'paragraph'
  readonly text: Line
  readonly look?: 'bold' | 'faint'
  /** Stays on one page with what follows. */
  readonly keepNext?: boolean
}
/** A chart of the case, drawn by the renderer after it was masked. */
export interface ChartBlock {
  readonly kind: 'chart'
  readonly chart: ChartToDraw
}
/** A code that machines read back, drawn as a QR symbol; never masked. */
export interface CodeBlock {
  readonly kind: 'code'
  readonly code: string
  /** What it is, where it cannot be seen. */
  readonly alternative: string
}
export interface GapBlock {
  readonly kind: 'gap'
}
export type Block = HeadingBlock | ParagraphBlock | TableBlock | ChartBlock | CodeBlock | GapBlock

export interface Section {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}
export interface Report {
  readonly language: Language
  /** Name of the case. */
  readonly title: Typed
  /** What the document is. */
  readonly heading: string
  /** Lines under the heading. */
  readonly notes: readonly string[]
  /** What the report says of itself: names of the facts and their values. */
  readonly facts: readonly (readonly [name: string, value: Typed])[]
  readonly sections: readonly Section[]
}

export const fixed = (value: Value): Typed => ({ sort: 'fixed', value })
export const text = (value: Value): Typed => ({ sort: 'text', value })
export const count = (value: number): Typed => ({ sort: 'number', value })
export const money = (minor: Minor): Typed => ({ sort: 'money', value: { scaled: minor, scale: 2 } })
export const hash = (value: string): Typed => ({ sort: 'hash', value })
export const time = (value: string): Typed => ({ sort: 'time', value })

export function isTyped(cell: Cell): cell is Typed {
  return typeof cell === 'object' && cell !== null && 'sort' in cell
}
export function typed(cell: Cell, column: Column): Typed {
  return isTyped(cell) ? cell : { sort: column.sort, value: cell }
}
export function isSubtotal(row: StreamedRow): row is SubtotalRow {
  return 'subtotal' in row
}
export function isStreamed(rows: TableBlock['rows']): rows is StreamedRows {
  return 'read' in rows
}
/** The pieces of a table as paper shows it. Tables that are streamed must say what paper shows. */
export function partsOnPaper(table: TableBlock): readonly TablePart[] {
  return table.onPaper ?? (isStreamed(table.rows) ? [] : [{ rows: table.rows }])
}
