/** What differs between two answers to one question: line by line by their keys, cell by cell by what they say. */
import {
  type CellChange,
  type LineChange,
  mostChanges,
  type ResultDifference,
  type TableDifference,
} from '../../../shared/contract/keptResults.ts'
import type {
  AnalysisCell,
  AnalysisFigure,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
} from '../../../shared/contract/analyses/result.ts'
import { canonicalJson, type CanonicalValue } from '../store/canonicalJson.ts'

/** What one side was made with. */
export interface Answered {
  readonly version: number
  readonly params: Readonly<Record<string, unknown>>
  readonly input: string
  readonly result: AnalysisResult
}
export type AnswersDifference = Omit<ResultDifference, 'steps' | 'stepsInAll'>

/** From one answer to the other. */
export function answersDifference(before: Answered, after: Answered): AnswersDifference {
  const params = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].filter(
    (id) => !same(before.params[id], after.params[id]),
  )
  const figures = figuresDifference(before.result.figures, after.result.figures)
  const tables = tablesDifference(before.result.tables, after.result.tables)
  const notesAdded = notesMissing(after.result.notes, before.result.notes)
  const notesGone = notesMissing(before.result.notes, after.result.notes)
  return {
    same: figures.length + tables.length + notesAdded.length + notesGone.length === 0,
    notCompared: Math.max(beyond(before.result.tables), beyond(after.result.tables)),
    versions: before.version === after.version ? null : [before.version, after.version],
    params,
    figures,
    tables,
    notesAdded,
    notesGone,
    sameInput: before.input === after.input,
  }
}
const beyond = (tables: readonly AnalysisTable[]): number =>
  tables.reduce((sum, { rows, total }) => sum + Math.max(0, total - rows.length), 0)
function figuresDifference(
  before: readonly AnalysisFigure[],
  after: readonly AnalysisFigure[],
): ResultDifference['figures'] {
  const earlier = new Map(before.map((figure) => [figure.id, figure]))
  const later = new Map(after.map((figure) => [figure.id, figure]))
  return [...new Map([...earlier, ...later]).values()].flatMap(({ id, title, sort, unit }) => {
    const one = earlier.get(id)?.value ?? null
    const other = later.get(id)?.value ?? null
    const changed = !sameCell(one, other) || earlier.has(id) !== later.has(id)
    return changed
      ? [{ id, title, sort, ...(unit === undefined ? {} : { unit }), before: one, after: other }]
      : []
  })
}
function tablesDifference(
  before: readonly AnalysisTable[],
  after: readonly AnalysisTable[],
): readonly TableDifference[] {
  const earlier = new Map(before.map((table) => [table.id, table]))
  const later = new Map(after.map((table) => [table.id, table]))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((id) => {
    const found = tableDifference(earlier.get(id), later.get(id))
    return found === null ? [] : [found]
  })
}
function tableDifference(
  before: AnalysisTable | undefined,
  after: AnalysisTable | undefined,
): TableDifference | null {
  const shown = after ?? before
  if (shown === undefined) return null
  const lines = linesDifference(before, after)
  const count = (what: LineChange['what']): number => lines.filter((line) => line.what === what).length
  const cut = [before, after].some((table) => table !== undefined && table.total > table.rows.length)
  const totals = (before?.total ?? 0) === (after?.total ?? 0)
  if (lines.length === 0 && totals && sameColumns(before, after)) return null
  return {
    id: shown.id,
    title: shown.title,
    columns: shown.columns,
    added: count('added'),
    gone: count('gone'),
    changed: count('changed'),
    lines: lines.slice(0, mostChanges),
    cut,
  }
}
const sameColumns = (before: AnalysisTable | undefined, after: AnalysisTable | undefined): boolean =>
  same(
    before?.columns.map(({ id, sort }) => [id, sort]),
    after?.columns.map(({ id, sort }) => [id, sort]),
  )
