import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { timeUnits, unitEnd, unitFor, unitStart, wholeUnits } from '../../shared/model/time/ladder.ts'
import { momentAfter, momentAt, textAt } from '../../shared/model/time/moments.ts'
import { allTime, isDuring, weekdayOf } from '../../shared/model/time/span.ts'
import { hoursText, spanText, weekdaysText } from '../../shared/words/span.ts'

const moment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })

describe('the ladder of units', () => {
  test('every moment lies in its unit, whose end begins the next', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...timeUnits), (at, unit) => {
        const start = unitStart(at, unit)
        const end = unitEnd(start, unit)
        expect(start <= at && at < end).toBe(true)
        expect(unitStart(start, unit)).toBe(start)
        expect(unitStart(end, unit)).toBe(end)
        expect(unitStart(end - 1, unit)).toBe(start)
      }),
    )
  })
  test('weeks begin on Monday, quarters with January, April, July, October', () => {
    expect(textAt(unitStart(momentAt('2026-11-29'), 'week'), 'day')).toBe('2026-11-23')
    expect(textAt(unitStart(momentAt('2026-11-23'), 'week'), 'day')).toBe('2026-11-23')
    expect(textAt(unitStart(momentAt('2024-06-30'), 'quarter'), 'month')).toBe('2024-04')
    expect([
      weekdayOf(momentAt('2026-11-23')),
      weekdayOf(momentAt('2026-11-29')),
      weekdayOf(momentAt('1969-12-31')),
    ]).toEqual([1, 7, 3])
  })
  test('the finest unit that has room', () => {
    const day = momentAt('2024-01-01')
    expect(unitFor(day, day + 3_600_000, 60)).toBe('minute')
    expect(unitFor(day, day + 3_600_001, 60)).toBe('tenMinutes')
    expect(unitFor(day, momentAt('2024-03-01'), 60)).toBe('day')
    expect(unitFor(day, momentAt('2024-03-02'), 60)).toBe('week')
    expect(unitFor(day, momentAt('2199-01-01'), 10)).toBe('year')
  })
  test('a drag over parts of units is their whole', () => {
    expect(wholeUnits(momentAt('2024-01-03 10:00'), momentAt('2024-01-09'), 'week')).toEqual({
      from: '2024-01-01',
      to: '2024-01-14',
    })
    expect(wholeUnits(momentAt('2024-01-03 10:07'), momentAt('2024-01-03 10:20'), 'tenMinutes')).toEqual({
      from: '2024-01-03 10:00',
      to: '2024-01-03 10:19',
    })
    expect(wholeUnits(momentAt('2023-12-31'), momentAt('2024-01-01 00:01'), 'quarter')).toEqual({
      from: '2023-10',
      to: '2024-03',
    })
  })
  test('where a written time ends', () => {
    for (const [time, after] of [
      ['2024', '2025-01-01'],
      ['2024-12', '2025-01-01'],
      ['2024-02-28', '2024-02-29'],
      ['2024-12-31 23', '2025-01-01'],
      ['2024-12-31 23:59', '2025-01-01'],
      ['2024-12-31 23:59:59', '2025-01-01'],
    ] as const)
      expect(momentAfter(time)).toBe(momentAt(after))
  })
})

describe('what lies in a span', () => {
  const span = (change: object) => ({ ...allTime, ...change })
  test('a bound takes in everything that begins with it; a day without an hour belongs to each hour', () => {
    const hours = span({ from: '2024-01-02 10', to: '2024-01-02 11' })
    expect(isDuring('2024-01-02 09:59:59', hours)).toBe(false)
    expect(isDuring('2024-01-02 10:00', hours)).toBe(true)
    expect(isDuring('2024-01-02 11:59:59.999', hours)).toBe(true)
    expect(isDuring('2024-01-02 12:00:00', hours)).toBe(false)
    expect(isDuring('2024-01-02', hours)).toBe(true)
    expect(isDuring('2024-01-01', hours)).toBe(false)
    expect(isDuring('2024-01-03', hours)).toBe(false)
    expect(isDuring(null, hours)).toBe(false)
    expect(isDuring(null, allTime)).toBe(true)
  })
  test('of chosen hours of the day, a day without an hour is none', () => {
    const night = span({ hours: [23, 0, 1, 2, 3, 4] })
    expect(isDuring('2024-01-02 23:00:00', night)).toBe(true)
    expect(isDuring('2024-01-02 04:59:59', night)).toBe(true)
    expect(isDuring('2024-01-02 05:00:00', night)).toBe(false)
    expect(isDuring('2024-01-02', night)).toBe(false)
    expect(isDuring('2024-01-06', span({ weekdays: [6, 7] }))).toBe(true)
    expect(isDuring('2024-01-08 00:00', span({ weekdays: [6, 7] }))).toBe(false)
  })
  test('in words', () => {
    expect(spanText(span({ from: '2021-08-02', to: '2022-04-24' }), 'zh-CN')).toBe('2021-08-02 至 2022-04-24')
    expect(spanText(span({ from: '2021-08', to: '2021-08', weekdays: [7, 6] }), 'zh-CN')).toBe(
      '2021-08 · 周末',
    )
    expect(hoursText([0, 1, 2, 3, 4, 23], 'zh-CN')).toBe('每日 23:00–05:00')
    expect(hoursText([9, 10, 14], 'en')).toBe('daily 09:00–11:00, 14:00–15:00')
    expect(weekdaysText([7, 1, 2], 'zh-CN')).toBe('周日至周二')
    expect(weekdaysText([1, 2, 3, 4, 5, 6, 7], 'en')).toBe('Mon–Sun')
  })
})

test('every rule that tells a time tells the one its table is ordered by: a span of a chart and of the table are the same', () => {
  for (const kind of recordKinds)
    for (const rule of kind.links)
      if (rule.time !== undefined)
        expect([kind.id, rule.id, rule.time]).toEqual([kind.id, rule.id, kind.timeField])
})

test('the usual spelling of a time is the same moment as any other', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 11) }), (at) => {
      const whole = Math.floor(at / 1_000) * 1_000
      expect(momentAt(textAt(whole, 'second'))).toBe(whole)
      expect(momentAt(textAt(whole, 'day'))).toBe(Math.floor(whole / 86_400_000) * 86_400_000)
    }),
  )
})
