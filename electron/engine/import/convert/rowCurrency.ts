/** Which currency a row's amount is of: what its header, its cell or the row's column says. */
import type { NumberedValues } from '../../../../shared/model/complete.ts'
import {
  accountCurrency,
  columnCurrency,
  currencyCode,
  type CurrencyMark,
  unknownCurrency,
  yuan,
} from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { RawRow } from '../formats/cells.ts'
import type { CellRemark } from './convertRows.ts'

/** Where a row's currency, the amounts it may come from and the row's amount stand. */
export interface CurrencyPlaces {
  readonly field: string
  readonly at: number
  /** Where a text names it; -1 for none. */
  readonly fromAt: number
  /** The field whose column or cell states it. */
  readonly stated: string
  /** Fields with a number that may have it behind it. */
  readonly accounts: readonly string[]
  /** -1 where the kind has no amount of its own: the first that is filled tells the currency. */
  readonly amountAt: number
  /** Amounts of a row may be in two currencies, each told by its own column. */
  readonly twofold: boolean
  readonly amounts: readonly {
    readonly field: string
    readonly at: number
    /** Where the currency of booked amounts stands; -1 for an amount as it was made. */ readonly booked: number
    /** The row's amount is worked out from it. */ readonly derives: boolean
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
    fromAt: fields.indexOf(rule.from ?? ''),
    stated: rule.from ?? rule.field,
    accounts: rule.accounts ?? [],
    amountAt: fields.indexOf(kind.amountField ?? ''),
    twofold: rule.booked !== undefined,
    amounts: rule.amounts.map((field) => ({
      field,
      at: fields.indexOf(field),
      booked: rule.booked?.amounts.includes(field) === true ? booked : -1,
      derives: (kind.derive ?? []).some(
        (step) => step.how === 'difference' && (step.from === field || step.minus === field),
      ),
    })),
  }
}

/** What the rows of one converter have in common. */
interface SheetCurrency {
  readonly columns: ReadonlyMap<string, { readonly column: number; readonly currency: string | null }>
  /** What a person said that amounts are of which name none. */
  readonly assumed: string | null
  /** What the title, or the name of sheet or file, says. */
  readonly titled: string | null
}
interface RowAbout extends SheetCurrency {
  /** What the row's own column, or the lines above the table, say. */
  readonly stated: string | number | null
  readonly raw: RawRow
  /** Currencies that cells of the row name, by field. */
  readonly marked: ReadonlyMap<string, CurrencyMark> | null
}
/** `nameCurrency` for the rows of a sheet. Rows with one amount whose cell names no currency differ in their column of currencies and their account alone. */
export class CurrencyNamer {
  private readonly places: CurrencyPlaces
  private readonly sheet: SheetCurrency
  /** The amount's own column; -1 where another column could hold an amount of the row, too. */
  private readonly onlyAt: number
  /** By what the column of currencies and the account say: the currency, and the remarks. */
  private readonly known = new Map<
    string,
    { readonly value: string | number | null; readonly remarks: readonly CellRemark[] }
  >()
  constructor(places: CurrencyPlaces, sheet: SheetCurrency) {
    this.places = places
    this.sheet = sheet
    const amounts = places.amounts.filter(({ field }) => sheet.columns.has(field))
    const [only] = amounts
    this.onlyAt =
      amounts.length === 1 && only !== undefined && only.at === places.amountAt && only.booked < 0
        ? only.at
        : -1
  }
  name(values: NumberedValues, row: Pick<RowAbout, 'stated' | 'raw' | 'marked'>): readonly CellRemark[] {
    const { places, sheet } = this
    if (this.onlyAt < 0 || row.marked !== null || typeof values[this.onlyAt] !== 'number')
      return nameCurrency(values, places, { ...sheet, ...row })
    const account = ofAccount(places.accounts, row.raw, sheet.columns)
    const key = `${typeof row.stated} ${String(row.stated)}\u0000${account ?? ''}`
    let known = this.known.get(key)
    if (known === undefined) {
      const remarks = nameCurrency(values, places, { ...sheet, ...row })
      known = { value: values[places.at] ?? null, remarks }
      if (this.known.size >= 1_000) this.known.clear()
      this.known.set(key, known)
    } else values[places.at] = known.value
    return known.remarks
  }
}
/**
 * Writes the currency of the amount into the row. Where the cell names another than its column the row is rejected: it waits for a person and is in
 * no sum. Empty, though the sheet has a column of currencies: the unknown one. Empty in a sheet without: stays empty, which is taken as yuan and said so.
 */
