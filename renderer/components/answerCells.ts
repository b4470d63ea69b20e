/** Cells of answers of analyses as texts. */
import type { AnalysisCell, AnalysisColumn, EntityCell, MoneyCell } from '../../shared/contract/index.ts'
import { type Language, textIn, type Words } from '../../shared/language.ts'
import { yuan } from '../../shared/model/currency.ts'
import type { Minor } from '../../shared/model/minor.ts'
import { countText, groupedNumber, moneyText } from '../format.ts'

/** Written where something is not known. */
export const notKnown = '—'
/** Columns of figures stand at the right. */
export function isFigure({ sort }: Pick<AnalysisColumn, 'sort'>): boolean {
  return ['money', 'count', 'number', 'share', 'rank'].includes(sort)
}
function wholeText(value: Minor): string {
  return typeof value === 'number' ? countText(value) : moneyText(`${value}00`).replace(/\.00$/u, '')
}
/** A share as per cent, with as many decimals as it has, two at most. */
export function shareText(share: number): string {
  return `${String(Math.round(share * 10_000) / 100)}%`
}
/** The text of a cell by the sort of its column. */
export function answerCellText(
  cell: AnalysisCell | undefined,
  { sort }: Pick<AnalysisColumn, 'sort'>,
  language: Language,
): string {
  if (cell === null || cell === undefined || cell === '') return notKnown
  switch (sort) {
    case 'money': {
      const { minor, currency } = cell as MoneyCell
      return currency === yuan ? moneyText(minor) : `${currency ?? '?'} ${moneyText(minor)}`
    }
    case 'count':
    case 'rank':
      return wholeText(cell as Minor)
    case 'number':
      return countText(cell as number)
    case 'share':
      return shareText(cell as number)
    case 'words':
      return textIn(cell as Words, language)
    case 'entity':
      return groupedNumber((cell as EntityCell).label)
    case 'entities':
      return (cell as readonly EntityCell[])
        .map(({ label }) => groupedNumber(label))
        .join(language === 'en' ? ', ' : '、')
    case 'flag':
      return cell === true ? (language === 'en' ? 'yes' : '是') : language === 'en' ? 'no' : '否'
    default:
      return typeof cell === 'string' ? cell : notKnown
  }
}
