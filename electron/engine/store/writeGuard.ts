/**
 * A case's connection writes only inside the transactions of the engine, whatever a handler tries. `PRAGMA query_only` says the same, but
 * each switch of it makes SQLite compile every statement again: a command took 14 ms instead of 2.
 */
import { AppError } from '../../../shared/errors.ts'
import type { WriteDb } from './db.ts'

export interface WriteGuard {
  /** From here on the connection may write, or may not. Returns what held before. */
  allow(writing: boolean): boolean
}

/** Puts the guard on a connection; from now on it refuses to write until it is allowed. */
export function guardWrites(db: WriteDb): WriteGuard {
  let allowed = false
  const prepare = db.prepare.bind(db)
  const exec = db.exec.bind(db)
  const check = (isReadonly: boolean): void => {
    // The code that SQLite gives on a connection that was opened read-only.
    if (!allowed && !isReadonly)
      throw Object.assign(new Error('a write outside of a transaction'), { code: 'SQLITE_READONLY' })
  }
  db.prepare = ((sql: string) => {
    const statement = prepare(sql)
    check(statement.readonly)
    return statement
    // The types of a statement stand in the call; what is handed through is the same statement.
  }) as WriteDb['prepare']
  db.exec = (sql) => {
    check(false)
    exec(sql)
    return db
  }
  return {
    allow(writing) {
      const before = allowed
      allowed = writing
      return before
    },
  }
}

/** A write that was refused because it stood where only reading is allowed is a fault of the program, said as such. */
export function asRefusedWrite(error: unknown, method: string): unknown {
  const refused = error instanceof Error && 'code' in error && error.code === 'SQLITE_READONLY'
  return refused
    ? new AppError('internal', 'a method wrote where it may only read', { method, cause: 'SQLITE_READONLY' })
    : error
}
