/** Answers of analyses that are kept in the case under a name: listed, opened, asked again, compared. */
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisFigure,
  AnalysisNote,
  AnalysisRow,
  EntityCell,
} from './analyses/result.ts'
import { analysisIds } from './analyses/index.ts'
import type { AnalysisRun } from './analysisRuns.ts'
import * as v from 'valibot'
import { command, id, job, literal, name, object, optional, query, returns, text } from './define.ts'
import type { WhyStep } from './snapshots.ts'

export interface KeptResult {
  readonly keptId: number
  readonly name: string
  /** Of this program, or of a newer one that knows more. */
  readonly analysis: string
  readonly params: Readonly<Record<string, unknown>>
  /** The entities its parameters name, as they were called then. */
  readonly named: readonly EntityCell[]
  readonly version: number
  readonly state: string
  readonly input: string
  readonly seq: number
  /** Lines of all its tables together. */
  readonly lines: number
  readonly note: string
  readonly at: string
  readonly operator: string
  /** It was made from the facts as they are now, by the version of now: nothing can differ. Otherwise asking again tells. */
  readonly current: boolean
}
export interface KeptAnswer {
  readonly kept: KeptResult
  readonly run: Omit<AnalysisRun, 'analysis'> & { readonly analysis: string }
}
export interface CellChange {
  /** The column. */
  readonly id: string
  readonly before: AnalysisCell
  readonly after: AnalysisCell
}
export interface LineChange {
  readonly key: string
  readonly what: 'added' | 'gone' | 'changed'
  /** The line as it is later; as it was where it is gone. */
  readonly row: AnalysisRow
  /** Empty unless it is changed. */
  readonly cells: readonly CellChange[]
}
export interface TableDifference {
  readonly id: string
  readonly title: AnalysisFigure['title']
  readonly columns: readonly AnalysisColumn[]
  readonly added: number
  readonly gone: number
  readonly changed: number
  /** At most `mostChanges`; the counts are whole. */
  readonly lines: readonly LineChange[]
  /** One of the two holds more lines than an answer brings: those beyond are not compared. */
  readonly cut: boolean
}
/** What differs between two answers; empty lists where nothing does. */
export interface ResultDifference {
  /** Nothing that was compared differs; `notCompared` says what was not. */
  readonly same: boolean
  /** Lines beyond those an answer brings, of all tables: nothing is known of them but their number. */
  readonly notCompared: number
  /** The rule of the analysis changed between them. */
  readonly versions: readonly [number, number] | null
  /** Parameters that differ, by their ids. */
  readonly params: readonly string[]
  readonly figures: readonly (Pick<AnalysisFigure, 'id' | 'title' | 'sort' | 'unit'> & {
    readonly before: AnalysisCell
    readonly after: AnalysisCell
  })[]
  readonly tables: readonly TableDifference[]
  readonly notesAdded: readonly AnalysisNote[]
  readonly notesGone: readonly AnalysisNote[]
  /** What both were made from is the same. */
  readonly sameInput: boolean
  /** What was done between the two that can change facts, the newest first; cut at a number, of `stepsInAll`. */
  readonly steps: readonly WhyStep[]
  readonly stepsInAll: number
}
/** The most lines a table of a difference brings. */
export const mostChanges = 1_000

const kept = object({ keptId: id })
export const keptResultContract = {
  /**
   * Asks an analysis and keeps the answer under a name. Errors: those of `analyses.run`.
   */
  'results.keep': job(
    object({
      analysis: literal(analysisIds),
      params: optional(v.record(v.string(), v.unknown()), {}),
      name,
      note: optional(text, ''),
    }),
    returns<KeptResult>(),
    { reads: false },
  ),
  /** What is kept, the newest first. */
  'results.list': query(object({}), returns<readonly KeptResult[]>()),
  /** A kept answer. Errors: `result-not-found`, `case-damaged`. */
  'results.read': query(kept, returns<KeptAnswer>()),
  /** Another name or note. Errors: `result-not-found`. */
  'results.change': command(
    object({ keptId: id, name: optional(name), note: optional(text) }),
    returns<KeptResult>(),
  ),
  /** Takes it out of the case; undo brings it back. Errors: `result-not-found`. */
  'results.remove': command(kept, returns<null>()),
  /** Asks the same question of the case as it is now and compares. Errors: `result-not-found`, those of `analyses.run`. */
  'results.again': job(
    kept,
    returns<{
      readonly kept: KeptResult
      readonly run: AnalysisRun
      readonly difference: ResultDifference
    }>(),
    { reads: true },
  ),
  /** What differs between two kept answers to one question, from the one to the other. Errors: `result-not-found`, `invalid-arguments`. */
  'results.compare': query(
    object({ keptId: id, withId: id }),
    returns<{
      readonly before: KeptResult
      readonly after: KeptResult
      readonly difference: ResultDifference
    }>(),
  ),
} as const
