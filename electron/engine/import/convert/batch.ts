/** What a run of rows became, on its way from the parser to the engine. */
import type { RowBlock } from '../../records/rowBlocks.ts'

export type StoredValue = string | number | null
/** row, number of its record in the batch or -1, field, column, code, severity, raw. */
export type IssueTuple = readonly [
  row: number,
  record: number,
  field: string | null,
  column: number | null,
  code: string,
  severity: string,
  raw: string,
]
export type EntityTuple = readonly [
  entityId: number,
  kind: string,
  key: string,
  label: string,
  nameOnly: 0 | 1,
]
/** number of the record in the batch, role, entity id: roles that may hold several. */
export type RoleTuple = readonly [record: number, role: string, entityId: number]
export type UnrecordedTuple = readonly [
  row: number,
  outcome: 'rejected' | 'skipped' | 'header',
  reason: string | null,
]
/** Flat lists cross over to the engine at a fraction of the cost of nested ones. */
export interface Batch {
  readonly index: number
  /** All rows of the batch as they were read. */
  readonly blocks: readonly RowBlock[]
  /** Of the rows that became no record: row number, outcome, reason. */
  readonly unrecorded: readonly UnrecordedTuple[]
  /** The columns of `records`: numbers in the list of the sheet's `fields` and then the kind's single roles. Columns left out are empty. */
  readonly columns: readonly number[]
  /** Record after record: row number, fact, then one value a column. */
  readonly records: readonly StoredValue[]
  readonly entities: readonly EntityTuple[]
  readonly roles: readonly RoleTuple[]
  readonly issues: readonly IssueTuple[]
}
