/** Short names of the findings of the quality list, for chips, lists and files. */
import type { QualityCode } from '../contract/quality.ts'

export const findingNames: Readonly<Record<QualityCode, { readonly zh: string; readonly en: string }>> = {
  'damaged-number': { zh: '号码失真', en: 'Damaged numbers' },
  'bad-check-digit': { zh: '校验位不符', en: 'Check digit differs' },
  duplicates: { zh: '重复行', en: 'Duplicate rows' },
  mirrored: { zh: '双方流水重复', en: 'Counter-entries' },
  rejected: { zh: '退回的行', en: 'Rejected rows' },
  'unknown-direction': { zh: '收付不明', en: 'Direction unknown' },
  'future-date': { zh: '日期晚于今天', en: 'Dates in the future' },
  'name-only': { zh: '仅知姓名', en: 'Known by name only' },
  'not-a-number': { zh: '不是数', en: 'Not a number' },
  'not-a-date': { zh: '不是日期', en: 'Not a date' },
  masked: { zh: '号码有遮盖', en: 'Masked numbers' },
  failed: { zh: '失败交易', en: 'Failed transfers' },
  reconciled: { zh: '行数核对一致', en: 'Row counts agree' },
  'hidden-sheet': { zh: '隐藏工作表', en: 'Hidden sheets' },
  'balance-break': { zh: '余额不连续', en: 'Balance breaks' },
  'direction-reversed': { zh: '收付方向与余额相反', en: 'In and out reversed' },
  'missing-period': { zh: '缺少月份', en: 'Missing months' },
  'declared-period': { zh: '少于所列期间', en: 'Shorter than declared' },
  'no-result': { zh: '查无结果', en: 'Nothing found answers' },
  contradictory: { zh: '前后不一致', en: 'Contradicting rows' },
  overlap: { zh: '批次重叠', en: 'Overlapping imports' },
  conflict: { zh: '同号不同值', en: 'Numbers in conflict' },
  'possible-repeat': { zh: '可能的重复', en: 'Possible duplicates' },
  identical: { zh: '内容完全相同', en: 'Identical rows' },
}
