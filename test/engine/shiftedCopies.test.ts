/** The same rows told by another clock: a statement exported once more in another time zone, with summer time, or with dates rounded to another day. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { qualityFindings } from '../../electron/engine/analysis/quality.ts'
import { possibleRepeats } from '../../electron/engine/records/possibleRepeats.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { atOnce } from '../../electron/engine/store/steps.ts'
import { kindOf } from '../../electron/engine/records/evidence.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'
import { importCase } from './importCase.ts'

const open: WriteDb[] = []
function caseOf(kind: string, ...files: readonly (readonly Values[])[]): WriteDb {
  const db = emptyCase()
  open.push(db)
  for (const rows of files) addBatch(db, [{ kind, rows }])
  return db
}
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})
const told = (db: WriteDb, kind = 'transfer') => atOnce(possibleRepeats(db, kindOf(recordKinds, kind)))
const shifts = (db: WriteDb, kind = 'transfer') => [...new Set(told(db, kind).map(({ shift }) => shift))]
const hangs = (db: WriteDb, kind = 'transfer') =>
  qualityFindings(db).find(({ id }) => id === `possible-repeat.${kind}`)?.hangs

const me = '6217000000000000001'
const hours = (by: number) => (time: string) =>
  new Date(Date.parse(`${time.replace(' ', 'T')}Z`) + by * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
/** A payment of its own amount, at its own moment. */
const paid = (at: number, more: Values = {}): Values => ({
  ownCard: me,
  counterAccount: `62170000000000000${10 + (at % 5)}`,
  counterName: `测试${at % 5}`,
  direction: at % 3 === 0 ? 'in' : 'out',
  amount: 10_000 + 317 * at,
  currency: 'CNY',
  time: hours(at * 29.37)('2022-01-01 09:13:27'),
  ...more,
})
const many = (count: number, from = 0, more: Values = {}): Values[] =>
  Array.from({ length: count }, (_, at) => paid(from + at, more))
const moved = (rows: readonly Values[], move: (time: string) => string): Values[] =>
  rows.map((row) => ({ ...row, time: move(String(row['time'])) }))

