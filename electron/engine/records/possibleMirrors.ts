/**
 * Rows of two accounts that may be both sides of one transfer though the rule does not pair them (`mirrors.ts`): accounts crosswise, equal amount and outcome, one in and one out,
 * no two different currencies,
 * at most a day apart by the clock, or of the same or the next day where one has no clock. One to one, nearest first. Both count until a person says they are one.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, sameCurrencyCondition, tookEffectCondition } from './evidence.ts'
import { pairUp } from './matching.ts'
import { betweenOwnAccounts, saysOf, secondsApart, sidesOf } from './mirrors.ts'
import { decidedPairs } from './pairDecisions.ts'

export interface PossibleMirror {
  readonly payer: number
  readonly payee: number
  readonly amount: number
  /** Seconds between the clocks; null where one has none. */
  readonly seconds: number | null
}
const day = 86_400

/** By the payer's record. Cost: the rows of accounts that have a statement of their own are looked up by both accounts. */
export function possibleMirrors(db: Db, kind: RecordKind): readonly PossibleMirror[] {
  const mirror = kind.mirror
  if (mirror === undefined || mirror.within !== undefined) return []
  const table = recordTable(kind.id)
  const free = (alias: string, direction: 'in' | 'out'): string =>
    `${alias}.duplicate_of IS NULL AND ${alias}.mirror_of IS NULL AND ${columnOf(alias, mirror.direction)} = '${direction}' AND length(${columnOf(alias, mirror.time)}) >= 10 AND NOT EXISTS (SELECT 1 FROM ${table} m WHERE m.mirror_of = ${alias}.record_id)`
  const time = (alias: string): string => columnOf(alias, mirror.time)
  const found = sidesOf(db, kind).flatMap((sides) => {
    const [own, counter] = sides.payer.map((role) => columnOf('p', `e_${role}`))
    const [farOwn, farCounter] = sides.payee.map((role) => columnOf('q', `e_${role}`))
    return db
      .prepare<
        [],
        { payer: number; payee: number; amount: number; left: string; right: string; says: string }
      >(
        `SELECT p.record_id AS payer, q.record_id AS payee, ${columnOf('p', mirror.amount)} AS amount, ${time('p')} AS left, ${time('q')} AS right, ${saysOf(kind, 'p')} || ${saysOf(kind, 'q')} AS says
        FROM ${table} p CROSS JOIN ${table} q WHERE ${betweenOwnAccounts(kind, sides)} AND ${free('p', 'out')} AND ${own} IS NOT NULL AND ${own} <> ${counter}
        AND ${farOwn} = ${counter} AND ${farCounter} = ${own} AND ${time('q')} >= strftime('%Y-%m-%d', ${time('p')}, '-1 day') AND ${time('q')} < strftime('%Y-%m-%d', ${time('p')}, '+2 day')
        AND ${free('q', 'in')} AND ${columnOf('p', mirror.amount)} = ${columnOf('q', mirror.amount)} AND ${sameCurrencyCondition(kind, 'p', 'q', 'possible')} AND (${tookEffectCondition(kind, 'p')}) = (${tookEffectCondition(kind, 'q')})`,
      )
      .all()
  })
  const decided = decidedPairs(db, kind)
  const candidates = found
    .filter(({ payer, payee }) => !decided.isApart(payer, payee))
    .map((row) => {
      const clocks = row.left.length >= 16 && row.right.length >= 16
      return { ...row, seconds: clocks ? secondsApart(row.left, row.right) : null }
    })
    .filter(({ seconds }) => seconds === null || seconds <= day)
    .toSorted(
      (one, other) =>
        (one.seconds ?? day) - (other.seconds ?? day) ||
        (one.says < other.says
          ? -1
          : one.says > other.says
            ? 1
            : one.payer - other.payer || one.payee - other.payee),
    )
  const payerOf = pairUp(candidates.map(({ payer, payee }) => ({ left: payer, right: payee })))
  return candidates
    .filter(({ payer, payee }) => payerOf.get(payee) === payer)
    .map(({ payer, payee, amount, seconds }): PossibleMirror => ({ payer, payee, amount, seconds }))
    .toSorted((one, other) => one.payer - other.payer)
}
