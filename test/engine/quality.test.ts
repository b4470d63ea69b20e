/** Findings with their places, each at its limit and beside it. */
import { describe, expect, test } from 'vitest'
import { qualityFindings, qualityRows } from '../../electron/engine/analysis/quality.ts'
import { declaredPeriod } from '../../electron/engine/analysis/findings/sheetFindings.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'
import { importCase } from './importCase.ts'

const card = '6217000000000000001'
const row = (
  time: string,
  direction: string,
  amount: number | null,
  balance: number | null,
  more: Values = {},
): Values => ({
  ownCard: card,
  time,
  direction,
  amount,
  balance,
  serial: `s${time}${amount ?? ''}${balance ?? ''}`,
  counterAccount: '6217000000000000002',
  ...more,
})
const finding = (db: WriteDb, id: string) => qualityFindings(db).find((found) => found.id === id)
const values = (db: WriteDb, id: string) =>
  finding(db, id) === undefined ? [] : qualityRows(db, id, 0, 100).rows.map((found) => found.values)
const filled = (...files: readonly (readonly Values[])[]): WriteDb => {
  const db = emptyCase()
  for (const rows of files) addBatch(db, [{ kind: 'transfer', rows }])
  return db
}

describe('balances', () => {
  test('a gap is told with what was expected and found, and opens its row', () => {
    const db = filled([
      row('2022-01-01 10:00:00', 'in', 100, 1_000),
      row('2022-01-01 11:00:00', 'out', 30, 970),
      row('2022-01-02 10:00:00', 'in', 1, 921),
    ])
    expect(finding(db, 'balance-break.transfer')).toMatchObject({
      code: 'balance-break',
      tone: 'warn',
      count: 1,
      kind: 'transfer',
      opens: { screen: 'tables', kind: 'transfer' },
    })
    expect(qualityRows(db, 'balance-break.transfer', 0, 10).rows).toEqual([
      {
        kind: 'transfer',
        recordId: 3,
        batchId: 1,
        sheetId: 1,
        file: '文件1.xlsx',
        sheet: '表1',
        row: 4,
        field: null,
        raw: '',
        entityId: expect.any(Number) as number,
        label: card,
        values: {
          time: '2022-01-02 10:00:00',
          amount: 1,
          direction: 'in',
          expected: 971,
          found: 921,
          gap: -50,
        },
      },
    ])
  })
  test('failed rows, duplicates, other accounts and other currencies play no part; the counter-entry of a transfer does', () => {
    expect(
      finding(
        filled([
          row('2022-01-01 10:00:00', 'in', 100, 1_000),
          row('2022-01-01 10:30:00', 'out', 500, 1_000, { result: 'failed' }),
          row('2022-01-01 11:00:00', 'out', 30, 970),
          row('2022-01-01 11:00:00', 'out', 30, 970),
          row('2022-01-01 12:00:00', 'in', 7, 7, { ownCard: '6217000000000000009' }),
          row('2022-01-01 12:00:00', 'in', 7, 50, { currency: 'USD' }),
          row('2022-01-02 10:00:00', 'in', 1, 971),
        ]),
        'balance-break.transfer',
      ),
    ).toBeUndefined()
    const both = filled(
      [
        row('2022-01-01 10:00:00', 'in', 100, 1_000),
        row('2022-01-01 11:00:00', 'in', 30, 1_030),
        row('2022-01-01 12:00:00', 'in', 1, 1_031),
      ],
      [row('2022-01-01 11:00:01', 'out', 30, 5, { ownCard: '6217000000000000002', counterAccount: card })],
    )
    expect([finding(both, 'mirrored.transfer')?.count, finding(both, 'balance-break.transfer')]).toEqual([
      1,
      undefined,
    ])
  })
  test('two files of one account join; a month between them that is missing shows as one break and one missing period', () => {
    const db = filled(
      [row('2022-03-01 10:00:00', 'in', 5, 905), row('2022-03-02 10:00:00', 'in', 5, 910)],
      [row('2022-01-01 10:00:00', 'in', 100, 1_000), row('2022-01-31 10:00:00', 'out', 10, 990)],
    )
    expect(values(db, 'balance-break.transfer')).toMatchObject([
      { time: '2022-03-01 10:00:00', expected: 995, found: 905, gap: -90 },
    ])
    expect(values(db, 'missing-period.transfer')).toEqual([{ from: '2022-02', to: '2022-02', months: 1 }])
  })
  test('an account whose in and out are exchanged is one finding, not a break a row', () => {
    let balance = 1_000
    const rows = Array.from({ length: 10 }, (_, index) => {
      balance += index % 3 === 0 ? -7 : 11
      return row(
        `2022-01-01 10:00:0${index}`,
        index % 3 === 0 ? 'in' : 'out',
        index % 3 === 0 ? 7 : 11,
        balance,
      )
    })
    const db = filled(rows)
    expect([finding(db, 'balance-break.transfer'), values(db, 'direction-reversed.transfer')]).toEqual([
      undefined,
      [{ steps: 9, fitting: 9 }],
    ])
  })
})

