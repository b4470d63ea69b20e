import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import XLSX from 'xlsx'
import { parseDecimal, roundSignificant, scaledText, toScaled } from '../../shared/model/exactDecimal.ts'
import { parseMoney } from '../../shared/model/money.ts'
import { parseClock, parseTime, serialTime } from '../../shared/model/times.ts'

const minor = (text: string, options = {}): number | null => parseMoney(text, options)?.minor ?? null

describe('money', () => {
  it('reads every spelling of an amount as the same 分', () => {
    for (const text of [
      '1234.5',
      '1,234.50',
      '¥1,234.50',
      '¥1234.50元',
      '1234.5 元',
      '人民币1,234.50元',
      'RMB1234.50',
      '1234.50CNY',
      '１，２３４．５０',
      "'1234.50",
      '="1234.50"',
      '+1234.50',
      '1.2345E3',
      '0.12345万元',
      '123450分',
    ])
      expect(minor(text), text).toBe(123_450)
    for (const text of ['-1234.50', '(1,234.50)', '-¥1,234.50', '¥-1234.50', '−1234.50'])
      expect(minor(text), text).toBe(-123_450)
  })
  it('takes the unit of the column unless the cell says its own', () => {
    expect(minor('1234', { unit: 'fen' })).toBe(1234)
    expect(minor('1.5', { unit: 'wanYuan' })).toBe(1_500_000)
    expect(minor('1.5元', { unit: 'fen' })).toBe(150)
  })
  it('takes what stands before a refund remark', () => {
    expect(minor('131.77(已退款89.84)')).toBe(13_177)
    expect(minor('¥12.00(已全额退款)')).toBe(1200)
  })
  it('never passes through a float', () => {
    expect(minor('90071992547409.91')).toBe(9_007_199_254_740_991)
    expect(minor('90071992547409.92')).toBeNull()
    expect(minor('1.005')).toBe(101)
    expect(minor('0.285')).toBe(29)
    expect(parseMoney('1.005')?.exact).toBe(false)
    expect(parseMoney('1.010')?.exact).toBe(true)
  })
  it('shows binary noise of a numeric cell as Excel shows it', () => {
    expect(parseMoney('3.3660000000000001', { numeric: true })).toEqual({
      minor: 337,
      exact: false,
      signed: false,
      currency: null,
    })
    expect(parseMoney('57328.000000000007', { numeric: true })).toEqual({
      minor: 5_732_800,
      exact: true,
      signed: false,
      currency: null,
    })
    expect(parseMoney('0.28999999999999998', { numeric: true })).toEqual({
      minor: 29,
      exact: true,
      signed: false,
      currency: null,
    })
  })
  it('refuses what is no amount', () => {
    for (const text of [
      '',
      '-',
      'xx,yyyy.zz',
      '1,5',
      '12,34.5',
      '约200',
      '1.2.3',
      'NaN',
      '一百多元',
      '一万二元',
      '1 2a',
    ])
      expect(minor(text), text).toBeNull()
  })
  it('never makes one number of two', () => {
    for (const text of ['100\n200', '10 20', '1\t234', '12 3456', '1 234 56'])
      expect(minor(text), text).toBeNull()
    for (const text of ['1 234.50', '1\u00a0234.50', '¥ 1 234.50 元', '- 1 234.50', ' 1234.50\n'] as const)
      expect(Math.abs(minor(text) ?? 0), text).toBe(123_450)
  })
  it('writes and reads back every amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(minor(scaledText(value, 2))).toBe(value)
      }),
    )
  })
  it('agrees with the decimals of a number written by the machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        expect(parseMoney(String(cents / 100), { numeric: true })).toMatchObject({
          minor: cents,
          exact: true,
        })
      }),
    )
  })
})

describe('exact decimals', () => {
  it('scales any digits without loss', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }),
        fc.integer({ min: 0, max: 6 }),
        (value, scale) => {
          const parsed = parseDecimal(scaledText(Number(value), scale))
          expect(parsed === null ? null : toScaled(parsed, scale)).toEqual({
            value: Number(value),
            exact: true,
          })
        },
      ),
    )
  })
  it('keeps fifteen significant digits and no more', () => {
    expect(roundSignificant({ negative: false, digits: '33660000000000001', scale: 16 })).toEqual({
      negative: false,
      digits: '336600000000000',
      scale: 14,
    })
    expect(roundSignificant({ negative: false, digits: '123456789012345', scale: 2 }).digits).toBe(
      '123456789012345',
    )
  })
})

