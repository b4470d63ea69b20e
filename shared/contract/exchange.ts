import { exchangeFormats } from '../model/chart/exchangeFormats.ts'
import { redactions } from '../model/redactions.ts'
import { fileId, id, job, literal, object, optional, returns } from './define.ts'
import type { ReportFile } from './reports.ts'

export interface ExchangeFile extends ReportFile {
  readonly nodes: number
  readonly edges: number
  /** Drawings by hand and assumed links that stand on the chart and not in the file; the notes in the file say so too. */
  readonly drawingsLeftOut: number
  readonly assumedLeftOut: number
}
/** A node of a foreign file that is nobody of the case. */
export interface Unmatched {
  readonly label: string
  readonly kind: string
  /** no-number: it is known by a name alone, and a name alone joins nobody; no-kind: its kind is none of the program's; unknown: nothing of the case has its number; several: more than one has. */
  readonly why: 'no-number' | 'no-kind' | 'unknown' | 'several'
}
/** What a file of another program holds of what the case knows. Nothing is put into the case by reading. */
export interface ExchangeRead {
  readonly format: 'graphml' | 'gexf' | 'anx'
  readonly name: string
  readonly nodes: number
  readonly edges: number
  /** Entities of the case that nodes of the file are, with their places where the file has places. */
  readonly entityIds: readonly number[]
  readonly positions: readonly { readonly entityId: number; readonly x: number; readonly y: number }[]
  /** Nodes that are an entity another node is already. */
  readonly repeated: number
  readonly unmatched: number
  /** The first of those. */
  readonly examples: readonly Unmatched[]
  /** What of the file was not looked at, by the name of the element, and how often. */
  readonly skipped: readonly { readonly what: string; readonly count: number }[]
}
export const exchangeContract = {
  /** A chart as it is drawn, for another program: sums exact as decimal text with their currency, ids as text, what is undecided as attributes. csv and ftm are archives. Errors: chart-not-found. */
  'exchange.write': job(
    object({
      chartId: id,
      format: literal(exchangeFormats),
      redact: optional(literal(redactions), 'none'),
      language: optional(literal(['zh-CN', 'en']), 'zh-CN'),
    }),
    returns<ExchangeFile>(),
    { reads: false },
  ),
  /** Reads a GraphML, GEXF or ANX file and finds which of its nodes the case knows, by kind and number. Errors: file-not-granted, file-too-large, file-hostile, file-unreadable. */
  'exchange.read': job(object({ fileId }), returns<ExchangeRead>(), { reads: true }),
} as const
