/** The words for anything thrown, by its code and never by its message. */
import { AppError } from '../../shared/errors.ts'
import { textIn } from '../../shared/language.ts'
import { errorTexts } from '../../shared/words/errors.ts'
import { errorWhere } from '../../shared/words/errorDetails.ts'

export interface ErrorWords {
  readonly what: string
  /** File, sheet, row, holder … as the details tell them; empty when they tell nothing. */
  readonly where: string
  readonly todo: string
}
/** What, where and what to do, in the language; an unknown throw is told as `internal`. */
export function errorWords(error: unknown, language: string): ErrorWords {
  const spoken = language === 'en' ? 'en' : 'zh-CN'
  const { code, details }: Pick<AppError, 'code' | 'details'> =
    error instanceof AppError ? error : { code: 'internal', details: {} }
  const { what, todo } = errorTexts[code]
  return {
    what: textIn(what, spoken),
    where: errorWhere(details, spoken).join(' · '),
    todo: textIn(todo, spoken),
  }
}

/** Whether an error is a cancellation, which nobody need be told of. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}
/** A question that was still on its way when its case was closed: only screens of an open case ask one, and the person who closed it knows. */
export function isLeftBehind(error: unknown): boolean {
  return error instanceof AppError && error.code === 'no-case-open'
}
