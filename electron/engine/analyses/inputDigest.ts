/** What the facts of a case follow from, as one digest: the same again after an undo and its redo, when the state of the facts has another number. */
import { createHash } from 'node:crypto'
import type { ReadDb } from '../store/db.ts'

/** The questions whose answers, in this order, are the input. Edited notes, names of operators and times of decisions are none of it. */
const questions = [
  "SELECT key, value FROM meta WHERE key = 'factRules'",
  "SELECT b.batch_id, o.sha256 FROM batches b JOIN originals o USING (original_id) WHERE b.status = 'active' ORDER BY b.batch_id",
  "SELECT s.sheet_id, s.kind, s.format, s.header_row, s.columns, s.basis, s.read, s.accepted, s.duplicate, s.rejected, s.skipped FROM sheets s JOIN batches b USING (batch_id) WHERE b.status = 'active' ORDER BY s.sheet_id",
  'SELECT sheet_id, row, field, text FROM row_edits ORDER BY sheet_id, row, field',
  'SELECT kind, payer, payee, decision FROM pair_decisions ORDER BY kind, payer, payee',
  "SELECT c.claim_id, c.type, c.kind, c.detail, m.side, m.key FROM identity_claims c LEFT JOIN identity_members m USING (claim_id) WHERE c.status = 'active' ORDER BY c.claim_id, m.entity_id",
  'SELECT statement_id, said FROM statements ORDER BY statement_id',
] as const

/** SHA-256 of everything that records, entities and links follow from. */
export function inputDigest(db: ReadDb): string {
  const hash = createHash('sha256')
  for (const question of questions) {
    for (const row of db.prepare<[], readonly unknown[]>(question).raw().iterate())
      hash.update(JSON.stringify(row))
    hash.update('\n')
  }
  return hash.digest('hex')
}
