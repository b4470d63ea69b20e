/** Times and dates in every spelling that exports use. Local text, never a time zone shift: what the source says is kept. */

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
  const { year, month, date, hour, minute, second } = parts
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || date < 1 || date > daysIn(year, month))
    return null
  if (!((hour ?? 0) <= 23) || (minute ?? 0) > 59 || (second ?? 0) > 59) return null
  const head = `${year}-${two(month)}-${two(date)}`
  if (hour === null) return head
  return second === null
    ? `${head} ${two(hour)}:${two(minute ?? 0)}`
    : `${head} ${two(hour)}:${two(minute ?? 0)}:${two(second)}`
}

/** Text of a number of seconds since 1970-01-01 read as local text. */
function fromSeconds(total: number, withTime: boolean): string | null {
  const moment = new Date(total * 1000)
  return text({
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    date: moment.getUTCDate(),
    hour: withTime ? moment.getUTCHours() : null,
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
  })
}

/**
 * Time of a spreadsheet serial number: days since 1899-12-30 (`date1904`: since 1904-01-01), rounded to the second. A whole number gives
 * a date. Null outside 1900–2200.
 */
export function serialTime(serial: number, date1904 = false): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 110_000) return null
  // Serials below 61 carry the invented 29 February 1900.
  const corrected = date1904 ? serial + 1462 : serial < 61 ? serial + 1 : serial
  const seconds = Math.round(corrected * day)
  return fromSeconds(seconds - 25_569 * day, !Number.isInteger(serial) || seconds % day !== 0)
}

/** The hour of a day of which a half is named: 上午12:05 and 12:05 AM come five minutes after midnight. Nobody can tell which midnight 晚上12 is. */
function hourOfHalf(hour: number, half: string): number {
  if (hour === 12) return /上午|AM/i.test(half) ? 0 : /晚上/.test(half) ? Number.NaN : 12
  return hour < 12 && /下午|晚上|PM/i.test(half) ? hour + 12 : hour
}

/** `HH:MM:SS` of `093000`, `21:49:51`, `9:05`, `上午9:05`, a fraction of a day …; null when it is no time of day. */
export function parseClock(raw: string): string | null {
  const spelled = raw
    .normalize('NFKC')
    .replace(/["'=\u200b\ufeff]/g, '')
    .trim()
  const half = /^(上午|下午|晚上|AM|PM)?\s*(.*?)\s*(AM|PM)?$/i.exec(spelled)
  const body = half?.[2] ?? ''
  const halfDay = `${half?.[1] ?? ''}${half?.[3] ?? ''}`
  let match =
    /^(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?$/.exec(body) ??
    /^(\d{2})(\d{2})(\d{2})(?:\d{2,3})?$/.exec(body)
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
  return !(hour <= 23) || minute > 59 || second > 59 ? null : `${two(hour)}:${two(minute)}:${two(second)}`
}

/** Whether a text is empty in the way date columns are: 00000000, -, null … */
export function isTimeSentinel(raw: string): boolean {
  return sentinels.has(raw.normalize('NFKC').trim())
}

/**
 * `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS`, as fine as the source is; null when unreadable. Reads separated dates, 中文年月日,
 * 14/12/10/8 digits, Excel serials, epoch seconds and milliseconds, DB2 and ISO stamps, and drops weekdays and zone names after the time.
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
    return held ? raw : null
  }
  const spelled = raw
    .normalize('NFKC')
    .replace(/["'=\u200b\ufeff|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const separated =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?(?:(?:\s|T|-|,)?\s?(上午|下午|晚上|AM|PM)?\s?(\d{1,2})\s?[:.时点]\s?(\d{1,2})(?:\s?[:.分]\s?(\d{1,2}))?(?:[.,:]\d{1,9})?[秒分]?\s?(AM|PM)?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5}|\(?(?:星期|周)[一二三四五六日天]\)?|\s)*)$/i.exec(
      spelled,
    )
  if (separated !== null) {
    const [, year, month, date, before, hour, minute, second, after] = separated
    const hours = hour === undefined ? null : hourOfHalf(Number(hour), `${before ?? ''}${after ?? ''}`)
    return text({
      year: Number(year),
      month: Number(month),
      date: Number(date),
      hour: hours,
      minute: minute === undefined ? null : Number(minute),
      second: second === undefined ? null : Number(second),
    })
  }
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(spelled)
  if (american !== null && Number(american[1]) <= 12 && Number(american[2]) > 12) {
    return text({
      year: Number(american[3]),
      month: Number(american[1]),
      date: Number(american[2]),
      hour: american[4] === undefined ? null : Number(american[4]),
      minute: american[5] === undefined ? null : Number(american[5]),
      second: american[6] === undefined ? null : Number(american[6]),
    })
  }
  const joined = /^(\d{8}) ?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?$/.exec(spelled)
  if (joined !== null && /^(19|20)/.test(spelled)) {
    const dateText = joined[1] ?? ''
    return text({
      year: Number(dateText.slice(0, 4)),
      month: Number(dateText.slice(4, 6)),
      date: Number(dateText.slice(6, 8)),
      hour: Number(joined[2]),
      minute: Number(joined[3]),
      second: joined[4] === undefined ? null : Number(joined[4]),
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
  if (/^1\d{12}$/.test(spelled)) return fromSeconds(Math.floor(Number(spelled) / 1000) + 8 * 3600, true)
  // A plain number as small as a year is one (2023, 2023.5), or a time of day without its zeros: no day of 1905.
  if (/^\d{1,6}(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(spelled))
    return Number(spelled) <= 2200 ? null : serialTime(Number(spelled), options.date1904 ?? false)
  return null
}
