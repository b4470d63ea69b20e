/** Rows in which a source answers that it has nothing. */
import type { RawRow } from '../formats/cells.ts'
import type { CellRemark } from './convertRows.ts'

/** Columns in which a source answers a request. */
export const answerFields: ReadonlySet<string> = new Set([
  'failure',
  'result',
  'detailResult',
  'otherResult',
  'queryResult',
  'remark',
  'summary',
])
const nothingFound =
  /查无|无此(?:账|卡|户|人|号|记录)|不存在|无(?:交易)?记录|未查询到|没有查到|查询失败|查询无结果/u

/** A sign of each such answer, or one that is folded to it; most cells have none. */
const mayBeAnswer = /[查无不未没\u2e80-\u33ff\uf900-\uffff\ud800-\udfff]/

/** What a feedback column says when the source found nothing. */
export function answerIn(
  raw: RawRow,
  columns: readonly { readonly column: number; readonly field: { readonly id: string } }[],
): CellRemark | null {
  for (const { column, field } of columns) {
    const cell = raw.cells[column]
    if (cell === undefined || !mayBeAnswer.test(cell)) continue
    const text = cell.trim()
    if (nothingFound.test(text.normalize('NFKC')))
      return { column, field: field.id, code: 'no-result', severity: 'warn', raw: text.slice(0, 200) }
  }
  return null
}
/** The remark that a row says there is nothing. */
export function noResultRemark(raw: RawRow): CellRemark {
  return {
    column: null,
    field: null,
    code: 'no-result',
    severity: 'warn',
    raw: raw.cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join(' ')
      .slice(0, 200),
  }
}
