/** The columns of a table as paper shows them. */
import { valueText } from './cellText.ts'
import { isTyped } from './documentModel.ts'
import type { Column, Row, TableBlock } from './documentModel.ts'

/** A column that has a place of its own on paper, and the columns whose text stands under its. */
export interface PaperColumn {
  readonly column: Column
  readonly index: number
  readonly share: number
  readonly small: boolean
  readonly under: readonly number[]
}
export function paperColumns(table: TableBlock): readonly PaperColumn[] {
  return table.columns.flatMap((column, index) =>
    column.paper === undefined || 'under' in column.paper
      ? []
      : [
          {
            column,
            index,
            share: column.paper.share,
            small: column.paper.small ?? false,
            under: table.columns.flatMap(({ paper }, other) =>
              paper !== undefined && 'under' in paper && paper.under === column.id ? [other] : [],
            ),
          },
        ],
  )
}
/** The lines of a cell: its own text and what stands under it, empty ones left out. */
export function cellLines(row: Row, { index, under }: PaperColumn): readonly string[] {
  return [index, ...under]
    .map((at) => {
      const cell = row[at] ?? null
      return valueText(isTyped(cell) ? cell.value : cell)
    })
    .filter((text, line) => line === 0 || text !== '')
    .flatMap((text) => text.split('\n'))
}
