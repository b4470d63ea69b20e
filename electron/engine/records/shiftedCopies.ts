/**
 * Rows of two sheets that may be one fact told by two clocks: the same statement exported in another time zone, with summer time, or with dates that were rounded
 * to another day (or counted from 1904). Nothing in a single row says so; the sheets do: within the time that both cover, nine of ten rows of the smaller one fit a row of the other in everything
 * but the time, and all of these times are the same hours (or days) apart. Three such rows must say different things, five where there is no clock, so that a rent
 * that is paid each month is no copy. Rows that are one by another rule already count for the nine of ten. Told to people; both count until somebody decides.
 *
 * Cost: of each sheet a few rows, spread over it, are looked up by the index of hashes; only sheets among which several of these fit are read.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Steps } from '../store/steps.ts'
import {
  commonTime,
  coversMore,
  dayOf,
  dayShifts,
  hour,
  inOtherHalf,
  meets,
  offsetsBetween,
  type Span,
  spanOf,
} from './clocks.ts'
import { readFactDecisions } from './decidedFacts.ts'
import { tookEffectCondition } from './evidence.ts'
import { coreOf, factHasher } from './factHash.ts'
import { rowReader } from './factRows.ts'
import { Comparison, type FactRow } from './sameFact.ts'

export interface ShiftedCopy {
  readonly recordId: number
  /** The row it may repeat. */
  readonly otherId: number
  /** By how many seconds its time is after that of the other. */
  readonly shift: number
}
const enough = { share: 0.9, withClock: 3, without: 5 }
/** Rows looked at of all sheets of a kind, and of one; a hash of more rows tells nothing. */
const samples = { all: 20_000, most: 300, least: 40, perHash: 50, share: 0.03 }

interface Sheet {
  readonly sheetId: number
  readonly rows: number
}
interface Pair {
  readonly small: Sheet
  readonly large: Sheet
  /** How often rows that were looked at are so far apart: from the small one's to the large one's. */
  readonly offsets: Map<number, number>
}
/** A row with its time, moved by so much. */
interface Timed {
  readonly row: FactRow
  readonly span: Span
}
type Explained = readonly (readonly [small: Timed, large: Timed, offset: number])[]

/** The rows that are counted and may repeat one of another sheet by another clock, in the order of records. */
export function* shiftedCopies(db: Db, kind: RecordKind): Steps<readonly ShiftedCopy[], number> {
  const time = kind.timeField
  if (time === undefined || kind.sameFact?.includes(time) !== true) return []
  if (!coreOf(kind).some((fields) => fields.includes(time))) return []
  const sheets = db
    .prepare<[string], Sheet>(
      `SELECT sheet_id AS sheetId, accepted + duplicate AS rows FROM sheets JOIN batches USING (batch_id)
      WHERE status = 'active' AND kind = ? AND accepted + duplicate >= ${enough.withClock} ORDER BY sheet_id`,
    )
    .all(kind.id)
  if (sheets.length < 2) return []
  const rows = new ComparedRows(db, kind, time)
  const found = new Map<number, ShiftedCopy>()
  for (const pair of yield* suspects(rows, sheets)) {
    const explained = yield* explainedBy(rows, pair)
    for (const copy of undecided(rows, explained))
      if (!found.has(copy.recordId)) found.set(copy.recordId, copy)
  }
  return [...found.values()].toSorted((one, other) => one.recordId - other.recordId)
}

