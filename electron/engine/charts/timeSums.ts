/** Sums over the rows of a chart's dealings: within a span, in bars, by hour and day of the week, and of each line. */
import type {
  ChartDuring,
  ChartTimes,
  HourGrid,
  LineDuring,
  TimeBar,
  TimeSum,
} from '../../../shared/contract/chartTimes.ts'
import type { Span } from '../../../shared/contract/span.ts'
import { type CurrencySum, sumsByCurrency, toldSums, yuan } from '../../../shared/model/currency.ts'
import { isStated } from '../../../shared/model/chart/during.ts'
import { addMinor, type Minor, sizeOf } from '../../../shared/model/minor.ts'
import {
  isWithinDay,
  type TimeUnit,
  unitEnd,
  unitFineness,
  unitFor,
  unitStart,
} from '../../../shared/model/time/ladder.ts'
import { momentAfter, momentAt, textAt } from '../../../shared/model/time/moments.ts'
import { isAllTime, weekdayOf } from '../../../shared/model/time/span.ts'
import { amountOf, quantityOf, type TimeRows, timeOfRow } from './timeRows.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Which rows lie in the span, by row; `isDuring` over numbers. */
export function rowsDuring({ at, written }: TimeRows, span: Span): Uint8Array {
  const found = new Uint8Array(at.length)
  if (isAllTime(span)) return found.fill(1)
  const { from, to } = span
  // A bound as fine as each way a time is written: a day without an hour belongs to each hour of it.
  const lows = [10, 16, 19, 23, 26, 29].map((length) => [
    length,
    from === null ? Number.NEGATIVE_INFINITY : momentAt(from.slice(0, length)),
  ])
  const lowOf = new Float64Array(32)
  for (const [length = 0, low = 0] of lows) lowOf[length] = low
  const end = to === null ? Number.POSITIVE_INFINITY : momentAfter(to)
  const hours = span.hours.length === 0 ? null : new Set(span.hours)
  const weekdays = span.weekdays.length === 0 ? null : new Set(span.weekdays)
  for (let row = 0; row < at.length; row += 1) {
    const moment = at[row] as number
    const length = written[row] as number
    // NaN, no time, passes no comparison.
    if (!(moment >= (lowOf[length] as number) && moment < end)) continue
    if (hours !== null && (length <= 10 || !hours.has(hourOf(moment)))) continue
    if (weekdays !== null && !weekdays.has(weekdayOf(moment))) continue
    found[row] = 1
  }
  return found
}
const hourOf = (at: number): number => Math.floor((((at % dayMs) + dayMs) % dayMs) / hourMs)

const noLink = { linkKind: '' }
/** Which links are meant. */
export interface Lines {
  readonly which: 'only' | 'without'
  readonly linkIds: readonly number[]
}
/** A flag a link: whether it is meant. What people entered by hand is no row of a file and in no sum. */
export function linksMeant({ links }: TimeRows, lines: Lines | undefined): Uint8Array {
  const meant = new Uint8Array(links.length)
  if (lines === undefined) return meant.map((_flag, place) => (isStated(links[place] ?? noLink) ? 0 : 1))
  const named = new Set(lines.linkIds)
  for (const [place, { linkId, linkKind }] of links.entries())
    meant[place] = named.has(linkId) === (lines.which === 'only') && !isStated({ linkKind }) ? 1 : 0
  return meant
}
/** A flag a link: whether it is chosen, or touches a chosen entity. */
export function linksChosen(
  { links }: TimeRows,
  { entityIds, linkIds }: { readonly entityIds: readonly number[]; readonly linkIds: readonly number[] },
): Uint8Array {
  const [entities, named] = [new Set(entityIds), new Set(linkIds)]
  return Uint8Array.from(links, ({ linkId, fromId, toId }) =>
    named.has(linkId) || entities.has(fromId) || entities.has(toId) ? 1 : 0,
  )
}

