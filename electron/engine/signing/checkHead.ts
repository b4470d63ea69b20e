/** A state that somebody brings, compared with the case. */
import type { HeadCheck } from '../../../shared/contract/signing.ts'
import { AppError } from '../../../shared/errors.ts'
import { readHeadCode, type SignedHead } from '../../../shared/model/signedHead.ts'
import { auditHead } from '../store/audit.ts'
import type { ReadDb } from '../store/db.ts'
import { property } from '../store/properties.ts'
import { originalsDigest } from '../workspace/caseHeads.ts'
import { fingerprintOf, isSignedByItsKey } from '../workspace/signingKey.ts'

/** Errors: `head-unreadable` for what is neither a code nor `number hash`. */
export function checkHead(db: ReadDb, text: string, ownKey: string): HeadCheck {
  const signed = readHeadCode(text)
  if (signed !== null) return checkSigned(db, signed, ownKey)
  const row = /^#?\s*(\d{1,15})[\s:]+([0-9a-f]{64})$/i.exec(text.trim())
  if (row === null) throw new AppError('head-unreadable', 'this is no signed state of a case')
  const head = { seq: Number(row[1]), hash: (row[2] ?? '').toLowerCase() }
  const log = placeInLog(db, head)
  return {
    ...head,
    at: null,
    fingerprint: null,
    signature: 'none',
    own: false,
    // A hash goes over the case's id, so a row with it is of this case.
    sameCase: log === 'contains',
    log,
    originals: 'unknown',
    since: Math.max(0, auditHead(db).seq - head.seq),
    ok: log === 'contains',
  }
}
function checkSigned(db: ReadDb, head: SignedHead, ownKey: string): HeadCheck {
  const { seq, hash, at, publicKey } = head
  const good = isSignedByItsKey(head)
  const sameCase = property(db, 'caseId') === head.caseId
  const log = placeInLog(db, head)
  const present = db.prepare<[], number>('SELECT count(*) FROM originals').pluck().get() ?? 0
  const same = present >= head.originals && originalsDigest(db, head.originals) === head.digest
  return {
    seq,
    hash,
    at,
    fingerprint: fingerprintOf(publicKey),
    signature: good ? 'good' : 'bad',
    own: publicKey === ownKey,
    sameCase,
    log,
    originals: same ? 'same' : 'differ',
    since: Math.max(0, auditHead(db).seq - seq),
    ok: good && sameCase && log === 'contains' && same,
  }
}
function placeInLog(
  db: ReadDb,
  { seq, hash }: { readonly seq: number; readonly hash: string },
): HeadCheck['log'] {
  if (seq === 0) return 'contains'
  const found = db.prepare<[number], string>('SELECT hash FROM audit WHERE seq = ?').pluck().get(seq)
  return found === undefined ? 'shorter' : found === hash ? 'contains' : 'differs'
}
