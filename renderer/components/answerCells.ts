/** Cells of answers of analyses as the page writes them: numbers of cards in groups of four. */
import type { AnalysisCell, AnalysisColumn, EntityCell } from '../../shared/contract/index.ts'
import type { Language } from '../../shared/language.ts'
import { noFigure } from '../../shared/model/numberText.ts'
import { cellText } from '../../shared/words/analysis.ts'
import { groupedNumber } from '../format.ts'

/** The text of a cell by the sort of its column; a dash where it is empty or not known. */
export function answerCellText(
  cell: AnalysisCell | undefined,
  { sort }: Pick<AnalysisColumn, 'sort'>,
  language: Language,
): string {
  if (cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0))
    return noFigure
  // Phones and handsets have long numbers too; nobody writes those in fours.
  const grouped = (entity: EntityCell): EntityCell =>
    entity.kind === 'bankAccount' ? { ...entity, label: groupedNumber(entity.label) } : entity
  if (sort === 'entity') return cellText({ sort }, grouped(cell as EntityCell), language)
  if (sort === 'entities') return cellText({ sort }, (cell as readonly EntityCell[]).map(grouped), language)
  return cellText({ sort }, cell, language)
}
/** The entities of a cell; none where it holds something else. */
export function entitiesOf(
  cell: AnalysisCell | undefined,
  { sort }: Pick<AnalysisColumn, 'sort'>,
): readonly EntityCell[] {
  if (cell === null || cell === undefined) return []
  if (sort === 'entity') return [cell as EntityCell]
  return sort === 'entities' ? (cell as readonly EntityCell[]) : []
}
