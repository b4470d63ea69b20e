/** What accounts with a statement held at its end. */
import { yuan } from '../../../shared/model/currency.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

export interface Resting {
  readonly entityId: number
  readonly currency: string
  /** Null where the order of the last rows cannot be decided. */
  readonly balance: number | null
  readonly time: string
  readonly recordIds: readonly number[]
}
interface Row {
  readonly entityId: number
  readonly recordId: number
  readonly currency: string
  readonly time: string
  readonly balance: number
  readonly amount: number | null
  readonly direction: string | null
}
/** By account and currency: the balance of the last row by time that tells one. */
export function restingMoney(db: Db): readonly Resting[] {
  const own = seenAs(db, 'COALESCE(r."e_own", r."e_ownPay")')
  const rows = db
    .prepare<[], Row>(
      `SELECT ${own} AS entityId, r.record_id AS recordId, COALESCE(r."currency", '${yuan}') AS currency, r."time" AS time, r."balance" AS balance, r."amount" AS amount, r."direction" AS direction
       FROM ${recordTable('transfer')} r WHERE r.duplicate_of IS NULL AND COALESCE(r."e_own", r."e_ownPay") IS NOT NULL AND r."balance" IS NOT NULL AND r."time" IS NOT NULL AND r."result" IS NOT 'failed'`,
    )
    .iterate()
  const last = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.entityId}/${row.currency}`
    const present = last.get(key)
    const time = present?.[0]?.time
    if (present === undefined || time === undefined || row.time > time) last.set(key, [row])
    else if (row.time === time) present.push(row)
  }
  return [...last.values()].flatMap((lines): Resting[] => {
    const [first] = lines
    if (first === undefined) return []
    return [
      {
        entityId: first.entityId,
        currency: first.currency,
        balance: lastBalance(lines),
        time: first.time,
        recordIds: lines.map(({ recordId }) => recordId),
      },
    ]
  })
}
/** Of rows of one moment the one that no other begins from; null where that is not one balance. */
function lastBalance(rows: readonly Row[]): number | null {
  if (new Set(rows.map(({ balance }) => balance)).size === 1) return rows[0]?.balance ?? null
  const before = rows.map(({ balance, amount, direction }) =>
    amount === null
      ? null
      : direction === 'in'
        ? balance - amount
        : direction === 'out'
          ? balance + amount
          : null,
  )
  const ends = rows.filter(
    ({ balance }, place) => !before.some((begins, other) => other !== place && begins === balance),
  )
  const [end] = ends
  return ends.length === 1 && end !== undefined ? end.balance : null
}
