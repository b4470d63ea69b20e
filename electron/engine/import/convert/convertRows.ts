/** Rows of a sheet to records under a plan: roles, cells, derived values, entities, issues. Runs in the worker; holds no database. */
import type { IssueCode, RowOutcome } from '../../../../shared/contract/imports.ts'
import type {
  CompletionIssue,
  NumberedValues,
  RowValues,
  SheetTraits,
} from '../../../../shared/model/complete.ts'
import { convertCell, type Converted } from '../../../../shared/model/convert.ts'
import { type CurrencyMark, headerCurrency, yuan } from '../../../../shared/model/currency.ts'
import type { Field, RecordKind } from '../../../../shared/model/define.ts'
import type { TimeZone } from '../../../../shared/model/timeZones.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import type { NumberedEntity } from '../../../../shared/model/resolve.ts'
import { cellOf } from '../formats/cellOf.ts'
import type { RawRow } from '../formats/cells.ts'
import type { SheetAbout } from '../recognise/recognise.ts'
import { roleBelowHeader } from '../recognise/rowRoles.ts'
import { currencyOfUnit, RowUnits, withUnit } from './amountUnits.ts'
import { AmountWays } from './amountWays.ts'
import { ColumnMemory } from './columnMemory.ts'
import { ColumnTells } from './columnTells.ts'
import { CountedThings } from './countedThings.ts'
import { decidedCodes, ResultCodes } from './resultCodes.ts'
import { CurrencyNamer } from './rowCurrency.ts'
import { type Finish, finishOf, joinedZone } from './rowFinish.ts'
import { StatedRefunds } from './statedRefunds.ts'
import { feeds, unreadCodes } from './unread.ts'
import { basisOf, constantsOf, type ConversionBasis } from './conversionBasis.ts'
import { answerFields, answerIn, noResultRemark } from './answers.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { holdsWholeRow, wholeRowText } from '../recognise/asItStands.ts'

export interface CellRemark {
  readonly column: number | null
  readonly field: string | null
  readonly code: IssueCode
  readonly severity: 'reject' | 'warn'
  readonly raw: string
}
export interface RowResult<Values = RowValues> {
  readonly raw: RawRow
  readonly outcome: RowOutcome | 'header'
  /** Role of a skipped row, first reject code of a rejected one, otherwise null. */
  readonly reason: string | null
  /** Stored values by field id; null for rows that are no records. */
  readonly values: Values | null
  readonly entities: readonly NumberedEntity[]
  readonly remarks: readonly CellRemark[]
}

/** Values stand in the order of the fields the sheet can fill (`RowConverter.fields`). */
export type NumberedResult = RowResult<NumberedValues>

interface MappedColumn {
  readonly column: number
  readonly field: Field
  /** Number of the field in a row's values. */
  readonly place: number
  readonly multi: boolean
  readonly header: string
  /** The currency its header names for all its amounts. */
  readonly currency: string | null
  readonly memory: ColumnMemory
}
/** Longest value kept in a column of a record; the raw cell keeps all of it. */
const valueLimit = 32_767
const nothingMore: ReadonlyMap<string, string> = new Map()

export class RowConverter {
  readonly kind: RecordKind
  private readonly columns: readonly MappedColumn[]
  private readonly columnOfField: ReadonlyMap<string, MappedColumn>
  private readonly answers: readonly MappedColumn[]
  private readonly given: ConversionBasis
  private readonly header: ReadonlyMap<number, string>
  private readonly aboveRoles: ReadonlyMap<number, string>
  private readonly ways: AmountWays
  /** Where the direction, the amount that its sign tells and both words of it stand; -1 where there is none. */
  private readonly wayPlaces: { readonly direction: number; readonly amount: number; readonly field: string }
  private readonly finish: Finish
  /** For a row that a person gave values of fields which no column holds; made when there is one. */
  private finishAny: Finish | null = null
  /** Where all that a row says goes, and what its columns are called; null where each column has its own field. */
  private readonly whole: { readonly place: number; readonly headers: ReadonlyMap<number, string> } | null
  /** What a row begins with: the values that stand around the table. */
  private readonly blank: NumberedValues
  private traits: SheetTraits
  /** Currencies that the cells of the row at hand name, by field. */
  private marked: Map<string, CurrencyMark> | null = null
  /** Which way the amount's own cell of the row at hand says it went. */
  private said: 'in' | 'out' | undefined = undefined
  /** What columns tell as a whole. */
  private readonly tells: ColumnTells
  /** The codes of the result's column; null without one. */
  private readonly codes: ResultCodes | null

