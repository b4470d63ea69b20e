import { id, job, list, literal, nothing, object, optional, query, returns, text } from './define.ts'

import { groupKey } from './records.ts'
import { scope, sortKey } from './scope.ts'

/** A section of the report on paper. */
import { redactions } from '../model/redactions.ts'

export interface ReportSection {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
}
export type ReportRedaction = (typeof redactions)[number]
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

const redact = optional(literal(redactions), 'none')
const language = optional(literal(['zh-CN', 'en']), 'zh-CN')

export const reportContract = {
  /** A chart as drawn by the engine (same positions, kinds and labels), for saving. Errors: chart-not-found. */
  'chart.svg': query(
    object({ chartId: id, theme: optional(literal(['light', 'dark']), 'light'), redact, language }),
    returns<{
      readonly svg: string
      readonly width: number
      readonly height: number
      /** The name of the chart as a file may carry it. */
      readonly name: string
    }>(),
  ),
  /** Excel: an index, a sheet per evidence table, measures, sources with hashes. Typed cells, identifiers as text. */
  'report.workbook': job(object({ kinds: optional(list(text)), redact, language }), returns<ReportFile>(), {
    reads: false,
  }),
  /** The sections a report on paper can have, in their order; their ids are those of `report.document`. */
  'report.sections': query(nothing, returns<readonly ReportSection[]>()),
  /** Word, or one HTML file that needs nothing else. Sections and charts left out: all of them. Errors: `section-not-found`, `chart-not-found`. */
  'report.document': job(
    object({
      format: optional(literal(['docx', 'html']), 'docx'),
      sections: optional(list(text)),
      charts: optional(list(id)),
      redact,
      language,
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
      redact,
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
    { reads: false },
  ),
} as const
