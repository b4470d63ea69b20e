/** Patterns of money over random small ledgers against a plain recount that knows nothing of indexes, windows or pruning; and at their limits. */
import { describe, expect, test } from 'vitest'
import { type CycleChoice, cyclesOf } from '../../electron/engine/patterns/cycles.ts'
import { fansOf, scattersOf } from '../../electron/engine/patterns/fans.ts'
import { nightsOf, roundSumsOf } from '../../electron/engine/patterns/habits.ts'
import { stepsOf } from '../../electron/engine/patterns/moneySteps.ts'
import { splitsOf, testTransfersOf } from '../../electron/engine/patterns/splits.ts'
import { eachAlone } from '../../electron/engine/money/holders.ts'
import { ledgerOf, type Transfer } from '../../electron/engine/money/ledger.ts'
import { grainLength, type Grain } from '../../electron/engine/money/moments.ts'
import { random } from '../helpers/statements.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const start = Date.UTC(2024, 2, 1)
const bounds = { mostWork: 1e9, mostWorkEach: 1e9, mostHits: 1e6 }
const seeds = Array.from({ length: 30 }, (_, seed) => seed + 1)

/** Transfers of a few accounts over some days; every third ledger tells only days or minutes here and there, so that orders are open. */
function randomTransfers(seed: number, accounts: number, count: number, days: number): readonly Transfer[] {
  const next = random(seed)
  const isMixed = seed % 3 === 0
  return Array.from({ length: count }, () => {
    const from = Math.floor(next() * accounts)
    const to = (from + 1 + Math.floor(next() * (accounts - 1))) % accounts
    const grain = (isMixed ? Math.floor(next() * 3) : 2) as Grain
    const length = grainLength[grain] as number
    const time = start + Math.floor((next() * days * day) / length) * length
    return { from, to, grain, time, amount: (6 + Math.floor(next() * 10)) * 10_000 }
  })
}
const setup = (transfers: readonly Transfer[], accounts: number) => {
  const ledger = ledgerOf(accounts, transfers)
  const steps = stepsOf(ledger, eachAlone(ledger), { currency: 0 })
  expect(steps.count).toBe(transfers.length)
  return {
    ledger,
    steps,
    recordsOf: (those: readonly number[]) =>
      those.map((step) => ledger.records[steps.places[step] as number] as number),
  }
}
const endOf = ({ time, grain = 2 }: Transfer): number => time + (grainLength[grain] as number)

