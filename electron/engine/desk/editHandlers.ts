import type { editContract } from '../../../shared/contract/edits.ts'
import { AppError } from '../../../shared/errors.ts'
import { toldText } from '../../../shared/words/shortSaid.ts'
import type { HandlersFor } from '../core/context.ts'
import { listEdits, sheetRows, writeEdits } from './edits.ts'

export const editHandlers = {
  'records.edit': (context, { reason, ...edit }) => {
    const [row] = writeEdits(context, [edit], reason)
    if (row === undefined) throw new AppError('internal', 'an edit without a row')
    context.describe({
      ...sheetNames(context.db, edit.sheetId),
      field: edit.field,
      row: edit.row,
      ...toldText('text', edit.text),
    })
    return row
  },
  'records.editMany': (context, { edits, reason }) => {
    const rows = writeEdits(context, edits, reason)
    const [first] = edits
    context.describe({
      rows: rows.length,
      cells: edits.length,
      ...(first === undefined
        ? {}
        : {
            ...sheetNames(context.db, first.sheetId),
            field: first.field,
            row: first.row,
            ...toldText('text', first.text),
          }),
    })
    return { rows }
  },
  'records.replace': (context, { scope, recordIds, field, text, reason }) => {
    const rows = writeEdits(
      context,
      sheetRows(context.db, context.rows(scope), recordIds).map((row) => ({ ...row, field, text })),
      reason,
    )
    context.describe({ field, kind: scope.kind, rows: rows.length, ...toldText('text', text) })
    return { rows: rows.length, rejected: rows.filter(({ outcome }) => outcome === 'rejected').length }
  },
  'records.edits': ({ db }, question) => listEdits(db, question),
} satisfies HandlersFor<typeof editContract>

function sheetNames(
  db: Parameters<typeof listEdits>[0],
  sheetId: number,
): { readonly file: string; readonly sheet: string; readonly kind: string } {
  return (
    db
      .prepare<[number], { file: string; sheet: string; kind: string }>(
        'SELECT file_name AS file, name AS sheet, kind FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
      )
      .get(sheetId) ?? { file: '', sheet: '', kind: '' }
  )
}
