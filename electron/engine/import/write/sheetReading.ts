/** How a sheet is read and on what evidence, for a person who settles what of it is open or wrong. */
import type {
  DateColumn,
  OpenCurrency,
  OwnField,
  ResultColumn,
  ResultWord,
  SettledBy,
  SheetReadingNow,
  YearColumn,
} from '../../../../shared/contract/sheets.ts'
import { unknownCurrency } from '../../../../shared/model/currency.ts'
import { convertCell } from '../../../../shared/model/convert.ts'
import type { RowValues } from '../../../../shared/model/complete.ts'
import { resultWord } from '../../../../shared/model/results.ts'
import { isDateField, isStateField, meaningsOf, ownFields } from '../../../../shared/model/sheetSettings.ts'
import { inOrder, isOrderable, inSettledOrder, orderProven } from '../../../../shared/model/times.ts'
import type { Db } from '../../store/db.ts'
import type { Steps } from '../../store/steps.ts'
import { constantsOf } from '../convert/conversionBasis.ts'
import { decidedCodes, ResultCodes } from '../convert/resultCodes.ts'
import { type ColumnYears, dateWithout, yearIn } from '../convert/years.ts'
import { cellOf } from '../formats/cellOf.ts'
import { marks, marksOf, type RawRow } from '../formats/cells.ts'
import { convertedLines, type SheetConversion } from './reconvert.ts'
import { rulesSince, settleableSheet } from './settleable.ts'
import { conversionBy, withSettings } from './settleSheet.ts'
import { keptSettings, settingKey } from './sheetSettings.ts'

/** So many words of a column of results are listed. */
const mostWords = 40
/** A word with what a row that has it says. */
interface SeenWord {
  readonly text: string
  readonly means: string | null
  rows: number
}
type Settled = (about: SettledBy['about'], field?: string, code?: string) => SettledBy | null

/** How a sheet is read. Each step tells how many rows were looked at. Errors: `sheet-not-found`, `sheet-not-settable`. */
export function* sheetReading(db: Db, sheetId: number): Steps<SheetReadingNow, number> {
  const conversion = settleableSheet(db, sheetId)
  const { kind, columns, basis } = conversion
  const settings = keptSettings(db, sheetId)
  const byKey = new Map(settings.map((setting) => [settingKey(setting), setting]))
  const settled: Settled = (about, field = '', code = '') =>
    byKey.get(settingKey({ about, field, code })) ?? null
  // What the sheet says by itself: without what a person said of it.
  const bare = conversionBy(conversion, withSettings(basis, null))
  const held = columns.flatMap(({ column, header, field: id }) => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    return column === null || field === undefined ? [] : [{ column, header, field }]
  })
  const dates = held
    .filter(({ field }) => isDateField(field))
    .map((one) => new DateCells(one, basis, settled))
  const results = held
    .filter(({ field }) => isStateField(field))
    .map((one) => new Words(one, conversion, settled))
  const years = held.flatMap((one) => {
    const found = basis.years?.[one.column]
    return found === undefined ? [] : [new YearCells(one, found, settled)]
  })
  const currency = kind.currency === undefined ? null : { rows: 0, named: 0 }
  const own = ownFields(kind).map(({ id }) => ({ field: id, empty: 0, sample: '' }))
  let rows = 0
  for (const block of convertedLines(db, conversion)) {
    for (const { row, cells, marks: kinds } of block) {
      const raw: RawRow = { row, cells, marks: marksOf(kinds) }
      const { outcome, values } = bare.converter.convert(raw)
      if (outcome === 'header' || outcome === 'skipped') continue
      rows += 1
      for (const each of dates) each.add(raw)
      for (const each of years) each.add(raw)
      for (const each of results) each.add(raw, values)
      if (values === null) continue
      if (
        currency !== null &&
        kind.currency !== undefined &&
        kind.currency.amounts.some((id) => typeof values[id] === 'number')
      ) {
        const named = values[kind.currency.field] ?? null
        if (named === null || named === unknownCurrency) currency.rows += 1
        else currency.named += 1
      }
      for (const each of own) {
        const value = values[each.field] ?? null
        if (value === null) each.empty += 1
        else if (each.sample === '') each.sample = String(value)
      }
    }
    yield block.length
  }
  const place = db
    .prepare<[number], { batchId: number; file: string; sheet: string }>(
      'SELECT batch_id AS batchId, file_name AS file, name AS sheet FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
    )
    .get(sheetId)
  return {
    sheetId,
    batchId: place?.batchId ?? 0,
    file: place?.file ?? '',
    sheet: place?.sheet ?? '',
    kind: kind.id,
    rows,
    older: rulesSince(basis),
    dates: dates
      .map(({ told }) => told)
      .filter(
        ({ dayFirst, monthFirst, either, settled: by }) => dayFirst + monthFirst + either > 0 || by !== null,
      ),
    years: years.map(({ told }) => told),
    weChat: held.flatMap(({ column, header, field }) => {
      const found = basis.weChat?.[column]
      const taken = basis.nicknames?.includes(column) === true ? ('nicknames' as const) : ('cells' as const)
      return found === undefined
        ? []
        : [{ field: field.id, header, ...found, taken, settled: settled('wechat', field.id) }]
    }),
    results: results.map(({ told }) => told).filter(({ words }) => words.length > 0),
    currency:
      currency === null ? null : ({ ...currency, settled: settled('currency') } satisfies OpenCurrency),
    own: own.map((each): OwnField => ({ ...each, settled: settled('own', each.field) })),
    settings,
  }
}