  /** What cells say was given back of their row. */
  private readonly refunds: StatedRefunds
  /** Units in the cells of numbers of things. */
  private readonly things: CountedThings
  /** The column of units, where one stands beside the amounts. */
  private readonly rowUnits: RowUnits | null

  /** The currency that a line above, the title or a name gives for all amounts. */
  private readonly titled: string | null
  /** The zone of a time that stands in two columns. */
  private readonly joined: TimeZone['zone']
  /** What the sheet is known by where a name of it stands for somebody (`resolve.ts`). */
  private readonly mark: string

  /** A converter for rows of a sheet whose basis is known. */
  constructor(kind: RecordKind, columns: PlannedSheet['columns'], basis: ConversionBasis, mark = '') {
    this.kind = kind
    this.mark = mark
    this.given = basis
    const constants = constantsOf(kind, basis)
    this.joined = joinedZone(kind, columns, basis)
    const lined = basis.unit === undefined ? undefined : currencyOfUnit(basis.unit)
    this.titled = lined?.currency ?? basis.currency ?? null
    this.finish = finishOf(
      kind,
      [...columns.flatMap(({ field }) => field ?? []), ...Object.keys(constants)],
      this.joined,
    )
    const fields = new Map(kind.fields.map((field) => [field.id, field]))
    const joined = (kind.derive ?? []).find(({ how }) => how === 'joinClock')
    const clock =
      joined?.how === 'joinClock' &&
      columns.some(({ column, field }) => column !== null && field === joined.date)
        ? joined.time
        : null
    const zones = new Map(basis.zones?.map(([column, zone]) => [column, zone] as const))
    const units = new Map(basis.unitRow)
    this.rowUnits = basis.unitColumn === undefined ? null : new RowUnits(basis.unitColumn)
    this.columns = columns.flatMap(({ column, header, field }) => {
      const found = field === null ? undefined : fields.get(field)
      if (column === null || found === undefined) return []
      const named = cleanHeader(header)
      const below = withUnit(found, named, units.get(column))
      const cleaned = withUnit(found, below, found.type === 'money' ? basis.unit : undefined)
      return [
        {
          column,
          field: found,
          place: this.fields.indexOf(found.id),
          multi: found.multi === true,
          header: cleaned,
          // A line above is further from an amount than the row's own column: it is asked last.
          currency: found.type === 'money' ? headerCurrency(below) : null,
          memory: new ColumnMemory(found, cleaned, found.id === clock, basis.settings, {
            zone: zones.get(column) ?? null,
            dayOnly: joined?.how === 'joinClock' && found.id === joined.date,
          }),
        },
      ]
    })
    this.tells = new ColumnTells(kind, this.columns, basis)
    // Before anything is worked out: a result may come from the column of a state.
    const result = this.columns.find(({ field }) => field.type === 'result')
    this.codes =
      result === undefined
        ? null
        : new ResultCodes(
            result.column,
            (code) =>
              convertCell(result.field, { text: code, type: 'text' }, result.header).value === 'unknown',
            (row, field) => {
              const mapped = this.columnOfField.get(field)
              return mapped === undefined ? (constants[field] ?? null) : valueIn(row, mapped)
            },
          )
    this.decideCodes(basis.resultCodes ?? {})
    this.refunds = new StatedRefunds(kind, this.columns, this.fields)
    this.things = new CountedThings(this.columns, this.fields)
    this.answers = this.columns.filter(({ field }) => field.type === 'text' && answerFields.has(field.id))
    this.columnOfField = new Map(this.columns.map((mapped) => [mapped.field.id, mapped]))
    this.header = new Map(basis.header)
    this.aboveRoles = new Map(basis.aboveRoles)
    const rule = (kind.derive ?? []).find(({ how }) => how === 'signed')
    this.wayPlaces =
      rule?.how === 'signed' && rule.out === undefined
        ? {
            direction: this.fields.indexOf(rule.direction),
            amount: this.fields.indexOf(rule.amount),
            field: rule.amount,
          }
        : { direction: -1, amount: -1, field: '' }
    this.ways = new AmountWays(kind, this.columnOfField, basis, {
      read: (row, { column, field }) =>
        valueIn(row, { column, field, header: this.columnOfField.get(field.id)?.header ?? '' }),
      isData: (row) => this.roleOf(row) === 'data',
    })
    this.traits = this.ways.traits
    this.blank = this.fields.map((field) => constants[field] ?? null)
    this.whole = holdsWholeRow(columns)
      ? {
          place: this.fields.indexOf('content'),
          headers: new Map(
            columns.flatMap(({ column, header }) =>
              column === null ? [] : [[column, header.trim()] as const],
            ),
          ),
        }
      : null
  }

