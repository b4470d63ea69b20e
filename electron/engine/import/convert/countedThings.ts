/** The unit that stands in the cell of a number of things (10箱), where the kind has a field for units: it is the row's unit, or contradicts that of the unit's column. */
import type { NumberedValues } from '../../../../shared/model/complete.ts'
import { sameThings, thingIn } from '../../../../shared/model/countedUnits.ts'
import type { Field } from '../../../../shared/model/define.ts'
import type { RawRow } from '../formats/cells.ts'
import type { CellRemark } from './convertRows.ts'

interface Column {
  readonly column: number
  readonly field: Field
  readonly place: number
}
export class CountedThings {
  private readonly columns: readonly Column[]
  private readonly unitAt: number
  constructor(columns: readonly Column[], fields: readonly string[]) {
    this.columns = columns.filter(({ field }) => field.counts === 'things')
    this.unitAt = fields.indexOf('unit')
  }
  /** Writes the unit of the row; a figure in another unit than the row's is no value, and that is told. */
  tell({ cells }: RawRow, values: NumberedValues): readonly CellRemark[] {
    if (this.unitAt < 0) return []
    const remarks: CellRemark[] = []
    for (const { column, field, place } of this.columns) {
      const written = cells[column] ?? ''
      const unit = typeof values[place] === 'number' ? thingIn(written) : null
      if (unit === null) continue
      const known = values[this.unitAt]
      if (typeof known !== 'string') values[this.unitAt] = unit
      else if (!sameThings(thingIn(known) ?? unit, unit)) {
        values[place] = null
        remarks.push({
          column,
          field: field.id,
          code: 'not-a-number',
          severity: 'warn',
          raw: written.slice(0, 200),
        })
      }
    }
    return remarks
  }
}
