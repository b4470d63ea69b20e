/** The next cell of an original sheet that holds a text. */
import { AppError } from '../../../shared/errors.ts'
import { folded, withoutSeparators } from '../../../shared/model/textFold.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { originalRowsBetween } from './originalRows.ts'

const rowsAtOnce = 2_048
/** Cell and row (zero-based column, one-based row) after the given place, or before it with `backwards`; null when there is none. Errors: `sheet-not-found`, `cancelled`. */
export async function findInSheet(
  context: ReadingJobContext,
  question: {
    readonly sheetId: number
    readonly text: string
    readonly row: number
    readonly column: number
    readonly backwards: boolean
  },
): Promise<{ readonly row: number; readonly column: number } | null> {
  const { sheetId, backwards } = question
  const last = context
    .db()
    .prepare<[number], number>('SELECT row_count FROM sheets WHERE sheet_id = ?')
    .pluck()
    .get(sheetId)
  if (last === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  const words = folded(question.text).trim()
  if (words === '') return null
  const digits = /^\+?[\d\s\-.,]{4,}x?$/.test(words) ? withoutSeparators(words) : null
  const holds = (cell: string): boolean => {
    const text = folded(cell)
    return text.includes(words) || (digits !== null && withoutSeparators(text).includes(digits))
  }
  const step = backwards ? -1 : 1
  const fits = (row: number, column: number): boolean =>
    backwards
      ? row < question.row || (row === question.row && column < question.column)
      : row > question.row || (row === question.row && column > question.column)
  for (let at = Math.min(Math.max(question.row, 1), last); at >= 1 && at <= last; at += step * rowsAtOnce) {
    const [from, to] = backwards
      ? [Math.max(1, at - rowsAtOnce + 1), at]
      : [at, Math.min(last, at + rowsAtOnce - 1)]
    const rows = originalRowsBetween(context.db(), sheetId, from, to)
    for (const { row, cells } of backwards ? rows.toReversed() : rows) {
      for (let index = backwards ? cells.length - 1 : 0; index >= 0 && index < cells.length; index += step) {
        if (fits(row, index) && holds(cells[index] ?? '')) return { row, column: index }
      }
    }
    context.progress('sheet', backwards ? last - from : to, last)
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
    context.checkCancelled()
  }
  return null
}
