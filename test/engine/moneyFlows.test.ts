/** Flows by level and rules of passing on, over ledgers small enough to know the answer. */
import { describe, expect, test } from 'vitest'
import { flowsOf, type FlowChoice } from '../../electron/engine/money/flows.ts'
import { eachAlone } from '../../electron/engine/money/holders.ts'
import { type Ledger, ledgerOf, mark, type Transfer } from '../../electron/engine/money/ledger.ts'
import { judge, type Known, type PassChoice } from '../../electron/engine/money/passRules.ts'
import { random } from '../helpers/statements.ts'

const hour = 3_600_000
const transfers: readonly Transfer[] = [
  { from: 1, to: 2, amount: 50, time: 1 * hour },
  { from: 0, to: 1, amount: 100, time: 2 * hour },
  { from: 1, to: 2, amount: 60, time: 3 * hour },
  { from: 1, to: 3, amount: 40, time: 30 * hour },
  { from: 2, to: 0, amount: 10, time: 4 * hour },
  { from: 2, to: 4, amount: 30, time: 5 * hour },
  { from: 3, to: 4, amount: 5, time: 6 * hour },
]
const ask = (ledger: Ledger, more: Partial<FlowChoice> = {}) => {
  const flows = flowsOf(ledger, eachAlone(ledger), {
    currency: 0,
    start: [0],
    direction: 'down',
    levels: 4,
    gap: null,
    beyond: true,
    ...more,
  })
  return {
    edges: flows.edges
      .map(({ level, from, to, sum, back }) => `${level}:${from}>${to}=${sum}${back ? ' back' : ''}`)
      .toSorted(),
    outOfTime: flows.outOfTime,
    stops: Object.fromEntries(flows.nodes.map(({ group, stop }) => [group, stop])),
  }
}

describe('flows by level', () => {
  test('go on only after the money came, each transfer once, and tell what goes back', () => {
    const { edges, outOfTime } = ask(ledgerOf(5, transfers))
    // What 1 paid before it was paid is left out; so is what 3 paid before.
    expect(edges).toEqual(['1:0>1=100', '2:1>2=60', '2:1>3=40', '3:2>0=10 back', '3:2>4=30'])
    expect(outOfTime).toEqual({ count: 2, sum: 55 })
  })
  // Money that came on a day may have come at its end: the gap counts from there. Upwards the same the other way round.
  test.each([
    [0, 24, [true, true, false]],
    [1, 24, [true, false, false]],
    [2, 24, [true, false, false]],
  ] as const)('with an arrival of grain %s a gap counts from its nearest end', (grain, gap, expected) => {
    const at = (moment: number): Ledger =>
      ledgerOf(3, [
        { from: 0, to: 1, amount: 100, time: 240 * hour, grain },
        { from: 1, to: 2, amount: 60, time: (240 + moment) * hour },
      ])
    const moments = [20, 47, 49]
    expect(moments.map((moment) => ask(at(moment), { gap: gap * hour }).edges.length === 2)).toEqual(expected)
    const up = (moment: number): Ledger =>
      ledgerOf(3, [
        { from: 0, to: 1, amount: 100, time: (264 - moment) * hour },
        { from: 1, to: 2, amount: 60, time: 240 * hour, grain },
      ])
    // A day from 240 on lasts to 264; what came 25 hours before its end came one hour before it began.
    const upwards = (moment: number): boolean =>
      ask(up(moment), { gap: gap * hour, start: [2], direction: 'up' }).edges.length === 2
    expect([25, 47, 49].map(upwards)).toEqual([true, true, false])
  })
  test('a gap leaves out what lies beyond it, at the limit and beside it', () => {
    const gaps = [27, 28, 29].map(
      (hours) => ask(ledgerOf(5, transfers), { gap: hours * hour, levels: 2 }).edges,
    )
    expect(gaps.map((edges) => edges.includes('2:1>3=40'))).toEqual([false, true, true])
  })
  test('a row that tells only a day may lie anywhere in it', () => {
    const day: readonly Transfer[] = [
      { from: 0, to: 1, amount: 100, time: 10 * hour },
      { from: 1, to: 2, amount: 60, time: 0, grain: 0 },
      { from: 1, to: 3, amount: 60, time: 9 * hour, grain: 1 },
    ]
    expect(ask(ledgerOf(4, day)).edges).toEqual(['1:0>1=100', '2:1>2=60'])
  })
  test('upwards they go to what came before', () => {
    expect(ask(ledgerOf(5, transfers), { direction: 'up', start: [4], levels: 3 }).edges).toEqual([
      '1:2>4=30',
      '1:3>4=5',
      '2:1>2=110',
      '3:0>1=100',
    ])
  })
  test.each(['down', 'up'] as const)(
    'what tells no time leads %s no further, with a gap or without',
    (direction) => {
      const timeless: readonly Transfer[] = [
        { from: 0, to: 1, amount: 100, time: direction === 'down' ? Number.NaN : hour },
        { from: 1, to: 2, amount: 60, time: direction === 'down' ? hour : Number.NaN },
      ]
      for (const gap of [null, 1_000 * hour]) {
        const start = direction === 'down' ? [0] : [2]
        const { edges, outOfTime } = ask(ledgerOf(3, timeless), { direction, start, gap })
        expect(edges).toEqual([direction === 'down' ? '1:0>1=100' : '1:1>2=60'])
        expect(outOfTime.count).toBe(1)
      }
    },
  )
  test('stop at those of whom nothing more is known', () => {
    const ledger = ledgerOf(5, transfers)
    ledger.stated[2] = 0
    const { edges, stops } = ask(ledger, { beyond: false })
    expect(edges).toEqual(['1:0>1=100', '2:1>2=60', '2:1>3=40'])
    expect(stops[2]).toBe('no-statement')
  })
})

