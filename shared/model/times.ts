/**
 * Times and dates in every spelling that exports use, as text in the time of the case (China, UTC+8). A time without a zone is kept as it is written; one
 * with a zone behind it is the moment it names.
 */
import { plainSigns } from './signs.ts'
import { usualDate } from './wordedDate.ts'

const sentinels = new Set([
  '',
  '-',
  '--',
  '/',
  '无',
  '空',
  'null',
  'NULL',
  '\\N',
  '0',
  '00000000',
  '000000',
  '00000000000000',
  '0000-00-00',
  '0000-00-00 00:00:00',
  '1900-01-00',
])
const day = 86_400
const two = (value: number): string => String(value).padStart(2, '0')

interface Parts {
  readonly year: number
  readonly month: number
  readonly date: number
  readonly hour: number | null
  readonly minute: number | null
  readonly second: number | null
  /** As `fractionOf` writes it. */
  readonly fraction?: string
}
/**
 * Figures behind the point of a second as they are kept: in groups of three, as many as say something, at most nine. So .1 and .100 are one, a stamp that was cut
 * at milliseconds begins as the whole one does, and .000 says no more than the second itself.
 */
export function fractionOf(figures: string | undefined): string {
  const kept = (figures ?? '').slice(0, 9)
  const groups = kept.padEnd(Math.ceil(kept.length / 3) * 3, '0').replace(/(?:000)+$/, '')
  return groups === '' ? '' : `.${groups}`
}

function daysIn(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
}
function text(parts: Parts): string | null {
  const { year, month, date, hour, minute, second, fraction = '' } = parts
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || date < 1 || date > daysIn(year, month))
    return null
  // The end of a day is the beginning of the next, a leap second that of the next minute.
  const endOfDay = hour === 24 && (minute ?? 0) === 0 && (second ?? 0) === 0
  if (
    (endOfDay || second === 60) &&
    (minute ?? 0) <= 59 &&
    (hour ?? 0) <= 24 &&
    (endOfDay || (hour ?? 0) <= 23)
  )
    return moved(parts, 0)
  if (!((hour ?? 0) <= 23) || (minute ?? 0) > 59 || (second ?? 0) > 59) return null
  const head = `${year}-${two(month)}-${two(date)}`
  if (hour === null) return head
  return second === null
    ? `${head} ${two(hour)}:${two(minute ?? 0)}`
    : `${head} ${two(hour)}:${two(minute ?? 0)}:${two(second)}${fraction}`
}

/** The same moment some minutes later, as fine as it was; null where it is none. */
function moved(parts: Parts, minutes: number): string | null {
  const { year, month, date, hour, minute, second, fraction } = parts
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return null
  const moment = new Date(Date.UTC(year, month - 1, date, hour ?? 0, (minute ?? 0) + minutes, second ?? 0))
  return text({
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    date: moment.getUTCDate(),
    hour: hour === null ? null : moment.getUTCHours(),
    minute: minute === null ? null : moment.getUTCMinutes(),
    second: second === null ? null : moment.getUTCSeconds(),
    ...(fraction === undefined ? {} : { fraction }),
  })
}
/** Minutes from UTC to the time of the case. */
const caseZone = 480
/** Zones by name, in minutes from UTC. CST beside Chinese material is China's. */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  CST: 480,
  HKT: 480,
  SGT: 480,
  PHT: 480,
  MYT: 480,
  ICT: 420,
  JST: 540,
  KST: 540,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}
