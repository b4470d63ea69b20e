/** What a row of an account without a counter account is, by the words of its bank: the lines an account's total is made of. */

/**
 * counterparty: another account is named. self: the account itself is named as its counter account. cash, fee, interest, pos: by the row's words,
 * where no counter account is named. other: neither account nor word tells.
 */
export const moneyUses = ['counterparty', 'self', 'cash', 'fee', 'interest', 'pos', 'other'] as const
export type MoneyUse = (typeof moneyUses)[number]

// In this order: 取款手续费 is a fee, 存款利息 is interest.
const words: readonly (readonly [MoneyUse, RegExp])[] = [
  [
    'fee',
    /手续费|工本费|年费|管理费|服务费|短信费|信使费|通知费|汇费|汇划费|邮电费|账户费|收费|扣费|\bFEE\b/i,
  ],
  ['interest', /利息|结息|付息|计息|派息|息税|\bINTEREST\b/i],
  [
    'cash',
    /现金|现存|存现|现取|取现|现支|ATM|CDM|CRS|自助(?:取|存)款|柜[台面](?:取|存)款?|卡取|卡存|取款|续存|存款/i,
  ],
  ['pos', /POS|消费|刷卡|购物|快捷支付|商户/i],
]
const known = new Map<string, MoneyUse>()
/** The line of a row that names no counter account; `text` is its summary and type in one. */
export function useOf(text: string): MoneyUse {
  let use = known.get(text)
  if (use === undefined) {
    use = words.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
    if (known.size > 5_000) known.clear()
    known.set(text, use)
  }
  return use
}
