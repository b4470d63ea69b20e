/**
 * Dates that are not written in figures of one order: `Wed May 03 15:36:43 CST 2023`, `03-May-2023`, `二〇二三年五月三日`, `民国112年5月3日`, `22年11月3日`. They become
 * the usual spelling, which `times.ts` reads; whether the day exists is judged there.
 */

const months = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC'
const monthNames = months.split('|')
const month = `(${months})[A-Z]*\\.?`
const clock = '(?:,?\\s+(?:AT\\s+)?(\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?:\\s?[AP]M)?))?'
const zone = '(?:\\s?(Z|(?:UTC|GMT)?[+-]\\d{1,2}:?\\d{0,2}|(?!AM|PM)[A-Z]{3,4}))?'
const weekday = '(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\\.?,?\\s+)?'
/** Wed May 03 15:36:43 CST 2023 */
const unix = new RegExp(`^${weekday}${month}\\s+(\\d{1,2})\\s+(\\d{1,2}:\\d{2}:\\d{2})${zone}\\s+(\\d{4})$`)
/** 03-May-2023 15:36:43, 3 May 2023, Wed, 03 May 2023 07:36:43 GMT; a year of two figures only between dashes or strokes, as databases write it. */
const dayFirst = new RegExp(
  `^${weekday}(\\d{1,2})(?:ST|ND|RD|TH)?[-/ .]\\s?${month}[-/ .,]\\s?(\\d{4})${clock}${zone}$`,
)
const dayFirstShort = new RegExp(`^(\\d{1,2})([-/])${month}\\2(\\d{2})${clock}$`)
/** May 3, 2023 3:36 PM */
const monthFirst = new RegExp(
  `^${weekday}${month}\\s?(\\d{1,2})(?:ST|ND|RD|TH)?,?\\s+(\\d{4})${clock}${zone}$`,
)

const figures = '零〇一二三四五六七八九'
const digit = (character: string): number =>
  Math.max(0, figures.indexOf(character === '零' ? '〇' : character) - 1)
const chinese =
  /^([零〇一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?(.*)$/u
const republic = /^(?:中华)?民国(\d{1,3}|元)年(\d{1,2})月(\d{1,2})[日号]?(.*)$/u
/** A year of two figures that says it is one: by 年, or because the last number cannot be a year. */
const shortYear = /^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?(.*)$|^(\d{2})([/.-])(\d{1,2})\6(\d)((?: .*)?)$/u

/** Up to thirty-one in Chinese figures. */
function ofChinese(text: string): number {
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text]
  return (tens === '0' ? 0 : tens === '' ? 10 : digit(tens) * 10) + (ones === '' ? 0 : digit(ones))
}
/** 69 and above belong to the last century (POSIX). */
function fullYear(two: number): number {
  return two + (two >= 69 ? 1900 : 2000)
}

/** The date in the usual spelling with what stands behind it; null when it is none of these. The text is taken as folded. */
export function usualDate(text: string): string | null {
  if (/[A-Z]{3}/i.test(text)) return ofNames(text.toUpperCase())
  const spelled = chinese.exec(text)
  if (spelled !== null) {
    const [, year = '', monthText = '', day = '', rest = ''] = spelled
    return joined([...year].map(digit).join(''), ofChinese(monthText), ofChinese(day), rest)
  }
  const minguo = republic.exec(text)
  if (minguo !== null)
    return joined(1911 + (minguo[1] === '元' ? 1 : Number(minguo[1])), minguo[2], minguo[3], minguo[4])
  const short = shortYear.exec(text)
  if (short === null) return null
  return short[1] === undefined
    ? joined(fullYear(Number(short[5])), short[7], short[8], short[9])
    : joined(fullYear(Number(short[1])), short[2], short[3], short[4])
}
function ofNames(text: string): string | null {
  const named = (name = ''): number => monthNames.indexOf(name.slice(0, 3)) + 1
  const tail = (time?: string, where?: string): string =>
    time === undefined ? '' : ` ${time}${where === undefined ? '' : ` ${where}`}`
  const stamp = unix.exec(text)
  if (stamp !== null) return joined(stamp[5], named(stamp[1]), stamp[2], tail(stamp[3], stamp[4]))
  const day = dayFirst.exec(text)
  if (day !== null) return joined(day[3], named(day[2]), day[1], tail(day[4], day[5]))
  const short = dayFirstShort.exec(text)
  if (short !== null) return joined(fullYear(Number(short[4])), named(short[3]), short[1], tail(short[5]))
  const first = monthFirst.exec(text)
  return first === null ? null : joined(first[3], named(first[1]), first[2], tail(first[4], first[5]))
}
function joined(
  year: string | number = '',
  monthNumber: string | number = '',
  day: string | number = '',
  rest = '',
): string {
  const two = (value: string | number): string => String(value).padStart(2, '0')
  return `${year}-${two(monthNumber)}-${two(day)}${rest === '' ? '' : ` ${rest.trim()}`}`
}
