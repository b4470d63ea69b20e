/** Accounts by how much money went through them. Each transfer counts once and failed ones not at all, because links are made that way. */
import type { AccountRank } from '../../../shared/contract/analysis.ts'
import type { Db } from '../store/db.ts'

interface Turnover {
  readonly entityId: number
  readonly key: string
  readonly label: string
  readonly inCount: number
  readonly inSum: number
  readonly outCount: number
  readonly outSum: number
}

/** The accounts with the largest turnover (in and out together) first; sums in minor units. Transfers whose direction is unknown are on no side. */
export function rankAccounts(db: Db, limit: number): readonly AccountRank[] {
  const sums = new Map<number, Sums>()
  const of = (id: number): Sums => {
    const known = sums.get(id)
    if (known !== undefined) return known
    const fresh = { inCount: 0, inSum: 0, outCount: 0, outSum: 0 }
    sums.set(id, fresh)
    return fresh
  }
  // One walk over the table as it lies: grouping a million links by both of their ends takes SQLite six times as long.
  for (const [from, to, count, amount] of db
    .prepare<[], [number, number, number, number]>(
      "SELECT from_id, to_id, count, coalesce(amount, 0) FROM links NOT INDEXED WHERE kind = 'transfer' AND directed = 1",
    )
    .raw()
    .iterate()) {
    const [payer, payee] = [of(from), of(to)]
    payer.outCount += count
    payer.outSum += amount
    payee.inCount += count
    payee.inSum += amount
  }
  const turnover = (id: number): number => of(id).inSum + of(id).outSum
  const read = db.prepare<[number], { key: string; label: string }>(
    'SELECT key, label FROM entities WHERE entity_id = ?',
  )
  const rows: Turnover[] = []
  for (const entityId of [...sums.keys()].sort(
    (one, other) => turnover(other) - turnover(one) || one - other,
  )) {
    if (rows.length >= limit) break
    const entity = read.get(entityId)
    if (entity !== undefined) rows.push({ entityId, ...entity, ...of(entityId) })
  }
  const holders = holdersOf(
    db,
    rows.map(({ entityId }) => entityId),
  )
  return rows.map(({ key, label, ...rank }) => ({
    ...rank,
    account: key.startsWith('name:') ? label : key.slice(key.indexOf(':') + 1),
    holder: holders.get(rank.entityId) ?? '',
  }))
}
interface Sums {
  inCount: number
  inSum: number
  outCount: number
  outSum: number
}

/** How many accounts have a transfer with a known direction. */
export function countAccounts(db: Db): number {
  return (
    db
      .prepare<[], number>(
        `
    SELECT count(*) FROM (SELECT to_id AS id FROM links WHERE kind = 'transfer' AND directed = 1 UNION SELECT from_id FROM links WHERE kind = 'transfer' AND directed = 1)
    WHERE EXISTS (SELECT 1 FROM entities WHERE entity_id = id)`,
      )
      .pluck()
      .get() ?? 0
  )
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
