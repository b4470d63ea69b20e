import { flag, job, object, optional, returns } from './define.ts'

/** What was looked at, one question each, in this order. */
export const verificationChecks = [
  'schema',
  'integrity',
  'audit-chain',
  'heads',
  'originals',
  'log',
  'rows',
  'reconciliation',
  'references',
  'steps',
  'derived',
  'index',
  'reread',
  'kept-figures',
  'completeness',
] as const
export type VerificationCheck = (typeof verificationChecks)[number]

/** One thing that is not as it should be, or that could not be looked at: its words stand in `shared/words/verification.ts`. */
export interface VerificationFinding {
  readonly code: string
  /** File, sheet, row, table, command: what the sentence names. */
  readonly values: Readonly<Record<string, string | number | null>>
}
export interface Verification {
  /** Everything that was looked at agrees. `notes` of the checks say what could not be looked at. */
  readonly ok: boolean
  /** The originals were read again. */
  readonly deep: boolean
  readonly checks: readonly {
    readonly check: VerificationCheck
    readonly ok: boolean
    /** How much was looked at. */
    readonly looked: number
    /** The first finding in short: a page or table in SQLite's words, an audit sequence, a file, a sheet. */
    readonly detail: string | null
    readonly findings: readonly VerificationFinding[]
    /** So many more findings than are listed. */
    readonly further: number
    /** What could not be looked at, and why. */
    readonly notes: readonly VerificationFinding[]
  }[]
  readonly milliseconds: number
}

export const verificationContract = {
  /**
   * Whether the case is as the program left it, by its own log: schema, pages, chain, originals, batches, rows, steps, derived facts. `deep` reads every
   * original again and compares row by row. Changes nothing.
   */
  'case.verify': job(object({ deep: optional(flag) }), returns<Verification>(), { reads: true }),
} as const