  /** `head` are the first rows (all when `about.complete`), from which context values come. `now`: local time, for dates in the future. */
  static of(
    kind: RecordKind,
    plan: PlannedSheet,
    head: readonly RawRow[],
    about: SheetAbout,
    now: string,
    mark = '',
  ): RowConverter {
    return new RowConverter(kind, plan.columns, basisOf(kind, plan, head, about, now), mark)
  }
  /** Every field that a row of this sheet can have a value in, in the order of the kind. */
  get fields(): readonly string[] {
    return this.finish.completer.fields
  }
  /** What has to be kept to convert a row of this sheet again; complete once the signs were looked at. */
  basis(): ConversionBasis {
    const {
      dateOrders: _,
      nicknames: __,
      weChat: ___,
      years: ____,
      yearSources: _____,
      ...given
    } = this.given
    return {
      ...given,
      ...this.ways.kept,
      ...this.tells.kept,
      ...(Object.keys(this.codeEvidence).length === 0 ? {} : { resultCodes: this.codeEvidence }),
    }
  }
  private codeEvidence: NonNullable<ConversionBasis['resultCodes']> = {}
  private decideCodes(evidence: NonNullable<ConversionBasis['resultCodes']>): void {
    this.codeEvidence = evidence
    const results = decidedCodes(evidence)
    for (const { field, memory } of this.columns) if (field.type === 'result') memory.results = results
  }
  /** Looks through further rows for what the sheet as a whole tells; to be called before the first row is converted. False while a further row may still tell it. */
  lookAtSigns(rows: readonly RawRow[]): boolean {
    const below = rows.filter(({ row }) => row > this.given.headerEnd)
    this.tells.look(below)
    if (this.codes !== null) {
      this.codes.look(below)
      this.decideCodes(this.codes.evidence)
    }
    const settled = this.ways.look(below)
    this.traits = this.ways.traits
    return !this.tells.open && this.codes?.any !== true && settled
  }

  /**
   * One row, its values by field. `more` are texts of fields that no column of the sheet holds (a person wrote them); they stand as if a column
   * without a unit in its header held them.
   */
  convert(raw: RawRow, more: ReadonlyMap<string, string> = nothingMore): RowResult {
    const finish =
      more.size === 0
        ? this.finish
        : (this.finishAny ??= finishOf(
            this.kind,
            this.kind.fields.map(({ id }) => id),
            this.joined,
          ))
    const result = this.convertWith(raw, finish, more)
    const { values } = result
    return {
      ...result,
      values:
        values === null
          ? null
          : Object.fromEntries(
              finish.completer.fields.map((field, number) => [field, values[number] ?? null]),
            ),
    }
  }
  /** The same for the many rows of an import, their values by number. */
  convertNumbered(raw: RawRow): NumberedResult {
    return this.convertWith(raw, this.finish, nothingMore)
  }

