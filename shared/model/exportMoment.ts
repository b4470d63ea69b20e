/** When a table was taken out of the system it comes from, as the lines around it or a name say: 导出时间：2024-05-13 10:00, 截至2024年5月13日, 交易明细_20240513.xlsx. */
import { plainSigns } from './signs.ts'
import { parseTime } from './times.ts'

/** Where it is said: in lines above or below the table, in the name of the sheet or of the file. */
export type ExportSource = 'above' | 'below' | 'sheet' | 'file'
export interface ExportMoment {
  /** As fine as it is said. */
  readonly at: string
  readonly from: ExportSource
}

const year = '(?:19|20)\\d{2}'
const clock = '(?:[ T]?\\d{1,2}[:时点]\\d{1,2}(?:[:分]\\d{1,2}(?:\\.\\d+)?)?[分秒]?)'
const spelledDay = `${year}[-/.年]\\d{1,2}[-/.月]\\d{1,2}(?!\\d)日?${clock}?`
const joinedDay = `20\\d{6}(?:\\d{6})?(?!\\d)(?:[ _T-](?:\\d{6}|\\d{2}:\\d{2}(?::\\d{2})?)(?!\\d))?`
const moment = `(?<!\\d)(?:${spelledDay}|${joinedDay})`
const anyMoment = new RegExp(moment, 'gu')
const done = '(?:导出|下载|查询|打印|列印|制表|生成|出具|提取|调取|导取|出表)'
/** 导出时间：…; 查询时间段, 查询日期范围 and 查询日期从 … speak of the rows. */
const labelled = new RegExp(
  `(?:${done}(?:[/、]?${done})?(?:日期时间|时间|日期|日)(?!段|范围|区间|起|从|自|跨度|间隔|类型)|(?:EXPORT(?:ED)?|PRINT(?:ED)?|GENERATED|DOWNLOAD(?:ED)?|QUERY|QUERIED)(?: ?(?:DATE|TIME|ON|AT)){1,2})[^\\p{L}\\d]{0,6}?(${moment})`,
  'gu',
)
/** 截至2024年5月13日; a label 截止日期 ends the period that was asked for. */
const until = new RegExp(`(?:截至|截止至|截止到?|AS OF)(?:目前)?[: ]?(${moment})`, 'gu')
/** 2024年5月13日导出, 20240513调取. */
const behind = new RegExp(`(${moment})[ ,_-]?(?:由[\\p{Script=Han}]{1,8})?${done}`, 'gu')
/** What a period may begin or end with beside a day of eight figures: 2024, 202405, 0513, 5月, 13日. */
const partOfDay =
  '(?:20\\d{2}(?:\\d{2}(?:\\d{2})?)?|(?:0[1-9]|1[0-2])[.-]?(?:0[1-9]|[12]\\d|3[01])(?!\\d)|\\d{1,2}[年月日号])'
const opensRange = new RegExp(
  `^ *日? *(?:(?:至|到|迄|~|—|--?) *${partOfDay}|[至到迄~—起后前]|以[来后前]|之[后前]|(?: +|_)${year}[-/.年]?\\d)`,
  'u',
)
const closesRange = new RegExp(
  `(?:(?<!\\d)${partOfDay} *(?:至|到|迄|~|—|--?|_)? *|[至到迄~—自从] *|起 *[-~]? *)$`,
  'u',
)
const asOf = /(?:截至|截止至|截止到?|AS OF)(?:目前)?[: ]?$/u
const ofCase = /^[ _]?(?:专案|案|事件|特大)/u

const folded = (text: string): string =>
  plainSigns(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[[\]【】()"'“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han}|:)/gu, '')
    .trim()
/** The moment as times are kept; null for what is no day of the calendar. */
function timeOf(text: string): string | null {
  const written = text.replace(/^(\d{8})[ _T-](\d{2}):?(\d{2})(?::?(\d{2}))?$/, (_, day: string, ...rest) =>
    [day, ...rest.slice(0, 3)].filter((part) => typeof part === 'string').join(''),
  )
  const at = parseTime(/^\d{12}$/.test(written) ? `${written}00` : written)
  if (at === null || at.length < 10) return null
  return /^\d{12}$/.test(written) ? at.slice(0, 16) : at
}
/** Moments that the found places of a text name, those left out that begin or end a period. */
function taken(text: string, found: Iterable<RegExpMatchArray>): readonly string[] {
  return [...found].flatMap((match) => {
    const [whole, day = whole] = match
    const from = (match.index ?? 0) + whole.indexOf(day)
    const [before, after] = [text.slice(0, from), text.slice(from + day.length)]
    if (opensRange.test(after) || closesRange.test(before.replace(asOf, ''))) return []
    return timeOf(day) ?? []
  })
}
/** Several that were said in one place: the finest where all say the same, their day where they are of one; null where they differ. */
function agreed(moments: readonly string[]): string | null {
  const [first] = moments
  if (first === undefined) return null
  const finest = moments.reduce((one, other) => (other.length > one.length ? other : one))
  if (moments.every((at) => finest.startsWith(at))) return finest
  const day = first.slice(0, 10)
  return moments.every((at) => at.startsWith(day)) ? day : null
}
function saidIn(text: string): readonly string[] {
  return [
    ...taken(text, text.matchAll(labelled)),
    ...taken(text, text.matchAll(until)),
    ...taken(text, text.matchAll(behind)),
  ]
}
/** The moment of export that lines around a table say: a line a text, its cells behind each other. Null where none does, or they say two days. */
export function exportInLines(lines: readonly string[]): string | null {
  return agreed(lines.filter((line) => line.length <= 400).flatMap((line) => saidIn(folded(line))))
}
/** The moment of export in the name of a sheet or a file (without its ending): what a word says, else its only day. Two days are a period, a day before 案 names a case. */
export function exportInName(name: string): string | null {
  // 2024-05-13_10-15-30: the clock of names, which can hold no colon.
  const text = folded(name)
    .replace(
      /(?<=(?<!\d)20\d{2}[-.年]?\d{2}[-.月]?\d{2}日?[ _T-])(\d{2})[-.时](\d{2})(?:[-.分](\d{2})秒?)?(?!\d)/gu,
      (_, hour: string, minute: string, second?: string) =>
        second === undefined ? `${hour}:${minute}` : `${hour}:${minute}:${second}`,
    )
    .replace(/(?<=[\d日])[_T-](?=\d\d:\d\d)/gu, ' ')
  const said = saidIn(text)
  if (said.length > 0) return agreed(said)
  const found = [...text.matchAll(anyMoment)]
  const [only] = found
  if (found.length !== 1 || only === undefined) return null
  if (ofCase.test(text.slice(only.index + only[0].length))) return null
  return taken(text, found)[0] ?? null
}

/** Whether one moment is surely later than another, as fine as both are. */
export function isLaterExport(one: string, other: string): boolean {
  const fine = Math.min(one.length, other.length)
  return one.slice(0, fine) > other.slice(0, fine)
}
