import { AppError } from '../../../shared/errors.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { asKnownFailure } from './failures.ts'
import { type Migration, migrations } from './migrations/index.ts'

/** The format version of a file. */
export function fileVersion(db: ReadDb): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings a file to the last of `steps` in one transaction, `user_version` last. Throws `case-newer` for a file of a newer program and
 * `migration-failed` when a step fails; then the file is as it was.
 */
export function migrate(db: WriteDb, steps: readonly Migration[] = migrations): void {
  const from = fileVersion(db)
  if (from > steps.length)
    throw new AppError('case-newer', 'the case was written by a newer program', {
      found: from,
      known: steps.length,
    })
  if (from === steps.length) return
  db.exec('BEGIN EXCLUSIVE')
  try {
    for (const step of steps.slice(from)) applyStep(db, step)
    db.pragma(`user_version = ${steps.length}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    const known = asKnownFailure(error)
    if (known instanceof AppError && known.code !== 'case-damaged') throw known
    throw new AppError('migration-failed', 'the case could not be brought to this version', {
      from,
      to: steps.length,
      cause: error instanceof Error && 'code' in error ? String(error.code) : null,
    })
  }
}

/** One migration's changes; the transaction and `user_version` are the caller's. */
export function applyStep(db: WriteDb, step: Migration): void {
  db.exec(step.up)
  step.move?.(db)
}
