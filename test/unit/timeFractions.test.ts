/** Fractions of a second are kept where a file writes them or a cell shows them; what calculating left of a serial number is none. */
import { expect, test } from 'vitest'
import { isoText } from '../../electron/engine/import/formats/numberCells.ts'
import {
  dateCellText,
  dateStyleOf,
  dateStyleOfCode,
} from '../../electron/engine/import/formats/numberFormat.ts'
import { joinedTime, parseClock, parseTime, serialTime } from '../../shared/model/times.ts'
import { fromCaseTime, inCaseTime } from '../../shared/model/timeZones.ts'

test.each([
  ['2024-01-01 10:00:00.123', '2024-01-01 10:00:00.123'],
  ['2024/1/1 10:00:00.789', '2024-01-01 10:00:00.789'],
  ['2024-01-01 10:00:00,123', '2024-01-01 10:00:00.123'],
  ['2024-01-01 10:00:00:123', '2024-01-01 10:00:00.123'],
  ['2024-01-01T02:00:00.123Z', '2024-01-01 10:00:00.123'],
  ['2024-01-01T10:00:00.1234567+08:00', '2024-01-01 10:00:00.123456700'],
  ['2023-12-31 23:59:59.999 UTC', '2024-01-01 07:59:59.999'],
  ['2024-01-01-10.00.00.123456', '2024-01-01 10:00:00.123456'],
  ['2024年1月1日 下午1:00:00.5', '2024-01-01 13:00:00.500'],
  ['20240101100000123', '2024-01-01 10:00:00.123'],
  ['20240101 10:00:00.12', '2024-01-01 10:00:00.120'],
  ['1/13/2024 10:00:00.123', '2024-01-13 10:00:00.123'],
  ['1704074400123', '2024-01-01 10:00:00.123'],
  ['1704074400123456', '2024-01-01 10:00:00.123456'],
  ['2024-01-01 23:59:60.25', '2024-01-02 00:00:00.250'],
  // At the limit: .1 and .100 are one, and zeros say no more than the second itself.
  ['2024-01-01 10:00:00.1', '2024-01-01 10:00:00.100'],
  ['2024-01-01 10:00:00.100', '2024-01-01 10:00:00.100'],
  ['2024-01-01 10:00:00.100000', '2024-01-01 10:00:00.100'],
  ['2024-01-01 10:00:00.0', '2024-01-01 10:00:00'],
  ['2024-01-01 10:00:00.000000', '2024-01-01 10:00:00'],
  ['2024-01-01 10:00:00.000001', '2024-01-01 10:00:00.000001'],
  ['1704074400000', '2024-01-01 10:00:00'],
  ['2024-01-01 10:00', '2024-01-01 10:00'],
  // A bare serial number shows no clock at all.
  ['45292.41666809', '2024-01-01 10:00:00'],
])('%s is %s', (written, time) => {
  expect(parseTime(written)).toBe(time)
})
test.each([
  ['10:00:00.123', '10:00:00.123'],
  ['9:05:07.5', '09:05:07.500'],
  ['100000123', '10:00:00.123'],
  ['10:00:00.000', '10:00:00'],
  ['100000', '10:00:00'],
  ['0.416668090', '10:00:00'],
])('the time of day %s is %s', (written, clock) => {
  expect(parseClock(written)).toBe(clock)
  expect(parseTime(joinedTime('2024-01-01', clock))).toBe(`2024-01-01 ${clock}`)
})
test('a zone moves the clock and not what lies within its second', () => {
  for (const time of ['2024-01-01 10:00:00.123', '2024-01-01 10:00:00.123456', '2024-01-01 10:00:00']) {
    const fraction = time.slice(19)
    expect(inCaseTime(time, 0)).toBe(`2024-01-01 18:00:00${fraction}`)
    expect(inCaseTime(time, 'America/New_York')).toBe(`2024-01-01 23:00:00${fraction}`)
    expect(fromCaseTime(inCaseTime(time, -300), -300)).toBe(time)
  }
})

test.each([
  ['yyyy-mm-dd hh:mm:ss.000', 'fineMoment'],
  ['yyyy\\-mm\\-dd\\ hh:mm:ss\\.000', 'fineMoment'],
  ['mm:ss.0', 'fineClock'],
  ['hh:mm:ss,00', 'fineClock'],
  ['yyyy-mm-dd hh:mm:ss', 'moment'],
  ['h:mm:ss "s.0"', 'clock'],
  ['[h]:mm:ss.0', 'elapsed'],
])('%s shows a %s', (code, style) => {
  expect(dateStyleOfCode(code)).toBe(style)
})
test('a serial number has the parts of a second that its cell shows, to the millisecond', () => {
  // 2024-01-01 10:00:00.123 as a spreadsheet keeps it, and the same with what calculating leaves.
  const serial = 45_292 + (36_000 + 0.123) / 86_400
  expect(dateStyleOf(47, new Map())).toBe('fineClock')
  expect([
    dateCellText(serial, 'fineMoment', false),
    dateCellText(serial + 1e-11, 'fineMoment', false),
    // `mm:ss.0`, which is what a spreadsheet makes of a text file with milliseconds.
    dateCellText(serial, 'fineClock', false),
    dateCellText(serial - 45_292, 'fineClock', false),
    dateCellText(serial, 'moment', false),
    dateCellText(serial - 45_292, 'clock', false),
    dateCellText(45_292 + 35_999.9999 / 86_400, 'fineMoment', false),
    dateCellText(45_292, 'fineMoment', false),
    serialTime(serial),
    serialTime(serial, false, true),
    serialTime(serial - 1_462, true, true),
  ]).toEqual([
    '2024-01-01 10:00:00.123',
    '2024-01-01 10:00:00.123',
    '2024-01-01 10:00:00.123',
    '10:00:00.123',
    '2024-01-01 10:00:00',
    '10:00:00',
    '2024-01-01 10:00:00',
    '2024-01-01 00:00:00',
    '2024-01-01 10:00:00',
    '2024-01-01 10:00:00.123',
    '2024-01-01 10:00:00.123',
  ])
})
test('an ISO cell has them where it shows them', () => {
  expect([
    isoText('2024-01-01T10:00:00.122999999', true),
    isoText('2024-01-01T10:00:00.123Z', true),
    isoText('2024-01-01T10:00:00.9999', true),
    isoText('2024-01-01T10:00:00.123'),
    isoText('2024-01-01T00:00:00.000Z', true),
    isoText('2024-01-01', true),
  ]).toEqual([
    '2024-01-01 10:00:00.123',
    '2024-01-01 10:00:00.123',
    '2024-01-01 10:00:01',
    '2024-01-01 10:00:00',
    '2024-01-01',
    '2024-01-01',
  ])
})
