/** Columns of a table of an answer: as wide as what stands in them, and which say nothing in any line. */
import type { AnalysisColumn, AnalysisTable, EntityCell } from '../../shared/contract/index.ts'
import type { Language } from '../../shared/language.ts'
import { columnTitle, isFigure } from '../../shared/words/analysis.ts'
import { answerCellText, entitiesOf } from './answerCells.ts'
import type { GridColumn } from './grid/columns.ts'

/** Entities that stand in a cell beside each other; the others are counted there. */
export const mostInCell = 8
const fewInCell = 3
/** The entities that are drawn: all of a few, as of a path, and the first of a crowd. */
export function entitiesDrawn(entities: readonly EntityCell[]): readonly EntityCell[] {
  return entities.length <= mostInCell ? entities : entities.slice(0, fewInCell)
}
/** Lines that are measured; others may be wider, and columns can be drawn out. */
const measured = 200
const sides = 22
const icon = 24
const widestText = 380
const widestEntities = 860

/** The room a text takes, in pixels: a Chinese sign is as wide as two Latin ones. */
function room(text: string): number {
  let sum = 0
  for (const sign of text) sum += sign > '\u2e7f' ? 13.5 : 7.6
  return sum
}
/** The width of a column by its header and what stands in it. */
export function columnWidth(
  column: AnalysisColumn,
  cells: readonly AnalysisTable['rows'][number]['cells'][number][],
  language: Language,
): number {
  const header = Math.min(room(columnTitle(column, language)) + 38, widestText)
  let most = header
  for (const cell of cells.slice(0, measured)) {
    const entities = entitiesOf(cell, column)
    const needed =
      entities.length === 0
        ? Math.min(room(answerCellText(cell, column, language)) + sides, widestText)
        : Math.min(
            entitiesDrawn(entities).reduce(
              (sum, entity) => sum + room(answerCellText(entity, { sort: 'entity' }, language)) + icon + 10,
              sides + (entities.length > mostInCell ? 90 : 0),
            ),
            widestEntities,
          )
    if (needed > most) most = needed
  }
  return Math.max(56, Math.round(most))
}
/** Columns that have no value in any line, where the table has many of them: they are named instead of drawn. */
export function emptyColumns(table: AnalysisTable): readonly AnalysisColumn[] {
  if (table.rows.length === 0 || table.columns.length <= 8) return []
  const empty = table.columns.filter((_, place) =>
    table.rows.every(({ cells }) => {
      const cell = cells[place] ?? null
      return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)
    }),
  )
  return empty.length < 2 ? [] : empty
}
/** The columns as a grid draws them. */
export function gridColumns(
  table: AnalysisTable,
  hidden: ReadonlySet<string>,
  widths: Readonly<Record<string, number>>,
  language: Language,
): readonly GridColumn[] {
  return table.columns.flatMap((column, place): readonly GridColumn[] =>
    hidden.has(column.id)
      ? []
      : [
          {
            id: column.id,
            label: columnTitle(column, language),
            width:
              widths[column.id] ??
              columnWidth(
                column,
                table.rows.slice(0, measured).map(({ cells }) => cells[place] ?? null),
                language,
              ),
            figure: isFigure(column.sort),
            sortable: true,
          },
        ],
  )
}
