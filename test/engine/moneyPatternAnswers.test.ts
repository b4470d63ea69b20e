/** Patterns of money as answers: rows in, lines with their rows, doubts and notes out; by account and by person. */
import { describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type SheetRows, type Values } from './factsCase.ts'

const caseOf = (sheets: readonly SheetRows[]): WriteDb => {
  const db = emptyCase()
  for (const sheet of sheets) addBatch(db, [sheet])
  return db
}
const ask = (db: WriteDb, analysis: AnalysisId, params: Record<string, unknown> = {}): AnalysisResult =>
  runAnalysis({ db, checkCancelled: () => undefined, progress: () => undefined }, analysis, params).result
const cards = [
  '6217001111111111111',
  '6217002222222222222',
  '6217003333333333333',
  '6217004444444444444',
] as const
const [a, b, c, d] = cards
let serial = 0
const pay = (
  from: string,
  to: string | null,
  amount: number,
  time: string | null,
  more: Values = {},
): Values => ({
  ownCard: from,
  ...(to === null ? {} : { counterAccount: to }),
  direction: 'out',
  amount,
  result: 'success',
  time,
  serial: `S${(serial += 1)}`,
  ...more,
})
const transfers = (...rows: readonly Values[]): SheetRows => ({ kind: 'transfer', rows: [...rows] })
const held = (name: string, idNumber: string, ...those: readonly string[]): SheetRows => ({
  kind: 'personRegister',
  rows: those.map((card) => ({ name, idNumber, cards: card })),
})
const ring = [
  pay(a, b, 1_000_000, '2024-03-01 10:00:00'),
  pay(b, c, 950_000, '2024-03-01 11:00:00'),
  pay(c, a, 900_000, '2024-03-02 09:00:00'),
]

test('who is chosen and has no transfer has no match, and it says why', () => {
  const db = caseOf([held('张三', '11010519491231002X', d), transfers(...ring)])
  const of = [db.prepare("SELECT entity_id FROM entities WHERE label = '张三'").pluck().get()]
  for (const analysis of [
    'cycles',
    'fans',
    'split',
    'testTransfers',
    'roundSums',
    'nightTransfers',
  ] as const) {
    expect(noteOf(ask(db, analysis, { of }), 'chosen-without-transfers'), analysis).toBeDefined()
    expect(noteOf(ask(db, analysis), 'chosen-without-transfers'), analysis).toBeUndefined()
  }
})
test('of what a part was taken back the rest counts, and it says so', () => {
  const db = caseOf([
    transfers(
      { ...ring[0], serial: 'PAY0000001' },
      ...ring.slice(1),
      pay(a, b, 60_000, '2024-03-01 10:30:00', {
        direction: 'in',
        summary: '退款 PAY0000001',
        reversal: 'refund',
        serial: 'BACK000001',
      }),
    ),
  ])
  const result = ask(db, 'cycles', { by: 'account' })
  expect(noteOf(result, 'partly-taken-back')).toContain('1 笔部分冲正')
  expect(linesOf(result, 'cycles')).toMatchObject([{ start: { minor: 940_000 } }])
  expect(noteOf(ask(caseOf([transfers(...ring)]), 'cycles'), 'partly-taken-back')).toBeUndefined()
  for (const analysis of ['roundSums', 'nightTransfers'] as const) {
    expect(noteOf(ask(db, analysis, { by: 'account' }), 'partly-taken-back'), analysis).toContain('1 笔部分')
    expect(noteOf(ask(db, analysis, { by: 'account' }), 'red'), analysis).toBeUndefined()
    expect(noteOf(ask(caseOf([transfers(...ring)]), analysis), 'partly-taken-back'), analysis).toBeUndefined()
  }
})