/** Rows of a kind as they are compared here: by everything but the time. */
class ComparedRows {
  readonly db: Db
  readonly kind: RecordKind
  readonly comparison: Comparison
  private readonly time: number
  private readonly own: readonly number[]
  private readonly hash: ReturnType<typeof factHasher>
  constructor(db: Db, kind: RecordKind, time: string) {
    this.db = db
    this.kind = kind
    this.comparison = new Comparison(kind)
    const { columns } = this.comparison
    this.time = columns.indexOf(time)
    const [own = []] = coreOf(kind)
    this.own = own.includes(time) ? [] : own.map((field) => columns.indexOf(field))
    this.hash = factHasher(kind, columns)
  }
  timeOf(row: FactRow): string | null {
    return row.values[this.time] ?? null
  }
  /** Those that have a time. */
  timed(rows: Iterable<FactRow>): readonly Timed[] {
    return [...rows].flatMap((row) => {
      const span = spanOf(this.timeOf(row))
      return span === null ? [] : [{ row, span }]
    })
  }
  /** Whose row it is; null where it does not say. */
  ownOf(row: FactRow): string | null {
    return this.own.map((place) => row.values[place] ?? null).find((value) => value !== null) ?? null
  }
  /** The hashes it would have on a day: its own, and that of a row that does not say whose it is. */
  hashesOn(row: FactRow, date: string): readonly number[] {
    const own = this.hash(row.values.map((value, place) => (place === this.time ? date : value)))
    return own === null ? [] : [...new Set([own, this.nobodysHash(row, date) ?? own])]
  }
  nobodysHash(row: FactRow, date: string): number | null {
    return this.hash(
      row.values.map((value, place) =>
        place === this.time ? date : this.own.includes(place) ? null : value,
      ),
    )
  }
  /** Whether nothing but the time contradicts. */
  fit(one: FactRow, other: FactRow): boolean {
    const [left, right] = [this.timeless(one), this.timeless(other)].map(
      (row) => this.comparison.clusterOf(row).summary,
    )
    return left !== undefined && right !== undefined && this.comparison.fit(left, right, false) >= 0
  }
  private timeless(row: FactRow): FactRow {
    return { ...row, values: row.values.map((value, place) => (place === this.time ? null : value)) }
  }
  /** What both say besides the time. */
  bothSay(one: FactRow, other: FactRow): string {
    return JSON.stringify(
      one.values.map((value, place) =>
        place === this.time || (other.values[place] ?? null) === null ? null : value,
      ),
    )
  }
}

/** Pairs of sheets of which several rows, spread over them, fit at one offset. */
function* suspects(rows: ComparedRows, sheets: readonly Sheet[]): Steps<readonly Pair[], number> {
  const { db, kind, comparison } = rows
  const each = Math.max(samples.least, Math.min(samples.most, Math.floor(samples.all / sheets.length)))
  const bySheet = new Map(sheets.map((sheet) => [sheet.sheetId, sheet]))
  const pairs = new Map<string, Pair>()
  const telling = db
    .prepare<[string], number>(
      `SELECT fact FROM ${recordTable(kind.id)} WHERE fact IN (SELECT value FROM json_each(?)) GROUP BY fact HAVING COUNT(*) <= ${samples.perHash}`,
    )
    .pluck()
  const elsewhere = rowReader<[string, number]>(db, comparison, false, {
    where: 'r.fact IN (SELECT value FROM json_each(?)) AND r.sheet_id <> ?',
    order: 'r.record_id',
  })
  for (const sheet of sheets) {
    const asked = new Map<number, Timed[]>()
    const sample = rows.timed(sampleOf(rows, sheet, each))
    for (const timed of sample)
      for (const shift of dayShifts)
        for (const hash of rows.hashesOn(timed.row, dayOf(timed.span.from + shift))) {
          const known = asked.get(hash)
          if (known === undefined) asked.set(hash, [timed])
          else known.push(timed)
        }
    const facts = telling.all(JSON.stringify([...asked.keys()]))
    const alike = rows.timed(elsewhere(JSON.stringify(facts), sheet.sheetId))
    for (const [sheetId, others] of Map.groupBy(alike, ({ row }) => row.sheetId)) {
      const far = bySheet.get(sheetId)
      if (far === undefined) continue
      const isSmall = sheet.rows < far.rows || (sheet.rows === far.rows && sheet.sheetId < sheetId)
      const [small, large] = isSmall ? [sheet, far] : [far, sheet]
      const key = `${small.sheetId}/${large.sheetId}`
      const pair = pairs.get(key) ?? { small, large, offsets: new Map<number, number>() }
      pairs.set(key, pair)
      const joined = new Set(others.map(({ row }) => primaryOf(row)))
      for (const other of others)
        for (const timed of asked.get(other.row.fact) ?? []) {
          if (joined.has(primaryOf(timed.row)) || !rows.fit(timed.row, other.row)) continue
          for (const offset of offsetsBetween(timed.span, other.span)) {
            const way = isSmall ? offset : -offset
            pair.offsets.set(way, (pair.offsets.get(way) ?? 0) + 1)
          }
        }
    }
    yield sample.length
  }
  const least = ({ small }: Pair): number =>
    Math.max(2, small.rows > each ? Math.ceil(each * samples.share) : 0)
  return [...pairs.values()].flatMap((pair) => {
    const likely = [...pair.offsets].filter(([, count]) => count >= least(pair))
    return likely.length === 0 ? [] : [{ ...pair, offsets: new Map(likely) }]
  })
}
/** Rows spread over a sheet. */
function sampleOf({ db, kind, comparison }: ComparedRows, sheet: Sheet, count: number): Iterable<FactRow> {
  const isWhole = sheet.rows <= count
  const read = rowReader<(number | string)[]>(db, comparison, false, {
    where: `r.sheet_id = ? AND r.fact IS NOT NULL${isWhole ? '' : ' AND r.row IN (SELECT value FROM json_each(?))'}`,
    order: 'r.row',
  })
  if (isWhole) return read(sheet.sheetId)
  const [first = 0, last = 0] =
    db
      .prepare<[number], [number, number]>(
        `SELECT MIN(row), MAX(row) FROM ${recordTable(kind.id)} WHERE sheet_id = ?`,
      )
      .raw()
      .get(sheet.sheetId) ?? []
  const places = Array.from({ length: count }, (_, index) =>
    Math.round(first + (index * (last - first)) / (count - 1)),
  )
  return read(sheet.sheetId, JSON.stringify(places))
}
const primaryOf = (row: FactRow): number => row.duplicateOf ?? row.recordId

