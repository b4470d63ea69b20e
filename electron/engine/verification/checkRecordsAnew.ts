/** Deep: each record is what its row as read gives, with its edits, under what the sheet was imported by. */
import type { ThreadJobContext } from '../core/context.ts'
import { stepByStep } from '../core/stepByStep.ts'
import { sheetConversion } from '../import/write/reconvert.ts'
import { compareRows } from '../import/write/settleSheet.ts'
import type { Findings } from './findings.ts'
import { type KeptSheet, readAsToday, sheetsOf } from './keptSheets.ts'

export async function checkRecordsAnew(context: ThreadJobContext, found: Findings): Promise<void> {
  const batches = context
    .db()
    .prepare<[], { batchId: number; rows: number }>(
      `SELECT batch_id AS batchId, (SELECT coalesce(sum(read), 0) FROM sheets s WHERE s.batch_id = b.batch_id) AS rows FROM batches b WHERE status = 'active' ORDER BY batch_id`,
    )
    .all()
  const total = batches.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for (const { batchId } of batches)
    for (const sheet of sheetsOf(context.db(), batchId))
      await convertAgain(context, sheet, found, (rows) => {
        done += rows
        context.progress('reread', Math.min(done, total), total)
      })
}
/** Every record of a sheet is what its row gives under what the sheet was imported by, with its edits. */
async function convertAgain(
  context: ThreadJobContext,
  kept: KeptSheet,
  found: Findings,
  advance: (rows: number) => void,
): Promise<void> {
  const { sheetId, file, sheet, kind } = kept
  if (kind === null) return
  const conversion = sheetConversion(context.db(), sheetId)
  if (conversion === null) {
    found.note('reread-older', { file, sheet })
    return
  }
  const asToday = readAsToday(kept)
  let differ = 0
  await stepByStep(
    compareRows(context.db(), conversion, ({ stored }, changes) => {
      found.looked += 1
      if (!changes) return
      differ += 1
      if (asToday) found.add('reread-record', { file, sheet, row: stored.row })
    }),
    context,
    { pauseAfterMs: 60, onStep: advance },
  )
  if (!asToday && differ > 0) found.note('reread-otherwise', { file, sheet, rows: differ })
}
