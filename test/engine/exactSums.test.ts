/** Sums beyond 2^53 and beyond 64 bits, to the last figure: links, merged links, totals, groups, findings and files. */
import { describe, expect, test } from 'vitest'
import { rebuildFacts } from '../../electron/engine/entities/derive.ts'
import { linksOfEntity, listLinks } from '../../electron/engine/entities/entityRows.ts'
import { entityDetail, neighbourLinks } from '../../electron/engine/entities/detail.ts'
import { readSum, exactly } from '../../electron/engine/store/exactSum.ts'
import { linkSumText } from '../../shared/words/money.ts'
import { importCase } from './importCase.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

const most = Number.MAX_SAFE_INTEGER
const [a, b] = ['6217000000000000007', '6217000000000000015']
const transfers = (amounts: readonly number[], currency: string | null = null): readonly Values[] =>
  amounts.map((amount, index) => ({
    ownCard: a,
    counterAccount: b,
    direction: 'out',
    amount,
    currency,
    time: `2023-01-01 ${clock(index)}`,
    serial: `S${currency ?? ''}${index}`,
  }))
const clock = (index: number): string =>
  [index / 3600, (index / 60) % 60, index % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
const many = (amount: number): readonly number[] => Array.from({ length: 1_100 }, () => amount)
const thousand = 1_100n * BigInt(most)

describe('a link', () => {
  test.each([
    ['of the last safe integer', transfers([most - 1, 1]), { amount: most, others: undefined }],
    [
      'one beyond',
      transfers([most, 1]),
      { amount: null, others: [{ currency: 'CNY', sum: '9007199254740992' }] },
    ],
    [
      'two beyond',
      transfers([most, 2]),
      { amount: null, others: [{ currency: 'CNY', sum: '9007199254740993' }] },
    ],
    [
      'beyond 64 bits',
      transfers(many(most)),
      { amount: null, others: [{ currency: 'CNY', sum: String(thousand) }] },
    ],
    [
      'beyond 64 bits in dollars beside a little yuan',
      [...transfers(many(most), 'USD'), ...transfers([7])],
      { amount: 7, others: [{ currency: 'USD', sum: String(thousand) }] },
    ],
    [
      'beyond 64 bits in both',
      [...transfers(many(most), 'USD'), ...transfers(many(most))],
      {
        amount: null,
        others: [
          { currency: 'CNY', sum: String(thousand) },
          { currency: 'USD', sum: String(thousand) },
        ],
      },
    ],
  ])('%s is told to the last figure, however it is made', (_, rows, sums) => {
    const db = emptyCase()
    addBatch(db, [{ kind: 'transfer', rows }])
    const said = () => {
      const { rows: links } = listLinks(db, { sort: 'amount', offset: 0, limit: 9 })
      return links.filter(({ linkKind }) => linkKind === 'transfer')
    }
    const check = (): void => {
      const [link] = said()
      expect({ amount: link?.amount, others: link?.others }).toEqual(sums)
      const fromId = link?.fromId ?? 0
      expect(linksOfEntity(db, fromId, null)[0]).toMatchObject({ amount: sums.amount })
      expect(entityDetail(db, fromId).linkTotals[0]).toMatchObject({ amount: sums.amount })
      const { rows: near } = neighbourLinks(db, {
        entityId: fromId,
        linkKind: 'transfer',
        direction: 'out',
        sort: 'amount',
        offset: 0,
        limit: 9,
      })
      expect({ amount: near[0]?.amount, others: near[0]?.others }).toEqual(sums)
    }
    check()
    db.transaction(() => {
      rebuildFacts(db)
    })()
    check()
  })
  test('to which a second file adds the last 分 stays exact', () => {
    const db = emptyCase()
    addBatch(db, [{ kind: 'transfer', rows: transfers(many(most)) }])
    addBatch(db, [
      { kind: 'transfer', rows: [{ ...transfers([1])[0], serial: 'Z', time: '2024-01-01 00:00:00' }] },
    ])
    const [link] = listLinks(db, { sort: 'amount', offset: 0, limit: 9 }).rows
    expect(link).toMatchObject({ amount: null, others: [{ currency: 'CNY', sum: String(thousand + 1n) }] })
    expect(linkSumText(link ?? { amount: null }, 'zh-CN')).toBe('99,079,191,802,150,901.01')
  })
})
test('totals, groups, accounts and charts of a file beyond 64 bits are exact', async () => {
  const made = await importCase()
  const rows = many(most).map(
    (_, index) => `${a},2023-01-01 ${clock(index)},90071992547409.91,出,${b},S${index}`,
  )
  await made.engine.call('import.run', {
    fileId: made.give(
      '大额.csv',
      `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号\r\n${rows.join('\r\n')}\r\n`,
    ),
  })
  const scope = { kind: 'transfer' }
  const sum = String(thousand)
  const totals = await made.engine.call('records.totals', { scope })
  expect(totals.sums[0]).toMatchObject({ sum })
  expect(totals.byDirection[0]).toMatchObject({ direction: 'out', sum })
  const groups = await made.engine.call('records.groups', {
    scope,
    by: [{ field: 'counterAccount' }],
    offset: 0,
    limit: 9,
  })
  expect(groups.rows[0]?.sums[0]).toMatchObject({ sum })
  expect(groups.rows[0]?.flow).toMatchObject({ in: 0, out: sum })
  const { rows: accounts } = await made.engine.call('accounts.list', { limit: 9 })
  expect(accounts.find(({ account }) => account === a)?.money[0]).toMatchObject({ outSum: sum })
  const { rows: links } = await made.engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 9 })
  expect(links[0]).toMatchObject({ amount: null, others: [{ currency: 'CNY', sum }] })
  const { chartId } = await made.engine.call('charts.create', { name: '图' })
  const entityIds = [links[0]?.fromId ?? 0, links[0]?.toId ?? 0]
  await made.engine.call('chart.add', { chartId, entityIds })
  const { nodes } = await made.engine.call('chart.read', { chartId })
  expect(nodes.map(({ amount }) => amount)).toEqual([sum, sum])
})
test('a query is asked again in halves only where a sum leaves 64 bits', () => {
  const db = emptyCase()
  const sumOf = (...values: readonly (number | bigint)[]) => {
    const asked: string[] = []
    const sum = exactly((written) => {
      asked.push(written('value'))
      return db
        .prepare<[], string | null>(
          `SELECT ${written('column1')} FROM (VALUES ${values.length === 0 ? '(NULL)' : values.map((value) => `(${value})`).join(', ')})`,
        )
        .pluck()
        .get()
    })
    return { sum: readSum(sum), asked: asked.length }
  }
  const high = 2n ** 62n
  expect(sumOf()).toEqual({ sum: null, asked: 1 })
  expect(sumOf(1, 2)).toEqual({ sum: 3n, asked: 1 })
  expect(sumOf(high, high - 1n)).toEqual({ sum: 2n ** 63n - 1n, asked: 1 })
  expect(sumOf(high, high)).toEqual({ sum: 2n ** 63n, asked: 2 })
  expect(sumOf(-high, -high, -1)).toEqual({ sum: -(2n ** 63n) - 1n, asked: 2 })
  expect(sumOf(high, high, -high, -high, 5)).toEqual({ sum: 5n, asked: 2 })
})
