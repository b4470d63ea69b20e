/** What answers of analyses are made of: cells, columns, notes, names of entities. */
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisNote,
  EntityCell,
} from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { Words } from '../../../shared/language.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import type { Unit } from '../../../shared/words/units.ts'
import { entityCell, entityKey } from './analysisCells.ts'
import { readUnmergedEntities } from './entityRows.ts'
import type { Db } from '../store/db.ts'

/** 分 as money. */
export function moneyCell(minor: bigint | null): AnalysisCell {
  return minor === null ? null : { minor: minorOf(minor), currency: yuan }
}
/** A column. */
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
/** Names entities of the case, each read once for all of an answer. */
export class EntityNames {
  readonly #entities: ReadonlyMap<number, EntitySummary>
  /** Of these entities. */
  constructor(db: Db, ids: Iterable<number>) {
    this.#entities = readUnmergedEntities(db, ids)
  }
  /** The entity as a cell. */
  cell(id: number | null): EntityCell | null {
    const entity = id === null ? undefined : this.#entities.get(id)
    return entity === undefined ? null : entityCell(entity)
  }
  /** Several as a cell; those that are gone are left out. */
  cells(ids: readonly (number | null)[]): readonly EntityCell[] {
    return ids.flatMap((id) => this.cell(id) ?? [])
  }
  /** The same in every run. */
  key(id: number): string {
    const entity = this.#entities.get(id)
    return entity === undefined ? `entity:${id}` : entityKey(entity)
  }
  /** What it is called. */
  label(id: number | null): string {
    return (id === null ? undefined : this.#entities.get(id)?.label) ?? '?'
  }
}
