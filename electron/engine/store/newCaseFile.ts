/** Making a case file: whole under its name, or not at all. */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { factRules } from '../../../shared/model/factRules.ts'
import { makePrivateFile } from './atomicFile.ts'
import type { WriteDb } from './db.ts'
import { appendAudit } from './audit.ts'
import { type Author, connect } from './caseFile.ts'
import { draftPath, syncFile } from './drafts.ts'
import { applicationId, deriveKey, type Encryption, newEncryption } from './caseFormat.ts'
import { asKnownFailure } from './failures.ts'
import { refuseUnfit } from './fitPath.ts'
import { migrate } from './migrate.ts'
import { ensureRecordTables } from './recordTables.ts'

/** Makes the file at a path where none may be; it appears complete or not at all. Errors: `case-exists`, `disk-full`, `io-error`, `case-read-only`. */
export async function createCaseFile(
  path: string,
  properties: { readonly name: string; readonly passphrase: string | null; readonly author: Author },
): Promise<void> {
  refuseUnfit(path)
  if (existsSync(path))
    throw new AppError('case-exists', 'there is a file of this name already', { file: basename(path) })
  const encryption = properties.passphrase === null ? null : newEncryption()
  const key =
    encryption === null || properties.passphrase === null
      ? null
      : await deriveKey(properties.passphrase, encryption)
  const draft = draftPath(path)
  try {
    makePrivateFile(draft)
    const db = connect(draft, { encryption, key, readOnly: false, mustExist: false })
    try {
      db.pragma('journal_mode = DELETE')
      db.pragma(`application_id = ${applicationId}`)
      migrate(db)
      writeProperties(db, properties.name, encryption, properties.author)
    } finally {
      db.close()
    }
    syncFile(draft)
    placeWithoutReplacing(draft, path)
    syncFile(dirname(path))
  } catch (error) {
    throw asKnownFailure(error)
  } finally {
    key?.fill(0)
    for (const end of ['', '-journal', '-wal']) rmSync(draft + end, { force: true })
  }
}

/** A link fails where the name is taken, a rename would replace what is there; file systems of memory sticks know no links. */
export function placeWithoutReplacing(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    if (existsSync(path))
      throw new AppError('case-exists', 'there is a file of this name already', { file: basename(path) })
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error
    renameSync(draft, path)
  }
}
function writeProperties(db: WriteDb, name: string, encryption: Encryption | null, author: Author): void {
  db.transaction(() => {
    const caseId = randomBytes(16).toString('hex')
    const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
    const properties = {
      caseId,
      name,
      createdAt: author.at,
      operator: author.operator,
      cipher: encryption?.scheme.cipher ?? '',
      program: author.program,
      factRules: String(factRules),
    }
    for (const [property, value] of Object.entries(properties)) insert.run(property, value)
    ensureRecordTables(db)
    appendAudit(db, caseId, {
      at: author.at,
      operator: author.operator,
      action: 'workspace.create',
      params: { name, program: author.program, cipher: encryption?.scheme.cipher ?? null },
    })
  })()
}
