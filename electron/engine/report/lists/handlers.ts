import type { FormListCheck, FormGap, formListContract } from '../../../../shared/contract/formLists.ts'
import { AppError } from '../../../../shared/errors.ts'
import { formListNames } from '../../../../shared/words/formLists.ts'
import { seizure } from '../../../../shared/model/recordKinds/seizure.ts'
import { hasRows, type FormListId } from '../../../../shared/model/formLists.ts'
import type { ScopeInput } from '../../../../shared/contract/scope.ts'
import type { HandlersFor } from '../../core/context.ts'
import type { ScopedRows } from '../../core/scopedRows.ts'
import { readCaseDetails } from '../../store/caseDetails.ts'
import type { Db } from '../../store/db.ts'
import { caseNameFor } from '../buildReport.ts'
import { redactionText } from '../documentWords.ts'
import { maskerFor } from '../model/redact.ts'
import { onOneState } from '../oneState.ts'
import { outputName, recordReport, writeWhole } from '../outputFile.ts'
import { formHtml } from '../render/formHtml.ts'
import { formWord } from '../render/formWord.ts'
import { electronicForm } from './electronic.ts'
import { wholeGap, type FormContent, type FormDefinition } from './formList.ts'
import { formPaper } from './formPaper.ts'
import { thingForms } from './things.ts'

const forms: readonly FormDefinition[] = [...thingForms, electronicForm]
const renderers = { docx: formWord, html: formHtml } as const

function formOf(list: FormListId): FormDefinition {
  const form = forms.find(({ id }) => id === list)
  if (form === undefined) throw new AppError('internal', `no form of list ${list}`)
  return form
}
function contentOf(
  { db, rows }: { readonly db: Db; readonly rows: (scope: ScopeInput) => ScopedRows },
  list: FormListId,
  scope: ScopeInput | undefined,
): FormContent {
  const asked = hasRows(list) ? rows(scope ?? { kind: seizure.id }) : null
  return formOf(list).read(db, asked)
}
/** What the case itself does not say for the head of a paper. */
function gapsOfCase(db: Db): readonly FormGap[] {
  const { number, unit, officer, secondOfficer } = readCaseDetails(db)
  return [
    ...(unit === '' ? [wholeGap('no-unit')] : []),
    ...(number === '' ? [wholeGap('no-case-number')] : []),
    ...(officer === '' || secondOfficer === '' ? [wholeGap('one-officer')] : []),
  ]
}

export const formListHandlers = {
  'lists.check': (context, { list, scope }): FormListCheck => {
    const { parts, gaps, leftOut } = contentOf(context, list, scope)
    return {
      list,
      parts: parts.map(({ place, rows, gaps: own }) => ({ place, rows: rows.length, gaps: own })),
      gaps: [...gapsOfCase(context.db), ...gaps],
      leftOut,
    }
  },
  'lists.write': async (context, { list, scope, format, redact }) => {
    const form = formOf(list)
    const file = context.files.createOutput(
      outputName(caseNameFor(context, redact), formListNames[list].zh, context.at, format),
      { again: true },
    )
    try {
      const { bytes, rows } = await onOneState(context, async () => {
        const db = context.db()
        const content = contentOf({ db, rows: context.rows }, list, scope)
        if (content.parts.length === 0)
          throw new AppError('report-empty', 'nothing stands on the list', { list })
        const note = redact === 'none' ? '' : redactionText(redact, 'zh-CN')
        const paper = formPaper(db, form, content, maskerFor(db, redact), note)
        return {
          bytes: await renderers[format](paper),
          rows: content.parts.reduce((sum, part) => sum + part.rows.length, 0),
        }
      })
      context.checkCancelled()
      writeWhole(file, bytes)
      return await recordReport(context, file, 'lists.write', { list, rows, format, redacted: redact })
    } catch (error) {
      context.files.revoke(file.fileId)
      throw error
    }
  },
} satisfies HandlersFor<typeof formListContract>
