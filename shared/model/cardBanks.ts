/** Which bank a card may be of: by the longest prefix that fits its length, and what a bank is called. */
import { bankPrefixes } from './bankPrefixes.ts'

/** `length:prefix` → banks. */
const banksBy: ReadonlyMap<string, readonly string[]> = readTable()
const longest = 12

function readTable(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>()
  for (const line of bankPrefixes) {
    const [bank = '', ...lengths] = line.split('|')
    for (const part of lengths) {
      const [length = '', prefixes = ''] = part.split(':')
      for (const prefix of prefixes.split(' ')) {
        const key = `${length}:${prefix}`
        const banks = table.get(key)
        if (banks === undefined) table.set(key, [bank])
        else if (!banks.includes(bank)) banks.push(bank)
      }
    }
  }
  return table
}
/** The banks of the longest prefix that the table knows for a card of this length; none for what is no card number or is not in it. */
export function banksOfCard(card: string): readonly string[] {
  if (!/^\d{13,19}$/.test(card)) return []
  for (let length = Math.min(longest, card.length); length >= 3; length -= 1) {
    const banks = banksBy.get(`${card.length}:${card.slice(0, length)}`)
    if (banks !== undefined) return banks
  }
  return []
}

/** Short names by which answers call the large banks. */
const shortNames: Readonly<Record<string, string>> = {
  工行: '中国工商银行',
  工商银行: '中国工商银行',
  农行: '中国农业银行',
  农业银行: '中国农业银行',
  建行: '中国建设银行',
  建设银行: '中国建设银行',
  中行: '中国银行',
  交行: '交通银行',
  招行: '招商银行',
  邮储: '中国邮政储蓄银行',
  邮政储蓄: '中国邮政储蓄银行',
  浦发: '上海浦东发展银行',
  民生银行: '中国民生银行',
  光大银行: '中国光大银行',
  广发银行: '广东发展银行',
  平安银行: '平安银行',
}
const fullNames = [...new Set(bankPrefixes.map((line) => line.slice(0, line.indexOf('|'))))].toSorted(
  (one, other) => other.length - one.length,
)
/** The bank that the name of a branch tells: 中国工商银行股份有限公司上海市分行 is 中国工商银行. What is not known stays as it is written. */
export function bankOfBranch(name: string): string {
  const text = name.normalize('NFKC').replace(/\s/g, '')
  const full = fullNames.find((bank) => text.includes(bank.normalize('NFKC')))
  if (full !== undefined) return full
  const short = Object.keys(shortNames).find((word) => text.includes(word))
  return (short === undefined ? undefined : shortNames[short]) ?? text
}
