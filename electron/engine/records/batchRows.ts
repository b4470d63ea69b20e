import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import type { RowSource } from './scope.ts'

/** The rows of an import. */
export const batchRows: RowSource<number> = {
  where(db, batchId) {
    fileOf(db, batchId)
    return {
      where: 'r.sheet_id IN (SELECT s.sheet_id FROM sheets s WHERE s.batch_id = @batch)',
      params: { batch: batchId },
    }
  },
  name(db, batchId) {
    const file = fileOf(db, batchId)
    return { zh: `${file}（批次 ${batchId}）`, en: `${file} (batch ${batchId})` }
  },
}
function fileOf(db: Db, batchId: number): string {
  const file = db
    .prepare<[number], string>(
      'SELECT file_name FROM batches JOIN originals USING (original_id) WHERE batch_id = ?',
    )
    .pluck()
    .get(batchId)
  if (file === undefined) throw new AppError('batch-not-found', `no batch ${batchId}`, { batchId })
  return file
}
