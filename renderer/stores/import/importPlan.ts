/** What a person has decided about a sheet before it is imported: kind, header row, field of each column. Pure. */
import type { ColumnMapping, SheetInspection, SheetReading } from '../../../shared/contract/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { cleanHeader } from '../../../shared/model/headers.ts'
import { headerSpellings, matchConfidence, matchFields } from '../../../shared/model/headerMatch.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'

export interface SheetPlan {
  /** Place among the inspected sheets of the file; tells apart the tables of one sheet too. */
  readonly place: number
  readonly index: number
  /** First row of the table's part of the sheet, see `SheetInspection`. */
  readonly firstRow: number
  readonly firstColumn?: number
  readonly name: string
  readonly kind: string | null
  readonly headerRow: number | null
  readonly headerRows: number
  readonly columns: readonly ColumnMapping[]
  /** Whether the sheet is to be imported. */
  readonly chosen: boolean
}
/** A sheet as `import.preview` and `import.run` take it. */
export interface PlanInput {
  readonly index: number
  readonly kind: string
  readonly headerRow: number | null
  readonly headerRows: number
  readonly firstRow: number
  readonly firstColumn?: number
  readonly columns: {
    column: number | null
    header: string
    field: string | null
    value?: string
    row?: number
  }[]
}

/** The plan recognition proposes; a sheet that is to be skipped, or of no kind, is not chosen. */
export function proposedPlan(sheet: SheetInspection, place = 0): SheetPlan {
  return {
    place,
    index: sheet.index,
    firstRow: sheet.firstRow,
    ...(sheet.firstColumn === undefined ? {} : { firstColumn: sheet.firstColumn }),
    name: sheet.name,
    kind: sheet.kind,
    headerRow: sheet.headerRow,
    headerRows: sheet.headerRows,
    columns: sheet.columns,
    chosen: sheet.skip === null && sheet.kind !== null,
  }
}
export function planInput(plan: SheetPlan): PlanInput | null {
  if (plan.kind === null) return null
  return {
    index: plan.index,
    kind: plan.kind,
    headerRow: plan.headerRow,
    headerRows: plan.headerRows,
    firstRow: plan.firstRow,
    ...(plan.firstColumn === undefined ? {} : { firstColumn: plan.firstColumn }),
    columns: plan.columns.map(({ column, header, field, reason, evidence, row }) => ({
      column,
      header,
      field,
      ...(row === undefined ? {} : { row }),
      ...(column === null && ((header === fixedValue && reason === 'manual') || reason === 'values')
        ? { value: evidence }
        : {}),
    })),
  }
}

/** Columns of a header mapped to the fields of a kind, as recognition does it, but without looking at the values. */
export function mapHeader(kind: RecordKind, header: readonly string[]): readonly ColumnMapping[] {
  const fields = matchFields(kind, header.map(headerSpellings))
  return header.map((text, column) => {
    const found = fields.get(column)
    return {
      column,
      header: text,
      field: found?.field.id ?? null,
      confidence: found === undefined ? 0 : matchConfidence[found.how],
      reason: found?.how ?? 'none',
      evidence: found === undefined ? '' : text,
    }
  })
}

function headerTexts(plan: SheetPlan, sheet: SheetInspection): readonly string[] {
  if (plan.headerRow === sheet.headerRow) return byColumn(sheet.columns)
  const row = sheet.preview.find((candidate) => candidate.row === plan.headerRow)
  return row === undefined ? byColumn(plan.columns) : row.cells.map((cell) => cell.trim())
}
/** Headers at their columns. */
function byColumn(columns: readonly ColumnMapping[]): readonly string[] {
  const headers: string[] = []
  for (const { column, header } of columns) if (column !== null) headers[column] = header
  return Array.from(headers, (header) => header ?? '')
}
/** The plan with its columns mapped again; what recognition said stands wherever it speaks of the same kind and header. */
function remapped(plan: SheetPlan, sheet: SheetInspection): SheetPlan {
  if (plan.kind === sheet.kind && plan.headerRow === sheet.headerRow)
    return { ...plan, headerRows: sheet.headerRows, columns: sheet.columns }
  const kind = plan.kind === null ? undefined : recordKind(plan.kind)
  const header = headerTexts(plan, sheet)
  const columns =
    kind === undefined
      ? header.map((text, column): ColumnMapping => ({
          column,
          header: text,
          field: null,
          confidence: 0,
          reason: 'none',
          evidence: '',
        }))
      : mapHeader(kind, header)
  return {
    ...plan,
    headerRows: plan.headerRow === sheet.headerRow ? sheet.headerRows : 1,
    columns: columns.filter(({ column }) => (column ?? 0) >= (sheet.firstColumn ?? 0)),
  }
}
/** The plan as one of the readings of a sheet in doubt says. */
export function withReading(plan: SheetPlan, reading: SheetReading): SheetPlan {
  const { kind, headerRow, headerRows, columns } = reading
  return { ...plan, kind, headerRow, headerRows, columns, chosen: true }
}
export function withKind(plan: SheetPlan, sheet: SheetInspection, kind: string | null): SheetPlan {
  return remapped({ ...plan, kind, chosen: kind !== null }, sheet)
}
export function withHeaderRow(plan: SheetPlan, sheet: SheetInspection, headerRow: number): SheetPlan {
  return remapped({ ...plan, headerRow }, sheet)
}
/** The plan with another field for one of its columns; a field stands for one column only, so its former one is left out. */
export function withField(plan: SheetPlan, position: number, field: string | null): SheetPlan {
  return {
    ...plan,
    columns: plan.columns.map((column, index) => {
      // What stands around the table keeps its value and where it came from.
      if (index === position && column.column === null) return { ...column, field }
      if (index === position)
        return {
          ...column,
          field,
          confidence: field === null ? 0 : 1,
          reason: field === null ? 'none' : 'manual',
          evidence: '',
        }
      return field !== null && column.field === field
        ? { ...column, field: null, confidence: 0, reason: 'none', evidence: '' }
        : column
    }),
  }
}

