/** A statement held against its own balances: what is missing between which rows, and by months. Pure. */
import { looksReversed, type StatementRow, walkThrough } from '../analysis/findings/balances.ts'
import { minorOf, type Minor } from '../../../shared/model/minor.ts'
import { effectOf } from './balances.ts'

/** What a gap may be: rows that are missing, a row too many, a direction the wrong way. */
export type GapReading = 'missing' | 'too-many' | 'turned'
export interface Gap {
  /** The row whose balance the next was held against; null where it cannot be told. */
  readonly before: StatementRow | null
  readonly row: StatementRow
  readonly expected: number
  readonly found: number
  /** Net of what is missing: in above zero, out below. */
  readonly missing: number
  readonly reading: GapReading
}
export interface MonthOfStatement {
  readonly month: string
  readonly rows: number
  readonly in: Minor
  readonly out: Minor
  readonly gaps: number
  readonly missing: Minor
  /** Null where a row does not say what it did, or no balance is told at all. */
  readonly opening: Minor | null
  readonly closing: Minor | null
}
export interface Reconciled {
  /** Of its rows. */
  readonly in: Minor
  readonly out: Minor
  readonly net: Minor
  readonly opening: Minor | null
  readonly closing: Minor | null
  /** Balances that could be held against one before. */
  readonly steps: number
  readonly withoutBalance: number
  /** Rows that say no amount or neither in nor out. */
  readonly withoutEffect: number
  readonly gaps: readonly Gap[]
  readonly missing: Minor
  readonly months: readonly MonthOfStatement[]
  /** Its rows fit only with in and out exchanged: no gap is told of it. */
  readonly reversed: boolean
}

