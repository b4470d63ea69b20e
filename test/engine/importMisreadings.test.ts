/** Figures and times that were once read as others: each file is small, what stands in it is counted by hand. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { makeXlsx, type TestCell } from './importFiles.ts'

type Found = readonly Readonly<Record<string, unknown>>[]
async function transfers(rows: readonly (readonly TestCell[])[]): Promise<Found> {
  const { engine, give, look } = await importCase()
  await engine.call('import.run', { fileId: give('明细.xlsx', makeXlsx([{ name: '交易明细', rows }])) })
  return look((db) =>
    db
      .prepare<[], Record<string, unknown>>(
        'SELECT row, time, direction, amount, balance FROM r_transfer ORDER BY row',
      )
      .all(),
  )
}
const pair = ['交易卡号', '交易时间', '收入金额', '支出金额', '余额', '交易对手账卡号']
const entry = (second: string, income: TestCell, outgo: TestCell, balance: TestCell): readonly TestCell[] => [
  '6222021234567890123',
  `2022-01-02 03:04:${second}`,
  income,
  outgo,
  balance,
  '6222021234567890131',
]

test('红字 in a column of outgoing amounts takes one back, however far down the first plain one stands', async () => {
  const later = Array.from({ length: 2_100 }, (_, at) => [
    '6222021234567890123',
    `2022-02-${String(1 + (at % 28)).padStart(2, '0')} 00:00:00`,
    '1.00',
    null,
    String(at),
    '6222021234567890131',
  ])
  const found = await transfers([
    pair,
    entry('01', '1000', null, '1000'),
    entry('02', null, { n: '-300' }, '1300'),
    ...later,
    entry('03', null, { n: '300' }, '1000'),
  ])
  expect([found[0], found[1], found.at(-1)].map((row) => [row?.['direction'], row?.['amount']])).toEqual([
    ['in', 100_000],
    ['out', -30_000],
    ['out', 30_000],
  ])
})
test('where every outgoing amount has its minus, it is the sign of the column, and a total below does not tell otherwise', async () => {
  const found = await transfers([
    pair,
    entry('01', '1000', null, '1000'),
    entry('02', null, '-300', '700'),
    entry('03', null, '-200.00', '500'),
    ['合计', null, '1000', '500', null, null],
  ])
  expect(found.map(({ direction, amount }) => [direction, amount])).toEqual([
    ['in', 100_000],
    ['out', 30_000],
    ['out', 20_000],
  ])
})
test('a unit that stands above a table holds for its amounts, unless a header names its own', async () => {
  const table = (unit: readonly TestCell[], header: string): Promise<Found> =>
    transfers([
      ['银行流水'],
      unit,
      ['交易卡号', '交易时间', header, '收付标志', '余额', '交易对手账卡号'],
      ['6222021234567890123', '2022-01-02 03:04:05', { n: '1.5' }, '出', '20', '6222021234567890131'],
    ])
  const read = async (unit: readonly TestCell[], header: string): Promise<unknown> => {
    const [row] = await table(unit, header)
    return [row?.['amount'], row?.['balance']]
  }
  expect([
    await read(['单位：万元'], '交易金额'),
    await read([null, null, '（金额单位：人民币千元）'], '交易金额'),
    await read([null, '单位', '万元'], '交易金额(元)'),
    await read(['单位：元'], '交易金额'),
    await read(['开户单位：万元户商贸'], '交易金额'),
  ]).toEqual([
    [1_500_000, 20_000_000],
    [150_000, 2_000_000],
    [150, 20_000_000],
    [150, 2_000],
    [150, 2_000],
  ])
})
test('what closes a month of a ledger is no payment, though it has a date', async () => {
  const found = await transfers([
    ['日期', '摘要', '借方金额', '贷方金额', '余额', '对方账号', '对方户名'],
    ['2022-01-05', '付货款', '100', null, '400', '6222021234567890131', '张三'],
    ['2022-01-31', '本月合计', '100', null, '400', null, null],
    ['20220131', '本年累计', '700', null, '400', '贷', '人民币'],
    ['2022-02-01', '合计两单货款', '30', null, '370', '6222021234567890131', '李四'],
    ['2022-02-02', '李四', '20', null, '350', '6222021234567890131', '合计'],
  ])
  expect(found.map(({ row, amount }) => [row, amount])).toEqual([
    [2, 10_000],
    [5, 3_000],
    [6, 2_000],
  ])
})
test('on the statement of a credit card a minus is what its repayments have', async () => {
  const statement = (title: string, spent: string, repaid: string): Promise<Found> =>
    transfers([
      [title],
      ['卡号', '交易日期', '入账日期', '交易描述', '交易金额'],
      ['6222021234567890123', '2022-01-02', '2022-01-03', '美团', spent],
      ['6222021234567890123', '2022-01-04', '2022-01-05', '跨行还款', repaid],
      ['6222021234567890123', '2022-01-06', '2022-01-07', '加油站', spent],
    ])
  const read = async (title: string, spent: string, repaid: string): Promise<unknown> =>
    (await statement(title, spent, repaid)).map(
      ({ direction, amount }) => `${String(direction)} ${String(amount)}`,
    )
  expect([
    await read('信用卡账单', '30', '-60'),
    await read('信用卡账单', '-30', '60'),
    await read('账户明细', '-30', '60'),
    await read('信用卡诈骗案账户明细', '30', '-60'),
  ]).toEqual([
    ['out 3000', 'in 6000', 'out 3000'],
    ['out 3000', 'in 6000', 'out 3000'],
    ['out 3000', 'in 6000', 'out 3000'],
    ['in 3000', 'out 6000', 'in 3000'],
  ])
})
test('a time of day that lost its zero in a number cell stays one beside a column of dates', async () => {
  const header = ['交易卡号', '交易日期', '交易时间', '交易金额', '收付标志', '交易对手账卡号']
  const row = (time: TestCell): readonly TestCell[] => [
    '6222021234567890123',
    { n: '20230105' },
    time,
    '5',
    '出',
    '6222021234567890131',
  ]
  const found = await transfers([
    header,
    row({ n: '93000' }),
    row({ n: '123456' }),
    row('093001'),
    row({ n: '10000' }),
    row({ n: '0.5' }),
  ])
  expect(found.map(({ time }) => time)).toEqual([
    '2023-01-05 09:30:00',
    '2023-01-05 12:34:56',
    '2023-01-05 09:30:01',
    '2023-01-05 01:00:00',
    '2023-01-05 12:00:00',
  ])
})