/** Rows behind links, each once with its amount: a flag a row, and the largest amount that one of its links counts. */
interface Rows {
  readonly has: Uint8Array
  readonly amount: Float64Array
  readonly large: ReadonlyMap<number, Minor>
}
function rowsBehind(rows: TimeRows, links: Uint8Array): Rows {
  const has = new Uint8Array(rows.at.length)
  const amount = new Float64Array(rows.at.length).fill(Number.NaN)
  const large = new Map<number, Minor>()
  for (let fact = 0; fact < rows.row.length; fact += 1) {
    if (links[rows.link[fact] as number] !== 1) continue
    const row = rows.row[fact] as number
    has[row] = 1
    const value = rows.amount[fact] as number
    const before = amount[row] as number
    if (value > before || (Number.isNaN(before) && !Number.isNaN(value))) amount[row] = value
  }
  for (const [fact, value] of rows.largeAmounts) {
    const row = rows.row[fact] as number
    const known = large.get(row) ?? (Number.isNaN(amount[row]) ? undefined : amount[row])
    if (links[rows.link[fact] as number] === 1 && (known === undefined || BigInt(value) > BigInt(known)))
      large.set(row, value)
  }
  return { has, amount, large }
}
/** Adds up rows, a currency at a time. */
class Summing {
  rows = 0
  private yuan = 0
  private hasYuan = false
  private readonly others = new Map<string, Minor>()
  add(rows: TimeRows, behind: Rows, row: number): void {
    this.rows += 1
    const value: Minor = behind.large.get(row) ?? (behind.amount[row] as number)
    if (typeof value === 'number' && Number.isNaN(value)) return
    const place = rows.currency[row] as number
    if (place === 0 && typeof value === 'number') {
      const sum = this.yuan + value
      if (Number.isSafeInteger(sum)) {
        this.yuan = sum
        this.hasYuan = true
        return
      }
    }
    const currency = rows.currencies[place] ?? yuan
    this.others.set(currency, addMinor(this.others.get(currency) ?? 0, value))
  }
  told(): TimeSum {
    return {
      rows: this.rows,
      sums: sumsByCurrency([
        ...(this.hasYuan ? [{ currency: yuan, sum: this.yuan }] : []),
        ...[...this.others].map(([currency, sum]): CurrencySum => ({ currency, sum })),
      ]),
    }
  }
}

/** Rows behind the links within a span. */
export function sumDuring(rows: TimeRows, span: Span, lines: Lines | undefined): TimeSum {
  const behind = rowsBehind(rows, linksMeant(rows, lines))
  const during = rowsDuring(rows, span)
  const sum = new Summing()
  for (let row = 0; row < during.length; row += 1)
    if (during[row] === 1 && behind.has[row] === 1) sum.add(rows, behind, row)
  return sum.told()
}

