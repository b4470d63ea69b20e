/** Whether the search's index covers the rows it says it does: a word that stands in no index is not found. */
import { emptyPartsOf, indexForm } from '../search/indexStore.ts'
import type { Db } from '../store/db.ts'
import type { Findings } from './findings.ts'
import type { LogState } from './logState.ts'

interface IndexedSheet {
  readonly sheetId: number
  readonly file: string
  readonly sheet: string
  readonly form: number | null
  readonly lastRow: number
  readonly lastIndexed: number
}
export function checkIndex(db: Db, log: LogState, found: Findings): void {
  for (const { sheetId, file, sheet, form, lastRow, lastIndexed } of db
    .prepare<[], IndexedSheet>(
      `SELECT s.sheet_id AS sheetId, file_name AS file, s.name AS sheet, i.form, coalesce((SELECT max(last_row) FROM original_blocks b WHERE b.sheet_id = s.sheet_id), 0) AS lastRow,
        coalesce((SELECT max(last_row) FROM search_parts p WHERE p.sheet_id = s.sheet_id), 0) AS lastIndexed
      FROM sheets s JOIN batches USING (batch_id) JOIN originals USING (original_id) LEFT JOIN search_sheets i ON i.sheet_id = s.sheet_id WHERE status = 'active' AND s.kind IS NOT NULL`,
    )
    .all()) {
    found.looked += 1
    // Whoever imported it with digests indexed it too; an older sheet is searched row by row until somebody does.
    if (form === null) {
      if (log.sheets.get(sheetId)?.digests.read !== undefined) found.add('index-missing', { file, sheet })
      else found.note('index-older', { file, sheet })
    } else if (form === indexForm && (lastIndexed < lastRow || emptyPartsOf(db, sheetId) > 0))
      found.add('index-incomplete', { file, sheet })
  }
}
