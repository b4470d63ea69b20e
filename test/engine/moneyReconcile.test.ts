/** Statements held against balances and against other lists, through the engine: rows that were taken out on purpose are found with the very sum. */
import { describe, expect, test } from 'vitest'
import type { AnalysisResult, AnalysisTable, MoneyCell } from '../../shared/contract/analyses/result.ts'
import type { StatementRow } from '../../electron/engine/analysis/findings/balances.ts'
import { reconciled } from '../../electron/engine/money/reconcile.ts'
import { moneyCards, moneyHeader } from '../helpers/moneyFiles.ts'
import { random } from '../helpers/statements.ts'
import { type ImportCase, importCase } from './importCase.ts'

const [a = '', b = '', c = '', stranger = ''] = moneyCards
type Line = readonly [
  time: string,
  amount: number,
  way: '进' | '出',
  balance: number | null,
  other: string,
  currency?: string,
]
const yuan = (minor: number): string => (minor / 100).toFixed(2)
const sheet = (own: string, mark: string, lines: readonly Line[]): string =>
  [
    moneyHeader,
    ...lines.map(([time, amount, way, balance, other, currency = '人民币'], place) =>
      [
        own,
        `户${own.slice(-2)}`,
        time,
        yuan(amount),
        way,
        balance === null ? '' : yuan(balance),
        other,
        '',
        '转账',
        currency,
        '成功',
        `${mark}${place}`,
      ].join(),
    ),
  ].join('\r\n')
