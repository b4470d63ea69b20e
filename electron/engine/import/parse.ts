/** What the parser does with a request: open, recognise, convert. Knows nothing of threads; `post` and `room` are the caller's. */
import type { RowOutcome, SheetPreview } from '../../../shared/contract/imports.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { scaleOf, recordKind, recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { scaledText } from '../../../shared/model/exactDecimal.ts'
import { AppError } from '../../../shared/errors.ts'
import { BatchBuilder } from './batchBuilder.ts'
import type { ByteSource } from './byteSource.ts'
import { isBlankRow, type RawRow, type TableSheet, withoutTrailingBlanks } from './cells.ts'
import { RowConverter, type RowResult } from './convertRows.ts'
import { openTable, type TableFile } from './openTable.ts'
import { readColumn } from './readColumn.ts'
import type { FromParser, ParserFile, ParserRequest, PlannedSheet, SheetStart } from './parserProtocol.ts'
import { previewOf, type Recognition, recogniseSheet, type SheetAbout } from './recognise.ts'

export interface ParserLine {
  post(message: FromParser): void
  /** Resolves when another batch may be posted. */
  room(): Promise<void>
}
/** So many rows are held back until header, kind and what stands below the table are known. */
const headRows = 2_000
/** A sheet whose amounts tell the direction by their sign is looked at so far before the first row is judged. */
const signRows = 50_000
const batchRows = 500
/** Formatted but empty rows may go on to the end of the sheet; of one run so many are listed. */
const blankRun = 1_000
const previewLookAt = 5_000
/** Rows of each problem that a preview gives beyond its first rows. */
const problemRows = 20

/** Answers one request with messages; the last one is `inspected`, `previewed`, `converted` or `column`. Throws AppError. */
export async function parse(request: ParserRequest, source: ByteSource, line: ParserLine): Promise<void> {
  const file = await openTable(source, request.file)
  switch (request.what) {
    case 'inspect': return inspect(file, request.file, line)
    case 'preview': return preview(file, request.file, request.sheet, request.limit, line)
    case 'convert': return convert(file, request.file, request.sheets, line)
    case 'column': return readColumn(file, request, line)
  }
}

/** A sheet's first rows, and a way to go on behind them. */
interface Opened { readonly head: readonly RawRow[]; readonly complete: boolean; rest(): AsyncGenerator<readonly RawRow[]> }
async function openSheet(sheet: TableSheet, wanted: number): Promise<Opened> {
  const walk = sheet.rows()[Symbol.asyncIterator]()
  const head: RawRow[] = []
  let complete = false
  while (head.length < wanted) {
    const step = await walk.next()
    if (step.done === true) { complete = true; break }
    head.push(...step.value)
  }
  return {
    head, complete,
    async *rest() {
      for (let step = await walk.next(); step.done !== true; step = await walk.next()) yield step.value
    },
  }
}
function aboutSheet(file: TableFile, about: ParserFile, index: number, complete: boolean): SheetAbout {
  const sheet = file.sheets[index]
  return { index, name: sheet?.name ?? '', hidden: sheet?.hidden ?? false, named: file.container !== 'text', fileName: about.fileName, path: about.path, complete, date1904: file.date1904 }
}

async function inspect(file: TableFile, about: ParserFile, line: ParserLine): Promise<void> {
  const sheets = []
  for (const [index, sheet] of file.sheets.entries()) {
    const { head, complete } = await openSheet(sheet, 200)
    const recognition = recogniseSheet(head, aboutSheet(file, about, index, complete), recordKinds, about.mappings)
    sheets.push({ ...recognition, preview: previewOf(head, recognition) })
  }
  line.post({ type: 'inspected', reading: { container: file.container, encoding: file.encoding, separator: file.separator, encrypted: file.encrypted, sheets } })
}

