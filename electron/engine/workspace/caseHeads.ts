/** The state of the open case as this installation saw it: signed with its key, and kept outside of the file. */
import { createHash } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import { type CaseHead, headCode, type SignedHead } from '../../../shared/model/signedHead.ts'
import { auditHead } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { property } from '../store/properties.ts'
import { keepHead, type KeptHead, keptHeads, type Restored } from './keptHeads.ts'
import type { SigningKey } from './signingKey.ts'

export interface CaseHeads {
  /** Signs the state of a case and keeps it as far as the folder can be written; while the key is locked it is kept unsigned, and null comes back. Throws what the file system says of the key. */
  keep(db: Db, why: KeptHead['why'], at: string): SignedHead | null
  /** The states kept of a case, in the order in which they were kept. */
  kept(db: Db): readonly KeptHead[]
}

/** For a command that leaves nothing behind: a key made for it alone would sign for nobody. */
export const noHeads: CaseHeads = { keep: () => null, kept: () => [] }

export function createCaseHeads(settingsFolder: string, key: SigningKey): CaseHeads {
  return {
    keep(db, why, at) {
      const state = stateOf(db, at)
      const signed = key.sign(state)
      const { caseId, seq, hash } = state
      const code = signed === null ? null : headCode(signed)
      const kept = { seq, hash, at, why, code, branch: restoredRows(db).at(-1)?.hash ?? null }
      try {
        keepHead(settingsFolder, caseId, kept)
      } catch (error) {
        // What cannot be noted beside the case keeps nobody from it; anything but the file system's word is a bug.
        if (!(error instanceof Error && 'syscall' in error)) throw error
      }
      return signed
    },
    kept: (db) => keptHeads(settingsFolder, property(db, 'caseId')),
  }
}

function stateOf(db: Db, at: string): Omit<CaseHead, 'publicKey'> {
  const { seq, hash } = auditHead(db)
  const originals = db.prepare<[], number>('SELECT count(*) FROM originals').pluck().get() ?? 0
  const state = {
    caseId: property(db, 'caseId'),
    seq,
    hash,
    originals,
    digest: originalsDigest(db, originals),
    at,
  }
  // A damaged page may give anything, which nobody signs.
  const signable = [
    [state.caseId, 32],
    [hash, 64],
  ].every(([text, digits]) => typeof text === 'string' && text.length === digits && /^[0-9a-f]+$/u.test(text))
  if (!signable || !Number.isSafeInteger(seq))
    throw new AppError('case-damaged', 'the case has no state that could be signed')
  return state
}
/** SHA-256 (hex) over the SHA-256 of the first so many original files, each as 64 hex digits and a line feed, in the order in which they came in. They are never taken out. */
export function originalsDigest(db: Db, originals: number): string {
  const digest = createHash('sha256')
  for (const sha256 of db
    .prepare<[number], string>('SELECT sha256 FROM originals ORDER BY original_id LIMIT ?')
    .pluck()
    .iterate(originals))
    digest.update(`${sha256}\n`)
  return digest.digest('hex')
}

/** What the log calls the first opening of a copy that was restored from a snapshot. */
export const restoredAction = 'workspace.restore'
/** The rows of restoring that a log has, in order, each by the first entry after the state that was restored. */
export function restoredRows(db: Db): readonly Restored[] {
  return db
    .prepare<[string], { seq: number; hash: string }>(
      "SELECT CAST(json_extract(params, '$.after') AS INTEGER) + 1 AS seq, hash FROM audit WHERE action = ? AND json_valid(params) ORDER BY audit.seq",
    )
    .all(restoredAction)
}
