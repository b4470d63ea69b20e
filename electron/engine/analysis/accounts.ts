/** Accounts by how much money went through them. */
import { isNameKey, keyValue } from '../../../shared/model/entityId.ts'
import type { AccountTotals } from '../../../shared/contract/analysis.ts'
import { readEntity } from '../entities/entityRows.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { type AccountSums, sumAccounts } from './accountSums.ts'

const ranking: (db: Db) => readonly AccountSums[] = oncePerState((db) => {
  const present = new Set(
    db
      .prepare<[], number>("SELECT entity_id FROM entities WHERE kind IN ('bankAccount', 'paymentAccount')")
      .pluck()
      .all(),
  )
  return [...sumAccounts(db).values()]
    .filter(({ entityId }) => present.has(entityId))
    .map((account) => ({ account, turnover: account.turnover, rows: account.rows }))
    .sort(
      (one, other) =>
        other.turnover - one.turnover ||
        other.rows - one.rows ||
        one.account.entityId - other.account.entityId,
    )
    .map(({ account }) => account)
})

/** The accounts with the largest turnover (in and out together, in yuan) first, at most `limit` from `offset`. */
export function rankAccounts(db: Db, limit: number, offset = 0): readonly AccountTotals[] {
  return totalsOf(db, ranking(db).slice(offset, offset + limit))
}
/** How many accounts there are that a transfer with an amount names. */
export function countAccounts(db: Db): number {
  return ranking(db).length
}
/** The totals of one account; null when no transfer with an amount names it. Errors: `entity-not-found`. */
export function readAccount(db: Db, entityId: number): AccountTotals | null {
  const { entityId: seen } = readEntity(db, entityId)
  const account = sumAccounts(db, membersOf(db, seen)).get(seen)
  return account === undefined ? null : (totalsOf(db, [account])[0] ?? null)
}
function totalsOf(db: Db, accounts: readonly AccountSums[]): readonly AccountTotals[] {
  const holders = holdersOf(
    db,
    accounts.map(({ entityId }) => entityId),
  )
  const read = db.prepare<[number], { key: string; label: string }>(
    'SELECT key, label FROM entities WHERE entity_id = ?',
  )
  return accounts.flatMap((account): AccountTotals[] => {
    const { entityId } = account
    const entity = read.get(entityId)
    if (entity === undefined) return []
    const { key, label } = entity
    return [
      {
        entityId,
        holder: holders.get(entityId) ?? '',
        account: isNameKey(key) ? label : keyValue(key),
        basis: account.basis,
        money: account.money,
        beside: account.besides,
      },
    ]
  })
}

/** Who holds each account: the person or organisation most records say holds it, otherwise the name most often written beside it. */
export function holdersOf(db: Db, entityIds: readonly number[]): ReadonlyMap<number, string> {
  const ids = JSON.stringify(entityIds)
  const holders = new Map<number, string>()
  const keep = (rows: readonly { readonly entityId: number; readonly name: string }[]): void => {
    for (const { entityId, name } of rows) if (!holders.has(entityId)) holders.set(entityId, name)
  }
  keep(
    db
      .prepare<[string], { entityId: number; name: string }>(
        `
    SELECT w.value AS entityId, e.label AS name FROM json_each(?) w
    CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value AND l.kind = 'holds' CROSS JOIN entities e ON e.entity_id = l.from_id
    ORDER BY w.value, e.name_only, l.count DESC, e.entity_id`,
      )
      .all(ids),
  )
  keep(
    db
      .prepare<[string], { entityId: number; name: string }>(
        `
    SELECT w.value AS entityId, i.value AS name FROM json_each(?) w
    CROSS JOIN identifiers i ON i.entity_id = w.value AND i.attribute = 1
    WHERE i.field IN ('ownName', 'name', 'counterName', 'payeeName', 'holder') AND i.value <> ''
    ORDER BY w.value, i.records DESC, i.value`,
      )
      .all(ids),
  )
  return holders
}