function kindOf(plan: PlannedSheet): RecordKind {
  const kind = recordKind(plan.kind)
  if (kind === undefined) throw new AppError('kind-not-found', 'no such record kind', { kind: plan.kind })
  for (const { field } of plan.columns) if (field !== null && !kind.fields.some(({ id }) => id === field)) throw new AppError('field-not-found', 'no such field', { kind: kind.id, field })
  const mapped = new Set(plan.columns.map(({ field }) => field))
  if (mapped.size === 0 || [...mapped].every((field) => field === null)) throw new AppError('mapping-incomplete', 'no column has a field', { kind: kind.id })
  return kind
}

async function preview(file: TableFile, about: ParserFile, plan: PlannedSheet, limit: number, line: ParserLine): Promise<void> {
  const sheet = file.sheets[plan.index]
  if (sheet === undefined) throw new AppError('sheet-not-found', 'no such sheet', { sheet: plan.index + 1 })
  const { head, complete } = await openSheet(sheet, previewLookAt)
  const kind = kindOf(plan)
  const converter = RowConverter.of(kind, plan, head, aboutSheet(file, about, plan.index, complete), about.now)
  converter.lookAtSigns(head)
  const counts: Record<RowOutcome, number> = { accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
  const rows: SheetPreview['rows'][number][] = []
  const issues = new Map<string, { -readonly [K in keyof SheetPreview['issues'][number]]: SheetPreview['issues'][number][K] }>()
  for (const raw of head.slice(0, previewLookAt)) {
    const result = converter.convert(raw)
    if (result.outcome === 'header') continue
    counts[result.outcome] += 1
    let told = rows.length < limit
    for (const { code, field, severity, raw: sample } of result.remarks) {
      const key = `${code} ${field} ${severity}`
      const known = issues.get(key)
      if (known === undefined) issues.set(key, { code, field, severity, count: 1, firstRow: raw.row, sample })
      else known.count += 1
      // Every problem can be gone to, also far down.
      if ((known?.count ?? 1) <= problemRows) told = true
    }
    if (told && result.outcome !== 'skipped') rows.push({
      row: raw.row, outcome: result.outcome, cells: withoutTrailingBlanks(raw.cells), values: displayed(kind, result),
      issues: result.remarks.map(({ column, field, code, severity, raw: text }) => ({ row: raw.row, column, field, code, severity, raw: text })),
    })
  }
  line.post({ type: 'previewed', preview: { rows, counts, lookedAt: Math.min(head.length, previewLookAt), issues: [...issues.values()] } })
}
function displayed(kind: RecordKind, result: RowResult): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const field of kind.fields) {
    const value = result.values?.[field.id]
    if (value === null || value === undefined) continue
    shown[field.id] = typeof value === 'number' ? scaledText(value, scaleOf(field)) : value
  }
  return shown
}

async function convert(file: TableFile, about: ParserFile, plans: readonly PlannedSheet[] | null, line: ParserLine): Promise<void> {
  for (const plan of plans ?? []) if (file.sheets[plan.index] === undefined) throw new AppError('sheet-not-found', 'no such sheet', { sheet: plan.index + 1 })
  let taken = 0
  const without: string[] = []
  let filled = false
  for (const [index, sheet] of file.sheets.entries()) {
    const opened = await openSheet(sheet, headRows)
    const info = aboutSheet(file, about, index, opened.complete)
    const recognition = recogniseSheet(opened.head, info, recordKinds, about.mappings)
    filled ||= recognition.skip !== 'empty'
    const plan = plans === null ? planOf(recognition) : plans.find((candidate) => candidate.index === index) ?? null
    const recognised = plan !== null && plan.kind === recognition.kind
    const start: SheetStart = {
      index, name: info.name, hidden: info.hidden, skip: plan === null ? recognition.skip ?? 'not-chosen' : null, format: recognised ? recognition.format : null, plan,
      mapping: plan === null ? [] : mappingOfPlan(plan, recognition), fields: plan === null ? [] : usedFields(kindOf(plan), plan),
    }
    line.post({ type: 'sheet', sheet: start })
    if (plan === null) {
      if (recognition.skip === 'no-header') without.push(info.name)
      let rowCount = opened.head.length
      for await (const rows of opened.rest()) rowCount += rows.length
      line.post({ type: 'sheetEnd', end: { index, rowCount, basis: null } })
      continue
    }
    taken += 1
    await convertSheet(opened, plan, start.fields, info, about.now, line)
  }
  if (!filled) throw new AppError('file-empty', 'no sheet has a cell', { sheets: file.sheets.length })
  if (taken === 0) throw new AppError('sheet-without-header', 'no sheet has a header row that is known', { sheets: file.sheets.length, sheet: without[0] ?? null })
  line.post({ type: 'converted', encoding: file.encoding, separator: file.separator, fileKey: file.fileKey })
}

