/** What the rows of a sheet are now, as a converter would tell it: to see which of them another reading changes, and to put them back as they were. */
import type { RowValues } from '../../../../shared/model/complete.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { recordTable } from '../../store/recordTables.ts'
import { statement } from '../../store/statements.ts'
import type { Db } from '../../store/db.ts'
import { type OriginalOutcome, unrecordedBetween } from '../../records/originalRows.ts'
import { columnOf } from '../../records/evidence.ts'
import type { CellRemark, RowResult } from '../convert/convertRows.ts'

export interface StoredResult {
  readonly row: number
  readonly outcome: OriginalOutcome
  readonly reason: string | null
  readonly recordId: number | null
  /** Of a record: its values that are there, by field. */
  readonly values: RowValues | null
  readonly remarks: readonly CellRemark[]
}

/** Rows `from` to `to` of a sheet as they stand, by row. */
export function storedResults(
  db: Db,
  { sheetId, kind }: { readonly sheetId: number; readonly kind: RecordKind },
  from: number,
  to: number,
): ReadonlyMap<number, StoredResult> {
  const remarks = Map.groupBy(
    statement<[number, number, number], CellRemark & { readonly row: number }>(
      db,
      'SELECT row, col AS "column", field, code, severity, raw FROM row_issues WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY issue_id',
    ).all(sheetId, from, to),
    ({ row }) => row,
  )
  const remarksOf = (row: number): readonly CellRemark[] =>
    (remarks.get(row) ?? []).map(({ row: _, ...remark }) => remark)
  const found = new Map<number, StoredResult>()
  for (const { row, outcome, reason } of unrecordedBetween(db, sheetId, from, to))
    found.set(row, { row, outcome, reason, recordId: null, values: null, remarks: remarksOf(row) })
  const fields = kind.fields.map(({ id }) => id)
  const rows = statement<[number, number, number], readonly (string | number | null)[]>(
    db,
    `SELECT r.row, r.record_id, r.duplicate_of, ${fields.map((field) => columnOf('r', field)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.sheet_id = ? AND r.row BETWEEN ? AND ?`,
  )
    .raw()
    .all(sheetId, from, to)
  for (const [row, recordId, repeats, ...told] of rows) {
    const values: RowValues = {}
    fields.forEach((field, index) => {
      const value = told[index]
      if (value !== null && value !== undefined) values[field] = value
    })
    found.set(Number(row), {
      row: Number(row),
      outcome: repeats === null ? 'accepted' : 'duplicate',
      reason: null,
      recordId: Number(recordId),
      values,
      remarks: remarksOf(Number(row)),
    })
  }
  return found
}

/** Whether a row stands as the converter tells it. Whether it repeats another is derived, and so is whom it names. */
export function standsAs(stored: StoredResult, result: RowResult): boolean {
  const outcome = stored.outcome === 'duplicate' ? 'accepted' : stored.outcome
  if (outcome !== result.outcome || stored.reason !== result.reason) return false
  if (stored.remarks.length !== result.remarks.length) return false
  const alike = stored.remarks.every((remark, at) => {
    const other = result.remarks[at]
    return (
      other !== undefined &&
      remark.column === other.column &&
      remark.field === other.field &&
      remark.code === other.code &&
      remark.severity === other.severity &&
      remark.raw === other.raw
    )
  })
  return alike && (outcome !== 'accepted' || sameValues(stored.values ?? {}, result.values ?? {}))
}
/** Fields in which two rows differ. */
export function differingFields(one: RowValues, other: RowValues): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (field) => (one[field] ?? null) !== (other[field] ?? null),
  )
}
function sameValues(one: RowValues, other: RowValues): boolean {
  for (const field in one) if ((one[field] ?? null) !== (other[field] ?? null)) return false
  for (const field in other) if ((one[field] ?? null) !== (other[field] ?? null)) return false
  return true
}