/** All cycles by trying every sequence of transfers, each by its records in order of number. */
function naiveCycles(
  transfers: readonly Transfer[],
  { least, most, length, share, pairLength, pairShare }: CycleChoice,
): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>()
  const walk = (path: readonly number[]): void => {
    const those = path.map((at) => transfers[at] as Transfer)
    const [first, last] = [those[0] as Transfer, those.at(-1) as Transfer]
    // An order is possible where each can still lie at or behind all before it; told where each begins when the one before is over.
    let moment = Number.NEGATIVE_INFINITY
    for (const each of those) {
      if (endOf(each) <= moment) return
      moment = Math.max(moment, each.time)
    }
    if (moment - first.time > length) return
    if (last.to === first.from) {
      const amounts = those.map(({ amount }) => amount)
      const [smallest, largest] = [Math.min(...amounts), Math.max(...amounts)]
      const isPair = those.length === 2
      const fits =
        those.length >= least &&
        largest - smallest <= share * largest + 1e-6 &&
        (!isPair || (largest - smallest <= pairShare * largest + 1e-6 && moment - first.time <= pairLength))
      const isTold = those.every((each, at) => at === 0 || each.time >= endOf(those[at - 1] as Transfer))
      const key = path
        .map((at) => at + 1)
        .toSorted((one, other) => one - other)
        .join()
      if (fits) found.set(key, found.get(key) === true || isTold)
      return
    }
    if (those.length === most) return
    for (const [at, each] of transfers.entries())
      if (each.from === last.to && those.every((one) => one.from !== each.to || one === first))
        walk([...path, at])
  }
  for (const at of transfers.keys()) walk([at])
  return found
}
describe('money that comes back', () => {
  const choices: readonly Partial<CycleChoice>[] = [
    {},
    { least: 3, most: 3, share: 0.5 },
    { least: 2, most: 6, length: 40 * hour, share: 1 },
    { most: 4, length: 400 * hour, share: 0.1, pairShare: 0.02, pairLength: 400 * hour },
  ]
  const base: CycleChoice = {
    least: 2,
    most: 5,
    length: 72 * hour,
    share: 0.25,
    pairLength: 24 * hour,
    pairShare: 0.05,
    of: null,
    ...bounds,
  }
  for (const [number, more] of choices.entries())
    test(`equals trying every sequence, choice ${number + 1}, ${seeds.length} ledgers`, () => {
      let total = 0
      for (const seed of seeds) {
        const transfers = randomTransfers(seed, 6, 24, 8)
        const { steps, recordsOf } = setup(transfers, 6)
        const choice = { ...base, ...more }
        const { hits, cutStarts, skippedStarts } = cyclesOf(steps, choice)
        expect(cutStarts + skippedStarts).toBe(0)
        const keys = hits.map((hit) =>
          recordsOf(hit.steps)
            .toSorted((one, other) => one - other)
            .join(),
        )
        expect(new Set(keys).size, 'each once').toBe(keys.length)
        const expected = naiveCycles(transfers, choice)
        total += expected.size
        expect(keys.toSorted(), `ledger ${seed}`).toEqual([...expected.keys()].toSorted())
        for (const [at, hit] of hits.entries())
          expect(hit.isCertain, `order of ${keys[at]} in ${seed}`).toBe(expected.get(keys[at] as string))
      }
      expect(total).toBeGreaterThan(seeds.length)
    })
  const ring = (
    amounts: readonly number[],
    times: readonly number[],
    grain: Grain = 2,
  ): readonly Transfer[] =>
    amounts.map((amount, at) => ({
      from: at,
      to: (at + 1) % amounts.length,
      amount,
      time: start + (times[at] as number),
      grain,
    }))
  const countOf = (transfers: readonly Transfer[], more: Partial<CycleChoice> = {}): number =>
    cyclesOf(setup(transfers, 9).steps, { ...base, ...more }).hits.length
  test('at the limit and beside it: time, amounts, how many take part, two who pay one another', () => {
    const times = [0, hour, 72 * hour]
    expect(countOf(ring([100, 90, 75], times))).toBe(1)
    expect(countOf(ring([100, 90, 74], times))).toBe(0)
    expect(countOf(ring([75, 90, 100], times))).toBe(1)
    expect(countOf(ring([100, 90, 75], [0, hour, 72 * hour + 1_000]))).toBe(0)
    const five = Array.from({ length: 5 }, (_, at) => at * hour)
    expect(countOf(ring([9, 9, 9, 9, 9], five))).toBe(1)
    expect(countOf(ring([9, 9, 9, 9, 9], five), { most: 4 })).toBe(0)
    expect(countOf(ring([9, 9, 9, 9, 9, 9], [...five, 5 * hour]))).toBe(0)
    expect(countOf(ring([9, 9, 9], [0, hour, 2 * hour]), { least: 4 })).toBe(0)
    expect(countOf(ring([100, 95], [0, 24 * hour]))).toBe(1)
    expect(countOf(ring([100, 94], [0, 24 * hour]))).toBe(0)
    expect(countOf(ring([100, 95], [0, 24 * hour + 1_000]))).toBe(0)
  })
  test('against time there is no cycle; of one moment, or one day, there is one and its order is not told', () => {
    expect(countOf(ring([9, 9, 9], [2 * hour, hour, 0]))).toBe(0)
    for (const grain of [0, 1, 2, 3] as const) {
      const { hits } = cyclesOf(setup(ring([9, 9, 9], [0, 0, 0], grain), 9).steps, base)
      expect(hits.map(({ isCertain }) => isCertain)).toEqual([false])
    }
  })
  test('who is asked for takes part; a bound that is met is told', () => {
    const transfers = ring([9, 9, 9], [0, hour, 2 * hour])
    expect(countOf(transfers, { of: new Set([1]) })).toBe(1)
    expect(countOf(transfers, { of: new Set([5]) })).toBe(0)
    const { steps } = setup(transfers, 9)
    for (const bound of [{ mostWork: 1 }, { mostWorkEach: 1 }]) {
      const { cutStarts, skippedStarts } = cyclesOf(steps, { ...base, ...bound })
      expect(cutStarts + skippedStarts, JSON.stringify(bound)).toBeGreaterThan(0)
    }
    const twice = [...transfers, ...transfers.map((each) => ({ ...each, time: each.time + 3 * hour }))]
    const whole = cyclesOf(setup(twice, 9).steps, base)
    const cut = cyclesOf(setup(twice, 9).steps, { ...base, mostHits: 1 })
    expect(whole.hits.length).toBeGreaterThan(1)
    expect(cut.hits.length).toBe(1)
    expect(cut.cutStarts + cut.skippedStarts).toBeGreaterThan(0)
  })
})

