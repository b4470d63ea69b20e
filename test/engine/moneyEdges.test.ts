/** Figures of money, requests and patterns at their edges: what has no time, no statement, one name twice, a day instead of a moment. */
import { describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { namesOnce } from '../../electron/engine/entities/answers.ts'
import { flowsOf } from '../../electron/engine/money/flows.ts'
import { eachAlone, grouped } from '../../electron/engine/money/holders.ts'
import { ledgerOf, outsideNode } from '../../electron/engine/money/ledger.ts'
import { monthText } from '../../electron/engine/money/moments.ts'
import { months, rank } from '../../electron/engine/money/ranking.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { recordTable } from '../../electron/engine/store/recordTables.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type SheetRows, type Values } from './factsCase.ts'

const hour = 3_600_000
const caseOf = (sheets: readonly SheetRows[]): WriteDb => {
  const db = emptyCase()
  for (const sheet of sheets) addBatch(db, [sheet])
  return db
}
const ask = (db: WriteDb, analysis: string, params: Record<string, unknown> = {}): AnalysisResult =>
  runAnalysis({ db, checkCancelled: () => undefined, progress: () => undefined }, analysis as 'money', params)
    .result
const [me, mine, other] = ['6217001234567890128', '6217002222222222222', '6222021111111111111']
const pay = (time: string | null, amount: number, more: Values = {}): Values => ({
  ownCard: me,
  counterAccount: other,
  direction: 'out',
  amount,
  result: 'success',
  time,
  serial: `${time ?? ''}${amount}${Object.values(more).join()}`,
  ...more,
})
const transfers = (rows: readonly Values[]): SheetRows => ({ kind: 'transfer', rows: [...rows] })
const entity = (db: WriteDb, kind: string, label: string): number =>
  db
    .prepare<[string, string], number>('SELECT entity_id FROM entities WHERE kind = ? AND label = ?')
    .pluck()
    .get(kind, label) ?? expect.fail(label)

describe('flows', () => {
  test('what leaves the material goes back to nobody on any level; an account of an earlier level does', () => {
    const names = ['cash', 'fee', 'unknown'] as const
    for (const name of names) {
      const sink = outsideNode({ accounts: 3 }, name)
      const ledger = ledgerOf(3, [
        { from: 0, to: 1, amount: 100, time: hour },
        { from: 0, to: sink, amount: 7, time: hour },
        { from: 1, to: sink, amount: 30, time: 2 * hour },
        { from: 1, to: 0, amount: 20, time: 3 * hour },
      ])
      const { edges } = flowsOf(ledger, eachAlone(ledger), {
        currency: 0,
        start: [0],
        direction: 'down',
        levels: 3,
        gap: null,
        beyond: true,
      })
      expect(edges.map(({ level, sum, back }) => `${level}:${sum}${back ? ' back' : ''}`).toSorted()).toEqual(
        ['1:100', '1:7', '2:20 back', '2:30'],
      )
    }
  })
  test('nor does what goes to a third-party payer', () => {
    const ledger = ledgerOf(3, [
      { from: 0, to: 1, amount: 100, time: hour },
      { from: 0, to: 2, amount: 7, time: hour },
      { from: 1, to: 2, amount: 30, time: 2 * hour },
    ])
    ledger.channels[2] = 1
    const { edges } = flowsOf(ledger, eachAlone(ledger), {
      currency: 0,
      start: [0],
      direction: 'down',
      levels: 3,
      gap: null,
      beyond: true,
    })
    expect(edges.filter(({ back }) => back)).toEqual([])
  })
  test('a person by account begins with all his accounts', () => {
    const db = caseOf([
      {
        kind: 'personRegister',
        rows: [me, mine].map((cards) => ({ name: '张三', idNumber: '11010519491231002X', cards })),
      },
      transfers([
        pay('2024-03-01 10:00:00', 500),
        pay('2024-03-01 11:00:00', 70, { ownCard: mine }),
        pay('2024-03-01 11:00:00', 9, { ownCard: other, counterAccount: '6222023333333333333' }),
      ]),
    ])
    const of = [entity(db, 'person', '张三')]
    for (const by of ['person', 'account'])
      expect(linesOf(ask(db, 'flows', { of, by, direction: 'down', levels: 1 }), 'levels'), by).toMatchObject(
        [{ count: 2, sum: { minor: 570 } }],
      )
    // One's money is all of his, however the desk folds.
    for (const by of ['person', 'account'])
      expect(
        ask(db, 'moneyOf', { of: of[0], by }).figures.find(({ id }) => id === 'out')?.value,
      ).toMatchObject({ minor: 570 })
  })
})

