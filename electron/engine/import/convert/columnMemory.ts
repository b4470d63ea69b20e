import { type Converted } from '../../../../shared/model/convert.ts'
import { columnConverter } from '../../../../shared/model/convertQuick.ts'
import type { Field } from '../../../../shared/model/define.ts'
import { resultCode, resultWord } from '../../../../shared/model/results.ts'
import type { SettledOrder, SheetSettings } from '../../../../shared/model/sheetSettings.ts'
import { type DateOrder, inOrder, inSettledOrder } from '../../../../shared/model/times.ts'
import { withYear } from '../../../../shared/model/yearlessDate.ts'
import { cellOf, cellTypes } from '../formats/cellOf.ts'
import { fromCaseTime, inCaseTime, namesOwnZone, type TimeZone } from '../../../../shared/model/timeZones.ts'
import { asNickname } from './weChatColumns.ts'
import { type ColumnYears, dateWithout, yearIn } from './years.ts'
import { type Mark, marks, type RawRow } from '../formats/cells.ts'

const here = { zone: null, dayOnly: false }
/** Remembers what the values of one column became, because names, banks and accounts recur. Gives up on columns where nothing recurs. */
export class ColumnMemory {
  private known = new Map<string, Converted>()
  private asked = 0
  private hits = 0
  private readonly field: Field
  private readonly converted: ReturnType<typeof columnConverter>
  /** Of a column of days in another zone: the cell with its time of day, which may lie in another day here. */
  private readonly asTime: ReturnType<typeof columnConverter> | null
  /** Its times of day stand beside a column of dates. */
  private readonly clockOnly: boolean
  /** Which of day and month its dates write first, where the column itself proves it. */
  dateOrder: DateOrder | null = null
  /** What a person said of the order of its dates, and of what its codes mean, by word; it goes before what the column proves. */
  private readonly settledOrder: SettledOrder | null
  private readonly meanings: ReadonlyMap<string, string> | null
  /** The zone that its header or a line above gives for times without one of their own. */
  private readonly zone: TimeZone['zone']
  /** Its day stands beside a time of day, and both are one time. */
  private readonly dayOnly: boolean
  constructor(
    field: Field,
    header: string,
    clockOnly: boolean,
    settings: SheetSettings | undefined,
    { zone, dayOnly }: { readonly zone: TimeZone['zone']; readonly dayOnly: boolean } = here,
  ) {
    this.field = field
    this.zone = zone
    this.dayOnly = dayOnly
    this.asTime =
      field.type === 'date' && zone !== null ? columnConverter({ ...field, type: 'time' }, header) : null
    this.settledOrder = settings?.dates?.[field.id] ?? null
    const meanings = settings?.results?.[field.id]
    this.meanings = meanings === undefined ? null : new Map(Object.entries(meanings))
    this.clockOnly = clockOnly
    this.converted = columnConverter(field, header)
  }