const whole: readonly Line[] = [
  ['2023-01-05 10:00:00', 50_000, '进', 150_000, stranger],
  ['2023-01-20 10:00:00', 20_000, '出', 130_000, b],
  ['2023-02-03 10:00:00', 7_001, '出', 122_999, c],
  ['2023-02-10 10:00:00', 30_000, '进', 152_999, stranger],
  ['2023-03-01 10:00:00', 999, '出', 152_000, stranger],
]
const fullB: readonly Line[] = [
  ['2023-01-20 10:00:01', 20_000, '进', 20_000, a],
  ['2023-01-25 10:00:00', 5_000, '出', 15_000, stranger],
]
async function caseOf(files: Readonly<Record<string, string>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
const run = async (made: ImportCase, params: Record<string, unknown> = {}): Promise<AnalysisResult> =>
  (await made.engine.call('analyses.run', { analysis: 'reconcile', params })).result
const table = (result: AnalysisResult, id: string): AnalysisTable =>
  result.tables.find((one) => one.id === id) ?? expect.fail(`no table ${id}`)
const lines = (result: AnalysisResult, id: string): readonly Readonly<Record<string, unknown>>[] => {
  const of = table(result, id)
  return of.rows.map((row) =>
    Object.fromEntries(
      of.columns.map(({ id: name, sort }, place) => {
        const cell = row.cells[place] ?? null
        return [name, sort === 'money' && cell !== null ? Number((cell as MoneyCell).minor) : cell]
      }),
    ),
  )
}
const noteIds = (result: AnalysisResult): readonly string[] => result.notes.map(({ id }) => id)
const figure = (result: AnalysisResult, id: string): unknown =>
  result.figures.find((one) => one.id === id)?.value

describe('statements held against their balances', () => {
  test('whole ones have no gap, and the answer says what that does not show and that nothing else is told', async () => {
    const result = await run(await caseOf({ 'a.csv': sheet(a, 'A', whole), 'b.csv': sheet(b, 'B', fullB) }))
    expect(figure(result, 'gaps')).toBe(0)
    expect(lines(result, 'gaps')).toEqual([])
    expect(lines(result, 'accounts')).toMatchObject([
      {
        rows: 5,
        opening: 100_000,
        in: 80_000,
        out: 28_000,
        net: 52_000,
        missing: 0,
        closing: 152_000,
        gaps: 0,
      },
      { rows: 2, opening: 0, in: 20_000, out: 5_000, missing: 0, closing: 15_000, gaps: 0 },
    ])
    expect(lines(result, 'months').slice(0, 3)).toMatchObject([
      { month: '2023-01', opening: 100_000, in: 50_000, out: 20_000, closing: 130_000 },
      { month: '2023-02', opening: 130_000, in: 30_000, out: 7_001, closing: 152_999 },
      { month: '2023-03', opening: 152_999, in: 0, out: 999, closing: 152_000 },
    ])
    expect(noteIds(result)).toEqual(expect.arrayContaining(['no-gaps', 'nothing-declared']))
  })
  test('each row that was taken out is a gap of its very sum, filled where the other party tells it', async () => {
    // The payment to b stands in b's statement; that to c stands nowhere.
    const made = await caseOf({
      'a.csv': sheet(
        a,
        'A',
        [0, 3, 4].map((place) => whole[place] as Line),
      ),
      'b.csv': sheet(b, 'B', fullB),
    })
    const result = await run(made)
    expect(lines(result, 'gaps')).toMatchObject([
      {
        after: '2023-01-05 10:00:00',
        at: '2023-02-10 10:00:00',
        expected: 180_000,
        found: 152_999,
        missing: -27_001,
        others: -20_000,
        rest: -7_001,
        othersCount: 1,
      },
    ])
    expect(figure(result, 'missingIn')).toMatchObject({ minor: 0 })
    expect(figure(result, 'missingOut')).toMatchObject({ minor: 27_001 })
    expect(noteIds(result)).toContain('gaps')
    const [scope] = table(result, 'gaps').rows[0]?.rows ?? []
    // Both rows of the gap and the one that b tells.
    expect(
      (await made.engine.call('records.totals', { scope: structuredClone(scope) as never })).counted,
    ).toBe(3)
    expect(lines(result, 'months').filter(({ gaps }) => gaps === 1)).toMatchObject([
      { month: '2023-02', missing: -27_001, closing: 152_999 },
    ])
  })
  test('between two sheets is told apart from within one, and currencies are held by themselves', async () => {
    const dollars: readonly Line[] = [
      ['2023-01-06 10:00:00', 1_000, '进', 1_000, stranger, '美元'],
      ['2023-01-08 10:00:00', 300, '出', 650, stranger, '美元'],
    ]
    const made = await caseOf({
      'a1.csv': sheet(a, 'A', [...whole.slice(0, 1), ...dollars]),
      'a2.csv': sheet(a, 'Z', whole.slice(2)),
    })
    expect(lines(await run(made), 'gaps')).toMatchObject([
      { missing: -20_000, where: { en: 'between two sheets' } },
    ])
    expect(lines(await run(made, { currency: 'USD' }), 'gaps')).toMatchObject([
      { missing: -50, where: { en: 'within one sheet' } },
    ])
  })
  test('what the balances leave open of gaps is told: months, transfers of others in several', async () => {
    const day = '2023-04-10'
    // Two gaps on one day; b tells one payment of that day without a clock, which may lie in either.
    const broken: readonly Line[] = [
      [`${day} 09:00:00`, 1_000, '进', 101_000, stranger],
      [`${day} 10:00:00`, 1_000, '进', 97_000, stranger],
      [`${day} 11:00:00`, 1_000, '进', 93_000, stranger],
      ['2023-05-02 11:00:00', 1_000, '进', 90_000, stranger],
    ]
    const made = await caseOf({
      'a.csv': sheet(a, 'A', broken),
      'b.csv': sheet(b, 'B', [[day, 5_000, '进', 5_000, a]]),
    })
    const result = await run(made)
    expect(lines(result, 'gaps')).toMatchObject([
      { missing: -5_000, others: -5_000, rest: 0, othersCount: 1 },
      { missing: -5_000, others: -5_000, rest: 0, othersCount: 1 },
      { missing: -4_000, others: -5_000, rest: 1_000, othersCount: 1 },
    ])
    const said = (of: AnalysisResult, id: string) => of.notes.find((one) => one.id === id)?.words.zh
    expect(said(result, 'others-in-several')).toContain('1 笔可能落在')
    expect(said(result, 'gap-over-months')).toContain('1 处缺口跨月')
    expect(said(result, 'undated-rows')).toBeUndefined()
    const plain = await run(await caseOf({ 'a.csv': sheet(a, 'A', whole) }))
    for (const id of ['others-in-several', 'gap-over-months', 'undated-rows'])
      expect(said(plain, id), id).toBeUndefined()
  })
  test('a statement without balances is not said to be whole', async () => {
    const made = await caseOf({
      'a.csv': sheet(
        a,
        'A',
        whole.map(([time, amount, way, , other]) => [time, amount, way, null, other]),
      ),
    })
    const result = await run(made)
    expect(lines(result, 'accounts')).toMatchObject([
      { gaps: null, missing: null, opening: null, closing: null },
    ])
    expect(noteIds(result)).toContain('no-balances')
    expect(noteIds(result)).not.toContain('no-gaps')
  })
})

describe('which row a gap is counted from', () => {
  /** By looking through all rows for each gap. */
  function plainBefore(
    rows: readonly StatementRow[],
    row: StatementRow,
    balance: number,
  ): StatementRow | null {
    const dayOf = ({ time }: StatementRow): string => time.slice(0, 10)
    const told = (each: StatementRow): boolean => each.balance !== null && each !== row
    const today = rows.filter((each) => dayOf(each) === dayOf(row) && told(each) && each.time <= row.time)
    const here = today.findLast((each) => each.balance === balance)
    if (here !== undefined) return here
    const last = rows.findLast((each) => dayOf(each) < dayOf(row) && told(each))
    if (last === undefined) return today.at(-1) ?? null
    return (
      rows.findLast((each) => dayOf(each) === dayOf(last) && told(each) && each.balance === balance) ?? last
    )
  }
  test('equals looking through all rows, 40 statements', () => {
    let total = 0
    for (let seed = 1; seed <= 40; seed += 1) {
      const next = random(seed)
      const rows = Array.from({ length: 40 }, (_, at): StatementRow => ({
        recordId: at + 1,
        time: `2024-03-${String(1 + Math.floor(at / 6)).padStart(2, '0')}${seed % 2 === 0 ? '' : ` 10:00:0${at % 6}`}`,
        amount: 100 * Math.floor(next() * 4),
        direction: next() < 0.5 ? 'in' : 'out',
        balance: next() < 0.2 ? null : 100 * Math.floor(next() * 6),
      }))
      const { gaps } = reconciled(rows)
      total += gaps.length
      for (const { before, row, expected } of gaps) {
        const effect = row.direction === 'in' ? (row.amount ?? 0) : -(row.amount ?? 0)
        expect(before).toBe(plainBefore(rows, row, expected - effect))
      }
    }
    expect(total).toBeGreaterThan(200)
  })
  test('of a long statement with very many gaps each gap is found, none looked for through all rows', () => {
    const two = (value: number): string => String(value).padStart(2, '0')
    const rows = Array.from({ length: 60_000 }, (_, at): StatementRow => ({
      recordId: at + 1,
      time: `2024-03-01 ${two(Math.floor(at / 3_600))}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`,
      amount: 100,
      direction: 'in',
      balance: at * 1_000,
    }))
    expect(reconciled(rows).gaps).toHaveLength(59_999)
  })
})

describe('accounts held against other lists', () => {
  const holders = (balance: number): string =>
    [
      '账户开户名称,开户人证件号码,交易卡号,账号开户时间,账户余额,账户状态,开户银行',
      `户${a.slice(-2)},,${a},2020-01-01,${yuan(balance)},正常,某银行`,
    ].join('\r\n')
  const deposits = (amount: number): string =>
    [
      '会员账号,订单号,类型,充值金额,收款卡号,时间,状态',
      `u1,D1,充值,${yuan(amount)},${a},2023-01-05 09:59:00,成功`,
      `u2,D2,充值,${yuan(30_000)},${a},2023-02-10 09:59:00,成功`,
      `u2,D3,充值,${yuan(90_000)},${a},2023-02-11 09:59:00,失败`,
    ].join('\r\n')
  test.each([
    [152_000, 50_000, 0, 0],
    [152_001, 49_999, 1, -1],
    [0, 60_000, -152_000, 10_000],
  ])('a balance of %i and deposits of %i', async (balance, amount, balanceApart, depositsApart) => {
    const result = await run(
      await caseOf({
        'a.csv': sheet(a, 'A', whole),
        '账户.csv': holders(balance),
        '充值.csv': deposits(amount),
      }),
    )
    expect(lines(result, 'declared').map(({ told, difference }) => [told, difference])).toEqual([
      [balance, balanceApart],
      [amount + 30_000, depositsApart],
    ])
    expect(noteIds(result)).toContain('declared-doubt')
    expect(noteIds(result)).not.toContain('nothing-declared')
    for (const { rows } of table(result, 'declared').rows) expect(rows?.length).toBe(2)
  })
  test('what tells no time is in what is told, and said not to lie in the span that is compared', async () => {
    const result = await run(
      await caseOf({
        'a.csv': sheet(a, 'A', whole),
        '充值.csv': `${deposits(50_000)}\r\nu3,D4,充值,${yuan(7_000)},${a},,成功`,
      }),
    )
    const [line] = lines(result, 'declared')
    expect([line?.['told'], noteIds(result).includes('declared-undated')]).toEqual([87_000, true])
  })
})