describe('missing periods', () => {
  const months = (...given: readonly string[]) =>
    values(
      filled(given.map((month) => row(`${month}-15 00:00:00`, 'in', 1, null))),
      'missing-period.transfer',
    )
  test("are whole months between two rows, over a year's end too", () => {
    expect(months('2022-01', '2022-02')).toEqual([])
    expect(months('2022-01', '2022-03')).toEqual([{ from: '2022-02', to: '2022-02', months: 1 }])
    expect(months('2021-11', '2022-02', '2022-07')).toEqual([
      { from: '2021-12', to: '2022-01', months: 2 },
      { from: '2022-03', to: '2022-06', months: 4 },
    ])
  })
})

describe('rows that speak of one thing', () => {
  const slip = (number: string, valid: number, status = 'settled'): Values => ({
    number,
    account: 'a1',
    time: '2022-01-01 00:00:00',
    stake: 100,
    valid,
    status,
  })
  const slips = (...files: readonly (readonly Values[])[]): WriteDb => {
    const db = emptyCase()
    for (const rows of files) addBatch(db, [{ kind: 'betSlip', rows }])
    return db
  }
  test('with other figures contradict each other', () => {
    const db = slips([slip('n1', 100), slip('n2', 100)], [slip('n1', 90), slip('n2', 100), slip('n3', 1)])
    expect(
      qualityRows(db, 'conflict.betSlip', 0, 9).rows.map(({ recordId, values: found }) => [
        recordId,
        found['otherRecordId'],
        found['stands'],
      ]),
    ).toEqual([
      [1, 3, 'yes'],
      [3, 1, 'no'],
    ])
    expect(finding(db, 'conflict.betSlip')?.hangs).toEqual([{ field: 'valid', value: 10 }])
    expect(values(db, 'overlap.betSlip')).toMatchObject([
      {
        otherBatchId: 1,
        otherFile: '文件1.xlsx',
        rows: 2,
        from: '2022-01-01 00:00:00',
        to: '2022-01-01 00:00:00',
      },
    ])
    expect(finding(slips([slip('n1', 100)], [slip('n2', 90)]), 'conflict.betSlip')).toBeUndefined()
  })
  test('without a key, and identical, are kept, counted and told', () => {
    const keyless = { serial: null, balance: null }
    const db = filled([
      row('2022-01-01 10:00:00', 'in', 100, null, keyless),
      row('2022-01-01 10:00:00', 'in', 100, null, keyless),
      row('2022-01-01 10:00:01', 'in', 100, null, keyless),
    ])
    expect([values(db, 'identical.transfer'), finding(db, 'duplicates.transfer')]).toEqual([
      [
        { rows: 2, time: '2022-01-01 10:00:00', amount: 100 },
        { rows: 2, time: '2022-01-01 10:00:00', amount: 100 },
      ],
      undefined,
    ])
  })
})

