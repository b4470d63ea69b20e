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
