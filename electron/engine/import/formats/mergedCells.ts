/** What a cell that is merged downwards or sideways says for the rows below it, where a format tells which cells are. */
import { isBlankRow, type Mark, marks, packMarks, type RawRow } from './cells.ts'

/** A merged cell of a list stands for each of its rows; one of a header, whose row has no digit, does not. */
export function isDataRow(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d/.test(cell))
}
/** A number that would be counted again in each of its rows. */
export function isAmount(text: string): boolean {
  return /^[-+¥￥$]?\d[\d,]{0,14}(?:\.\d+)?\s*(?:[元万%]|万元)?$/.test(text)
}
/** What stands for each row of a merged cell: names, numbers of accounts and persons, words and days, and never an amount. */
function standsForAll(text: string): boolean {
  return text.trim() !== '' && (!isAmount(text.trim()) || /^\d{11,}$/.test(text.trim()))
}

/** An area of merged cells, zero-based columns and one-based rows, both ends included. */
export interface MergedArea {
  readonly column: number
  readonly lastColumn: number
  readonly row: number
  readonly lastRow: number
}
/** Gives the rows of a sheet, one after the other, what merged cells above or beside them say for them. */
export class MergedCells {
  private readonly open = new Map<
    number,
    { readonly lastRow: number; readonly header: boolean; readonly text: string; readonly mark: Mark }
  >()
  private above: readonly string[] = []

  /** The row with what stands for it. `areas` are those that begin in it. */
  fill(row: RawRow, areas: readonly MergedArea[]): RawRow {
    const filled = this.open.size === 0 && areas.length === 0 ? row : this.filled(row, areas)
    // A row of words with a name over several columns is a header: what is merged down in it names its columns and no rows.
    const header =
      areas.some((area) => area.lastRow === area.row && area.lastColumn > area.column) &&
      !isDataRow(row.cells)
    for (const { column, lastRow } of areas) {
      const text = row.cells[column] ?? ''
      if (lastRow > row.row && standsForAll(text))
        this.open.set(column, { lastRow, header, text, mark: row.marks?.[column] ?? marks.text })
    }
    this.above = filled.cells
    return filled
  }
  private filled(row: RawRow, areas: readonly MergedArea[]): RawRow {
    const data = isDataRow(row.cells)
    const told = !isBlankRow(row.cells)
    let cells: string[] | null = null
    let found: Mark[] = []
    const put = (column: number, text: string, mark: Mark): void => {
      cells ??= [...row.cells]
      if (found.length === 0) found = Array.from(cells, (_, at) => row.marks?.[at] ?? marks.text)
      while (cells.length <= column) {
        cells.push('')
        found.push(marks.text)
      }
      cells[column] = text
      found[column] = mark
    }
    for (const [column, { lastRow, header, text, mark }] of this.open) {
      if (row.row > lastRow) this.open.delete(column)
      else if ((data || (!header && told)) && (row.cells[column] ?? '').trim() === '') put(column, text, mark)
    }
    // Beside it only where the row above has columns of their own, and more stands in the row.
    for (const { column, lastColumn } of areas) {
      const text = row.cells[column] ?? ''
      const columns = Array.from({ length: lastColumn - column }, (_, place) => column + 1 + place)
      if (
        data &&
        columns.length > 0 &&
        columns.length < row.cells.length &&
        standsForAll(text) &&
        columns.every((at) => (row.cells[at] ?? '').trim() === '' && (this.above[at] ?? '').trim() !== '') &&
        row.cells.some((cell, at) => at !== column && isDataRow([cell]))
      )
        for (const at of columns) put(at, text, row.marks?.[column] ?? marks.text)
    }
    return cells === null ? row : { row: row.row, cells, marks: packMarks(found) }
  }
}
/** Areas by the row they begin in; those of one cell say nothing. */
export function areasByRow(areas: Iterable<MergedArea>): ReadonlyMap<number, readonly MergedArea[]> {
  const byRow = new Map<number, MergedArea[]>()
  for (const area of areas) {
    if (area.lastRow <= area.row && area.lastColumn <= area.column) continue
    const known = byRow.get(area.row)
    if (known === undefined) byRow.set(area.row, [area])
    else known.push(area)
  }
  return byRow
}
/** The rows of a sheet with what merged cells say for them. */
export async function* withMerged(
  rows: AsyncIterable<readonly RawRow[]>,
  areas: ReadonlyMap<number, readonly MergedArea[]>,
): AsyncGenerator<readonly RawRow[]> {
  const merged = new MergedCells()
  for await (const batch of rows) yield batch.map((row) => merged.fill(row, areas.get(row.row) ?? []))
}
