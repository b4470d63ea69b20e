import type Database from 'better-sqlite3'
import type { Db } from './db.ts'

const kept = new WeakMap<Db, Map<string, Database.Statement>>()
/**
 * The statement of a text, compiled once a connection: for questions asked thousands of times in one command. To be used with `get`, `all`
 * and `run` only, since a statement that is being iterated cannot be asked again.
 */
export function statement<P extends readonly unknown[] | object, R>(
  db: Db,
  sql: string,
): Database.Statement<P extends readonly unknown[] ? P : [P], R> {
  let own = kept.get(db)
  if (own === undefined) kept.set(db, (own = new Map()))
  let found = own.get(sql)
  if (found === undefined) own.set(sql, (found = db.prepare(sql)))
  // The text decides what goes in and comes out; whoever writes it says so by the type parameters, as with `prepare`.
  return found as unknown as Database.Statement<P extends readonly unknown[] ? P : [P], R>
}
