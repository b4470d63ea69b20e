import { flag, id, job, list, literal, nothing, object, optional, query, returns, text } from './define.ts'

import { groupKey } from './records.ts'
import { scope, sortKey } from './scope.ts'

export type ReportSection =
  'facts' | 'people' | 'seizure' | 'money' | 'measures' | 'charts' | 'quality' | 'sources'
export interface ReportFile {
  readonly fileId: string
  readonly fileName: string
  readonly size: number
  readonly sha256: string
}
export interface ReportRecord {
  readonly at: string
  readonly operator: string
  readonly fileName: string
  readonly sha256: string
  readonly size: number
}

const sections = list(
  literal(['facts', 'people', 'seizure', 'money', 'measures', 'charts', 'quality', 'sources']),
)

export const reportContract = {
  /** Excel: an index, a sheet per evidence table, measures, sources with hashes. Typed cells, identifiers as text. */
  'report.workbook': job(
    object({ kinds: optional(list(text)), language: optional(literal(['zh-CN', 'en']), 'zh-CN') }),
    returns<ReportFile>(),
    { reads: false },
  ),
  /** Word: case facts, people, seizure totals, money totals, measures with rules, charts as pictures, sources. */
  'report.document': job(
    object({
      sections: optional(sections),
      charts: optional(list(id)),
      redact: optional(flag, false),
      language: optional(literal(['zh-CN', 'en']), 'zh-CN'),
    }),
    returns<ReportFile>(),
    { reads: false },
  ),
  /** What was exported when, with hashes. */
  'report.list': query(nothing, returns<readonly ReportRecord[]>()),
  /** What is shown, as Excel or CSV, with the filter written into the file. */
  'records.export': job(
    object({
      scope,
      sort: optional(list(sortKey), []),
      format: literal(['xlsx', 'csv']),
      fields: optional(list(text)),
      group: optional(list(groupKey), []),
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
    { reads: false },
  ),
} as const
