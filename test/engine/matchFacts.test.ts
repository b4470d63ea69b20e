/** Thousands of equal rows are taken together: the same pairs and facts as when each is compared with each. */
import { describe, expect, it } from 'vitest'
import { isIrregular } from '../../electron/engine/records/fitIndex.ts'
import { areApart, matchAlike, matchEach } from '../../electron/engine/records/matchFacts.ts'
import {
  type Cluster,
  Comparison,
  type FactDecisions,
  type FactRow,
  factsOfSheet,
  valuesFit,
} from '../../electron/engine/records/sameFact.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { random } from '../helpers/statements.ts'

type Pools = Readonly<Record<string, readonly (string | null)[]>>
const full = '6222021234567890123'
const pools: Readonly<Record<string, Pools>> = {
  transfer: {
    ownCard: ['6222000000000001', '6222000000000001', null],
    ownAccount: [null, null, '77001'],
    time: ['2021-03-05', '2021-03-05 10:00', '2021-03-05 10:00:07', '2021-03-05 10:00:09', '2021-03-05 11'],
    amount: ['10000'],
    direction: ['in', 'in', 'out', null],
    balance: [null, null, '500', '700'],
    serial: [null, null, '123456', '1234**', '654321', '1203030000000000017', '1.20303E+18'],
    counterAccount: [null, full, '6222************123', '6222021234567890000', '6222020000000000999'],
    counterName: [null, '甲', '乙'],
    // What may stand in for the time and the serial.
    paidAt: [null, null, null, '2021-03-05 10:00:09', '2021-03-05'],
    payOrder: [null, null, null, '654321'],
  },
  printOrder: {
    number: ['A-1', 'A-2', null],
    date: ['2021-03-05'],
    copies: ['100'],
    title: ['甲书', '乙书', null],
    customer: ['丙', null],
  },
  seizure: { name: ['书'], quantity: ['5'], place: [null, '一号库', '二号库'], address: [null, '一号库'] },
}

function rowsOf(kindId: string, count: number, sheets: readonly number[], next: () => number): FactRow[] {
  const comparison = comparisonOf(kindId)
  const pick = <T>(list: readonly T[]): T | null => list[Math.floor(next() * list.length)] ?? null
  return Array.from({ length: count }, (_, index) => {
    const raw = comparison.columns.map((column) => pick(pools[kindId]?.[column] ?? [null]))
    return {
      recordId: index + 1,
      sheetId: pick(sheets) ?? 1,
      fact: 1,
      values: comparison.valuesOf(raw),
      effect: pick([null, 1, 1, 0]),
      filled: 1,
      says: JSON.stringify(raw),
      duplicateOf: null,
    }
  })
}
function comparisonOf(kindId: string): Comparison {
  const kind = recordKind(kindId)
  if (kind === undefined) throw new Error(kindId)
  return new Comparison(kind)
}
/** Facts of one to three rows that fit. */
function clustersOf(
  comparison: Comparison,
  rows: readonly FactRow[],
  next: () => number,
): readonly Cluster[] {
  const found: Cluster[] = []
  for (const row of rows) {
    const single = comparison.clusterOf(row)
    const last = found.at(-1)
    if (last !== undefined && next() < 0.3 && comparison.fit(last.summary, single.summary, false) >= 0)
      comparison.join(last, single)
    else found.push(single)
  }
  return found
}

