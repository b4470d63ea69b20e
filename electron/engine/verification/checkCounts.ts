/** Whether the counts of every sheet are its rows. */
import { setImmediate as turn } from 'node:timers/promises'
import type { ThreadJobContext } from '../core/context.ts'
import { auditOriginalRows } from '../records/originalRows.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Findings } from './findings.ts'

interface SheetRow {
  readonly sheet_id: number
  readonly name: string
  readonly file_name: string
  readonly kind: string | null
  readonly active: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: number
  readonly skipped: number
}

/** For every sheet: the figures of its reconciliation are the rows that are kept as read, and each of these is a record or listed as none. */
export async function checkCounts(context: ThreadJobContext, found: Findings): Promise<void> {
  const sheets = context
    .db()
    .prepare<[], SheetRow>(
      `
    SELECT sheet_id, name, file_name, kind, status = 'active' AS active, accepted, duplicate, rejected, skipped
    FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) ORDER BY sheet_id`,
    )
    .all()
  for (const sheet of sheets) {
    await turn()
    context.checkCancelled()
    const db = context.db()
    const { outcomes, wrong } = auditOriginalRows(db, sheet.sheet_id)
    const records =
      sheet.kind === null
        ? 0
        : (db
            .prepare<[number], number>(`SELECT count(*) FROM ${recordTable(sheet.kind)} WHERE sheet_id = ?`)
            .pluck()
            .get(sheet.sheet_id) ?? 0)
    const expected = (count: number): number => (sheet.active === 1 ? count : 0)
    const agrees =
      wrong === null &&
      records === expected(sheet.accepted + sheet.duplicate) &&
      (sheet.active === 0 ||
        (['accepted', 'duplicate', 'rejected', 'skipped'] as const).every(
          (outcome) => (outcomes.get(outcome) ?? 0) === sheet[outcome],
        ))
    for (const count of outcomes.values()) found.looked += count
    if (!agrees)
      found.add(
        'counts',
        { file: sheet.file_name, sheet: sheet.name, row: wrong },
        `${sheet.file_name} / ${sheet.name}`,
      )
  }
}
