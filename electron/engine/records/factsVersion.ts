import type { Db, WriteDb } from '../store/db.ts'

/**
 * Grows with every commit that changes records or what is derived from them; what is kept in memory about them carries it. It stands in
 * the case, so that a connection that only reads sees it change exactly when it sees the new rows.
 */
export function factsVersion(db: Db): number {
  return (
    db
      .prepare<[], number>("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'factsVersion'")
      .pluck()
      .get() ?? 0
  )
}
/** The state of the facts as text; it includes which batches are active, for connections that get no change events. */
export function factsState(db: Db): string {
  return `${factsVersion(db)} ${db.prepare<[], string>("SELECT coalesce(group_concat(batch_id || status), '') FROM (SELECT batch_id, status FROM batches ORDER BY batch_id)").pluck().get() ?? ''}`
}
/** Call it wherever records, entities or links are written, in the same transaction. */
export function factsChanged(db: WriteDb): void {
  db.exec(
    "INSERT INTO meta (key, value) VALUES ('factsVersion', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
  )
}
