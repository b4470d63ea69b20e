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
  const gaps = reversed ? [] : straight.breaks.map((one) => gapOf(rows, one))
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
  rows: readonly StatementRow[],
  broken: { readonly recordId: number; readonly expected: number; readonly found: number },
): Gap {
  const place = rows.findIndex(({ recordId }) => recordId === broken.recordId)
  const row = rows[place] as StatementRow
  const effect = effectOf(row)
  const missing = broken.found - broken.expected
  return {
    before: beforeOf(rows, place, broken.expected - (effect ?? 0)),
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
function beforeOf(rows: readonly StatementRow[], place: number, balance: number): StatementRow | null {
  const row = rows[place] as StatementRow
  const told = (each: StatementRow): boolean => each.balance !== null && each !== row
  const [from, to] = dayOf(rows, place)
  const sameDay = rows.slice(from, to).filter((each) => told(each) && each.time <= row.time)
  const here = sameDay.findLast((each) => each.balance === balance)
  if (here !== undefined) return here
  for (let at = from - 1; at >= 0; at -= 1) {
    const each = rows[at] as StatementRow
    if (!told(each)) continue
    const [start, end] = dayOf(rows, at)
    return rows.slice(start, end).findLast((other) => told(other) && other.balance === balance) ?? each
  }
  return sameDay.at(-1) ?? null
}
function dayOf(rows: readonly StatementRow[], place: number): readonly [from: number, to: number] {
  const day = rows[place]?.time.slice(0, 10)
  let [from, to] = [place, place + 1]
  while (from > 0 && rows[from - 1]?.time.slice(0, 10) === day) from -= 1
  while (to < rows.length && rows[to]?.time.slice(0, 10) === day) to += 1
  return [from, to]
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
