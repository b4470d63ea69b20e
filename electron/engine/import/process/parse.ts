/** What the parser does with a request: open, recognise, convert. Knows nothing of threads; `post` and `room` are the caller's. */
import type { RowOutcome, SheetPreview } from '../../../../shared/contract/imports.ts'
import { completerOf } from '../../../../shared/model/complete.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { scaleOf, recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { scaledText } from '../../../../shared/model/exactDecimal.ts'
import { sheetMark } from '../../../../shared/model/resolve.ts'
import { AppError } from '../../../../shared/errors.ts'
import { SheetIndexer } from '../../search/indexBuilder.ts'
import { BatchBuilder } from '../convert/batchBuilder.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { isBlankRow, type RawRow, withoutTrailingBlanks, type TableSheet } from '../formats/cells.ts'
import { RowConverter, type RowResult } from '../convert/convertRows.ts'
import { type FormerTable, formerTable } from '../recognise/headerless.ts'
import { openTable, type TableFile } from '../formats/openTable.ts'
import { readColumn } from './readColumn.ts'
import { unpack } from './unpackPacked.ts'
import type { FileReading, FromParser, ParserFile, ParserRequest, SheetStart } from './parserProtocol.ts'
import { isAt, type PlannedSheet, placeOf } from '../recognise/plannedSheet.ts'
import { previewOf, type Recognition, type SheetAbout } from '../recognise/recognise.ts'
import type { TablePart } from '../formats/sheetFeed.ts'
import { asItStands, isAsItStands } from '../recognise/asItStands.ts'
import { formRow, inForm, isForm } from '../recognise/forms.ts'
import { convertForm } from './convertForm.ts'
import { keepAnswer, saysNothingFound } from './keepAnswer.ts'
import { headRows, type SheetTable, tablesOfSheet } from '../recognise/tables.ts'
import { withUnused } from '../recognise/unusedColumns.ts'

export interface ParserLine {
  post(message: FromParser): void
  /** Resolves when another batch may be posted. */
  room(): Promise<void>
}
/** A sheet whose amounts tell the direction by their sign is looked at so far before the first row is judged. */
const signRows = 50_000
/** A batch fits the buffer of the pipe (some 200 kB): what does not leaves only when the parser next lets go, and the engine waits for it. */
const batchRows = 128
/** Formatted but empty rows may go on to the end of the sheet; of one run so many are listed. */
const blankRun = 1_000
const previewLookAt = 5_000
/** Rows of each problem that a preview gives beyond its first rows. */
const problemRows = 20

/** Answers one request with messages; the last one is `inspected`, `previewed`, `converted`, `column` or `unpacked`. Throws AppError. */
export async function parse(request: ParserRequest, source: ByteSource, line: ParserLine): Promise<void> {
  const spend = (): void => {
    line.post({ type: 'spent' })
  }
  if (request.what === 'unpack') {
    spend()
    return unpack(request, source, line)
  }
  const file = await openTable(source, { ...request.file, spend })
  switch (request.what) {
    case 'inspect':
      return inspect(file, request.file, line)
    case 'preview':
      return preview(file, request.file, request.sheet, request.limit, line)
    case 'convert':
      return convert(file, request.file, request, line)
    case 'column':
      return readColumn(file, request, line)
  }
}

function aboutSheet(
  file: TableFile,
  about: ParserFile,
  index: number,
): Omit<SheetAbout, 'complete' | 'common'> {
  const sheet = file.sheets[index]
  return {
    index,
    name: sheet?.name ?? '',
    hidden: sheet?.hidden ?? false,
    // Where nobody gave the sheet a name: a text's is its file's, a Word table's its number.
    named: !['text', 'pdf', 'dbf', 'docx'].includes(file.container),
    fileName: about.fileName,
    path: about.path,
    date1904: file.date1904,
  }
}
const noPlan = (): null => null

async function inspect(file: TableFile, about: ParserFile, line: ParserLine): Promise<void> {
  const sheets: FileReading['sheets'][number][] = []
  let former: FormerTable | null = null
  for (const [index, sheet] of file.sheets.entries()) {
    let last: FormerTable | null = null
    for await (const { recognition, part } of tablesOfSheet({
      sheet,
      about: aboutSheet(file, about, index),
      saved: about.mappings ?? [],
      former,
      wanted: headRows,
      planned: noPlan,
      heads: true,
    })) {
      sheets.push({ ...recognition, preview: previewOf(part.head, recognition) })
      if (recognition.kind !== null && recognition.skip === null && recognition.firstColumn === undefined)
        last = formerTable(recognition, part.head)
    }
    former = last
  }
  line.post({
    type: 'inspected',
    reading: {
      container: file.container,
      encoding: file.encoding,
      separator: file.separator,
      encrypted: file.encrypted,
      sheets,
    },
  })
}

