/** Of rows of one number that contradict each other the later export is proposed, where both sheets say when they were exported; the conflict stays one. */
import { expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

type Files = Readonly<Record<string, readonly string[]>>
async function imported(files: Files, order: readonly string[] = Object.keys(files)): Promise<ImportCase> {
  const made = await importCase()
  for (const name of order)
    await made.engine.call('import.run', {
      fileId: made.give(name, `${(files[name] ?? []).join('\r\n')}\r\n`),
    })
  return made
}
/** Every order of two, and of three those that begin with each, both ways round. */
function ordersOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.flatMap((_, from) => {
    const turned = [...names.slice(from), ...names.slice(0, from)]
    return names.length === 2 ? [turned] : [turned, turned.toReversed()]
  })
}
/** What is counted of a kind, and what the finding says of the rows that stand, in any order of imports. */
async function told(
  kind: string,
  field: string,
  files: Files,
): Promise<readonly [unknown, readonly unknown[]]> {
  const found: (readonly [unknown, readonly unknown[]])[] = []
  const names = Object.keys(files)
  for (const order of ordersOf(names)) {
    const { engine } = await imported(files, order)
    const { sums } = await engine.call('records.totals', { scope: { kind } })
    const finding = (await engine.call('quality.list', {})).find(({ id }) => id === `conflict.${kind}`)
    const rows =
      finding === undefined
        ? []
        : (await engine.call('quality.rows', { finding: finding.id, offset: 0, limit: 20 })).rows
    found.push([
      sums.find((sum) => sum.field === field)?.sum,
      rows
        .filter(({ values }) => values['stands'] === 'yes')
        .map(({ values: { reason, exported, exportedBy, otherExported, otherExportedBy } }) =>
          reason === 'export' ? [reason, exported, exportedBy, otherExported, otherExportedBy] : [reason],
        ),
    ])
  }
  // Beside which of several others the row is told hangs on their order.
  for (const other of found)
    expect(names.length === 2 ? other : other[0]).toEqual(names.length === 2 ? found[0] : found[0]?.[0])
  return found[0] ?? [null, []]
}
/** The earlier export says more than the later one: without the rule it would stand. */
const slips = (points: number, more: string, ...above: readonly string[]): readonly string[] => [
  ...above,
  '注单号,会员账号,下注时间,有效投注,状态,玩法',
  `B1,a1,2022-11-01 10:00:00,${points},已结算,${more}`,
  'B2,a1,2022-11-01 11:00:00,5,已结算,大小',
]
const early = (...above: readonly string[]) => slips(100, '大小', ...above)
const late = (...above: readonly string[]) => slips(300, '', ...above)

