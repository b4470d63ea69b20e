import type { ColumnMapping } from '../../../../shared/contract/imports.ts'

/** A sheet to be imported under a mapping. */
export interface PlannedSheet {
  readonly index: number
  readonly kind: string
  readonly headerRow: number | null
  readonly headerRows: number
  /** First row of the part of the sheet that is meant; left out: the part at the top. */
  readonly firstRow?: number | undefined
  /** Of tables beside each other the first column of the one that is meant, zero-based; left out: all columns are one table. */
  readonly firstColumn?: number | undefined
  /** `value` of an entry without a column: the field's text in every row. */
  readonly columns: readonly (Pick<ColumnMapping, 'column' | 'header' | 'field' | 'row'> & {
    readonly value?: string | undefined
  })[]
}

/** Whether the plan is for the table that begins there. */
export function isAt(
  plan: Pick<PlannedSheet, 'firstRow' | 'firstColumn'>,
  firstRow: number,
  firstColumn: number | null,
): boolean {
  return (plan.firstRow ?? 1) === firstRow && (plan.firstColumn ?? null) === firstColumn
}
/** What a plan says of where its table begins: nothing for the one at the top over all columns. */
export function placeOf({
  firstRow,
  firstColumn,
}: {
  readonly firstRow: number
  readonly firstColumn?: number | undefined
}): Pick<PlannedSheet, 'firstRow' | 'firstColumn'> {
  return { ...(firstRow === 1 ? {} : { firstRow }), ...(firstColumn === undefined ? {} : { firstColumn }) }
}
