/** One number under two printers, buyers, houses or accounts, with equal amounts: who it belongs to is open, and it may be two things. Every figure of one of them lies between. */
import { expect, test } from 'vitest'
import { measureWhyText } from '../../shared/words/measureReasons.ts'
import type { Doubts } from '../../shared/contract/doubts.ts'
import { caseOfFiles } from '../helpers/measured.ts'

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const swing = (doubts: Doubts | undefined) => doubts?.swings.map(({ less, more }) => [less, more])[0] ?? null
const prints = '单号,日期,委托方,承印方,品名,印数,金额,交货地点'
const moves = '单号,日期,仓库,类型,品名,数量,金额,往来单位'
const slips = '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态'
const deposits = '充值订单号,会员账号,充值金额,充值时间,状态,收款卡号'
const transfers = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号,摘要说明'

const cases = [
  [
    'printOrder',
    'printer',
    'amount',
    [
      prints,
      'P1,2022-01-01,甲店,一厂,《雾港》,100,1000,乙仓',
      'P2,2022-01-02,甲店,一厂,《雾港》,50,500,乙仓',
    ],
    [
      prints,
      'P1,2022-01-01,甲店,二厂,《雾港》,100,1000,乙仓',
      'P3,2022-01-03,甲店,二厂,《雾港》,10,100,乙仓',
    ],
    [160_000, 0, 100_000],
  ],
  [
    'printOrder',
    'customer',
    'copies',
    [
      prints,
      'P1,2022-01-01,甲店,一厂,《雾港》,100,1000,乙仓',
      'P2,2022-01-02,甲店,一厂,《雾港》,50,500,乙仓',
    ],
    [
      prints,
      'P1,2022-01-01,丁店,一厂,《雾港》,100,1000,乙仓',
      'P3,2022-01-03,丁店,一厂,《雾港》,10,100,乙仓',
    ],
    [160, 0, 100],
  ],
  [
    'stockMove',
    'party',
    'amount',
    [moves, 'C1,2022-01-01,甲仓,出库,《雾港》,10,1000,张三', 'C2,2022-01-02,甲仓,出库,《雾港》,5,500,张三'],
    [moves, 'C1,2022-01-01,甲仓,出库,《雾港》,10,1000,李四', 'C3,2022-01-03,甲仓,出库,《雾港》,1,100,李四'],
    [160_000, 0, 100_000],
  ],
  [
    'stockMove',
    'place',
    'quantity',
    [moves, 'C1,2022-01-01,甲仓,出库,《雾港》,10,1000,张三', 'C2,2022-01-02,甲仓,出库,《雾港》,5,500,张三'],
    [moves, 'C1,2022-01-01,乙仓,出库,《雾港》,10,1000,张三', 'C3,2022-01-03,乙仓,出库,《雾港》,1,100,张三'],
    [16, 0, 10],
  ],
  [
    'betSlip',
    'account',
    'valid',
    [slips, 'B1,m1,d1,2022-01-01 10:00:00,100,100,已结算', 'B2,m1,d1,2022-01-01 11:00:00,50,50,已结算'],
    [slips, 'B1,m2,d1,2022-01-01 10:00:00,100,100,已结算', 'B3,m2,d1,2022-01-01 12:00:00,10,10,已结算'],
    [16_000, 0, 10_000],
  ],
  [
    'deposit',
    'account',
    'amount',
    [
      deposits,
      'D1,m1,100,2022-01-01 10:00:00,成功,6222021234567890128',
      'D2,m1,50,2022-01-01 11:00:00,成功,6222021234567890128',
    ],
    [
      deposits,
      'D1,m2,100,2022-01-01 10:00:00,成功,6222021234567890128',
      'D3,m2,10,2022-01-01 12:00:00,成功,6222021234567890128',
    ],
    [16_000, 0, 10_000],
  ],
  [
    'transfer',
    'counterAccount',
    'amount',
    [
      transfers,
      '6217000314159268803,2022-01-01 10:00:00,100,出,6222021234567890128,S1,转账',
      '6217000314159268803,2022-01-01 11:00:00,50,出,6222021234567890128,S2,转账',
    ],
    [
      transfers,
      '6217000314159268803,2022-01-01 10:00:00,100,出,6228480402564890018,S1,转账',
      '6217000314159268803,2022-01-01 12:00:00,10,出,6228480402564890018,S3,转账',
    ],
    [16_000, 0, 10_000],
  ],
] as const
test.each(cases)('%s of two in %s', async (kind, field, sum, one, other, [total, less, more]) => {
  for (const files of [
    { 'a.csv': file(...one), 'b.csv': file(...other) },
    { 'b.csv': file(...other), 'a.csv': file(...one) },
  ]) {
    const engine = await caseOfFiles(files)
    const finding = (await engine.call('quality.list', {})).find(({ id }) => id === `conflict.${kind}`)
    expect(finding?.count).toBe(2)
    const { sums } = await engine.call('records.totals', { scope: { kind } })
    const whole = sums.find((each) => each.field === sum)
    expect([whole?.sum, swing(whole?.doubts)]).toEqual([total, [less, more]])
    // Of each of the two it is one more or none: what it has for sure, and what it may have.
    const { rows } = await engine.call('records.groups', {
      scope: { kind },
      by: [{ field }],
      offset: 0,
      limit: 9,
    })
    const parts = rows.map(({ sums: of }) => {
      const part = of.find((each) => each.field === sum)
      const [down, up] = swing(part?.doubts) ?? [0, 0]
      return [Number(part?.sum) - Number(down), Number(part?.sum) + Number(up)]
    })
    const step = more
    const least = parts.map(([low = 0]) => low).toSorted((a, b) => a - b)
    expect(parts.map(([low = 0, high = 0]) => high - low)).toEqual([step, step])
    expect(least).toEqual([step / 10, step / 2])
  }
})
test('a payee in conflict: the sum is sure, who had it is not', async () => {
  const engine = await caseOfFiles({
    'a.csv': file(deposits, 'D1,m1,100,2022-01-01 10:00:00,成功,6222021234567890128'),
    'b.csv': file(deposits, 'D1,m1,100,2022-01-01 10:00:00,成功,6228480402564890018'),
  })
  const finding = (await engine.call('quality.list', {})).find(({ id }) => id === 'conflict.deposit')
  expect(finding?.count).toBe(2)
  const { sums } = await engine.call('records.totals', { scope: { kind: 'deposit' } })
  expect(swing(sums.find(({ field }) => field === 'amount')?.doubts)).toBeNull()
})
test('copies of one file, and parties that one of them does not name, are no conflict', async () => {
  for (const second of [
    'P1,2022-01-01,甲店,一厂,《雾港》,100,1000,乙仓',
    'P1,2022-01-01,甲店,,《雾港》,100,1000,',
  ])
    for (const more of ['P2,2022-01-02,甲店,一厂,《雾港》,50,500,乙仓']) {
      const engine = await caseOfFiles({
        'a.csv': file(prints, 'P1,2022-01-01,甲店,一厂,《雾港》,100,1000,乙仓', more),
        'b.csv': file(prints, second),
      })
      const list = await engine.call('quality.list', {})
      expect(list.find(({ id }) => id === 'conflict.printOrder')).toBeUndefined()
    }
})
test('a person’s stakes are told between what they lie, as the points are', async () => {
  const engine = await caseOfFiles({
    '充.csv': file(
      '流水号,会员账号,充值金额,充值点数,充值状态,充值时间',
      'D1,m1,100.00,50,成功,2022-01-01 10:00:00',
    ),
    'a.csv': file(
      slips,
      'B1,m1,d1,2022-01-01 10:00:00,100,100,已结算',
      'B2,m1,d1,2022-01-01 11:00:00,50,50,已结算',
      'B3,m2,d1,2022-01-01 11:00:00,7,7,已结算',
    ),
    'b.csv': file(slips, 'B1,m1,d1,2022-01-01 10:00:00,300,300,已结算'),
  })
  const { rows } = await engine.call('identity.persons', { offset: 0, limit: 9 })
  const told = new Map(rows.map(({ label, stakes, why }) => [label, [stakes, measureWhyText(why, 'zh-CN')]]))
  expect(told.get('m1')).toEqual([
    null,
    '同一编号的几行数值或状态不一致，共 1 个编号，按不同取法为 150 点 至 350 点，合 300.00 元 至 700.00 元',
  ])
  expect(told.get('m2')).toEqual([1_400, ''])
})
test('stakes in yuan and no points, and points whose worth nobody knows', async () => {
  const yuan = '注单号,会员账号,上级代理,下注时间,有效投注额(元),状态'
  const inYuan = await caseOfFiles({
    'a.csv': file(yuan, 'B1,m1,d1,2022-01-01 10:00:00,100,已结算', 'B2,m1,d1,2022-01-01 11:00:00,50,已结算'),
    'b.csv': file(yuan, 'B1,m1,d1,2022-01-01 10:00:00,300,已结算'),
  })
  const [first] = (await inYuan.call('identity.persons', { offset: 0, limit: 1 })).rows
  expect([first?.stakes, measureWhyText(first?.why ?? [], 'zh-CN')]).toEqual([
    null,
    '同一编号的几行数值或状态不一致，共 1 个编号，按不同取法为 150.00 元 至 350.00 元',
  ])
  const inPoints = await caseOfFiles({
    'a.csv': file(slips, 'B1,m1,d1,2022-01-01 10:00:00,100,100,已结算'),
    'b.csv': file(slips, 'B1,m1,d1,2022-01-01 10:00:00,300,300,已结算'),
  })
  const [second] = (await inPoints.call('identity.persons', { offset: 0, limit: 1 })).rows
  expect([second?.stakes, measureWhyText(second?.why ?? [], 'zh-CN')]).toEqual([
    null,
    '同一编号的几行数值或状态不一致，共 1 个编号，按不同取法为 100 点 至 300 点',
  ])
})
