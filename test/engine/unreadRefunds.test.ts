/** What an order or a deposit says and no figure can take in silence: refunds nobody can read or above the payment, payments nobody can read, types nobody knows. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

const moneyOf = (value: unknown) => (value as { minor?: number } | null)?.minor
async function figures(name: string, lines: readonly string[]) {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give(name, `${lines.join('\r\n')}\r\n`) })
  const measures = await made.engine.call('measures.list', {})
  return (id: string) => {
    const found = measures.find((measure) => measure.id === id)
    const why = (found?.why ?? [])
      .filter(({ reason }) => /refund|type|without-value/.test(reason))
      .map(({ reason, count, figures: sums, names }) => [reason, count, moneyOf(sums[0]?.value), ...names])
    return [found?.value, why]
  }
}
const header = '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,退款金额,订单状态,订单创建时间'
const order = (number: number, paid: string, refund = ''): string =>
  `${number},《甲》剧本,1,${paid},${refund},交易成功,2022-11-01 10:00:00`

test('a refund that cannot be read, and one above the payment, stand beside sales with what they hold', async () => {
  const of = await figures('订单.csv', [
    header,
    order(1001, '30'),
    order(1002, '30', '全部退'),
    order(1003, '30', '50'),
  ])
  expect(of('online.amount')).toEqual([
    { minor: 4_000, currency: 'CNY' },
    [
      ['unread-refunds', 1, 3_000],
      ['refunds-above-paid', 1, -2_000],
    ],
  ])
  expect((of('business.amount')[1] as unknown[]).length).toBe(2)
})
test('refunds up to the payment are no remark', async () => {
  const of = await figures('订单.csv', [
    header,
    order(1001, '30'),
    order(1002, '30', '30'),
    order(1003, '30', '-10'),
  ])
  expect(of('online.amount')).toEqual([{ minor: 5_000, currency: 'CNY' }, []])
})
test('orders whose payment cannot be read are missing among the copies, too', async () => {
  const of = await figures('订单.csv', [
    header,
    order(1001, '30'),
    order(1002, '30+5'),
    order(1003, '40（含运费5）'),
  ])
  for (const id of ['online.copies', 'online.amount', 'business.copies'])
    expect([id, of(id)[1]]).toEqual([id, [['rows-without-value', 2, undefined]]])
})
test('types that are neither deposit nor withdrawal are told with their words and sum', async () => {
  const row = (at: number, type: string, amount: number): string =>
    `${at}7,a1,${type},${amount},2022-11-01 10:0${at}:00`
  const of = await figures('账变记录.csv', [
    '流水号,会员账号,账变类型,金额,时间',
    row(1, '充值', 1_000),
    row(2, '人工加款', 100),
    row(3, '充值撤销', -1_000),
    row(4, '提现', 500),
    row(5, '', 7),
    // Neither, and no question.
    row(6, '返佣', 9),
    row(7, '派彩', 11),
  ])
  const told = [['unknown-type', 3, -89_300, '人工加款', '充值撤销']]
  expect(of('receiving.deposits')).toEqual([{ minor: 100_000, currency: 'CNY' }, told])
  expect(of('receiving.withdrawals')).toEqual([{ minor: 50_000, currency: 'CNY' }, told])
})