test.each([8, -8, 1, -5.5, 12, 24, 1_462 * 24])(
  'a copy %d hours away is told, with what hangs on it',
  (by) => {
    const rows = many(30)
    const db = caseOf('transfer', rows, moved(rows, hours(by)))
    expect(told(db)).toHaveLength(30)
    expect(shifts(db)).toEqual([by * 3_600])
    expect(hangs(db)).toEqual([
      { field: 'amount', value: rows.reduce((sum, { amount }) => sum + Number(amount), 0) },
    ])
  },
)
test('three rows are enough, two are not', () => {
  for (const [count, found] of [
    [3, 3],
    [2, 0],
  ] as const)
    expect(told(caseOf('transfer', many(count), moved(many(count), hours(8))))).toHaveLength(found)
})
test('columns less, an account that only one of them names, and minutes instead of seconds make no difference', () => {
  const rows = many(12)
  const less = [
    (row: Values): Values => ({ ...row, ownCard: null }),
    (row: Values): Values => ({ ...row, counterName: null, counterAccount: null }),
    (row: Values): Values => ({ ...row, time: String(row['time']).slice(0, 16) }),
    (row: Values): Values => ({ ...row, currency: 'XXX' }),
  ]
  for (const [at, each] of less.entries()) {
    const other = moved(rows, hours(8)).map(each)
    expect([at, told(caseOf('transfer', rows, other)).length]).toEqual([at, 12])
    expect([at, told(caseOf('transfer', other, rows)).length]).toEqual([at, 12])
  }
})
test('two exports that overlap in part are told for what they share', () => {
  const db = caseOf('transfer', many(40), moved(many(40, 25), hours(8)))
  expect(told(db)).toHaveLength(15)
  expect(told(caseOf('transfer', many(40), moved(many(40, 40), hours(8))))).toHaveLength(0)
})
test('one account of many is told by itself', () => {
  const others = many(20, 3, { ownCard: '6217000000000000999' })
  const far = many(20, 7, { ownCard: '6217000000000000888' })
  expect(
    told(caseOf('transfer', [...many(9), ...others], [...moved(many(9), hours(8)), ...far])),
  ).toHaveLength(9)
})
test('summer time: half a year is the same, the other an hour away', () => {
  const rows = many(300)
  const summer = (time: string): string => (time >= '2022-04-10' ? hours(1)(time) : time)
  const db = caseOf('transfer', rows, moved(rows, summer))
  expect(told(db)).toHaveLength(rows.filter(({ time }) => String(time) >= '2022-04-10').length)
  const zone = (time: string): string => hours(time >= '2022-04-10' ? 12 : 13)(time)
  expect(told(caseOf('transfer', rows, moved(rows, zone)))).toHaveLength(300)
})
test('dates that were rounded to another day', () => {
  const dated = many(30).map((row) => ({ ...row, time: String(row['time']).slice(0, 10) }))
  const dayBefore = (time: string): string => hours(-24)(`${time} 00:00:00`).slice(0, 10)
  expect(told(caseOf('transfer', dated, moved(dated, dayBefore)))).toHaveLength(30)
  // Told by the clock in one sheet, by the day of another zone in the other: only rows before eight are of another day.
  const rows = many(120)
  const byDay = moved(rows, (time) => hours(-8)(time).slice(0, 10))
  const early = rows.filter(({ time }) => String(time).slice(11) < '08:00:00').length
  expect(early).toBeGreaterThan(20)
  const db = caseOf('transfer', rows, byDay)
  expect(told(db)).toHaveLength(early)
  expect(
    db.prepare<[], number>('SELECT COUNT(*) FROM r_transfer WHERE duplicate_of IS NULL').pluck().get(),
  ).toBe(120 + early)
})
test('what only looks alike is no copy', () => {
  const monthly = (day: number, more: Values = {}): Values[] =>
    Array.from({ length: 24 }, (_, at) =>
      paid(1, {
        amount: 350_000,
        ownCard: null,
        time: `${2_020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-${day} 08:00:00`,
        ...more,
      }),
    )
  const days = (rows: readonly Values[]) =>
    rows.map((row) => ({ ...row, time: String(row['time']).slice(0, 10) }))
  const salary = (factor: number): Values[] =>
    monthly(10).map((row, at) => ({ ...row, amount: 900_000 + at * factor, counterName: '测试公司' }))
  const cases: readonly (readonly [string, readonly Values[], readonly Values[]])[] = [
    ['a rent each month', monthly(10), monthly(11)],
    ['a rent each month, by the day', days(monthly(10)), days(monthly(11))],
    ['two salaries of one owner', salary(100), moved(salary(130), hours(1))],
    ['another own account', many(30), moved(many(30, 0, { ownCard: '6217000000000000002' }), hours(8))],
    [
      'another direction',
      many(30, 0, { direction: 'in' }),
      moved(many(30, 0, { direction: 'out' }), hours(8)),
    ],
    [
      'other people',
      many(30),
      moved(many(30), hours(8)).map((row) => ({ ...row, counterAccount: '6217000000000000777' })),
    ],
    [
      'other serials',
      many(30).map((row, at) => ({ ...row, serial: `A${at}7` })),
      moved(many(30), hours(8)).map((row, at) => ({ ...row, serial: `B${at}7` })),
    ],
    ['clocks that differ by seconds', many(30), moved(many(30), hours(8 + 7 / 3_600))],
    [
      'six rows of seven',
      many(42),
      moved(many(42), hours(8)).map((row, at) => (at % 7 === 0 ? { ...row, amount: 5 + at } : row)),
    ],
  ]
  for (const [name, one, other] of cases)
    expect([name, told(caseOf('transfer', one, other)).filter(({ shift }) => shift !== undefined)]).toEqual([
      name,
      [],
    ])
})
test('nine rows of ten are enough', () => {
  const rows = many(40)
  const other = moved(rows, hours(8)).map((row, at) => (at % 10 === 5 ? { ...row, amount: 5 + at } : row))
  expect(told(caseOf('transfer', rows, other))).toHaveLength(36)
})
test('lists that follow each other, day by day alike, are no copy', () => {
  const daily = (from: number): Values[] =>
    [0, 1, 2, 3, 4, 5, 6].flatMap((at) =>
      [0, 1, 2, 3, 4].map((line) =>
        paid(line, { time: hours((from + at) * 24 + line)('2022-01-01 10:11:12') }),
      ),
    )
  expect(told(caseOf('transfer', daily(0), daily(7)))).toEqual([])
  expect(told(caseOf('transfer', daily(0), daily(4)))).toEqual([])
})
test('calls, deposits and ledgers are looked at alike', () => {
  const samples: readonly (readonly [string, string, (at: number) => Values])[] = [
    [
      'call',
      'time',
      (at) => ({
        ownNumber: '13800000001',
        counterNumber: `1390000000${at % 7}`,
        direction: 'out',
        duration: 30 + at,
        time: paid(at)['time'] ?? null,
      }),
    ],
    [
      'deposit',
      'time',
      (at) => ({
        type: 'deposit',
        account: 'm1',
        amount: 5_000 + at,
        result: 'success',
        time: paid(at)['time'] ?? null,
      }),
    ],
    [
      'stockMove',
      'date',
      (at) => ({
        direction: 'out',
        place: '仓库1号',
        title: `书${at % 9}`,
        quantity: 5 + at,
        date: String(paid(at)['time']).slice(0, 10),
      }),
    ],
  ]
  for (const [kind, field, row] of samples) {
    const rows = Array.from({ length: 20 }, (_, at) => row(at))
    const move = field === 'date' ? (time: string) => hours(24)(`${time} 00:00:00`).slice(0, 10) : hours(8)
    const other = rows.map((values) => ({ ...values, [field]: move(String(values[field])) }))
    expect([kind, told(caseOf(kind, rows, other), kind).length]).toEqual([kind, 20])
    expect([kind, told(caseOf(kind, rows.slice(0, 2), other.slice(0, 2)), kind).length]).toEqual([kind, 0])
  }
})
test('which came first changes nothing but which row is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 40 }), fc.constantFrom(8, -8, 1, 6.5), (count, by) => {
      const rows = many(count)
      const [one, other] = [
        caseOf('transfer', rows, moved(rows, hours(by))),
        caseOf('transfer', moved(rows, hours(by)), rows),
      ]
      expect(told(other)).toHaveLength(told(one).length)
      expect(hangs(other)).toEqual(hangs(one))
    }),
    { numRuns: 20 },
  )
})

