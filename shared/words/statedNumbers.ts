/** What the numbers are called by which a thing can be named by hand. */
import type { IdentifierType } from '../model/define.ts'
import { textIn, type Language, type Words } from '../language.ts'

const words: Partial<Readonly<Record<IdentifierType, Words>>> = {
  idNumber: { zh: '身份证号', en: 'ID number' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  card: { zh: '银行卡号', en: 'Card number' },
  account: { zh: '账号', en: 'Account number' },
  alipay: { zh: '支付宝账号', en: 'Alipay account' },
  wallet: { zh: '钱包地址', en: 'Wallet address' },
  phone: { zh: '手机号', en: 'Phone number' },
  wechat: { zh: '微信号', en: 'WeChat ID' },
  qq: { zh: 'QQ 号', en: 'QQ number' },
  domain: { zh: '域名', en: 'Domain' },
  ip: { zh: 'IP 地址', en: 'IP address' },
  imei: { zh: 'IMEI', en: 'IMEI' },
  plate: { zh: '车牌号', en: 'Plate' },
}
export function numberSortText(sort: IdentifierType, language: Language): string {
  const known = words[sort]
  return known === undefined ? sort : textIn(known, language)
}
