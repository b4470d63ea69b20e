/** Rows read for comparison, fact by fact, those that say most first. */
import { unknownCurrency } from '../../../shared/model/currency.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, tookEffectCondition } from './evidence.ts'
import type { FactValue } from './factHash.ts'
import { whatSays } from './pairDecisions.ts'
import type { Comparison, FactRow } from './sameFact.ts'

/**
 * `ORDER BY` of the rows of one fact: what says how it came out, which way it went and in which currency, before what does not, then the row with the most
 * values, then the one with the finer time (10:09:52 before 10:09), then by the values facts are derived from, then, where a name means somebody of its sheet alone, by what the sheet's file holds, then the row imported first (also
 * when its import was undone and redone).
 */
function saysMostFirst(kind: RecordKind, alias: string): string {
  const told = new Set(kind.sameFact ?? [])
  const derived = [
    ...kind.fields.filter(({ summed }) => summed === true).map(({ id }) => id),
    kind.timeField,
    kind.amountField,
    kind.resultField,
    ...kind.roles.flatMap((role) => [
      ...role.keys.flatMap(({ fields }) => fields),
      role.label,
      role.only?.field,
      ...(role.identifiers ?? []).map(({ field }) => field),
      ...(role.attributes ?? []),
    ]),
    ...kind.links.flatMap((rule) => [
      rule.amount,
      rule.quantity,
      rule.time,
      rule.direction,
      rule.positive,
      rule.where?.field,
    ]),
  ]
  const ties = [...new Set([...derived, ...told])]
    .filter((field) => field !== undefined && kind.fields.some(({ id }) => id === field))
    .map((field) => columnOf(alias, field ?? ''))
  return [
    ...(kind.resultField === undefined
      ? []
      : [
          `(${columnOf(alias, kind.resultField)} IS NOT NULL) DESC`,
          `(${columnOf(alias, kind.resultField)} IS 'unknown')`,
        ]),
    ...(kind.directionField === undefined ? [] : [`(${columnOf(alias, kind.directionField)} IS 'unknown')`]),
    ...(kind.currency === undefined
      ? []
      : [`(${columnOf(alias, kind.currency.field)} IS '${unknownCurrency}')`]),
    `(${filledColumns(kind, alias)}) DESC`,
    ...(kind.timeField === undefined
      ? []
      : [`length(coalesce(${columnOf(alias, kind.timeField)}, '')) DESC`]),
    ...ties,
    ...(namesWithinSheets(kind) ? [contentOf(alias)] : []),
    `${alias}.sheet_id`,
    `${alias}.row`,
  ].join(', ')
}
/** Whether rows of the kind name people who are known within their sheet only: which of two equal rows stands then says whose links these are, and must not hang on the order of imports. */
function namesWithinSheets(kind: RecordKind): boolean {
  return kind.roles.some(({ keys }) => keys.some(({ within }) => within !== undefined))
}
function contentOf(alias: string): string {
  return `(SELECT o.sha256 || printf('/%06d', s.idx) FROM sheets s JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE s.sheet_id = ${alias}.sheet_id)`
}
/** SQL of how many fields of a row have a value. */
export function filledColumns(kind: RecordKind, alias: string): string {
  return kind.fields.map(({ id }) => `(${columnOf(alias, id)} IS NOT NULL)`).join(' + ')
}
/** Reads the rows of some hashes, all rows of one hash together. */
export function factReader(
  db: Db,
  comparison: Comparison,
  withSays: boolean,
): (facts: readonly number[]) => readonly (readonly FactRow[])[] {
  const read = rowReader<[string]>(db, comparison, withSays, {
    where: 'r.fact IN (SELECT value FROM json_each(?))',
    order: `r.fact, ${saysMostFirst(comparison.kind, 'r')}`,
  })
  return (facts) => {
    const groups: FactRow[][] = []
    let last: number | null = null
    for (const row of read(JSON.stringify(facts))) {
      if (row.fact !== last) groups.push([])
      last = row.fact
      groups.at(-1)?.push(row)
    }
    return groups
  }
}
/** Reads rows that meet a condition (SQL over `r`) as they are compared. */
export function rowReader<Params extends unknown[]>(
  db: Db,
  comparison: Comparison,
  withSays: boolean,
  { where, order }: { readonly where: string; readonly order: string },
): (...params: Params) => Iterable<FactRow> {
  const { kind, columns } = comparison
  const told = columns.map((column) => columnOf('r', column))
  const effect =
    kind.resultField === undefined
      ? '1'
      : `CASE WHEN ${columnOf('r', kind.resultField)} IS NULL THEN NULL ELSE (${tookEffectCondition(kind, 'r')}) END`
  const read = db
    .prepare<Params, [number, number, number, number | null, number | null, number, ...FactValue[]]>(
      `SELECT r.record_id, r.sheet_id, r.fact, r.duplicate_of, ${effect}, ${filledColumns(kind, 'r')}, ${told.join(', ')} FROM ${recordTable(kind.id)} r
      WHERE ${where} ORDER BY ${order}`,
    )
    .raw()
  return function* (...params) {
    for (const [recordId, sheetId, fact, duplicateOf, took, filled, ...raw] of read.iterate(...params))
      yield {
        recordId,
        sheetId,
        fact,
        values: comparison.valuesOf(raw),
        effect: took,
        filled: filled + (took === null ? 0 : 1_000),
        says: withSays ? whatSays(kind, (field) => raw[columns.indexOf(field)]) : null,
        duplicateOf,
      }
  }
}
/** The facts of a list in portions. */
export function* portions<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}
/** What comes one by one, in portions. */
export function* portionsOf<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let portion: T[] = []
  for (const entry of all)
    if (portion.push(entry) >= size) {
      yield portion
      portion = []
    }
  if (portion.length > 0) yield portion
}
