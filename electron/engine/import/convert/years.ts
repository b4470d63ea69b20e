/**
 * The year of dates that are written without one, decided a column at a time: by the periods that header, title, sheet or file name, and by rows of the same
 * column that have a year, along which the others follow in order over a new year. Where nothing says it the cell stays without a date and says so.
 */
import { isTimeSentinel, parseTime } from '../../../../shared/model/times.ts'
import {
  digitsDate,
  isDayMonth,
  type Period,
  periodsIn,
  type YearlessDate,
  yearlessDate,
} from '../../../../shared/model/yearlessDate.ts'
import { type Mark, marks, type RawRow } from '../formats/cells.ts'
import type { SheetAbout } from '../recognise/recognise.ts'

/** What stands around a table and names periods, nearest first. */
export interface YearSource {
  readonly where: 'header' | 'above' | 'sheet' | 'file'
  readonly text: string
  readonly periods: readonly Period[]
}
/** From a row on: how many new years lie between it and the first one, and its year where rows or the title say it. */
export type YearRun = readonly [row: number, newYears: number, year: number | null]
/** What is kept with a sheet about one column (`ConversionBasis.years`). */
export interface ColumnYears {
  /** In the order of rows; the last one holds for all further rows up to `until`. */
  readonly runs: readonly YearRun[]
  readonly until: number
  /** The periods that each date by itself is looked up in, where its rows stand in no order or further down than was looked. */
  readonly periods?: readonly Period[]
  /** Where the year comes from; left out: nowhere, or from what contradicts itself. */
  readonly from?: { readonly where: YearSource['where'] | 'rows'; readonly text: string }
  /** Four digits are month and day. */
  readonly digits?: boolean
  /** 3.1 may be the first or the tenth. */
  readonly dotsOpen?: boolean
}

/** The nearest of header, lines above, names of sheet and file that names a period; null where none does, or a further one names quite another. */
export function yearSource(
  header: string,
  above: readonly RawRow[],
  about: SheetAbout,
): YearSource | 'contradictory' | null {
  const lines = [...above.toReversed(), ...(about.common ?? []).toReversed()].map(({ cells }) =>
    cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join(' '),
  )
  const stem = about.fileName.replace(/\.[^.]+$/, '')
  const source = (where: YearSource['where'], texts: readonly string[], name: boolean): YearSource => {
    const told = texts
      .map((text) => ({ text, periods: periodsIn(text, name) }))
      .filter((one) => one.periods.length > 0)
    return {
      where,
      text: told
        .map(({ text }) => text.slice(0, 60))
        .join('; ')
        .slice(0, 120),
      periods: told.flatMap(({ periods }) => periods),
    }
  }
  const found = [
    source('header', [header], false),
    source('above', lines, false),
    ...(about.named ? [source('sheet', [about.name], true)] : []),
    source('file', [stem], true),
  ].filter(({ periods }) => periods.length > 0)
  const [nearest] = found
  if (nearest === undefined) return null
  const meets = (one: YearSource, other: YearSource): boolean =>
    one.periods.some((a) => other.periods.some((b) => a.from <= b.to && b.from <= a.to))
  return found.every((other) => meets(nearest, other)) ? nearest : 'contradictory'
}

interface SeenDate {
  readonly row: number
  readonly month: number
  readonly day: number
  /** Null where the cell has none. */
  readonly year: number | null
}
/** More steps of a calendar than this between neighbours lie over a new year, or far apart. */
const half = 183
const mostRows = 50_000
const dayOf = ({ month, day }: Pick<SeenDate, 'month' | 'day'>): number =>
  Math.round((month - 1) * 30.5) + day