export interface BarsWanted {
  readonly lines?: Lines | undefined
  readonly window?: { readonly from: string | null; readonly to: string | null } | undefined
  readonly unit?: TimeUnit | undefined
  readonly most: number
  readonly chosen?: { readonly entityIds: readonly number[]; readonly linkIds: readonly number[] } | undefined
}
/** The bars of a chart. */
export function timeBars(rows: TimeRows, wanted: BarsWanted): ChartTimes {
  const meant = linksMeant(rows, wanted.lines)
  const behind = rowsBehind(rows, meant)
  const chosen =
    wanted.chosen === undefined
      ? null
      : rowsBehind(
          rows,
          linksChosen(rows, wanted.chosen).map((flag, place) => flag & (meant[place] ?? 0)),
        )
  const [all, undated] = [new Summing(), new Summing()]
  let [first, last, daysOnly] = [-1, -1, 0]
  for (let row = 0; row < rows.at.length; row += 1) {
    if (behind.has[row] !== 1) continue
    all.add(rows, behind, row)
    if (Number.isNaN(rows.at[row])) undated.add(rows, behind, row)
    else {
      if (first === -1 || isBefore(rows, row, first)) first = row
      if (last === -1 || isBefore(rows, last, row)) last = row
      if (rows.written[row] === 10) daysOnly += 1
    }
  }
  const bounds = { from: wanted.window?.from ?? null, to: wanted.window?.to ?? null }
  const begin = bounds.from === null ? (first === -1 ? 0 : (rows.at[first] as number)) : momentAt(bounds.from)
  const end = bounds.to === null ? (last === -1 ? 0 : (rows.at[last] as number) + 1) : momentAfter(bounds.to)
  const unit = wanted.unit ?? unitFor(begin, end, Math.max(1, wanted.most))
  const inWindow = rowsDuring(rows, { ...bounds, hours: [], weekdays: [] })
  const bars = new Map<number, { readonly sum: Summing; readonly own: Summing; wholeDay: boolean }>()
  for (let row = 0; row < rows.at.length; row += 1) {
    if (behind.has[row] !== 1 || inWindow[row] !== 1 || Number.isNaN(rows.at[row])) continue
    const wholeDay = rows.written[row] === 10 && isWithinDay(unit)
    const start = wholeDay ? (rows.at[row] as number) : startOf(rows.at[row] as number, unit)
    // Days without an hour are bars of their own beside the hour that begins with them.
    const key = wholeDay ? -start - 0.5 : start
    let bar = bars.get(key)
    if (bar === undefined) bars.set(key, (bar = { sum: new Summing(), own: new Summing(), wholeDay }))
    bar.sum.add(rows, behind, row)
    if (chosen?.has[row] === 1) bar.own.add(rows, chosen, row)
  }
  const ordered = [...bars].map(([key, bar]) => ({ start: bar.wholeDay ? -key - 0.5 : key, ...bar }))
  ordered.sort((one, other) => one.start - other.start || Number(other.wholeDay) - Number(one.wholeDay))
  return {
    unit,
    firstTime: first === -1 ? null : timeOfRow(rows, first),
    lastTime: last === -1 ? null : timeOfRow(rows, last),
    bars: ordered.map(({ start, sum, own, wholeDay }): TimeBar => ({
      at: textAt(start, wholeDay ? 'day' : unitFineness[unit]),
      ...sum.told(),
      ...(chosen === null ? {} : { chosen: own.told() }),
      ...(wholeDay ? { wholeDay } : {}),
    })),
    all: all.told(),
    undated: undated.told(),
    daysOnly,
  }
}
/** A month's border by moment is a date each time; rows of a day share it. */
let known: { unit: TimeUnit; from: number; to: number } = { unit: 'day', from: 0, to: 0 }
function startOf(at: number, unit: TimeUnit): number {
  if (known.unit === unit && at >= known.from && at < known.to) return known.from
  const from = unitStart(at, unit)
  known = { unit, from, to: unitEnd(from, unit) }
  return from
}
function isBefore(rows: TimeRows, one: number, other: number): boolean {
  const [left, right] = [rows.at[one] as number, rows.at[other] as number]
  if (left !== right) return left < right
  const [short, long] = [rows.written[one] as number, rows.written[other] as number]
  if (rows.fineTimes.size === 0 || (short <= 23 && long <= 23)) return short < long
  return (timeOfRow(rows, one) ?? '') < (timeOfRow(rows, other) ?? '')
}

