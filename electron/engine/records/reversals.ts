/**
 * Rows that take others back (`reversal_of`, `taken_back`): 冲正, 抹账, 退汇, 退款, red entries. Paired by itself is what is certain: what a person decided; else a
 * row that says it takes something back and carries the number of the other (in this order: its own number is the other's, or begins with it; their order
 * numbers are one; a text of it names the number); else a refund by the other side of a purchase that says itself how much was given back. What is only
 * likely is told (`possibleReversals.ts`). Both rows stand in one statement, in one currency, with opposite directions (of a red entry the same), the
 * refund on no earlier day. A purchase is never taken back beyond its amount; what a refund is more than that counts as it stands.
 *
 * `taken_back` stands on both rows, and on their counter-entries and duplicates, so that amount less `taken_back` is what is left, whichever row is seen.
 * Cost: the rows that say they take something back are looked at each time, others by the indexes of their numbers.
 */
import { noteRewritten } from './sheetDigests.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { namedNumbers, numberStems, reversalMark } from '../../../shared/model/reversals.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { ChangedRows } from './duplicates.ts'
import { columnOf } from './evidence.ts'
import { readDecisions, rowsThatSay } from './pairDecisions.ts'
import {
  mayTakeBack,
  readReversalRows,
  type ReversalRow,
  type ReversalRule,
  sameCounter,
  takesBack,
} from './reversalRows.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** Before the kind's id, where decisions about what takes what back are kept: payer is what is taken back, payee what does. */
export const reversalPrefix = 'reversal.'
/** A number that so many rows carry tells none of them apart. */
const mostOfNumber = 50

/** A row that is taken back, and how. */
interface Option {
  readonly purchase: ReversalRow
  /** The lower, the stronger. */
  readonly rank: number
}
/** Decisions about what takes what back, over the rows now in the case. */
export interface DecidedReversals {
  /** Refund → rows it takes back. */
  readonly together: ReadonlyMap<number, ReadonlySet<number>>
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>
}
export function decidedReversals(db: Db, kind: RecordKind): DecidedReversals {
  const found = { together: new Map<number, Set<number>>(), apart: new Map<number, Set<number>>() }
  for (const { payer, payee, decision } of readDecisions(db, reversalPrefix + kind.id)) {
    const purchases = rowsThatSay(db, kind, payer)
    for (const refund of rowsThatSay(db, kind, payee)) {
      const known = found[decision].get(refund) ?? new Set()
      found[decision].set(refund, known)
      for (const purchase of purchases) known.add(purchase)
    }
  }
  return found
}