describe('many to one, one to many', () => {
  test(`equals counting every window, ${seeds.length} ledgers`, () => {
    for (const seed of seeds) {
      const transfers = randomTransfers(seed, 7, 60, 12)
      const { steps, recordsOf } = setup(transfers, 7)
      for (const [least, length, sum] of [
        [3, 24 * hour, 0],
        [4, 72 * hour, 500_000],
        [2, 6 * hour, 0],
      ] as const) {
        const expected: string[] = []
        for (const way of ['in', 'out'] as const)
          for (let own = 0; own < 7; own += 1) {
            const list = transfers.filter((each) => (way === 'in' ? each.to : each.from) === own)
            const windows = list
              .map((first) => list.filter(({ time }) => time >= first.time && time - first.time <= length))
              .map((those) => ({
                far: new Set(those.map((each) => (way === 'in' ? each.from : each.to))).size,
                sum: those.reduce((total, { amount }) => total + amount, 0),
              }))
              .filter((window) => window.far >= least && window.sum >= sum)
            if (windows.length === 0) continue
            const most = Math.max(...windows.map(({ far }) => far))
            const largest = Math.max(...windows.filter(({ far }) => far === most).map((window) => window.sum))
            expected.push(`${way} ${own} ${most} ${largest}`)
          }
        const found = fansOf(steps, { least, length, sum })
        const amounts = new Map(transfers.map(({ amount }, at) => [at + 1, amount]))
        expect(
          found
            .map(
              (fan) =>
                `${fan.way} ${fan.group} ${fan.counterparts} ${recordsOf(fan.steps).reduce((total, record) => total + (amounts.get(record) as number), 0)}`,
            )
            .toSorted(),
        ).toEqual(expected.toSorted())
        for (const { times } of found) expect(times).toBeGreaterThan(0)
      }
    }
  })
  test('at the limit and beside it, and how many stretches lie apart', () => {
    const payIn = (count: number, gap: number, from = 0): readonly Transfer[] =>
      Array.from({ length: count }, (_, at) => ({
        from: at + 1,
        to: 0,
        amount: 100,
        time: start + from + at * gap,
      }))
    const found = (transfers: readonly Transfer[], sum = 0) =>
      fansOf(setup(transfers, 20).steps, { least: 10, length: 72 * hour, sum })
    expect(found(payIn(10, 8 * hour))).toMatchObject([{ group: 0, way: 'in', counterparts: 10, times: 1 }])
    expect(found(payIn(9, hour))).toEqual([])
    expect(found(payIn(10, 8 * hour + 1_000))).toEqual([])
    expect(found(payIn(10, hour), 1_000)).toHaveLength(1)
    expect(found(payIn(10, hour), 1_001)).toEqual([])
    const twice = [...payIn(10, hour), ...payIn(12, hour, 200 * hour)]
    expect(found(twice)).toMatchObject([{ counterparts: 12, times: 2 }])
    // One who pays ten times is one.
    expect(found(payIn(10, hour).map((each) => ({ ...each, from: 1 })))).toEqual([])
  })
  test(`scattered and gathered equals trying every two ends, ${seeds.length} ledgers`, () => {
    let total = 0
    for (const seed of seeds) {
      const transfers = randomTransfers(seed, 6, 40, 6)
      const { steps } = setup(transfers, 6)
      const choice = { least: 2, length: 48 * hour, share: 0.2, mostWork: 1e9 }
      const expected: string[] = []
      for (let source = 0; source < 6; source += 1)
        for (let target = 0; target < 6; target += 1) {
          if (source === target) continue
          let most = 0
          for (const first of transfers.filter(({ from }) => from === source)) {
            const inside = ({ time }: Transfer): boolean => time <= first.time + choice.length
            const between = new Set(
              transfers
                .filter((one) => one.from === source && one.time >= first.time && inside(one))
                .filter((one) =>
                  transfers.some(
                    (on) =>
                      on.from === one.to &&
                      on.to === target &&
                      inside(on) &&
                      endOf(on) > one.time &&
                      Math.abs(on.amount - one.amount) <= choice.share * one.amount,
                  ),
                )
                .map(({ to }) => to),
            )
            most = Math.max(most, between.size)
          }
          if (most >= choice.least) expected.push(`${source} ${target} ${most}`)
        }
      const { hits, skipped } = scattersOf(steps, choice)
      total += hits.length
      expect(skipped).toBe(0)
      expect(
        hits.map(({ source, target, between }) => `${source} ${target} ${between.length}`).toSorted(),
      ).toEqual(expected.toSorted())
    }
    expect(total).toBeGreaterThan(seeds.length)
  })
})

