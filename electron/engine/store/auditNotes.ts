/**
 * What the next audit row says besides what its command describes: digests of what the transaction wrote. Whoever writes leaves a note on the
 * connection; it is asked when the row is written, and forgotten when a transaction begins.
 */
import type { AuditParams } from './audit.ts'
import type { WriteDb } from './db.ts'

export interface AuditNote {
  params(): AuditParams
}
const notes = new WeakMap<WriteDb, Map<symbol, AuditNote>>()

/** The note of this transaction under the mark; a fresh one where there is none yet. */
export function auditNote<N extends AuditNote>(db: WriteDb, mark: symbol, fresh: () => N): N {
  let own = notes.get(db)
  if (own === undefined) notes.set(db, (own = new Map()))
  let note = own.get(mark)
  if (note === undefined) own.set(mark, (note = fresh()))
  // Each mark is used by one module with one kind of note.
  return note as N
}
const standing = new WeakMap<WriteDb, AuditNote>()
/** A note that every audit row of the connection asks, for as long as it is open. */
export function giveStandingNote(db: WriteDb, note: AuditNote): void {
  standing.set(db, note)
}
/** What the notes say, which are then gone. */
export function takeAuditNotes(db: WriteDb): AuditParams {
  const own = [...(notes.get(db)?.values() ?? [])]
  const kept = standing.get(db)
  if (kept !== undefined) own.push(kept)
  forgetAuditNotes(db)
  return own.reduce<AuditParams>((params, note) => ({ ...params, ...note.params() }), {})
}
/** To be called when a transaction begins: an earlier one may have been rolled back. */
export function forgetAuditNotes(db: WriteDb): void {
  notes.delete(db)
}
