import { expect, test } from 'vitest'
import { barsOfMonths } from '../../renderer/views/inspector/barsOfMonths.ts'

const month = (name: string, count: number, sum = count * 100) => ({
  month: name,
  count,
  sums: [{ currency: 'CNY', sum }],
})
const counted = (bars: ReturnType<typeof barsOfMonths>) =>
  [...bars.up.values(), ...bars.down.values()].reduce((sum, { count }) => sum + count, 0) + bars.undated

test.each([
  ['one month', ['2021-05'], 1, '2021-05'],
  ['over the turn of a year', ['2021-11', '2022-02'], 4, '2022-02'],
  ['twenty years to the month', ['2002-01', '2021-12'], 240, '2021-12'],
  ['a month more: years', ['2002-01', '2022-01'], 21, '2022'],
  ['a date long ago beside those of today', ['1970-01', '2023-03', '2023-04'], 54, '2023'],
])('%s: every fact stands in a bar', (_name, months, length, last) => {
  const bars = barsOfMonths(
    months.map((name) => month(name, 2)),
    [month(months[0] ?? '', 3)],
  )
  expect([bars.names.length, bars.names.at(-1)]).toEqual([length, last])
  for (const name of [...bars.up.keys(), ...bars.down.keys()]) expect(bars.names).toContain(name)
  expect(counted(bars)).toBe(months.length * 2 + 3)
})
test('a time without a month, or none, is told by number and moves no bar', () => {
  const bars = barsOfMonths([month('', 4), month('2021', 5), month('2021-03', 1)], [month('2021-04', 1)])
  expect([bars.names, bars.undated]).toEqual([['2021-03', '2021-04'], 9])
  expect(barsOfMonths([month('2021', 5)], [])).toMatchObject({ names: [], undated: 5 })
})
test('months of a year are one bar with both sums', () => {
  const bars = barsOfMonths([month('1980-01', 1), month('2020-01', 1), month('2020-06', 2)], [])
  expect(bars.up.get('2020')).toEqual(month('2020', 3))
})
