/**
 * Rows that may take another one back though nothing they carry names it (`reversals.ts`): a row that says so, and in its statement an earlier one the other way, of
 * one currency, at most 90 days before, of the same amount (by the same other side, or where one of both names none), or by the same other side and larger
 * (a refund of a part); and, without a word of it, two rows of one serial and amount with opposite directions. Strongest first: serial, same amount and side, same
 * amount, a part; then the nearest day. Both count until a person says that one takes the other back.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { isDestroyedSql } from '../../../shared/model/destroyedNumber.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, tookEffectCondition } from './evidence.ts'
import { factsState } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'
import { decidedReversals } from './reversals.ts'
import {
  mayTakeBack,
  ownColumn,
  readReversalRows,
  type ReversalRow,
  type ReversalRule,
  sameCounter,
  takesBack,
} from './reversalRows.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

export interface PossibleReversal {
  readonly refund: number
  readonly purchase: number
  /** What the refund would take back, in minor units. */
  readonly amount: number
  /** Days between them. */
  readonly days: number
  readonly by: 'serial' | 'amount-and-side' | 'amount' | 'part'
  /** The refund stands below zero: its sign takes it off already. */
  readonly isRed: boolean
}
/** A row that says it takes something back, and of which so much is tied to nothing. */
export interface OpenReversal {
  readonly recordId: number
  readonly amount: number
}
export interface Reversals {
  readonly possible: readonly PossibleReversal[]
  /** Those for which there is not even a possible row. */
  readonly open: readonly OpenReversal[]
}
const mostDays = 90
/** Of one amount, or one other side, so many rows before a refund are looked at; beyond them it stays open and is told as such. */
const mostLookedAt = 100
const strengths = ['serial', 'amount-and-side', 'amount', 'part'] as const
/** The facts of both rows: two statements may tell of either. */
interface Candidate extends PossibleReversal {
  readonly back: number
  readonly forth: number
  /** What is left of the purchase. */
  readonly most: number
  readonly order: string
}

const kept = keptValues<Reversals>(8)

