/** What figures are counted in, one line a unit: the word of the page, of reports and of the command line. */
import { textIn, type Language, type Words } from '../language.ts'

export const units = {
  person: { zh: '人', en: 'people' },
  site: { zh: '处', en: 'sites' },
  item: { zh: '项', en: 'items' },
  box: { zh: '盒', en: 'boxes' },
  set: { zh: '套', en: 'sets' },
  booklet: { zh: '册', en: 'booklets' },
  work: { zh: '部', en: 'works' },
  m3: { zh: 'm³', en: 'm³' },
  kg: { zh: 'kg', en: 'kg' },
  phone: { zh: '部', en: 'phones' },
  yuan: { zh: '元', en: 'yuan' },
  copy: { zh: '份', en: 'copies' },
  order: { zh: '单', en: 'orders' },
  row: { zh: '行', en: 'rows' },
  transfer: { zh: '笔', en: 'transfers' },
  slip: { zh: '注', en: 'slips' },
  point: { zh: '点', en: 'points' },
  level: { zh: '层', en: 'levels' },
  account: { zh: '个账号', en: 'accounts' },
  domain: { zh: '个域名', en: 'domains' },
  ip: { zh: '个 IP', en: 'IPs' },
} as const satisfies Readonly<Record<string, Words>>
export type Unit = keyof typeof units

/** The word of a unit. */
export function unitText(unit: Unit, language: Language): string {
  return textIn(units[unit], language)
}
