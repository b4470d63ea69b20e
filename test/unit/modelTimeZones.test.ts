/** One instant is one time of the case, however its zone is written; ends of days are read; which of day and month stands first is proven by the column. */
import { describe, expect, test } from 'vitest'
import { convertCell } from '../../shared/model/convert.ts'
import { columnConverter } from '../../shared/model/convertQuick.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import {
  coarserThan,
  inOrder,
  joinedTime,
  notBefore,
  orderProven,
  parseClock,
  parseTime,
} from '../../shared/model/times.ts'

describe('a time with a zone', () => {
  test.each([
    '2023-05-03T07:36:43Z',
    '2023-05-03T07:36:43.000Z',
    '2023-05-03T07:36:43+00:00',
    '2023-05-03 07:36:43 GMT',
    '2023-05-03 07:36:43 UTC',
    '2023-05-03T15:36:43+08:00',
    '2023-05-03 15:36:43 GMT+8',
    '2023-05-03 15:36:43 UTC+08:00',
    '2023-05-03 15:36:43 CST',
    '2023-05-03 16:36:43 JST',
    '2023-05-03T02:36:43-05:00',
    '2023-05-03 03:36:43 EDT',
    '1683099403',
    '1683099403000',
    '1683099403000000',
    '20230503153643',
    '20230503153643000',
    '2023-05-03 15:36:43 星期三',
    '2023-05-03 15:36:43',
  ])('%s is 2023-05-03 15:36:43', (written) => {
    expect(parseTime(written)).toBe('2023-05-03 15:36:43')
  })
  test.each([
    ['2023-05-03T23:30:00Z', '2023-05-04 07:30:00'],
    ['2023-12-31T16:00Z', '2024-01-01 00:00'],
    ['2024-02-28 20:00 UTC', '2024-02-29 04:00'],
    ['2023/5/3 15:36 UTC', '2023-05-03 23:36'],
    ['2023-05-03T15:36:43.5-05:00', '2023-05-04 04:36:43.500'],
    ['2023-05-03', '2023-05-03'],
    ['2023-05-03 15:36:43 XYZ', null],
    ['2023-05-03T15:36:43+15:00', null],
    ['Wed May 03 15:36:43 CST 2023', '2023-05-03 15:36:43'],
    ['Wed, 03 May 2023 07:36:43 GMT', '2023-05-03 15:36:43'],
    ['03-May-2023 15:36:43', '2023-05-03 15:36:43'],
    ['3 May 2023', '2023-05-03'],
    ['03-NOV-22', '2022-11-03'],
    ['May 3, 2023 3:36 PM', '2023-05-03 15:36'],
    ['December 31, 1999', '1999-12-31'],
    ['31-Nov-2023', null],
    ['民国111年11月3日', '2022-11-03'],
    ['民国元年1月1日', '1912-01-01'],
    ['二〇二二年十一月三日', '2022-11-03'],
    ['二零二二年十二月三十一日 10:05', '2022-12-31 10:05'],
    ['二〇二三年二月三十日', null],
    ['22年11月3日', '2022-11-03'],
    ['22/11/3', '2022-11-03'],
    ['22.11.3 14:05', '2022-11-03 14:05'],
    ['69-1-2', '1969-01-02'],
    ['22/11/03', null],
    ['03/04/05', null],
    ['May 2023', null],
    ['5月3日 15:36', null],
  ])('%s is %s', (written, time) => {
    expect(parseTime(written)).toBe(time)
  })
})
describe('the end of a day', () => {
  test.each([
    ['2023-05-03 24:00:00', '2023-05-04 00:00:00'],
    ['2023-12-31 24:00', '2024-01-01 00:00'],
    ['2024-02-29 24:00:00', '2024-03-01 00:00:00'],
    ['20230503240000', '2023-05-04 00:00:00'],
    ['2023-05-03 15:36:60', '2023-05-03 15:37:00'],
    ['2023-05-03 23:59:60', '2023-05-04 00:00:00'],
    ['2023-05-03 24:00:01', null],
    ['2023-05-03 24:30', null],
    ['2023-05-03 25:00', null],
    ['2023-05-03 15:60:00', null],
    ['2023-05-03 15:36:61', null],
    ['2023-02-29 24:00:00', null],
  ])('%s is %s', (written, time) => {
    expect(parseTime(written)).toBe(time)
  })
  test('as a time of day beside its date', () => {
    expect([parseClock('240000'), parseClock('24:00'), parseClock('24:01'), parseClock('09:59:60')]).toEqual([
      '24:00:00',
      '24:00:00',
      null,
      '10:00:00',
    ])
    expect([joinedTime('2023-12-31', '24:00:00'), joinedTime('2023-05-03', '10:00:00')]).toEqual([
      '2024-01-01 00:00:00',
      '2023-05-03 10:00:00',
    ])
  })
  test('the quick reading of a column says the same', () => {
    const field = recordKind('transfer')?.fields.find(({ id }) => id === 'time')
    if (field === undefined) throw new Error('no time')
    const quick = columnConverter(field, '')
    for (const text of [
      '2023-05-03 24:00:00',
      '2023-05-03 23:59:59',
      '2023-05-03T07:36:43Z',
      '2023-02-29 10:00:00',
    ])
      expect(quick(text, 'text')).toEqual(convertCell(field, { text, type: 'text' }, ''))
  })
})
test.each([
  ['13/04/2023', 'dmy'],
  ['04/13/2023 10:00:00', 'mdy'],
  ['04-13-2023', 'mdy'],
  ['04/05/2023', 'both'],
  ['13/14/2023', 'both'],
  ['2023/04/13', null],
  ['6222021234567890', null],
])('%s proves %s', (text, order) => {
  expect(orderProven(text)).toBe(order)
})
test('a cell in a proven order', () => {
  expect([
    inOrder('04/05/2023 10:00:00', 'mdy'),
    inOrder('04/05/2023', 'dmy'),
    inOrder('2023-04-05', 'dmy'),
  ]).toEqual(['2023-04-05 10:00:00', '2023-05-04', '2023-04-05'])
})
test('bounds: a coarse time belongs to all it covers', () => {
  expect(coarserThan('2024-01-01 00:00:00')).toEqual(['2024-01-01', '2024-01-01 00:00'])
  expect(coarserThan('2024-01-01 00:00:00.123456')).toEqual([
    '2024-01-01',
    '2024-01-01 00:00',
    '2024-01-01 00:00:00',
    '2024-01-01 00:00:00.123',
  ])
  expect(coarserThan('2024-01-01')).toEqual([])
  expect(
    ['2024-01-01', '2024-01-01 10:00', '2024-01-01 09:59', '2023-12-31'].map((time) =>
      notBefore(time, '2024-01-01 10:00:00'),
    ),
  ).toEqual([true, true, false, false])
})
