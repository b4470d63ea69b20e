/** Dates without a year, and what around a table says the year of its rows and what does not. */
import { describe, expect, test } from 'vitest'
import { digitsDate, periodsIn, withYear, yearlessDate } from '../../shared/model/yearlessDate.ts'

describe('month and day', () => {
  test.each([
    ['03-15', '2024-03-15'],
    ['3月15日', '2024-03-15'],
    ['3.15', '2024-03-15'],
    ['03/15 10:22:33', '2024-03-15 10:22:33'],
    ['三月十五日', '2024-03-15'],
    ['十二月三十一日 9:05', '2024-12-31 9:05'],
    ['12月31号', '2024-12-31'],
    ['15-Mar', '2024-03-15'],
    ['Mar 15, 10:22', '2024-03-15 10:22'],
    ['3月15日 星期三', '2024-03-15'],
    ['2-29', '2024-02-29'],
  ])('%s', (text, read) => {
    const date = yearlessDate(text)
    expect(date === null ? null : withYear(date, 2024)).toBe(read)
  })
  test.each(['2-30', '13-05', '15/03', '10:22', '3月', '1.5元', '2024-03-15', '0-1', '3月32日', ''])(
    'no: %s',
    (text) => {
      expect(yearlessDate(text)).toBeNull()
    },
  )
  test('four digits are one only where they are asked for', () => {
    expect(yearlessDate('0315')).toBeNull()
    expect([digitsDate('0315'), digitsDate('315'), digitsDate('1332'), digitsDate('2024')]).toEqual([
      { month: 3, day: 15, rest: '' },
      { month: 3, day: 15, rest: '' },
      null,
      null,
    ])
  })
})

describe('periods', () => {
  test.each([
    ['2024年3月流水', '2024-03-01', '2024-03-31'],
    ['2024年度', '2024-01-01', '2024-12-31'],
    ['起止日期：2023-11-01 至 2024-02-28', '2023-11-01', '2024-02-28'],
    ['查询时间 2024-01-01 00:00:00至2024-12-31 23:59:59', '2024-01-01', '2024-12-31'],
    ['起始日期：2024-01-01 终止日期：2024-12-31', '2024-01-01', '2024-12-31'],
    ['2023.12-2024.02', '2023-12-01', '2024-02-29'],
    ['2024年1-3月', '2024-01-01', '2024-03-31'],
    ['2024年3月1日-15日', '2024-03-01', '2024-03-15'],
    ['20240101-20241231', '2024-01-01', '2024-12-31'],
    ['2022-2024年', '2022-01-01', '2024-12-31'],
  ])('%s', (text, from, to) => {
    expect(periodsIn(text)).toEqual([{ from, to }])
  })
  test.each([
    '打印日期：2024-05-03',
    '制表时间 2024年5月3日',
    '截至2024年5月3日',
    '2024年“9·12”侵犯著作权案 资金明细',
    '沪公调证字[2024]第123号',
    '6222202403151234',
    '2024年修订',
  ])('none: %s', (text) => {
    expect(periodsIn(text)).toEqual([])
  })
  test.each([
    ['202403', true],
    ['流水_2024-03', true],
    ['2024', true],
    ['20240315', false],
    ['2024-03-15导出', false],
    ['赵一6222202403150000', false],
  ])('in a name: %s', (text, any) => {
    expect(periodsIn(text, true).length > 0).toBe(any)
  })
})