/** Finds again which rows take which back. Returns the rows whose marks changed. */
export function restateReversals(db: WriteDb, kind: RecordKind): ChangedRows {
  const changed: ChangedRows = new Set()
  const rule = kind.reversal
  if (rule === undefined) return changed
  const table = recordTable(kind.id)
  const present = new Map(
    db
      .prepare<[], [number, number | null, number | null]>(
        // Each half by its own index.
        `SELECT r.record_id, r.reversal_of, r.taken_back FROM ${table} r WHERE r.reversal_of > 0 UNION ALL SELECT r.record_id, NULL, r.taken_back FROM ${table} r WHERE r.taken_back > 0 AND +r.reversal_of IS NULL`,
      )
      .raw()
      .all()
      .map(([recordId, of, taken]) => [recordId, { of, taken }]),
  )
  const wanted = marksOf(db, kind, rule)
  const write = db.prepare(`UPDATE ${table} SET reversal_of = ?, taken_back = ? WHERE record_id = ?`)
  for (const recordId of new Set([...present.keys(), ...wanted.keys()])) {
    const [before, now] = [present.get(recordId), wanted.get(recordId)]
    const [of, taken] = [now?.of ?? null, now?.taken ?? null]
    if (before !== undefined && before.of === of && before.taken === taken) continue
    write.run(of, taken, recordId)
    changed.add(recordId)
  }
  return changed
}
/** Fills the field by which rows say that they take something back, in rows written by a program that did not know it. */
export function fillReversalMarks(db: WriteDb, kind: RecordKind): void {
  const rule = (kind.derive ?? []).find(({ how }) => how === 'takesBack')
  if (rule?.how !== 'takesBack') return
  const fields = [...rule.texts, rule.amount, rule.refund]
  const table = recordTable(kind.id)
  const found: [string, number][] = []
  const rewritten = new Map<number, number[]>()
  for (const [recordId, sheetId, row, ...values] of db
    .prepare<[], [number, number, number, ...(string | number | null)[]]>(
      `SELECT r.record_id, r.sheet_id, r.row, ${fields.map((field) => columnOf('r', field)).join(', ')} FROM ${table} r WHERE ${columnOf('r', rule.into)} IS NULL`,
    )
    .raw()
    .iterate()) {
    const refund = values.pop()
    const amount = values.pop()
    const mark =
      reversalMark(values, amount) ?? (typeof refund === 'number' && refund !== 0 ? 'refunded' : null)
    if (mark === null) continue
    found.push([mark, recordId])
    const rows = rewritten.get(sheetId)
    if (rows === undefined) rewritten.set(sheetId, [row])
    else rows.push(row)
  }
  const write = db.prepare(`UPDATE ${table} SET "${rule.into}" = ? WHERE record_id = ?`)
  for (const entry of found) write.run(...entry)
  for (const [sheetId, rows] of rewritten) noteRewritten(db, sheetId, rows)
}