function kindOf(plan: PlannedSheet): RecordKind {
  const kind = recordKind(plan.kind)
  if (kind === undefined) throw new AppError('kind-not-found', 'no such record kind', { kind: plan.kind })
  for (const { field } of plan.columns)
    if (field !== null && !kind.fields.some(({ id }) => id === field))
      throw new AppError('field-not-found', 'no such field', { kind: kind.id, field })
  const mapped = new Set(plan.columns.map(({ field }) => field))
  if (mapped.size === 0 || [...mapped].every((field) => field === null))
    throw new AppError('mapping-incomplete', 'no column has a field', { kind: kind.id })
  return kind
}

async function preview(
  file: TableFile,
  about: ParserFile,
  plan: PlannedSheet,
  limit: number,
  line: ParserLine,
): Promise<void> {
  const sheet = file.sheets[plan.index]
  if (sheet === undefined) throw new AppError('sheet-not-found', 'no such sheet', { sheet: plan.index + 1 })
  const kind = kindOf(plan)
  const table = await tableAt(file, about, plan)
  if (table === null)
    throw new AppError('sheet-not-found', 'no table begins at this row', {
      sheet: plan.index + 1,
      row: plan.firstRow ?? 1,
    })
  const form = isForm(plan.columns) ? formRow(table.part.head, plan.columns) : null
  const head = form === null ? table.part.head : [form.row]
  const read = form === null ? plan : { ...plan, columns: form.columns }
  const converter = RowConverter.of(kind, read, head, table.about, about.now)
  converter.lookAtSigns(head)
  const counts: Record<RowOutcome, number> = { accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
  const rows: SheetPreview['rows'][number][] = []
  const issues = new Map<
    string,
    { -readonly [K in keyof SheetPreview['issues'][number]]: SheetPreview['issues'][number][K] }
  >()
  for (const raw of head.slice(0, previewLookAt)) {
    const converted = converter.convert(raw)
    const result = form === null ? converted : inForm(plan.columns, converted)
    /** Of a form: the row of the cell that is meant, where its record stands at the first one. */
    const rowOf = (field: string | null) =>
      (form === null ? undefined : plan.columns.find((entry) => entry.field === field)?.row) ?? raw.row
    if (result.outcome === 'header') continue
    counts[result.outcome] += 1
    let told = rows.length < limit
    for (const { code, field, severity, raw: sample } of result.remarks) {
      const key = `${code} ${field} ${severity}`
      const known = issues.get(key)
      if (known === undefined)
        issues.set(key, { code, field, severity, count: 1, firstRow: rowOf(field), sample })
      else known.count += 1
      // Every problem can be gone to, also far down.
      if ((known?.count ?? 1) <= problemRows) told = true
    }
    if (told && result.outcome !== 'skipped')
      rows.push({
        row: raw.row,
        outcome: result.outcome,
        cells: withoutTrailingBlanks(raw.cells),
        values: displayed(kind, result),
        issues: result.remarks.map(({ column, field, code, severity, raw: text }) => ({
          row: rowOf(field),
          column,
          field,
          code,
          severity,
          raw: text,
        })),
      })
  }
  line.post({
    type: 'previewed',
    preview: { rows, counts, lookedAt: Math.min(head.length, previewLookAt), issues: [...issues.values()] },
  })
}
/** The table a plan means, with its first rows. */
async function tableAt(file: TableFile, about: ParserFile, plan: PlannedSheet): Promise<SheetTable | null> {
  const sheet = file.sheets[plan.index]
  if (sheet === undefined) return null
  for await (const table of tablesOfSheet({
    sheet,
    about: aboutSheet(file, about, plan.index),
    saved: about.mappings ?? [],
    former: null,
    wanted: previewLookAt,
    planned: (firstRow, firstColumn) => (isAt(plan, firstRow, firstColumn) ? plan : null),
  })) {
    const { firstRow, firstColumn = null } = table.recognition
    if (isAt(plan, firstRow, firstColumn)) return table
  }
  return null
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

async function convert(
  file: TableFile,
  about: ParserFile,
  { sheets: plans, accept, leftOut }: Omit<Extract<ParserRequest, { what: 'convert' }>, 'what' | 'file'>,
  plain: ParserLine,
): Promise<void> {
  let at = 0
  const line: ParserLine = {
    room: () => plain.room(),
    post: (message) => {
      plain.post(message.type === 'batch' ? { ...message, share: shareRead(file.sheets, at) } : message)
    },
  }
  for (const plan of plans ?? [])
    if (file.sheets[plan.index] === undefined)
      throw new AppError('sheet-not-found', 'no such sheet', { sheet: plan.index + 1 })
  /** Plans of tables beside each other that were not met yet. */
  const parts = new Set(plans?.filter(({ firstColumn }) => firstColumn !== undefined))
  let taken = 0
  const without: string[] = []
  let filled = false
  let former: FormerTable | null = null
  /** Completes the index of the sheet before: of the last one while the engine derives facts. */
  let endIndex = (): void => undefined
  // Tables are counted over the whole file; a redo meets the same ones in the same order.
  let number = 0
  for (const [index, sheet] of file.sheets.entries()) {
    at = index
    let last: FormerTable | null = null
    const planned = (firstRow: number, firstColumn: number | null): PlannedSheet | null =>
      plans?.find((plan) => plan.index === index && isAt(plan, firstRow, firstColumn)) ?? null
    for await (const { recognition, part, about: info, seen } of tablesOfSheet({
      sheet,
      about: aboutSheet(file, about, index),
      saved: about.mappings ?? [],
      former,
      wanted: headRows,
      planned,
      whole: leftOut?.includes(sheet.name) === true,
    })) {
      filled ||= recognition.skip !== 'empty'
      // A person could not leave out what the inspection does not show.
      const chosen =
        planned(recognition.firstRow, recognition.firstColumn ?? null) ??
        (plans === null || !seen ? planOf(recognition, accept) : null)
      if (chosen !== null) parts.delete(chosen)
      // What a person left out stays out; what no kind fits, or hides, is kept as it stands.
      const leftOut = chosen === null && (recognition.skip === null || recognition.skip === 'empty')
      const plan = chosen ?? (leftOut ? null : asItStands(recognition))
      const kept = plan !== null && isAsItStands(plan)
      const recognised = plan !== null && plan.kind === recognition.kind
      const start: SheetStart = {
        index: number,
        name: recognition.name,
        hidden: info.hidden,
        skip: plan === null ? (recognition.skip ?? 'not-chosen') : kept ? recognition.skip : null,
        format: recognised ? recognition.format : null,
        plan,
        mapping:
          plan === null
            ? []
            : withUnused(
                mappingOfPlan(plan, recognition),
                kept ? null : plan.kind,
                rowsBelow(part.head, plan),
              ),
        fields: plan === null ? [] : usedFields(kindOf(plan), plan),
      }
      line.post({ type: 'sheet', sheet: start })
      if (
        recognition.kind !== null &&
        plan !== null &&
        !kept &&
        !isForm(plan.columns) &&
        recognition.firstColumn === undefined
      )
        last = formerTable(recognition, part.head)
      if (plan !== null) {
        taken += 1
        if (kept && recognition.skip !== 'hidden' && saysNothingFound(part))
          await keepAnswer(part, number, line)
        else if (isForm(plan.columns))
          await convertForm(part.head, { number, plan, kind: kindOf(plan), about: info, file: about }, line)
        else {
          endIndex()
          endIndex = await convertSheet(part, { number, plan, fields: start.fields }, info, about, line)
        }
      } else {
        if (recognition.skip === 'no-header') without.push(info.name)
        let rowCount = part.head.length
        for await (const rows of part.rest()) rowCount += rows.length
        line.post({ type: 'sheetEnd', end: { index: number, rowCount, basis: null } })
      }
      number += 1
    }
    former = last
    // The same rows would be facts twice, or the part would be left out without a word.
    if ([...parts].some((plan) => plan.index === index))
      throw new AppError('tables-overlap', 'a sheet as a whole and in parts', { sheet: index + 1 })
  }
  if (!filled) throw new AppError('file-empty', 'no sheet has a cell', { sheets: file.sheets.length })
  if (taken === 0)
    throw new AppError('sheet-without-header', 'no sheet has a header row that is known', {
      sheets: file.sheets.length,
      sheet: without[0] ?? null,
    })
  line.post({ type: 'rowsEnd' })
  await line.room()
  endIndex()
  line.post({ type: 'converted', encoding: file.encoding, separator: file.separator, fileKey: file.fileKey })
}

function rowsBelow(rows: readonly RawRow[], { headerRow, headerRows }: PlannedSheet): readonly RawRow[] {
  return headerRow === null ? rows : rows.slice(rows.findIndex(({ row }) => row === headerRow) + headerRows)
}
/** The plan a recognition proposes; null when nothing is to be imported. `accept`: of a sheet in doubt, its first reading. */
export function planOf(recognition: Recognition, accept = false): PlannedSheet | null {
  const doubtful = recognition.skip === 'undecided' && accept
  if ((recognition.skip !== null && !doubtful) || recognition.kind === null) return null
  return {
    index: recognition.index,
    kind: recognition.kind,
    headerRow: recognition.headerRow,
    headerRows: recognition.headerRows,
    // What a sheet without a header has around it stands around the sheet that it goes on.
    columns: recognition.columns.map(({ column, header, field, evidence, reason, row }) => ({
      column,
      header,
      field,
      ...(row === undefined ? {} : { row }),
      ...(column === null && (reason === 'continued' || reason === 'values') ? { value: evidence } : {}),
    })),
    ...placeOf(recognition),
  }
}
/** Mapped fields, and all that the kind's rules may fill from them. */
function usedFields(kind: RecordKind, plan: PlannedSheet): readonly string[] {
  return completerOf(
    kind,
    plan.columns.flatMap(({ field }) => field ?? []),
  ).fields
}
/** Where a plan agrees with the recognition its reasons stand; the rest was chosen by hand. */
function mappingOfPlan(plan: PlannedSheet, recognition: Recognition): SheetStart['mapping'] {
  return plan.columns.map(({ column, header, field, value, row }) => {
    // What stands in the mapping of a context is the text its rows got.
    if (column === null && value !== undefined)
      return (
        recognition.columns.find(
          (candidate) =>
            candidate.column === null && candidate.field === field && candidate.evidence === value,
        ) ?? { column, header, field, confidence: 1, reason: 'manual', evidence: value }
      )
    const proposed =
      recognition.kind === plan.kind
        ? recognition.columns.find(
            (candidate) => candidate.column === column && candidate.field === field && candidate.row === row,
          )
        : undefined
    return (
      proposed ?? {
        column,
        header,
        field,
        confidence: 1,
        reason: field === null ? 'none' : 'manual',
        evidence: '',
        ...(row === undefined ? {} : { row }),
      }
    )
  })
}

/** How much of all sheets was read while the one at `index` is; null where a sheet does not know its length. */
function shareRead(sheets: readonly TableSheet[], index: number): number | null {
  const lengths = sheets.map(({ length }) => length ?? Number.NaN)
  const all = lengths.reduce((sum, length) => sum + length, 0)
  const before = lengths.slice(0, index).reduce((sum, length) => sum + length, 0)
  return all > 0
    ? Math.min(1, (before + Math.min(lengths[index] ?? 0, sheets[index]?.taken?.() ?? 0)) / all)
    : null
}

/** Converts the rows of a sheet; gives what is left to be done for its index. */
async function convertSheet(
  opened: TablePart,
  {
    number,
    plan,
    fields,
  }: { readonly number: number; readonly plan: PlannedSheet; readonly fields: readonly string[] },
  about: SheetAbout,
  { now, sha256 }: ParserFile,
  line: ParserLine,
): Promise<() => void> {
  const kind = kindOf(plan)
  const converter = RowConverter.of(kind, plan, opened.head, about, now, sheetMark(sha256 ?? '', number))
  // The engine counts columns by the list it was told: values of another list would stand in other columns.
  if (converter.fields.join() !== fields.join())
    throw new AppError('internal', 'a sheet can fill other fields than it was announced with', {
      fields: converter.fields.join(', '),
    })
  const held: RawRow[] = [...opened.head]
  const rest = opened.rest()
  // A row further down may decide what a sign means: a negative amount where no column holds a direction, an outgoing one without a sign where one does.
  if (!converter.lookAtSigns(held) && !opened.complete) {
    for (let step = await rest.next(); step.done !== true; step = await rest.next()) {
      held.push(...step.value)
      if (converter.lookAtSigns(step.value) || held.length >= signRows) break
    }
  }
  const builder = new BatchBuilder(kind, number, converter.fields)
  const indexer = new SheetIndexer()
  let rowCount = 0
  let lastRow = 0
  // Blank rows are rows of the table only when something follows.
  let blanks: RawRow[] = []
  const send = async (): Promise<void> => {
    await line.room()
    line.post({ type: 'batch', batch: builder.take() })
  }
  const add = (raw: RawRow): void => {
    builder.add(converter.convertNumbered(raw))
    const part = indexer.add(raw.row, withoutTrailingBlanks(raw.cells))
    if (part !== null) line.post({ type: 'indexPart', index: number, part })
  }
  const take = async (rows: readonly RawRow[]): Promise<void> => {
    for (const raw of rows) {
      rowCount += 1
      lastRow = raw.row
      if (isBlankRow(raw.cells)) {
        if (blanks.length < blankRun) blanks.push(raw)
        continue
      }
      for (const blank of blanks) add(blank)
      if (blanks.length > 0) blanks = []
      add(raw)
      if (builder.size >= batchRows) await send()
    }
  }
  await take(held)
  for await (const rows of rest) await take(rows)
  if (builder.size > 0) await send()
  // A table further down ends where it ends in its sheet.
  line.post({
    type: 'sheetEnd',
    end: { index: number, rowCount: (plan.firstRow ?? 1) > 1 ? lastRow : rowCount, basis: converter.basis() },
  })
  return () => {
    const last = indexer.end()
    if (last !== null) line.post({ type: 'indexPart', index: number, part: last })
  }
}
