/** What people decide about rows: which of a number's rows stands, whether two rows are one fact, which counter-entries are one transfer; and that undo takes it back. */
import { expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

const finding = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('quality.list', {})).find((found) => found.id === id)
const places = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('quality.rows', { finding: id, offset: 0, limit: 50 })).rows
const counted = async ({ engine }: ImportCase, kind: string) => {
  const { sums, counted: rows } = await engine.call('records.totals', { scope: { kind } })
  return { rows, sum: (id: string) => sums.find(({ field }) => field === id)?.sum ?? null }
}
const figure = async ({ engine }: ImportCase, id: string) => {
  const found = (await engine.call('measures.list', {})).find((measure) => measure.id === id)
  return [found?.value, found?.why.map(({ reason }) => reason)]
}
async function imported(files: Readonly<Record<string, readonly string[]>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, lines] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, `${lines.join('\r\n')}\r\n`) })
  return made
}
const slipHeader = '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态'
const slip = (status: string, points = 100): string =>
  `BT001,m1,d1,2022-01-01 10:00:00,${points},${points},${status}`

test('of a slip settled and void a person says which stands; the figure is withheld until then, and again after undo', async () => {
  const made = await imported({ 'a.csv': [slipHeader, slip('已结算')], 'b.csv': [slipHeader, slip('无效')] })
  const { engine } = made
  expect(await figure(made, 'bets.valid_points')).toMatchObject([null, ['conflicting-rows']])
  const rows = await places(made, 'conflict.betSlip')
  const settled = rows.find(({ file }) => file === 'a.csv')
  const other = rows.find(({ file }) => file === 'b.csv')
  if (settled?.recordId == null || other?.recordId == null) throw new Error('no places')
  const facts = await made.facts()
  const choose = {
    kind: 'betSlip',
    recordId: settled.recordId,
    otherId: other.recordId,
    decision: 'stands',
  } as const
  await engine.call('facts.decide', choose)
  expect([await figure(made, 'bets.valid_points'), await finding(made, 'conflict.betSlip')]).toEqual([
    [{ count: 10_000, scale: 2 }, []],
    undefined,
  ])
  await engine.call('history.undo', {})
  expect(await made.facts()).toEqual(facts)
  expect((await figure(made, 'bets.valid_points'))[0]).toBeNull()
  await engine.call('history.redo', {})
  expect((await figure(made, 'bets.valid_points'))[0]).toEqual({ count: 10_000, scale: 2 })
  // The other way round replaces it: the void row stands.
  await engine.call('facts.decide', { ...choose, recordId: other.recordId, otherId: settled.recordId })
  expect((await figure(made, 'bets.settled'))[0]).toEqual({ count: 0, scale: 0 })
  await engine.call('facts.forget', { kind: 'betSlip', recordId: settled.recordId })
  expect((await finding(made, 'conflict.betSlip'))?.count).toBe(2)
  await engine.call('facts.decide', { ...choose, decision: 'apart' })
  expect([(await counted(made, 'betSlip')).rows, await finding(made, 'conflict.betSlip')]).toEqual([
    2,
    undefined,
  ])
})

test('possible duplicates are one or two as a person says, all of them in one step', async () => {
  const header = '物品名称,数量,单位,特征'
  const made = await imported({
    '一.csv': [header, '手机,1,部,黑色', '电脑,1,台,', '现金,5000,元,', '账本,3,本,', '印章,2,枚,'],
    '二.csv': [header, '手机,1,部,', '电脑,1,台,旧', '车,1,辆,', '房产证,1,本,', '手表,1,块,'],
  })
  const { engine } = made
  expect([
    (await counted(made, 'seizure')).rows,
    (await finding(made, 'possible-repeat.seizure'))?.count,
  ]).toEqual([10, 2])
  const facts = await made.facts()
  expect(await engine.call('facts.decideAll', { kind: 'seizure', finding: 'possible-repeat' })).toEqual({
    decisions: 2,
  })
  expect([(await counted(made, 'seizure')).rows, await finding(made, 'possible-repeat.seizure')]).toEqual([
    8,
    undefined,
  ])
  await engine.call('history.undo', {})
  expect(await made.facts()).toEqual(facts)
  const [first] = await places(made, 'possible-repeat.seizure')
  if (first?.recordId == null) throw new Error('no place')
  await engine.call('facts.decide', {
    kind: 'seizure',
    recordId: first.recordId,
    otherId: Number(first.values['otherRecordId']),
    decision: 'apart',
  })
  expect([
    (await counted(made, 'seizure')).rows,
    (await finding(made, 'possible-repeat.seizure'))?.count,
  ]).toEqual([10, 1])
})

