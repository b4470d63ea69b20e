/** The rows a scope asks for, as handlers are given them: resolved once, by whoever knows what stands behind rows. */
import type { Condition, ScopeInput, ScopePhrase } from '../../../shared/contract/scope.ts'
import type { RecordKind } from '../../../shared/model/define.ts'

export type SqlParameters = Readonly<Record<string, string | number | null>>
/** SQL over the alias `r` of the kind's evidence table. */
export interface ScopedRows {
  readonly kind: RecordKind
  readonly table: string
  readonly where: string
  readonly params: SqlParameters
  /** Nothing is left out. */
  readonly whole: boolean
  /** SQL over `r` that is true for the own rows of facts which a repeat or a second side among these may be counted for; null: for any fact. */
  readonly facts: string | null
  /** What was asked for; what is kept about the rows goes by it. */
  readonly scope: ScopeInput
  /** Which rows these are depends on tags and notes too, not on the facts alone. */
  readonly followsMarks: boolean
  /** Those of them that meet more conditions. Errors: `field-not-found`, `invalid-arguments`. */
  narrowed(conditions: readonly Condition[]): ScopedRows
  /** What the parts of the scope are called, the filter left out. */
  phrases(): readonly ScopePhrase[]
}