/** Minutes to add to a time of this zone (`Z`, `GMT`, `+00:00`, `UTC+8`, empty) for the time of the case; null for a zone that is not known. */
function shiftOf(zone: string): number | null {
  const named = /^(?:(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?)$/.exec(zone)
  if (named !== null) {
    const away = Number(named[2]) * 60 + Number(named[3] ?? 0)
    return away > 840 ? null : caseZone - (named[1] === '-' ? -away : away)
  }
  const known = zone === '' ? caseZone : zones[zone]
  return known === undefined ? null : caseZone - known
}

/** Text of a number of seconds since 1970-01-01 read as local text. */
function fromSeconds(total: number, withTime: boolean, fraction = ''): string | null {
  const moment = new Date(total * 1000)
  return text({
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    date: moment.getUTCDate(),
    hour: withTime ? moment.getUTCHours() : null,
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
    fraction,
  })
}

/**
 * Time of a spreadsheet serial number: days since 1899-12-30 (`date1904`: since 1904-01-01), rounded to the second (`fine`: to the millisecond, for a cell
 * that shows parts of a second; the others only hold what calculating left). A whole number gives a date. Null outside 1900–2200.
 */
export function serialTime(serial: number, date1904 = false, fine = false): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 110_000) return null
  // Serials below 61 carry the invented 29 February 1900.
  const corrected = date1904 ? serial + 1462 : serial < 61 ? serial + 1 : serial
  const thousandths = fine ? Math.round(corrected * day * 1000) : Math.round(corrected * day) * 1000
  const seconds = Math.floor(thousandths / 1000)
  return fromSeconds(
    seconds - 25_569 * day,
    !Number.isInteger(serial) || seconds % day !== 0,
    fractionOf(String(thousandths % 1000).padStart(3, '0')),
  )
}

/** The hour of a day of which a half is named: 上午12:05 and 12:05 AM come five minutes after midnight. Nobody can tell which midnight 晚上12 is. */
function hourOfHalf(hour: number, half: string): number {
  if (hour === 12) return /上午|AM/i.test(half) ? 0 : /晚上/.test(half) ? Number.NaN : 12
  return hour < 12 && /下午|晚上|PM/i.test(half) ? hour + 12 : hour
}

/** `HH:MM:SS` (with the fraction of the second that is written) of `093000`, `21:49:51`, `9:05`, `上午9:05`, a fraction of a day …; null when it is no time of day. */
export function parseClock(raw: string): string | null {
  const spelled = raw
    .normalize('NFKC')
    .replace(/["'=\u200b\ufeff]/g, '')
    .trim()
  const half = /^(上午|下午|晚上|AM|PM)?\s*(.*?)\s*(AM|PM)?$/i.exec(spelled)
  const body = half?.[2] ?? ''
  const halfDay = `${half?.[1] ?? ''}${half?.[3] ?? ''}`
  let match =
    /^(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d+))?秒?|分)?$/.exec(body) ??
    /^(\d{2})(\d{2})(\d{2})(\d{2,3})?$/.exec(body)
  if (match === null && /^0?\.\d+$/.test(body)) {
    const seconds = Math.round(Number(body) * day)
    match = /^(\d+):(\d+):(\d+)$/.exec(
      `${Math.floor(seconds / 3600)}:${Math.floor((seconds % 3600) / 60)}:${seconds % 60}`,
    )
  }
  if (match === null) return null
  const hour = hourOfHalf(Number(match[1]), halfDay)
  const minute = Number(match[2])
  const second = Number(match[3] ?? '0')
  const fraction = fractionOf(match[4])
  // 24:00:00 is the end of the day it stands beside: joined with a date it is the next day's beginning.
  if (hour === 24 && minute === 0 && second === 0) return `24:00:00${fraction}`
  if (second === 60 && hour <= 23 && minute <= 59)
    return hour === 23 && minute === 59
      ? `24:00:00${fraction}`
      : `${two(minute === 59 ? hour + 1 : hour)}:${two((minute + 1) % 60)}:00${fraction}`
  return !(hour <= 23) || minute > 59 || second > 59
    ? null
    : `${two(hour)}:${two(minute)}:${two(second)}${fraction}`
}

/** Whether a text is empty in the way date columns are: 00000000, -, null … */
export function isTimeSentinel(raw: string): boolean {
  return sentinels.has(raw.normalize('NFKC').trim())
}

