/** Patterns of money with somebody chosen, and where there is so much that a search must end: it ends in time and says how much it left. */
import { describe, expect, test } from 'vitest'
import { fansOf, scattersOf } from '../../electron/engine/patterns/fans.ts'
import { stepsOf } from '../../electron/engine/patterns/moneySteps.ts'
import { testTransfersOf } from '../../electron/engine/patterns/splits.ts'
import { eachAlone } from '../../electron/engine/money/holders.ts'
import { ledgerOf, type Transfer } from '../../electron/engine/money/ledger.ts'
import type { Grain } from '../../electron/engine/money/moments.ts'

const [minute, hour] = [60_000, 3_600_000]
const start = Date.UTC(2024, 2, 1)
const setup = (transfers: readonly Transfer[], accounts: number) => {
  const ledger = ledgerOf(accounts, transfers)
  return { steps: stepsOf(ledger, eachAlone(ledger), { currency: 0 }) }
}

describe('many to one, scattered and gathered', () => {
  test.each([
    ['who is paid', [0], 1],
    ['who pays in the largest stretch', [15], 1],
    ['who pays in another stretch only', [3], 1],
    ['who pays in none that is large enough', [19], 0],
    ['nobody', [], 0],
  ])('with %s chosen there is a stretch with him in it, or none', (_, chosen, expected) => {
    const at = (from: number, moment: number): Transfer => ({
      from,
      to: 0,
      amount: 100,
      time: start + moment * hour,
    })
    // Three pay in the first days, four a month later, one by himself a month after that.
    const rows = [1, 2, 3].map((from) => at(from, from))
    rows.push(...[12, 13, 14, 15].map((from) => at(from, 700 + from)), at(19, 2_000))
    const { steps } = setup(rows, 20)
    const of = new Set(chosen)
    const found = fansOf(steps, { least: 3, length: 72 * hour, sum: 0, of })
    expect(found).toHaveLength(expected)
    for (const { group, steps: those } of found)
      expect(of.has(group) || those.some((step) => of.has(steps.from[step] as number))).toBe(true)
  })
  test('scattered and gathered with one between chosen is that stretch in which he is', () => {
    const through = (between: number, moment: number): readonly Transfer[] => [
      { from: 0, to: between, amount: 1_000, time: start + moment * hour },
      { from: between, to: 1, amount: 1_000, time: start + (moment + 1) * hour },
    ]
    const rows = [2, 3].flatMap((between) => through(between, between))
    rows.push(...[4, 5, 6].flatMap((between) => through(between, 500 + between)), ...through(7, 2_000))
    const { steps } = setup(rows, 8)
    const between = (of: ReadonlySet<number> | null) =>
      scattersOf(steps, { least: 2, length: 48 * hour, share: 0.1, of, mostWork: 2_000_000 }).hits.map(
        (hit) => hit.between.toSorted(),
      )
    expect(between(null)).toEqual([[4, 5, 6]])
    expect(between(new Set([1]))).toEqual([[4, 5, 6]])
    expect(between(new Set([3]))).toEqual([[2, 3]])
    expect(between(new Set([7]))).toEqual([])
  })
  test('a hub of many ways is gone through with little work, and a bound that is met is told', () => {
    const many = 600
    const rows: Transfer[] = []
    for (let at = 0; at < many; at += 1)
      for (const between of [2, 3, 4]) {
        rows.push({ from: 0, to: between, amount: 1_000, time: start + at * 1_000 })
        rows.push({ from: between, to: 1, amount: 1_000, time: start + at * 1_000 + 500_000 })
      }
    const { steps } = setup(rows, 5)
    const choice = { least: 3, length: 72 * hour, share: 0.1, mostWork: 4_000_000 }
    const { hits, skipped } = scattersOf(steps, choice)
    expect(hits.map(({ between }) => between.length)).toEqual([3])
    // Window by window it would be several times as much.
    expect(skipped).toBe(0)
    // Payers that pay at least three times: one and the three between.
    expect(scattersOf(steps, { ...choice, mostWork: 10_000 })).toEqual({ hits: [], skipped: 4 })
    expect(scattersOf(steps, { ...choice, mostWays: 10_000 })).toEqual({ hits: [], skipped: 1 })
  })
})

describe('a test first, then large', () => {
  const choice = {
    small: 1_000,
    large: 500_000,
    length: 24 * hour,
    then: 'pair',
    first: true,
    isAsked: () => true,
    mostWork: 1e9,
    mostKept: 1e6,
  } as const
  const row = (amount: number, time: number, to = 1, grain: Grain = 2): Transfer => ({
    from: 0,
    to,
    amount,
    time: start + time,
    grain,
  })
  test('a bound that is met is told with how many small ones were left', () => {
    const rows = Array.from({ length: 20 }, (_, at) => row(at % 2 === 0 ? 1_000 : 500_000, at * minute))
    const { steps } = setup(rows, 9)
    const any = { ...choice, first: false }
    const counts = (more: object): readonly number[] => {
      const { hits, skipped } = testTransfersOf(steps, { ...any, ...more })
      return [hits.length, skipped]
    }
    expect(counts({})).toEqual([10, 0])
    // The first small one is followed by ten large ones, the second by nine.
    expect(counts({ mostKept: 11 })).toEqual([2, 8])
    expect(counts({ mostKept: 10 })).toEqual([1, 9])
    expect(counts({ mostWork: 0 })).toEqual([0, 10])
  })
  test('very many of one day without a clock are bounded, and what is left is counted', () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => row(at % 2 === 0 ? 500_000 : 1_000, 0, 1, 0))
    const { steps } = setup(rows, 9)
    const { hits, skipped } = testTransfersOf(steps, choice)
    // Any of 30,000 may have come before any of 30,000: the bound is met, and told.
    expect(hits.length + skipped).toBe(30_000)
    expect(skipped).toBeGreaterThan(0)
  })
})