test.each([
  ['the last safe sum', ['90071992547409.90', '0.01'], 9_007_199_254_740_991],
  ['two beyond', ['90071992547409.91', '0.02'], '9007199254740993'],
  ['thrice the last', ['90071992547409.91', '90071992547409.91', '90071992547409.91'], '27021597764222973'],
] as const)('what all accepted counter-entries come to is exact: %s', async (_name, amounts, amount) => {
  const [a, b] = ['6222021234567890128', '6217000314159268803']
  const rows = (own: string, way: string, other: string, seconds: number): readonly string[] => [
    '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号',
    ...amounts.map((each, day) => `${own},2023-05-0${day + 1} 15:36:${seconds},${each},${way},${other}`),
  ]
  const made = await imported({ '甲.csv': rows(a, '出', b, 10), '乙.csv': rows(b, '进', a, 50) })
  expect(await made.engine.call('pairs.acceptCandidates', { kind: 'transfer', minutes: 1 })).toEqual({
    pairs: amounts.length,
    amount,
  })
})

test('counter-entries that are posted later, or without a clock, are told with their sum and counted once when a person says so', async () => {
  const [a, b] = ['6222021234567890128', '6217000314159268803']
  const header = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号'
  const made = await imported({
    '甲.csv': [
      header,
      `${a},2023-05-01 15:36:43,1000.00,出,${b}`,
      `${a},2023-05-03 15:36:43,3000.00,出,${b}`,
      `${a},2023-05-05 15:36:43,5000.00,出,${b}`,
      `${a},2023-05-08 15:36:43,7000.00,出,${b}`,
    ],
    '乙.csv': [
      header,
      `${b},2023-05-01 15:36:45,1000.00,进,${a}`,
      `${b},2023-05-03,3000.00,进,${a}`,
      `${b},2023-05-05 15:37:30,5000.00,进,${a}`,
      // Beyond a day: no candidate.
      `${b},2023-05-09 15:36:44,7000.00,进,${a}`,
    ],
  })
  const { engine } = made
  const sum = async () => (await counted(made, 'transfer')).sum('amount')
  expect([await sum(), await finding(made, 'possible-mirror.transfer')]).toMatchObject([
    3_100_000,
    { count: 2, tone: 'warn', hangs: [{ field: 'amount', value: 800_000 }] },
  ])
  const facts = await made.facts()
  expect(await engine.call('pairs.acceptCandidates', { kind: 'transfer', minutes: 1 })).toEqual({
    pairs: 1,
    amount: 500_000,
  })
  expect(await sum()).toBe(2_600_000)
  await engine.call('history.undo', {})
  expect(await made.facts()).toEqual(facts)
  expect(await engine.call('pairs.acceptCandidates', { kind: 'transfer' })).toEqual({
    pairs: 2,
    amount: 800_000,
  })
  expect([await sum(), await finding(made, 'possible-mirror.transfer')]).toEqual([2_300_000, undefined])
  await engine.call('history.undo', {})
  const [place] = await places(made, 'possible-mirror.transfer')
  if (place?.recordId == null) throw new Error('no place')
  await engine.call('pairs.keepApart', {
    kind: 'transfer',
    recordId: place.recordId,
    otherId: Number(place.values['otherRecordId']),
  })
  expect([await sum(), (await finding(made, 'possible-mirror.transfer'))?.count]).toEqual([3_100_000, 1])
})
