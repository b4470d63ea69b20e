import { id, list, literal, nullable, object, optional, text } from '../define.ts'
import { scopeSort } from './define.ts'

export const moneyWays = ['in', 'out', 'both', 'internal', 'failed', 'sideless'] as const
export const moneyOutside = ['channel', 'cash', 'fee', 'interest', 'pos', 'unknown'] as const

/**
 * The transfers of people or accounts in one currency, with the second sides and repeats of each; `with` and `outside`: only those with these at the other end, or with nobody who has an account.
 * Entities that are gone are left out.
 */
export const moneyRows = scopeSort({
  id: 'money',
  value: object({
    of: list(id),
    way: literal(moneyWays),
    with: optional(list(id)),
    outside: optional(literal(moneyOutside)),
    currency: text,
    by: literal(['person', 'account']),
    from: optional(nullable(text)),
    to: optional(nullable(text)),
  }),
  phrase: { zh: '资金：{text}', en: 'Money: {text}' },
})