describe.each(Object.keys(pools))('facts of %s', (kindId) => {
  it('are paired as when each is compared with each', () => {
    const comparison = comparisonOf(kindId)
    let pairs = 0
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = random(seed)
      const size = (): number => 1 + Math.floor(next() * 24)
      const known = clustersOf(comparison, rowsOf(kindId, size(), [1, 2], next), next)
      const added = clustersOf(comparison, rowsOf(kindId, size(), [3], next), next)
      const some = [...known, ...added].flatMap(({ rows }) => rows.map(({ says }) => says ?? ''))
      const named = (): ReadonlySet<string> => new Set(some.filter(() => next() < 0.1))
      const [same, apart] = [named(), named()]
      const decisions: FactDecisions | null =
        next() < 0.5
          ? null
          : {
              same: (one, other) => same.has(one) && same.has(other),
              apart: (one, other) => apart.has(one) && apart.has(other),
              stands: () => false,
              standsFor: () => [],
            }
      const joined = next()
      const joins = (one: Cluster, other: Cluster): boolean =>
        joined < 0.4 || comparison.isCertainPair(one, other) || (joined < 0.8 && one.sheets.has(2))
      const question = { comparison, joins, decisions }
      const expected = matchEach(question, known, added)
      pairs += expected.size
      expect(
        [...matchAlike(question, known, added)].toSorted(([a], [b]) => a - b),
        `seed ${seed}`,
      ).toEqual([...expected].toSorted(([a], [b]) => a - b))
    }
    expect(pairs).toBeGreaterThan(300)
  })
  it('of one sheet are found as when each is compared with each', () => {
    const comparison = comparisonOf(kindId)
    for (let seed = 1; seed <= 100; seed += 1) {
      const next = random(seed)
      const rows = rowsOf(kindId, 80, [1], next)
      const told = (facts: readonly Cluster[]) =>
        facts.map((fact) => fact.rows.map(({ recordId }) => recordId))
      expect(told(factsOfSheet(comparison, rows, null)), `seed ${seed}`).toEqual(
        told(plainFacts(comparison, rows)),
      )
    }
  })
})
function plainFacts(comparison: Comparison, rows: readonly FactRow[]): Cluster[] {
  const found: Cluster[] = []
  const byNumber = new Map<string, Cluster[]>()
  for (const row of rows) {
    const single = comparison.clusterOf(row)
    const keys = comparison.numberKeys(row)
    const home = keys
      .flatMap((key) => byNumber.get(key) ?? [])
      .find(
        (fact) => comparison.fit(fact.summary, single.summary, true) >= 0 && !areApart(fact, single, null),
      )
    if (home === undefined) found.push(single)
    else comparison.join(home, single)
    for (const key of keys) {
      const known = byNumber.get(key) ?? []
      byNumber.set(key, known.includes(home ?? single) ? known : [...known, home ?? single])
    }
  }
  return found
}

describe('what may fit', () => {
  it('calls a number irregular that fits another one', () => {
    const numbers = [
      full,
      '6222************123',
      '6222021234567890000',
      '62220212345678900',
      '6222020000000000999',
      '123456789012345',
      '1234567890123450',
    ]
    for (const one of numbers)
      for (const other of numbers)
        if (one !== other && valuesFit(one, other, 'card'))
          expect([one, other].some(isIrregular), `${one} ${other}`).toBe(true)
  })
})

describe('of many', () => {
  it('equal rows of a day are paired, however many', () => {
    const comparison = comparisonOf('transfer')
    const rows = (sheetId: number, day: boolean): Cluster[] =>
      Array.from({ length: 6_000 }, (_, index) =>
        comparison.clusterOf({
          recordId: index + 1,
          sheetId,
          fact: 1,
          values: comparison.columns.map((column) =>
            column === 'time'
              ? day
                ? '2021-03-05'
                : `2021-03-05 10:${String(index % 60).padStart(2, '0')}`
              : column === 'amount'
                ? '10000'
                : null,
          ),
          effect: null,
          filled: 1,
          says: null,
          duplicateOf: null,
        }),
      )
    const question = { comparison, joins: () => true, decisions: null }
    // Each with each would be 36 million comparisons, and as many choices kept.
    expect(matchAlike(question, rows(1, false), rows(2, true)).size).toBe(6_000)
    expect(matchAlike(question, rows(1, false), [...rows(2, false), ...rows(2, true)]).size).toBe(6_000)
  })
})
