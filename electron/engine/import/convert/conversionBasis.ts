import type { RowValues } from '../../../../shared/model/complete.ts'
import { convertCell } from '../../../../shared/model/convert.ts'
import type { DateOrder } from '../../../../shared/model/times.ts'
import type { ExportMoment } from '../../../../shared/model/exportMoment.ts'
import type { CodeEvidence } from '../../../../shared/model/results.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { readingRules } from '../../../../shared/model/readingRules.ts'
import { headerZone, isCaseZone, lineZone, type TimeZone } from '../../../../shared/model/timeZones.ts'
import { happeningFields, ownValue, type SheetSettings } from '../../../../shared/model/sheetSettings.ts'
import type { RawRow } from '../formats/cells.ts'
import { contextValues } from '../recognise/contextValues.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { type SheetAbout, surroundings } from '../recognise/recognise.ts'
import { headerKey, rolesAboveHeader } from '../recognise/rowRoles.ts'
import { unitInLine } from '../../../../shared/model/amountUnit.ts'
import { unitColumnOf, unitsIn } from './amountUnits.ts'
import { currencyAround } from './currencyAround.ts'
import { exportAround } from './exportAround.ts'
import { type ColumnYears, type YearSource, yearSource } from './years.ts'

/**
 * What the sheet as a whole says about its rows. It is decided once, from the sheet as it was read, and kept with the sheet, so that a row can be
 * converted again exactly as it was: an edit of one cell changes its row and never how the other rows are read.
 */
export interface ConversionBasis {
  /** By which rules its cells were read (`readingRules.ts`); left out: before they had numbers. */
  readonly rules?: number
  readonly date1904: boolean
  /** Values that stand around the table, by field. */
  readonly constants: RowValues
  readonly header: readonly (readonly [column: number, text: string])[]
  /** First and last row of the header; 0 without one. */
  readonly headerAt: number
  readonly headerEnd: number
  readonly aboveRoles: readonly (readonly [row: number, role: string])[]
  /** A time after it lies in the future. */
  readonly latest: string
  readonly signed: boolean
  /** Outgoing amounts stand without a sign; left out: not looked at. */
  readonly reversals?: boolean
  /** The unit that stands above the table for all its amounts, where it is not 元: 单位：万元. */
  readonly unit?: string
  /** The currency that the title, the account above or the name of sheet or file gives for its amounts; a column goes before it. */
  readonly currency?: string
  /** Units in a row of their own below the header, by column. */
  readonly unitRow?: readonly (readonly [column: number, unit: string])[]
  /** The column that names the unit of money of each row. */
  readonly unitColumn?: number
  /** What stands around the table says that it is about a credit card. */
  readonly creditCard?: boolean
  /** By column: day or month first, where the dates of the column prove it. */
  readonly dateOrders?: Readonly<Record<number, DateOrder>>
  /** Columns of WeChat that hold nicknames (`weChatColumns.ts`). */
  readonly nicknames?: readonly number[]
  /** Of the columns of WeChat: how many of their values are shaped as ids, and how many are not. */
  readonly weChat?: Readonly<Record<number, { readonly ids: number; readonly nicknames: number }>>
  /** By column: what names the period of its rows, and the years that follow for dates without one (`years.ts`). */
  readonly yearSources?: Readonly<Record<number, YearSource>>
  readonly years?: Readonly<Record<number, ColumnYears>>
  /** Codes of its result column with what its balances show of each. */
  readonly resultCodes?: Readonly<Record<string, CodeEvidence>>
  /** Its amounts count what was spent; only sheets of older programs say it so. */
  readonly spending?: boolean
  /** Which way a positive amount went, where no column tells; null: open. Left out: read by an older program, or a column tells. */
  readonly positive?: 'in' | 'out' | null
  /** Ways that only the balances tell, by row (`amountWays.ts`). */
  readonly ways?: string
  /** Zones of its columns of times that are not that of the case, as headers or a line above name them (`timeZones.ts`). */
  readonly zones?: readonly (readonly [column: number, zone: TimeZone['zone'], said: string])[]
  /** When it was exported, as what stands around it says: of two exports that contradict each other the later is proposed. */
  readonly exported?: ExportMoment
  /** What a person settled after the import; it goes before all that was decided here. */
  readonly settings?: SheetSettings
}
/** The values that stand in every row: those around the table, and before them what a person said. */
export function constantsOf(kind: RecordKind, { constants, settings }: ConversionBasis): RowValues {
  const values: RowValues = { ...constants }
  for (const [id, text] of Object.entries(settings?.own ?? {})) {
    const field = kind.fields.find((candidate) => candidate.id === id)
    if (field !== undefined) values[id] = ownValue(field, text)
  }
  return values
}

/**
 * The basis of a planned sheet, before its signs were looked at. `head` are the first rows (all when `about.complete`), from which values that
 * stand around the table come. `now`: local time, for dates in the future.
 */
