import type { IssueCode, RowOutcome } from './imports.ts'
import { command, count, id, list, nullable, object, optional, query, returns, text } from './define.ts'
import * as v from 'valibot'
import { scope } from './scope.ts'

/** Another text for one field of one row. The row as read stays as it is; null takes an edit back. */
export interface RowEdit {
  readonly sheetId: number
  readonly row: number
  readonly field: string
  /** Header of the column, as its file has it; '' where no column holds the field. */
  readonly header: string
  /** What the file says; null where no column holds the field. */
  readonly original: string | null
  readonly text: string
  readonly reason: string
  readonly at: string
  readonly operator: string
  readonly file: string
  readonly sheet: string
  readonly kind: string
  /** What the row is now. */
  readonly outcome: RowOutcome
  readonly recordId: number | null
}
/** What a row became by an edit. */
export interface EditedRow {
  readonly sheetId: number
  readonly row: number
  readonly outcome: RowOutcome
  /** First reason of a rejected row, role of a skipped one. */
  readonly reason: string | null
  readonly issues: readonly {
    readonly field: string | null
    readonly code: IssueCode
    readonly severity: 'reject' | 'warn'
    readonly raw: string
  }[]
}

/** As much as a cell of a spreadsheet holds. */
export const cellText = v.pipe(v.string(), v.maxLength(32_767))
/** The most rows one command may change: it is one transaction, and other writes wait for it. */
export const mostEdited = 20_000
const edit = object({ sheetId: id, row: id, field: text, text: nullable(cellText) })
const reason = optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), '')

export const editContract = {
  /**
   * Gives a field of a row another text, or takes the edit back (`text: null`, or the text of the file). The row is converted again as its
   * import did: a rejected row may become a record, an accepted one may be rejected. Errors: `sheet-not-found`, `field-not-found`,
   * `row-not-editable` (details.reason: undone, older-import, no-row, header, derived, form).
   */
  'records.edit': command(object({ ...edit.entries, reason }), returns<EditedRow>()),
  /** Many at once, all or none. Errors: those of `records.edit`. */
  'records.editMany': command(
    object({ edits: v.pipe(list(edit), v.minLength(1), v.maxLength(mostEdited)), reason }),
    returns<{ readonly rows: readonly EditedRow[] }>(),
  ),
  /** The same text for a field of every row of a scope, or of the given ones among them. Errors: `selection-too-large`, those of `records.edit`. */
  'records.replace': command(
    object({ scope, recordIds: optional(list(id)), field: text, text: nullable(cellText), reason }),
    returns<{ readonly rows: number; readonly rejected: number }>(),
  ),
  /** Edits of a batch, a sheet, a row, or all; by sheet and row. */
  'records.edits': query(
    object({
      batchId: optional(id),
      sheetId: optional(id),
      row: optional(id),
      offset: optional(count, 0),
      limit: optional(count, 1_000),
    }),
    returns<{ readonly total: number; readonly rows: readonly RowEdit[] }>(),
  ),
} as const
