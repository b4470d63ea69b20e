import type { Db } from './db.ts'

/** A property of the case from its `meta` table; empty when it has none. */
export function property(db: Db, key: string): string {
  return db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? ''
}
