import { currencyChoices } from '../currency.ts'
import type { Field } from '../define.ts'
import { field } from './build.ts'

/** The currency of a row's amounts, for every kind that has any: a column of its own, or a line above the table. */
export function currencyField(spellings = ''): Field {
  return field('currency', '币种', 'Currency', 'choice', ['交易币种|货币|币别|交易货币|货币名称|结算币种|支付币种', spellings].filter((part) => part !== '').join('|'), {
    facet: true,
    choices: currencyChoices,
    context: [{ from: 'preamble', pattern: '(?:币种|货币|Currency)\\s*[::]\\s*\\[?([\\u4e00-\\u9fa5A-Za-z$]{1,12})' }],
  })
}
