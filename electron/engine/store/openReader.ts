/** A connection for reading to a case that this process has open, in another thread. */
import { connect } from './caseFile.ts'
import { encryptionOf } from './caseFormat.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { fileMark, movedError } from './place.ts'
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
/**
 * A further connection to the very file that is open, for reading. Errors: `case-moved` when another file has taken its name, so that nothing is read
 * of another case; those of SQLite.
 */
export function connectBeside({ path, file, encryption }: ReaderAccess): WriteDb {
  const db = connect(path, {
    encryption: encryption === null ? null : encryptionOf(Buffer.from(encryption.salt)),
    // A view of the shared memory, no copy.
    key: encryption === null ? null : Buffer.from(encryption.key),
    readOnly: true,
    mustExist: true,
  })
  if (file === null || fileMark(path, { local: true }) === file) return db
  db.close()
  throw movedError(path, 'replaced')
}
/** Opens the connection. Errors: those of `connectBeside`; the caller makes them known. */
export function openReader(access: ReaderAccess): Reader {
  const db = connectBeside(access)
  db.pragma(`busy_timeout = ${patienceMs}`)
  if (access.readOnly) standInRecordTables(db)
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
