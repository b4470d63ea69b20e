/** What a series is made of, while it is put together. */
import type { CaseFamily } from '../../../shared/contract/collision.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { CaseSums } from './seriesSums.ts'

export interface SeriesCase {
  readonly index: number
  readonly fileName: string
  readonly name: string
  readonly caseId: string
  /** Why it was not read; `copy`: another file of the same case was. */
  readonly problem: ErrorCode | 'copy' | null
  readonly sums: CaseSums | null
}
export interface SharedValue {
  readonly family: CaseFamily
  readonly value: string
  readonly cases: readonly number[]
  /** Whose it is, by case; null where it was not asked. */
  readonly owners: Map<number, string>
}
export interface Series {
  readonly cases: readonly SeriesCase[]
  readonly shared: readonly SharedValue[]
  readonly families: readonly CaseFamily[]
  readonly services: number
  readonly placeholders: number
}
