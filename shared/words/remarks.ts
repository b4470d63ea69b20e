/** Remarks of the import on a row or a value, in words, by their code; the page and exported files say the same. */
import { textIn, type Language, type Words } from '../language.ts'

export const remarks = {
  'required-empty': { zh: '必填内容为空', en: 'required value is empty' },
  'not-a-number': { zh: '不是数', en: 'not a number' },
  'not-a-date': { zh: '不是日期', en: 'not a date' },
  'date-without-year': { zh: '日期没有年份', en: 'date without a year' },
  'year-assumed': {
    zh: '年份取自标题、表名或前后行',
    en: 'year taken from title, names or neighbouring rows',
  },
  'damaged-number': {
    zh: '号码已失真（末位被表格软件改写）',
    en: 'number damaged (last digits rewritten by spreadsheet software)',
  },
  'bad-check-digit': { zh: '校验位不符', en: 'check digit does not match' },
  'bad-phone': { zh: '手机号格式不符', en: 'not a phone number' },
  'unknown-direction': { zh: '收付方向不明', en: 'direction unknown' },
  'unknown-result': { zh: '交易结果不明', en: 'result unknown' },
  'currency-conflict': { zh: '币种前后矛盾', en: 'currency contradicts its column' },
  'unknown-currency': { zh: '币种未写', en: 'currency not stated' },
  'foreign-currency': { zh: '外币金额，未计入', en: 'amount in another currency, not counted' },
  precision: { zh: '小数多于两位', en: 'more than two decimals' },
  'future-date': { zh: '日期晚于今天', en: 'date in the future' },
  masked: { zh: '号码带掩码', en: 'masked number' },
  'too-many-cells': { zh: '单元格过多', en: 'too many cells' },
  'no-key': { zh: '没有可用的标识', en: 'no usable identifier' },
  'value-too-long': { zh: '内容过长', en: 'value too long' },
  'no-result': { zh: '查无结果', en: 'nothing found' },
  'formula-failed': { zh: '公式没有结果或出错', en: 'formula without a result' },
  disguised: { zh: '号码变写', en: 'number in disguise' },
} as const satisfies Readonly<Record<string, Words>>

/** A remark in words; the code itself for one this version does not know. */
export function remarkText(code: string, language: Language): string {
  return Object.hasOwn(remarks, code) ? textIn(remarks[code as keyof typeof remarks], language) : code
}
