/** Saving an open case whose file is gone: what the connection still holds is written to another place, encrypted as the case is. */
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { makePrivateFile } from './atomicFile.ts'
import { appendAudit } from './audit.ts'
import { type Author, type CaseFile, connect } from './caseFile.ts'
import { encryptionOf } from './caseFormat.ts'
import { draftPath, syncFile } from './drafts.ts'
import { asKnownFailure } from './failures.ts'
import { placeWithoutReplacing } from './newCaseFile.ts'
import { clearOpenMark, setOpenMark } from './openMark.ts'

/** Writes the case to `target`, where no file may be; it appears there whole or not at all. Errors: `case-exists`, `disk-full`, `io-error`, `case-damaged`. */
export function saveElsewhere(file: CaseFile, target: string, author: Author, caseId: string): void {
  const { db } = file
  if (existsSync(target))
    throw new AppError('case-exists', 'there is a file of this name already', { file: basename(target) })
  const draft = draftPath(target)
  let marked = true
  try {
    makePrivateFile(draft)
    db.transaction(() => {
      appendAudit(db, caseId, {
        at: author.at,
        operator: author.operator,
        action: 'workspace.saveMoved',
        params: { file: basename(target), reason: file.moved() },
      })
      // The copy is whole and closed.
      clearOpenMark(db)
    })()
    marked = false
    db.prepare('VACUUM INTO ?').run(draft)
    verify(file, draft)
    syncFile(draft)
    placeWithoutReplacing(draft, target)
    syncFile(dirname(target))
  } catch (error) {
    if (!marked) setOpenMark(db, file.path, author)
    throw asKnownFailure(error)
  } finally {
    for (const end of ['', '-journal', '-wal']) rmSync(draft + end, { force: true })
  }
}
function verify({ access }: CaseFile, draft: string): void {
  const encryption = access?.encryption ?? null
  const copy = connect(draft, {
    encryption: encryption === null ? null : encryptionOf(Buffer.from(encryption.salt)),
    key: encryption === null ? null : Buffer.from(encryption.key),
    readOnly: true,
    mustExist: true,
  })
  try {
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok')
      throw new AppError('case-damaged', 'the copy is not whole')
  } finally {
    copy.close()
  }
}