test('rows of a statement that tell no time are said to be in no balance', () => {
  const dated = [
    pay(a, b, 100, '2024-03-01 10:00:00', { balance: 900 }),
    pay(a, b, 100, '2024-03-02 10:00:00', { balance: 800 }),
  ]
  const undated = [pay(a, b, 50, null), pay(a, c, 60, null)]
  const said = (...rows: readonly Values[]) =>
    noteOf(ask(caseOf([transfers(...rows)]), 'reconcile'), 'undated-rows')
  expect(said(...dated)).toBeUndefined()
  expect(said(...dated, ...undated.slice(0, 1))).toContain('1 行没有时间')
  expect(said(...dated, ...undated)).toContain('2 行没有时间')
})
describe('money that comes back', () => {
  test('limits that have no effect are told, at the limit and beside it', () => {
    const db = caseOf([transfers(...ring)])
    const said = (params: Record<string, unknown>): readonly string[] =>
      ask(db, 'cycles', params)
        .notes.map(({ id }) => id)
        .filter((id) => ['pair-limits', 'most-below-least'].includes(id))
    expect(said({})).toEqual([])
    expect(said({ pairHours: 72, pairShare: 0.25 })).toEqual([])
    expect(said({ pairHours: 73 })).toEqual(['pair-limits'])
    expect(said({ pairShare: 0.26 })).toEqual(['pair-limits'])
    // Two alone are not asked for.
    expect(said({ pairShare: 0.26, least: 3 })).toEqual([])
    expect(said({ least: 4, most: 3 })).toEqual(['most-below-least'])
    expect(said({ least: 3, most: 3 })).toEqual([])
  })
  test('a line for each time and for each ring, with its rows', () => {
    const db = caseOf([transfers(...ring, pay(a, d, 777, '2024-03-01 12:00:00'))])
    const result = ask(db, 'cycles', { by: 'account' })
    expect(linesOf(result, 'cycles')).toMatchObject([
      {
        parties: [a, b, c],
        size: 3,
        start: { minor: 1_000_000 },
        end: { minor: 900_000 },
        least: { minor: 900_000 },
        kept: 0.9,
        first: '2024-03-01 10:00:00',
        last: '2024-03-02 09:00:00',
        hours: 23,
        check: null,
      },
    ])
    expect(linesOf(result, 'rings')).toMatchObject([
      { parties: [a, b, c], transfers: 3, sum: { minor: 2_850_000 }, hits: 1, check: null },
    ])
    expect(result.tables.map(({ rows }) => rows[0]?.rows?.[0]?.picked?.length)).toEqual([3, 3])
    expect(noteOf(result, 'not-searched')).toBe('未参与查找：低于所填金额 1 笔。')
  })
  test('second sides, repeats, failed and reversed ones make no cycle of one transfer', () => {
    const back = { ownCard: b, counterAccount: a, direction: 'in' }
    const db = caseOf([
      transfers(pay(a, b, 1_000_000, '2024-03-01 10:00:00', { serial: 'ONE' })),
      transfers(pay(a, b, 1_000_000, '2024-03-01 10:00:00', { serial: 'ONE' })),
      transfers(pay(b, a, 1_000_000, '2024-03-01 10:00:00', { ...back, serial: 'ONE' })),
      transfers(pay(b, a, 1_000_000, '2024-03-01 11:00:00', { result: 'failed' })),
    ])
    const result = ask(db, 'cycles', { by: 'account' })
    expect(linesOf(result, 'cycles')).toEqual([])
    expect(noteOf(result, 'not-searched')).toContain('失败 1 笔')
  })
  test('by person own accounts are one: the way through one’s own card closes, the way round them alone does not', () => {
    const people = [held('张三', '11010519491231002X', a, c), held('李四', '110101198001010010', b)]
    const through = transfers(
      pay(a, b, 1_000_000, '2024-03-01 10:00:00'),
      pay(b, c, 1_000_000, '2024-03-01 12:00:00'),
    )
    const db = caseOf([...people, through])
    expect(linesOf(ask(db, 'cycles', { by: 'account' }), 'cycles')).toEqual([])
    expect(linesOf(ask(db, 'cycles', { by: 'person' }), 'cycles')).toMatchObject([
      { parties: ['张三', '李四'] },
    ])
    const alone = caseOf([
      ...people,
      transfers(pay(a, c, 1_000_000, '2024-03-01 10:00:00'), pay(c, a, 1_000_000, '2024-03-01 12:00:00')),
    ])
    expect(linesOf(ask(alone, 'cycles', { by: 'account' }), 'cycles')).toHaveLength(1)
    const result = ask(alone, 'cycles', { by: 'person' })
    expect(linesOf(result, 'cycles')).toEqual([])
    expect(noteOf(result, 'not-searched')).toContain('本人账户之间 2 笔')
  })
  test('what is not told or decided stands at the line: an open order, an unknown result', () => {
    const days = caseOf([transfers(...ring.map((row) => ({ ...row, time: '2024-03-01' })))])
    const result = ask(days, 'cycles', { by: 'account' })
    expect(linesOf(result, 'cycles')).toMatchObject([{ first: '2024-03-01', check: { zh: '先后不明' } }])
    expect(noteOf(result, 'day-only')).toContain('3 笔只写到日')
    const open = caseOf([transfers(...ring.slice(0, 2), { ...ring[2], result: 'unknown' })])
    expect(linesOf(ask(open, 'cycles', { by: 'account' }), 'cycles')).toMatchObject([
      { check: { zh: '1 笔结果不明' } },
    ])
    const none = caseOf([transfers(...ring.slice(0, 2), { ...ring[2], time: null })])
    expect(linesOf(ask(none, 'cycles', { by: 'account' }), 'cycles')).toEqual([])
    expect(noteOf(ask(none, 'cycles'), 'without-time')).toContain('1 笔')
  })
  test('two currencies are not one ring, and each can be asked for', () => {
    const db = caseOf([transfers(...ring.slice(0, 2), { ...ring[2], currency: 'USD' })])
    for (const currency of ['CNY', 'USD'])
      expect(linesOf(ask(db, 'cycles', { by: 'account', currency }), 'cycles')).toEqual([])
    const dollars = caseOf([transfers(...ring.map((row) => ({ ...row, currency: 'USD' })))])
    expect(ask(dollars, 'cycles').notes.map(({ id }) => id)).toEqual(['no-transfers'])
    expect(linesOf(ask(dollars, 'cycles', { currency: 'usd' }), 'cycles')).toHaveLength(1)
  })
  test('asked of one, of a part of time', () => {
    const db = caseOf([transfers(...ring)])
    const of = (label: string): number =>
      db.prepare<[string], number>('SELECT entity_id FROM entities WHERE label = ?').pluck().get(label) ?? 0
    const other = caseOf([transfers(...ring, pay(d, a, 5_000, '2024-03-01 10:00:00'))])
    expect(linesOf(ask(db, 'cycles', { of: [of(b)] }), 'cycles')).toHaveLength(1)
    const stranger = other
      .prepare<[string], number>('SELECT entity_id FROM entities WHERE label = ?')
      .pluck()
      .get(d)
    expect(linesOf(ask(other, 'cycles', { of: [stranger] }), 'cycles')).toEqual([])
    expect(
      linesOf(ask(db, 'cycles', { span: { from: '2024-03-01', to: '2024-03-02' } }), 'cycles'),
    ).toHaveLength(1)
    expect(linesOf(ask(db, 'cycles', { span: { from: '2024-03-01', to: '2024-03-01' } }), 'cycles')).toEqual(
      [],
    )
  })
})

