/**
 * Zones that a header or a line above a table names for its times: 下注时间(美东), 时间(UTC), (GMT+8), 以下均为泰国时间. Times without a zone of their own are brought to the time of
 * the case (UTC+8); zones with summer time by their rules in the year of each time.
 */
import { plainSigns } from './signs.ts'

export interface TimeZone {
  /** Minutes from UTC; the name of a zone with summer time (America/New_York); null: a zone is named, and which one is not certain (当地时间, 美国时间). */
  readonly zone: number | string | null
  /** As it is written. */
  readonly said: string
}
/** Minutes from UTC to the time of the case. */
const caseZone = 480
const eastern = 'America/New_York'
/** Words for zones, the longest of those that begin alike first. */
const words: readonly (readonly [words: string, zone: number | string | null])[] = [
  ['美国?东部|美东|纽约', eastern],
  ['美国?中部|芝加哥', 'America/Chicago'],
  ['美国?西部|美西|太平洋|洛杉矶', 'America/Los_Angeles'],
  ['英国|伦敦', 'Europe/London'],
  ['法国|巴黎', 'Europe/Paris'],
  ['德国|柏林', 'Europe/Berlin'],
  ['悉尼', 'Australia/Sydney'],
  ['世界标准|世界协调|协调世界|格林[威尼]治|世界', 0],
  ['北京|中国(?:标准)?|香港|澳门|台湾|台北|新加坡|马来西亚|吉隆坡|菲律宾|马尼拉|本地北京', 480],
  ['泰国|曼谷|越南|河内|胡志明|柬埔寨|金边|老挝|雅加达', 420],
  ['缅甸|仰光', 390],
  ['印度|新德里', 330],
  ['迪拜|阿联酋', 240],
  ['日本|东京|韩国|首尔', 540],
  ['美国|加拿大|澳洲|澳大利亚|印尼|俄罗斯|当地|境外', null],
]
/** Short names, only where they stand alone in brackets or beside 时间. EST and EDT are what they say all year, ET is the one that holds. */
const names: Readonly<Record<string, number | string>> = {
  UTC: 0,
  GMT: 0,
  CST: 480,
  HKT: 480,
  SGT: 480,
  MYT: 480,
  PHT: 480,
  ICT: 420,
  JST: 540,
  KST: 540,
  ET: eastern,
  EST: -300,
  EDT: -240,
  PT: 'America/Los_Angeles',
  PST: -480,
  PDT: -420,
}
const figures = '一二三四五六七八九十'
const numberOf = (text: string): number =>
  /^\d+$/.test(text)
    ? Number(text)
    : text.length === 1
      ? figures.indexOf(text) + 1
      : 10 + figures.indexOf(text.slice(1)) + 1
const wordZones = words.map(([pattern, zone]) => [new RegExp(`^(?:${pattern})$`, 'u'), zone] as const)
const anyWord = words.map(([pattern]) => pattern).join('|')
const offset = /(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d)/u
const band = new RegExp(`(东|西)([${figures}]{1,2}|\\d{1,2})区`, 'u')
const spelled = (text: string): string =>
  plainSigns(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, '')

