import { expect, test } from 'vitest'
import { maskedNumbers } from '../../electron/engine/report/model/maskNumbers.ts'

test('ID numbers, phones and cards are masked wherever they stand, in groups too', () => {
  expect(
    [
      '310112197807277031',
      '32058319900613694X',
      '18149058065',
      '6217008375367000751',
      '卡6217 0083 7536 7000 751尾',
      '+8615164520039',
      '181-4905-8065',
    ].map((text) => maskedNumbers(text)),
  ).toEqual([
    '310112********7031',
    '320583********694X',
    '181****8065',
    '6217 **** 0751',
    '卡6217 **** 0751尾',
    '+8615 **** 0039',
    '181****8065',
  ])
})

test('amounts, dates, counts, hashes and short numbers stay', () => {
  const kept = [
    '41,320,360.03',
    '2022-08-30 09:15:00',
    '12345678',
    '第 1204 行',
    'a1b2c3d4e5f60718293a4b5c6d7e8f90123456789012',
    '02_扣押清单.xlsx',
  ]
  expect(kept.map((text) => maskedNumbers(text))).toEqual(kept)
})

const figuresOf = (text: string): number => text.replaceAll(/\D/g, '').length
test('numbers against letters, parted by other signs, or several in one run are masked', () => {
  expect(
    [
      'tel18149058065',
      'wx_18149058065x',
      '罗志华QQ18149058065',
      'ICBC6217008375367000751',
      'ID310112197807277031',
      '181.4905.8065',
      '181_4905_8065',
      '6217.0083.7536.7000.751',
      '1814905\u20608065',
      '181\u200f4905\t8065',
      '62170083753670007516217008375367000769',
      '1814905806518149058066',
    ].filter((text) => figuresOf(maskedNumbers(text)) >= figuresOf(text)),
  ).toEqual([])
  expect(maskedNumbers('tel18149058065')).toBe('tel181****8065')
  expect(maskedNumbers('6217.0083.7536.7000.751')).toBe('6217 **** 0751')
  expect(maskedNumbers('62170083753670007516217008375367000769')).toBe('6217 **** 0769')
})

test('addresses of machines, grouped amounts, serials with letters and digests stay', () => {
  const kept = [
    '192.168.100.200',
    '1.234.567.890',
    '1234.5678',
    '2022.08.30',
    'DD20220830123456789',
    'a1b2c3d4e5f18149058065a1b2c3d4e5f6',
    '2022-08-30 09:15:00.123456',
  ]
  expect(kept.map((text) => maskedNumbers(text))).toEqual(kept)
})
