/** One rule of what a day is, wherever one is typed or read. */
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { thresholdsOf } from '../../electron/engine/law/thresholds.ts'
import { dayOf } from '../../electron/hosts/cli/lawCommands.ts'
import { dayText } from '../../shared/contract/day.ts'
import { isDetail } from '../../shared/model/caseDetails.ts'
import { isCalendarDay } from '../../shared/model/time/calendarDay.ts'

const days = ['2024-02-29', '2023-12-31', '2000-02-29', '2025-04-26']
const none = [
  '2023-02-29',
  '1900-02-29',
  '2025-04-31',
  '2025-13-01',
  '2025-00-10',
  '2025-4-26',
  '2025/04/26',
  '2025-04-26 ',
  '',
]

const row = (day: string) => ({
  id: 'a',
  crime: '罪',
  article: '条',
  source: '文',
  effectiveFrom: '1998-01-01',
  effectiveTo: day,
  tier: 'T1',
  metric: 'copies',
  metricNameZh: '份',
  unit: '份（张）',
  threshold: 500,
  note: '',
  confidence: 'memory',
})
const holds = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch {
    return false
  }
}
test.each([
  ['the rule', isCalendarDay],
  ['a day of the contract', (day: string) => v.safeParse(dayText, day).success],
  ['a day of the command line', (day: string) => holds(() => dayOf('date', day))],
  ['a day of the table of thresholds', (day: string) => holds(() => thresholdsOf([row(day)]))],
])('%s: what the calendar has, and nothing else', (_, accepts) => {
  expect(days.filter((day) => !accepts(day))).toEqual([])
  expect(none.filter((day) => accepts(day))).toEqual([])
})
test('the day a case was filed may be left out, and is a day otherwise', () => {
  expect([...days, ''].filter((day) => !isDetail('filed', day))).toEqual([])
  expect(none.filter((day) => day !== '' && isDetail('filed', day))).toEqual([])
})
