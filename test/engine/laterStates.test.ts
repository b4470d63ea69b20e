/** One number in two exports of which the later says how it went: what was under way contradicts nothing, success against failure does. */
import { expect, test } from 'vitest'
import { isUnderWay } from '../../shared/model/results.ts'
import { importCase, type ImportCase } from './importCase.ts'

async function imported(...files: readonly (readonly string[])[]): Promise<ImportCase> {
  const made = await importCase()
  for (const [at, lines] of files.entries())
    await made.engine.call('import.run', { fileId: made.give(`${at}.csv`, `${lines.join('\r\n')}\r\n`) })
  return made
}
const told = async ({ engine }: ImportCase, kind: string, field: string) => {
  const { counted, sums } = await engine.call('records.totals', { scope: { kind } })
  const conflict = (await engine.call('quality.list', {})).find(({ id }) => id === `conflict.${kind}`)
  return [counted, sums.find((sum) => sum.field === field)?.sum ?? null, conflict?.count ?? 0]
}
const bothWays = async (
  kind: string,
  field: string,
  one: readonly string[],
  other: readonly string[],
): Promise<unknown> => {
  const [here, there] = [
    await told(await imported(one, other), kind, field),
    await told(await imported(other, one), kind, field),
  ]
  expect(there).toEqual(here)
  return here
}

const deposits = (status: string, amount = 1_000) => [
  '充值订单号,会员账号,充值金额,到账点数,充值时间,状态',
  `D1,a1,${amount},,2022-11-01 10:00:00,${status}`,
  'D2,a2,70,,2022-11-01 11:00:00,成功',
]
test.each([
  ['处理中', '成功', [2, 107_000, 0]],
  ['待审核', '已到账', [2, 107_000, 0]],
  ['处理中', '失败', [1, 7_000, 0]],
  ['出款中...', '提现失败', [1, 7_000, 0]],
  ['PENDING', 'SUCCESS', [2, 107_000, 0]],
  // Success and failure, and a word that nobody knows, are left to a person.
  ['成功', '失败', [null, null, 2]],
  ['部分成功', '成功', [2, 107_000, 2]],
])('a deposit %s and %s', async (before, after, [rows, sum, conflicts]) => {
  const found = (await bothWays('deposit', 'amount', deposits(before), deposits(after))) as unknown[]
  expect(found[2]).toBe(conflicts)
  if (rows !== null) expect(found.slice(0, 2)).toEqual([rows, sum])
})
test('a later state with another amount stays a conflict', async () => {
  expect(await bothWays('deposit', 'amount', deposits('处理中', 900), deposits('成功'))).toEqual([
    2, 107_000, 2,
  ])
})
test('withdrawals and transfers of one serial are looked at alike', async () => {
  const withdrawals = (status: string) => [
    '提现订单号,会员账号,提现金额,提现时间,状态,收款账号',
    `W1,a1,500,2022-11-01 10:00:00,${status},6222021234567890128`,
    'W2,a1,600,2022-11-01 12:00:00,成功,6222021234567890128',
  ]
  expect(await bothWays('deposit', 'amount', withdrawals('打款中'), withdrawals('成功'))).toEqual([
    2, 110_000, 0,
  ])
  const transfers = (status: string) => [
    '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号,交易结果',
    `6217000314159268803,2022-11-01 10:00:00,500,出,6222021234567890128,S001,${status}`,
    '6217000314159268803,2022-11-01 11:00:00,600,出,6222021234567890128,S002,成功',
  ]
  expect(await bothWays('transfer', 'amount', transfers('处理中'), transfers('成功'))).toEqual([
    2, 110_000, 0,
  ])
  expect(await bothWays('transfer', 'amount', transfers('处理中'), transfers('失败'))).toEqual([1, 60_000, 0])
  expect(((await bothWays('transfer', 'amount', transfers('失败'), transfers('成功'))) as unknown[])[2]).toBe(
    2,
  )
})
test('an order goes from unpaid to paid, sent, and received or given back', async () => {
  const orders = (status: string, refund = '', paid = 30) => [
    '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,退款金额,订单状态,订单创建时间',
    `1001,《甲》剧本,1,${paid},${refund},${status},2022-11-01 10:00:00`,
    '1002,《甲》剧本,1,40,,交易成功,2022-11-01 10:00:00',
  ]
  for (const [before, after] of [
    ['待付款', '已付款'],
    ['已付款', '已发货'],
    ['已发货', '交易成功'],
    ['待付款', '交易成功'],
  ] as const) {
    const found = (await bothWays('saleOrder', 'paid', orders(before), orders(after))) as unknown[]
    expect([before, after, found[2]]).toEqual([before, after, 0])
  }
  const sent = orders('已发货')
  expect(((await bothWays('saleOrder', 'paid', sent, orders('退款成功', '30'))) as unknown[])[2]).toBe(0)
  // Closed without a refund: a figure hangs on whether it was ever received.
  expect(((await bothWays('saleOrder', 'paid', sent, orders('交易关闭'))) as unknown[])[2]).toBe(2)
  expect(((await bothWays('saleOrder', 'paid', sent, orders('交易成功', '', 90))) as unknown[])[2]).toBe(2)
  expect(
    ((await bothWays('saleOrder', 'paid', orders('交易成功'), orders('退款成功', '30'))) as unknown[])[2],
  ).toBe(2)
})
test('words of what is under way', () => {
  for (const word of [
    '处理中',
    '待处理',
    '审核中',
    '待审核',
    '等待付款',
    '待支付',
    '提现处理中',
    '已受理',
    '申请中',
    '出款中',
    '排队中',
    'Processing',
    '处理中…',
  ])
    expect([word, isUnderWay(word)]).toEqual([word, true])
  for (const word of [
    '成功',
    '失败',
    '部分成功',
    '未失败',
    '中',
    '待',
    '未',
    '成功中奖',
    '交易成功-未撤销',
    '2',
    '',
    '异常',
  ])
    expect([word, isUnderWay(word)]).toEqual([word, false])
})
