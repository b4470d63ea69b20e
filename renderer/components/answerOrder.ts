/** Lines of an answer in another order than it came in. */
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisRow,
  AnalysisTable,
  MoneyCell,
} from '../../shared/contract/analyses/result.ts'
import type { Language } from '../../shared/language.ts'
import { bigOf, type Minor } from '../../shared/model/minor.ts'
import { cellText } from '../../shared/words/analysis.ts'
import type { GridSort } from './grid/columns.ts'

/** Sorted by these keys; what is not known stands last, whichever way; ties keep the order of the answer. Sums of two currencies are not compared. */
export function sortedRows(
  table: AnalysisTable,
  keys: readonly GridSort[],
  language: Language,
): readonly AnalysisRow[] {
  const orders = keys.flatMap(({ field, descending }) => {
    const place = table.columns.findIndex(({ id }) => id === field)
    const column = table.columns[place]
    return column === undefined ? [] : [{ place, column, descending }]
  })
  if (orders.length === 0) return table.rows
  return table.rows.toSorted((one, other) => {
    for (const { place, column, descending } of orders) {
      const [first, second] = [knownOf(one.cells[place]), knownOf(other.cells[place])]
      if (first === null && second === null) continue
      if (first === null) return 1
      if (second === null) return -1
      const order = compared(column, first, second, language)
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
}
type Known = Exclude<AnalysisCell, null>
/** A cell that is drawn as a dash says nothing. */
function knownOf(cell: AnalysisCell | undefined): Known | null {
  return cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0) ? null : cell
}
function compared(column: AnalysisColumn, one: Known, other: Known, language: Language): number {
  switch (column.sort) {
    case 'money': {
      const [first, second] = [one as MoneyCell, other as MoneyCell]
      if (first.currency !== second.currency) return (first.currency ?? '') < (second.currency ?? '') ? -1 : 1
      return comparedBig(first.minor, second.minor)
    }
    case 'count':
      return comparedBig(one as Minor, other as Minor)
    case 'number':
    case 'share':
    case 'rank':
      return Math.sign((one as number) - (other as number))
    case 'flag':
      return Number(one) - Number(other)
    case 'time':
      return one === other ? 0 : (one as string) < (other as string) ? -1 : 1
    default:
      return cellText(column, one, language).localeCompare(cellText(column, other, language), language)
  }
}
function comparedBig(one: Minor, other: Minor): number {
  const difference = bigOf(one) - bigOf(other)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}