describe('a period written above a table', () => {
  test.each([
    ['起始日期：[2021-01-01 00:00:00] 终止日期：[2021-12-31 23:59:59]', '2021-01-01', '2021-12-31'],
    ['查询时段 2021年1月1日至2021年3月31日', '2021-01-01', '2021-03-31'],
    ['交易期间：20210101-20210630', '2021-01-01', '2021-06-30'],
    ['起止日期:2021/01/01—2021/12/31', '2021-01-01', '2021-12-31'],
    ['微信账单 起始时间：[2022-01-01 00:00:00] 终止时间：[2022-03-31 23:59:59]', '2022-01-01', '2022-03-31'],
  ])('%s', (text, from, to) => {
    expect(declaredPeriod(text)).toEqual({ from, to })
  })
  test.each([
    '案件编号 2021-001 至 2021-002',
    '导出时间 2021-01-01 10:00:00',
    '2021年12月31日至2021年1月1日',
    '共 12 笔',
  ])('%s is none', (text) => {
    expect(declaredPeriod(text)).toBeNull()
  })
  test('that the rows do not fill is told with both', async () => {
    const { engine, give } = await importCase()
    const statement = (from: string, to: string) =>
      `查询期间：${from}至${to}\r\n交易卡号,交易时间,交易金额,收付标志,对手户名\r\n6222021234567890123,2021-03-05 00:00:00,1.00,进,李四\r\n6222021234567890123,2021-05-31 00:00:00,1.00,进,李四\r\n`
    await engine.call('import.run', { fileId: give('一.csv', statement('2021-02-01', '2021-07-02')) })
    expect(
      (await engine.call('quality.rows', { finding: 'declared-period', offset: 0, limit: 9 })).rows,
    ).toMatchObject([
      {
        file: '一.csv',
        row: 1,
        values: {
          declaredFrom: '2021-02-01',
          declaredTo: '2021-07-02',
          foundFrom: '2021-03-05 00:00:00',
          foundTo: '2021-05-31 00:00:00',
        },
      },
    ])
    // A month and less is a quiet account.
    await engine.call('import.undo', { batchId: 1 })
    await engine.call('import.run', { fileId: give('二.csv', statement('2021-02-02', '2021-07-01')) })
    expect((await engine.call('quality.list', {})).map(({ id }) => id)).not.toContain('declared-period')
    await expect(
      engine.call('quality.rows', { finding: 'declared-period', offset: 0, limit: 9 }),
    ).rejects.toMatchObject({ code: 'finding-not-found' })
  })
})

test('a finding opens its rows in the table, windowed, and rejected rows name their cell', async () => {
  const { engine, give } = await importCase()
  await engine.call('import.run', {
    fileId: give(
      '一.csv',
      '交易卡号,交易时间,交易金额,交易余额,收付标志,对手户名\r\n6222021234567890123,2021-03-05 00:00:00,1.00,10.00,进,李四\r\n6222021234567890123,2021-03-06 00:00:00,1.00,12.00,进,李四\r\n6222021234567890123,坏,1.00,12.00,进,李四\r\n',
    ),
  })
  const list = await engine.call('quality.list', {})
  expect(list.map(({ id }) => id)).toEqual([
    'rejected',
    'bad-check-digit.transfer',
    'balance-break.transfer',
    'party-by-name.transfer',
    'reconciled',
  ])
  expect(
    (
      await engine.call('records.window', {
        scope: { kind: 'transfer', finding: 'balance-break.transfer' },
        offset: 0,
        limit: 9,
      })
    ).rows.map(({ source }) => source.row),
  ).toEqual([3])
  expect(
    (
      await engine.call('records.window', {
        scope: { kind: 'transfer', finding: 'bad-check-digit.transfer' },
        offset: 0,
        limit: 9,
      })
    ).total,
  ).toBe(2)
  expect(
    (await engine.call('quality.rows', { finding: 'rejected', offset: 0, limit: 9 })).rows,
  ).toMatchObject([
    { recordId: null, file: '一.csv', row: 4, field: 'time', raw: '坏', values: { code: 'not-a-date' } },
  ])
  expect(
    (
      await engine.call('quality.rows', { finding: 'bad-check-digit.transfer', offset: 1, limit: 1 })
    ).rows.map((found) => [found.row, found.field, found.raw]),
  ).toEqual([[3, 'ownCard', '6222021234567890123']])
})

