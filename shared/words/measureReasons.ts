/** Why a figure is missing or needs a look, in words; for the page, reports and the command line. */
import type { MeasureReason } from '../contract/measures.ts'
import { textIn, type Language, type Words } from '../language.ts'

const measureReasonWords: Readonly<Record<MeasureReason, Words>> = {
  'no-material': { zh: '没有导入这类材料', en: 'No such material was imported' },
  'no-value': { zh: '所需的字段都为空', en: 'The field it needs is empty everywhere' },
  'rows-without-value': {
    zh: '部分行没有数值，未计入',
    en: 'Some rows have no value and are not counted in',
  },
  'point-value-unknown': {
    zh: '没有充值提现记录说明每点代表的金额',
    en: 'No deposit tells what a point is worth',
  },
  'point-value-differs': {
    zh: '充值提现记录中每点代表的金额不一致',
    en: 'Deposits tell different values for a point',
  },
  'no-average-price': {
    zh: '部分作品没有网店成交，无法取平均价',
    en: 'Some titles were never sold online, so there is no average price',
  },
  'conflicting-rows': { zh: '同一编号的几行数值不一致', en: 'Rows of one number differ' },
  'too-large': {
    zh: '合计超出可精确表示的范围，不给出数值',
    en: 'The sum is beyond what can be told exactly; no figure is given',
  },
  'subject-unsupported': { zh: '该指标不能按此对象统计', en: 'The measure is not told of such a subject' },
}
/** The reason in words; empty for none. */
export function measureReasonText(reason: MeasureReason | null, language: Language): string {
  return reason === null ? '' : textIn(measureReasonWords[reason], language)
}
