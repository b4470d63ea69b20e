import { formLists, type FormGapId, type FormListId } from '../model/formLists.ts'
import { redactions } from '../model/redactions.ts'
import { job, literal, object, optional, query, returns } from './define.ts'
import type { ReportFile } from './reports.ts'
import { scope } from './scope.ts'

/** Something a list lacks; `count` as its words say, `recordIds` the rows it is of (at most 5,000), empty for what is of the whole. */
export interface FormGap {
  readonly gap: FormGapId
  readonly count: number
  readonly recordIds: readonly number[]
}
/** One list of its own: the things of one place. */
export interface FormListPart {
  /** As the material writes it; empty where it says none. */
  readonly place: string
  readonly rows: number
  readonly gaps: readonly FormGap[]
}
export interface FormListCheck {
  readonly list: FormListId
  readonly parts: readonly FormListPart[]
  /** What is lacking whatever the part. */
  readonly gaps: readonly FormGap[]
  /** Rows of the scope that are repeats of others and stand on no list; files whose import was undone. */
  readonly leftOut: number
}

const asked = {
  list: literal(formLists),
  /** Of the table of seized things; left out: all of it. Not for `electronic`. */
  scope: optional(scope),
}
export const formListContract = {
  /** What a list would hold and what it lacks of what the rules ask, before it is printed. Errors: those of the scope, `invalid-arguments` (a scope of another table). */
  'lists.check': query(object(asked), returns<FormListCheck>()),
  /** The list in the form of its official paper, in Chinese, a page of its own for each place; signatures stay empty. Errors: those of `lists.check`, `report-empty`, `cancelled`. */
  'lists.write': job(
    object({
      ...asked,
      format: optional(literal(['docx', 'html']), 'docx'),
      redact: optional(literal(redactions), 'none'),
    }),
    returns<ReportFile>(),
    { reads: false },
  ),
} as const
