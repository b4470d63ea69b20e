import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortAmount } from '../../shared/model/numberText.ts'
import {
  countText,
  decimalText,
  groupedNumber,
  moneyText,
  sizeText,
  timeText,
} from '../../renderer/format.ts'

test('money is written digit by digit: what is read back is the same number of 分', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      const text = moneyText(minor)
      expect(BigInt(text.replace(/[,.]/g, ''))).toBe(BigInt(minor))
      expect(text).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/)
    }),
  )
})

test('money at the edges', () => {
  expect([0, 5, 99, 100, -1, 1_085_515, Number.MAX_SAFE_INTEGER].map(moneyText)).toEqual([
    '0.00',
    '0.05',
    '0.99',
    '1.00',
    '-0.01',
    '10,855.15',
    '90,071,992,547,409.91',
  ])
  expect(moneyText(null)).toBe('—')
})

test('short money changes its unit at ten thousand and at a hundred million', () => {
  expect(
    [999_999, 1_000_000, 4_132_036_003, 9_999_999_999, 10_000_000_000, -1_000_000].map((minor) =>
      shortAmount(minor, 'zh-CN'),
    ),
  ).toEqual(['9,999.99 元', '1.0 万', '4,132.0 万', '10,000.0 万', '1.00 亿', '-1.0 万'])
  expect([999_999, 1_000_000, 100_000_000].map((minor) => shortAmount(minor, 'en'))).toEqual([
    '¥9,999.99',
    '¥10.0k',
    '¥1.00m',
  ])
})

test('scaled decimals lose only trailing zeros', () => {
  expect([
    decimalText(3_366, 3),
    decimalText(60_000, 3),
    decimalText(5, 3),
    decimalText(-1_234_560, 3),
    decimalText(7, 0),
    decimalText(null, 2),
  ]).toEqual(['3.366', '60', '0.005', '-1,234.56', '7', '—'])
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 6 }), (scaled, scale) => {
      expect(Math.round(Number(decimalText(scaled, scale).replaceAll(',', '')) * 10 ** scale)).toBe(scaled)
    }),
  )
})

test('counts, sizes, times and card numbers', () => {
  expect([countText(1_234_567), countText(-1_000)]).toEqual(['1,234,567', '-1,000'])
  expect([sizeText(1_023), sizeText(1_024), sizeText(26_214_400)]).toEqual(['1023 B', '1.0 KB', '25 MB'])
  expect([timeText('2022-08-30T09:15:01'), timeText('2022-08'), timeText(null)]).toEqual([
    '2022-08-30 09:15',
    '2022-08',
    '—',
  ])
  // An identity number (18) is not cut into groups, a card number is.
  expect([
    groupedNumber('6217008375367000751'),
    groupedNumber('110101199003074514'),
    groupedNumber('13800138000'),
  ]).toEqual(['6217 0083 7536 7000 751', '110101199003074514', '13800138000'])
})
