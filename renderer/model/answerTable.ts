/** Reading answers of analyses by the names of their columns. Pure. */
import type {
  AnalysisCell,
  AnalysisFigure,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
  EntityCell,
} from '../../shared/contract/index.ts'

export interface AnswerLine {
  readonly row: AnalysisRow
  at(column: string): AnalysisCell
  /** The entity in a column; null where there is none. */
  entity(column: string): EntityCell | null
}
/** A table of an answer; null where it has none of the name. */
export function answerTable(result: AnalysisResult | null, id: string): AnalysisTable | null {
  return result?.tables.find((table) => table.id === id) ?? null
}
/** The lines of a table, each readable by its columns. */
export function answerLines(table: AnalysisTable | null): readonly AnswerLine[] {
  if (table === null) return []
  const places = new Map(table.columns.map(({ id }, place) => [id, place]))
  return table.rows.map((row) => {
    const at = (column: string): AnalysisCell => row.cells[places.get(column) ?? -1] ?? null
    return { row, at, entity: (column) => at(column) as EntityCell | null }
  })
}
/** A figure of an answer by its name. */
export function answerFigure(result: AnalysisResult | null, id: string): AnalysisFigure | null {
  return result?.figures.find((figure) => figure.id === id) ?? null
}
