/**
 * What an analysis answers: figures, tables and what is to be said beside them, in one shape for page, command line, kept results and reports.
 * Lines have keys made of identifiers and labels, never of ids, so that two runs can be compared line by line.
 */
import type { Words } from '../../language.ts'
import type { Minor } from '../../model/minor.ts'
import type { Unit } from '../../words/units.ts'
import type { ScopeInput } from '../scope.ts'

/** Money of one currency in its minor units, exact. */
export interface MoneyCell {
  readonly minor: Minor
  /** ISO 4217, `USDT` and the like; null where the material does not say. */
  readonly currency: string | null
}
export interface EntityCell {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  /** What it is resolved by, e.g. `card:6217…`: the same in every copy of the case. */
  readonly key: string
}
/**
 * By the sort of its column: text `string`, words `Words`, entity `EntityCell`, entities `EntityCell[]`, money `MoneyCell`, count `Minor`, number and
 * share `number` (a share is 0…1), time `string` as fine as the source, rank `number` (ties share one), flag `boolean`. Null: not known or not decidable.
 */
export type AnalysisCell =
  null | string | number | boolean | Words | MoneyCell | EntityCell | readonly EntityCell[]
export const columnSorts = [
  'text',
  'words',
  'entity',
  'entities',
  'money',
  'count',
  'number',
  'share',
  'time',
  'rank',
  'flag',
] as const
export interface AnalysisColumn {
  /** Stable name in JSON, camelCase English. */
  readonly id: string
  readonly title: Words
  readonly sort: (typeof columnSorts)[number]
  readonly unit?: Unit
}
export interface AnalysisRow {
  /** The same thing has the same key in every run; unique in its table. */
  readonly key: string
  readonly cells: readonly AnalysisCell[]
  /** The rows behind it, a scope a table of evidence; each opens as a table. */
  readonly rows?: readonly ScopeInput[]
}
export interface AnalysisTable {
  readonly id: string
  readonly title: Words
  readonly columns: readonly AnalysisColumn[]
  readonly rows: readonly AnalysisRow[]
  /** How many lines there are; more than `rows` holds where it was cut (`mostRows`). */
  readonly total: number
}
/** One figure of the answer as a whole. */
export interface AnalysisFigure {
  readonly id: string
  readonly title: Words
  readonly sort: AnalysisColumn['sort']
  readonly unit?: Unit
  readonly value: AnalysisCell
  readonly rows?: readonly ScopeInput[]
}
/** withheld: no answer, and why; warn: the answer may be wrong or lacks something; note: what it holds and what not. */
export interface AnalysisNote {
  readonly tone: 'withheld' | 'warn' | 'note'
  /** Stable name, for comparing runs. */
  readonly id: string
  readonly words: Words
  readonly rows?: readonly ScopeInput[]
}
export interface AnalysisResult {
  readonly figures: readonly AnalysisFigure[]
  readonly tables: readonly AnalysisTable[]
  readonly notes: readonly AnalysisNote[]
  /** What belongs on a chart of it, the most telling first. */
  readonly entities: readonly number[]
  /** Links that belong on it; empty: those between the entities. */
  readonly links: readonly number[]
}
/** The most lines a table brings; what is beyond is counted in `total` and told. */
export const mostRows = 5_000