  private convertWith(raw: RawRow, finish: Finish, more: ReadonlyMap<string, string>): NumberedResult {
    const { completer, entitiesOf, timeAt, currency } = finish
    const role = this.roleOf(raw)
    if (role !== 'data')
      return {
        raw,
        outcome: role === 'header' ? 'header' : 'skipped',
        reason: role === 'header' ? null : role,
        values: null,
        entities: [],
        remarks: role === 'noResult' ? [noResultRemark(raw)] : [],
      }
    const remarks: CellRemark[] = []
    this.marked = null
    this.said = undefined
    const written = this.valuesOf(raw, remarks)
    this.refunds.tell(raw, written)
    remarks.push(...this.things.tell(raw, written))
    if (this.wayPlaces.direction >= 0) this.tellWay(raw, written, remarks)
    const values = more.size === 0 ? written : this.withMore(written, completer.fields, more, remarks)
    const stated =
      currency === null ? null : (values[currency.fromAt < 0 ? currency.at : currency.fromAt] ?? null)
    for (const issue of finish.complete(values, this.traits)) this.remarkOn(issue, raw, remarks)
    if (currency !== null) {
      finish.namer ??= new CurrencyNamer(currency, {
        columns: this.columnOfField,
        assumed: this.given.settings?.currency ?? null,
        titled: this.titled,
      })
      for (const remark of finish.namer.name(values, { stated, raw, marked: this.marked }))
        remarks.push(remark)
    }
    const time = timeAt < 0 ? null : values[timeAt]
    if (typeof time === 'string' && time > this.given.latest)
      remarks.push({
        column: this.columnOfField.get(this.kind.timeField ?? '')?.column ?? null,
        field: this.kind.timeField ?? null,
        code: 'future-date',
        severity: 'warn',
        raw: time,
      })
    const answer = answerIn(raw, this.answers)
    if (answer !== null) remarks.push(answer)
    const reject = remarks.length === 0 ? undefined : remarks.find(({ severity }) => severity === 'reject')
    // A row that only says that nothing was found is an answer, not a transfer without an amount.
    if (answer !== null && reject?.code === 'required-empty')
      return { raw, outcome: 'skipped', reason: 'noResult', values: null, entities: [], remarks: [answer] }
    if (reject !== undefined)
      return { raw, outcome: 'rejected', reason: reject.code, values, entities: [], remarks }
    return {
      raw,
      outcome: 'accepted',
      reason: null,
      values,
      entities: entitiesOf(values, { sheet: this.mark, row: raw.row }),
      remarks,
    }
  }

