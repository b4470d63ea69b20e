/** A cell of a row as the converters of the model take it. */
import type { Cell } from '../../../../shared/model/convert.ts'
import type { Field } from '../../../../shared/model/define.ts'
import { serialTime } from '../../../../shared/model/times.ts'
import { marks, type RawRow } from './cells.ts'

/** By the mark of a cell. */
export const cellTypes = ['text', 'number', 'date', 'boolean', 'error'] as const

/** The cell at a column; empty beyond the row's end. A bare serial number of a 1904 workbook in a time column becomes its date here. */
export function cellOf(row: RawRow, column: number, field: Field, date1904: boolean): Cell {
  const text = row.cells[column] ?? ''
  const mark = row.marks?.[column] ?? marks.text
  if (date1904 && mark === marks.number && (field.type === 'time' || field.type === 'date')) {
    const date = serialTime(Number(text), true)
    if (date !== null) return { text: date, type: 'date' }
  }
  return { text, type: cellTypes[mark] }
}
