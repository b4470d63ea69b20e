/**
 * How a call comes to the open case: a connection to read with, and transactions to write in. A connection writes only inside a
 * transaction of this file; everywhere else SQLite refuses.
 */
import { AppError } from '../../../shared/errors.ts'
import type { ReadDb, WriteDb } from '../store/db.ts'
import { asKnownFailure } from '../store/failures.ts'
import { refuseMoved } from '../store/place.ts'
import type { CaseSession } from '../workspace/openCase.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { checkCancelled, type Call } from './call.ts'
import type { Gate } from './gate.ts'

export interface CaseAccess {
  /** The case of a call. Throws `no-case-open`. */
  session(call: Call): CaseSession
  /**
   * The connection for reading: the case as it is committed while another call has its transaction open. Null while another call writes
   * and the case has one connection only (on a network share).
   */
  reading(call: Call): ReadDb | null
  /** Reads as soon as there is a connection for it. `work` cannot write, also not inside a transaction of its own call. */
  read<T>(call: Call, work: (db: ReadDb) => T): Promise<T>
  /** Waits until no other call writes; what the caller does before its next await is then alone. */
  untilFree(call: Call): Promise<void>
  /** One synchronous transaction: all of `work` or nothing of it. Throws what `work` throws, failures of the disk as an AppError. */
  transaction<T>(session: CaseSession, work: (db: WriteDb) => T): T
  /** The same over awaits. Nobody else writes until it ends; it ends without a trace when the call was cancelled meanwhile. */
  longTransaction<T>(call: Call, work: (session: CaseSession, db: WriteDb) => Promise<() => T>): Promise<T>
}

export function createCaseAccess(workspace: Workspace, writing: Gate): CaseAccess {
  const sessionOf = (call: Call): CaseSession => {
    const session = call.session ?? workspace.session()
    if (session.closed()) throw new AppError('no-case-open', 'the case was closed')
    return session
  }
  const reading = (call: Call): ReadDb | null => {
    const session = sessionOf(call)
    const foreign = session.db.inTransaction && !writing.isFree(call.id)
    return foreign ? session.file.reader : session.db
  }
  const begin = ({ journal, guard, db }: CaseSession): void => {
    if (journal === null) throw new AppError('case-read-only', 'the case is open read-only')
    if (db.inTransaction) throw new AppError('internal', 'a transaction inside an open transaction')
    guard.allow(true)
    journal.start()
    db.exec('BEGIN IMMEDIATE')
  }
  const commit = ({ guard, db, file }: CaseSession): void => {
    refuseMoved(file)
    db.exec('COMMIT')
    guard.allow(false)
  }
  /** After an error of the disk while writing nobody knows what is on it: let go of the case, the next opening reads what is there. */
  const failed = ({ guard, db }: CaseSession, error: unknown): unknown => {
    try {
      if (db.inTransaction) db.exec('ROLLBACK')
    } catch {
      // The rollback is made good by the journal when the file is next opened.
    }
    guard.allow(false)
    const known = asKnownFailure(error)
    if (known instanceof AppError && known.code === 'io-error') workspace.drop()
    return known
  }

  return {
    session: sessionOf,
    reading,
    async read(call, work) {
      let db = reading(call)
      while (db === null) {
        await writing.free(call.id, call.signal)
        db = reading(call)
      }
      const { guard } = sessionOf(call)
      const before = guard.allow(false)
      try {
        return work(db)
      } finally {
        guard.allow(before)
      }
    },
    async untilFree(call) {
      while (!writing.isFree(call.id)) await writing.free(call.id, call.signal)
    },
    transaction(session, work) {
      begin(session)
      try {
        const value = work(session.db)
        commit(session)
        return value
      } catch (error) {
        throw failed(session, error)
      }
    },
    async longTransaction(call, work) {
      const release = await writing.hold(call.id, call.signal)
      try {
        const session = sessionOf(call)
        begin(session)
        try {
          const finish = await work(session, session.db)
          checkCancelled(call)
          const value = finish()
          commit(session)
          return value
        } catch (error) {
          throw failed(session, error)
        }
      } finally {
        release()
      }
    },
  }
}