interface Mark {
  readonly of: number | null
  readonly taken: number
}
/** Of every row that takes back or is taken back, what it is to be marked with. */
function marksOf(db: Db, kind: RecordKind, rule: ReversalRule): ReadonlyMap<number, Mark> {
  const decided = decidedReversals(db, kind)
  const told = readReversalRows(db, kind, rule, `${columnOf('r', rule.mark)} > ''`)
  const byHand = [...decided.together].flatMap(([refund, purchases]) => [refund, ...purchases])
  if (told.length === 0 && byHand.length === 0) return new Map()
  const rows = new Map([...told, ...readRows(db, kind, rule, byHand)].map((row) => [row.recordId, row]))
  const refunds = refundsOf([...rows.values()], decided)
  const named = namedRows(db, kind, rule, refunds, rows)
  const stated = told.filter(({ mark }) => mark === 'refunded')
  const left = new Map<number, number>()
  const leftOf = ({ fact, amount }: ReversalRow): number => left.get(fact) ?? amount
  /** By fact. */
  const takes = new Map<number, { readonly of: number; taken: number }>()
  for (const refund of refunds) {
    const size = Math.abs(refund[0]?.amount ?? 0)
    let open = size
    const take = ({ purchase }: Option, most = Number.POSITIVE_INFINITY): void => {
      const part = Math.min(open, leftOf(purchase), most)
      if (part <= 0) return
      left.set(purchase.fact, leftOf(purchase) - part)
      open -= part
      const known = takes.get(refund[0]?.fact ?? 0)
      if (known === undefined) takes.set(refund[0]?.fact ?? 0, { of: purchase.recordId, taken: part })
      else known.taken += part
    }
    const options = refund.flatMap((row) => optionsOf(row, named, rows, decided))
    for (const option of inOrder(options, refund, size, leftOf)) take(option)
    // The purchase says what was given back of it, and this is a refund by its other side that fits into it.
    if (open < size) continue
    const fits = refund.flatMap((row) =>
      stated.flatMap((purchase) => {
        const given = purchase.refund - (purchase.amount - leftOf(purchase))
        return !isApart(decided, row, purchase) &&
          mayTakeBack(row, purchase, false) &&
          sameCounter(row, purchase) === true &&
          given >= size
          ? [{ purchase, rank: given === size ? 0 : 1 }]
          : []
      }),
    )
    const [first] = inOrder(fits, refund, size, leftOf)
    if (first !== undefined) take(first)
  }
  return spread(db, kind, takes, left, stated, rows)
}
/** The rows of one refund each (two where both statements tell it), the earliest first: in any order of imports the same. */
function refundsOf(
  rows: readonly ReversalRow[],
  decided: DecidedReversals,
): readonly (readonly ReversalRow[])[] {
  const refunds = rows.filter((row) => row.effect && (takesBack(row) || decided.together.has(row.recordId)))
  const order = (row: ReversalRow | undefined): string => `${row?.time ?? ''} ${row?.says ?? ''}`
  return [...Map.groupBy(refunds, ({ fact }) => fact).values()]
    .map((group) => group.toSorted((one, other) => compareTexts(order(one), order(other))))
    .toSorted(
      ([one], [other]) =>
        Number(decided.together.has(other?.recordId ?? 0)) -
          Number(decided.together.has(one?.recordId ?? 0)) || compareTexts(order(one), order(other)),
    )
}
/** The numbers by which a row may name another, the strongest first. */
function tokensOf(row: ReversalRow): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>()
  const add = (token: string, rank: number): void => {
    if (token.length >= 6 && !tokens.has(token)) tokens.set(token, rank)
  }
  row.numbers.forEach((number, place) => {
    add(number, place === 0 ? 1 : 3)
  })
  for (const number of row.numbers) for (const stem of numberStems(number)) add(stem, 2)
  for (const text of row.texts) for (const number of namedNumbers(text)) add(number, 4)
  return tokens
}
/** Number → rows that carry it, for the numbers the refunds name; rows that are read are added to `rows`. */
function namedRows(
  db: Db,
  kind: RecordKind,
  rule: ReversalRule,
  refunds: readonly (readonly ReversalRow[])[],
  rows: Map<number, ReversalRow>,
): ReadonlyMap<string, readonly number[]> {
  const tokens = new Set(refunds.flat().flatMap((row) => [...tokensOf(row).keys()]))
  const found = new Map<string, Set<number>>()
  for (const field of rule.numbers)
    for (const [number, recordId] of db
      .prepare<[string], [string, number]>(
        `SELECT ${columnOf('r', field)}, COALESCE(r.duplicate_of, r.record_id) FROM ${recordTable(kind.id)} r WHERE ${columnOf('r', field)} IS NOT NULL AND ${columnOf('r', field)} IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(JSON.stringify([...tokens]))) {
      const known = found.get(number) ?? new Set()
      found.set(number, known.add(recordId))
    }
  const named = new Map(
    [...found].flatMap(([number, ids]) => (ids.size > mostOfNumber ? [] : [[number, [...ids]] as const])),
  )
  const wanted = [...new Set([...named.values()].flat())].filter((id) => !rows.has(id))
  for (const row of readRows(db, kind, rule, wanted)) rows.set(row.recordId, row)
  return named
}
function readRows(
  db: Db,
  kind: RecordKind,
  rule: ReversalRule,
  recordIds: readonly number[],
): readonly ReversalRow[] {
  return recordIds.length === 0
    ? []
    : readReversalRows(db, kind, rule, 'r.record_id IN (SELECT value FROM json_each(@ids))', {
        ids: JSON.stringify(recordIds),
      })
}
function isApart({ apart }: DecidedReversals, refund: ReversalRow, purchase: ReversalRow): boolean {
  return apart.get(refund.recordId)?.has(purchase.recordId) === true
}
function optionsOf(
  refund: ReversalRow,
  named: ReadonlyMap<string, readonly number[]>,
  rows: ReadonlyMap<number, ReversalRow>,
  decided: DecidedReversals,
): readonly Option[] {
  const byHand = [...(decided.together.get(refund.recordId) ?? [])].flatMap((id): Option[] => {
    const purchase = rows.get(id)
    return purchase === undefined || purchase.fact === refund.fact ? [] : [{ purchase, rank: 0 }]
  })
  if (!takesBack(refund)) return byHand
  const byNumber = [...tokensOf(refund)].flatMap(([token, rank]) =>
    (named.get(token) ?? []).flatMap((id): Option[] => {
      const purchase = rows.get(id)
      return purchase === undefined ||
        takesBack(purchase) ||
        isApart(decided, refund, purchase) ||
        !mayTakeBack(refund, purchase, token.length >= 12)
        ? []
        : [{ purchase, rank }]
    }),
  )
  return [...byHand, ...byNumber]
}
/** Strongest first; then what took effect, what has enough left, the same amount, the latest before it. */
function inOrder(
  options: readonly Option[],
  refund: readonly ReversalRow[],
  size: number,
  leftOf: (purchase: ReversalRow) => number,
): readonly Option[] {
  const best = new Map<number, Option>()
  for (const option of options) {
    const known = best.get(option.purchase.fact)
    if (known === undefined || option.rank < known.rank) best.set(option.purchase.fact, option)
  }
  const flag = (value: boolean): number => (value ? 0 : 1)
  const time = refund[0]?.time ?? ''
  return [...best.values()].toSorted(
    (one, other) =>
      one.rank - other.rank ||
      flag(one.purchase.effect) - flag(other.purchase.effect) ||
      flag(leftOf(one.purchase) >= size) - flag(leftOf(other.purchase) >= size) ||
      flag(one.purchase.amount === size) - flag(other.purchase.amount === size) ||
      flag(one.purchase.time <= time) - flag(other.purchase.time <= time) ||
      compareTexts(other.purchase.time, one.purchase.time) ||
      compareTexts(one.purchase.says, other.purchase.says) ||
      one.purchase.recordId - other.purchase.recordId,
  )
}

/** Every row of the facts: the rows that stand for them, their counter-entries and the duplicates of both. */
function spread(
  db: Db,
  kind: RecordKind,
  takes: ReadonlyMap<number, { readonly of: number; readonly taken: number }>,
  left: ReadonlyMap<number, number>,
  stated: readonly ReversalRow[],
  rows: ReadonlyMap<number, ReversalRow>,
): ReadonlyMap<number, Mark> {
  const signed = new Map([...rows.values()].map(({ fact, amount }) => [fact, Math.sign(amount)]))
  const marks = new Map<number, Mark>()
  for (const [fact, { of, taken }] of takes) marks.set(fact, { of, taken: taken * (signed.get(fact) ?? 1) })
  const back = new Map<number, number>()
  for (const { fact, amount } of rows.values()) {
    const now = left.get(fact)
    if (now !== undefined && now < amount) back.set(fact, amount - now)
  }
  // What the row says was given back, and the refunds that were found, are one thing: the larger of both.
  for (const { fact, amount, refund, effect } of stated)
    if (effect) back.set(fact, Math.max(back.get(fact) ?? 0, Math.min(refund, amount)))
  for (const [fact, taken] of back) if (!marks.has(fact) && taken > 0) marks.set(fact, { of: null, taken })
  if (marks.size === 0) return marks
  const table = recordTable(kind.id)
  const related = db
    .prepare<[object], [number, number]>(
      `WITH side AS (SELECT r.record_id AS id, r.record_id AS fact FROM ${table} r WHERE r.record_id IN (SELECT value FROM json_each(@facts)) UNION ALL SELECT r.record_id, r.mirror_of FROM ${table} r WHERE r.mirror_of IN (SELECT value FROM json_each(@facts)))
      SELECT id, fact FROM side UNION ALL SELECT d.record_id, s.fact FROM side s JOIN ${table} d ON d.duplicate_of = s.id`,
    )
    .raw()
    .all({ facts: JSON.stringify([...marks.keys()]) })
  return new Map(
    related.flatMap(([id, fact]) => {
      const mark = marks.get(fact)
      return mark === undefined ? [] : [[id, mark] as const]
    }),
  )
}
