/** What a row is called where a step is told: the file it came from, and its number there. */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** `file` and `row` of a record; of two, the second as `otherFile` and `otherRow`. A record that is gone has none. */
export function rowNames(
  db: Db,
  { id }: Pick<RecordKind, 'id'>,
  recordId: number,
  otherId?: number,
): Readonly<Record<string, string | number>> {
  const read = db.prepare<[number], { readonly file: string; readonly row: number }>(
    `SELECT o.file_name AS file, r.row FROM ${recordTable(id)} r JOIN sheets s USING (sheet_id) JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE r.record_id = ?`,
  )
  const [one, other] = [read.get(recordId), otherId === undefined ? undefined : read.get(otherId)]
  return { ...one, ...(other === undefined ? {} : { otherFile: other.file, otherRow: other.row }) }
}
