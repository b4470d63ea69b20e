/** The sheets of imports, as reading them again needs them. */
import { readingRules } from '../../../shared/model/readingRules.ts'
import type { ConversionBasis } from '../import/convert/conversionBasis.ts'
import type { Db } from '../store/db.ts'

export interface KeptSheet {
  readonly sheetId: number
  readonly idx: number
  readonly file: string
  readonly sheet: string
  readonly kind: string | null
  readonly basis: string | null
  readonly skip: string | null
  readonly indexed: number | null
}

/** The sheets of a batch. */
export function sheetsOf(db: Db, batchId: number): readonly KeptSheet[] {
  return db
    .prepare<[number], KeptSheet>(
      `SELECT s.sheet_id AS sheetId, idx, file_name AS file, name AS sheet, kind, basis, skip, i.form AS indexed FROM sheets s JOIN batches USING (batch_id)
      JOIN originals USING (original_id) LEFT JOIN search_sheets i ON i.sheet_id = s.sheet_id WHERE s.batch_id = ? ORDER BY idx`,
    )
    .all(batchId)
}

/** Whether the sheet was read by the rules of today. */
export function readAsToday({ basis }: KeptSheet): boolean {
  // Written by the import.
  return basis !== null && (JSON.parse(basis) as ConversionBasis).rules === readingRules
}
/** Rows that became records, repeats too. */
export function recordedRows(db: Db): number {
  return (
    db
      .prepare<[], number>(
        "SELECT coalesce(sum(accepted + duplicate), 0) FROM sheets JOIN batches USING (batch_id) WHERE status = 'active'",
      )
      .pluck()
      .get() ?? 0
  )
}
