/** Sums of links held as plain numbers: times keep their text and their order, and what cannot be held exactly is told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ascending } from '../../electron/engine/entities/ascending.ts'
import { LinkSums, momentOf, timeOf } from '../../electron/engine/entities/linkSums.ts'
import { Tally } from '../../electron/engine/entities/tally.ts'

const time = fc
  .tuple(
    fc.integer({ min: 1900, max: 2200 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 999 }),
    fc.constantFrom(10, 16, 19, 23),
  )
  .map(([year, month, day, hour, minute, second, part, length]) => {
    const [two, four] = [(value: number) => String(value).padStart(2, '0'), String(year)]
    return `${four}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${String(part).padStart(3, '0')}`.slice(
      0,
      length,
    )
  })

/** Whole numbers of 53 bits, the same for the same seed. */
function someIds(count: number, seed: number): Float64Array {
  let state = seed
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
  return Float64Array.from({ length: count }, () => next(2 ** 21) * 2 ** 32 + next(2 ** 32))
}
test('ids stand in ascending order, few and many, spread evenly or all close together', () => {
  const many = someIds(20_000, 3)
  for (const ids of [
    new Float64Array(0),
    Float64Array.of(5),
    Float64Array.of(2 ** 53 - 1, 0, 1, 2 ** 52),
    someIds(4_095, 1),
    someIds(4_096, 2),
    many,
    many.map((id, place) => (place % 3 === 0 ? place : place % 3 === 1 ? 2 ** 53 - 1 - place : id)),
    Float64Array.from({ length: 5_000 }, (_, place) => 5_000 - place),
  ]) {
    const order = ascending(ids)
    expect(new Set(order).size).toBe(ids.length)
    expect([...order].map((place) => ids[place])).toEqual([...ids.toSorted()])
  }
})
test('an entity has one number, however many there are and however its id ends', () => {
  const tally = new Tally()
  const ids = [
    ...someIds(3_000, 4),
    ...Array.from({ length: 3_000 }, (_, place) => (place + 1) * 2 ** 32),
    1,
    2,
  ]
  const numbers = ids.map((id) => tally.numberOf(id))
  expect(ids.map((id) => tally.numberOf(id))).toEqual(numbers)
  expect(numbers.map((number) => tally.entityIds[number])).toEqual(ids)
  expect(new Set(numbers).size).toBe(new Set(ids).size)
})
test('pairs of many entities stay apart, there and back, with and without direction', () => {
  const sums = new LinkSums()
  const limit = 2 ** 25
  const pairs = Array.from({ length: 2_000 }, (_, place) => [place % 61, (place * 37) % 1_009] as const)
  const all = [...pairs, [limit - 1, limit - 2] as const, [limit - 2, limit - 1] as const]
  for (const [from, to] of all)
    for (const directed of [0, 1] as const) {
      sums.add(from, to, directed, 1, null, null)
      sums.add(to, from, directed, 10, null, null)
    }
  const wanted = new Map<string, number>()
  const count = (key: string, amount: number): unknown => wanted.set(key, (wanted.get(key) ?? 0) + amount)
  for (const [from, to] of all)
    for (const directed of [0, 1]) {
      count(`${from}/${to}/${directed}`, 1)
      count(`${to}/${from}/${directed}`, 10)
    }
  const found = Array.from({ length: sums.size }, (_, pair) => sums.pair(pair))
  expect(
    new Map(found.map(({ from, to, directed, amount }) => [`${from}/${to}/${directed}`, amount])),
  ).toEqual(wanted)
  expect([found.length, sums.inexact]).toEqual([wanted.size, false])
  sums.add(limit, 1, 0, 1, null, null)
  expect(sums.inexact).toBe(true)
})

describe('a time as a number', () => {
  test('has the same text again, and stands among others as the texts do', () => {
    fc.assert(
      fc.property(time, time, (one, other) => {
        expect([timeOf(momentOf(one)), Math.sign(momentOf(one) - momentOf(other))]).toEqual([
          one,
          one < other ? -1 : one > other ? 1 : 0,
        ])
      }),
    )
    // A day comes before its first minute, and that before its first second.
    const day = [
      '2021-03-01',
      '2021-03-01 00:00',
      '2021-03-01 00:00:00',
      '2021-03-01 00:00:00.001',
      '2021-03-01 00:00:01',
      '2021-03-01 00:01',
    ]
    expect(
      day
        .map(momentOf)
        .toSorted((one, other) => one - other)
        .map(timeOf),
    ).toEqual(day)
  })
  test.each([
    '',
    '不详',
    '2021-3-01',
    '2021/03/01',
    '2021-03-01T08:00:00',
    '2021-03-01 8:00',
    '2021-03-01 08:00:0x',
    '-021-03-01',
    '2021-03-01 08:00:00.5',
    '2021-03-01 08:00:00,500',
    '2021-03-01 08:00:00.50x',
  ])('%s is none', (text) => {
    expect(momentOf(text)).toBeNaN()
  })
})
test('sums of a pair: nothing told stays nothing, and a sum or time that cannot be held is told', () => {
  const sums = new LinkSums()
  sums.add(1, 2, 1, 500, null, '2021-03-02')
  sums.add(1, 2, 1, -700, null, '2021-03-01 08:00:00')
  sums.add(2, 1, 1, null, 3, null)
  expect([sums.size, sums.inexact, sums.pair(0), sums.pair(1)]).toEqual([
    2,
    false,
    {
      from: 1,
      to: 2,
      directed: 1,
      count: 2,
      amount: -200,
      quantity: null,
      first: '2021-03-01 08:00:00',
      last: '2021-03-02',
      others: [],
    },
    { from: 2, to: 1, directed: 1, count: 1, amount: null, quantity: 3, first: null, last: null, others: [] },
  ])
  sums.add(1, 2, 1, Number.MAX_SAFE_INTEGER, null, null)
  sums.add(1, 2, 1, 200, null, null)
  expect(sums.inexact).toBe(false)
  sums.add(1, 2, 1, 1, null, null)
  expect(sums.inexact).toBe(true)
  const timed = new LinkSums()
  timed.add(1, 2, 0, null, null, '三月')
  expect(timed.inexact).toBe(true)
})
