import {
  base64,
  id,
  job,
  list,
  literal,
  name,
  nothing,
  object,
  optional,
  query,
  returns,
  text,
} from './define.ts'

import * as v from 'valibot'
import { analysisIds } from './analyses/index.ts'
import { groupKey } from './records.ts'
import { scope, sortKey } from './scope.ts'

import { papers, sheetFormats, sheetLooks, type SheetPlan } from '../model/chart/papers.ts'
import { pageFiles } from '../model/pageFiles.ts'
import { redactions } from '../model/redactions.ts'

/** A section of the report on paper. */
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
export interface ChartSheet {
  readonly plan: SheetPlan
  /** Of a picture or drawing, which are in one piece: its size in millimetres, and the dots an inch of a picture. */
  readonly whole: { readonly width: number; readonly height: number; readonly dpi: number }
  readonly svg: string
  /** Characters no font of this machine has, in words; empty where it has all. */
  readonly missing: string
  /** Whether the machine has a font with Chinese characters. */
  readonly chineseFont: boolean
}
export interface ChartFile extends ReportFile {
  readonly plan: SheetPlan
  /** Of a picture: dots an inch, at most 300. */
  readonly dpi: number | null
  readonly missing: string
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
const format = optional(literal(sheetFormats), 'pdf')
const paper = optional(literal(papers), 'a4')
const look = optional(literal(sheetLooks), 'colour')

export const reportContract = {
  /** A chart as drawn by the engine (same positions, kinds and labels), to be looked at: what is saved is made by `chart.export`. Errors: chart-not-found. */
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
  /** A chart as it would stand on paper: which paper, how many pages, the smallest text, and the first page as SVG. Errors: chart-not-found. */
  'chart.sheet': job(object({ chartId: id, format, paper, look, redact, language }), returns<ChartSheet>(), {
    reads: true,
  }),
  /** The same as one drawing for the clipboard; told in the audit log like a file that leaves. Errors: chart-not-found. */
  'chart.copy': job(
    object({ chartId: id, paper, look, redact, language }),
    returns<{ readonly svg: string; readonly width: number; readonly height: number }>(),
    { reads: false },
  ),
  /** A chart as a file, with title, legend, filter, what is not drawn and sources around it. Text is never below 7 points: a larger paper or several pages are taken instead. Errors: chart-not-found, no-font, no-pictures. */
  'chart.export': job(object({ chartId: id, format, paper, look, redact, language }), returns<ChartFile>(), {
    reads: false,
  }),
  /** Excel: an index, a sheet per evidence table, measures, sources with hashes. Typed cells, identifiers as text. */
  'report.workbook': job(object({ kinds: optional(list(text)), redact, language }), returns<ReportFile>(), {
    reads: false,
  }),
  /** The sections a report on paper can have, in their order; their ids are those of `report.document`. */
  'report.sections': query(nothing, returns<readonly ReportSection[]>()),
  /** Word, or one HTML file that needs nothing else. Sections, charts and kept results left out: all of them. Errors: `section-not-found`, `chart-not-found`, `result-not-found`. */
  'report.document': job(
    object({
      format: optional(literal(['docx', 'html']), 'docx'),
      sections: optional(list(text)),
      charts: optional(list(id)),
      results: optional(list(id)),
      redact,
      language,
    }),
    returns<ReportFile>(),
    { reads: false },
  ),
  /** An answer of an analysis: Excel with all its tables, CSV with one of them. Errors: those of `analyses.run`. */
  'report.analysis': job(
    object({
      analysis: literal(analysisIds),
      params: optional(v.record(v.string(), v.unknown()), {}),
      table: optional(text),
      format: literal(['xlsx', 'csv']),
      redact,
      language,
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
    { reads: false },
  ),
  /** What the page made and lets leave (a table of differences, a picture of overlaps), kept in the list of exports and the audit log like every file that leaves. */
  'report.page': job(
    object({ what: literal(pageFiles), name, ending: literal(['csv', 'png']), bytes: base64 }),
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
