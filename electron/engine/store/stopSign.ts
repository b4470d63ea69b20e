/** A question that runs in a thread can be taken back while SQLite works on it: the statement itself asks now and then whether it is still needed. */
import type { Db } from './db.ts'

const watched = new WeakSet<Db>()

/** Puts the sign on a connection: `check` throws when the question that runs is not needed any more. */
export function watchForStop(db: Db, check: () => void): void {
  db.function('lz_wanted', { deterministic: false }, () => {
    check()
    return 1
  })
  watched.add(db)
}
/**
 * The condition of a statement that goes over many rows of an evidence table (alias `r`), with a look at the sign every 2,048 rows; the condition
 * itself on a connection that has none. The bits are asked first: calling out of SQL for each row would cost more than the question.
 */
export function stoppable(db: Db, where: string): string {
  return watched.has(db) ? `((r.record_id & 2047) <> 0 OR lz_wanted()) AND (${where})` : where
}
