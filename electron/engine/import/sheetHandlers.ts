import type { sheetContract, SettledSheet } from '../../../shared/contract/sheets.ts'
import { readingRules } from '../../../shared/model/readingRules.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext, HandlersFor } from '../core/context.ts'
import { stepByStep } from '../core/stepByStep.ts'
import type { Db } from '../store/db.ts'
import { checkedSettings, type GivenSetting, settleableSheet } from './write/settleable.ts'
import { previewSettings } from './write/settingPreview.ts'
import { formerReading } from './write/settleSheet.ts'
import { sheetReading } from './write/sheetReading.ts'
import { keptSettings, ofSheet, rulesText } from './write/sheetSettings.ts'

/** So many settings of a step stand in the history. */
const mostSaid = 20

export const sheetHandlers = {
  'sheets.reading': (context, { sheetId }) => stepByStep(sheetReading(context.db(), sheetId), context),
  'sheets.preview': (context, { sheetId, settings }) =>
    stepByStep(previewSettings(context.db(), sheetId, settings), context),
  'sheets.settle': (context, { sheetIds, settings, reason }) => {
    const ids = [...new Set(sheetIds)]
    for (const sheetId of ids) settle(context, sheetId, settings, reason)
    const [first = 0] = ids
    context.describe({
      ...namesOf(context.db, first),
      sheets: ids.length,
      settings: settings.length,
      // What was said, in the order it was said; the page puts it into words.
      said: JSON.stringify(settings.slice(0, mostSaid)),
      reason: reason.slice(0, 200),
    })
    return { sheets: ids.length }
  },
  'sheets.settled': ({ db }, { batchId }) => settledSheets(db, batchId ?? null),
} satisfies HandlersFor<typeof sheetContract>

function settle(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  sheetId: number,
  settings: readonly GivenSetting[],
  reason: string,
): void {
  const conversion = settleableSheet(db, sheetId)
  const put =
    db.prepare(`INSERT INTO row_edits (sheet_id, row, field, text, reason, at, operator) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sheet_id, row, field) DO UPDATE SET text = excluded.text, reason = excluded.reason, at = excluded.at, operator = excluded.operator`)
  const takeBack = db.prepare('DELETE FROM row_edits WHERE sheet_id = ? AND row = ? AND field = ?')
  for (const { about, value, key } of checkedSettings(db, conversion, settings)) {
    if (value === null) takeBack.run(sheetId, ofSheet, key)
    else {
      // What the rows are now is kept with it: the program that read them is gone.
      const text = about === 'rules' ? rulesText(readingRules, formerReading(db, conversion)) : value
      put.run(sheetId, ofSheet, key, text, reason, at, operator)
    }
  }
}
function settledSheets(db: Db, batchId: number | null): readonly SettledSheet[] {
  const bySheet = Map.groupBy(keptSettings(db, null), ({ sheetId }) => sheetId)
  return [...bySheet].flatMap(([sheetId, kept]) => {
    const names = namesOf(db, sheetId)
    return batchId !== null && names.batchId !== batchId
      ? []
      : [{ sheetId, ...names, settings: kept.map(({ sheetId: _, ...setting }) => setting) }]
  })
}
function namesOf(db: Db, sheetId: number): Pick<SettledSheet, 'batchId' | 'file' | 'sheet' | 'kind'> {
  const found = db
    .prepare<[number], Pick<SettledSheet, 'batchId' | 'file' | 'sheet' | 'kind'>>(
      "SELECT batch_id AS batchId, file_name AS file, name AS sheet, coalesce(kind, '') AS kind FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?",
    )
    .get(sheetId)
  if (found === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  return found
}