interface HeldColumn {
  readonly column: number
  readonly header: string
  readonly field: SheetConversion['kind']['fields'][number]
}
/** What the cells of a column of dates say of their order. */
class DateCells {
  private readonly held: HeldColumn
  private readonly counts = { dayFirst: 0, monthFirst: 0, either: 0, plain: 0 }
  private readonly samples = new Set<string>()
  private readonly decided: DateColumn['decided']
  private readonly settled: SettledBy | null
  constructor(held: HeldColumn, basis: SheetConversion['basis'], settled: Settled) {
    this.held = held
    this.decided = basis.dateOrders?.[held.column] ?? null
    this.settled = settled('dates', held.field.id)
  }
  add(raw: RawRow): void {
    const text = raw.cells[this.held.column] ?? ''
    if (text.trim() === '') return
    if ((raw.marks?.[this.held.column] ?? marks.text) !== marks.text || !isOrderable(text)) {
      this.counts.plain += 1
      return
    }
    const proven = orderProven(text)
    this.counts[proven === 'dmy' ? 'dayFirst' : proven === 'mdy' ? 'monthFirst' : 'either'] += 1
    if (this.samples.size < 3) this.samples.add(text.trim().slice(0, 40))
  }
  get told(): DateColumn {
    const { field, header } = this.held
    return {
      field: field.id,
      header,
      ...this.counts,
      decided: this.decided,
      samples: [...this.samples],
      settled: this.settled,
    }
  }
}
/** The cells of a column that have no year. */
class YearCells {
  private readonly held: HeldColumn
  private readonly years: ColumnYears
  private readonly settled: SettledBy | null
  private readonly samples = new Set<string>()
  private cells = 0
  private open = 0
  private span: readonly [first: string, last: string] | null = null
  constructor(held: HeldColumn, years: ColumnYears, settled: Settled) {
    this.held = held
    this.years = years
    this.settled = settled('year', held.field.id)
  }
  add(raw: RawRow): void {
    const text = (raw.cells[this.held.column] ?? '').trim()
    const date = dateWithout(this.years, text, raw.marks?.[this.held.column] ?? marks.text)
    if (date === null) return
    this.cells += 1
    if (this.samples.size < 3) this.samples.add(text.slice(0, 40))
    const said = this.settled === null ? null : Number(this.settled.value)
    const year = yearIn(this.years, raw.row, date, said)
    if (year === null) this.open += 1
    else {
      const [first, last] = this.span ?? [String(year), String(year)]
      this.span = [first < String(year) ? first : String(year), last > String(year) ? last : String(year)]
    }
  }
  get told(): YearColumn {
    const { field, header } = this.held
    return {
      field: field.id,
      header,
      cells: this.cells,
      open: this.open,
      from: this.years.from ?? null,
      years: this.span,
      samples: [...this.samples],
      settled: this.settled,
    }
  }
}
/** The words of a column of results with what the balances show of each. */
class Words {
  private readonly held: HeldColumn
  private readonly settled: Settled
  private readonly decided: ReadonlySet<string>
  private readonly seen = new Map<string, SeenWord>()
  private readonly further = new Set<string>()
  private readonly evidence: ResultCodes
  constructor(held: HeldColumn, { kind, columns, basis }: SheetConversion, settled: Settled) {
    this.held = held
    this.settled = settled
    this.decided = new Set(Object.keys(decidedCodes(basis.resultCodes ?? {})))
    const places = new Map(
      columns.flatMap(({ column, header, field: id }) => {
        const field = kind.fields.find((candidate) => candidate.id === id)
        return column === null || field === undefined ? [] : [[field.id, { column, header, field }] as const]
      }),
    )
    const constants = constantsOf(kind, basis)
    this.evidence = new ResultCodes(
      held.column,
      () => true,
      (row, id) => {
        const place = places.get(id)
        if (place === undefined) return constants[id] ?? null
        const { text, type } = cellOf(row, place.column, place.field, basis.date1904)
        const [order, decided] = [basis.settings?.dates?.[id], basis.dateOrders?.[place.column]]
        const written =
          order !== undefined
            ? inSettledOrder(text, order)
            : decided !== undefined
              ? inOrder(text, decided)
              : text
        return convertCell(place.field, { text: type === 'text' ? written : text, type }, place.header).value
      },
      (cell) => (resultWord(cell) === '' ? null : resultWord(cell)),
    )
  }
  add(raw: RawRow, values: RowValues | null): void {
    const text = raw.cells[this.held.column] ?? ''
    const code = resultWord(text)
    if (code === '' || text.trim() === '') return
    this.evidence.look([raw])
    const known = this.seen.get(code)
    if (known !== undefined) known.rows += 1
    else if (this.seen.size >= mostWords) this.further.add(code)
    else {
      const means = values?.[this.held.field.id] ?? null
      this.seen.set(code, {
        text: text.trim().slice(0, 60),
        means: means === null ? null : String(means),
        rows: 1,
      })
    }
  }
  get told(): ResultColumn {
    const { field, header } = this.held
    const counted = this.evidence.evidence
    const words = [...this.seen].map(([code, { text, means, rows }]): ResultWord => {
      const { moved, stood } = counted[code] ?? { moved: 0, stood: 0 }
      const by = means === null || means === 'unknown' ? 'open' : this.decided.has(code) ? 'balances' : 'word'
      return { code, text, rows, moved, stood, means, by, settled: this.settled('result', field.id, code) }
    })
    return {
      field: field.id,
      header,
      meanings: meaningsOf(field),
      words: words.toSorted((one, other) => other.rows - one.rows || (one.code < other.code ? -1 : 1)),
      further: this.further.size,
    }
  }
}