/** The rows of two sheets that one offset explains; none where each explains too few. */
function* explainedBy(rows: ComparedRows, { small, large, offsets }: Pair): Steps<Explained, number> {
  const read = rowReader<[number]>(rows.db, rows.comparison, true, {
    where: 'r.sheet_id = ? AND r.fact IS NOT NULL',
    order: 'r.row',
  })
  const sheets = [small, large].map(({ sheetId }) => rows.timed(read(sheetId)))
  const owns = sheets.map((own) => new Set(own.map(({ row }) => rows.ownOf(row))))
  // Accounts that only one of them has say nothing about whether it repeats the other.
  const [left = [], right = []] = sheets.map((own, index) => {
    const far = owns[1 - index]
    if (far === undefined || far.has(null)) return own
    return own.filter(({ row }) => rows.ownOf(row) === null || far.has(rows.ownOf(row)))
  })
  yield small.rows + large.rows
  const likely = [...offsets].toSorted(
    ([one, count], [other, more]) => more - count || Math.abs(one) - Math.abs(other) || one - other,
  )
  for (const [offset] of likely.slice(0, 3)) {
    const found = explainedAt(rows, left, right, offset)
    yield left.length
    if (found.length > 0) return found
  }
  return []
}
function explainedAt(
  rows: ComparedRows,
  small: readonly Timed[],
  large: readonly Timed[],
  offset: number,
): Explained {
  const common = commonTime(
    small.map(({ span }) => span),
    large.map(({ span }) => span),
    offset,
  )
  if (common === null) return []
  const [mine, its] = [small, large].map((own) => new Set(own.map(({ row }) => primaryOf(row))))
  const free = new FreeRows(
    rows,
    large.filter(({ row }) => mine?.has(primaryOf(row)) !== true),
  )
  const within = (own: readonly Timed[], by: number): number =>
    own.filter(({ span }) => lieWithin(span, common, by)).length
  const base = Math.min(within(small, offset), within(large, 0))
  const pairs: (readonly [Timed, Timed, number])[] = []
  let alike = 0
  const used = new Map<number, number>()
  const around = { from: common.from - hour, length: common.length + 2 * hour }
  for (const timed of small) {
    if (!lieWithin(timed.span, around, offset)) continue
    // Those that are one, or may be one by what they say, need no other clock.
    if (its?.has(primaryOf(timed.row)) === true || free.take(timed, 0) !== null) {
      alike += 1
      continue
    }
    for (const step of [offset, ...inOtherHalf(offset, timed.span)]) {
      const other = free.take(timed, step)
      if (other === null) continue
      pairs.push([timed, other, step])
      used.set(step, (used.get(step) ?? 0) + 1)
      break
    }
  }
  // Clocks change by an hour one way only, and for more than a row.
  const [summer] = [...used]
    .filter(([step, count]) => step !== offset && count >= enough.withClock)
    .toSorted(([, count], [, more]) => more - count)
  const kept = pairs.filter(([, , step]) => step === offset || step === summer?.[0])
  const isMost = alike + kept.length >= enough.share * base
  const spans = kept.map(([{ span }]) => span)
  return isMost && coversMore(spans, offset) && sayEnough(rows, kept) ? kept : []
}
function lieWithin(span: Span, common: Span, offset: number): boolean {
  return span.from + offset + span.length > common.from && span.from + offset < common.from + common.length
}
/** Whether so many of them say different things that no standing order explains them. */
function sayEnough(rows: ComparedRows, pairs: Explained): boolean {
  const clocked = new Set<string>()
  const all = new Set<string>()
  for (const [one, other] of pairs) {
    const [left = '', right = ''] = [one, other].map(({ row }) => (rows.timeOf(row) ?? '').slice(11))
    const isClock = [left, right].every((clock) => /^\d\d:\d\d/.test(clock) && !/^[0:]*$/.test(clock))
    const said = rows.bothSay(one.row, other.row)
    all.add(isClock ? `${said} ${left}` : said)
    if (isClock) clocked.add(`${said} ${left}`)
  }
  return clocked.size >= enough.withClock || all.size >= enough.without
}
/** Of the pairs those of which nobody has decided: the later sheet's row repeats, or the one that is counted where the other is a counter-entry. */
function undecided({ db, kind }: ComparedRows, pairs: Explained): readonly ShiftedCopy[] {
  if (pairs.length === 0) return []
  const decisions = readFactDecisions(db, kind)
  const counted = new Set(
    db
      .prepare<[string], number>(
        `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND r.duplicate_of IS NULL AND r.mirror_of IS NULL AND ${tookEffectCondition(kind, 'r')}`,
      )
      .pluck()
      .all(JSON.stringify(pairs.flatMap(([one, other]) => [one.row.recordId, other.row.recordId]))),
  )
  return pairs.flatMap(([{ row: one }, { row: other }, offset]): ShiftedCopy[] => {
    if (one.duplicateOf !== null || other.duplicateOf !== null) return []
    const [mine, its] = [one.says ?? '', other.says ?? '']
    if (decisions?.apart(mine, its) === true || decisions?.apart(its, mine) === true) return []
    const [earlier, later] = one.sheetId < other.sheetId ? [one, other] : [other, one]
    const repeats = [later, earlier].find(({ recordId }) => counted.has(recordId))
    if (repeats === undefined) return []
    const isOne = repeats === one
    return [
      {
        recordId: repeats.recordId,
        otherId: (isOne ? other : one).recordId,
        // What must be added to the small one's time to come to the other's; 0 less 0 is no −0.
        shift: isOne ? 0 - offset : offset,
      },
    ]
  })
}

/** Rows by what they say besides whose they are, each taken once. */
class FreeRows {
  private readonly rows: ComparedRows
  private readonly byHash = new Map<number, Timed[]>()
  private readonly taken = new Set<Timed>()
  constructor(rows: ComparedRows, all: readonly Timed[]) {
    this.rows = rows
    for (const timed of all) {
      const hash = rows.nobodysHash(timed.row, dayOf(timed.span.from))
      if (hash === null) continue
      const alike = this.byHash.get(hash)
      if (alike === undefined) this.byHash.set(hash, [timed])
      else alike.push(timed)
    }
  }
  /** The first that is the row at another clock. */
  take({ row, span }: Timed, offset: number): Timed | null {
    const days = new Set([span.from + offset, span.from + offset + span.length - 1].map(dayOf))
    for (const date of days)
      for (const other of this.byHash.get(this.rows.nobodysHash(row, date) ?? 0) ?? []) {
        if (this.taken.has(other) || !meets(span, other.span, offset)) continue
        if (!this.rows.fit(row, other.row)) continue
        this.taken.add(other)
        return other
      }
    return null
  }
}
