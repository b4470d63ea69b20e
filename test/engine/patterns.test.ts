/** Drawn patterns against a plain recount over random lists; things that are shared; payments like wages. */
import { describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { caseEvents } from '../../electron/engine/graph/caseEvents.ts'
import { matchPattern } from '../../electron/engine/patterns/match.ts'
import { readPattern, type DrawnPattern } from '../../shared/model/drawnPattern.ts'
import { readyPatterns } from '../../shared/model/readyPatterns.ts'
import { random } from '../helpers/statements.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type SheetRows, type Values } from './factsCase.ts'

const context = (sheets: readonly SheetRows[]) => {
  const db = emptyCase()
  for (const sheet of sheets) addBatch(db, [sheet])
  return { db, checkCancelled: () => undefined, progress: () => undefined }
}
const ask = (sheets: readonly SheetRows[], analysis: string, params: Record<string, unknown> = {}) =>
  runAnalysis(context(sheets), analysis as 'pattern', params).result

interface Call {
  readonly from: string
  readonly to: string
  readonly at: number
}
/** Calls of six phones over an hour, all in lists of the callers. */
function randomCalls(seed: number, count: number): readonly Call[] {
  const next = random(seed)
  return Array.from({ length: count }, () => {
    const from = Math.floor(next() * 6)
    const to = (from + 1 + Math.floor(next() * 5)) % 6
    return { from: `1391234567${from}`, to: `1391234567${to}`, at: Math.floor(next() * 3_600) }
  })
}
const moment = (second: number): string =>
  new Date(Date.UTC(2024, 2, 1, 10) + second * 1_000).toISOString().slice(0, 19).replace('T', ' ')
const asRows = (calls: readonly Call[]): Values[] =>
  calls.map(({ from, to, at }, place) => ({
    ownNumber: from,
    counterNumber: to,
    direction: 'out',
    time: moment(at),
    duration: 1_000 + place * 10,
  }))
function hitsOf(rows: readonly Values[], pattern: DrawnPattern): readonly string[] {
  const { db } = context([{ kind: 'call', rows }])
  const events = caseEvents(db, ['calls'])
  const label = new Map(db.prepare<[], [number, string]>('SELECT entity_id, label FROM entities').raw().all())
  const { hits, isCut } = matchPattern({
    pattern,
    events,
    kindOf: () => 'phone',
    labelOf: () => '',
    from: null,
    to: null,
    check: () => undefined,
  })
  expect(isCut).toBe(false)
  const key = (event: number): string => (event < 0 ? '-' : String(events.at[event]))
  return hits
    .map(({ nodes, events: chosen }) =>
      [
        ...[...nodes].map((node) => (node < 0 ? '-' : label.get(events.entityIds[node] as number))),
        ...[...chosen].map(key),
      ].join(' '),
    )
    .toSorted()
}
const drawn = (pattern: unknown): DrawnPattern => {
  const read = readPattern(JSON.stringify(pattern))
  if ('fault' in read) throw new Error(read.fault.en)
  return read.pattern
}
const nodes = { a: {}, b: {}, c: {} }
const at = ({ at: second }: Call): string => String(Date.parse(`${moment(second).replace(' ', 'T')}Z`))

describe('drawn patterns give what a plain recount gives', () => {
  for (const seed of [1, 2, 3, 4]) {
    const calls = randomCalls(seed, 60)
    const rows = asRows(calls)
    test(`one call after another within five minutes, list ${seed}`, () => {
      const expected = calls
        .flatMap((one) =>
          calls
            .filter(
              (other) =>
                other !== one &&
                one.to === other.from &&
                one.from !== other.to &&
                other.at >= one.at &&
                other.at - one.at <= 300,
            )
            .map((other) => [one.from, one.to, other.to, at(one), at(other)].join(' ')),
        )
        .toSorted()
      expect(hitsOf(rows, drawn(readyPatterns.relayCalls.pattern))).toEqual(expected)
      const turned = drawn({
        nodes,
        steps: [
          { from: 'b', to: 'c', link: 'calls' },
          { from: 'a', to: 'b', link: 'calls', before: 1, within: 5 },
        ],
      })
      // The same hits, told with the later call first.
      expect(
        hitsOf(rows, turned)
          .map((line) => {
            const [a, b, c, late, early] = line.split(' ')
            return [a, b, c, early, late].join(' ')
          })
          .toSorted(),
      ).toEqual(expected)
    })
    test(`and nobody called back, either way, list ${seed}`, () => {
      const pattern = drawn({
        nodes,
        steps: [
          { from: 'a', to: 'b', link: 'calls' },
          { from: 'b', to: 'c', link: 'calls', after: 1, soonest: 1, within: 10 },
          { from: 'c', to: 'a', link: 'calls', either: true, none: true, after: 2, within: 20 },
        ],
      })
      const expected = calls
        .flatMap((one) =>
          calls
            .filter(
              (other) =>
                other !== one &&
                one.to === other.from &&
                one.from !== other.to &&
                other.at - one.at >= 60 &&
                other.at - one.at <= 600,
            )
            .filter(
              (other) =>
                !calls.some(
                  (third) =>
                    third !== one &&
                    third !== other &&
                    third.at >= other.at &&
                    third.at - other.at <= 1_200 &&
                    [third.from, third.to].toSorted().join() === [one.from, other.to].toSorted().join(),
                ),
            )
            .map((other) => [one.from, one.to, other.to, at(one), at(other), '-'].join(' ')),
        )
        .toSorted()
      expect(hitsOf(rows, pattern)).toEqual(expected)
    })
    test(`an optional answer is the earliest one, list ${seed}`, () => {
      const pattern = drawn({
        nodes: { a: {}, b: {} },
        steps: [
          { from: 'a', to: 'b', link: 'calls' },
          { from: 'b', to: 'a', link: 'calls', after: 1, within: 15, optional: true },
        ],
      })
      const expected = calls
        .map((one) => {
          const answers = calls
            .filter(
              (other) =>
                other !== one &&
                other.from === one.to &&
                other.to === one.from &&
                other.at >= one.at &&
                other.at - one.at <= 900,
            )
            .toSorted((left, right) => left.at - right.at)
          return [one.from, one.to, at(one), answers[0] === undefined ? '-' : at(answers[0])].join(' ')
        })
        .toSorted()
      expect(hitsOf(rows, pattern)).toEqual(expected)
    })
  }
  test('of two who play one part a hit is told once, and a search without end is cut and says so', () => {
    const calls = randomCalls(9, 40)
    const both = {
      nodes,
      steps: [
        { from: 'a', to: 'c', link: 'calls' },
        { from: 'b', to: 'c', link: 'calls' },
      ],
    }
    const all = hitsOf(asRows(calls), drawn(both)).length
    expect(hitsOf(asRows(calls), drawn({ ...both, alike: [['a', 'b']] })).length * 2).toBe(all)
    const { db } = context([{ kind: 'call', rows: asRows(calls) }])
    const question = {
      pattern: drawn(both),
      events: caseEvents(db, ['calls']),
      kindOf: () => 'phone',
      labelOf: () => '',
      from: null,
      to: null,
      check: () => undefined,
    }
    expect(matchPattern({ ...question, mostHits: all }).isCut).toBe(false)
    expect(matchPattern({ ...question, mostHits: all - 1 })).toMatchObject({
      isCut: true,
      hits: { length: all - 1 },
    })
    expect(matchPattern({ ...question, mostTried: 10 }).isCut).toBe(true)
  })
})

test('a pattern that is wrong says where', () => {
  const step = { from: 'a', to: 'b', link: 'calls' }
  const fault = (pattern: unknown): string => {
    const read = readPattern(typeof pattern === 'string' ? pattern : JSON.stringify(pattern))
    return 'fault' in read ? read.fault.en : ''
  }
  expect(fault('{')).toContain('JSON')
  expect(fault({ nodes, steps: [] })).toContain('steps')
  expect(fault({ nodes, steps: [{ ...step, link: 'loves' }] })).toContain('steps.0.link')
  expect(fault({ nodes, steps: [{ ...step, to: 'x' }] })).toContain('no node x')
  expect(fault({ nodes, steps: [{ ...step, to: 'a' }] })).toContain('both ends')
  expect(fault({ nodes, steps: [step] })).toContain('no step')
  expect(
    fault({ nodes: { a: {}, b: {}, c: {}, d: {} }, steps: [step, { from: 'c', to: 'd', link: 'calls' }] }),
  ).toContain('touches no step')
  expect(fault({ nodes, steps: [step, { from: 'b', to: 'c', link: 'calls', within: 5 }] })).toContain(
    'neither after nor before',
  )
  expect(fault({ nodes, steps: [step, { from: 'b', to: 'c', link: 'calls', after: 2 }] })).toContain(
    'listed before',
  )
  expect(
    fault({
      nodes,
      steps: [
        { ...step, link: 'holds' },
        { from: 'b', to: 'c', link: 'calls', after: 1 },
      ],
    }),
  ).toContain('no time')
  for (const { pattern } of Object.values(readyPatterns)) expect(fault(pattern)).toBe('')
  expect(noteOf(ask([], 'pattern', { ready: 'own', drawn: 'x' }), 'pattern-fault')).toContain('JSON')
})

test('a call to the holder, then his transfer within the hour: at the minute, and a second later', () => {
  const register = {
    kind: 'personRegister',
    rows: [
      { name: '张三', idNumber: '11010519491231002X', phone: '13800000001', cards: '6228481111111111111' },
    ],
  }
  const calls = {
    kind: 'call',
    rows: [
      {
        ownNumber: '13900000009',
        counterNumber: '13800000001',
        direction: 'out',
        time: '2024-03-01 10:00:00',
        duration: 30,
      },
    ],
  }
  const pays = (time: string, amount: number) => ({
    kind: 'transfer',
    rows: [
      {
        ownCard: '6228481111111111111',
        counterAccount: '6222021111111111111',
        direction: 'out',
        amount,
        time,
        result: 'success',
      },
    ],
  })
  const hits = (time: string, amount = 1_000_000) =>
    linesOf(ask([register, calls, pays(time, amount)], 'pattern', { ready: 'callBeforeTransfer' }), 'hits')
  expect(hits('2024-03-01 11:00:00')).toMatchObject([
    {
      node_caller: '13900000009',
      node_holder: '张三',
      node_account: '6228481111111111111',
      minutes: 60,
      amount4: { minor: 1_000_000 },
    },
  ])
  expect(hits('2024-03-01 11:00:01')).toEqual([])
  expect(hits('2024-03-01 09:59:59')).toEqual([])
  expect(hits('2024-03-01 10:30:00', 999_999)).toEqual([])
})

describe('shared things', () => {
  const mac = 'A4-5E-60-11-22-33'
  const row = (card: string, time: string, more: Values): Values => ({
    ownCard: card,
    counterAccount: '6222021111111111111',
    direction: 'out',
    amount: 100,
    result: 'success',
    time,
    serial: `${card}${time}`,
    ...more,
  })
  const cards = ['6217001111111111111', '6217002222222222222', '6217003333333333333']
  test('three accounts of one MAC on one day are told, two are not, nor three over three days', () => {
    const rows = cards.map((card, place) =>
      row(card, `2024-03-01 1${place}:00:00`, { mac, ownName: place === 0 ? '张三' : '李四' }),
    )
    const found = (those: readonly Values[], params = {}) =>
      linesOf(ask([{ kind: 'transfer', rows: those }], 'shared', params), 'things')
    expect(found(rows)).toMatchObject([{ accounts: 3, most: 3, holders: 2, withoutHolder: 0 }])
    expect(found(rows.slice(1))).toEqual([])
    const apart = cards.map((card, place) => row(card, `2024-03-0${place + 1} 10:00:00`, { mac }))
    expect(found(apart)).toEqual([])
    expect(found(apart, { sameDay: false })).toMatchObject([{ accounts: 3, most: 1, days: 0 }])
  })
  test('default MACs and inner addresses tell nothing and are counted', () => {
    const rows = cards.flatMap((card) => [
      row(card, '2024-03-01 10:00:00', { mac: '02:00:00:00:00:00', ip: '192.168.1.1' }),
      row(card, '2024-03-01 11:00:00', { mac: '00-00-00-00-00-00', ip: '10.0.0.1' }),
    ])
    const result = ask([{ kind: 'transfer', rows }], 'shared')
    expect(linesOf(result, 'things')).toEqual([])
    expect(noteOf(result, 'no-value')).toContain('12 行')
  })
  test('a phone of two people', () => {
    const rows = [
      { name: '张三', idNumber: '11010519491231002X', phone: '13800000001' },
      { name: '李四', idNumber: '44052418800101001X', phone: '13800000001' },
      { name: '王五', idNumber: '110105194912310038', phone: '13800000003' },
    ]
    expect(linesOf(ask([{ kind: 'personRegister', rows }], 'shared'), 'phones')).toMatchObject([
      { phone: '13800000001', people: 2 },
    ])
  })
})

test('wages: five people, three months, about the same day; the end of a month is next to its beginning', () => {
  const payees = [1, 2, 3, 4, 5].map((place) => `622202${String(place).repeat(13)}`)
  const payday = (date: string, those = payees, summary = '代发工资'): Values[] =>
    those.map((counterAccount, place) => ({
      ownCard: '6217001111111111111',
      counterAccount,
      direction: 'out',
      amount: 500_000 + place,
      time: `${date} 10:00:00`,
      result: 'success',
      summary,
      serial: `${date}${place}`,
    }))
  const found = (rows: readonly Values[]) => ask([{ kind: 'transfer', rows }], 'wages')
  const three = found([
    ...payday('2024-01-31'),
    ...payday('2024-03-01'),
    ...payday('2024-04-02', payees, '转账'),
  ])
  expect(linesOf(three, 'payers')).toMatchObject([
    { months: 3, payees: 5, count: 15, sum: { minor: 3 * (2_500_000 + 10), currency: 'CNY' }, worded: 10 },
  ])
  expect(linesOf(three, 'payees').length).toBe(5)
  expect(linesOf(found([...payday('2024-01-31'), ...payday('2024-03-01')]), 'payers')).toEqual([])
  expect(
    linesOf(found([...payday('2024-01-10'), ...payday('2024-02-10'), ...payday('2024-03-16')]), 'payers'),
  ).toEqual([])
  expect(
    linesOf(found([...payday('2024-01-10'), ...payday('2024-02-10'), ...payday('2024-03-15')]), 'payers')
      .length,
  ).toBe(1)
  expect(
    linesOf(
      found(['2024-01-10', '2024-02-10', '2024-03-10'].flatMap((date) => payday(date, payees.slice(1)))),
      'payers',
    ),
  ).toEqual([])
})
