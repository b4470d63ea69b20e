/** What single rows add to a measure, as though each of them stood: for what is said of rows that nobody has decided about. */
import { countValue, moneyValue, scaledOf, type FigureValue } from '../../../shared/model/figureValue.ts'
import { bigOf } from '../../../shared/model/minor.ts'
import { fieldOf } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { isYuan, rowsWithin, standingOnly, type MeasureDefinition, type MeasureScope } from './measure.ts'

export interface RowParts {
  /** By record; rows that would be no part of the scope are left out. */
  readonly of: ReadonlyMap<number, bigint>
  /** Each is what the row adds to a figure of this scope alone; otherwise it is 1 for each row. */
  readonly added: boolean
}
/** Of rows of a scope by their ids. */
export function rowParts(
  db: Db,
  definition: MeasureDefinition,
  scope: MeasureScope,
  within: Subject,
  recordIds: readonly number[],
): RowParts {
  const told = scope.parts?.(db, recordIds) ?? null
  if (told !== null) return { of: told, added: true }
  const { where, params } = rowsWithin(db, asThoughStanding(scope), within)
  const field = scope.parts === undefined && scope === definition.scopes[0] ? definition.adds : undefined
  const counts =
    field !== undefined && fieldOf(scope.kind, field)?.type === 'money' ? ` AND ${isYuan(scope.kind)}` : ''
  const rows = db
    .prepare<[object], [bigint, bigint | null]>(
      `SELECT r.record_id, ${field === undefined ? '1' : `r."${field}"`} FROM ${recordTable(scope.kind)} r WHERE r.record_id IN (SELECT value FROM json_each(@measure_parts)) AND (${where})${counts}`,
    )
    .safeIntegers(true)
    .raw()
    .all({ ...params, measure_parts: JSON.stringify(recordIds) })
  return {
    of: new Map(rows.map(([recordId, value]) => [Number(recordId), value ?? 0n])),
    added: field !== undefined,
  }
}
/** Whether the figure hangs on which rows count; counts of rows as they stand in the files hang on nothing. */
export const hangsOnRepeats = ({ where }: MeasureScope): boolean => where.startsWith(standingOnly)
function asThoughStanding(scope: MeasureScope): MeasureScope {
  return { ...scope, where: scope.where.slice(standingOnly.length) }
}
/** Whether the figure moves by just these parts: it is the sum of them, or a number of the rows themselves. */
export function movesBy(
  { added }: RowParts,
  { scopes, each }: MeasureDefinition,
  value: FigureValue,
  rows: number,
): boolean {
  if (scopes.length > 1) return false
  // Two rows that a person said are two may carry one number.
  return added || (each === true && 'count' in value && BigInt(value.count) === BigInt(rows))
}
/** The figure with so much more. */
export function movedBy(value: FigureValue, more: bigint): FigureValue {
  const moved = bigOf(scaledOf(value).scaled) + more
  return 'minor' in value ? moneyValue(moved, value.currency) : countValue(moved, value.scale)
}