const choice: PassChoice = {
  low: 0.85,
  high: 1.15,
  restShare: 0.05,
  payersLeast: 5,
  payeesLeast: 2,
  sourceRatio: 0.15,
  gatherRatio: 1.35,
  fastLeast: 500_000,
  fastMinutes: 60,
  fastShare: 0.1,
  stayHours: 2,
  stayRatio: 0.8,
  windowHours: 72,
  many: 10,
  few: 3,
  windowRatio: 0.7,
  settleRatio: 0.2,
  settleRest: 0.5,
  roleShare: 0.8,
  coverDays: 30,
}
const known = (more: Partial<Known> = {}): Known => ({
  stated: true,
  days: 60,
  balances: () => [0, 0],
  ...more,
})
const rulesOf = (ledger: Ledger, node: number, more: Partial<Known> = {}) =>
  judge(ledger, eachAlone(ledger), 0, choice, () => known(more), 1_000)
    .find(({ group }) => group === node)
    ?.verdicts.map(
      ({ rule, verdict, why }) => `${rule} ${verdict}${why.length === 0 ? '' : ` ${why.join()}`}`,
    )
    .toSorted()

describe('rules of passing on', () => {
  const straight = (out: number, minutes: number): Ledger =>
    ledgerOf(3, [
      { from: 0, to: 1, amount: 500_000, time: hour },
      { from: 1, to: 2, amount: out, time: hour + minutes * 60_000 },
    ])
  test.each([
    [450_000, 60, true],
    [449_999, 60, false],
    [550_000, 60, true],
    [550_001, 60, false],
    [450_000, 61, false],
    [500_000, 1, true],
  ])('in and straight out: %i after %i minutes is %s', (out, minutes, hit) => {
    expect(rulesOf(straight(out, minutes), 1)?.some((rule) => rule.startsWith('fast hit')) ?? false).toBe(hit)
  })
  test('what cannot be told is not “no”', () => {
    const ledger = straight(500_000, 10)
    expect(rulesOf(ledger, 1, { stated: false })).toEqual(['role hit'])
    expect(rulesOf(ledger, 0, { days: 3 })).toEqual(['source undecidable few-days'])
    expect(rulesOf(ledger, 2, { balances: () => null })).toEqual([
      'gather hit',
      'settle undecidable no-balance',
    ])
  })
  test('planted accounts are found among others, each by its own rule', () => {
    const next = random(11)
    const of = (size: number): number => Math.floor(next() * size)
    const accounts = 5_000
    const made: Transfer[] = []
    for (let number = 0; number < 20_000; number += 1)
      made.push({
        from: of(4_000),
        to: of(4_000),
        amount: 1_000 + of(100_000),
        time: of(365 * 24) * hour,
        marks: mark.byPayer | mark.byPayee,
      })
    // Sixty gather from twelve within two days and pay one on; sixty pass a receipt on within the hour.
    const [gathering, passing] = [new Set<number>(), new Set<number>()]
    for (let number = 0; number < 60; number += 1) {
      const [hub, start] = [4_000 + number, of(300 * 24) * hour]
      gathering.add(hub)
      for (let payer = 0; payer < 12; payer += 1)
        made.push({ from: 4_200 + of(700), to: hub, amount: 20_000, time: start + of(48) * hour })
      made.push({ from: hub, to: 4_900 + of(50), amount: 230_000, time: start + 60 * hour })
      const mule = 4_100 + number
      passing.add(mule)
      made.push({ from: 4_200 + of(700), to: mule, amount: 900_000, time: start })
      made.push({ from: mule, to: 4_900 + of(50), amount: 880_000, time: start + 20 * 60_000 })
    }
    const ledger = ledgerOf(
      accounts,
      made.filter(({ from, to }) => from !== to),
    )
    const judged = judge(ledger, eachAlone(ledger), 0, choice, () => known(), Number.POSITIVE_INFINITY)
    const found = (rule: string): readonly number[] =>
      judged
        .filter(({ verdicts }) => verdicts.some((each) => each.rule === rule && each.verdict === 'hit'))
        .map(({ group }) => group)
    for (const [rule, planted] of [
      ['manyFew', gathering],
      ['fast', passing],
    ] as const) {
      const hits = new Set(found(rule))
      const missed = [...planted].filter((node) => !hits.has(node))
      // Twelve payments may come from fewer than ten people where two of them are one.
      const payers = (node: number): number =>
        new Set(made.filter(({ to }) => to === node).map(({ from }) => from)).size
      expect(missed.filter((node) => rule === 'fast' || payers(node) >= choice.many)).toEqual([])
      expect([...hits].filter((node) => !planted.has(node)).length, `others by ${rule}`).toBeLessThan(5)
    }
  })
})