test.each([
  ['导出时间：2024-04-01', '导出时间：2024-05-13', '2024-04-01', '2024-05-13'],
  ['查询时间：2024/4/1 09:00', '打印日期：20240513', '2024-04-01 09:00', '2024-05-13'],
  ['制表日期：2024年4月1日', '投注明细（截至2024年5月13日）', '2024-04-01', '2024-05-13'],
  // At the limit: a second apart.
  [
    '下载时间：2024-05-13 10:15:29',
    '下载时间：2024-05-13 10:15:30',
    '2024-05-13 10:15:29',
    '2024-05-13 10:15:30',
  ],
])('%s and %s: the later is counted', async (one, other, before, after) => {
  expect(await told('betSlip', 'valid', { 'a.csv': early(one), 'b.csv': late(other) })).toEqual([
    30_500,
    [['export', after, 'above', before, 'above']],
  ])
})
test.each([
  ['the same moment', early('导出时间：2024-05-13'), late('导出时间：2024-05-13')],
  ['a day and a clock of it', early('导出时间：2024-05-13'), late('导出时间：2024-05-13 10:00')],
  ['only one says it', early(), late('导出时间：2024-05-13')],
  ['periods', early('查询时间：2024-01-01 至 2024-04-01'), late('查询时间：2024-01-01 至 2024-05-13')],
  ['a moment before the row itself', early('导出时间：2022-10-01'), late('导出时间：2024-05-13')],
])('%s: the fuller row is counted', async (_, one, other) => {
  expect(await told('betSlip', 'valid', { 'a.csv': one, 'b.csv': other })).toEqual([10_500, [['fuller']]])
})
test('the day in the name of a file, and lines before names', async () => {
  expect(
    await told('betSlip', 'valid', { '注单_20240401.csv': early(), '注单_20240513.csv': late() }),
  ).toEqual([30_500, [['export', '2024-05-13', 'file', '2024-04-01', 'file']]])
  expect(
    await told('betSlip', 'valid', {
      '注单_20240601.csv': early('导出时间：2024-04-01'),
      '注单_20240513.csv': late(),
    }),
  ).toEqual([30_500, [['export', '2024-05-13', 'file', '2024-04-01', 'above']]])
})
test('a later state goes before a later export', async () => {
  const state = (status: string, above: string): readonly string[] => [
    above,
    '注单号,会员账号,下注时间,有效投注,状态',
    `B1,a1,2022-11-01 10:00:00,100,${status}`,
    'B2,a1,2022-11-01 11:00:00,5,已结算',
  ]
  expect(
    await told('betSlip', 'valid', {
      'a.csv': state('已作废', '导出时间：2024-04-01'),
      'b.csv': state('已结算', '导出时间：2024-05-13'),
    }),
  ).toEqual([10_500, [['state']]])
})
test('of three the one that says nothing neither falls behind nor goes before', async () => {
  const files = {
    'a.csv': slips(100, '', '导出时间：2024-04-01'),
    'b.csv': slips(300, '', '导出时间：2024-05-13'),
    'c.csv': slips(700, '大小'),
  }
  // The third says most, and nobody can say that it is the earlier one.
  expect((await told('betSlip', 'valid', files))[0]).toBe(70_500)
  expect(
    (
      await told('betSlip', 'valid', {
        ...files,
        'a.csv': slips(100, '大小', '导出时间：2024-04-01'),
        'c.csv': slips(700, ''),
      })
    )[0],
  ).toBe(30_500)
})
test('what two exports state stands by the later of them', async () => {
  expect(
    (
      await told('betSlip', 'valid', {
        'a.csv': slips(100, '', '导出时间：2024-04-01'),
        'b.csv': slips(300, '大小', '导出时间：2024-05-13'),
        'c.csv': slips(100, '', '导出时间：2024-06-01', '制表人：张三'),
      })
    )[0],
  ).toBe(10_500)
})
const deposits = (amount: number, more: string, above: string) => [
  above,
  '充值订单号,会员账号,充值金额,充值时间,状态,备注',
  `D1,a1,${amount},2022-11-01 10:00:00,成功,${more}`,
  'D2,a1,70,2022-11-01 11:00:00,成功,x',
]
const orders = (paid: number, more: string, above: string) => [
  above,
  '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,收货地址',
  `1001,《甲》剧本,1,${paid},交易成功,2022-11-01 10:00:00,${more}`,
  '1002,《甲》剧本,1,40,交易成功,2022-11-01 11:00:00,x',
]
const moves = (amount: number, more: string, above: string) => [
  above,
  '单号,日期,类型,品名,数量,金额,往来单位,经手人',
  `C1,2022-11-01,出库,《甲》,10,${amount},乙店,${more}`,
  'C2,2022-11-02,出库,《甲》,20,200,乙店,张三',
]
const transfers = (amount: number, more: string, above: string) => [
  above,
  '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号,摘要说明',
  `6217000314159268803,2022-11-01 10:00:00,${amount},出,6222021234567890128,S001,${more}`,
  '6217000314159268803,2022-11-01 11:00:00,600,出,6222021234567890128,S002,转账',
]
test.each([
  ['deposit', 'amount', deposits, 37_000],
  ['saleOrder', 'paid', orders, 34_000],
  ['stockMove', 'amount', moves, 50_000],
  ['transfer', 'amount', transfers, 90_000],
] as const)('%s alike, and a person goes before', async (kind, field, rows, sum) => {
  const files = {
    'a.csv': rows(100, 'x', '导出时间：2024-04-01'),
    'b.csv': rows(300, '', '导出时间：2024-05-13'),
  }
  const [counted, why] = await told(kind, field, files)
  expect([kind, counted, why]).toEqual([
    kind,
    sum,
    [['export', '2024-05-13', 'above', '2024-04-01', 'above']],
  ])
  const { engine } = await imported(files)
  const { rows: places } = await engine.call('quality.rows', {
    finding: `conflict.${kind}`,
    offset: 0,
    limit: 10,
  })
  const other = places.find(({ values }) => values['stands'] === 'no')
  const standing = places.find(({ values }) => values['stands'] === 'yes')
  await engine.call('facts.decide', {
    kind,
    recordId: other?.recordId ?? 0,
    otherId: standing?.recordId ?? 0,
    decision: 'stands',
  })
  const { sums } = await engine.call('records.totals', { scope: { kind } })
  expect(sums.find((one) => one.field === field)?.sum).toBe(sum - 20_000)
})
test('a measure stays a range until a person has chosen', async () => {
  const { engine } = await imported({
    'a.csv': early('导出时间：2024-04-01'),
    'b.csv': late('导出时间：2024-05-13'),
  })
  const measure = (await engine.call('measures.list', {})).find(({ id }) => id === 'bets.valid_points')
  expect(measure?.value).toBeNull()
  expect(
    measure?.why.map(({ reason, figures }) => [reason, figures?.map(({ value }) => value)]),
  ).toContainEqual(['conflicting-rows', expect.anything()])
})
