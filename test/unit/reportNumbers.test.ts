import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chineseNumeral } from '../../electron/engine/report/model/chineseNumeral.ts'
import { headingNumber } from '../../electron/engine/report/model/numbering.ts'

const digits = '零一二三四五六七八九'
/** Reads a numeral from its end: each unit closes what stands before it. */
function read(numeral: string): number {
  const at = (unit: string): readonly [string, string] | null => {
    const place = numeral.lastIndexOf(unit)
    return place < 0 ? null : [numeral.slice(0, place), numeral.slice(place + unit.length)]
  }
  for (const [unit, worth] of [
    ['亿', 10 ** 8],
    ['万', 10 ** 4],
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const parts = at(unit)
    if (parts !== null) return (parts[0] === '' ? 1 : read(parts[0])) * worth + read(parts[1])
  }
  return numeral === '' ? 0 : digits.indexOf(numeral.replace(/^零(?=.)/, ''))
}

test('every whole number has one numeral, and it is read back as that number', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const numeral = chineseNumeral(value)
      expect(read(numeral)).toBe(value)
      expect(numeral).not.toMatch(/零零|零[十百千万亿]|.零$/)
    }),
    { numRuns: 3_000 },
  )
})

test('numerals are those that are written', () => {
  const written: Readonly<Record<number, string>> = {
    0: '零',
    9: '九',
    10: '十',
    12: '十二',
    20: '二十',
    99: '九十九',
    101: '一百零一',
    110: '一百一十',
    1_010: '一千零一十',
    10_020: '一万零二十',
    100_000: '十万',
    100_000_001: '一亿零一',
    1_000_050_000: '十亿零五万',
    1_000_000_000_000: '一万亿',
    1_000_500_000_000: '一万零五亿',
  }
  expect(
    Object.fromEntries(Object.keys(written).map((value) => [value, chineseNumeral(Number(value))])),
  ).toEqual(written)
  expect(() => chineseNumeral(-1)).toThrow(RangeError)
  expect(() => chineseNumeral(1.5)).toThrow(RangeError)
})

test('headings are numbered on four levels, past the tenth too', () => {
  expect([[9], [23], [9, 11], [1, 2, 13], [1, 1, 1, 4]].map((path) => headingNumber(path, 'zh-CN'))).toEqual([
    '九、',
    '二十三、',
    '（十一）',
    '13. ',
    '（4）',
  ])
  expect([[9], [9, 11], [1, 2, 13]].map((path) => headingNumber(path, 'en'))).toEqual([
    '9. ',
    '9.11 ',
    '1.2.13 ',
  ])
})
