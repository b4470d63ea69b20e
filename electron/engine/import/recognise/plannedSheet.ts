import type { ColumnMapping } from '../../../../shared/contract/imports.ts'

/** A sheet to be imported under a mapping. */
export interface PlannedSheet {
  readonly index: number
  readonly kind: string
  readonly headerRow: number | null
  readonly headerRows: number
  /** First row of the part of the sheet that is meant; left out: the part at the top. */
  readonly firstRow?: number | undefined
  /** `value` of an entry without a column: the field's text in every row. */
  readonly columns: readonly (Pick<ColumnMapping, 'column' | 'header' | 'field' | 'row'> & {
    readonly value?: string | undefined
  })[]
}
