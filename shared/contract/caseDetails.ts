import * as v from 'valibot'
import { caseDetailFields, isDetail, type CaseDetailField, type CaseDetails } from '../model/caseDetails.ts'
import { command, nothing, object, optional, query, returns } from './define.ts'

const detail = (field: CaseDetailField) =>
  optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.check((text) => isDetail(field, text)),
    ),
  )
const fields = Object.fromEntries(caseDetailFields.map((field) => [field, detail(field)])) as Record<
  CaseDetailField,
  ReturnType<typeof detail>
>

export const caseDetailContract = {
  /** What the case is filed under; fields nobody has said are empty. */
  'case.details': query(nothing, returns<CaseDetails>()),
  /** Says some of it anew, the fields left out stay; an empty text takes one away. Returns all. Errors: `invalid-arguments` (a day or a grade that is none, a text over 200 characters). */
  'case.describe': command(object(fields), returns<CaseDetails>()),
} as const
