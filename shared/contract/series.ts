/** Series (串并案): many case files by what they share, read-only, with or without an open case. */
import type { AnalysisResult } from './analyses/result.ts'
import { caseFamilies } from './collision.ts'
import { list, literal, object, optional, passphrase, returns, text, workspaceJob } from './define.ts'

/** How many files are looked at in one go. */
export const mostSeriesCases = 500
export const seriesContract = {
  /**
   * What case files have in common: clusters, shared values, pairs of cases, sums by sort and month. A file that cannot be opened is told and left
   * out; of copies of one case the first is read. Errors: `invalid-arguments`, `file-not-granted`, `cancelled`.
   */
  'series.read': workspaceJob(
    object({
      cases: list(object({ place: text, passphrase: optional(passphrase) })),
      families: optional(list(literal(caseFamilies))),
    }),
    returns<AnalysisResult>(),
  ),
}