function linesDifference(
  before: AnalysisTable | undefined,
  after: AnalysisTable | undefined,
): readonly LineChange[] {
  const [earlier, later] = pairedKeys(before, after)
  const lines: LineChange[] = []
  for (const [key, row] of later) {
    const old = earlier.get(key)
    if (old === undefined) {
      lines.push({ key, what: 'added', row, cells: [] })
      continue
    }
    const cells = cellsDifference(before, old, after, row)
    if (cells.length > 0) lines.push({ key, what: 'changed', row, cells })
  }
  for (const [key, row] of earlier)
    if (!later.has(key)) lines.push({ key, what: 'gone', row: inColumnsOf(before, row, after), cells: [] })
  return lines
}
type Keyed = ReadonlyMap<string, AnalysisRow>
/**
 * Lines by their keys. Several of one key are as many lines: those that say the same on both sides are paired first, then what is left in its order,
 * so that one more or one less is told as such whatever stands before it.
 */
function pairedKeys(
  before: AnalysisTable | undefined,
  after: AnalysisTable | undefined,
): readonly [Keyed, Keyed] {
  const [earlier, later] = [before, after].map((table) =>
    Map.groupBy(table?.rows ?? [], ({ key }) => key),
  ) as [Map<string, AnalysisRow[]>, Map<string, AnalysisRow[]>]
  const [left, right] = [new Map<string, AnalysisRow>(), new Map<string, AnalysisRow>()]
  for (const key of new Set([...later.keys(), ...earlier.keys()])) {
    const [ones, others] = [earlier.get(key) ?? [], later.get(key) ?? []]
    if (ones.length < 2 && others.length < 2) {
      for (const row of ones) left.set(key, row)
      for (const row of others) right.set(key, row)
      continue
    }
    const said = Map.groupBy(ones, (row) => canonical(inColumnsOf(before, row, after).cells))
    let number = 0
    const numbered = (): string => `${key} #${(number += 1)}`
    const unpaired = others.filter((other) => {
      const one = said.get(canonical(inColumnsOf(after, other, after).cells))?.shift()
      if (one === undefined) return true
      const name = numbered()
      left.set(name, one)
      right.set(name, other)
      return false
    })
    const waiting = new Set([...said.values()].flat())
    const open = ones.filter((row) => waiting.has(row))
    for (let place = 0; place < Math.max(open.length, unpaired.length); place += 1) {
      const name = numbered()
      const [one, other] = [open[place], unpaired[place]]
      if (one !== undefined) left.set(name, one)
      if (other !== undefined) right.set(name, other)
    }
  }
  return [left, right]
}
/** Cells by the ids of their columns, so that a column that a newer version added or moved shifts nothing. */
function cellsDifference(
  before: AnalysisTable | undefined,
  old: AnalysisRow,
  after: AnalysisTable | undefined,
  row: AnalysisRow,
): readonly CellChange[] {
  return (after?.columns ?? []).flatMap(({ id }, at) => {
    const place = before?.columns.findIndex((column) => column.id === id) ?? -1
    const was = place === -1 ? null : (old.cells[place] ?? null)
    const is = row.cells[at] ?? null
    return sameCell(was, is) ? [] : [{ id, before: was, after: is }]
  })
}
function inColumnsOf(
  from: AnalysisTable | undefined,
  row: AnalysisRow,
  to: AnalysisTable | undefined,
): AnalysisRow {
  if (to === undefined) return row
  return {
    ...row,
    cells: to.columns.map(({ id }) => {
      const place = from?.columns.findIndex((column) => column.id === id) ?? -1
      return place === -1 ? null : (row.cells[place] ?? null)
    }),
  }
}
function notesMissing(of: readonly AnalysisNote[], there: readonly AnalysisNote[]): readonly AnalysisNote[] {
  const known = new Set(there.map(noteMark))
  return of.filter((note) => !known.has(noteMark(note)))
}
const noteMark = ({ tone, id, words }: AnalysisNote): string => JSON.stringify([tone, id, words.zh])

/** Two cells say the same: entities by what they are and are called, numbers as they are. */
function sameCell(one: AnalysisCell, other: AnalysisCell): boolean {
  return Object.is(one, other) || same(one, other)
}
function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}
/** As it is kept: JSON knows no infinite numbers. */
const canonical = (value: unknown): string =>
  value === undefined ? 'undefined' : canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue)
