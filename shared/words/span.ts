/** A part of time in words: for the chip over a chart, its picture, the time bar and the heading of a table. */
import type { Span } from '../contract/span.ts'
import type { Language } from '../language.ts'

const days = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const

/** The name of a day of the week, 1 Monday to 7 Sunday. */
export function weekdayText(weekday: number, language: Language): string {
  return days[language][weekday - 1] ?? String(weekday)
}
/** Numbers that follow each other on a ring of `size`, as first and last of each run. */
export function runsOf(
  numbers: readonly number[],
  low: number,
  size: number,
): readonly (readonly [number, number])[] {
  const chosen = new Set(numbers)
  if (chosen.size >= size) return [[low, low + size - 1]]
  const before = (value: number): number => ((value - low - 1 + size) % size) + low
  const after = (value: number): number => ((value - low + 1) % size) + low
  return [...chosen]
    .filter((value) => !chosen.has(before(value)))
    .toSorted((one, other) => one - other)
    .map((first) => {
      let last = first
      while (chosen.has(after(last))) last = after(last)
      return [first, last] as const
    })
}
const hour = (value: number): string => `${String(value).padStart(2, '0')}:00`
/** Hours of the day: 23:00–05:00 is from 23 o'clock until five. */
export function hoursText(hours: readonly number[], language: Language): string {
  const told = runsOf(hours, 0, 24).map(([first, last]) => `${hour(first)}–${hour((last + 1) % 24)}`)
  return language === 'zh-CN' ? `每日 ${told.join('、')}` : `daily ${told.join(', ')}`
}
export function weekdaysText(weekdays: readonly number[], language: Language): string {
  const and = language === 'zh-CN' ? '、' : ', '
  if (weekdays.length === 2 && weekdays.includes(6) && weekdays.includes(7))
    return language === 'zh-CN' ? '周末' : 'weekends'
  return runsOf(weekdays, 1, 7)
    .map(([first, last]) =>
      first === last
        ? weekdayText(first, language)
        : `${weekdayText(first, language)}${language === 'zh-CN' ? '至' : '–'}${weekdayText(last, language)}`,
    )
    .join(and)
}
/** The whole span; empty where it leaves nothing out. */
export function spanText({ from, to, hours, weekdays }: Span, language: Language): string {
  const zh = language === 'zh-CN'
  const bounds =
    from !== null && to !== null
      ? from === to
        ? [from]
        : [zh ? `${from} 至 ${to}` : `${from} to ${to}`]
      : from !== null
        ? [zh ? `自 ${from}` : `from ${from}`]
        : to !== null
          ? [zh ? `至 ${to}` : `to ${to}`]
          : []
  return [
    ...bounds,
    ...(hours.length === 0 ? [] : [hoursText(hours, language)]),
    ...(weekdays.length === 0 ? [] : [weekdaysText(weekdays, language)]),
  ].join(' · ')
}
