/** Sums of groups, and of rows chosen by what is in conflict, are told with what nobody has decided, as the whole is. */
import { describe, expect, test } from 'vitest'
import { caseOfFiles } from '../helpers/measured.ts'
import type { Doubts } from '../../shared/contract/doubts.ts'

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const swing = (doubts: Doubts | undefined) => doubts?.swings.map(({ less, more }) => [less, more])[0] ?? null
const slips = '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态'
const slip = (number: string, account: string, points: number, state = '已结算') =>
  `${number},${account},d1,2022-01-01 10:00:00,${points},${points},${state}`
const twoExports = {
  'a.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm1', 50), slip('B3', 'm2', 1000)),
  'b.csv': file(slips, slip('B1', 'm1', 100, '无效'), slip('B2', 'm1', 50), slip('B3', 'm2', 3000)),
}

describe('of slips', () => {
  test.each([
    [
      'by account',
      'account',
      [
        ['m1', 15_000, null],
        ['m2', 100_000, [0, 200_000]],
      ],
    ],
    // Each state as though only its rows were asked for: another row may stand, and the slip is in the other group.
    [
      'by state',
      'status',
      [
        ['settled', 115_000, [10_000, 200_000]],
        ['void', 10_000, [10_000, 0]],
      ],
    ],
  ] as const)('%s', async (_, field, expected) => {
    const engine = await caseOfFiles(twoExports)
    const { rows } = await engine.call('records.groups', {
      scope: { kind: 'betSlip' },
      by: [{ field }],
      offset: 0,
      limit: 9,
    })
    const told = rows.map(({ value, sums }) => {
      const valid = sums.find((sum) => sum.field === 'valid')
      return [value, valid?.sum, swing(valid?.doubts)]
    })
    expect(told).toEqual(expected)
  })
  test('the rows behind a measure that is withheld', async () => {
    const engine = await caseOfFiles(twoExports)
    const totals = await engine.call('records.totals', {
      scope: { kind: 'betSlip', measure: 'bets.valid_points' },
    })
    const valid = totals.sums.find(({ field }) => field === 'valid')
    expect([valid?.sum, swing(valid?.doubts)]).toEqual([105_000, [0, 210_000]])
  })
  test('rows of one import: another file may say more, not nothing', async () => {
    const engine = await caseOfFiles(twoExports)
    const [first] = await engine.call('import.batches', {})
    const { sums } = await engine.call('records.totals', {
      scope: { kind: 'betSlip', batch: first?.batchId ?? 0 },
    })
    const valid = sums.find(({ field }) => field === 'valid')
    expect(swing(valid?.doubts)).toEqual(valid?.sum === 115_000 ? [0, 200_000] : [200_000, 0])
  })
})
test('of transfers by day: only the day of the number in conflict, by its direction', async () => {
  const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
  const [a, b] = ['6217000000000000007', '6217000000000000015']
  const engine = await caseOfFiles({
    '一.csv': file(
      head,
      `${a},2022-01-01 10:00:00,1000.00,出,${b},S1`,
      `${a},2022-01-02 11:00:00,50.00,出,${b},S2`,
    ),
    '二.csv': file(
      head,
      `${a},2022-01-01 10:00:00,3000.00,出,${b},S1`,
      `${a},2022-01-02 11:00:00,50.00,出,${b},S2`,
    ),
  })
  const { rows } = await engine.call('records.groups', {
    scope: { kind: 'transfer' },
    by: [{ field: 'time', unit: 'day' }],
    offset: 0,
    limit: 9,
  })
  expect(
    rows.map(({ value, flow }) => [value, flow?.out, swing(flow?.doubts?.out), swing(flow?.doubts?.in)]),
  ).toEqual([
    ['2022-01-01', 100_000, [0, 200_000], null],
    ['2022-01-02', 5_000, null, null],
  ])
})