describe('times', () => {
  it('reads every spelling of formats.md', () => {
    const second = '2023-01-01 12:30:00'
    for (const text of [
      '20230101123000',
      '2023-01-01 12:30:00',
      '2023-01-01-12.30.00.000000',
      '2023/1/1 12:30:00',
      '2023年1月1日 12时30分00秒',
      '2023年01月01日12:30:00',
      '2023-01-01T12:30:00+08:00',
      '2023-01-01 12:30:00 +0800 CST',
      '2023-01-01 12:30:00 星期日',
      '2023/01/01  12:30:00',
      '20230101 12:30:00',
      '2023.1.1 12:30:00',
      '2023-01-01 下午 12:30:00',
      '1672547400',
      '1672547400000',
      "'2023-01-01 12:30:00",
      '2023-01-01 12:30:00\t',
    ])
      expect(parseTime(text), text).toBe(second)
    for (const text of ['2023-01-01', '2023/1/1', '2023.1.1', '2023年1月1日', '20230101', '44927'])
      expect(parseTime(text), text).toBe('2023-01-01')
    expect(parseTime('202301011230')).toBe('2023-01-01 12:30')
    expect(parseTime('2023/1/1 9:5')).toBe('2023-01-01 09:05')
    expect(parseTime('2022/09/23 15:00')).toBe('2022-09-23 15:00')
    expect(parseTime('2023-01-01 下午3:05')).toBe('2023-01-01 15:05')
    expect(parseTime('44816.125')).toBe('2022-09-12 03:00:00')
  })
  it('refuses what is no time', () => {
    for (const text of [
      '',
      '2023-02-29',
      '2023-13-01',
      '20231301',
      '2023-01-01 25:00',
      '2023-01-01 12:60',
      '00000000',
      '张三',
      '123',
      '6217003700161071325'.slice(0, 12),
    ])
      expect(parseTime(text) === null || text === '123', text).toBe(true)
    expect(parseTime('2024-02-29')).toBe('2024-02-29')
  })
  it('takes no year, count or time of day for a day of 1905', () => {
    for (const text of ['2023', '2023.5', '2023.05', '5', '1530', '1985.0'])
      expect(parseTime(text), text).toBeNull()
    expect(parseTime('2201')).toBe('1906-01-09')
  })
  it('knows that the twelfth hour of a half of the day is its first', () => {
    expect(
      ['上午12:05', '12:05 AM', '上午11:05', '下午12:05', '12:05:06 PM', '晚上12:30', '晚上11:30'].map(
        parseClock,
      ),
    ).toEqual(['00:05:00', '00:05:00', '11:05:00', '12:05:00', '12:05:06', null, '23:30:00'])
    expect(
      [
        '2023/1/5 上午12:05:10',
        '2023-01-05 12:05:10 AM',
        '2023-01-05 下午12:05:10',
        '2023-01-05 晚上12:30',
      ].map((text) => parseTime(text)),
    ).toEqual(['2023-01-05 00:05:10', '2023-01-05 00:05:10', '2023-01-05 12:05:10', null])
  })
  it('reads times of day', () => {
    expect(parseClock('093000')).toBe('09:30:00')
    expect(parseClock('21:49:51')).toBe('21:49:51')
    expect(parseClock('9:05')).toBe('09:05:00')
    expect(parseClock('0.5')).toBe('12:00:00')
    expect(parseClock('下午3:05')).toBe('15:05:00')
    expect(parseClock('24:00:00')).toBe('24:00:00')
    expect(parseClock('24:00:01')).toBeNull()
    expect(parseClock('096000')).toBeNull()
  })
  it('agrees with SheetJS on serial numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 61, max: 100_000 }),
        fc.integer({ min: 1, max: 86_399 }),
        (whole, seconds) => {
          const code = XLSX.SSF.parse_date_code(whole) as { y: number; m: number; d: number }
          const date = `${code.y}-${String(code.m).padStart(2, '0')}-${String(code.d).padStart(2, '0')}`
          const clock = new Date(seconds * 1000).toISOString().slice(11, 19)
          expect(serialTime(whole)).toBe(date)
          expect(serialTime(whole + seconds / 86_400)).toBe(`${date} ${clock}`)
        },
      ),
    )
    expect(serialTime(1)).toBe('1900-01-01')
    expect(serialTime(44_927 - 1462, true)).toBe('2023-01-01')
  })
  it('reads back what it gives', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1900-01-01T00:00:00Z'),
          max: new Date('2199-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        (moment) => {
          const text = moment.toISOString().slice(0, 19).replace('T', ' ')
          expect(parseTime(text)).toBe(text)
        },
      ),
    )
  })
})
