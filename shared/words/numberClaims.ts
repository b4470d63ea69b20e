/** What people say of numbers, in words, for page, command line and lists of claims. */
import type { Language } from '../language.ts'
import type { NumberClaim, NumberSaying, NumberSort } from '../model/numberClaims.ts'

const sorts: Readonly<Record<NumberSort, { readonly zh: string; readonly en: string }>> = {
  idNumber: { zh: '证件号码', en: 'ID number' },
  creditCode: { zh: '统一社会信用代码', en: 'credit code' },
  account: { zh: '卡号、账号', en: 'card or account' },
  phone: { zh: '电话号码', en: 'phone' },
  wechat: { zh: '微信号', en: 'WeChat id' },
  qq: { zh: 'QQ 号', en: 'QQ number' },
  alipay: { zh: '支付宝账号', en: 'Alipay account' },
  email: { zh: '邮箱', en: 'e-mail' },
  siteAccount: { zh: '网站账号', en: 'site account' },
  plate: { zh: '车牌号', en: 'plate' },
  imei: { zh: 'IMEI', en: 'IMEI' },
  imsi: { zh: 'IMSI', en: 'IMSI' },
  mac: { zh: 'MAC 地址', en: 'MAC address' },
  ip: { zh: 'IP 地址', en: 'IP address' },
  wallet: { zh: '钱包地址', en: 'wallet' },
  domain: { zh: '域名', en: 'domain' },
}
/** A sort of numbers. */
export function numberSortText(sort: NumberSort, language: Language): string {
  return language === 'en' ? sorts[sort].en : sorts[sort].zh
}
/** What is said of a number; null: the rules hold it for one thing within each sheet, or for a number that tells no person. */
export function numberSayingText(says: NumberSaying | null, language: Language): string {
  if (says === null)
    return language === 'en' ? 'one thing within its sheet or no person’s' : '仅在本表内有效或不指向个人'
  if (language === 'en') return says === 'number' ? 'a number of somebody' : 'nobody’s'
  return says === 'number' ? '是有效号码' : '不属于任何人'
}
/** A claim about a number. */
export function numberClaimText({ sort, value, says }: NumberClaim, language: Language): string {
  return language === 'en'
    ? `${numberSortText(sort, language)} ${value} is ${numberSayingText(says, language)}`
    : `${numberSortText(sort, language)} ${value} ${numberSayingText(says, language)}`
}
