/** Which currency a row's amount is of: what its header, its cell or the row's column says. */
import type { NumberedValues } from '../../../../shared/model/complete.ts'
import { type CurrencyMark, unknownCurrency } from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { RawRow } from '../formats/cells.ts'
import type { CellRemark } from './convertRows.ts'

/** Where a row's currency, the amounts it may come from and the row's amount stand. */
export interface CurrencyPlaces {
  readonly field: string
  readonly at: number
  readonly amountAt: number
  readonly amounts: readonly {
    readonly field: string
    readonly at: number
    /** Where the currency of booked amounts stands; -1 for an amount as it was made. */ readonly booked: number
  }[]
}
/** The places in a list of fields; null for a kind that holds yuan only. */
export function currencyPlaces(kind: RecordKind, fields: readonly string[]): CurrencyPlaces | null {
  const rule = kind.currency
  if (rule === undefined) return null
  const booked = fields.indexOf(rule.booked?.field ?? '')
  return {
    field: rule.field,
    at: fields.indexOf(rule.field),
    amountAt: fields.indexOf(kind.amountField ?? ''),
    amounts: rule.amounts.map((field) => ({
      field,
      at: fields.indexOf(field),
      booked: rule.booked?.amounts.includes(field) === true ? booked : -1,
    })),
  }
}

interface RowAbout {
  /** What the row's own column, or the lines above the table, say. */
  readonly stated: string | number | null
  readonly raw: RawRow
  readonly columns: ReadonlyMap<string, { readonly column: number; readonly currency: string | null }>
  /** Currencies that cells of the row name, by field. */
  readonly marked: ReadonlyMap<string, CurrencyMark> | null
}
/**
 * Writes the currency of the amount into the row. Where the cell names another than its column the row is rejected: it waits for a person and is in
 * no sum. Empty, though the sheet has a column of currencies: the unknown one. Empty in a sheet without: stays empty, which is taken as yuan and said so.
 */
export function nameCurrency(
  values: NumberedValues,
  places: CurrencyPlaces,
  { stated, raw, columns, marked }: RowAbout,
): readonly CellRemark[] {
  const amount = values[places.amountAt]
  if (typeof amount !== 'number') return []
  const source = places.amounts.find(({ field, at }) => {
    const value = values[at]
    return typeof value === 'number' && Math.abs(value) === Math.abs(amount) && columns.has(field)
  })
  const column = source === undefined ? undefined : columns.get(source.field)
  const booked = source === undefined || source.booked < 0 ? null : (values[source.booked] ?? null)
  const mark = source === undefined ? undefined : marked?.get(source.field)
  const named = column?.currency ?? booked ?? stated
  const known = named ?? mark?.currency ?? null
  const unknown = known === null && columns.has(places.field)
  values[places.at] = unknown ? unknownCurrency : known
  if (unknown)
    return [
      {
        column: columns.get(places.field)?.column ?? null,
        field: places.field,
        code: 'unknown-currency',
        severity: 'warn',
        raw: '',
      },
    ]
  if (mark === undefined || named === null || mark.currency === named || mark.or.includes(String(named)))
    return []
  return [
    {
      column: column?.column ?? null,
      field: places.field,
      code: 'currency-conflict',
      severity: 'reject',
      raw: `${raw.cells[column?.column ?? -1] ?? ''} ≠ ${named}`.slice(0, 200),
    },
  ]
}
