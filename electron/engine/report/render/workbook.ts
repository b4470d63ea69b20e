/** The report as sheets: an index, and each table that has a sheet. Figures are numbers with their decimals, everything else is text. */
import { isFigure, headerText, lineText, valueText } from '../model/cellText.ts'
import { isStreamed, isSubtotal, isTyped, typed } from '../model/documentModel.ts'
import type { Cell, Column, Report, Row, TableBlock, Typed } from '../model/documentModel.ts'
import { reportWords } from '../words.ts'
import type { CellLook } from '../xlsx/styles.ts'
import type { StyledCell, Value } from '../xlsx/sheet.ts'
import type { SheetWriter, WorkbookWriter } from '../xlsx/workbook.ts'

interface WrittenTable {
  readonly names: readonly string[]
  readonly rows: number
}

/** Looks have at most 8 decimals; the value keeps its own. */
function figureLook(decimals: number): CellLook {
  return decimals === 0 ? 'integer' : (`decimal${Math.min(decimals, 8)}` as CellLook)
}
function columnLook({ sort, sheet }: Column): CellLook {
  if (isFigure(sort)) return figureLook(sheet?.decimals ?? (sort === 'money' ? 2 : 0))
  return sheet?.wrap === true ? 'wrapped' : 'text'
}
/** The look of a single value that stands among others: its own decimals, not those of the column. */
function cellLook({ sort, value }: Typed, column: Column): CellLook {
  if (!isFigure(sort) || typeof value === 'string' || value === null) return columnLook(column)
  return figureLook(typeof value === 'number' ? 0 : value.scale)
}
const valueOf = (cell: Cell): Value => (isTyped(cell) ? cell.value : cell)

/** Writes one table as a sheet (or several, when it is longer than one holds). Errors: those of reading its rows. */
export async function writeTable(workbook: WorkbookWriter, table: TableBlock): Promise<WrittenTable> {
  const indexes = table.columns.flatMap((column, index) => (column.sheet === undefined ? [] : [index]))
  const columns = indexes.flatMap((index) => table.columns[index] ?? [])
  const { name = '', preface = [] } = table.sheet ?? {}
  const sheet = workbook.sheet({
    name,
    columns: columns.map((column) => ({
      header: headerText(column.header),
      width: column.sheet?.width ?? 12,
      look: columnLook(column),
    })),
    preface: preface.map((line) => [{ value: lineText(line), look: 'note' as const }]),
  })
  const pick = (row: Row): Row => indexes.map((index) => row[index] ?? null)
  let rows = 0
  for await (const row of isStreamed(table.rows) ? table.rows.read() : table.rows) {
    if (isSubtotal(row)) {
      sheet.subtotals(pick(row.subtotal).map(valueOf))
      continue
    }
    rows += 1
    writeRow(sheet, pick(row), columns)
  }
  if (table.total !== undefined) sheet.totals(pick(table.total).map(valueOf))
  sheet.end()
  return { names: sheet.names, rows }
}
function writeRow(sheet: SheetWriter, row: Row, columns: readonly Column[]): void {
  if (!row.some(isTyped)) {
    sheet.row(row.map(valueOf))
    return
  }
  sheet.styled(
    columns.map((column, index): StyledCell => {
      const cell = typed(row[index] ?? null, column)
      return { value: cell.value, look: cellLook(cell, column) }
    }),
  )
}

/** Every table of the report that has a sheet, and the index before them. */
export async function writeReportSheets(workbook: WorkbookWriter, report: Report): Promise<void> {
  const words = reportWords[report.language]
  // The index is the first sheet a reader opens but the last to be known; its place is kept.
  const index = workbook.reserve(words.index)
  const lines: StyledCell[][] = []
  for (const { blocks } of report.sections)
    for (const block of blocks) {
      if (block.kind !== 'table' || block.sheet === undefined) continue
      const { names, rows } = await writeTable(workbook, block)
      const [name = block.sheet.name, ...more] = names
      lines.push([
        { value: name, look: 'link', linkTo: name },
        { value: block.sheet.content, look: 'text' },
        { value: rows, look: 'integer' },
        { value: more.length > 0 ? words.continued(more) : block.sheet.note, look: 'text' },
      ])
    }
  const note = (value: string): StyledCell[] => [{ value, look: 'note' }]
  index.write({
    columns: [
      { header: '', width: 26, look: 'text' },
      { header: '', width: 18, look: 'text' },
      { header: '', width: 12, look: 'integer' },
      { header: '', width: 70, look: 'text' },
    ],
    rows: [
      [{ value: valueText(report.title.value), look: 'title' }],
      ...report.notes.map(note),
      ...report.facts.slice(1).map(([name, fact]): StyledCell[] => [
        { value: name, look: 'note' },
        { value: valueText(fact.value), look: 'text' },
      ]),
      ...(workbook.cutTexts === 0 ? [] : [note(words.cut(workbook.cutTexts))]),
      [],
      words.indexHeaders.map((value, at): StyledCell => ({
        value,
        look: at === 2 ? 'headerNumber' : 'header',
      })),
      ...lines,
    ],
  })
}