  /** What the cells of a row hold, before anything is worked out from them. */
  private valuesOf(raw: RawRow, remarks: CellRemark[]): NumberedValues {
    const values = this.blank.slice()
    if (this.whole !== null)
      values[this.whole.place] = wholeRowText(raw.cells, this.whole.headers)?.slice(0, valueLimit) ?? null
    for (const { column, place, multi, field, memory, header, currency } of this.columns) {
      const written = raw.cells[column]
      if (written === undefined || written === '') continue
      const by = this.rowUnits?.of(raw, column, field, header) ?? null
      const converted = (by?.memory ?? memory).convert(raw, column, written, this.given.date1904)
      const { issues } = converted
      let { value } = converted
      const named = converted.currency ?? (by === null ? undefined : currencyOfUnit(by.unit))
      if (converted.way !== undefined) value = this.wayIn(field, value, converted.way)
      if (named !== undefined) (this.marked ??= new Map()).set(field.id, named)
      // A table of yuan has no place for another currency: such an amount is in no sum of it.
      if (
        this.kind.currency === undefined &&
        field.type === 'money' &&
        value !== null &&
        (named?.currency ?? currency ?? this.titled ?? yuan) !== yuan
      ) {
        value = null
        remarks.push({
          column,
          field: field.id,
          code: 'foreign-currency',
          severity: 'warn',
          raw: written.slice(0, 200),
        })
      }
      const before = multi ? values[place] : undefined
      if (typeof before === 'string' && typeof value === 'string')
        values[place] = [...new Set([...before.split('\n'), ...value.split('\n')])]
          .join('\n')
          .slice(0, valueLimit)
      else if (typeof value === 'string' && value.length > valueLimit) {
        values[place] = value.slice(0, valueLimit)
        remarks.push({
          column,
          field: field.id,
          code: 'value-too-long',
          severity: 'warn',
          raw: written.slice(0, 200),
        })
      } else if (value !== null) values[place] = value
      if (issues.length > 0)
        for (const { code, severity } of issues)
          remarks.push({ column, field: field.id, code, severity, raw: written.slice(0, 200) })
    }
    return values
  }
  /** CR and DR behind an amount say which way it went; behind any other sum, whether there is any left. */
  private wayIn(field: Field, value: Converted['value'], way: 'in' | 'out'): Converted['value'] {
    if (field.id === this.wayPlaces.field) this.said = way
    else if (way === 'out' && typeof value === 'number' && field.type === 'money') return -Math.abs(value)
    return value
  }
  /** Writes the direction of a row that no column tells; where words and sign contradict each other it stays open, and the amount as it was written. */
  private tellWay(raw: RawRow, values: NumberedValues, remarks: CellRemark[]): void {
    const { direction, amount } = this.wayPlaces
    const value = values[amount]
    if (typeof value !== 'number' || (values[direction] ?? null) !== null) return
    const way = this.ways.wayOf(raw, value, this.said)
    if (way === null) return
    values[direction] = way === 'open' ? 'unknown' : way
    if (way !== 'open') values[amount] = Math.abs(value)
    else
      this.remarkOn(
        { field: this.kind.directionField ?? '', code: 'unknown-direction', severity: 'warn' },
        raw,
        remarks,
      )
  }
  /** The values in the order of a longer list of fields, with those that a person wrote. */
  private withMore(
    written: NumberedValues,
    fields: readonly string[],
    more: ReadonlyMap<string, string>,
    remarks: CellRemark[],
  ): NumberedValues {
    const known = new Map(this.fields.map((field, number) => [field, written[number] ?? null]))
    const values = fields.map((field) => known.get(field) ?? null)
    for (const [id, text] of more) {
      const field = this.kind.fields.find((candidate) => candidate.id === id)
      if (field === undefined || this.columnOfField.has(id)) continue
      const { value, issues } = convertCell(field, { text, type: 'text' }, '')
      values[fields.indexOf(id)] = value
      for (const { code, severity } of issues)
        remarks.push({ column: null, field: id, code, severity, raw: text.slice(0, 200) })
    }
    return values
  }
  /** Adds what was found in completing a row to what its cells said. */
  private remarkOn({ field, code, severity }: CompletionIssue, raw: RawRow, remarks: CellRemark[]): void {
    const mapped = this.columnOfField.get(field)
    const written = mapped === undefined ? '' : (raw.cells[mapped.column] ?? '')
    // A required cell that says something is not empty: what is wrong with it is the reason.
    const unread =
      code === 'required-empty'
        ? remarks.findIndex(
            (remark) =>
              unreadCodes.has(remark.code) &&
              (remark.field === field || feeds(this.kind, remark.field ?? '', field)),
          )
        : -1
    const told = remarks[unread]
    if (told !== undefined) remarks[unread] = { ...told, severity }
    // The cell itself may have said so already.
    else if (!remarks.some((remark) => remark.field === field && remark.code === code))
      remarks.push({ column: mapped?.column ?? null, field, code, severity, raw: written.slice(0, 200) })
  }

  private roleOf(raw: RawRow): string {
    if (this.given.headerEnd > 0 && raw.row < this.given.headerAt)
      return this.aboveRoles.get(raw.row) ?? 'preamble'
    if (raw.row <= this.given.headerEnd) return 'header'
    return roleBelowHeader(raw, this.header)
  }
}

/** What a column's cell in a row means, before anything is completed. */
function valueIn(
  row: RawRow,
  { column, field, header }: Pick<MappedColumn, 'column' | 'field' | 'header'>,
): string | number | null {
  return convertCell(field, cellOf(row, column, field, false), header).value
}