/** The lines of a chart within a span, as its links count: a row that names a link twice is two facts of it. */
export function linesDuring(rows: TimeRows, span: Span): ChartDuring {
  const during = rowsDuring(rows, span)
  const size = rows.links.length
  const count = new Int32Array(size)
  const amount = new Float64Array(size).fill(Number.NaN)
  const quantity = new Float64Array(size).fill(Number.NaN)
  const first = new Int32Array(size).fill(-1)
  const last = new Int32Array(size).fill(-1)
  const others = new Map<number, Map<string, Minor>>()
  const large = new Map<number, Minor>()
  // What people entered is told at its own line, as no row of a file.
  const stated = Uint8Array.from(rows.links, (link) => (isStated(link) ? 1 : 0))
  const [unknown, days] = [new Set<number>(), new Set<number>()]
  for (let fact = 0; fact < rows.row.length; fact += 1) {
    const row = rows.row[fact] as number
    const isOfFile = stated[rows.link[fact] as number] !== 1
    if (isOfFile && rows.written[row] === 0) unknown.add(row)
    else if (isOfFile && rows.written[row] === 10) days.add(row)
    // A statement that says no time says nothing of when.
    if (during[row] !== 1 && (isOfFile || rows.written[row] !== 0)) continue
    const link = rows.link[fact] as number
    count[link] = (count[link] as number) + 1
    const value = amountOf(rows, fact)
    if (value !== null) {
      const place = rows.currency[row] as number
      const sum = Number.isNaN(amount[link]) ? value : addMinor(amount[link] as number, value)
      if (place === 0 && !others.get(link)?.has(yuan) && typeof sum === 'number') amount[link] = sum
      else {
        const known = others.get(link) ?? new Map<string, Minor>()
        others.set(link, known)
        const currency = rows.currencies[place] ?? yuan
        known.set(currency, addMinor(known.get(currency) ?? 0, value))
      }
    }
    const pieces = quantityOf(rows, fact)
    if (pieces !== null) {
      const known: Minor = large.get(link) ?? (Number.isNaN(quantity[link]) ? 0 : (quantity[link] as number))
      const sum = addMinor(known, pieces)
      if (typeof sum === 'number') {
        quantity[link] = sum
        large.delete(link)
      } else large.set(link, sum)
    }
    if (Number.isNaN(rows.at[row])) continue
    if (first[link] === -1 || isBefore(rows, row, first[link] as number)) first[link] = row
    if (last[link] === -1 || isBefore(rows, last[link] as number, row)) last[link] = row
  }
  const lines: LineDuring[] = []
  for (let link = 0; link < size; link += 1) {
    if (count[link] === 0) continue
    const sums = sumsByCurrency([
      ...(Number.isNaN(amount[link]) ? [] : [{ currency: yuan, sum: amount[link] as number }]),
      ...[...(others.get(link) ?? [])].map(([currency, sum]): CurrencySum => ({ currency, sum })),
    ])
    lines.push({
      linkId: rows.links[link]?.linkId ?? 0,
      count: count[link] as number,
      ...toldSums(
        sums.find(({ currency }) => currency === yuan)?.sum ?? null,
        sums.filter(({ currency }) => currency !== yuan),
      ),
      quantity: large.get(link) ?? (Number.isNaN(quantity[link]) ? null : (quantity[link] as number)),
      firstTime: first[link] === -1 ? null : timeOfRow(rows, first[link] as number),
      lastTime: last[link] === -1 ? null : timeOfRow(rows, last[link] as number),
    })
  }
  return { lines, undated: unknown.size, daysOnly: days.size }
}

/** Rows by hour and day of the week. */
export function hourGrid(
  rows: TimeRows,
  span: Span,
  lines: Lines | undefined,
  entityIds: readonly number[] | undefined,
): HourGrid {
  const meant = linksMeant(rows, lines)
  const chosen = entityIds === undefined ? null : linksChosen(rows, { entityIds, linkIds: [] })
  const { has } = rowsBehind(
    rows,
    chosen === null ? meant : meant.map((flag, place) => flag & (chosen[place] ?? 0)),
  )
  const during = rowsDuring(rows, span)
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  let [all, withoutHour, largest] = [0, 0, 0]
  for (let row = 0; row < has.length; row += 1) {
    if (has[row] !== 1) continue
    if ((rows.written[row] as number) <= 10) {
      // A row without a time is in no span; it is told all the same.
      if (rows.written[row] === 0 || during[row] === 1) withoutHour += 1
      continue
    }
    if (during[row] !== 1) continue
    const at = rows.at[row] as number
    const day = cells[weekdayOf(at) - 1] as number[]
    const hour = hourOf(at)
    day[hour] = (day[hour] as number) + 1
    largest = Math.max(largest, day[hour])
    all += 1
  }
  return { cells, largest: sizeOf(largest), rows: all, withoutHour }
}
