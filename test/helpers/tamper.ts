/** Somebody with the file, SQLite and no scruples: what he does leaves the schema as it was. */
import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../../electron/engine/store/db.ts'

/** Changes an open case that is closed. The triggers of the log are taken away meanwhile, and put back. */
export function tamper(path: string, change: string | ((db: WriteDb) => void)): void {
  const db: WriteDb = new Database(path)
  try {
    db.pragma('foreign_keys = OFF')
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid",
      )
      .all()
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
    if (typeof change === 'string') db.exec(change)
    else change(db)
    for (const { sql } of triggers) db.exec(sql)
  } finally {
    db.close()
  }
}