/** Which way a column's dates run; flat: all on one day; null: in no order, or too few to tell. */
function orderOf(dates: readonly SeenDate[]): 'up' | 'down' | 'flat' | null {
  let [up, down, far] = [0, 0, 0]
  for (const [at, date] of dates.entries()) {
    const before = dates[at - 1]
    if (before === undefined) continue
    const step = dayOf(date) - dayOf(before)
    if (step === 0) continue
    if (Math.abs(step) > half) far += 1
    else if (step > 0) up += 1
    else down += 1
  }
  if (up > 0 && down > 0) return null
  return up > 0 ? 'up' : down > 0 ? 'down' : far > 0 ? null : 'flat'
}
function existsIn(year: number, { month, day }: Pick<SeenDate, 'month' | 'day'>): boolean {
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}
/** The years in which a date lies within one of the periods. */
export function yearsWithin(
  periods: readonly Period[],
  date: Pick<YearlessDate, 'month' | 'day'>,
): readonly number[] {
  const found = new Set<number>()
  for (const { from, to } of periods)
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
      const text = `${year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`
      if (text >= from && text <= to && existsIn(year, date)) found.add(year)
    }
  return [...found]
}

/** What one column's cells have shown so far. */
class SeenColumn {
  readonly dates: SeenDate[] = []
  yearless = 0
  private dayMonth = false
  private digits = 0
  private others = 0
  private singleDots = false
  private zeroDots = false
  /** From a line that says only a year: it is that of the rows below. */
  private section: number | null = null
  /** Four digits are taken as a date where the header asks for a day. */
  private readonly ofDays: boolean
  constructor(ofDays: boolean) {
    this.ofDays = ofDays
  }