  /** What the row's cell in this column is; the cell has a text. */
  convert(row: RawRow, column: number, text: string, date1904: boolean): Converted {
    const mark = row.marks?.[column] ?? marks.text
    if (this.years !== null) {
      const dated = this.withItsYear(row.row, text, mark)
      if (dated !== null) return this.inZone(dated, row, column, date1904)
    }
    if (this.asked === 4_096 && this.hits < 1_024)
      return this.inZone(this.convertAnew(row, column, text, mark, date1904), row, column, date1904)
    // A number and a text of the same digits are not the same cell.
    const key = mark === marks.text ? text : `${mark}\u0000${text}`
    if (this.asked < 4_096) this.asked += 1
    const before = this.known.get(key)
    if (before !== undefined) {
      this.hits += 1
      return before
    }
    const converted = this.inZone(this.convertAnew(row, column, text, mark, date1904), row, column, date1904)
    if (this.known.size >= 20_000) this.known = new Map()
    this.known.set(key, converted)
    return converted
  }
  /** A time in the time of the case, where the column is of another zone; one that names its zone is there already, unless the field keeps its own. */
  private inZone(converted: Converted, row: RawRow, column: number, date1904: boolean): Converted {
    const { value } = converted
    if (typeof value !== 'string' || (this.zone === null && this.field.zone === undefined)) return converted
    const cell = cellOf(row, column, this.field, date1904)
    if (namesOwnZone(cell.text))
      return this.field.zone === undefined
        ? converted
        : { ...converted, value: fromCaseTime(value, this.field.zone) }
    if (this.field.zone !== undefined || this.dayOnly) return converted
    if (this.asTime === null) return { ...converted, value: inCaseTime(value, this.zone) }
    const whole = this.asTime(cell.text, cell.type).value
    return typeof whole !== 'string' || whole.length < 16 || /^ 00:00(?::00)?$/.test(whole.slice(10))
      ? converted
      : { ...converted, value: inCaseTime(whole, this.zone).slice(0, 10) }
  }
  /** The years of its dates without one, and what a person said the first one's is; null where all have theirs. */
  years: { readonly years: ColumnYears; readonly said: number | null } | null = null
  private withItsYear(row: number, text: string, mark: Mark): Converted | null {
    if (this.years === null) return null
    const { years, said } = this.years
    const date = dateWithout(years, text, mark)
    if (date === null) return null
    const year = yearIn(years, row, date, said)
    if (year === null) return { value: null, issues: [{ code: 'date-without-year', severity: 'warn' }] }
    const converted = this.converted(withYear(date, year), 'text')
    return { ...converted, issues: [...converted.issues, { code: 'year-assumed', severity: 'warn' }] }
  }
  /** Its sheet shows that they are nicknames and no WeChat ids. */
  nicknames = false
  /** What codes of a result column mean, where the sheet decides it. */
  results: Readonly<Record<string, 'success' | 'failed'>> = {}
  private convertAnew(row: RawRow, column: number, given: string, mark: Mark, date1904: boolean): Converted {
    const text =
      mark !== marks.text
        ? given
        : this.settledOrder !== null
          ? inSettledOrder(given, this.settledOrder)
          : this.dateOrder === null
            ? given
            : inOrder(given, this.dateOrder)
    const meaning = this.meanings?.get(resultWord(text))
    if (meaning !== undefined) return meant(this.field, meaning)
    if (this.field.type === 'result') {
      const code = resultCode(text)
      const told = this.converted(text, cellTypes[mark])
      const decided = code === null || !Object.hasOwn(this.results, code) ? undefined : this.results[code]
      // What the header says of its codes stands; only what nothing tells is decided by the balances.
      return decided !== undefined && told.value === 'unknown' ? { value: decided, issues: [] } : told
    }
    // 93000 is 09:30:00 that lost its zero in a number cell, not a day of the year 2154.
    if (this.clockOnly && mark !== marks.date && /^\s*[1-9][0-5]\d[0-5]\d\s*$/.test(text))
      return this.converted(`0${text.trim()}`, 'text')
    // 14.05.09 beside a column of dates is a time of day, as the returns of some banks write it.
    if (this.clockOnly && mark !== marks.date && /^\s*\d{1,2}\.\d{2}\.\d{2}\s*$/.test(text))
      return this.converted(text.trim().replaceAll('.', ':'), 'text')
    if (this.nicknames) return asNickname(this.converted(text, cellTypes[mark]))
    if (!date1904 || mark !== marks.number) return this.converted(text, cellTypes[mark])
    const cell = cellOf(row, column, this.field, date1904)
    return this.converted(cell.text, cell.type)
  }
}

/** What a code became by the word of a person. What was revoked did not come about. */
function meant(field: Field, meaning: string): Converted {
  if (field.type !== 'result') return { value: meaning, issues: [] }
  return meaning === 'unknown'
    ? { value: 'unknown', issues: [{ code: 'unknown-result', severity: 'warn' }] }
    : { value: meaning === 'success' ? 'success' : 'failed', issues: [] }
}
