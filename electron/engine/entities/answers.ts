/** Pieces of answers that analyses share: columns, tables, notes, rows by number, entities by key. */
import type {
  AnalysisColumn,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
  EntityCell,
} from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import { entityCell, entityKey } from './analysisCells.ts'
import { readEntities } from './entityRows.ts'
import type { Db } from '../store/db.ts'

const mostPicked = 5_000
/** Rows of a table by their numbers, in as many scopes as they need. */
export function pickedScopes(kind: string, recordIds: Iterable<number>): readonly ScopeInput[] {
  const ids = [...new Set(recordIds)]
  const scopes: ScopeInput[] = []
  for (let from = 0; from < ids.length; from += mostPicked)
    scopes.push({ kind, picked: ids.slice(from, from + mostPicked) })
  return scopes
}
/** An answer without lines, and why. */
export function withheld(...notes: readonly AnalysisNote[]): AnalysisResult {
  return { figures: [], tables: [], notes, entities: [], links: [] }
}
/** A table of the first lines, with how many there are; each line is made only where it is shown. */
export function tableOf<Line>(
  { id, title, columns }: Pick<AnalysisTable, 'id' | 'title' | 'columns'>,
  lines: readonly Line[],
  row: (line: Line, place: number) => AnalysisRow,
  most = mostRows,
): AnalysisTable {
  return { id, title, columns, rows: lines.slice(0, most).map(row), total: lines.length }
}
/** Places of sorted lines, equal ones sharing one. */
export function ranked<Line>(
  lines: readonly Line[],
  isEqual: (one: Line, other: Line) => boolean,
): readonly number[] {
  const ranks: number[] = []
  lines.forEach((line, place) => {
    const before = lines[place - 1]
    ranks.push(before !== undefined && isEqual(before, line) ? (ranks[place - 1] ?? 1) : place + 1)
  })
  return ranks
}
/** Entities by id with their stable keys, for order and for keys of lines. */
export class Named {
  private readonly entities: ReadonlyMap<number, EntitySummary>
  constructor(db: Db, ids: Iterable<number>) {
    this.entities = readEntities(db, new Set(ids))
  }
  get(id: number): EntitySummary | undefined {
    return this.entities.get(id)
  }
  key(id: number): string {
    const entity = this.entities.get(id)
    return entity === undefined ? `#${id}` : entityKey(entity)
  }
  cell(id: number): EntityCell | null {
    const entity = this.entities.get(id)
    return entity === undefined ? null : entityCell(entity)
  }
  cells(ids: Iterable<number>): readonly EntityCell[] {
    return [...ids]
      .toSorted((one, other) => compare(this.key(one), this.key(other)))
      .flatMap((id) => this.cell(id) ?? [])
  }
}
/** A column in a line. */
export function column(id: string, sort: AnalysisColumn['sort'], zh: string, en: string): AnalysisColumn {
  return { id, sort, title: { zh, en } }
}
/** Order of texts by their code, the same on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
/** Names of entries of a register, each once: entries of one name may be one person, so how many there are is told. */
export function namesOnce(labels: readonly string[]): Words {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const told = (entries: (count: number) => string): string[] =>
    [...counts].map(([label, count]) => (count === 1 ? label : `${label}${entries(count)}`))
  return {
    zh: told((count) => `（${count} 处登记）`).join('、'),
    en: told((count) => ` (${count} entries)`).join(', '),
  }
}
/** A note with a count, or none where there is nothing to count. */
export function countNote(
  count: number,
  id: string,
  zh: string,
  en: string,
  tone: AnalysisNote['tone'] = 'note',
): readonly AnalysisNote[] {
  return count === 0
    ? []
    : [
        {
          tone,
          id,
          words: { zh: zh.replace('{count}', String(count)), en: en.replace('{count}', String(count)) },
        },
      ]
}