describe('ranking', () => {
  test('what was taken back is that of the part of time, and once for one who paid himself', () => {
    const ledger = ledgerOf(
      3,
      [
        { from: 0, to: 1, amount: 90, time: 1 * hour },
        { from: 0, to: 2, amount: 80, time: 5 * hour },
      ],
      {
        takenBack: [
          { of: 0, amount: 10, time: 2 * hour, recordId: 8 },
          { of: 1, amount: 20, time: 6 * hour, recordId: 9 },
        ],
      },
    )
    // Entity ids are 1, 2, 3; the second is held by the first.
    const groups = grouped(ledger, new Map([[2, 1]]), new Set())
    const back = (more: { from?: number; to?: number }): unknown[] =>
      rank(ledger, groups, { currency: 0, days: 7, ...more }).map(({ takenBack }) => takenBack)
    expect(back({})).toEqual([
      { count: 2, sum: 30 },
      { count: 1, sum: 20 },
    ])
    expect(back({ to: 5 * hour })).toEqual([{ count: 1, sum: 10 }])
    expect(back({ from: 5 * hour })).toEqual([
      { count: 1, sum: 20 },
      { count: 1, sum: 20 },
    ])
  })
  test('of what came at no time that is told it is not known how long it stayed', () => {
    const kept = (time: number): number | null | undefined => {
      const ledger = ledgerOf(2, [{ from: 0, to: 1, amount: 100, time }])
      return rank(ledger, eachAlone(ledger), { currency: 0, days: 7 }).find(({ group }) => group === 1)
        ?.keptDays
    }
    expect([kept(Number.NaN), kept(hour)]).toEqual([null, 1])
  })
  test.each([
    ['1900-01-01', 2],
    ['1924-04-15', 1_200],
    ['1924-03-15', 2],
  ])('months from %s to March 2024 are %i, the last among them', (first, count) => {
    const ledger = ledgerOf(2, [
      { from: 0, to: 1, amount: 5, time: Date.parse(first) },
      { from: 0, to: 1, amount: 7, time: Date.parse('2024-03-05') },
    ])
    const found = months(ledger, eachAlone(ledger), 1, { currency: 0, days: 7 })
    expect([found.length, monthText(found.at(-1)?.month ?? 0), found.at(-1)?.in]).toEqual([
      count,
      '2024-03',
      7,
    ])
  })
  test('times are as fine as the rows tell them', () => {
    for (const time of ['2024-03-01', '2024-03-01 10:05', '2024-03-01 10:05:07'])
      expect(linesOf(ask(caseOf([transfers([pay(time, 100)])]), 'money'), 'ranking')[0]).toMatchObject({
        first: time,
        last: time,
      })
  })
  test('transfers without a time and without a currency are told', () => {
    const rows = [pay('2024-03-01 10:00:00', 100), pay(null, 200)]
    expect(noteOf(ask(caseOf([transfers(rows)]), 'money'), 'without-time')).toContain('1 笔')
    expect(noteOf(ask(caseOf([transfers(rows.slice(0, 1))]), 'money'), 'without-time')).toBeUndefined()
  })
})

test('the month in which a part of time ends opens rows up to its end', () => {
  const db = caseOf([transfers([pay('2024-03-31 11:00:00', 100), pay('2024-03-31 13:00:00', 200)])])
  const of = entity(db, 'bankAccount', me)
  for (const [to, end] of [
    ['2024-03-31 12:00', '2024-03-31 12:00'],
    ['2024-03-31', '2024-03-31'],
    ['2024-04-02 01:00', '2024-03-31'],
  ]) {
    const result = ask(db, 'moneyOf', { of, span: { from: null, to } })
    const scope = result.tables.find(({ id }) => id === 'months')?.rows[0]?.rows?.[0]
    expect(scope?.money?.to).toBe(end)
  }
})

test('without a statement nothing coming in is not nought', () => {
  const db = caseOf([transfers([pay('2024-03-31 11:00:00', 100)])])
  const value = (label: string, id: string): unknown =>
    ask(db, 'moneyOf', { of: entity(db, 'bankAccount', label) }).figures.find((one) => one.id === id)?.value
  expect(value(other, 'out')).toBeNull()
  expect(value(other, 'in')).toMatchObject({ minor: 100 })
  expect(value(me, 'in')).toMatchObject({ minor: 0 })
})

test('numbers of rows that cannot be traced from are told', () => {
  const db = caseOf([
    transfers([
      pay('2024-03-01 10:00:00', 100),
      pay('2024-03-02 10:00:00', 200, { result: 'failed' }),
      pay(null, 300),
    ]),
  ])
  const ids = db
    .prepare<[], number>(`SELECT record_id FROM ${recordTable('transfer')} ORDER BY amount`)
    .pluck()
    .all()
  const note = (rows: string) => noteOf(ask(db, 'trace', { rows }), 'rows-unusable')
  expect(note(`${ids[0]}`)).toBeUndefined()
  expect(note(`${ids[0]},${ids[1]}`)).toContain('1 个')
  expect(note(`${ids.join()},99999`)).toContain('3 个')
})

