/** One order number in two shops: one order that was told otherwise, or two. Whatever the amounts are, the figure lies between. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

const header = '订单编号,店铺名称,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间'
async function told(shops: readonly [string, string], amounts: readonly [number, number] = [30, 30]) {
  const made = await importCase()
  for (const [at, shop] of shops.entries())
    await made.engine.call('import.run', {
      fileId: made.give(
        `${at}.csv`,
        `${header}\r\n1001,${shop},《甲》剧本,1,${amounts[at] ?? 0},交易成功,2022-11-01 10:00:00\r\n200${at},${shop},《乙》剧本,1,40,交易成功,2022-11-02 10:00:00\r\n`,
      ),
    })
  const amount = (await made.engine.call('measures.list', {})).find(({ id }) => id === 'online.amount')
  const conflict = (await made.engine.call('quality.list', {})).find(({ id }) => id === 'conflict.saleOrder')
  const range = amount?.why
    .find(({ reason }) => reason === 'conflicting-rows')
    ?.figures.map(({ value }) => value)
  return [amount?.value ?? null, range, conflict?.hangs.find(({ field }) => field === 'net')?.value]
}
const yuan = (minor: number) => ({ minor, currency: 'CNY' })

test('equal amounts in two shops lie between one order and two', async () => {
  expect(await told(['甲店', '乙店'])).toEqual([null, [yuan(11_000), yuan(14_000)], 3_000])
})
test('other amounts between the smaller one and both', async () => {
  expect(await told(['甲店', '乙店'], [30, 50])).toEqual([
    null,
    [yuan(11_000), yuan(16_000)],
    expect.any(Number) as unknown,
  ])
})
test('one shop, or one that is not named, is one order', async () => {
  expect(await told(['甲店', '甲店'])).toEqual([yuan(11_000), undefined, undefined])
  expect(await told(['甲店', ''])).toEqual([yuan(11_000), undefined, undefined])
})