test('a person decides, all in one step or each; what is decided is told no more', async () => {
  const made = await importCase()
  const { engine } = made
  const header = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号'
  const line = (row: Values): string =>
    `${me},${String(row['time'])},${(Number(row['amount']) / 100).toFixed(2)},${row['direction'] === 'in' ? '进' : '出'},6222021234567890128`
  const rows = many(6)
  for (const [name, each] of [
    ['北京.csv', rows],
    ['格林.csv', moved(rows, hours(-8))],
  ] as const)
    await engine.call('import.run', {
      fileId: made.give(name, `${[header, ...each.map(line)].join('\r\n')}\r\n`),
    })
  const sum = async () => {
    const { sums } = await engine.call('records.totals', { scope: { kind: 'transfer' } })
    return sums.find(({ field }) => field === 'amount')?.sum
  }
  const finding = async () =>
    (await engine.call('quality.list', {})).find(({ id }) => id === 'possible-repeat.transfer')
  const once = rows.reduce((total, { amount }) => total + Number(amount), 0)
  expect([await sum(), (await finding())?.count]).toEqual([2 * once, 6])
  const [place] = (
    await engine.call('quality.rows', { finding: 'possible-repeat.transfer', offset: 0, limit: 9 })
  ).rows
  expect(place?.values).toMatchObject({ shift: -8 * 3_600, otherFile: '北京.csv' })
  const facts = await made.facts()
  await engine.call('facts.decideAll', { kind: 'transfer', finding: 'possible-repeat' })
  expect([await sum(), await finding()]).toEqual([once, undefined])
  await engine.call('history.undo', {})
  expect(await made.facts()).toEqual(facts)
  await engine.call('facts.decide', {
    kind: 'transfer',
    recordId: place?.recordId ?? 0,
    otherId: Number(place?.values['otherRecordId']),
    decision: 'apart',
  })
  expect([await sum(), (await finding())?.count]).toEqual([2 * once, 5])
})
