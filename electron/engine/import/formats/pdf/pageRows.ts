/** A page to rows of texts: drawn tables by their lines, others by where texts stand; what is in no table as it stands. */
import { isAmount, isDataRow } from '../mergedCells.ts'
import { type Grid, gridsOf, intervalOf } from './pageGrid.ts'
import {
  anchorColumn,
  cellsOf,
  chunksOf,
  columnAt,
  columnsOf,
  continued,
  fits,
  isKeyed,
  type Line,
  linesOf,
  rowsOfLines,
  stepOf,
} from './pageLines.ts'
import type { Page, Word } from './pdfPages.ts'

export interface PageRow {
  readonly cells: readonly string[]
  /** A row of a table; a title, note or foot otherwise. */
  readonly table: boolean
  /** Where it begins, from above. */
  readonly y: number
}
/** Columns of the tables without drawn lines, as the first pages of a document show them. */
export interface Layout {
  readonly xs: readonly number[]
  readonly anchor: number
  /** How far the lines of one row stand apart. */
  readonly step: number
}

/** The columns that stand on pages together. */
export function layoutOf(pages: readonly Page[]): Layout {
  return layoutOfLines(pages.map((page) => linesOf(gridsOf(page).left)))
}
function layoutOfLines(pages: readonly (readonly Line[])[]): Layout {
  const xs = columnsOf(pages.flat())
  if (xs.length === 0) return { xs, anchor: -1, step: 0 }
  const tables = pages.map((lines) => tabular(lines, xs))
  const anchor = anchorColumn(tables.flat(), xs)
  return { xs, anchor, step: Math.max(0, ...tables.map((lines) => stepOf(lines, xs, anchor))) }
}
function tabular(lines: readonly Line[], xs: readonly number[]): readonly Line[] {
  return lines.filter((line) => fits(line, xs))
}

/** The rows of a page from above. */
export function rowsOfPage(page: Page, layout: Layout): readonly PageRow[] {
  const { grids, left } = gridsOf(page)
  const rows = grids.flatMap(rowsOfGrid)
  rows.push(...rowsOfText(linesOf(left), layout))
  return rows.sort((one, other) => one.y - other.y)
}

function rowsOfText(lines: readonly Line[], known: Layout): readonly PageRow[] {
  // A page of its own layout (a cover, a summary) has its own columns.
  const wide = lines.filter((line) => chunksOf(line).length >= 3)
  const fitting = wide.filter((line) => fits(line, known.xs)).length
  const { xs, anchor, step } =
    known.xs.length > 0 && fitting >= wide.length * 0.6 ? known : layoutOfLines([lines])
  const rows: PageRow[] = []
  let table: Line[] = []
  const end = (): void => {
    for (const row of rowsOfLines(table, xs, anchor, step))
      rows.push({ cells: cellsOf(row, xs), table: true, y: row[0]?.y ?? 0 })
    table = []
  }
  const inTable = xs.length === 0 ? null : tableLines(lines, xs)
  lines.forEach((line, at) => {
    if (inTable?.[at] === true) table.push(line)
    else {
      end()
      rows.push({ cells: chunksOf(line).map(({ text }) => text), table: false, y: line.y })
    }
  })
  end()
  return rows
}
/** Which lines are a table's: those with texts in several columns, and those with few that stand right below one, or close above. */
function tableLines(lines: readonly Line[], xs: readonly number[]): readonly boolean[] {
  const found = lines.map((line) => fits(line, xs) && chunksOf(line).length >= 3)
  const joins = (at: number, other: number, far: number): void => {
    const [line, beside] = [lines[at], lines[other]]
    if (line === undefined || beside === undefined || found[other] !== true || found[at] === true) return
    const near = Math.abs(line.y - beside.y) <= Math.max(line.size, beside.size) * far
    found[at] = near && fits(line, xs) && !isKeyed(line)
  }
  for (let at = 1; at < lines.length; at += 1) joins(at, at - 1, 3)
  for (let at = lines.length - 2; at >= 0; at -= 1) joins(at, at + 1, 1.6)
  return found
}

function rowsOfGrid(grid: Grid): readonly PageRow[] {
  const { xs, ys } = grid
  const columns = xs.length - 1
  const bands = ys.length - 1
  // The cell a place belongs to, where no line parts it from the one to the left or above.
  const leftmost = (row: number, column: number): number => {
    let at = column
    while (at > 0 && !grid.partedRight(row, at - 1)) at -= 1
    return at
  }
  const topmost = (row: number, column: number): number => {
    let at = row
    while (at > 0 && !grid.partedBelow(at - 1, column)) at -= 1
    return at
  }
  const words = new Map<string, Word[]>()
  const perBand: Word[][] = Array.from({ length: bands }, () => [])
  for (const word of grid.words) {
    const band = intervalOf(ys, word.y - word.size * 0.35)
    const column = leftmost(band, columnAt(xs, word))
    const top = topmost(band, column)
    const key = `${top} ${column}`
    const found = words.get(key)
    if (found === undefined) words.set(key, [word])
    else found.push(word)
    perBand[top]?.push(word)
  }
  const rows: PageRow[] = []
  const merged = new Map<number, string>()
  const anchor = anchorColumn(linesOf(grid.words), xs)
  for (let band = 0; band < bands; band += 1) {
    const y = ys[band] ?? 0
    // Where rows are not ruled, many stand in one band.
    const lines = linesOf(perBand[band] ?? [])
    const inner = anchor < 0 || bands > 4 ? [] : rowsOfLines(lines, xs, anchor)
    if (inner.length > 1 && countAnchors(lines, xs, anchor) > 1) {
      for (const row of inner) rows.push({ cells: cellsOf(row, xs), table: true, y: row[0]?.y ?? y })
      continue
    }
    const cells = Array.from({ length: columns }, (_, column) =>
      linesOf(words.get(`${band} ${column}`) ?? []).reduce(
        (text, line) =>
          continued(
            text,
            chunksOf(line)
              .map((chunk) => chunk.text)
              .join(' '),
          ),
        '',
      ),
    )
    const isData = isDataRow(cells)
    cells.forEach((text, column) => {
      const top = topmost(band, column)
      if (top < band && leftmost(band, column) === column) cells[column] = merged.get(column) ?? ''
      else if (isData && !isAmount(text)) merged.set(column, text)
      else merged.delete(column)
    })
    rows.push({ cells, table: true, y })
  }
  return rows
}
function countAnchors(lines: readonly Line[], xs: readonly number[], anchor: number): number {
  return lines.filter((line) =>
    line.words.some((word) => columnAt(xs, word) === anchor && /^\d/.test(word.text.trim())),
  ).length
}
