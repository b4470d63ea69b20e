/** What must be known of rows to tell which of them takes another one back. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { isDestroyed } from '../../../shared/model/destroyedNumber.ts'
import type { ReversalMark } from '../../../shared/model/reversals.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, currencyColumn, roleColumnOf, tookEffectCondition } from './evidence.ts'
import { saysOf } from './mirrors.ts'

export type ReversalRule = NonNullable<RecordKind['reversal']>
export interface ReversalRow {
  readonly recordId: number
  /** The row that stands for the transfer where two statements have it; else itself. */
  readonly fact: number
  readonly sheetId: number
  readonly way: string | null
  /** Minor units; below zero for a red entry. */
  readonly amount: number
  readonly currency: string
  readonly time: string
  readonly effect: boolean
  readonly own: number | null
  readonly counters: readonly number[]
  readonly name: string | null
  /** What the row itself says was given back of it. */
  readonly refund: number
  readonly mark: ReversalMark | null
  readonly numbers: readonly string[]
  readonly texts: readonly string[]
  /** All that tells the row apart, as one text. */
  readonly says: string
}

/** Rows that are no duplicates and have an amount; `where` is SQL over `r`. */
export function readReversalRows(
  db: Db,
  kind: RecordKind,
  rule: ReversalRule,
  where: string,
  params: object = {},
): readonly ReversalRow[] {
  const known = (roles: readonly string[]) =>
    roles
      .filter((role) => kind.roles.some((candidate) => candidate.role === role))
      .map((role) => roleColumnOf('r', role))
  const [own, counters] = [known(rule.own), known(rule.counter)]
  const columns = [
    'r.record_id',
    'COALESCE(r.mirror_of, r.record_id)',
    'r.sheet_id',
    columnOf('r', rule.direction),
    columnOf('r', rule.amount),
    currencyColumn(kind, 'r'),
    `COALESCE(${columnOf('r', rule.time)}, '')`,
    `(${tookEffectCondition(kind, 'r')})`,
    ownColumn(rule),
    columnOf('r', rule.name),
    `COALESCE(${columnOf('r', rule.refund)}, 0)`,
    columnOf('r', rule.mark),
    saysOf(kind, 'r'),
    ...counters,
    ...rule.numbers.map((field) => columnOf('r', field)),
    ...rule.texts.map((field) => columnOf('r', field)),
  ]
  const from = {
    counters: 13,
    numbers: 13 + counters.length,
    texts: 13 + counters.length + rule.numbers.length,
  }
  const filled = <T extends string | number>(values: readonly (string | number | null)[]): T[] =>
    values.filter((value): value is T => value !== null && value !== '')
  if (own.length === 0) return []
  return db
    .prepare<[object], (string | number | null)[]>(
      `SELECT ${columns.join(', ')} FROM ${recordTable(kind.id)} r WHERE r.duplicate_of IS NULL AND ${columnOf('r', rule.amount)} IS NOT NULL AND (${where})`,
    )
    .raw()
    .all(params)
    .map((row): ReversalRow => {
      const [recordId, fact, sheetId, way, amount, currency, time, effect, owner, name, refund, mark, says] =
        row
      return {
        recordId: Number(recordId),
        fact: Number(fact),
        sheetId: Number(sheetId),
        way: way === null || way === undefined ? null : String(way),
        amount: Number(amount),
        currency: String(currency),
        time: String(time),
        effect: effect === 1,
        own: owner === null || owner === undefined ? null : Number(owner),
        name: name === null || name === undefined ? null : String(name),
        refund: Math.abs(Number(refund)),
        // Written by the rule of the kind.
        mark: (mark ?? null) as ReversalMark | null,
        says: String(says),
        counters: filled<number>(row.slice(from.counters, from.numbers)),
        numbers: filled<string>(row.slice(from.numbers, from.texts)).filter((number) => !isDestroyed(number)),
        texts: filled<string>(row.slice(from.texts)),
      }
    })
}
/** SQL over `r` of the account whose statement a row stands in. */
export function ownColumn(rule: ReversalRule): string {
  return `COALESCE(${[...rule.own.map((role) => roleColumnOf('r', role)), 'NULL'].join(', ')})`
}

/** Whether a row takes others back; a purchase that tells its own refund does not. */
export const takesBack = ({ mark }: Pick<ReversalRow, 'mark'>): boolean =>
  mark !== null && mark !== 'refunded'

/** Whether the second row is one that the first can take back, as far as statement, currency, direction and day go. */
export function mayTakeBack(refund: ReversalRow, purchase: ReversalRow, named: boolean): boolean {
  if (refund.fact === purchase.fact || purchase.amount <= 0 || refund.currency !== purchase.currency)
    return false
  if (refund.own !== purchase.own) return false
  // Where nobody says whose statement it is, only a number leads from one sheet to another.
  if (refund.own === null && refund.sheetId !== purchase.sheetId && !named) return false
  if (refund.time.slice(0, 10) < purchase.time.slice(0, 10)) return false
  const [back, forth] = [refund.way, purchase.way]
  if (refund.amount < 0) return back === forth
  const sides = [back, forth].every((way) => way === 'in' || way === 'out')
  return !sides || back !== forth
}
/** Whether both rows name the other side and it is the same one; null where one of them names none. */
export function sameCounter(one: ReversalRow, other: ReversalRow): boolean | null {
  if (one.counters.length > 0 && other.counters.length > 0)
    return one.counters.some((id) => other.counters.includes(id))
  return one.name === null || other.name === null ? null : one.name === other.name
}
