import type { Db, WriteDb } from './db.ts'

/** A property of the case from its `meta` table; empty when it has none. */
export function property(db: Db, key: string): string {
  return db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? ''
}
/** Keeps a property; inside the caller's transaction. */
export function setProperty(db: WriteDb, key: string, value: string): void {
  db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value)
}
