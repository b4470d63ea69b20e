/** Whether balances follow from each other: sorted up or down, rows of one second in any order, and breaks only where no order fits. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  continuityOf,
  looksReversed,
  type StatementRow,
} from '../../electron/engine/analysis/findings/balances.ts'

type Line = readonly [
  time: string,
  direction: 'in' | 'out' | 'unknown' | 'neutral',
  amount: number | null,
  balance: number | null,
]
const statement = (...lines: readonly Line[]): readonly StatementRow[] =>
  lines.map(([time, direction, amount, balance], index) => ({
    recordId: index + 1,
    time,
    direction,
    amount,
    balance,
  }))
const broken = (...lines: readonly Line[]) =>
  continuityOf(statement(...lines)).breaks.map(({ recordId, expected, found }) => [recordId, expected, found])
const at = (second: number): string => `2022-01-01 10:00:${String(second).padStart(2, '0')}`

describe('a statement', () => {
  test('that adds up has no break; its first balance is held against nothing', () => {
    expect(
      continuityOf(statement([at(1), 'in', 100, 1_000], [at(2), 'out', 30, 970], [at(3), 'in', 1, 971])),
    ).toEqual({ breaks: [], steps: 2 })
  })
  test('with a row left out breaks once, by the amount that is missing', () => {
    expect(
      broken(
        [at(1), 'in', 100, 1_000],
        [at(2), 'out', 30, 970],
        [at(4), 'in', 1, 921],
        [at(5), 'in', 1, 922],
      ),
    ).toEqual([[3, 971, 921]])
  })
  test('with one 分 too much breaks', () => {
    expect(broken([at(1), 'in', 100, 1_000], [at(2), 'out', 30, 971])).toEqual([[2, 970, 971]])
  })
  test('of rows in one second is judged in the order that fits', () => {
    expect(
      broken(
        [at(1), 'in', 100, 1_000],
        [at(2), 'out', 30, 965],
        [at(2), 'out', 5, 995],
        [at(3), 'in', 1, 966],
      ),
    ).toEqual([])
    // 1000 → 990 → 1010 → 995 → 1005: neither the file's order nor its reverse.
    expect(
      broken(
        [at(1), 'in', 0, 1_000],
        [at(2), 'in', 20, 1_010],
        [at(2), 'out', 15, 995],
        [at(2), 'out', 10, 990],
        [at(2), 'in', 10, 1_005],
      ),
    ).toEqual([])
  })
  test('of rows in one second with a real gap breaks once', () => {
    expect(
      broken(
        [at(1), 'in', 0, 1_000],
        [at(2), 'out', 5, 990],
        [at(2), 'out', 5, 995],
        [at(2), 'out', 5, 500],
        [at(3), 'in', 1, 501],
      ),
    ).toHaveLength(1)
  })
  test('kept by day is judged within the day', () => {
    expect(
      broken(
        ['2022-01-01', 'in', 10, 110],
        ['2022-01-02', 'out', 5, 125],
        ['2022-01-02', 'in', 20, 130],
        ['2022-01-03', 'in', 1, 126],
      ),
    ).toEqual([])
    expect(
      broken(['2022-01-01', 'in', 10, 110], ['2022-01-02', 'in', 20, 131], ['2022-01-02', 'out', 5, 126]),
    ).toHaveLength(1)
  })
  test('with rows that show no balance carries them along', () => {
    expect(broken([at(1), 'in', 100, 1_000], [at(2), 'out', 30, null], [at(3), 'in', 1, 971])).toEqual([])
    expect(broken([at(1), 'in', 100, 1_000], [at(2), 'out', 30, null], [at(3), 'in', 1, 1_001])).toEqual([
      [3, 971, 1_001],
    ])
    // What a row of unknown direction and without a balance did cannot be told, so nothing is said of the next.
    expect(broken([at(1), 'in', 100, 1_000], [at(2), 'unknown', 30, null], [at(3), 'in', 1, 1_001])).toEqual(
      [],
    )
  })
  test('with an unknown direction fits whichever way its amount went, and no other', () => {
    expect(
      broken(
        [at(1), 'in', 100, 1_000],
        [at(2), 'unknown', 30, 1_030],
        [at(3), 'unknown', 30, 1_000],
        [at(4), 'neutral', 30, 1_000],
      ),
    ).toEqual([])
    expect(broken([at(1), 'in', 100, 1_000], [at(2), 'unknown', 30, 1_031])).toHaveLength(1)
  })
})

describe('in and out exchanged', () => {
  const book: Line[] = Array.from({ length: 9 }, (_, index) => [
    at(index),
    index % 2 === 0 ? 'out' : 'in',
    10 + index,
    0,
  ])
  let balance = 1_000
  const turned = book.map(([time, direction, amount]): Line => {
    balance += (direction === 'out' ? 1 : -1) * (amount ?? 0)
    return [time, direction, amount, balance]
  })
  test('is told when all balances fit that way', () => {
    expect(looksReversed(statement(...turned), continuityOf(statement(...turned)))).toEqual({
      steps: 8,
      fitting: 8,
    })
  })
  test('is not told of a right statement, of a short one, or of one that fits neither way', () => {
    expect(
      looksReversed(statement([at(1), 'in', 100, 1_000]), continuityOf(statement([at(1), 'in', 100, 1_000]))),
    ).toBeNull()
    expect(
      looksReversed(statement(...turned.slice(0, 5)), continuityOf(statement(...turned.slice(0, 5)))),
    ).toBeNull()
    expect(
      looksReversed(statement(...turned.slice(0, 6)), continuityOf(statement(...turned.slice(0, 6)))),
    ).not.toBeNull()
    const noise = turned.map(([time, direction, amount], index): Line => [
      time,
      direction,
      amount,
      index * index * 37,
    ])
    expect(looksReversed(statement(...noise), continuityOf(statement(...noise)))).toBeNull()
  })
})

const steps = fc.array(
  fc.record({
    second: fc.integer({ min: 0, max: 3 }),
    direction: fc.constantFrom('in' as const, 'out' as const),
    amount: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
)
/** A true statement, its rows of one second shuffled. */
const shuffled = fc.tuple(steps, fc.array(fc.nat(), { minLength: 12, maxLength: 12 })).map(([made, keys]) => {
  let running = 100
  const rows = made
    .toSorted((one, other) => one.second - other.second)
    .map(({ second, direction, amount }, index): StatementRow => {
      running += direction === 'in' ? amount : -amount
      return { recordId: index + 1, time: at(second), direction, amount, balance: running }
    })
  return rows
    .map((row, index) => ({ row, key: keys[index] ?? 0 }))
    .toSorted((one, other) =>
      one.row.time < other.row.time ? -1 : one.row.time > other.row.time ? 1 : one.key - other.key,
    )
    .map(({ row }) => row)
})
/** Fewest breaks over all orders of one second's rows, by trying them all. */
function fewest(rows: readonly StatementRow[], running: number | null): number {
  if (rows.length === 0) return 0
  return Math.min(
    ...rows.map((row, index) => {
      const fits =
        running === null || running + (row.direction === 'in' ? 1 : -1) * (row.amount ?? 0) === row.balance
      return (fits ? 0 : 1) + fewest([...rows.slice(0, index), ...rows.slice(index + 1)], row.balance)
    }),
  )
}
test('whatever the order within a second, a true statement has no break', () => {
  fc.assert(
    fc.property(shuffled, (rows) => {
      expect(continuityOf(rows).breaks).toEqual([])
    }),
    { numRuns: 500 },
  )
})
test('within one second the fewest possible breaks are told', () => {
  const wild = fc.array(
    fc.record({
      direction: fc.constantFrom('in' as const, 'out' as const),
      amount: fc.integer({ min: 1, max: 2 }),
      balance: fc.integer({ min: 0, max: 6 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(wild, fc.option(fc.integer({ min: 0, max: 6 })), (made, start) => {
      const before: readonly StatementRow[] =
        start === null ? [] : [{ recordId: 0, time: at(0), direction: 'in', amount: 1, balance: start }]
      const rows = made.map((row, index): StatementRow => ({ ...row, recordId: index + 1, time: at(1) }))
      expect(continuityOf([...before, ...rows]).breaks.length).toBe(fewest(rows, start))
    }),
    { numRuns: 500 },
  )
})
