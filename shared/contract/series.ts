/** Series (串并案): many case files by what they share, read-only, with or without an open case. */
import type { ErrorCode } from '../errors.ts'
import type { AnalysisResult } from './analyses/result.ts'
import { caseFamilies, type CaseFamily } from './collision.ts'
import { list, literal, object, optional, passphrase, returns, text, workspaceJob } from './define.ts'

/** How many files are looked at in one go. */
export const mostSeriesCases = 500
/** As many shared values stand in the picture, those of most cases first. */
export const mostSeriesDrawn = 200

/** What joins when nothing is said: the same login, address or name in two cases is many people’s. */
export const seriesJoin: readonly CaseFamily[] = caseFamilies.filter(
  (family) => !['name', 'ip', 'address', 'siteAccount'].includes(family),
)

/** A case file of a series. */
export interface SeriesFile {
  /** Its place among those that were asked for. */
  readonly index: number
  readonly fileName: string
  /** Empty when it was not read. */
  readonly name: string
  /** The cluster it stands in, from 1; null when it shares nothing. */
  readonly cluster: number | null
  /** Why it was not read; `copy`: another file of the same case was. */
  readonly problem: ErrorCode | 'copy' | null
}
export interface SeriesValue {
  readonly family: CaseFamily
  readonly value: string
  /** Indexes of the files. */
  readonly cases: readonly number[]
}
export interface SeriesAnswer extends AnalysisResult {
  /** By this it is exported, until a case is closed, several others were read or the program ends. */
  readonly seriesId: string
  readonly files: readonly SeriesFile[]
  /** What joins, for a picture; `omitted` more are in the table alone. */
  readonly drawn: { readonly values: readonly SeriesValue[]; readonly omitted: number }
}
/** What is known of a case file before it is opened. */
export interface SeriesLook {
  readonly fileName: string
  /** Wants a passphrase; the case that is open here does not. */
  readonly encrypted: boolean
  readonly isOpenHere: boolean
  readonly problem: ErrorCode | null
}
/** A listed case, or a file the host granted. */
const which = { caseRef: optional(text), place: optional(text) }

export const seriesContract = {
  /** Which of the files want a passphrase. Errors: `file-not-granted`. */
  'series.look': workspaceJob(object({ cases: list(object(which)) }), returns<readonly SeriesLook[]>()),
  /**
   * What case files have in common: clusters, shared values, pairs of cases, sums by sort and month. A file that cannot be opened is told and left
   * out; of copies of one case the first is read. The case that is open here is read where it is. Errors: `invalid-arguments`, `file-not-granted`,
   * `cancelled`.
   */
  'series.read': workspaceJob(
    object({
      cases: list(object({ ...which, passphrase: optional(passphrase) })),
      families: optional(list(literal(caseFamilies))),
    }),
    returns<SeriesAnswer>(),
  ),
  /** The answer as Excel with all its tables, or one table as CSV, unmasked and said so. Errors: `collision-not-found`, `cancelled`. */
  'series.export': workspaceJob(
    object({
      seriesId: text,
      format: literal(['xlsx', 'csv']),
      table: optional(text),
      language: literal(['zh-CN', 'en']),
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
  ),
}
