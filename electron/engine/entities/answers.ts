/** Pieces of answers that analyses share: columns, tables, notes, rows by number, entities by key. */
import type {
  AnalysisCell,
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
import { yuan } from '../../../shared/model/currency.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { Unit } from '../../../shared/words/units.ts'
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
/** The entity as a cell of an answer. */
export function entityCell({ entityId, kind, label, key }: EntitySummary): EntityCell {
  return { entityId, kind, label, key }
}
/** The key of an entity's line: the same in every run and in every copy of the case, whatever its id. */
export function entityKey({ kind, key }: EntitySummary): string {
  return `${kind}:${key}`
}
/** Names entities of the case, each read once for all of an answer: as cells, as keys of lines, as texts. */
export class EntityNames {
  readonly #entities: ReadonlyMap<number, EntitySummary>
  /** Of these entities; `read` says whether merged ones are named as one or each as its rows have it (`readUnmergedEntities`). */
  constructor(db: Db, ids: Iterable<number>, read: typeof readEntities = readEntities) {
    this.#entities = read(db, new Set(ids))
  }
  get(id: number): EntitySummary | undefined {
    return this.#entities.get(id)
  }
  /** The same in every run. */
  key(id: number): string {
    const entity = this.#entities.get(id)
    return entity === undefined ? `#${id}` : entityKey(entity)
  }
  /** The entity as a cell. */
  cell(id: number | null): EntityCell | null {
    const entity = id === null ? undefined : this.#entities.get(id)
    return entity === undefined ? null : entityCell(entity)
  }
  /** Several as a cell, in their order; those that are gone are left out. */
  cells(ids: Iterable<number | null>): readonly EntityCell[] {
    return [...ids].flatMap((id) => this.cell(id) ?? [])
  }
  /** Several as a cell, by their keys. */
  sortedCells(ids: Iterable<number>): readonly EntityCell[] {
    return this.cells([...ids].toSorted((one, other) => compareTexts(this.key(one), this.key(other))))
  }
  /** What it is called. */
  label(id: number | null): string {
    return (id === null ? undefined : this.#entities.get(id)?.label) ?? '?'
  }
}
/** 分 as money. */
export function moneyCell(minor: bigint | null): AnalysisCell {
  return minor === null ? null : { minor: minorOf(minor), currency: yuan }
}
/** A column; the unit is that of its counts. */
export function column(
  id: string,
  sort: AnalysisColumn['sort'],
  zh: string,
  en: string,
  unit?: Unit,
): AnalysisColumn {
  return { id, sort, title: { zh, en }, ...(unit === undefined ? {} : { unit }) }
}
/** Something to be said beside the answer. */
export function note(
  tone: AnalysisNote['tone'],
  id: string,
  words: Words,
  rows?: AnalysisNote['rows'],
): AnalysisNote {
  return { tone, id, words, ...(rows === undefined ? {} : { rows }) }
}
/** The same by its texts. */
export function toldNote(tone: AnalysisNote['tone'], id: string, zh: string, en: string): AnalysisNote {
  return note(tone, id, { zh, en })
}
/** Says that a table was cut. */
export function cutNote(table: {
  readonly id: string
  readonly title: Words
  readonly total: number
}): AnalysisNote | null {
  return table.total <= mostRows
    ? null
    : note('warn', `cut-${table.id}`, {
        zh: `“${table.title.zh}”共 ${table.total} 行，只列前 ${mostRows} 行；合计不受影响。`,
        en: `“${table.title.en}” has ${table.total} lines, of which the first ${mostRows} are listed; sums hold all.`,
      })
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
