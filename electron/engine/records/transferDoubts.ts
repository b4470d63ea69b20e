/** What is in doubt about single transfers, for sums that are made row by row of each account's own statements. */
import type { DoubtReason } from '../../../shared/contract/doubts.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { doubtsOfKind } from './doubts.ts'
import { netColumn, tookEffectCondition } from './evidence.ts'
import { oncePerState } from './keptPerState.ts'

/** By how much the amount of a row may be less or more, in minor units. */
export interface RowDoubt {
  readonly reason: DoubtReason
  readonly less: number
  readonly more: number
}
export interface DoubtfulTransfer {
  /** For the account whose statement the row stands in. */
  readonly own: readonly RowDoubt[]
  /** For the account the row names as the other side. */
  readonly named: readonly RowDoubt[]
}

/**
 * By the row that counts. Both sides of a possible transfer stand in statements of their own and count there whatever is decided; it is the account a row only names for which one of the two
 * would go. A possible repeat goes for both. Rows of unknown result are not among these: whoever walks the rows sees them.
 */
export const doubtfulTransfers: (db: Db) => ReadonlyMap<number, DoubtfulTransfer> = oncePerState((db) => {
  const found = new Map<number, { own: RowDoubt[]; named: RowDoubt[] }>()
  const kind = recordKind('transfer')
  if (kind === undefined) return found
  const { rows, conflicts } = doubtsOfKind(db, kind)
  if (rows.length === 0 && conflicts.length === 0) return found
  const amounts = new Map(
    db
      .prepare<[string], [recordId: number, amount: number | null, effect: number]>(
        `SELECT r.record_id, ${netColumn(kind, 'amount', 'r')}, (${tookEffectCondition(kind, 'r')}) FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(
        JSON.stringify([
          ...rows.flatMap(({ recordId, otherId }) => [recordId, otherId]),
          ...conflicts.flatMap((conflict) => conflict.rows),
        ]),
      )
      .map(([recordId, amount, effect]) => [recordId, effect === 1 ? (amount ?? 0) : 0]),
  )
  const of = (recordId: number): { own: RowDoubt[]; named: RowDoubt[] } => {
    let doubts = found.get(recordId)
    if (doubts === undefined) found.set(recordId, (doubts = { own: [], named: [] }))
    return doubts
  }
  const amountOf = (recordId: number): number => amounts.get(recordId) ?? 0
  for (const { reason, recordId, otherId, part } of rows) {
    if (reason === 'possible-mirror')
      for (const row of [recordId, otherId]) of(row).named.push({ reason, less: amountOf(row), more: 0 })
    else {
      const doubt = { reason, less: part ?? amountOf(recordId), more: 0 }
      of(recordId).own.push(doubt)
      of(recordId).named.push(doubt)
    }
  }
  for (const { standing, rows: alternatives, fields } of conflicts) {
    const now = amountOf(standing)
    const values = alternatives.map(amountOf)
    const doubt = {
      reason: 'conflict' as const,
      less: now - Math.min(...values),
      more: Math.max(...values) - now,
    }
    // Another row may name another account.
    const named = fields.includes('counterAccount') ? { ...doubt, less: now } : doubt
    if (doubt.less !== 0 || doubt.more !== 0) of(standing).own.push(doubt)
    if (named.less !== 0 || named.more !== 0) of(standing).named.push(named)
  }
  return found
})
