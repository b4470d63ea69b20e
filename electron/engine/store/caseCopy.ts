/** A new passphrase is given to a copy, never to the live file: a rekey that is cut short can leave a file no key opens. */
import { renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { makePrivateFile } from './atomicFile.ts'
import type { WriteDb } from './db.ts'
import { appendAudit } from './audit.ts'
import { type Author, type CaseFile, connect } from './caseFile.ts'
import { draftPath, syncFile } from './drafts.ts'
import { applyRekey, deriveKey, type Encryption, newEncryption } from './caseFormat.ts'
import { clearOpenMark } from './openMark.ts'
import { asKnownFailure } from './failures.ts'
import { refuseMoved } from './place.ts'

export interface PassphraseChange {
  readonly current: string | null
  readonly next: string | null
  readonly author: Author
  readonly caseId: string
  /** Closes the live file; called when the copy is whole and verified. */
  release(): void
}

/**
 * Copy, rekey the copy, verify it, sync, rename it over the file. Until the rename the old passphrase opens the case, after it the new one.
 * Copies made earlier still open with the old passphrase. Errors: `wrong-passphrase`, `disk-full`, `io-error`, `case-damaged`.
 */
export async function changePassphrase(file: CaseFile, change: PassphraseChange): Promise<void> {
  refuseMoved(file)
  const key = await currentKey(file, change.current)
  const next = await nextKey(change.next)
  const draft = draftPath(file.path)
  try {
    // Who was let in to the file before is let in to it afterwards.
    makePrivateFile(draft, statSync(file.path).mode & 0o777)
    file.db.prepare('VACUUM INTO ?').run(draft)
    rekeyCopy(draft, file.encryption, key, next)
    verifyCopy(file.db, draft, next, change)
    syncFile(draft)
    refuseMoved(file)
    change.release()
    renameSync(draft, file.path)
    syncFile(dirname(file.path))
  } catch (error) {
    throw asKnownFailure(error)
  } finally {
    key?.fill(0)
    next?.key.fill(0)
    for (const end of ['', '-journal', '-wal']) rmSync(draft + end, { force: true })
  }
}

type Keyed = { readonly encryption: Encryption; readonly key: Buffer }

async function currentKey(file: CaseFile, passphrase: string | null): Promise<Buffer | null> {
  if (file.encryption === null) return null
  if (passphrase === null) throw new AppError('passphrase-needed', 'the present passphrase is needed')
  const key = await deriveKey(passphrase, file.encryption)
  if (file.matches(key)) return key
  key.fill(0)
  throw new AppError('wrong-passphrase', 'not the present passphrase')
}
async function nextKey(passphrase: string | null): Promise<Keyed | null> {
  if (passphrase === null) return null
  const encryption = newEncryption()
  return { encryption, key: await deriveKey(passphrase, encryption) }
}

function rekeyCopy(
  draft: string,
  encryption: Encryption | null,
  key: Buffer | null,
  next: Keyed | null,
): void {
  const copy = connect(draft, { encryption, key, readOnly: false, mustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    copy.prepare('SELECT count(*) FROM sqlite_master').get()
    if (encryption !== null || next !== null) applyRekey(copy, next)
  } finally {
    copy.close()
  }
}

/** Opens the copy as the next opening will, looks at every page, compares the counts of every table, and writes the audit row. */
function verifyCopy(live: WriteDb, draft: string, next: Keyed | null, change: PassphraseChange): void {
  const copy = connect(draft, {
    encryption: next?.encryption ?? null,
    key: next?.key ?? null,
    readOnly: false,
    mustExist: true,
  })
  try {
    const healthy = copy.pragma('integrity_check', { simple: true }) === 'ok'
    if (!healthy || JSON.stringify(rowCounts(copy)) !== JSON.stringify(rowCounts(live)))
      throw new AppError('case-damaged', 'the copy is not equal to the case')
    copy.transaction(() => {
      // The copy is whole and closed, while the case it is made from is open.
      clearOpenMark(copy)
      copy.prepare("UPDATE meta SET value = ? WHERE key = 'cipher'").run(next?.encryption.scheme.cipher ?? '')
      appendAudit(copy, change.caseId, {
        at: change.author.at,
        operator: change.author.operator,
        action: 'workspace.changePassphrase',
        params: { cipher: next?.encryption.scheme.cipher ?? null },
      })
    })()
  } finally {
    copy.close()
  }
}
function rowCounts(db: WriteDb): readonly (readonly [string, number])[] {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
  return tables.map((table) => [
    table,
    db.prepare<[], number>(`SELECT count(*) FROM main."${table}"`).pluck().get() ?? 0,
  ])
}