/** Rows of one account in one currency, by time; rows of one moment in any order. */
export function reconciled(rows: readonly StatementRow[]): Reconciled {
  const straight = walkThrough(rows)
  const reversed = looksReversed(rows, straight) !== null
  const places = new Places(rows)
  const gaps = reversed ? [] : straight.breaks.map((one) => gapOf(places, one))
  const total = sums(rows)
  const withoutEffect = rows.filter((row) => effectOf(row) === null).length
  const missing = gaps.reduce((sum, gap) => sum + BigInt(gap.missing), 0n)
  const isKnown = !reversed && straight.end !== null && withoutEffect === 0
  const opening = isKnown ? BigInt(straight.end) - (total.in - total.out) - missing : null
  return {
    in: minorOf(total.in),
    out: minorOf(total.out),
    net: minorOf(total.in - total.out),
    opening: opening === null ? null : minorOf(opening),
    closing: straight.end === null || reversed ? null : straight.end,
    steps: reversed ? 0 : straight.steps,
    withoutBalance: rows.filter(({ balance }) => balance === null).length,
    withoutEffect,
    gaps,
    missing: minorOf(missing),
    months: monthsOf(rows, gaps, opening),
    reversed,
  }
}
function sums(rows: readonly StatementRow[]): { readonly in: bigint; readonly out: bigint } {
  let [into, out] = [0n, 0n]
  for (const row of rows) {
    const effect = BigInt(effectOf(row) ?? 0)
    // A red entry takes back what its own direction brought.
    if (row.direction === 'in') into += effect
    else out -= effect
  }
  return { in: into, out }
}
function gapOf(
  places: Places,
  broken: { readonly recordId: number; readonly expected: number; readonly found: number },
): Gap {
  const place = places.of(broken.recordId)
  const row = places.rows[place] as StatementRow
  const effect = effectOf(row)
  const missing = broken.found - broken.expected
  return {
    before: beforeOf(places, place, broken.expected - (effect ?? 0)),
    row,
    expected: broken.expected,
    found: broken.found,
    missing,
    reading:
      effect === null || effect === 0
        ? 'missing'
        : missing === -effect
          ? 'too-many'
          : missing === -2 * effect
            ? 'turned'
            : 'missing',
  }
}
/** The row that told this balance: of the same moment, or the last ones before it. */
function beforeOf(places: Places, place: number, balance: number): StatementRow | null {
  const { rows } = places
  const row = rows[place] as StatementRow
  const here = places.lastOfDay(place, balance, row)
  if (here !== undefined) return here
  const before = places.lastToldBefore(places.dayOf(place)[0])
  if (before !== undefined) return places.lastOfDay(before, balance, null) ?? (rows[before] as StatementRow)
  const [from, to] = places.dayOf(place)
  for (let at = to - 1; at >= from; at -= 1) {
    const each = rows[at] as StatementRow
    if (each.balance !== null && each !== row && each.time <= row.time) return each
  }
  return null
}
/** Where rows of a statement stand, made when the first gap asks: of a long one with many gaps looking for each would take minutes. */
class Places {
  readonly rows: readonly StatementRow[]
  private readonly byRecord: () => ReadonlyMap<number, number>
  private readonly days: () => Int32Array
  private readonly told: () => Int32Array
  /** First place of a day → balance → the places of that day that tell it. */
  private readonly balances = new Map<number, ReadonlyMap<number | null, readonly number[]>>()
  constructor(rows: readonly StatementRow[]) {
    this.rows = rows
    this.byRecord = once(() => new Map(rows.map(({ recordId }, place) => [recordId, place])))
    // The first place of each one's day.
    this.days = once(() => {
      const days = new Int32Array(rows.length)
      for (let at = 1; at < rows.length; at += 1)
        days[at] = this.day(at) === this.day(at - 1) ? (days[at - 1] as number) : at
      return days
    })
    // The last place before each that tells a balance.
    this.told = once(() => {
      const told = new Int32Array(rows.length).fill(-1)
      for (let at = 1; at < rows.length; at += 1)
        told[at] = rows[at - 1]?.balance === null ? (told[at - 1] as number) : at - 1
      return told
    })
  }
  private day(at: number): string | undefined {
    return this.rows[at]?.time.slice(0, 10)
  }
  of(recordId: number): number {
    return this.byRecord().get(recordId) ?? -1
  }
  dayOf(place: number): readonly [from: number, to: number] {
    const days = this.days()
    const from = days[place] as number
    let to = place + 1
    while (to < days.length && days[to] === from) to += 1
    return [from, to]
  }
  lastToldBefore(place: number): number | undefined {
    const told = this.told()[place] ?? -1
    return told < 0 ? undefined : told
  }
  /** The last row of the day of a place that tells a balance; before or at the time of another row than which it is, where one is given. */
  lastOfDay(place: number, balance: number, than: StatementRow | null): StatementRow | undefined {
    const from = this.days()[place] as number
    let known = this.balances.get(from)
    if (known === undefined) {
      const [, to] = this.dayOf(from)
      known = Map.groupBy(
        Array.from({ length: to - from }, (_, at) => from + at),
        (at) => this.rows[at]?.balance ?? null,
      )
      this.balances.set(from, known)
    }
    const at = known.get(balance)?.findLast((each) => {
      const row = this.rows[each] as StatementRow
      return than === null || (row !== than && row.time <= than.time)
    })
    return at === undefined ? undefined : this.rows[at]
  }
}
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
function monthsOf(
  rows: readonly StatementRow[],
  gaps: readonly Gap[],
  opening: bigint | null,
): readonly MonthOfStatement[] {
  const byMonth = Map.groupBy(rows, ({ time }) => time.slice(0, 7))
  const gapsOf = Map.groupBy(gaps, ({ row }) => row.time.slice(0, 7))
  let running = opening
  return [...byMonth].map(([month, own]) => {
    const { in: into, out } = sums(own)
    const here = gapsOf.get(month) ?? []
    const missing = here.reduce((sum, gap) => sum + BigInt(gap.missing), 0n)
    const before = running
    if (running !== null) running += into - out + missing
    return {
      month,
      rows: own.length,
      in: minorOf(into),
      out: minorOf(out),
      gaps: here.length,
      missing: minorOf(missing),
      opening: before === null ? null : minorOf(before),
      closing: running === null ? null : minorOf(running),
    }
  })
}
