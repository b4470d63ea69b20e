/** From a scope to its rows. What each sort of scope means is handed in by the rooms that know it (`engine/rowSources.ts`). */
import type * as v from 'valibot'
import type {
  Condition,
  ScopeId,
  ScopeInput,
  ScopePhrase,
  ScopeValue,
  sortKey,
} from '../../../shared/contract/scope.ts'
import type { BothLanguages } from '../../../shared/contract/scopes/define.ts'
import { scopeSorts } from '../../../shared/contract/scopes/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ScopedRows, SqlParameters } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { rankSql } from './collation.ts'
import { columnOf, kindOf } from './evidence.ts'
import { conditionSql, filterColumn, Parameters, registerFold } from './filter.ts'
import { markFields } from './markedRecords.ts'

export type SortKeys = readonly v.InferInput<typeof sortKey>[]
/** SQL over the alias `r` that is true for some rows of a kind's table. */
export interface RowTest {
  readonly where: string
  readonly params: SqlParameters
}
/** What a value is called in both languages, and what more there is to say of it. */
export interface SourceName extends BothLanguages {
  readonly hint?: BothLanguages
}
export interface ScopeSurroundings {
  readonly model: readonly RecordKind[]
  /** The rows of another scope, for sorts that build on one. */
  rows(scope: ScopeInput): ScopedRows
}
/** What one sort of scope means. */
export interface RowSource<Value> {
  /**
   * The rows of a kind behind a value; null when none of this kind are. Names of parameters begin with the id of the sort.
   * Errors: those the sort names in its definition.
   */
  where(db: Db, value: Value, kind: RecordKind, around: ScopeSurroundings): RowTest | null
  /** What the value is called. Errors: the same. */
  name(db: Db, value: Value): SourceName
  /** The rows depend on tags and notes too. */
  readonly followsMarks?: boolean
  /**
   * A figure of these rows is one of facts that the value itself counts, as a link does: a repeat or a second side among them is counted for no fact whose own row says otherwise (an
   * order that was closed, another account).
   */
  readonly ofItsFacts?: boolean
}
/** What every sort of scope means; a missing one does not compile. */
export type RowSources = { readonly [Id in ScopeId]: RowSource<ScopeValue<Id>> }

/** The rows of a scope. Errors: `kind-not-found`, `field-not-found`, `invalid-arguments`, those of the sorts it names. */
export function scopedRows(
  db: Db,
  scope: ScopeInput,
  sources: RowSources,
  model: readonly RecordKind[] = recordKinds,
): ScopedRows {
  const kind = kindOf(model, scope.kind)
  const named = scopeSorts.flatMap((sort) => {
    const value = scope[sort.id]
    // The value is the one this source takes: both are found by the same id.
    const source: RowSource<unknown> = sources[sort.id]
    return value === undefined ? [] : [{ sort, value, source }]
  })
  const around: ScopeSurroundings = { model, rows: (inner) => scopedRows(db, inner, sources, model) }
  const behind = named.map(({ sort, value, source }): RowTest => {
    const test = source.where(db, value, kind, around) ?? { where: '0', params: {} }
    const stray = Object.keys(test.params).find((name) => !name.startsWith(sort.id))
    if (stray !== undefined) throw new AppError('internal', `a parameter of ${sort.id} is named ${stray}`)
    return test
  })
  const ofItsFacts = named.flatMap(({ source }, place) =>
    source.ofItsFacts === true ? [`(${behind[place]?.where ?? '1'})`] : [],
  )
  const followsMarks = named.some(({ source }) => source.followsMarks === true)
  const phrases = (): readonly ScopePhrase[] =>
    named.map(({ sort, value, source }) => {
      const { zh, en, hint = null } = source.name(db, value)
      const said = (phrase: string, name: string): string => phrase.replace('{text}', () => name)
      return { id: sort.id, text: { zh: said(sort.phrase.zh, zh), en: said(sort.phrase.en, en) }, hint }
    })
  const meeting = (filter: readonly Condition[]): ScopedRows => {
    const parameters = new Parameters()
    const parts = [
      ...filter.map((condition) => conditionSql(kind, condition, 'r', parameters)),
      ...behind.map(({ where }) => `(${where})`),
    ]
    return {
      kind,
      table: recordTable(kind.id),
      where: parts.length === 0 ? '1' : parts.join(' AND '),
      params: Object.assign({}, parameters.values, ...behind.map(({ params }) => params)) as SqlParameters,
      whole: parts.length === 0,
      facts: ofItsFacts.length === 0 ? null : ofItsFacts.join(' AND '),
      scope: { ...scope, filter },
      followsMarks: followsMarks || filter.some(({ field }) => markFields.has(field)),
      narrowed: (conditions) => meeting([...filter, ...conditions]),
      phrases,
    }
  }
  registerFold(db)
  return meeting(scope.filter ?? [])
}

/**
 * `ORDER BY` of a table: Chinese texts by pinyin, empty values last, ties by record id; without keys by the kind's time, or as the rows stand in their sheets.
 * With a filter the order's index is barred by a plus: walking a million rows in its order to pick a few is far slower than sorting those.
 */
export function orderSql(
  db: Db,
  { kind, whole }: Pick<ScopedRows, 'kind' | 'whole'>,
  sort: SortKeys,
): string {
  const bar = whole ? '' : '+'
  const keys = sort.map(
    ({ field, descending }, index) =>
      `${rankSql(db, kind, field, 'r', index) ?? `${bar}${filterColumn(kind, field, 'r').sql}`}${descending === true ? ' DESC' : ''} NULLS LAST`,
  )
  if (keys.length > 0) return [...keys, 'r.record_id'].join(', ')
  return kind.timeField === undefined
    ? `${bar}r.sheet_id, r.row`
    : `${bar}${columnOf('r', kind.timeField)} NULLS LAST, r.record_id`
}