/** The plan with a value that holds for every row of the sheet, in place of whatever filled the field. An empty one takes it out. */
export function withFixedValue(plan: SheetPlan, field: string, value: string): SheetPlan {
  const others = plan.columns.flatMap((column) => {
    if (column.field !== field) return [column]
    return column.column === null
      ? []
      : [{ ...column, field: null, confidence: 0, reason: 'none' as const, evidence: '' }]
  })
  return {
    ...plan,
    columns:
      value === ''
        ? others
        : [
            ...others,
            { column: null, header: fixedValue, field, confidence: 1, reason: 'manual', evidence: value },
          ],
  }
}
/** What stands for the header of a value that a person typed for the whole sheet. */
export const fixedValue = 'fixed'

/** Groups of fields of which at least one must have a column; a field that is worked out from others counts by what it is made of. */
export function missingFields(plan: SheetPlan): readonly (readonly string[])[] {
  const kind = plan.kind === null ? undefined : recordKind(plan.kind)
  if (kind === undefined) return []
  const filled = new Set(plan.columns.flatMap((column) => (column.field === null ? [] : [column.field])))
  return kind.needs.filter((group) => !group.some((field) => filled.has(field)))
}
/** Whether the sheet can be imported as planned. */
export function isReady(plan: SheetPlan): boolean {
  return plan.kind !== null && missingFields(plan).length === 0
}
function layoutOf(plan: SheetPlan): string {
  return JSON.stringify([
    plan.kind,
    plan.columns
      .filter((column) => column.column !== null)
      .map((column) => [column.column, cleanHeader(column.header)]),
  ])
}
/** Whether two sheets have the same kind and the same header, so that one mapping fits both. */
export function areAlike(one: SheetPlan, other: SheetPlan): boolean {
  return one.kind !== null && layoutOf(one) === layoutOf(other)
}
/** The other plan with the fields this one gives its columns. */
export function withFieldsOf(plan: SheetPlan, model: SheetPlan): SheetPlan {
  const byColumn = new Map(
    model.columns.flatMap((column) => (column.column === null ? [] : [[column.column, column] as const])),
  )
  return {
    ...plan,
    columns: plan.columns.map((column) => {
      const given = column.column === null ? undefined : byColumn.get(column.column)
      return given === undefined
        ? column
        : {
            ...column,
            field: given.field,
            confidence: given.confidence,
            reason: given.reason,
            evidence: given.evidence,
          }
    }),
  }
}
/** Texts of the header a plan stands on. */
const headerWords = (plan: SheetPlan) =>
  plan.columns
    .filter((column) => column.column !== null)
    .map((column) => cleanHeader(column.header))
    .join('\u0001')
/** Rows by their texts: asked of every sheet of the queue with each decision. */
const rowsByWords = new WeakMap<SheetInspection, ReadonlyMap<string, number>>()
/** The row of a sheet's first rows that holds these header texts. */
function rowOfHeader(sheet: SheetInspection, words: string): number | null {
  let rows = rowsByWords.get(sheet)
  if (rows === undefined) {
    rows = new Map(
      sheet.preview.toReversed().map((row) => [
        row.cells
          .map(cleanHeader)
          .join('\u0001')
          .replace(/\u0001+$/, ''),
        row.row,
      ]),
    )
    rowsByWords.set(sheet, rows)
  }
  return rows.get(words.replace(/\u0001+$/, '')) ?? null
}
/** A sheet of another file, read as `model` was decided, wherever its header stands; null when it has no such header. */
export function decidedLike(model: SheetPlan, plan: SheetPlan, sheet: SheetInspection): SheetPlan | null {
  const words = headerWords(model)
  if (words === '') return null
  const row =
    headerWords(plan) === words ? plan.headerRow : model.headerRows === 1 ? rowOfHeader(sheet, words) : null
  if (row === null) return null
  const placed =
    plan.kind === model.kind && plan.headerRow === row
      ? plan
      : remapped({ ...plan, kind: model.kind, headerRow: row }, sheet)
  return { ...withFieldsOf(placed, model), chosen: model.chosen }
}
/**
 * Places of what holds the same rows as the one at `place`: a sheet that may be one table or several beside each other is listed as a whole, and its parts
 * right behind it.
 */
export function overlapping(sheets: readonly SheetInspection[], place: number): readonly number[] {
  const isPart = (at: number): boolean => sheets[at]?.firstColumn !== undefined
  const isDoubtful = (at: number): boolean =>
    !isPart(at) && sheets[at]?.reasons.some(({ code }) => code === 'beside') === true
  if (isPart(place)) {
    const whole = sheets.findLastIndex((_, at) => at < place && !isPart(at))
    return whole >= 0 && isDoubtful(whole) && sheets[whole]?.index === sheets[place]?.index ? [whole] : []
  }
  if (!isDoubtful(place)) return []
  const parts: number[] = []
  for (let at = place + 1; isPart(at) && sheets[at]?.index === sheets[place]?.index; at += 1) parts.push(at)
  return parts
}
/** Whether two plans of one sheet come to the same import. */
export function samePlan(one: SheetPlan, other: SheetPlan): boolean {
  return one.chosen === other.chosen && JSON.stringify(planInput(one)) === JSON.stringify(planInput(other))
}
