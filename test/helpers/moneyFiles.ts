/** Made-up statements of three cards, with every sort of row that sums of money must get right. */
import { random } from './statements.ts'

/** The first three have statements, the others are only named. */
export const moneyCards = [
  '6217000000000000007',
  '6217000000000000015',
  '6217000000000000023',
  '6228480000000000018',
  '6228480000000000026',
]
export const moneyHeader =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,摘要说明,交易币种,交易是否成功,交易流水号'
/** Statements of the first three cards: both sides of some transfers, repeated rows, failures, cash, fees, a third-party payer, other currencies, rows of one account with itself. */
export function moneyFiles(seed: number, count: number): Record<string, string> {
  const next = random(seed)
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const rows = new Map<string, string[]>(moneyCards.slice(0, 3).map((card) => [card, []]))
  for (let number = 0; number < count; number += 1) {
    const own = of(moneyCards.slice(0, 3))
    const other = of(moneyCards)
    const use = of(['转账', '转账', '转账', 'ATM取款', '手续费', '财付通充值', '其他'])
    const amount = `${Math.floor(next() * 9_000)}.${String(Math.floor(next() * 100)).padStart(2, '0')}`
    const time = `2023-0${1 + (number % 9)}-1${number % 10} 10:${String(10 + (number % 50))}:${String(number % 60).padStart(2, '0')}`
    const way = of(['进', '出'])
    const state = of(['成功', '成功', '成功', '失败'])
    const currency = of(['人民币', '人民币', '美元'])
    const line = (card: string, counter: string, direction: string, serial: string): string =>
      [
        card,
        `户${card.slice(-2)}`,
        time,
        amount,
        direction,
        '',
        use === '转账' ? counter : '',
        use === '财付通充值' ? '财付通支付科技有限公司' : '',
        use,
        currency,
        state,
        serial,
      ].join()
    const serial = `S${seed}${String(number).padStart(6, '0')}`
    rows.get(own)?.push(line(own, other, way, serial))
    if (next() < 0.1) rows.get(own)?.push(line(own, other, way, serial))
    if (use === '转账' && other !== own && next() < 0.5)
      rows.get(other)?.push(line(other, own, way === '进' ? '出' : '进', `T${serial}`))
  }
  return Object.fromEntries(
    [...rows].map(([card, lines]) => [
      `流水${card.slice(-2)}.csv`,
      `${[moneyHeader, ...lines].join('\r\n')}\r\n`,
    ]),
  )
}