  look(row: number, text: string, mark: Mark): void {
    if (this.dates.length >= mostRows || text === '' || isTimeSentinel(text)) return
    const line = /^\s*((?:19|20)\d{2})\s*年?度?\s*$/.exec(text)
    if (line !== null) {
      this.section = Number(line[1])
      return
    }
    const found = yearlessOf(text, mark) ?? (this.ofDays && mark !== marks.date ? digitsDate(text) : null)
    if (found !== null) {
      this.yearless += 1
      if (/^\s*'?\d{3,4}\s*$/.test(text)) this.digits += 1
      const dot = /^\s*\d{1,2}\.(\d{1,2})(?:\s|$)/.exec(text)
      if (dot !== null) {
        if (/^[1-3]$/.test(dot[1] ?? '')) this.singleDots = true
        if (/0$/.test(dot[1] ?? '')) this.zeroDots = true
      }
      this.dates.push({ row, month: found.month, day: found.day, year: this.section })
      return
    }
    if (isDayMonth(text)) this.dayMonth = true
    const whole =
      /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? /^(\d{4})-(\d{2})-(\d{2})/.exec(parseTime(text) ?? '')
    if (whole === null) this.others += 1
    else this.dates.push({ row, year: Number(whole[1]), month: Number(whole[2]), day: Number(whole[3]) })
  }
  /** What is kept of the column; null where every date has its year, or the numbers may be day and month. */
  decided(source: YearSource | null): ColumnYears | null {
    const digitsOnly = this.digits > 0
    if (this.yearless === 0 || this.dayMonth || (digitsOnly && this.others > 0)) return null
    const periods = source?.periods ?? []
    const order = orderOf(this.dates)
    const offsets = newYears(this.dates, order)
    const years = order === null ? null : inOrder(this.dates, offsets, periods)
    const runs: YearRun[] = []
    for (const [at, { row }] of this.dates.entries()) {
      const [offset, year] = [offsets[at] ?? 0, years?.[at] ?? null]
      const before = runs.at(-1)
      if (before === undefined || before[1] !== offset || before[2] !== year) runs.push([row, offset, year])
    }
    const alone =
      periods.length > 0 &&
      order === null &&
      this.dates.every((date) => date.year === null || yearsWithin(periods, date).includes(date.year))
    const said = alone || runs.some(([, , year]) => year !== null)
    return {
      runs,
      until: this.dates.at(-1)?.row ?? 0,
      ...(alone ? { periods } : {}),
      ...(!said ? {} : { from: source ?? { where: 'rows', text: '' } }),
      ...(digitsOnly ? { digits: true } : {}),
      ...(this.singleDots && !this.zeroDots ? { dotsOpen: true } : {}),
    }
  }
}
/** How many new years lie between the first date and each: backwards in a column that runs down. */
function newYears(dates: readonly SeenDate[], order: ReturnType<typeof orderOf>): readonly number[] {
  let offset = 0
  return dates.map((date, at) => {
    const before = dates[at - 1]
    const step = before === undefined ? 0 : dayOf(date) - dayOf(before)
    if (order === 'up' && step < -half) offset += 1
    if (order === 'down' && step > half) offset -= 1
    return offset
  })
}
/** The year of each date of an ordered column: that of the rows with one before and behind it where both agree, and of the periods where only one way fits them. */
function inOrder(
  dates: readonly SeenDate[],
  offsets: readonly number[],
  periods: readonly Period[],
): readonly (number | null)[] {
  const base = dates.map(({ year }, at) => (year === null ? null : year - (offsets[at] ?? 0)))
  if (base.every((year) => year === null)) {
    let fits: ReadonlySet<number> | null = null
    for (const [at, date] of dates.entries()) {
      const found = yearsWithin(periods, date).map((year) => year - (offsets[at] ?? 0))
      if (found.length === 0) continue
      fits = new Set<number>(fits === null ? found : found.filter((year) => fits?.has(year)))
    }
    const [only] = fits?.size === 1 ? [...fits] : []
    return offsets.map((offset) => (only === undefined ? null : only + offset))
  }
  const behind: (number | null)[] = []
  for (let at = dates.length - 1, next: number | null = null; at >= 0; at -= 1) {
    next = base[at] ?? next
    behind[at] = next
  }
  let before: number | null = null
  return dates.map((date, at) => {
    before = base[at] ?? before
    const next = behind[at] ?? null
    const found = before === null ? next : next === null || next === before ? before : null
    if (found === null) return null
    const year = found + (offsets[at] ?? 0)
    const within = yearsWithin(periods, date)
    return within.length > 0 && !within.includes(year) ? null : year
  })
}
function yearlessOf(text: string, mark: Mark): YearlessDate | null {
  // A number cell that shows 3.1 may be the tenth.
  return mark === marks.text ? yearlessDate(text) : null
}

/** What the cells of some columns have shown so far. */
export class YearlessColumns {
  private readonly seen: ReadonlyMap<number, SeenColumn>
  private readonly sources: Readonly<Record<number, YearSource | null>>
  private looked = 0
  constructor(
    columns: readonly { readonly column: number; readonly header: string }[],
    sources: Readonly<Record<number, YearSource | null>>,
  ) {
    this.sources = sources
    this.seen = new Map(
      columns.map(({ column, header }) => [
        column,
        new SeenColumn(/日期|日$|date/i.test(header) && !/时间|时刻|time/i.test(header)),
      ]),
    )
  }
  look(rows: readonly RawRow[]): void {
    this.looked += rows.length
    for (const { row, cells, marks: kinds } of rows)
      for (const [column, seen] of this.seen)
        seen.look(row, (cells[column] ?? '').trim(), kinds?.[column] ?? marks.text)
  }
  /** Whether a further row may still tell something. */
  get open(): boolean {
    return this.looked < mostRows && [...this.seen.values()].some(({ yearless }) => yearless > 0)
  }
  get decided(): Readonly<Record<number, ColumnYears>> {
    return Object.fromEntries(
      [...this.seen].flatMap(([column, seen]) => {
        const found = seen.decided(this.sources[column] ?? null)
        return found === null ? [] : [[column, found] as const]
      }),
    )
  }
}

/** The date of a cell that has no year. `said`: the year that a person gave the first one. */
export function dateWithout(years: ColumnYears, text: string, mark: Mark): YearlessDate | null {
  const found =
    yearlessOf(text, mark) ?? (years.digits === true && mark !== marks.date ? digitsDate(text) : null)
  if (found === null || years.dotsOpen !== true) return found
  return /^\s*\d{1,2}\.[1-3](?:\s|$)/.test(text) ? null : found
}
/** The year of such a date in a row; null where nothing says it. */
export function yearIn(
  years: ColumnYears,
  row: number,
  date: YearlessDate,
  said: number | null,
): number | null {
  let run: YearRun | undefined
  let [low, high] = [0, years.runs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const one = years.runs[middle]
    if (one === undefined || one[0] > row) high = middle - 1
    else {
      run = one
      low = middle + 1
    }
  }
  if (said !== null) return said + (run?.[1] ?? 0)
  if (years.periods !== undefined) {
    const [only, ...others] = yearsWithin(years.periods, date)
    return others.length > 0 ? null : (only ?? null)
  }
  return run === undefined || row > years.until ? null : run[2]
}
