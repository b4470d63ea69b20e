/** What a list of an official form is before it is a file: its head, its rows, who signs, what it lacks. */
import type { FormGap } from '../../../../shared/contract/formLists.ts'
import type { FormListId } from '../../../../shared/model/formLists.ts'
import type { ReadingJobContext } from '../../core/context.ts'
import type { ScopedRows } from '../../core/scopedRows.ts'
import type { Db } from '../../store/db.ts'
import type { Column, Row, Typed } from '../model/documentModel.ts'

/** A column of the form: its words are those of the official paper, its share is of the width. */
export interface FormColumn extends Column {
  readonly paper: { readonly share: number }
}
/** One list of its own. */
export interface FormPart {
  readonly place: string
  /** Lines above the table: name of the line and what stands there; empty for what is written by hand. */
  readonly head: readonly (readonly [name: string, value: Typed])[]
  readonly rows: readonly Row[]
  readonly gaps: readonly FormGap[]
}
export interface FormContent {
  readonly parts: readonly FormPart[]
  readonly gaps: readonly FormGap[]
  readonly leftOut: number
}
export interface FormDefinition {
  readonly id: FormListId
  readonly columns: readonly FormColumn[]
  /** Who signs below, from left to right; each with an empty line and a date. */
  readonly signers: readonly string[]
  /** How many copies there are and who gets them, with the rule. */
  readonly copies: string
  /** Reads what the list holds. `rows` null: a list that goes by no table. */
  readonly read: (db: Db, rows: ScopedRows | null) => FormContent
}
export type FormContext = Pick<ReadingJobContext, 'db' | 'rows'>

/** A stored time as papers write it: 2022年9月12日, as fine as it is known, with the clock where there is one. */
export function officialTime(stored: string): string {
  const [, year, month, day, clock] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[ T](\d{2}:\d{2}))?)?)?(?![\d-])/.exec(stored) ?? []
  if (year === undefined) return stored
  return [
    `${year}年`,
    month === undefined ? '' : `${Number(month)}月`,
    day === undefined ? '' : `${Number(day)}日`,
    clock === undefined ? '' : ` ${clock}`,
  ].join('')
}
/** A gap of rows; none where there are no rows. */
export function gapOf(gap: FormGap['gap'], recordIds: readonly number[]): readonly FormGap[] {
  return recordIds.length === 0
    ? []
    : [{ gap, count: recordIds.length, recordIds: recordIds.slice(0, 5_000) }]
}
/** A gap of the whole list. */
export const wholeGap = (gap: FormGap['gap'], count = 1): FormGap => ({ gap, count, recordIds: [] })
