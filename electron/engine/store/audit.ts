/** The append-only log: each row is chained to the one before it, and to its case, by SHA-256 over canonical JSON. */
import { createHash } from 'node:crypto'
import type { Db, WriteDb } from './db.ts'
import { canonicalJson, type CanonicalValue } from './canonicalJson.ts'

export type AuditParams = Readonly<Record<string, string | number | null>>
export interface AuditRecord {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: AuditParams
}
interface AuditRow {
  readonly seq: number
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: string
  readonly prev: string
  readonly hash: string
}
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

/** `prev` of the first row. */
const noHash = '0'.repeat(64)

function hashOf(caseId: string, row: Omit<AuditRow, 'hash'>): string {
  const value: CanonicalValue = {
    caseId,
    seq: row.seq,
    at: row.at,
    operator: row.operator,
    action: row.action,
    params: row.params,
    prev: row.prev,
  }
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')
}

/** The last row's sequence and hash; sequence 0 for an empty log. */
export function auditHead(db: Db): AuditHead {
  return (
    db.prepare<[], AuditHead>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get() ?? {
      seq: 0,
      hash: noHash,
    }
  )
}

/** Whether the log has this row, as it should when it only ever grew since. */
export function containsHead(db: Db, head: AuditHead): boolean {
  return (
    head.seq === 0 ||
    db.prepare<[number], string>('SELECT hash FROM audit WHERE seq = ?').pluck().get(head.seq) === head.hash
  )
}

/** Adds one row inside the caller's transaction and returns the new head. */
export function appendAudit(db: WriteDb, caseId: string, record: AuditRecord): AuditHead {
  const head = auditHead(db)
  const row = {
    seq: head.seq + 1,
    at: record.at,
    operator: record.operator.normalize('NFC'),
    action: record.action,
    params: canonicalJson(record.params),
    prev: head.hash,
  }
  const hash = hashOf(caseId, row)
  db.prepare(
    'INSERT INTO audit (seq, at, operator, action, params, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(row.seq, row.at, row.operator, row.action, row.params, row.prev, hash)
  return { seq: row.seq, hash }
}

/** Walks the chain from its beginning. `firstBad` is the first sequence that does not follow from the one before it, or null; `looked` counts the rows up to and including it. */
export function verifyAudit(
  db: Db,
  caseId: string,
): { readonly looked: number; readonly firstBad: number | null } {
  let prev = noHash
  let seq = 0
  for (const row of db
    .prepare<[], AuditRow>('SELECT seq, at, operator, action, params, prev, hash FROM audit ORDER BY seq')
    .iterate()) {
    seq += 1
    if (row.seq !== seq || row.prev !== prev || row.hash !== hashOf(caseId, row))
      return { looked: seq, firstBad: seq }
    prev = row.hash
  }
  return { looked: seq, firstBad: null }
}
