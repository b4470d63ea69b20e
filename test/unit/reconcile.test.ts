/** Statements of which rows were taken out on purpose: every gap is found with the very sum that is missing, and whole statements have none. */
import { describe, expect, test } from 'vitest'
import type { StatementRow } from '../../electron/engine/analysis/findings/balances.ts'
import { reconciled } from '../../electron/engine/money/reconcile.ts'
import { random } from '../helpers/statements.ts'

/** One row a minute, each with the balance after it; now and then several in one moment. */
function statement(seed: number, count: number): readonly StatementRow[] {
  const next = random(seed)
  let balance = 1_000_000
  let minute = 0
  return Array.from({ length: count }, (_, place): StatementRow => {
    if (next() < 0.8) minute += 1
    const amount = 1 + Math.floor(next() * 5_000)
    const direction = next() < 0.5 ? 'in' : 'out'
    balance += direction === 'in' ? amount : -amount
    const time = new Date(Date.UTC(2023, 0, 1 + (minute >> 2), 8, minute % 60))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
    return { recordId: place + 1, time, amount, direction, balance }
  })
}
const effect = ({ amount, direction }: StatementRow): number =>
  direction === 'in' ? (amount ?? 0) : -(amount ?? 0)
const sum = (rows: readonly StatementRow[]): number => rows.reduce((total, row) => total + effect(row), 0)

describe('a statement held against its balances', () => {
  test('has no gap where nothing is missing, whatever order rows of one moment stand in', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const rows = statement(seed, 80)
      for (const given of [rows, turnedWithinMoments(rows)]) {
        const told = reconciled(given)
        expect(told.gaps, String(seed)).toEqual([])
        expect(told).toMatchObject({
          opening: 1_000_000,
          closing: rows.at(-1)?.balance,
          net: sum(rows),
          missing: 0,
          steps: 79,
          reversed: false,
        })
      }
    }
  })
  test('of which rows were taken out has a gap at each place, by the very sum', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const rows = statement(seed, 80)
      const moments = new Map(rows.map(({ time }) => [time, rows.filter((row) => row.time === time).length]))
      // Runs of one to three rows, whose neighbours stand alone in their moment.
      const out = new Set<number>()
      const expected: (readonly [number, number])[] = []
      for (let place = 3; place < 74; place += 9) {
        const length = 1 + (seed % 3)
        const run = rows.slice(place, place + length)
        const alone = rows.slice(place - 1, place + length + 1).every(({ time }) => moments.get(time) === 1)
        if (!alone || sum(run) === 0) continue
        for (const { recordId } of run) out.add(recordId)
        expected.push([rows[place + length]?.recordId ?? 0, sum(run)])
      }
      const told = reconciled(rows.filter(({ recordId }) => !out.has(recordId)))
      expect(
        told.gaps.map(({ row, missing }) => [row.recordId, missing]),
        String(seed),
      ).toEqual(expected)
      for (const { before, row } of told.gaps) expect(before?.recordId).toBeLessThan(row.recordId)
      expect(told).toMatchObject({
        opening: 1_000_000,
        closing: rows.at(-1)?.balance,
        missing: expected.reduce((total, [, missing]) => total + missing, 0),
      })
    }
  })
  test('what is missing on both sides alike is no gap; a row too many and a direction turned are told apart', () => {
    const base = statement(5, 10)
    const row = (place: number): StatementRow => base[place] as StatementRow
    const doubled = [...base.slice(0, 5), { ...row(4), recordId: 99, time: row(5).time }, ...base.slice(5)]
    const turned = base.map((each, place) =>
      place === 4 ? { ...each, direction: each.direction === 'in' ? 'out' : 'in' } : each,
    )
    expect(reconciled(doubled).gaps.map(({ reading }) => reading)).toEqual(['too-many'])
    expect(reconciled(turned).gaps.map(({ reading }) => reading)).toEqual(['turned'])
    const pair: readonly StatementRow[] = [
      { recordId: 1, time: '2023-01-01 10:00:00', amount: 5, direction: 'in', balance: 100 },
      { recordId: 4, time: '2023-01-03 10:00:00', amount: 7, direction: 'in', balance: 107 },
    ]
    expect(reconciled(pair).gaps).toEqual([])
  })
  test('a row without balance moves what the next should show; one that does not say what it did leaves the beginning open', () => {
    const rows = statement(7, 40)
    const some = rows.map((row, place) => (place % 4 === 2 ? { ...row, balance: null } : row))
    expect(reconciled(some)).toMatchObject({ opening: 1_000_000, gaps: [], withoutBalance: 10 })
    const sideless = rows.map((row, place) => (place === 12 ? { ...row, direction: null } : row))
    expect(reconciled(sideless)).toMatchObject({ opening: null, gaps: [], withoutEffect: 1 })
  })
  test('months begin where the month before ends', () => {
    const rows = statement(9, 300)
    const { months, opening, closing } = reconciled(rows.filter((_, place) => place % 50 !== 20))
    expect(months.length).toBeGreaterThan(1)
    expect(months[0]?.opening).toBe(opening)
    expect(months.at(-1)?.closing).toBe(closing)
    for (const [place, month] of months.entries())
      if (place > 0) expect(month.opening).toBe(months[place - 1]?.closing)
  })
  test('with in and out exchanged throughout is told as such, without gaps', () => {
    const rows = statement(3, 40).map((row) => ({ ...row, direction: row.direction === 'in' ? 'out' : 'in' }))
    expect(reconciled(rows)).toMatchObject({ reversed: true, gaps: [], opening: null })
  })
})
function turnedWithinMoments(rows: readonly StatementRow[]): readonly StatementRow[] {
  return [...Map.groupBy(rows, ({ time }) => time).values()].flatMap((group) => group.toReversed())
}