describe('split below a limit', () => {
  const choice = {
    limit: 5_000_000,
    from: 0.9,
    least: 3,
    length: 72 * hour,
    ends: 'pair',
    isNobody: () => false,
  } as const
  const pays = (amounts: readonly number[], gap = hour, more: Partial<Transfer> = {}): readonly Transfer[] =>
    amounts.map((amount, at) => ({ from: 0, to: 1, amount, time: start + at * gap, ...more }))
  const sizes = (transfers: readonly Transfer[], more: object = {}) =>
    splitsOf(setup(transfers, 9).steps, { ...choice, ...more }).map(({ steps }) => steps.length)
  test('at the limit and beside it', () => {
    expect(sizes(pays([4_999_999, 4_500_000, 4_700_000]))).toEqual([3])
    expect(sizes(pays([5_000_000, 4_500_000, 4_700_000]))).toEqual([])
    expect(sizes(pays([4_499_999, 4_500_000, 4_700_000]))).toEqual([])
    expect(sizes(pays([4_900_000, 4_900_000]))).toEqual([])
    expect(sizes(pays([4_900_000, 4_900_000, 4_900_000], 36 * hour))).toEqual([3])
    expect(sizes(pays([4_900_000, 4_900_000, 4_900_000], 36 * hour + 1_000))).toEqual([])
    expect(sizes(pays([4_900_000, 4_900_000, 4_900_000]), { least: 4 })).toEqual([])
  })
  test('any payments below it that reach it together, where the share is nought', () => {
    expect(sizes(pays([2_000_000, 2_000_000, 1_000_000]), { from: 0 })).toEqual([3])
    expect(sizes(pays([2_000_000, 2_000_000, 999_999]), { from: 0 })).toEqual([])
  })
  test('a payment stands in one stretch; others begin behind it', () => {
    expect(
      sizes(
        pays(
          Array.from({ length: 7 }, () => 4_900_000),
          30 * hour,
        ),
      ),
    ).toEqual([3, 3])
  })
  test('to one from anybody, from one to anybody', () => {
    const amounts = [4_900_000, 4_900_000, 4_900_000]
    const to = pays(amounts).map((each, at) => ({ ...each, from: at, to: 5 }))
    expect(sizes(to)).toEqual([])
    expect(sizes(to, { ends: 'payer' })).toEqual([])
    expect(splitsOf(setup(to, 9).steps, { ...choice, ends: 'payee' })).toMatchObject([
      { payer: null, payee: 5 },
    ])
    const from = pays(amounts).map((each, at) => ({ ...each, from: 5, to: at }))
    expect(splitsOf(setup(from, 9).steps, { ...choice, ends: 'payer' })).toMatchObject([
      { payer: 5, payee: null },
    ])
    expect(sizes(from, { ends: 'payer', isNobody: (group: number) => group === 5 })).toEqual([])
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
  const found = (transfers: readonly Transfer[], more: object = {}) =>
    testTransfersOf(setup(transfers, 9).steps, { ...choice, ...more }).hits.map(({ large, isCertain }) => [
      large.length,
      isCertain,
    ])
  test('at the limit and beside it', () => {
    expect(found([row(1_000, 0), row(500_000, 24 * hour)])).toEqual([[1, true]])
    expect(found([row(1_001, 0), row(500_000, hour)])).toEqual([])
    expect(found([row(1_000, 0), row(499_999, hour)])).toEqual([])
    expect(found([row(1_000, 0), row(500_000, 24 * hour + 1_000)])).toEqual([])
    expect(found([row(500_000, 0), row(1_000, hour)])).toEqual([])
    expect(found([row(1, 0), row(500_000, hour), row(600_000, 2 * hour)])).toEqual([[2, true]])
  })
  test('only the first of two who never paid before, unless any is asked for', () => {
    const later = [row(30_000, 0), row(1_000, hour), row(500_000, 2 * hour)]
    expect(found(later)).toEqual([])
    expect(found(later, { first: false })).toEqual([[1, true]])
    expect(found([row(30_000, 0, 2), row(1_000, hour), row(500_000, 2 * hour)])).toEqual([[1, true]])
  })
  test('the first of the day, then to anybody', () => {
    const rows = [
      row(30_000, 0),
      row(1_000, day),
      row(500_000, day + hour, 2),
      row(500_000, day + 2 * hour, 3),
    ]
    expect(found(rows)).toEqual([])
    expect(found(rows, { then: 'account' })).toEqual([[2, true]])
    expect(found([...rows, row(2_000, day - minute, 4)], { then: 'account' })).toEqual([[2, true]])
    expect(found([...rows, row(2_000, day, 4)], { then: 'account' })).toEqual([[2, false]])
    expect(
      found([row(2_000, day, 4), row(1_000, day + hour), row(500_000, day + 2 * hour, 2)], {
        then: 'account',
      }),
    ).toEqual([])
  })
  test('of one day or one moment the order is not told', () => {
    for (const grain of [0, 1, 2] as const)
      expect(found([row(1_000, 0, 1, grain), row(500_000, 0, 1, grain)])).toEqual([[1, false]])
  })
  test('a first payment before the time asked about is the first all the same', () => {
    const rows = [row(1_000, 0), row(1_000, day), row(500_000, day + hour)]
    const { steps } = setup(rows, 9)
    const later = (step: number): boolean => (steps.begins[step] as number) >= start + day
    expect(testTransfersOf(steps, { ...choice, isAsked: later }).hits).toEqual([])
  })
})

describe('round sums and nights', () => {
  const rows = (count: number, round: number, more: Partial<Transfer> = {}): readonly Transfer[] =>
    Array.from({ length: count }, (_, at) => ({
      from: 0,
      to: 1 + (at % 3),
      amount: at < round ? 100_000 * (1 + (at % 2)) : 123_456,
      time: start + 12 * hour + at * minute,
      ...more,
    }))
  const roundOf = (transfers: readonly Transfer[], more: object = {}) => {
    const { ledger } = setup(transfers, 9)
    return roundSumsOf(ledger, eachAlone(ledger), {
      currency: 0,
      unit: 10_000,
      least: 30,
      share: 0.8,
      ...more,
    })
  }
  test('round: at the limit and beside it, each way by itself', () => {
    expect(roundOf(rows(30, 24)).hits).toMatchObject([
      {
        group: 0,
        way: 'out',
        count: 30,
        round: 24,
        common: [
          [200_000, 12],
          [100_000, 12],
        ],
      },
    ])
    expect(roundOf(rows(30, 23)).hits).toEqual([])
    expect(roundOf(rows(29, 29)).hits).toEqual([])
    expect(roundOf(rows(30, 24), { least: 10 }).hits.map(({ group, way }) => `${group} ${way}`)).toContain(
      '0 out',
    )
    expect(roundOf(rows(30, 24)).count).toBe(60)
    expect(roundOf(rows(30, 24)).round).toBe(48)
  })
  test('cash is always round and counts for nobody', () => {
    const ledger = ledgerOf(
      2,
      rows(40, 40).map((each, at) => ({ ...each, to: at % 2 === 0 ? 1 : 3 })),
    )
    const [hit] = roundSumsOf(ledger, eachAlone(ledger), {
      currency: 0,
      unit: 10_000,
      least: 20,
      share: 0.8,
    }).hits
    expect(hit).toMatchObject({ count: 20, round: 20 })
  })
  const nightOf = (transfers: readonly Transfer[], more: object = {}) => {
    const { ledger } = setup(transfers, 9)
    return nightsOf(ledger, eachAlone(ledger), {
      currency: 0,
      fromHour: 23,
      toHour: 5,
      least: 20,
      share: 0.4,
      ...more,
    })
  }
  const at = (times: readonly number[], grain: Grain = 2): readonly Transfer[] =>
    times.map((time) => ({ from: 0, to: 1, amount: 100, time: start + time, grain }))
  const fill = (count: number, time: number): readonly number[] =>
    Array.from({ length: count }, (_, each) => time + each * day)
  test('night: hours at their limits, share and number at theirs', () => {
    for (const [time, isIn] of [
      [23 * hour, true],
      [23 * hour - 1_000, false],
      [5 * hour - 1_000, true],
      [5 * hour, false],
      [1_000, true],
    ] as const)
      expect(
        nightOf(at([...fill(8, time), ...fill(12, 12 * hour)])).hits.map(({ group }) => group),
        String(time),
      ).toEqual(isIn ? [0, 1] : [])
    expect(nightOf(at([...fill(7, hour), ...fill(13, 12 * hour)])).hits).toEqual([])
    expect(nightOf(at([...fill(8, hour), ...fill(11, 12 * hour)])).hits).toEqual([])
    expect(nightOf(at([...fill(8, hour), ...fill(12, 12 * hour)]), { fromHour: 0, toHour: 1 }).hits).toEqual(
      [],
    )
  })
  test('midnight to the second and days tell no hour: left out, told, and too few is not “no”', () => {
    const told = [...fill(8, hour), ...fill(12, 12 * hour)]
    const more = [...at(told), ...at(fill(5, 0)), ...at(fill(3, 0), 0)]
    expect(nightOf(more)).toMatchObject({
      hits: [{ told: 20, night: 8, midnight: 5, untold: 3 }, { group: 1 }],
      undecidable: 0,
      told: 40,
      night: 16,
    })
    expect(nightOf(at(fill(20, 0), 0))).toMatchObject({ hits: [], undecidable: 2 })
    expect(nightOf(at(fill(20, 0)))).toMatchObject({ hits: [], undecidable: 2 })
    expect(nightOf(at(fill(19, 0), 0))).toMatchObject({ undecidable: 0 })
  })
})