test('the places of a finding are narrowed to one import and to one account, and both narrowings come to what their lists say', async () => {
  const { engine, give } = await importCase()
  const statement = (card: string, rows: readonly string[]) =>
    ['交易卡号,交易时间,交易金额,收付标志,交易余额,交易流水号', ...rows.map((row) => `${card},${row}`)].join(
      '\n',
    )
  await engine.call('import.run', {
    fileId: give(
      '甲.csv',
      statement('6222021234567890123', [
        '2021-03-01 00:00:00,1.00,进,10.00,a1',
        '2021-03-02 00:00:00,1.00,进,20.00,a2',
        '2021-03-03 00:00:00,1.00,进,30.00,a3',
      ]),
    ),
  })
  await engine.call('import.run', {
    fileId: give(
      '乙.csv',
      statement('6217008375367000751', [
        '2021-03-01 00:00:00,1.00,进,10.00,b1',
        '2021-03-02 00:00:00,1.00,进,20.00,b2',
      ]),
    ),
  })
  for (const { id: finding } of (await engine.call('quality.list', {})).filter(
    ({ code }) => code === 'balance-break' || code === 'bad-check-digit',
  )) {
    const { files, accounts } = await engine.call('quality.facets', { finding })
    const all = await engine.call('quality.rows', { finding, offset: 0, limit: 99 })
    expect(files.reduce((sum, { count }) => sum + count, 0)).toBe(all.total)
    for (const { batchId, file, count } of files) {
      const some = await engine.call('quality.rows', { finding, batch: batchId, offset: 0, limit: 99 })
      expect([some.total, some.rows]).toEqual([count, all.rows.filter((row) => row.file === file)])
    }
    for (const { entityId, count } of accounts) {
      const some = await engine.call('quality.rows', { finding, entity: entityId, offset: 0, limit: 99 })
      expect([some.total, some.rows.map((row) => row.entityId)]).toEqual([
        count,
        Array.from({ length: count }, () => entityId),
      ])
    }
  }
  expect(
    (await engine.call('quality.facets', { finding: 'balance-break.transfer' })).files.map(
      ({ file, count }) => [file, count],
    ),
  ).toEqual([
    ['甲.csv', 2],
    ['乙.csv', 1],
  ])
})

test('a repeated row says which row of which file it repeats', async () => {
  const { engine, give } = await importCase()
  const text = [
    '交易卡号,交易时间,交易金额,收付标志,交易余额,交易流水号',
    '6217008375367000751,2021-03-01 00:00:00,1.00,进,10.00,a1',
    '6217008375367000751,2021-03-02 00:00:00,2.00,进,12.00,a2',
  ].join('\n')
  await engine.call('import.run', { fileId: give('三月.csv', text) })
  await engine.call('import.run', {
    fileId: give('补调.csv', text.replace('2.00,进,12.00,a2', '3.00,进,13.00,a3')),
  })
  const { rows } = await engine.call('quality.rows', { finding: 'duplicates.transfer', offset: 0, limit: 9 })
  expect(rows.map(({ file, row, values }) => [file, row, values])).toEqual([
    [
      '补调.csv',
      2,
      {
        time: '2021-03-01 00:00:00',
        amount: 100,
        otherRecordId: 1,
        otherBatchId: 1,
        otherFile: '三月.csv',
        otherSheet: '三月',
        otherRow: 2,
      },
    ],
  ])
})
