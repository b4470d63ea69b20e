/** Masked genuine exports import by recognition alone. The sums were added up outside the program, from the files' own texts. */
import { describe, expect, test } from 'vitest'
import { importCase, layout } from './importCase.ts'
import { utf8 } from './importFiles.ts'

interface Sums {
  readonly [direction: string]: readonly [count: number, minor: number]
}
async function sums(
  name: string,
): Promise<{
  readonly format: string | null
  readonly sums: Sums
  readonly times: readonly string[]
  readonly total: number
}> {
  const { run, look } = await importCase()
  const batch = await run(layout(name))
  const { read, accepted, duplicate, rejected, skipped } = batch.reconciliation
  expect(accepted + duplicate + rejected + skipped).toBe(read)
  expect(rejected).toBe(0)
  return look((db) => ({
    format: batch.sheets[0]?.format ?? null,
    sums: Object.fromEntries(
      db
        .prepare<[], { direction: string; count: number; minor: number }>(
          'SELECT direction, count(*) AS count, sum(amount) AS minor FROM r_transfer WHERE duplicate_of IS NULL GROUP BY direction',
        )
        .all()
        .map(({ direction, count, minor }) => [direction, [count, minor]]),
    ),
    times: db.prepare<[], string>('SELECT time FROM r_transfer ORDER BY record_id').pluck().all(),
    total: db.prepare<[], number>('SELECT count(*) FROM r_transfer').pluck().get() ?? 0,
  }))
}

describe('layouts', () => {
  test('Alipay app bill: GB18030, preamble of 24 lines, padded cells', async () => {
    const found = await sums('example-alipay-records.csv')
    expect(found).toMatchObject({
      format: 'alipay_user_app',
      sums: { in: [1, 22_222_850], out: [5, 21_164], neutral: [4, 24_737] },
    })
    expect(found.times[0]).toBe('2023-02-12 21:32:14')
  })
  test('WeChat bill: preamble of 16 lines, three directions', async () => {
    const found = await sums('example-wechat-records.csv')
    expect(found).toMatchObject({
      format: 'wechat_user_bill',
      sums: { in: [5, 2_849], out: [11, 290_453], neutral: [11, 2_610_089] },
    })
    expect(found.times[0]).toBe('2019-09-26 12:45:27')
  })
  test('the same bill as a workbook, in two sheets: the second repeats the first row by row', async () => {
    const found = await sums('example-wechat-records.xlsx')
    expect(found).toMatchObject({
      sums: { in: [5, 2_849], out: [11, 290_453], neutral: [11, 2_610_089] },
      total: 54,
    })
  })
  test('ICBC statement: preamble of 6 lines, two amount columns, total row at the end', async () => {
    const found = await sums('example-icbc-debit-v1-records.csv')
    expect(found).toMatchObject({ format: 'bank_tx_icbc', sums: { in: [5, 284_174], out: [6, 424_108] } })
    expect(found.times[0]).toBe('2023-05-02')
  })
  test('BOC statement: title row, signed amounts, date and time in two columns; balances run on', async () => {
    const found = await sums('example-boc-records.csv')
    expect(found).toMatchObject({ format: 'bank_tx_boc', sums: { in: [4, 982_100], out: [13, 939_430] } })
    expect(found.times[0]).toBe('2025-08-22 17:57:17')
  })
  test('SPDB statement: BIFF8, own account in a row of keys and values above the header', async () => {
    const { run, look } = await importCase()
    await run(layout('example-spdb_debit-records.xls'))
    const rows = await look((db) =>
      db
        .prepare<[], Record<string, unknown>>(
          'SELECT time, amount, direction, balance, ownCard, counterAccount FROM r_transfer ORDER BY row',
        )
        .all(),
    )
    expect(rows).toHaveLength(4)
    expect(rows[0]).toEqual({
      time: '2025-12-03 14:06:51',
      amount: 388,
      direction: 'out',
      balance: 198_133,
      ownCard: '6200000000001230',
      counterAccount: '12345678901236500',
    })
    // Newest last: each balance is the one before plus or minus the amount.
    for (let at = 1; at < rows.length; at += 1) {
      const before = Number(rows[at - 1]?.['balance'])
      const amount = Number(rows[at]?.['amount']) * (rows[at]?.['direction'] === 'in' ? 1 : -1)
      expect(before + amount).toBe(rows[at]?.['balance'])
    }
  })
})

describe('signs that a row far down explains', () => {
  const coming = Array.from(
    { length: 2_500 },
    (_, index) => `6217000000000000001,2021-03-01 08:00:00,1.00,进,N${index}`,
  )
  const amounts = async (header: string, lines: readonly string[]) => {
    const { engine, give, look } = await importCase()
    await engine.call('import.run', { fileId: give('流水.csv', utf8([header, ...lines].join('\r\n'))) })
    return look((db) =>
      db
        .prepare(
          'SELECT direction, amount, count(*) FROM r_transfer GROUP BY direction, amount ORDER BY direction, amount',
        )
        .raw()
        .all(),
    )
  }
  const header = '交易卡号,交易时间,交易金额,收付标志,交易流水号'
  const going = (amount: string, serial: string) =>
    `6217000000000000001,2021-03-02 08:00:00,${amount},出,${serial}`
  test('出 with a minus takes one back when a later one stands without', async () => {
    expect(await amounts(header, [...coming, going('-300', 'X1'), going('100', 'X2')])).toEqual([
      ['in', 100, 2_500],
      ['out', -30_000, 1],
      ['out', 10_000, 1],
    ])
  })
  test('出 with a minus is a plain out when none stands without', async () => {
    expect(await amounts(header, [...coming, going('-300', 'X1'), going('-100', 'X2')])).toEqual([
      ['in', 100, 2_500],
      ['out', 10_000, 1],
      ['out', 30_000, 1],
    ])
  })
  test('without a direction, a single minus far down says nothing of the amounts before it; three of them do', async () => {
    const lines = coming.map((line) => line.replace('进,', ''))
    const minus = (serial: string): string => `6217000000000000001,2021-03-02 08:00:00,-300,${serial}`
    const header = '交易卡号,交易时间,交易金额,交易流水号'
    expect(await amounts(header, [...lines, minus('X1')])).toEqual([
      ['unknown', -30_000, 1],
      ['unknown', 100, 2_500],
    ])
    expect(await amounts(header, [...lines, minus('X1'), minus('X2'), minus('X3')])).toEqual([
      ['in', 100, 2_500],
      ['out', 30_000, 3],
    ])
  })
})
