/** The lines of a table of an analysis, read by the names of its columns. Pure. */
import type {
  AnalysisCell,
  AnalysisFigure,
  AnalysisResult,
  AnalysisTable,
  EntityCell,
  MoneyCell,
} from '../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../shared/contract/index.ts'
import type { Words } from '../../shared/language.ts'
import type { Minor } from '../../shared/model/minor.ts'

export class AnswerLine {
  readonly key: string
  readonly rows: readonly ScopeInput[]
  private readonly cells: readonly AnalysisCell[]
  private readonly places: ReadonlyMap<string, number>
  constructor(
    key: string,
    cells: readonly AnalysisCell[],
    places: ReadonlyMap<string, number>,
    rows: readonly ScopeInput[],
  ) {
    this.key = key
    this.cells = cells
    this.places = places
    this.rows = rows
  }
  cell(id: string): AnalysisCell {
    const place = this.places.get(id)
    return place === undefined ? null : (this.cells[place] ?? null)
  }
  minor(id: string): Minor | null {
    const cell = this.cell(id)
    return isOf<MoneyCell>(cell, 'minor') ? cell.minor : null
  }
  entity(id: string): EntityCell | null {
    const cell = this.cell(id)
    return isOf<EntityCell>(cell, 'entityId') ? cell : null
  }
  entities(id: string): readonly EntityCell[] {
    const cell = this.cell(id)
    return Array.isArray(cell) ? (cell as readonly EntityCell[]) : []
  }
  words(id: string): Words | null {
    const cell = this.cell(id)
    return isOf<Words>(cell, 'zh') ? cell : null
  }
  number(id: string): number | null {
    const cell = this.cell(id)
    return typeof cell === 'number' ? cell : null
  }
  text(id: string): string | null {
    const cell = this.cell(id)
    return typeof cell === 'string' ? cell : null
  }
}
function isOf<T>(cell: AnalysisCell, property: string): cell is AnalysisCell & T {
  return typeof cell === 'object' && cell !== null && property in cell
}
/** A table of an answer; null where it has none of the name. */
export function answerTable(result: AnalysisResult | null, id: string): AnalysisTable | null {
  return result?.tables.find((table) => table.id === id) ?? null
}
/** The lines of a table. */
export function answerLines(table: AnalysisTable | null): readonly AnswerLine[] {
  if (table === null) return []
  const places = new Map(table.columns.map(({ id }, place) => [id, place]))
  return table.rows.map(({ key, cells, rows = [] }) => new AnswerLine(key, cells, places, rows))
}
/** The lines of a table by its name; none where the answer has no such table. */
export function linesOf(result: AnalysisResult | null, tableId: string): readonly AnswerLine[] {
  return answerLines(answerTable(result, tableId))
}
/** How many lines a table has in all. */
export function totalOf(result: AnalysisResult | null, tableId: string): number {
  return answerTable(result, tableId)?.total ?? 0
}
/** A figure of an answer by its name. */
export function answerFigure(result: AnalysisResult | null, id: string): AnalysisFigure | null {
  return result?.figures.find((figure) => figure.id === id) ?? null
}
/** A figure of an answer as a line of one cell, with its rows. */
export function figureOf(result: AnalysisResult | null, id: string): AnswerLine | null {
  const figure = answerFigure(result, id)
  return figure === null
    ? null
    : new AnswerLine(figure.id, [figure.value], new Map([['value', 0]]), figure.rows ?? [])
}
