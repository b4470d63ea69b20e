import type { Statement } from 'better-sqlite3'
import type { Db } from '../store/db.ts'

const kept = new WeakMap<Db, Map<string, Statement<unknown[], unknown>>>()
/** The statement, prepared once for a connection: a question asks a dozen, and preparing costs more than most of them take. */
export function prepared<P extends unknown[], R>(db: Db, sql: string): Statement<P, R> {
  let statements = kept.get(db)
  if (statements === undefined) kept.set(db, (statements = new Map()))
  let statement = statements.get(sql)
  if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)))
  // The caller says what goes in and what comes out, as with prepare itself.
  return statement as unknown as Statement<P, R>
}
