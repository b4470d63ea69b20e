/** What a row is, apart from data: judged by the row alone and the header. */
import type { RowRole } from '../../../../shared/contract/imports.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { isBlankRow, marks, type RawRow } from '../formats/cells.ts'

const period = '(?:本|当|上|全|以上|以下)?(?:页|日|周|旬|月|季|季度|期|年|年度|次|表)?'
const sum = '(?:合计|总计|小计|共计|累计|总和|总额|总数|总笔数|笔数合计)'
const totalWords = new RegExp(
  `^(?:${period}|人民币|美元|全部|总|借方|贷方|收入|支出)${sum}(?:$|[:(]|人民币|金额|数量|\\d|大写|笔数|元)`,
  'u',
)
/** What closes or opens a page, a month or an account of a ledger. */
const carried =
  /^(?:过次页|承前页|转[下次]页|[接承][上前]页|结转[下次上][页期月年]|(?:期初|期末|上期|上页|上月|上年|年初|年末|月初|月末)(?:余额|结余|结转))(?:$|[:\d-])/u
/** What closes a day, month or page of a ledger, in a cell of its own behind the date. */
const datedTotal = new RegExp(`^(?:${period}(?:合计|总计|小计|共计|累计)|过次页|承前页):?$`, 'u')
/** A sign of each such cell, or one that is folded to it. */
const mayCloseLedger = /[计页\u2e80-\u33ff\uf900-\uffff\ud800-\udfff]/
/** The same where a date may stand in its row: what no transaction is called. */
const ledgerFoot =
  /^(?:(?:本|当|上)?(?:页|日|周|旬|月|季|季度|期|年|年度)(?:合计|总计|小计|共计|累计|计)|累计|过次页|承前页|(?:期初|期末|上期|上页|上月|上年|年初|年末|月初|月末)(?:余额|结余|结转)):?$/u
const timeOfDay = /\d{1,2}:\d{2}/
const holdsDate = /^\s*(?:19|20)\d{2}(?:[-/.年]\d{1,2}|\d{4}(?!\d))/u
const dateOrNumber = /^(?:\d{0,8}|\d{4}[-/.年][\d\-/.:年月日]{0,16})$/u
const totalEnglish = /^(?:grand|sub)?-?total\b/i
const signatures =
  /^(?:制表|填表|审核|复核|审批|批准|经办|经手|持有人|见证人|保管人|移交人|接收人|办案|侦查|承办|主办|协办|记录人|勘验|提取人|签名|签字|签章|盖章|公章|单位(?:盖章|公章|负责人)|负责人|打印|导出|制表日期|填表日期|报告日期|提取时间|日期|年月日|第\d+页|以下空白|此表|本表|本清单|本回单|一式)[^:]{0,12}(?::|$)/u
/** How our own reading of a PDF begins a page (formats/pdf/pdfTable.ts), with the head and foot that each page repeats. */
const pageMark = /^第\d+页\(共\d+页\)/u
const notes =
  /^(?:注|备注|说明|特别提示|温馨提示|提示|声明|免责|注意)[:.]|^\*|^\d{1,2}[.、)]\D|^[-=_*—·.\s]{4,}|[-=—]{6,}/u
/** Answers that there is nothing, as they stand in rows and feedback columns. */
export const noResult =
  /查无|无此(?:账|卡|户|人|号|记录)|不存在|无(?:交易)?记录|未查询到|没有查到|无数据|暂无/u

