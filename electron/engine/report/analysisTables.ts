/** Tables of analyses as tables of a report: every cell with the sort by which it is masked, columns for paper and for sheets. */
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisTable,
  EntityCell,
  MoneyCell,
} from '../../../shared/contract/analyses/result.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { cellText, columnTitle } from '../../../shared/words/analysis.ts'
import { type Cell, type Column, fixed, type Row, text } from './model/documentModel.ts'
import { sortOfLabel } from './model/knownIdentity.ts'
import type { Language } from './words.ts'

/** How much of the width a column takes, before all are brought to a hundred. */
const weights: Readonly<Record<AnalysisColumn['sort'], number>> = {
  rank: 6,
  flag: 6,
  count: 9,
  share: 9,
  number: 10,
  money: 15,
  time: 14,
  entity: 18,
  entities: 22,
  words: 22,
  text: 18,
}
/** More columns than these do not stand beside each other on paper: the others stand under the first one that names something. */
const mostBeside = 8

/** The columns of an answer. */
export function analysisColumns(table: AnalysisTable, language: Language): readonly Column[] {
  const beside = table.columns.slice(0, mostBeside)
  const sum = beside.reduce((total, { sort }) => total + weights[sort], 0)
  const under = (
    beside.find(({ sort }) => ['entity', 'text', 'words', 'entities'].includes(sort)) ?? beside[0]
  )?.id
  return table.columns.map((column, at): Column => ({
    id: column.id,
    header: columnTitle(column, language),
    sort: 'text',
    paper: at < mostBeside || under === undefined ? { share: (100 * weights[column.sort]) / sum } : { under },
    sheet: { width: weights[column.sort] + 4 },
  }))
}
/** The first lines of an answer. */
export function analysisRows(table: AnalysisTable, language: Language, most: number): readonly Row[] {
  return table.rows
    .slice(0, most)
    .map(({ cells }) =>
      table.columns.map((column, at) => analysisCell({ sort: column.sort }, cells[at] ?? null, language)),
    )
}
/** A cell with the sort by which it is masked: entities by what they are, texts searched, figures as figures. */
export function analysisCell(
  column: Pick<AnalysisColumn, 'sort' | 'unit'>,
  cell: AnalysisCell,
  language: Language,
): Cell {
  if (cell === null) return fixed('—')
  const told = cellText(column, cell, language)
  switch (column.sort) {
    case 'entity': {
      const { kind, label } = cell as EntityCell
      return { sort: sortOfLabel(kind), value: label }
    }
    case 'money': {
      const { minor, currency } = cell as MoneyCell
      return currency === yuan ? { sort: 'money', value: { scaled: minor, scale: 2 } } : fixed(told)
    }
    case 'count':
      return column.unit === undefined
        ? { sort: 'number', value: { scaled: cell as Minor, scale: 0 } }
        : fixed(told)
    case 'rank':
      return { sort: 'number', value: cell as number }
    case 'time':
      return { sort: 'time', value: told }
    case 'number':
    case 'share':
    case 'flag':
      return fixed(told)
    case 'text':
    case 'words':
    case 'entities':
      return text(told)
  }
}
