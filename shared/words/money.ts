/** Currencies and the lines of an account in words; for the page, reports and the command line. */
import type { Language, Words } from '../language.ts'
import { textIn } from '../language.ts'
import { unknownCurrency, yuan, type CurrencySum } from '../model/currency.ts'
import type { Minor } from '../model/minor.ts'
import type { MoneyUse } from '../model/moneyUse.ts'
import { moneyText } from '../model/numberText.ts'

const currencyWords: Readonly<Record<string, Words>> = {
  [yuan]: { zh: '人民币', en: 'CNY' },
  [unknownCurrency]: { zh: '币种不明', en: 'unknown currency' },
  USD: { zh: '美元', en: 'USD' },
  HKD: { zh: '港元', en: 'HKD' },
  EUR: { zh: '欧元', en: 'EUR' },
  JPY: { zh: '日元', en: 'JPY' },
  GBP: { zh: '英镑', en: 'GBP' },
  MOP: { zh: '澳门元', en: 'MOP' },
  TWD: { zh: '新台币', en: 'TWD' },
  KRW: { zh: '韩元', en: 'KRW' },
  SGD: { zh: '新加坡元', en: 'SGD' },
  THB: { zh: '泰铢', en: 'THB' },
  VND: { zh: '越南盾', en: 'VND' },
  PHP: { zh: '菲律宾比索', en: 'PHP' },
  MYR: { zh: '马来西亚林吉特', en: 'MYR' },
  AUD: { zh: '澳元', en: 'AUD' },
  CAD: { zh: '加元', en: 'CAD' },
  CHF: { zh: '瑞士法郎', en: 'CHF' },
  RUB: { zh: '卢布', en: 'RUB' },
  INR: { zh: '印度卢比', en: 'INR' },
  AED: { zh: '阿联酋迪拉姆', en: 'AED' },
  KHR: { zh: '柬埔寨瑞尔', en: 'KHR' },
  MMK: { zh: '缅元', en: 'MMK' },
}
/** A currency by its name; its code where it has no other. */
export function currencyText(currency: string, language: Language): string {
  const words = Object.hasOwn(currencyWords, currency) ? currencyWords[currency] : undefined
  return words === undefined ? currency : textIn(words, language)
}
/** An amount with its currency, `100.00 美元`; yuan stand as they do everywhere, without. */
export function amountIn(currency: string, sum: Minor, language: Language): string {
  return currency === yuan ? moneyText(sum) : `${moneyText(sum)} ${currencyText(currency, language)}`
}
/** Sums of several currencies, one after the other; never added up. */
export function amountsText(sums: readonly CurrencySum[], language: Language): string {
  return sums
    .map(({ currency, sum }) => amountIn(currency, sum, language))
    .join(language === 'en' ? ' + ' : '；')
}

/** The same with every currency named, yuan too: `人民币 111.00；美元 207.00`. */
export function namedSumsText(sums: readonly CurrencySum[], language: Language): string {
  return sums
    .map(({ currency, sum }) => `${currencyText(currency, language)} ${moneyText(sum)}`)
    .join(language === 'en' ? '; ' : '；')
}
/** What a link adds up to: yuan, and beside them what is in other currencies; null where no row has an amount. */
export function linkSumText(
  {
    amount,
    others,
  }: { readonly amount: number | null; readonly others?: readonly CurrencySum[] | undefined },
  language: Language,
): string | null {
  const sums = [...(amount === null ? [] : [{ currency: yuan, sum: amount }]), ...(others ?? [])]
  return sums.length === 0 ? null : amountsText(sums, language)
}

const useWords: Readonly<Record<MoneyUse, Words>> = {
  counterparty: { zh: '与其他账户', en: 'with other accounts' },
  self: { zh: '转给本账户自身', en: 'to itself' },
  cash: { zh: '现金存取', en: 'cash' },
  fee: { zh: '手续费等费用', en: 'fees' },
  interest: { zh: '利息', en: 'interest' },
  pos: { zh: '消费（POS、快捷支付）', en: 'card payments' },
  other: { zh: '其他（无对手账户）', en: 'other (no counter account)' },
}
/** What a line of an account is. */
export function moneyUseText(use: MoneyUse, language: Language): string {
  return textIn(useWords[use], language)
}