const runningNumber = /^(?:序号|编号|行号|号|NO\.?|#)$/u

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

/** The cleaned header, to know its repetitions; empty headers are left out. */
export function headerKey(cells: readonly string[]): ReadonlyMap<number, string> {
  return new Map(
    cells.map((cell, column) => [column, cleanHeader(cell)] as const).filter(([, text]) => text !== ''),
  )
}

/**
 * The role of a row below the header. `width`: how many columns the header has. A row is only taken for a note or a footer when its few
 * cells say so in words; anything doubtful stays data, where it is accepted or rejected by its values.
 */
export function roleBelowHeader(row: RawRow, header: ReadonlyMap<number, string>): RowRole {
  const { cells } = row
  if (isBlankRow(cells)) return 'blank'
  if (repeatsHeader(cells, header)) return 'repeatedHeader'
  let filled = 0
  let first = ''
  let second = ''
  let further = false
  let foot = false
  for (const cell of cells) {
    const text = cell.trim()
    if (text === '') continue
    filled += 1
    if (filled === 1) first = text
    else if (filled === 2) second = text
    else if (text.length <= 8 && /[计页余转]/u.test(text)) {
      further ||= datedTotal.test(fold(text))
      foot ||= ledgerFoot.test(fold(text))
    }
    // Most rows begin with a number, a date or an account and have more than a few cells: nothing below is about them.
    else if (
      filled === 7 &&
      /^[!-~]/.test(first) &&
      !/^[tsg]/i.test(first) &&
      first.length > 6 &&
      !further &&
      !foot &&
      !(mayCloseLedger.test(second) && datedTotal.test(fold(second)))
    )
      return 'data'
  }
  first = fold(first)
  second = fold(second)
  // 合计 stands first, or after a running number or a date.
  if (
    totalWords.test(first) ||
    (filled <= header.size / 2 &&
      (carried.test(first) || (dateOrNumber.test(first) && carried.test(second)))) ||
    totalEnglish.test(first) ||
    (/^\d{0,6}$/.test(first) && totalWords.test(second)) ||
    (datedTotal.test(second) && dateOrNumber.test(first)) ||
    // Behind the names of what is summed up; a row that has its moment is one of the table.
    ((further || datedTotal.test(second)) &&
      (!cells.some((cell) => cell.length < 30 && holdsDate.test(cell)) ||
        // A day, a word and a sum: nobody whom it was paid to, no number of its own.
        (filled <= 4 &&
          !cells.some(
            (cell) => timeOfDay.test(cell) || /\d{6}/.test(cell.replace(/^(?:19|20)\d{6}$/, '')),
          )))) ||
    // What closes a day, a month or a page has a day at most, never an hour.
    ((foot || ledgerFoot.test(second)) && !cells.some((cell) => cell.length < 30 && timeOfDay.test(cell)))
  )
    return 'total'
  const few = filled <= Math.max(1, Math.min(6, Math.ceil(header.size / 2)))
  if (filled === 1 && pageMark.test(first)) return 'footer'
  if (few && signatures.test(first) && (/:/.test(first) || filled === 1)) return 'footer'
  // Lists are numbered in advance; a number alone is an empty line.
  if (
    filled === 1 &&
    header.size >= 3 &&
    /^\d{1,6}$/.test(first) &&
    runningNumber.test(header.get(cells.findIndex((cell) => cell.trim() !== '')) ?? '')
  )
    return 'blank'
  if (filled === 1 && header.size >= 3) {
    if (noResult.test(first)) return 'noResult'
    if (notes.test(first)) return 'note'
    const mark = row.marks?.[cells.findIndex((cell) => cell.trim() !== '')] ?? marks.text
    if (mark === marks.text && (first.length >= 25 || /[。；！？]/u.test(first))) return 'note'
  }
  return 'data'
}

export function repeatsHeader(cells: readonly string[], header: ReadonlyMap<number, string>): boolean {
  let equal = 0
  let filled = 0
  for (const { column, text, first, last } of headerCellsOf(header)) {
    const cell = cells[column]
    if (cell === undefined || cell === '') continue
    filled += 1
    // Cleaning every value would cost more than all else on the row: only what shares its first or last sign is looked at.
    if (
      cell.length <= text.length + 24 &&
      (cell.includes(first) || cell.includes(last)) &&
      cleanHeader(cell) === text
    )
      equal += 1
    else if (filled - equal > 2) return false
  }
  return equal >= 2 && equal >= filled * 0.7
}
interface HeaderCell {
  readonly column: number
  readonly text: string
  readonly first: string
  readonly last: string
}
const headerCells = new WeakMap<ReadonlyMap<number, string>, readonly HeaderCell[]>()
/** The cells of a header as they are compared with each of a million rows. */
function headerCellsOf(header: ReadonlyMap<number, string>): readonly HeaderCell[] {
  let known = headerCells.get(header)
  if (known === undefined) {
    known = [...header].map(([column, text]) => ({
      column,
      text,
      first: text.charAt(0),
      last: text.charAt(text.length - 1),
    }))
    headerCells.set(header, known)
  }
  return known
}

/** Roles of the rows above the header: what stands alone before anything else is the title, the rest preamble. */
export function rolesAboveHeader(rows: readonly RawRow[]): readonly RowRole[] {
  let first = true
  return rows.map(({ cells }) => {
    if (isBlankRow(cells)) return 'blank'
    const filled = cells.filter((cell) => cell.trim() !== '')
    const only = fold(filled[0] ?? '')
    const title =
      first && filled.length === 1 && !only.includes(':') && only.length <= 60 && !notes.test(only)
    first = false
    return title ? 'title' : 'preamble'
  })
}
