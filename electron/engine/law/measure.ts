/** What a measure is: a rule in words, the rows behind it as SQL, and how the figure comes out of them. */
import type { Measure } from '../../../shared/contract/analysis.ts'
import type { Db } from '../store/db.ts'
import { seenAs, wholeOf } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'

/** Rows of one kind's table; `where` is SQL over the alias `r`. */
export interface MeasureScope {
  readonly kind: string
  readonly where: string
  readonly params: Readonly<Record<string, string | number | null>>
}
/**
 * Why a figure is missing or needs a look: `no-material` nothing of that kind was imported; `no-value` no row carries the needed field;
 * `rows-without-value` some rows in scope carry none and are not in the sum; `point-value-unknown` no deposit tells what a point is worth;
 * `point-value-differs` deposits tell different values; `no-average-price` a seized title was never sold online; `conflicting-rows` one number stands in rows with different figures.
 */
export type Reason =
  | 'no-material'
  | 'no-value'
  | 'rows-without-value'
  | 'point-value-unknown'
  | 'point-value-differs'
  | 'no-average-price'
  | 'conflicting-rows'
export interface Figure {
  readonly value: number | null
  readonly why: Reason | null
}
export interface MeasureDefinition {
  readonly id: string
  readonly unit: Measure['unit']
  readonly rule: Measure['rule']
  /** One for each kind whose rows stand behind the figure; the first is the one opened by default. */
  readonly scopes: readonly MeasureScope[]
  readonly figure: (db: Db) => Figure
}

/** A scope without parameters. Repeated rows are never in scope unless `repeats` is asked for. */
export function rowsOf(
  kind: string,
  condition = '1',
  options: { readonly repeats?: boolean } = {},
): MeasureScope {
  const once = options.repeats === true ? '' : 'r.duplicate_of IS NULL AND '
  return { kind, where: `${once}(${condition})`, params: {} }
}

/** A whole number an aggregate gives over a scope, exact; null when no row has a value. */
export function aggregate(db: Db, scope: MeasureScope, expression: string): bigint | null {
  const value = db
    .prepare(`SELECT ${expression} FROM ${recordTable(scope.kind)} r WHERE ${scope.where}`)
    .safeIntegers(true)
    .pluck()
    .get(scope.params)
  return typeof value === 'bigint' ? value : null
}
/** How many rows the scope has. */
export function rowCount(db: Db, scope: MeasureScope): number {
  return Number(aggregate(db, scope, 'COUNT(*)') ?? 0n)
}
/** Whether the kind has any row at all; without material a figure is unknown, not zero. */
export function hasMaterial(db: Db, kind: string): boolean {
  return db.prepare(`SELECT 1 FROM ${recordTable(kind)} LIMIT 1`).get() !== undefined
}

/** The number a scaled integer stands for; the nearest number there is, printed with its decimals. */
export function unscaled(value: bigint, scale: number): number {
  return Number(value) / 10 ** scale
}

/** Figure: how many different values (or rows, with `*`) the scope holds. */
export function counted(scope: MeasureScope, of = '*'): (db: Db) => Figure {
  return (db) => {
    if (!hasMaterial(db, scope.kind)) return { value: null, why: 'no-material' }
    return {
      value: Number(aggregate(db, scope, of === '*' ? 'COUNT(*)' : `COUNT(DISTINCT ${of})`) ?? 0n),
      why: null,
    }
  }
}
/** Figure: how many different accounts the scope names in a role: each by itself whatever claims make of it, one that is taken apart once. */
export function countedAccounts(scope: MeasureScope, column: string): (db: Db) => Figure {
  return (db) => {
    if (!hasMaterial(db, scope.kind)) return { value: null, why: 'no-material' }
    return { value: Number(aggregate(db, scope, `COUNT(DISTINCT ${wholeOf(db, column)})`) ?? 0n), why: null }
  }
}
/** Figure: how many different persons (or places) the scope names in a role, those that claims have made one counted once. */
export function countedSeen(scope: MeasureScope, column: string): (db: Db) => Figure {
  return (db) => {
    if (!hasMaterial(db, scope.kind)) return { value: null, why: 'no-material' }
    const value = db
      .prepare<[object], number>(
        `SELECT COUNT(DISTINCT ${seenAs(db, 'id')}) FROM (SELECT DISTINCT ${column} AS id FROM ${recordTable(scope.kind)} r WHERE (${scope.where}) AND ${column} IS NOT NULL)`,
      )
      .pluck()
      .get(scope.params)
    return { value: value ?? 0, why: null }
  }
}
/** Figure: the sum of a field over the scope, unscaled. Zero when the scope is empty; a remark when rows carry no value. */
export function summed(
  scope: MeasureScope,
  field: string,
  scale: number,
  options: { readonly emptyIsFine?: boolean } = {},
): (db: Db) => Figure {
  return (db) => {
    if (!hasMaterial(db, scope.kind)) return { value: null, why: 'no-material' }
    const rows = rowCount(db, scope)
    if (rows === 0) return { value: 0, why: null }
    const filled = Number(aggregate(db, scope, `COUNT(r."${field}")`) ?? 0n)
    if (filled === 0) return { value: null, why: 'no-value' }
    const total = aggregate(db, scope, `SUM(r."${field}")`) ?? 0n
    return {
      value: unscaled(total, scale),
      why: filled < rows && options.emptyIsFine !== true ? 'rows-without-value' : null,
    }
  }
}