test('many to one: counterparts, sum and stretches; without a statement of its own it says so', () => {
  const payers = Array.from({ length: 10 }, (_, at) => `62270000000000000${String(10 + at)}`)
  const db = caseOf([
    transfers(...payers.map((from, at) => pay(from, a, 100_000 + at, `2024-03-01 1${at}:00:00`))),
  ])
  const result = ask(db, 'fans')
  expect(linesOf(result, 'fanIn')).toMatchObject([
    {
      entity: a,
      counterparts: 10,
      transfers: 10,
      sum: { minor: 1_000_045 },
      hours: 9,
      times: 1,
      check: { zh: '无本户流水，可能不全' },
    },
  ])
  expect(linesOf(result, 'fanOut')).toEqual([])
  expect(linesOf(ask(db, 'fans', { least: 11 }), 'fanIn')).toEqual([])
  expect(linesOf(ask(db, 'fans', { sum: 1_000_046 }), 'fanIn')).toEqual([])
})
test('scattered and gathered: who, through whom, how much went out and came together', () => {
  const db = caseOf([
    transfers(
      ...[b, c, d].flatMap((between, at) => [
        pay(a, between, 500_000, `2024-03-01 10:0${at}:00`),
        pay(between, '6217005555555555555', 480_000, `2024-03-01 12:0${at}:00`),
      ]),
    ),
  ])
  expect(linesOf(ask(db, 'fans'), 'scatters')).toMatchObject([
    {
      source: a,
      target: '6217005555555555555',
      between: 3,
      out: { minor: 1_500_000 },
      in: { minor: 1_440_000 },
      hours: 2.03,
      check: null,
    },
  ])
  expect(linesOf(ask(db, 'fans', { share: 0.03 }), 'scatters')).toEqual([])
})
test('split below a limit, cash too', () => {
  const times = ['2024-03-01 10:00:00', '2024-03-01 15:00:00', '2024-03-02 10:00:00']
  const db = caseOf([
    transfers(...times.map((time) => pay(a, b, 4_990_000, time))),
    transfers(...times.map((time) => pay(c, null, 4_800_000, time, { summary: 'ATM取现' }))),
    transfers(...times.map((time) => pay(d, b, 5_000_000, time))),
  ])
  expect(linesOf(ask(db, 'split', { by: 'account' }), 'splits')).toMatchObject([
    { payer: a, payee: b, cash: null, count: 3, sum: { minor: 14_970_000 }, others: 1 },
    { payer: c, payee: null, cash: { zh: '取现' }, count: 3 },
  ])
  expect(
    linesOf(ask(db, 'split', { limit: 5_000_001, by: 'account' }), 'splits').map(({ payer }) => payer),
  ).toContain(d)
  expect(noteOf(ask(db, 'split', { limit: null }), 'no-limit')).toBe('请填写限额。')
})
test('a test first, then large', () => {
  const db = caseOf([
    transfers(
      pay(a, b, 100, '2024-03-01 10:00:00'),
      pay(a, b, 5_000_000, '2024-03-01 10:30:00'),
      pay(c, d, 100, '2024-03-01'),
      pay(c, d, 5_000_000, '2024-03-01'),
    ),
  ])
  const result = ask(db, 'testTransfers', { by: 'account' })
  expect(linesOf(result, 'tests')).toMatchObject([
    { payer: a, payee: b, small: { minor: 100 }, count: 1, minutes: 30, check: null },
    { payer: c, payee: d, count: 1, minutes: null, check: { zh: '先后不明' } },
  ])
  expect(noteOf(ask(db, 'testTransfers', { small: 100, large: 100 }), 'large-not-above-small')).toBeDefined()
})
test('round sums and nights: shares with their whole, the whole case beside, what is left out told', () => {
  const nights = Array.from({ length: 30 }, (_, at) =>
    pay(
      a,
      b,
      at < 24 ? 100_000 : 12_345,
      `2024-03-${String(at + 1).padStart(2, '0')} ${at < 12 ? '02' : '14'}:00:00`,
    ),
  )
  const db = caseOf([
    transfers(
      ...nights,
      pay(a, b, 500, '2024-04-01'),
      pay(a, b, 500, '2024-04-02 00:00:00'),
      pay(a, null, 500_000, '2024-04-03 10:00:00', { summary: 'ATM取现' }),
    ),
  ])
  const round = ask(db, 'roundSums', { by: 'account', share: 0.75 })
  expect(linesOf(round, 'hits')).toMatchObject([
    {
      entity: a,
      way: { zh: '付' },
      count: 32,
      round: 24,
      share: 0.75,
      roundSum: { minor: 2_400_000 },
      common: '1,000.00×24',
    },
    { entity: b, way: { zh: '收' } },
  ])
  expect(round.figures.find(({ id }) => id === 'caseShare')?.value).toBe(0.75)
  const night = ask(db, 'nightTransfers', { by: 'account' })
  expect(linesOf(night, 'hits')).toMatchObject([
    { entity: a, told: 30, night: 12, share: 0.4, midnight: 1, untold: 1, first: '2024-03-01 02:00:00' },
    { entity: b },
  ])
  expect(linesOf(ask(db, 'nightTransfers', { by: 'account', share: 0.41 }), 'hits')).toEqual([])
  expect(noteOf(ask(db, 'nightTransfers', { fromHour: 3, toHour: 3 }), 'no-night')).toBeDefined()
})
