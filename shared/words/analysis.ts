/** Answers of analyses in words, a cell by the sort of its column; for the page, reports, files and the command line. */
import type { AnalysisParam, ParamSpan } from '../contract/analyses/params.ts'
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisNote,
  EntityCell,
  MoneyCell,
} from '../contract/analyses/result.ts'
import { textIn, type Language, type Words } from '../language.ts'
import { unknownCurrency } from '../model/currency.ts'
import { linkKinds } from '../model/linkKinds.ts'
import type { Minor } from '../model/minor.ts'
import { decimalText, moneyText, noFigure } from '../model/numberText.ts'
import { amountIn } from './money.ts'
import { unitText } from './units.ts'

/** Where a column stands to the right: what is compared by its figures. */
export function isFigure(sort: AnalysisColumn['sort']): boolean {
  return ['money', 'count', 'number', 'share', 'rank'].includes(sort)
}
/** A number as people read it: four decimals where it has any, below 0.001 four figures; the whole of it stands in JSON. */
export function measureText(value: number): string {
  if (!Number.isFinite(value)) return noFigure
  if (Number.isInteger(value) && Number.isSafeInteger(value)) return decimalText(value, 0)
  if (Math.abs(value) < 0.001) return value.toPrecision(4)
  const text = value.toFixed(4)
  // One that has no more decimals stands as it is; one that was cut keeps its four, so that it does not look exact.
  const [whole = '', decimals = ''] = (Number(text) === value ? text.replace(/0+$/u, '') : text).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${decimals}`
}
/**
 * A share as percent with so many decimals; one that is not quite nothing, or not quite all, does not look so. With two, a rate that is stated finer
 * (0.125 %) keeps its decimals, four at most.
 */
export function shareText(share: number, decimals: 1 | 2 = 2): string {
  const [sign, size] = [share < 0 ? '-' : '', Math.abs(share) * 100]
  const [text, finer] = [size.toFixed(decimals), size.toFixed(4).replace(/0+$/u, '')]
  if (decimals === 2 && finer.length > text.length && Math.abs(size - Number(finer)) < 1e-9)
    return `${sign}${finer}%`
  const least = 10 ** -decimals
  if (size > 0 && Number(text) === 0) return `${sign}<${least.toFixed(decimals)}%`
  if (size < 100 && Number(text) === 100) return `${sign}>${(100 - least).toFixed(decimals)}%`
  return `${sign}${text}%`
}
/** A cell in words. Null is a dash: what it stands for is told in the notes. */
export function cellText(
  { sort, unit }: Pick<AnalysisColumn, 'sort' | 'unit'>,
  cell: AnalysisCell,
  language: Language,
): string {
  if (cell === null) return noFigure
  const withUnit = (text: string): string =>
    unit === undefined ? text : `${text} ${unitText(unit, language)}`
  switch (sort) {
    case 'text':
    case 'time':
      return cell as string
    case 'words':
      return textIn(cell as Words, language)
    case 'entity':
      return (cell as EntityCell).label
    case 'entities':
      return (cell as readonly EntityCell[]).map(({ label }) => label).join(language === 'en' ? ', ' : '、')
    case 'money': {
      const { minor, currency } = cell as MoneyCell
      return amountIn(currency ?? unknownCurrency, minor, language)
    }
    case 'count':
      return withUnit(decimalText(cell as Minor, 0))
    case 'number':
      return withUnit(measureText(cell as number))
    case 'share':
      return shareText(cell as number)
    case 'rank':
      return decimalText(cell as number, 0)
    case 'flag':
      return textIn(cell === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }, language)
  }
}
/** The header of a column: its title with the unit of its cells, which then stand without. */
export function columnTitle(
  { title, unit }: Pick<AnalysisColumn, 'title' | 'unit'>,
  language: Language,
): string {
  const text = textIn(title, language)
  if (unit === undefined) return text
  return language === 'en'
    ? `${text} (${unitText(unit, language)})`
    : `${text}（${unitText(unit, language)}）`
}
const toneWords: Readonly<Record<AnalysisNote['tone'], Words>> = {
  withheld: { zh: '未得出结果', en: 'No answer' },
  warn: { zh: '注意', en: 'Caution' },
  note: { zh: '说明', en: 'Note' },
}
/** What a note is. */
export function toneText(tone: AnalysisNote['tone'], language: Language): string {
  return textIn(toneWords[tone], language)
}
/** The value of a parameter in words; entities by the labels that are given. */
export function paramText(
  param: AnalysisParam,
  value: unknown,
  named: readonly EntityCell[],
  language: Language,
): string {
  const and = language === 'en' ? ', ' : '、'
  const label = (id: number): string =>
    named.find(({ entityId }) => entityId === id)?.label ??
    textIn({ zh: `（案件中没有：${id}）`, en: `(not in the case: ${id})` }, language)
  switch (param.sort) {
    case 'money':
      return value === null
        ? textIn({ zh: '不限', en: 'no limit' }, language)
        : `${moneyText(value as Minor)} ${unitText('yuan', language)}`
    case 'flag':
      return textIn(value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }, language)
    case 'choice': {
      const choice = param.choices.find(({ id }) => id === value)
      return choice === undefined ? String(value) : textIn(choice.title, language)
    }
    case 'entity':
      return value === null ? textIn({ zh: '未选', en: 'none' }, language) : label(value as number)
    case 'entities': {
      const ids = value as readonly number[]
      return ids.length === 0 ? textIn({ zh: '未选', en: 'none' }, language) : ids.map(label).join(and)
    }
    case 'linkKinds': {
      const kinds = value as readonly string[]
      return kinds.length === 0
        ? textIn({ zh: '文件记载的全部关系', en: 'all that files tell' }, language)
        : kinds.map((kind) => linkKindText(kind, language)).join(and)
    }
    case 'span':
      return spanOfParam(value as ParamSpan, language)
    case 'count':
    case 'number':
      return String(value)
    case 'text':
      return value === '' ? textIn({ zh: '未填', en: 'none' }, language) : String(value)
  }
}
function linkKindText(id: string, language: Language): string {
  const kind = linkKinds.find((one) => one.id === id)
  return kind === undefined ? id : language === 'en' ? kind.nameEn : kind.nameZh
}
function spanOfParam({ from, to }: ParamSpan, language: Language): string {
  if (from === null && to === null) return textIn({ zh: '不限', en: 'all' }, language)
  if (from === null) return textIn({ zh: `至 ${to ?? ''}`, en: `to ${to ?? ''}` }, language)
  if (to === null) return textIn({ zh: `自 ${from}`, en: `from ${from}` }, language)
  return textIn({ zh: `${from} 至 ${to}`, en: `${from} to ${to}` }, language)
}
