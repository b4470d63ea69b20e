/** What an analysis answers, as JSON with stable names and as tables for people. */
import type { AnalysisParam } from '../../../shared/contract/analyses/params.ts'
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisResult,
  AnalysisTable,
  EntityCell,
} from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRun } from '../../../shared/contract/index.ts'
import { analyses } from '../../../shared/contract/analyses/index.ts'
import { type Language, textIn, type Words } from '../../../shared/language.ts'
import { cellText, columnTitle, isFigure, paramText, toneText } from '../../../shared/words/analysis.ts'
import { inWords } from './inWords.ts'
import { textTable } from './textTable.ts'

/** How much of it is printed: lines a table, and whether the scopes of the rows behind each line. */
export interface Shown {
  readonly top: number
  readonly rows: boolean
}
/** An answer as it was given now or kept before; of an analysis that a newer program knows perhaps. */
export interface Asked extends Omit<AnalysisRun, 'analysis'> {
  readonly analysis: string
}

/** The answer for machines. Lines have the names of their columns; entities are `{kind, label, identifier, id}`, sums `{minor, currency}`. */
export function runJson(run: Asked, language: Language, shown: Shown): unknown {
  const { figures, tables, notes } = run.result
  return {
    analysis: run.analysis,
    params: paramsJson(run),
    version: run.version,
    state: run.state,
    input: run.input,
    figures: figures.map(({ id, sort, unit, value, rows }) => ({
      id,
      value: cellJson(sort, value, language),
      ...(unit === undefined ? {} : { unit }),
      ...(shown.rows ? { rows: rows ?? [] } : {}),
    })),
    tables: tables.map((table) => ({
      id: table.id,
      total: table.total,
      rows: table.rows
        .slice(0, shown.top)
        .map((row) => ({
          key: row.key,
          ...Object.fromEntries(
            table.columns.map(({ id, sort }, at) => [id, cellJson(sort, row.cells[at] ?? null, language)]),
          ),
          ...(shown.rows ? { rows: row.rows ?? [] } : {}),
        })),
    })),
    notes: notes.map(({ tone, id, words }) => ({ tone, id, text: textIn(words, language) })),
  }
}
/** A cell for machines. */
export function cellJson(sort: AnalysisColumn['sort'], cell: AnalysisCell, language: Language): unknown {
  if (cell === null) return null
  if (sort === 'words') return textIn(cell as Words, language)
  if (sort === 'entity') return entityJson(cell as EntityCell)
  if (sort === 'entities') return (cell as readonly EntityCell[]).map(entityJson)
  return cell
}
const entityJson = ({ entityId, kind, label, key }: EntityCell) => ({
  kind,
  label,
  identifier: key,
  id: entityId,
})
/** Parameters as they were asked with, entities by what they are called. */
function paramsJson({ analysis, params, named }: Asked): Readonly<Record<string, unknown>> {
  const entity = (id: number) => {
    const found = named.find((one) => one.entityId === id)
    return found === undefined ? { id } : entityJson(found)
  }
  return Object.fromEntries(
    paramsOf(analysis).map(({ id, sort }) => {
      const value = params[id]
      if (sort === 'entity') return [id, typeof value === 'number' ? entity(value) : null]
      if (sort === 'entities') return [id, (value as readonly number[]).map(entity)]
      return [id, value]
    }),
  )
}
function paramsOf(analysis: string): readonly AnalysisParam[] {
  return analyses.find(({ id }) => id === analysis)?.params ?? []
}
/** The answer for people: what was asked, figures, tables, notes, and the rule by which it was made. */
export function runText(run: Asked, language: Language, shown: Shown): string {
  const definition = analyses.find(({ id }) => id === run.analysis)
  const params: readonly AnalysisParam[] = definition?.params ?? []
  const asked = params.map(
    (param) =>
      `${textIn(param.title, language)} = ${paramText(param, run.params[param.id], run.named, language)}`,
  )
  const stop = language === 'zh-CN' ? '；' : '; '
  return [
    ...(definition === undefined ? [] : [textIn(definition.question, language)]),
    ...(asked.length === 0
      ? []
      : [inWords(language, `参数：${asked.join(stop)}`, `asked with: ${asked.join(stop)}`)]),
    ...answerText(run.result, language, shown),
    ...(definition === undefined
      ? []
      : [
          '',
          inWords(
            language,
            `算法（第 ${run.version} 版）：${definition.rule.zh}`,
            `rule (version ${run.version}): ${definition.rule.en}`,
          ),
        ]),
  ].join('\n')
}
/** Figures, tables and notes for people. */
export function answerText(
  { figures, tables, notes }: AnalysisResult,
  language: Language,
  { top }: Shown,
): readonly string[] {
  return [
    ...figures.map(
      (figure) => `${textIn(figure.title, language)}  ${cellText(figure, figure.value, language)}`,
    ),
    ...tables.flatMap((table) => ['', ...tableText(table, language, top)]),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.map(
      ({ tone, words }) =>
        `${toneText(tone, language)}${language === 'zh-CN' ? '：' : ': '}${textIn(words, language)}`,
    ),
  ]
}
function tableText(table: AnalysisTable, language: Language, top: number): readonly string[] {
  const rows = table.rows.slice(0, top)
  return [
    textIn(table.title, language),
    textTable(
      table.columns.map((column) => ({ title: columnTitle(column, language), right: isFigure(column.sort) })),
      rows.map(({ cells }) =>
        table.columns.map((column, at) => cellText({ sort: column.sort }, cells[at] ?? null, language)),
      ),
    ),
    `${rows.length} / ${table.total}`,
  ]
}