/** The zone of a piece that holds nothing else: 美东, UTC+7, EST, 东八区, 泰国时间; undefined for anything else. */
function zoneOf(piece: string): TimeZone['zone'] | undefined {
  const plain = piece
    .replace(/^(?:时区|时间|TIME)[:=]?/u, '')
    .replace(/(?:夏令|标准)?(?:时间|时区|时|TIME)?$/u, '')
  if (plain === '') return undefined
  const summer = /夏令/u.test(piece)
  const shifted = new RegExp(`^(?:UTC|GMT)?${offset.source}$`, 'u').exec(plain)
  if (shifted !== null) {
    const minutes = Number(shifted[2]) * 60 + Number(shifted[3] ?? 0)
    return minutes > 840 ? null : shifted[1] === '-' ? -minutes : minutes
  }
  const banded = new RegExp(`^${band.source}$`, 'u').exec(plain)
  if (banded !== null) {
    const hours = numberOf(banded[2] ?? '')
    return hours > 12 ? null : (banded[1] === '西' ? -1 : 1) * hours * 60
  }
  if (Object.hasOwn(names, plain)) return names[plain]
  const zone = wordZones.find(([pattern]) => pattern.test(plain))?.[1]
  // 美东夏令时 is −4 all year.
  return summer && zone === eastern ? -240 : zone
}
/** Whether a text holds the name of a zone and nothing else. */
export function namesZone(text: string): boolean {
  return zoneOf(spelled(text)) !== undefined
}
/** What a text says beyond the words for it: (美东时间GMT-4) names the zone and the offset, and the offset is what the system counts by. */
function zoneIn(text: string): TimeZone | null {
  const whole = zoneOf(text)
  if (whole !== undefined) return { zone: whole, said: text }
  const shifted = new RegExp(`(?:UTC|GMT)${offset.source}`, 'u').exec(text)
  if (shifted !== null) return zoneIn(shifted[0])
  const banded = band.exec(text)
  if (banded !== null) return zoneIn(banded[0])
  const worded = new RegExp(`(?:${anyWord})(?:标准|夏令)?(?:时间|时区)`, 'u').exec(text)
  if (worded !== null) return zoneIn(worded[0])
  const named =
    /(?<![A-Z])(UTC|GMT|[CEP]?[SD]?T|HKT|SGT|MYT|PHT|ICT|JST|KST)(?=时间|时区|TIME)|(?:时间|时区|TIME|[_:(,/-])(UTC|GMT|CST|E[SD]?T|P[SD]T|HKT|SGT|ICT|JST|KST)(?![A-Z\d+-])/u.exec(
      text,
    )
  const name = named?.[1] ?? named?.[2]
  return name === undefined || !Object.hasOwn(names, name) ? null : { zone: names[name] ?? null, said: name }
}
/** The zone that the header of a column of times names; null where it names none. */
export function headerZone(header: string): TimeZone | null {
  const text = spelled(header)
  for (const [, inside = ''] of text.matchAll(/[([（【]([^()[\]（）【】]{1,20})[)\]）】]/g)) {
    const found = zoneIn(inside)
    if (found !== null) return found
  }
  return zoneIn(text.replace(/[([（【][^()[\]（）【】]*[)\]）】]/g, ''))
}
/** The zone that a line above a table gives for its times: 时区：GMT-4, 以下时间均为美东时间. A line with a day in it speaks of that moment. */
export function lineZone(line: string): TimeZone | null {
  const text = spelled(line)
  if (
    text.length > 120 ||
    /\d{4}[-/.年]\d|\d{8}|\d:\d\d(?!区)(?=:|[^\d]|$)/u.test(
      text.replace(new RegExp(`(?:UTC|GMT)${offset.source}`, 'gu'), ''),
    )
  )
    return null
  const said =
    /(?:时区|TIMEZONE|(?:时间|日期)[^:,;。]{0,6}(?:为|按|采用|使用|以|是))[:为是]?([^,;。()（）]{2,16})/u.exec(
      text,
    )?.[1]
  if (said !== undefined) {
    const found = zoneIn(said.replace(/(?:显示|计算|记录|统计|为准|计|的)+$/u, ''))
    if (found !== null) return found
  }
  const worded = new RegExp(`(?:${anyWord})(?:标准|夏令)?时间`, 'u').exec(text)
  const shifted = /时间|时区|TIME/u.test(text)
    ? new RegExp(`(?:UTC|GMT)(?:${offset.source})`, 'u').exec(text)
    : null
  return shifted !== null ? zoneIn(shifted[0]) : worded === null ? null : zoneIn(worded[0])
}
/** Whether times of the zone are as they stand those of the case. */
export function isCaseZone({ zone }: TimeZone): boolean {
  return zone === caseZone
}
/** Whether the cell names its zone itself, or counts seconds since 1970: it is a moment, wherever it stands. */
export function namesOwnZone(text: string): boolean {
  const cell = text.trim()
  if (/^1\d{9}(?:\d{3}|\d{6})?$/.test(cell)) return true
  return (
    /\d\s*(?:Z|\(?(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?\)?|\(?(?!AM\b|PM\b)[A-Z]{2,5}\)?)$/i.test(cell) &&
    /\d:\d/.test(cell)
  )
}

const known = new Map<string, number>()
const formats = new Map<string, Intl.DateTimeFormat>()
/** Minutes from UTC in a zone with summer time, at a moment. */
function minutesAt(zone: string, moment: number): number {
  let format = formats.get(zone)
  if (format === undefined)
    formats.set(
      zone,
      (format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      })),
    )
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - moment) / 60_000)
}
/** The same for the clock of the zone. Of an hour that comes twice the first is taken, one that is left out counts by the time before it. */
function minutesOf(zone: string, wall: number): number {
  const hour = Math.floor(wall / 3_600_000)
  const key = `${zone} ${hour}`
  let minutes = known.get(key)
  if (minutes === undefined) {
    const at = hour * 3_600_000
    const before = minutesAt(zone, at - 86_400_000)
    minutes =
      minutesAt(zone, at - before * 60_000) === before
        ? before
        : minutesAt(zone, at - minutesAt(zone, at + 86_400_000) * 60_000)
    if (known.size > 20_000) known.clear()
    known.set(key, minutes)
  }
  return minutes
}
/** The second of a clock, in milliseconds; what lies within the second is the same in every zone. */
function wallOf(time: string): number {
  return Date.parse(`${time.slice(0, 10)}T${time.slice(11, 19)}${time.length === 16 ? ':00' : ''}Z`)
}
/** A time of the zone (`YYYY-MM-DD HH:MM[:SS[.fff]]`) in the time of the case, as fine as it was; a day, and what is in no certain zone, as it stands. */
export function inCaseTime(time: string, zone: TimeZone['zone']): string {
  if (zone === null || zone === caseZone || time.length < 16) return time
  const wall = wallOf(time)
  if (Number.isNaN(wall)) return time
  const minutes = typeof zone === 'number' ? zone : minutesOf(zone, wall)
  const moved = new Date(wall + (caseZone - minutes) * 60_000).toISOString()
  return `${moved.slice(0, 10)} ${moved.slice(11, Math.min(time.length, 19))}${time.slice(19)}`
}
/** A time of the case as the clock of the zone shows it, as fine as it is. */
export function fromCaseTime(time: string, zone: number | string): string {
  const here = wallOf(time)
  if (time.length < 16 || Number.isNaN(here)) return time
  const moment = here - caseZone * 60_000
  const minutes = typeof zone === 'number' ? zone : minutesAt(zone, Math.floor(moment / 60_000) * 60_000)
  const moved = new Date(moment + minutes * 60_000).toISOString()
  return `${moved.slice(0, 10)} ${moved.slice(11, Math.min(time.length, 19))}${time.slice(19)}`
}
