import type Database from 'better-sqlite3'
import type { ReadDb, ReadStatement, WriteDb } from './db.ts'

type Bound<P> = P extends unknown[] ? P : [P]
const kept = new WeakMap<ReadDb, Map<string, unknown>>()
/**
 * The statement of a text, compiled once a connection: for questions asked thousands of times in one command. To be used with `get`, `all`
 * and `run` only, since a statement that is being iterated cannot be asked again.
 */
export function statement<P extends unknown[] | object, R>(
  db: WriteDb,
  sql: string,
): Database.Statement<Bound<P>, R>
export function statement<P extends unknown[] | object, R>(
  db: ReadDb,
  sql: string,
): ReadStatement<Bound<P>, R>
export function statement(db: ReadDb, sql: string): unknown {
  let own = kept.get(db)
  if (own === undefined) kept.set(db, (own = new Map()))
  let found = own.get(sql)
  if (found === undefined) own.set(sql, (found = db.prepare(sql)))
  // The SQL text decides parameters and result; the caller states them by the type parameters, as with `prepare`.
  return found
}
