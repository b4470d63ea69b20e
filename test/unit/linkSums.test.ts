/** Sums of links held as plain numbers: times keep their text and their order, and what cannot be held exactly is told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LinkSums, momentOf, timeOf } from '../../electron/engine/entities/linkSums.ts'

const time = fc
  .tuple(
    fc.integer({ min: 1900, max: 2200 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom(10, 16, 19),
  )
  .map(([year, month, day, hour, minute, second, length]) => {
    const [two, four] = [(value: number) => String(value).padStart(2, '0'), String(year)]
    return `${four}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`.slice(0, length)
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