export function basisOf(
  kind: RecordKind,
  plan: PlannedSheet,
  head: readonly RawRow[],
  about: SheetAbout,
  now: string,
): ConversionBasis {
  const at = plan.headerRow === null ? -1 : head.findIndex(({ row }) => row === plan.headerRow)
  const above = at < 0 ? [] : head.slice(0, at)
  const roles = rolesAboveHeader(above)
  const constants: RowValues = {}
  const fields = new Map(kind.fields.map((field) => [field.id, field]))
  // A context is used when the plan asks for it; a field that has a column takes its values from there.
  const wanted = new Set(
    plan.columns
      .filter(({ column, value }) => column === null && value === undefined)
      .map(({ field }) => field),
  )
  for (const { column, field, value } of plan.columns) {
    const found = field === null || column !== null || value === undefined ? undefined : fields.get(field)
    if (found !== undefined)
      constants[found.id] = convertCell(found, { text: value ?? '', type: 'text' }, '').value
  }
  const around = surroundings(head, about, Math.max(at, 0), plan.headerRows)
  for (const value of contextValues(kind, around)) {
    if (wanted.has(value.field.id))
      constants[value.field.id] = convertCell(value.field, { text: value.text, type: 'text' }, '').value
  }
  const happening = happeningFields(kind)
  const yearSources: Record<number, YearSource> = {}
  for (const { column, header, field } of plan.columns) {
    if (column === null || field === null || !happening.has(field)) continue
    const source = yearSource(header, above, about)
    if (source !== null && source !== 'contradictory') yearSources[column] = source
  }
  const unit = unitAbove([...above, ...(about.common ?? [])])
  const currency = currencyAround(above, about)
  const zones = kind.id === 'other' ? [] : zonesOf(kind, plan, [...above, ...(about.common ?? [])])
  const exported = exportAround({ ...around, above: [...above, ...(about.common ?? [])] }, nextDay(now))
  // What no kind fits is kept as it stands, every row of it.
  const below = plan.headerRow === null || kind.id === 'other' ? [] : head.slice(at + plan.headerRows)
  const unitRow = unitsIn(below.find(({ cells }) => cells.some((cell) => cell.trim() !== '')))
  const unitColumn = unitColumnOf(kind, plan, below)
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(currency === null ? {} : { currency }),
    ...(zones.length === 0 ? {} : { zones }),
    ...(exported === null ? {} : { exported }),
    ...(Object.keys(yearSources).length === 0 ? {} : { yearSources }),
    ...(unitRow === null ? {} : { unitRow: unitRow.units }),
    ...(unitColumn === undefined ? {} : { unitColumn }),
    ...(namesCreditCard(about, above) || plan.columns.some(({ header }) => ofCreditCard.test(header))
      ? { creditCard: true }
      : {}),
    rules: readingRules,
    date1904: about.date1904,
    constants,
    signed: false,
    latest: nextDay(now),
    header: [...headerKey(at < 0 ? headersOf(plan) : (head[at]?.cells ?? []))],
    headerAt: plan.headerRow ?? 0,
    headerEnd:
      unitRow?.row ?? (plan.headerRow === null ? 0 : (head[at + plan.headerRows - 1]?.row ?? plan.headerRow)),
    aboveRoles: above.map((row, index) => [row.row, roles[index] ?? 'preamble']),
  }
}

/** A statement of one; a case or a payment may be about one too. */
const creditCard = /(?:信用卡|贷记卡)(?:账单|帐单|对账|交易|消费|流水|明细)|^(?:信用卡|贷记卡)$/u
/** Columns that only statements of credit cards have. */
const ofCreditCard =
  /卡号?(?:末|后)[四4]位|(?:信用卡|贷记卡)(?:卡号|账号)|账单(?:日|金额|月)|(?:本期|最低)(?:应还|还款)|分期(?:期数|付款)/u
function namesCreditCard(about: SheetAbout, above: readonly RawRow[]): boolean {
  return [about.name, about.fileName, ...above.flatMap(({ cells }) => cells)].some((text) =>
    creditCard.test(text.trim()),
  )
}
/** The zones of columns of times: what the header names, else the line above; a field that keeps its own zone is told where the row's time comes from it. */
function zonesOf(
  kind: RecordKind,
  { columns }: PlannedSheet,
  above: readonly RawRow[],
): NonNullable<ConversionBasis['zones']> {
  const fields = new Map(kind.fields.map((field) => [field.id, field]))
  const timed = columns.some(({ column, field }) => column !== null && field === kind.timeField)
  const around = above
    .map(({ cells }) =>
      lineZone(
        cells
          .map((cell) => cell.trim())
          .filter((cell) => cell !== '')
          .join(' '),
      ),
    )
    .find((found) => found !== null)
  return columns.flatMap(({ column, header, field: id }) => {
    const field = id === null ? undefined : fields.get(id)
    if (column === null || field === undefined || !['time', 'date', 'clock'].includes(field.type)) return []
    if (field.zone !== undefined) return timed ? [] : [[column, field.zone, header.trim()] as const]
    const found = headerZone(header) ?? around ?? null
    return found === null || isCaseZone(found) ? [] : [[column, found.zone, found.said] as const]
  })
}
/** The unit other than 元 that a line above a table gives for its amounts (单位：万元, 金额单位：美元). */
function unitAbove(rows: readonly RawRow[]): string | undefined {
  for (const { cells } of rows) {
    const found = unitInLine(
      cells
        .map((cell) => cell.normalize('NFKC').replace(/\s+/g, ''))
        .filter((cell) => cell !== '')
        .join(' ')
        .replace(/单位:? /u, '单位:')
        .toUpperCase(),
    )
    if (found !== null) return found
  }
  return undefined
}
/** The headers a plan names, by column: what a sheet without a header row of its own is read by. */
function headersOf(plan: PlannedSheet): readonly string[] {
  const headers: string[] = []
  for (const { column, header } of plan.columns) if (column !== null) headers[column] = header
  return Array.from(headers, (header) => header ?? '')
}
/** The end of the day after `now`: clocks of another zone may be ahead. */
function nextDay(now: string): string {
  const moment = new Date(`${now.slice(0, 10)}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + 1)
  return `${moment.toISOString().slice(0, 10)} 23:59:59`
}