/** Kept while the facts stay. Cost: the rows of statements in which a refund is tied to nothing are walked once each, and the index of serials. */
export function possibleReversals(db: Db, kind: RecordKind): Reversals {
  const rule = kind.reversal
  return rule === undefined
    ? { possible: [], open: [] }
    : kept.of(db, kind.id, factsState(db), () => readReversals(db, kind, rule))
}
function readReversals(db: Db, kind: RecordKind, rule: ReversalRule): Reversals {
  const taken = takenOf(db, kind)
  const left = (row: ReversalRow): number => Math.abs(row.amount) - Math.abs(taken.get(row.recordId) ?? 0)
  const open = readReversalRows(db, kind, rule, `${columnOf('r', rule.mark)} > ''`).filter(
    (row) => takesBack(row) && row.effect && left(row) > 0,
  )
  const decided = decidedReversals(db, kind)
  const isApart = (one: ReversalRow, other: ReversalRow): boolean =>
    decided.apart.get(one.recordId)?.has(other.recordId) === true
  const candidates = [
    ...fromSerials(db, kind, rule).flatMap(([one, other]) =>
      isApart(other, one) || left(one) < left(other) || left(other) <= 0
        ? []
        : [candidate(other, one, left(other), 'serial')],
    ),
    // What a refund is more than the purchase it names belongs to no other.
    ...[
      ...Map.groupBy(
        open.filter(({ recordId }) => !taken.has(recordId)),
        (row) => row.own ?? -row.sheetId,
      ),
    ].flatMap(([, refunds]) =>
      fromStatement(db, kind, rule, refunds, left)
        .filter(([refund, purchase]) => !isApart(refund, purchase))
        .map(([refund, purchase, by]) => candidate(refund, purchase, left(refund), by)),
    ),
  ].toSorted(
    (one, other) =>
      strengths.indexOf(one.by) - strengths.indexOf(other.by) ||
      one.days - other.days ||
      compareTexts(one.order, other.order) ||
      one.refund - other.refund ||
      one.purchase - other.purchase,
  )
  const used = new Set<number>()
  const rest = new Map<number, number>()
  const possible = candidates.filter(({ back, forth, amount, most }) => {
    // A row that is taken back takes nothing back itself.
    if (used.has(back) || rest.has(back) || used.has(forth)) return false
    const room = rest.get(forth) ?? most
    if (room < amount) return false
    used.add(back)
    rest.set(forth, room - amount)
    return true
  })
  const told = new Set<number>()
  return {
    possible: possible
      .map(({ refund, purchase, amount, days, by, isRed }) => ({ refund, purchase, amount, days, by, isRed }))
      .toSorted((one, other) => one.refund - other.refund),
    open: open
      .filter(({ fact }) => {
        if (used.has(fact) || told.has(fact)) return false
        told.add(fact)
        return true
      })
      .map((row) => ({ recordId: row.recordId, amount: Math.sign(row.amount) * left(row) }))
      .toSorted((one, other) => one.recordId - other.recordId),
  }

  function candidate(
    refund: ReversalRow,
    purchase: ReversalRow,
    amount: number,
    by: PossibleReversal['by'],
  ): Candidate {
    return {
      refund: refund.recordId,
      purchase: purchase.recordId,
      amount,
      by,
      days: daysBetween(purchase.time, refund.time),
      isRed: refund.amount < 0,
      back: refund.fact,
      forth: purchase.fact,
      most: left(purchase),
      order: `${refund.time} ${refund.says} ${purchase.time} ${purchase.says}`,
    }
  }
}
/** What is taken back so far, by record. */
function takenOf(db: Db, kind: RecordKind): ReadonlyMap<number, number> {
  return new Map(
    db
      .prepare<[], [number, number]>(
        `SELECT record_id, taken_back FROM ${recordTable(kind.id)} WHERE taken_back > 0 OR taken_back < 0`,
      )
      .raw()
      .all(),
  )
}
function daysBetween(one: string, other: string): number {
  return Math.round(Math.abs(Date.parse(other.slice(0, 10)) - Date.parse(one.slice(0, 10))) / 86_400_000)
}
/** Of refunds of one statement, the rows that each may take back. */
function fromStatement(
  db: Db,
  kind: RecordKind,
  rule: ReversalRule,
  refunds: readonly ReversalRow[],
  left: (row: ReversalRow) => number,
): readonly (readonly [ReversalRow, ReversalRow, PossibleReversal['by']])[] {
  const [first] = refunds
  if (first === undefined) return []
  const own =
    first.own === null
      ? `${ownColumn(rule)} IS NULL AND r.sheet_id = @sheet`
      : `(${rule.own.map((role) => `r."e_${role}" = @own`).join(' OR ')})`
  const counters = rule.counter.map((role) => `r."e_${role}" IN (SELECT value FROM json_each(@counters))`)
  const list = (values: readonly (string | number)[]): string => JSON.stringify([...new Set(values)])
  const rows = readReversalRows(
    db,
    kind,
    rule,
    `${own} AND (${columnOf('r', rule.mark)} IS NULL OR ${columnOf('r', rule.mark)} = 'refunded') AND ${tookEffectCondition(kind, 'r')}
    AND (${columnOf('r', rule.amount)} IN (SELECT value FROM json_each(@amounts)) OR ${columnOf('r', rule.name)} IN (SELECT value FROM json_each(@names)) OR ${counters.join(' OR ')})`,
    {
      ...(first.own === null ? { sheet: first.sheetId } : { own: first.own }),
      amounts: list(refunds.map(left)),
      names: list(refunds.flatMap(({ name }) => name ?? [])),
      counters: list(refunds.flatMap((row) => row.counters)),
    },
  )
  const purchases = new PurchasesByDay(rows, left)
  return refunds.flatMap((refund) =>
    purchases
      .before(refund, left(refund))
      .flatMap((purchase): (readonly [ReversalRow, ReversalRow, PossibleReversal['by']])[] => {
        if (!mayTakeBack(refund, purchase, false) || left(purchase) < left(refund)) return []
        if (daysBetween(purchase.time, refund.time) > mostDays) return []
        const side = sameCounter(refund, purchase)
        if (side === false) return []
        if (left(purchase) === left(refund))
          return [[refund, purchase, side === true ? 'amount-and-side' : 'amount']]
        return side === true && refund.mark === 'refund' ? [[refund, purchase, 'part']] : []
      }),
  )
}
/** Purchases of a statement by what a refund may know them by, the latest last: a shop has thousands of refunds beside hundreds of thousands of sales. */
class PurchasesByDay {
  private readonly byKey = new Map<string, ReversalRow[]>()
  constructor(rows: readonly ReversalRow[], left: (row: ReversalRow) => number) {
    for (const row of rows.toSorted(
      (one, other) => compareTexts(one.time, other.time) || one.recordId - other.recordId,
    ))
      for (const key of [`amount ${left(row)}`, ...sidesOf(row)]) {
        const known = this.byKey.get(key)
        if (known === undefined) this.byKey.set(key, [row])
        else known.push(row)
      }
  }
  /** Those of the amount, and, for a refund that may be of a part, those of the same other side: of each key the nearest before its day's end, at most so many. */
  before(refund: ReversalRow, amount: number): readonly ReversalRow[] {
    const end = `${refund.time.slice(0, 10)}~`
    const found = new Set<ReversalRow>()
    for (const key of [`amount ${amount}`, ...(refund.mark === 'refund' ? sidesOf(refund) : [])]) {
      const rows = this.byKey.get(key) ?? []
      const until = firstAfter(rows, end)
      for (const row of rows.slice(Math.max(0, until - mostLookedAt), until)) found.add(row)
    }
    return [...found]
  }
}
function sidesOf({ name, counters }: ReversalRow): readonly string[] {
  return [...(name === null ? [] : [`name ${name}`]), ...counters.map((counter) => `side ${counter}`)]
}
/** How many rows, ordered by time, come before an instant. */
function firstAfter(rows: readonly ReversalRow[], instant: string): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.time ?? '') < instant) low = middle + 1
    else high = middle
  }
  return low
}
/** Rows of one serial, amount and statement with opposite directions and no word of taking back: the earlier first. */
function fromSerials(
  db: Db,
  kind: RecordKind,
  rule: ReversalRule,
): readonly (readonly [ReversalRow, ReversalRow])[] {
  const [serial] = rule.numbers
  if (serial === undefined) return []
  const column = columnOf('r', serial)
  const table = recordTable(kind.id)
  const direction = columnOf('r', rule.direction)
  const counts = `r.duplicate_of IS NULL AND ${columnOf('r', rule.mark)} IS NULL AND ${tookEffectCondition(kind, 'r')} AND ${direction} IN ('in', 'out')`
  // Most serials that stand twice are those of both statements of a transfer: told apart before a row is read.
  const twice = db
    .prepare<[], string>(
      `SELECT DISTINCT ${column} FROM ${table} r WHERE ${column} IN (SELECT ${column} FROM ${table} r WHERE ${column} IS NOT NULL AND NOT ${isDestroyedSql(column)} GROUP BY 1 HAVING COUNT(*) > 1)
      AND ${counts} AND ${columnOf('r', rule.amount)} > 0 AND ${ownColumn(rule)} IS NOT NULL GROUP BY ${column}, ${ownColumn(rule)}, ${columnOf('r', rule.amount)} HAVING COUNT(*) = 2 AND MIN(${direction}) <> MAX(${direction})`,
    )
    .pluck()
    .all()
  if (twice.length === 0) return []
  const rows = readReversalRows(
    db,
    kind,
    rule,
    `${column} IN (SELECT value FROM json_each(@serials)) AND ${counts}`,
    { serials: JSON.stringify(twice) },
  )
  return [
    ...Map.groupBy(rows, (row) => `${row.numbers[0] ?? ''}\n${row.own ?? ''}\n${row.amount}`).values(),
  ].flatMap((group) => {
    const [one, other] = group.toSorted((a, b) => compareTexts(`${a.time} ${a.says}`, `${b.time} ${b.says}`))
    return group.length === 2 &&
      one !== undefined &&
      other !== undefined &&
      one.own !== null &&
      mayTakeBack(other, one, true) &&
      sameCounter(other, one) === true
      ? [[one, other] as const]
      : []
  })
}
