/** A list as the paper it will be: masked where that was asked, every value a text, in the words of the form. */
import { formListNames } from '../../../../shared/words/formLists.ts'
import type { Db } from '../../store/db.ts'
import { readCaseDetails } from '../../store/caseDetails.ts'
import { isTyped } from '../model/documentModel.ts'
import { valueText } from '../model/cellText.ts'
import type { MaskText } from '../model/redact.ts'
import type { FormContent, FormDefinition } from './formList.ts'

export interface FormPaper {
  /** Name of the unit at the head; empty where nobody has said it. */
  readonly unit: string
  readonly title: string
  readonly columns: readonly { readonly header: string; readonly share: number }[]
  readonly lists: readonly {
    readonly head: readonly (readonly [name: string, value: string])[]
    readonly rows: readonly (readonly string[])[]
  }[]
  readonly signers: readonly string[]
  readonly copies: string
  /** Said under each list where something was masked. */
  readonly note: string
}
/** What stands under the last row, so that nothing can be added. */
export const nothingBelow = '（以下空白）'

export function formPaper(
  db: Db,
  form: FormDefinition,
  content: FormContent,
  mask: MaskText,
  note: string,
): FormPaper {
  return {
    unit: readCaseDetails(db).unit,
    title: formListNames[form.id].zh,
    columns: form.columns.map(({ header, paper }) => ({
      header: typeof header === 'string' ? header : valueText(header.value),
      share: paper.share,
    })),
    lists: content.parts.map(({ head, rows }) => ({
      head: head.map(([name, { sort, value }]) => [name, mask(sort, valueText(value))]),
      rows: rows.map((row) =>
        row.map((cell, index) =>
          isTyped(cell)
            ? mask(cell.sort, valueText(cell.value))
            : mask(form.columns[index]?.sort ?? 'text', valueText(cell)),
        ),
      ),
    })),
    signers: form.signers,
    copies: form.copies,
    note,
  }
}
