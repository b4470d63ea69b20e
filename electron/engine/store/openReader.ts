/** A connection for reading to a case that this process has open, in another thread. */
import { connect } from './caseFile.ts'
import { encryptionOf } from './caseFormat.ts'
import type { ReadDb } from './db.ts'
import type { ReaderAccess } from './readerAccess.ts'
import { standInRecordTables } from './recordTables.ts'

/** How long a reader waits for a lock that is held for a moment, as when the log is restarted. */
const patienceMs = 5_000

export interface Reader {
  readonly db: ReadDb
  /** From the first read after it to `end` everything is read as it is at that moment. */
  begin(): void
  end(): void
}
/** Opens the connection. Errors: those of SQLite; the caller makes them known. */
export function openReader({ path, readOnly, encryption }: ReaderAccess): Reader {
  const db = connect(path, {
    encryption: encryption === null ? null : encryptionOf(Buffer.from(encryption.salt)),
    // A view of the shared memory, no copy.
    key: encryption === null ? null : Buffer.from(encryption.key),
    readOnly: true,
    mustExist: true,
  })
  db.pragma(`busy_timeout = ${patienceMs}`)
  if (readOnly) standInRecordTables(db)
  return {
    db,
    begin() {
      db.exec('BEGIN')
    },
    end() {
      if (db.inTransaction) db.exec('ROLLBACK')
    },
  }
}
