import { job, nothing, returns } from './define.ts'

export interface Verification {
  readonly ok: boolean
  /** Each check with how much it looked at; the first that failed says where. */
  readonly checks: readonly {
    readonly check:
      | 'integrity'
      | 'audit-chain'
      | 'originals'
      | 'reconciliation'
      | 'references'
      | 'kept-figures'
      | 'completeness'
    readonly ok: boolean
    readonly looked: number
    readonly detail: string | null
  }[]
}

export const verificationContract = {
  /** Every page, the audit chain, the originals' hashes, the row counts, references, kept figures, and whether the file was closed. */
  'case.verify': job(nothing, returns<Verification>(), { reads: true }),
} as const