/**
 * `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS`, with a fraction of the second where one is written (`fractionOf`), as fine as the source is; null when unreadable. Reads separated dates, 中文年月日,
 * 14/12/10/8 digits, Excel serials, epoch seconds and milliseconds, DB2 and ISO stamps, drops weekdays, and brings a time with a zone to the time of the case.
 */
export function parseTime(raw: string, options: { readonly date1904?: boolean } = {}): string | null {
  // The common spelling first: most files hold nothing else.
  const common = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(raw)
  if (common !== null) {
    const [year, month, date] = [Number(common[1]), Number(common[2]), Number(common[3])]
    const held =
      year >= 1900 &&
      year <= 2200 &&
      month >= 1 &&
      month <= 12 &&
      date >= 1 &&
      date <= daysIn(year, month) &&
      Number(common[4]) <= 23 &&
      Number(common[5]) <= 59 &&
      Number(common[6]) <= 59
    if (held) return raw
    return text({
      year,
      month,
      date,
      hour: Number(common[4]),
      minute: Number(common[5]),
      second: Number(common[6]),
    })
  }
  const written = plainSigns(raw)
    .replace(/["'=|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const spelled = (/^(?:19|20)\d\d/.test(written) ? null : usualDate(written)) ?? written
  const separated =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?(?:(?:\s|T|-|,)?\s?(上午|下午|晚上|AM|PM)?\s?(\d{1,2})\s?[:.时点]\s?(\d{1,2})(?:\s?[:.分]\s?(\d{1,2}))?(?:[.,:](\d{1,9}))?[秒分]?\s?(AM|PM)?)?(?:\s?\(?(?:星期|周)[一二三四五六日天]\)?)?\s?(Z|(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d{2})?|[A-Z]{2,5})?(?:\s\(?[A-Z]{2,5}\)?)?(?:\s?\(?(?:星期|周)[一二三四五六日天]\)?|\s)*$/i.exec(
      spelled,
    )
  if (separated !== null) {
    const [, year, month, date, before, hour, minute, second, figures, after, zone = ''] = separated
    const hours = hour === undefined ? null : hourOfHalf(Number(hour), `${before ?? ''}${after ?? ''}`)
    const parts = {
      year: Number(year),
      month: Number(month),
      date: Number(date),
      hour: hours,
      minute: minute === undefined ? null : Number(minute),
      second: second === undefined ? null : Number(second),
      fraction: fractionOf(figures),
    }
    const shift = shiftOf(zone.toUpperCase().replace(/\s/g, ''))
    if (shift === null) return null
    // A day has no moment that could lie elsewhere.
    const here = text(parts)
    return shift === 0 || here === null || hours === null ? here : moved(parts, shift)
  }
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?$/.exec(
    spelled,
  )
  if (american !== null && Number(american[1]) <= 12 && Number(american[2]) > 12) {
    return text({
      year: Number(american[3]),
      month: Number(american[1]),
      date: Number(american[2]),
      hour: american[4] === undefined ? null : Number(american[4]),
      minute: american[5] === undefined ? null : Number(american[5]),
      second: american[6] === undefined ? null : Number(american[6]),
      fraction: fractionOf(american[7]),
    })
  }
  const joined = /^(\d{8}) ?(\d{2}):?(\d{2})(?::?(\d{2})(\d{3})?)?(?:\.(\d+))?$/.exec(spelled)
  if (joined !== null && /^(19|20)/.test(spelled)) {
    const dateText = joined[1] ?? ''
    return text({
      year: Number(dateText.slice(0, 4)),
      month: Number(dateText.slice(4, 6)),
      date: Number(dateText.slice(6, 8)),
      hour: Number(joined[2]),
      minute: Number(joined[3]),
      second: joined[4] === undefined ? null : Number(joined[4]),
      fraction: fractionOf(`${joined[5] ?? ''}${joined[6] ?? ''}`),
    })
  }
  if (/^(19|20)\d{6}$/.test(spelled))
    return text({
      year: Number(spelled.slice(0, 4)),
      month: Number(spelled.slice(4, 6)),
      date: Number(spelled.slice(6, 8)),
      hour: null,
      minute: null,
      second: null,
    })
  if (/^20\d{8}$/.test(spelled)) {
    const byHour = text({
      year: Number(spelled.slice(0, 4)),
      month: Number(spelled.slice(4, 6)),
      date: Number(spelled.slice(6, 8)),
      hour: Number(spelled.slice(8, 10)),
      minute: null,
      second: null,
    })
    if (byHour !== null) return byHour
  }
  // Epochs count in UTC; case material is in Chinese time.
  if (/^1\d{9}$/.test(spelled)) return fromSeconds(Number(spelled) + 8 * 3600, true)
  if (/^1(?:\d{12}|\d{15})$/.test(spelled))
    return fromSeconds(Number(spelled.slice(0, 10)) + 8 * 3600, true, fractionOf(spelled.slice(10)))
  // A plain number as small as a year is one (2023, 2023.5), or a time of day without its zeros: no day of 1905.
  if (/^\d{1,6}(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(spelled))
    return Number(spelled) <= 2200 ? null : serialTime(Number(spelled), options.date1904 ?? false)
  return null
}

/** A date and a time of day as one time; `24:00:00` is the beginning of the next day. */
export function joinedTime(date: string, clock: string): string {
  return clock.startsWith('24:')
    ? (parseTime(`${date.slice(0, 10)} ${clock}`) ?? `${date.slice(0, 10)} ${clock}`)
    : `${date.slice(0, 10)} ${clock}`
}
/** Whether a time lies at or after a bound, as fine as both are: a day of which nobody wrote the hour belongs to each hour of it. */
export function notBefore(time: string, bound: string): boolean {
  return time >= bound.slice(0, time.length)
}
/** How long a time may be as it is kept: a day, a minute, a second, and parts of a second in groups of three. */
export const timeLengths = [10, 16, 19, 23, 26, 29] as const
/** The coarser spellings of a time: `2024-01-01`, `2024-01-01 10:30`. */
export function coarserThan(time: string): readonly string[] {
  return timeLengths.filter((length) => length < time.length).map((length) => time.slice(0, length))
}

/** Which of day and month stands first in dates like 04/13/2023. */
export type DateOrder = 'dmy' | 'mdy'
const twoNumbers = /^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[\sT日,])/
/** What the date of a cell proves of its column's order: a number above twelve is no month. Null: it is written in another way; both: it proves nothing. */
export function orderProven(text: string): DateOrder | 'both' | null {
  const found = twoNumbers.exec(text.normalize('NFKC'))
  if (found === null) return null
  const [one, other] = [Number(found[1]), Number(found[3])]
  return one > 12 && other <= 12 ? 'dmy' : other > 12 && one <= 12 ? 'mdy' : 'both'
}
const threeNumbers = /^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\sT日,])/
/** Whether the cell is a date whose order a person may have to say: three numbers of which the first is no year of four figures. */
export function isOrderable(text: string): boolean {
  return threeNumbers.test(text.normalize('NFKC'))
}
/** The cell with its date as year, month, day, where a person said the order; a year of two figures counts then too (69 and above: the last century). */
export function inSettledOrder(text: string, order: DateOrder | 'ymd'): string {
  return text
    .normalize('NFKC')
    .replace(threeNumbers, (whole, one: string, __, other: string, last: string) => {
      const full = (year: string): string =>
        year.length > 2 ? year : String(Number(year) + (Number(year) >= 69 ? 1900 : 2000))
      if (order === 'ymd') return last.length > 2 ? whole : `${full(one)}-${other}-${last}`
      return order === 'dmy' ? `${full(last)}-${other}-${one}` : `${full(last)}-${one}-${other}`
    })
}
/** The cell with its date as year, month, day. */
export function inOrder(text: string, order: DateOrder): string {
  return text
    .normalize('NFKC')
    .replace(twoNumbers, (_, one: string, __, other: string, year: string) =>
      order === 'dmy' ? `${year}-${other}-${one}` : `${year}-${one}-${other}`,
    )
}