export function nameCurrency(
  values: NumberedValues,
  places: CurrencyPlaces,
  { stated, raw, columns, marked, assumed, titled }: RowAbout,
): readonly CellRemark[] {
  const amount = values[places.amountAt]
  const filled = places.amounts.filter(
    ({ field, at }) => typeof values[at] === 'number' && columns.has(field),
  )
  if (typeof amount !== 'number' && (places.twofold || filled.length === 0)) {
    if (places.fromAt >= 0) values[places.at] = null
    return []
  }
  const source =
    filled.find(({ at }) => Math.abs(Number(values[at])) === Math.abs(Number(amount))) ??
    (places.twofold ? undefined : filled[0])
  const column = source === undefined ? undefined : columns.get(source.field)
  const booked = source === undefined || source.booked < 0 ? null : (values[source.booked] ?? null)
  const mark = source === undefined ? undefined : marked?.get(source.field)
  const said = places.fromAt < 0 || stated === null ? stated : columnCurrency(String(stated))
  const account = ofAccount(places.accounts, raw, columns)
  const around = account ?? titled
  const own = column?.currency ?? booked ?? (said === '' ? null : said)
  const silent =
    assumed !== null &&
    account === null &&
    (own === null ? stated === null || stated === '' : own === unknownCurrency)
  const named = own ?? (silent || (stated !== null && stated !== '') ? null : around)
  const known = silent ? (mark?.currency ?? assumed) : (named ?? mark?.currency ?? null)
  const unknown = known === null && columns.has(places.stated)
  values[places.at] = unknown ? unknownCurrency : known
  const remarks: CellRemark[] = []
  if (unknown)
    remarks.push({
      column: columns.get(places.stated)?.column ?? null,
      field: places.stated,
      code: 'unknown-currency',
      severity: 'warn',
      raw: stated === null ? '' : String(stated).slice(0, 200),
    })
  else if (
    mark !== undefined &&
    named !== null &&
    mark.currency !== named &&
    !mark.or.includes(String(named))
  )
    remarks.push({
      column: column?.column ?? null,
      field: places.field,
      code: 'currency-conflict',
      severity: 'reject',
      raw: `${raw.cells[column?.column ?? -1] ?? ''} ≠ ${named}`.slice(0, 200),
    })
  // The header stands, and the contradiction is told: 交易金额(美元) beside 人民币.
  const header = column?.currency ?? null
  const stands = source === undefined || source.booked < 0 ? said : (booked ?? said)
  if (header !== null && stands !== null && stands !== header && currencyCode(String(stands)) !== null)
    remarks.push({
      column: columns.get(places.stated)?.column ?? column?.column ?? null,
      field: places.stated,
      code: 'currency-conflict',
      severity: 'warn',
      raw: `${String(stated ?? stands)} ≠ ${header}`.slice(0, 200),
    })
  // So does what is nearer to the amount than its account or the title.
  for (const code of account === titled ? [account] : [account, titled])
    if (code !== null && known !== null && !silent && code !== known && currencyCode(String(known)) !== null)
      remarks.push({
        column: columns.get(places.stated)?.column ?? column?.column ?? null,
        field: places.stated,
        code: 'currency-conflict',
        severity: 'warn',
        raw: `${String(known)} ≠ ${code}`,
      })
  if (places.twofold) return remarks
  // What is worked out from two amounts (paid less refund) is an amount only where both are of one currency.
  const made = typeof amount === 'number' && source?.at !== places.amountAt
  for (const other of filled) {
    if (other === source) continue
    const mapped = columns.get(other.field)
    const its = mapped?.currency ?? marked?.get(other.field)
    const code = typeof its === 'object' ? its?.currency : its
    if (code === undefined || code === (known ?? (unknown ? unknownCurrency : yuan))) continue
    if (typeof its === 'object' && its?.or.includes(String(known)) === true) continue
    const differs = made && other.derives
    if (!differs) values[other.at] = null
    remarks.push({
      column: mapped?.column ?? null,
      field: other.field,
      code: differs ? 'currency-conflict' : 'foreign-currency',
      severity: differs ? 'reject' : 'warn',
      raw: (raw.cells[mapped?.column ?? -1] ?? '').slice(0, 200),
    })
  }
  return remarks
}

/** The currency that stands behind the row's account. */
function ofAccount(fields: readonly string[], raw: RawRow, columns: RowAbout['columns']): string | null {
  for (const field of fields) {
    const cell = raw.cells[columns.get(field)?.column ?? -1]
    const code = cell === undefined ? null : accountCurrency(cell)
    if (code !== null) return code
  }
  return null
}
