/**
 * Dates without a year (03-15, 3月15日, 三月十五日, 15-Mar, 0315) and the periods that titles and names give (2024年3月, 2024年度, 2023.12-2024.02): what a year may be
 * taken from. A document's number, a case's name and the day something was printed are no period.
 */
import { plainSigns } from './signs.ts'

export interface YearlessDate {
  readonly month: number
  readonly day: number
  /** What stands behind the date. */
  readonly rest: string
}
/** Days of a month in a year that has a 29 February. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const monthNames = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC'
const clock = '(?:(?:上午|下午|晚上)?\\s?\\d{1,2}\\s?[:时点]\\s?\\d{1,2}.*)'
const weekday = '(?:\\(?(?:星期|周)[一二三四五六日天]\\)?)?'
const worded = new RegExp(
  `^([\\d]{1,2}|[一二三四五六七八九十]{1,2})月([\\d]{1,2}|[一二三四五六七八九十]{1,3})[日号]?\\s?${weekday}\\s?(${clock}?)$`,
  'u',
)
const written = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})(?:\\s${weekday}\\s?(${clock}?))?$`, 'u')
const dayFirst = new RegExp(`^(\\d{1,2})[-/ ](${monthNames})[A-Z]*\\.?(?:\\s(${clock}))?$`)
const monthFirst = new RegExp(`^(${monthNames})[A-Z]*\\.?[-/ ](\\d{1,2})(?:,?\\s(${clock}))?$`)

const figures = '一二三四五六七八九'
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text]
  const digit = (character: string): number => figures.indexOf(character) + 1
  return (tens === '零' ? 0 : tens === '' ? 10 : digit(tens) * 10) + (ones === '' ? 0 : digit(ones))
}
function held(month: number, day: number, rest = ''): YearlessDate | null {
  return day >= 1 && day <= (longest[month - 1] ?? 0) ? { month, day, rest: rest.trim() } : null
}
/** The date in a text that has no year; null for anything else. Two numbers are month and day. */
export function yearlessDate(raw: string): YearlessDate | null {
  if (raw.length < 3 || raw.length > 40) return null
  const text = plainSigns(raw)
    .replace(/["'=|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const han = worded.exec(text)
  if (han !== null) return held(numberOf(han[1] ?? ''), numberOf(han[2] ?? ''), han[3])
  const plain = written.exec(text)
  if (plain !== null) return held(Number(plain[1]), Number(plain[3]), plain[4])
  const upper = text.toUpperCase()
  const monthOf = (name = ''): number => monthNames.split('|').indexOf(name) + 1
  const first = dayFirst.exec(upper)
  if (first !== null) return held(monthOf(first[2]), Number(first[1]), first[3])
  const second = monthFirst.exec(upper)
  return second === null ? null : held(monthOf(second[1]), Number(second[2]), second[3])
}
/** 0315, and 315 of a number cell that lost its zero: a date only where the whole column holds such. */
export function digitsDate(raw: string): YearlessDate | null {
  const found = /^'?(\d{1,2})(\d{2})$/.exec(raw.trim())
  return found === null ? null : held(Number(found[1]), Number(found[2]))
}
/** 15/03 shows that a column's two numbers are day and month, in whatever order others stand. */
export function isDayMonth(raw: string): boolean {
  const found = /^(\d{1,2})[-/.](\d{1,2})(?:\s|$)/.exec(raw.normalize('NFKC').trim())
  return found !== null && Number(found[1]) > 12 && Number(found[1]) <= 31 && Number(found[2]) <= 12
}
/** The date in that year, in a spelling that is read. */
export function withYear({ month, day, rest }: YearlessDate, year: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}${rest === '' ? '' : ` ${rest}`}`
}

/** First and last day, as YYYY-MM-DD. */
export interface Period {
  readonly from: string
  readonly to: string
}
const year = '(?:19|20)\\d{2}'
const hours = '(?:\\s?\\d{1,2}:\\d{2}(?::\\d{2})?)?'
const to = `${hours}\\s*[\\]】)]?\\s*(?:[-~—–至到]+|[,，;；]?\\s*(?:终止|截止|结束)[^\\d]{0,12})\\s*[\\[【(]?\\s*`
/** What a date is the day of, that says nothing about rows: something was printed, somebody was born. */
const dayOfOther =
  /(?:打印|查询|制表|导出|下载|生成|开户|销户|出生|申请|立案|报案|抓获|到案|填表|编制|报告|截屏|提取|调取|调证|扣押|冻结|注册|登记|修订|印发|签发|出具|截[至止])(?:日期|时间|日|于)?\s*[:：]?\s*(?:19|20)\d{2}\s?[-/.年]?\s?\d{1,2}\s?[-/.月]?\s?\d{1,2}\s?日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?/gu
const ofCase = new RegExp(`${year}年[^,，;；。\\s]{0,24}案|${year}年?(?:修订|修正|印发|制定|版|式)`, 'gu')
/** The end of a period: of the same year where it names none. */
const end = `(?:(${year})\\s?[-/.年]\\s?(\\d{1,2})(?:\\s?[-/.月]\\s?(\\d{1,2})\\s?[日号]?|月)?|(\\d{1,2})\\s?(?:[-/.月]\\s?(\\d{1,2})\\s?[日号]?|月))`
const begin = `(?<!\\d)(${year})\\s?[-/.年]\\s?(\\d{1,2})(?:\\s?[-/.月]\\s?(\\d{1,2})\\s?[日号]?|月)?`
const between = new RegExp(`${begin}${to}${end}(?!\\d)`, 'gu')
const withinMonth = new RegExp(`(?<!\\d)(${year})年(\\d{1,2})月(\\d{1,2})[日号]?${to}(\\d{1,2})[日号]`, 'gu')
const solidBetween = new RegExp(
  `(?<!\\d)(${year})(\\d{2})(\\d{2})?${to}(${year})(\\d{2})(\\d{2})?(?!\\d)`,
  'gu',
)
const years = new RegExp(`(?<!\\d)(${year})年?(?:度)?${to}(${year})年(?:度)?`, 'gu')
const day = new RegExp(
  `(?<!\\d)(${year})\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?[日号]?(?!\\d)`,
  'gu',
)
const month = new RegExp(`(?<!\\d)(${year})\\s?年\\s?(\\d{1,2})\\s?月(?:份)?(?!\\s?\\d)`, 'gu')
const monthInName = new RegExp(`(?<![\\d.-])(${year})[-._]?(0[1-9]|1[0-2])(?![\\d]|[-._]\\d)`, 'gu')
const onlyYear = new RegExp(`^\\s*(${year})\\s*$`)
const wholeYear = new RegExp(
  `(?<!\\d)(${year})\\s?年(?:度)?(?!\\s?\\d)|(?<!\\d)(${year})(?=\\s?(?:年度|流水|明细|台账|账单|对账))`,
  'gu',
)

function lastDay(yearOf: number, monthOf: number): number {
  return new Date(Date.UTC(yearOf, monthOf, 0)).getUTCDate()
}
/** A period from a month or day to a month or day; null where one of them does not exist or it runs backwards. */
function period(
  [y1, m1, d1]: readonly [number, number, number | null],
  [y2, m2, d2]: readonly [number, number, number | null],
): Period | null {
  const bad = [m1, m2].some((value) => value < 1 || value > 12)
  if (bad || (d1 ?? 1) > lastDay(y1, m1) || (d2 ?? 1) > lastDay(y2, m2) || d1 === 0 || d2 === 0) return null
  const iso = (y: number, m: number, d: number): string =>
    `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  const found = { from: iso(y1, m1, d1 ?? 1), to: iso(y2, m2, d2 ?? lastDay(y2, m2)) }
  return found.from <= found.to ? found : null
}
/** The periods that a line above a table names, or (`name`) the name of a sheet or file, where a single day is when it was made. */
export function periodsIn(raw: string, name = false): readonly Period[] {
  if (!/(?:19|20)\d{2}/.test(raw) || raw.length > 200) return []
  const found: Period[] = []
  let text = raw.normalize('NFKC')
  const [, alone] = (name ? onlyYear.exec(text) : null) ?? []
  if (alone !== undefined) return [{ from: `${alone}-01-01`, to: `${alone}-12-31` }]
  const take = (pattern: RegExp, made: (match: RegExpMatchArray) => Period | null): void => {
    text = text.replace(pattern, (...match: unknown[]) => {
      const one = made(match as unknown as RegExpMatchArray)
      if (one !== null) found.push(one)
      return one === null ? String(match[0]) : ' '
    })
  }
  const whole = (value: string | undefined): number | null => (value === undefined ? null : Number(value))
  text = text.replace(ofCase, ' ')
  take(between, ([, y1, m1, d1, y2, m2, d2, m3, d3]) =>
    period([Number(y1), Number(m1), whole(d1)], [Number(y2 ?? y1), Number(m2 ?? m3), whole(d2 ?? d3)]),
  )
  take(withinMonth, ([, y, m, d1, d2]) =>
    period([Number(y), Number(m), whole(d1)], [Number(y), Number(m), whole(d2)]),
  )
  take(solidBetween, ([, y1, m1, d1, y2, m2, d2]) =>
    period([Number(y1), Number(m1), whole(d1)], [Number(y2), Number(m2), whole(d2)]),
  )
  text = text.replace(dayOfOther, ' ')
  take(years, ([, y1, y2]) => period([Number(y1), 1, null], [Number(y2), 12, null]))
  take(day, ([, y, m, d]) => {
    const one = period([Number(y), Number(m), Number(d)], [Number(y), Number(m), Number(d)])
    return name && one !== null ? { from: '', to: '' } : one
  })
  take(month, ([, y, m]) => period([Number(y), Number(m), null], [Number(y), Number(m), null]))
  if (name)
    take(monthInName, ([, y, m]) => period([Number(y), Number(m), null], [Number(y), Number(m), null]))
  take(wholeYear, ([, one, other]) => {
    const y = Number(one ?? other)
    return period([y, 1, null], [y, 12, null])
  })
  return found.filter(({ from }) => from !== '')
}
