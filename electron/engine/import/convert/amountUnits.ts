/** Units that stand neither in a header nor in the cell: in a row of their own below the header, or in a column beside the amounts. */
import { unitCell } from '../../../../shared/model/amountUnit.ts'
import { type CurrencyMark, headerCurrency } from '../../../../shared/model/currency.ts'
import type { Field, RecordKind } from '../../../../shared/model/define.ts'
import { cleanHeader, headerUnit } from '../../../../shared/model/headers.ts'
import type { RawRow } from '../formats/cells.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { ColumnMemory } from './columnMemory.ts'

type Units = readonly (readonly [column: number, unit: string])[]
/** The units of a row that holds nothing else (（单位：万元）, 万元, 册); null for any other row. */
export function unitsIn(row: RawRow | undefined): { readonly row: number; readonly units: Units } | null {
  if (row === undefined) return null
  const units: (readonly [number, string])[] = []
  for (const [column, cell] of row.cells.entries()) {
    if (cell.trim() === '') continue
    const unit = unitCell(cell, false)
    if (unit === null) return null
    units.push([column, unit])
  }
  return units.length === 0 ? null : { row: row.row, units }
}
/** The column that says in what each row's amounts count (万元, 美元), where the kind has no field for units. */
export function unitColumnOf(
  kind: RecordKind,
  { columns }: PlannedSheet,
  rows: readonly RawRow[],
): number | undefined {
  if (kind.fields.some(({ id }) => id === 'unit')) return undefined
  return (
    columns.find(({ column, header }) => {
      if (column === null || !/^(?:金额|货币|计价|币种)?单位$/u.test(cleanHeader(header))) return false
      const said = rows.map(({ cells }) => cells[column]?.trim() ?? '').filter((cell) => cell !== '')
      return (
        said.length > 0 && said.filter((cell) => unitCell(cell, true) !== null).length * 10 >= said.length * 9
      )
    })?.column ?? undefined
  )
}
/** A cleaned header with the unit that another place gives for its figures; its own unit stands. */
export function withUnit(field: Field, header: string, unit: string | undefined): string {
  const takes =
    field.type === 'money'
      ? headerUnit(header) === null
      : /^(?:integer|decimal)$/.test(field.type) && !/\([^()]*\)$/.test(header)
  return unit === undefined || !takes ? header : `${header}(${unit})`
}

/** The currency that a unit is of (万美元); undefined: none, or yuan. */
export function currencyOfUnit(unit: string): CurrencyMark | undefined {
  const currency = headerCurrency(`(${unit})`)
  return currency === null ? undefined : { currency, or: [] }
}

/** Reads the cells of one column by the unit that another column names for their row. */
export class RowUnits {
  private readonly column: number
  private readonly known = new Map<string, ColumnMemory>()
  constructor(column: number) {
    this.column = column
  }
  /** What reads the column's cell in this row, and the unit it is read in; null: the row names none. */
  of(
    raw: RawRow,
    column: number,
    field: Field,
    header: string,
  ): { readonly memory: ColumnMemory; readonly unit: string } | null {
    if (field.type !== 'money') return null
    const unit = unitCell(raw.cells[this.column] ?? '', true)
    if (unit === null) return null
    const key = `${column} ${unit}`
    let memory = this.known.get(key)
    if (memory === undefined) {
      memory = new ColumnMemory(field, withUnit(field, header, unit), false, undefined)
      this.known.set(key, memory)
    }
    return { memory, unit }
  }
}
