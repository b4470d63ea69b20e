/** Values of the model as text on paper. */
import { isTyped, type Line, type Typed } from './documentModel.ts'
import type { Value } from '../xlsx/sheet.ts'
import { valueDigits } from '../xlsx/sheet.ts'

/** Whether values of this sort stand at the right of their column. */
export function isFigure(sort: Typed['sort']): boolean {
  return sort === 'number' || sort === 'money'
}
/** The text of a value: figures in groups of three, everything else as it is. */
export function valueText(value: Value): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : groupedDigits(valueDigits(value))
}
/** `-41320360.03` as `-41,320,360.03`. */
function groupedDigits(digits: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(digits) ?? []
  return `${sign}${whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest}`
}
/** A line as one text. */
export function lineText(line: Line): string {
  return typeof line === 'string'
    ? line
    : line.map((piece) => (isTyped(piece) ? valueText(piece.value) : piece)).join('')
}
/** The text of a header or title. */
export function headerText(header: string | Typed): string {
  return typeof header === 'string' ? header : valueText(header.value)
}
