/** Sheets no kind fits: kept as tables of the kind `other`, each row with all it says in one field, and nothing taken for a fact. */
import { wholeRow } from '../../../../shared/contract/imports.ts'
import { other } from '../../../../shared/model/recordKinds/other.ts'
import { type PlannedSheet, placeOf } from './plannedSheet.ts'
import type { Recognition } from './recognise.ts'

const content = 'content'

/** The plan that keeps a sheet as it stands. */
export function asItStands(recognition: Recognition): PlannedSheet {
  const { index, headerRow, headerRows, columns } = recognition
  return {
    index,
    kind: other.id,
    headerRow,
    headerRows,
    columns: [
      ...columns.flatMap(({ column, header }) => (column === null ? [] : [{ column, header, field: null }])),
      { column: null, header: wholeRow, field: content },
    ],
    ...placeOf(recognition),
  }
}
/** Whether the plan keeps its sheet as it stands. */
export function isAsItStands(plan: Pick<PlannedSheet, 'kind' | 'columns'>): boolean {
  return plan.kind === other.id && holdsWholeRow(plan.columns)
}
/** Whether the rows of a sheet with these columns say all they hold in one field. */
export function holdsWholeRow(columns: PlannedSheet['columns']): boolean {
  return columns.some(
    ({ column, header, field }) => column === null && header === wholeRow && field === content,
  )
}
/** All that a row says, each cell under its header. */
export function wholeRowText(cells: readonly string[], headers: ReadonlyMap<number, string>): string | null {
  const parts = cells.flatMap((cell, column) => {
    const text = cell.trim()
    const header = headers.get(column) ?? ''
    return text === '' ? [] : [header === '' ? text : `${header}：${text}`]
  })
  return parts.length === 0 ? null : parts.join('；')
}