/** The plan a recognition proposes; null when nothing is to be imported. */
export function planOf(recognition: Recognition): PlannedSheet | null {
  if (recognition.skip !== null || recognition.kind === null) return null
  return {
    index: recognition.index, kind: recognition.kind, headerRow: recognition.headerRow, headerRows: recognition.headerRows,
    columns: recognition.columns.map(({ column, header, field }) => ({ column, header, field })),
    ...(recognition.firstRow === 1 ? {} : { firstRow: recognition.firstRow }),
  }
}
/** Mapped fields, and all that the kind's rules may fill from them. */
function usedFields(kind: RecordKind, plan: PlannedSheet): readonly string[] {
  const used = new Set<string | null | undefined>([...plan.columns.map(({ field }) => field), kind.directionField])
  for (const rule of kind.derive ?? []) for (const named of Object.values(rule).flat() as readonly unknown[]) if (typeof named === 'string') used.add(named)
  return kind.fields.filter(({ id }) => used.has(id)).map(({ id }) => id)
}
/** Where a plan agrees with the recognition its reasons stand; the rest was chosen by hand. */
function mappingOfPlan(plan: PlannedSheet, recognition: Recognition): SheetStart['mapping'] {
  return plan.columns.map(({ column, header, field, value }) => {
    // What stands in the mapping of a context is the text its rows got.
    if (column === null && value !== undefined) return { column, header, field, confidence: 1, reason: 'manual', evidence: value }
    const proposed = recognition.kind === plan.kind ? recognition.columns.find((candidate) => candidate.column === column && candidate.field === field) : undefined
    return proposed ?? { column, header, field, confidence: 1, reason: field === null ? 'none' : 'manual', evidence: '' }
  })
}

async function convertSheet(opened: Opened, plan: PlannedSheet, fields: readonly string[], about: SheetAbout, now: string, line: ParserLine): Promise<void> {
  const kind = kindOf(plan)
  const converter = RowConverter.of(kind, plan, opened.head, about, now)
  const held: RawRow[] = [...opened.head]
  const rest = opened.rest()
  converter.lookAtSigns(held)
  // Without a direction column a negative amount further down decides what a positive one means.
  if (converter.signedAmount !== null && !opened.complete && !converter.lookAtSigns(held)) {
    for (let step = await rest.next(); step.done !== true; step = await rest.next()) {
      held.push(...step.value)
      if (converter.lookAtSigns(step.value) || held.length >= signRows) break
    }
  }
  const builder = new BatchBuilder(kind, plan.index, fields)
  let rowCount = 0
  // Blank rows are rows of the table only when something follows.
  let blanks: RawRow[] = []
  const take = async (rows: readonly RawRow[]): Promise<void> => {
    for (const raw of rows) {
      rowCount += 1
      if (isBlankRow(raw.cells)) { if (blanks.length < blankRun) blanks.push(raw); continue }
      for (const blank of blanks) builder.add(converter.convert(blank))
      if (blanks.length > 0) blanks = []
      builder.add(converter.convert(raw))
      if (builder.size >= batchRows) {
        await line.room()
        line.post({ type: 'batch', batch: builder.take() })
      }
    }
  }
  await take(held)
  for await (const rows of rest) await take(rows)
  if (builder.size > 0) {
    await line.room()
    line.post({ type: 'batch', batch: builder.take() })
  }
  line.post({ type: 'sheetEnd', end: { index: plan.index, rowCount, basis: converter.basis() } })
}
