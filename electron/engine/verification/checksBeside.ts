/** The checks that need nothing but a connection for reading: they run in threads beside the engine's own where the case is large. */
import type { Verification, VerificationCheck } from '../../../shared/contract/verification.ts'
import type { ThreadJobContext } from '../core/context.ts'
import { checkCounts } from './checkCounts.ts'
import { checkDerived, type DerivedOptions } from './checkDerived.ts'
import { checkPages } from './checkPages.ts'
import { checkRecordsAnew } from './checkRecordsAnew.ts'
import { checkReferences } from './checkReferences.ts'
import { checkRows } from './checkRows.ts'
import { isUnreadable } from './damage.ts'
import { Findings } from './findings.ts'
import { readLog } from './logState.ts'

/** What a check beside is given besides its connection. */
export type BesideOptions = DerivedOptions
export type CheckResult = Verification['checks'][number]
/** The longest first, so that the threads end together. `records`: the second half of `reread`. */
export const checksBeside = [
  'derived',
  'records',
  'integrity',
  'rows',
  'reconciliation',
  'references',
] as const
export type CheckBeside = (typeof checksBeside)[number]

const looks: Readonly<
  Record<
    CheckBeside,
    (context: ThreadJobContext, found: Findings, options: BesideOptions) => void | Promise<void>
  >
> = {
  integrity: (context, found) => {
    checkPages(context.db(), found)
  },
  rows: (context, found, { byDigests }) => checkRows(context, readLog(context.db()), found, byDigests),
  reconciliation: checkCounts,
  references: checkReferences,
  derived: checkDerived,
  records: checkRecordsAnew,
}
/** Runs one of them. Throws only `cancelled` and errors of the disk. */
export async function lookBeside(
  check: CheckBeside,
  context: ThreadJobContext,
  options: BesideOptions,
): Promise<CheckResult> {
  const name = check === 'records' ? 'reread' : check
  return gathered(name, (found) => looks[check](context, found, options))
}
/** What a check finds; a page or a text that cannot be read is a finding of the check that came to it. */
export async function gathered(
  check: VerificationCheck,
  look: (found: Findings) => void | Promise<void>,
): Promise<CheckResult> {
  const found = new Findings()
  try {
    await look(found)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    found.add('unreadable', { text: error.message })
  }
  return found.end(check)
}