test('days covered are those of the part of time asked about', () => {
  const days = Array.from({ length: 60 }, (_, day) =>
    new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
  )
  const db = caseOf([transfers(days.map((day) => pay(`${day} 10:00:00`, 100, { direction: 'in' })))])
  const verdict = (to: string): unknown =>
    linesOf(ask(db, 'passThrough', { span: { from: null, to } }), 'hits').find(
      ({ rule }) => (rule as { en: string }).en === 'Gathers (M2)',
    )?.['verdict']
  expect(verdict('2024-01-29')).toMatchObject({ en: 'cannot be told' })
  expect(verdict('2024-01-30')).toMatchObject({ en: 'matches' })
})

describe('requests', () => {
  test('one name of several entries is said once, with how many there are', () => {
    expect([['甲'], ['甲', '甲'], ['甲', '乙', '甲']].map((labels) => namesOnce(labels))).toEqual([
      { zh: '甲', en: '甲' },
      { zh: '甲（2 处登记）', en: '甲 (2 entries)' },
      { zh: '甲（2 处登记）、乙', en: '甲 (2 entries), 乙' },
    ])
  })
  test('a reason begins with what it says; what was not told is no nought', () => {
    const rows: Values[] = [
      {
        payerAccount: me,
        ownAccount: me,
        counterAccount: other,
        payeeAccount: other,
        direction: 'out',
        amount: 5_000_000,
        time: '2024-03-01 10:00:00',
        result: 'success',
      },
    ]
    const result = ask(caseOf([transfers(rows)]), 'requests')
    for (const line of linesOf(result, 'assets')) {
      expect((line['reason'] as { zh: string }).zh).toBe('自身流水未调取')
      expect((line['reason'] as { en: string }).en).toBe('its own statement is missing')
    }
    const byName = linesOf(
      ask(
        caseOf([
          { kind: 'personRegister', rows: [{ name: '张三', idNumber: '11010519491231002X', cards: me }] },
        ]),
        'requests',
      ),
      'institutions',
    )
    expect(byName).toMatchObject([{ accounts: 1, in: null, out: null }])
  })
})

describe('patterns', () => {
  test('a phone of entries of one name is not shared, and told', () => {
    const entry = (name: string, idNumber: string): Values => ({ name, idNumber, phone: '13800000001' })
    const [one, two, three] = [
      entry('张三', '11010519491231002X'),
      entry('张三', '44052418800101001X'),
      entry('李四', '110105194912310038'),
    ]
    const found = (rows: readonly Values[]) =>
      ask(caseOf([{ kind: 'personRegister', rows: [...rows] }]), 'shared')
    expect(linesOf(found([one, two]), 'phones')).toEqual([])
    expect(noteOf(found([one, two]), 'one-name')).toContain('1 个')
    expect(linesOf(found([one, two, three]), 'phones')).toMatchObject([{ people: 2 }])
    expect(noteOf(found([one, three]), 'one-name')).toBeUndefined()
  })
  test('logins that name only a payment account take part', () => {
    const login = (last: string): Values => ({
      payment: `208890236117450${last}`,
      ip: '36.112.20.11',
      time: '2024-03-01 10:00:00',
    })
    const found = (rows: readonly Values[]) =>
      linesOf(ask(caseOf([{ kind: 'login', rows: [...rows] }]), 'shared'), 'things')
    expect(found(['1', '2', '3'].map(login))).toMatchObject([{ accounts: 3 }])
    expect(found(['1', '2'].map(login))).toEqual([])
  })
  test('between rows that tell only a day no minutes are told', () => {
    const drawn = JSON.stringify({
      nodes: { a: {}, b: {}, c: {} },
      steps: [
        { from: 'a', to: 'b', link: 'transfer' },
        { from: 'b', to: 'c', link: 'transfer' },
      ],
    })
    const minutes = (first: string, second: string): unknown =>
      linesOf(
        ask(
          caseOf([
            transfers([
              pay(first, 100),
              pay(second, 90, { ownCard: other, counterAccount: '6222023333333333333' }),
            ]),
          ]),
          'pattern',
          { ready: 'own', drawn },
        ),
        'hits',
      )[0]?.['minutes']
    expect(minutes('2024-03-01 10:00:00', '2024-03-01 11:00:00')).toBe(60)
    expect(minutes('2024-03-01', '2024-03-02')).toBeNull()
    expect(minutes('2024-03-01', '2024-03-02 11:00:00')).toBeNull()
  })
})
