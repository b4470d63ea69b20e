/** What a table shows, as a file: the same rows in the same order, with the filter and the totals written into it. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { JobContext, ReadingJobContext } from '../core/context.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { fieldOf, kindOf } from '../records/evidence.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { groupsOf } from '../records/groups.ts'
import { markedRecords } from '../records/markedRecords.ts'
import { groupedIds, rowList } from '../records/rowList.ts'
import { readRows } from '../records/rows.ts'
import { totalsOf } from '../records/totals.ts'
import { property } from '../store/properties.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { createCsvFile, csvText } from './csvFile.ts'
import { outputName, recordReport } from './outputFile.ts'
import { breathe } from '../core/stepByStep.ts'
import { groupText, groupValueText, scopeText, sortText } from './scopeText.ts'
import { tableColumns, totalsRow } from './tableColumns.ts'
import type { RowMarks, TableColumn } from './tableColumns.ts'
import { reportWords } from './words.ts'
import type { Language } from './words.ts'
import { createWorkbook, valueDigits } from './xlsx/workbook.ts'
import type { Value } from './xlsx/workbook.ts'

const chunk = 2_000

/** Fields of a kind that have a value anywhere, in the kind's order. */
export function filledFields(db: Db, kind: RecordKind): readonly Field[] {
  const filled =
    db
      .prepare<[], number[]>(
        `SELECT ${kind.fields.map((field) => `EXISTS (SELECT 1 FROM ${recordTable(kind.id)} WHERE ${quotedName(field.id)} IS NOT NULL)`).join(', ')}`,
      )
      .raw()
      .get() ?? []
  return kind.fields.filter((_, index) => filled[index] === 1)
}

export interface RowSource {
  readonly columns: readonly TableColumn[]
  readonly total: number
  /** Every row as cells, in order; lets other calls in between. Throws `cancelled`. */
  rows(): AsyncGenerator<readonly Value[]>
}
/** The rows of a scope as cells. */
export function rowSource(
  context: ReadingJobContext,
  kind: RecordKind,
  fields: readonly Field[],
  ids: Int32Array,
  language: Language,
  stage: string,
): RowSource {
  const columns = tableColumns(kind, fields, language, rowMarks(context.db(), kind))
  return {
    columns,
    total: ids.length,
    async *rows() {
      for (let from = 0; from < ids.length; from += chunk) {
        for (const row of readRows(context.db(), kind, ids.subarray(from, from + chunk)))
          yield columns.map((column) => column.value(row))
        context.progress(stage, Math.min(from + chunk, ids.length), ids.length)
        await breathe(context)
      }
    },
  }
}

/** What people added to rows of a kind. */
export function rowMarks(db: Db, kind: RecordKind): RowMarks {
  const any = (table: 'row_edits' | 'row_notes' | 'row_tags'): boolean =>
    db.prepare(`${markedRecords(kind.id, table, '1')} LIMIT 1`).get() !== undefined
  const tags = any('row_tags')
    ? db.prepare<[], [number, string]>('SELECT tag_id, name FROM tags').raw().all()
    : []
  return { edited: any('row_edits'), notes: any('row_notes'), tags: new Map(tags) }
}

/** A line of subtotals, to be put behind the row with this number in the list. */
interface Subtotal {
  readonly after: number
  readonly cells: readonly Value[]
}
/** Rows in the order of their groups, and the lines of subtotals among them, inner groups before those around them. */
function grouped(
  db: Db,
  kind: RecordKind,
  asked: ScopedRows,
  args: Args<'records.export'>,
  columns: readonly TableColumn[],
  language: Language,
): { readonly ids: Int32Array; readonly subtotals: readonly Subtotal[] } {
  const { ids, counts } = groupedIds(db, asked, args.group, args.sort)
  const subtotals: Subtotal[] = []
  let at = 0
  const walk = (path: readonly (string | number | null)[]): void => {
    const key = args.group[path.length]
    if (key === undefined) {
      at += counts(path)
      return
    }
    for (const group of groupsOf(db, {
      rows: asked,
      by: args.group,
      path,
      order: 'value',
      descending: false,
    })) {
      walk([...path, group.value])
      const label = reportWords[language].subtotal(
        groupValueText(kind, key, group.value, language),
        group.count,
        group.counted,
      )
      subtotals.push({ after: at, cells: totalsRow(columns, group.sums, label) })
    }
  }
  walk([])
  return { ids, subtotals }
}

/** Runs the work again when the facts changed under it, so that no file mixes two states of the case. */
export async function onOneState<T>(context: ReadingJobContext, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const db = context.db()
    const before = factsVersion(db)
    const value = await work()
    if (context.db() === db && factsVersion(db) === before) return value
  }
}

/**
 * Excel or CSV of what is shown. `rows` counts the records, not header and totals. Errors: those of the scope, `cancelled`.
 * Fields left out: every field that has a value anywhere.
 */
export async function exportTable(
  context: JobContext,
  args: Args<'records.export'>,
): Promise<Result<'records.export'>> {
  const kind = kindOf(recordKinds, args.scope.kind)
  const language = context.workspace.settings().language
  const words = reportWords[language]
  const kindName = language === 'en' ? kind.nameEn : kind.nameZh
  const caseName = property(context.db(), 'name')
  const file = context.files.createOutput(outputName(caseName, kindName, context.at, args.format))
  try {
    const rows = await onOneState(context, async () => {
      const db = context.db()
      const asked = context.rows(args.scope)
      const fields =
        args.fields === undefined ? filledFields(db, kind) : args.fields.map((id) => fieldOf(kind, id))
      const columns = tableColumns(kind, fields, language, rowMarks(db, kind))
      const { ids, subtotals } =
        args.group.length === 0
          ? { ids: rowList(db, asked, args.sort), subtotals: [] }
          : grouped(db, kind, asked, args, columns, language)
      const source = rowSource(context, kind, fields, ids, language, kindName)
      const { sums } = totalsOf(db, asked)
      const order = sortText(kind, args.sort, language)
      const preface = [
        `${words.caseName}: ${caseName} · ${kindName} · ${words.shownRows}: ${source.total}`,
        `${words.filter}: ${scopeText(db, asked, language)}${order === '' ? '' : ` · ${words.sort}: ${order}`}${args.group.length === 0 ? '' : ` · ${words.group}: ${groupText(kind, args.group, language)}`}`,
        `${words.madeAt}: ${context.at} · ${words.madeBy}: ${context.operator} · ${words.program}: 链证 Lianzheng ${context.workspace.appVersion}${args.format === 'csv' ? ` · ${words.neutralised}` : ''}`,
      ]
      const closing = sums.some((sum) => fields.some((field) => field.id === sum.field))
        ? totalsRow(source.columns, sums, words.totalCounted)
        : null
      if (args.format === 'csv') await writeCsv(file.path, preface, source, subtotals, closing)
      else await writeSheet(file.path, kindName, preface, source, subtotals, closing, context.at)
      return source.total
    })
    await recordReport(context, file, 'records.export', { kind: kind.id, rows, format: args.format })
    return { fileId: file.fileId, fileName: file.fileName, rows }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

async function withSubtotals(
  source: RowSource,
  subtotals: readonly Subtotal[],
  write: (row: readonly Value[]) => void,
  subtotal: (cells: readonly Value[]) => void,
): Promise<void> {
  let row = 0
  let next = 0
  const due = (): void => {
    for (; next < subtotals.length && (subtotals[next]?.after ?? 0) <= row; next += 1)
      subtotal(subtotals[next]?.cells ?? [])
  }
  for await (const cells of source.rows()) {
    write(cells)
    row += 1
    due()
  }
}

async function writeSheet(
  path: string,
  name: string,
  preface: readonly string[],
  source: RowSource,
  subtotals: readonly Subtotal[],
  closing: readonly Value[] | null,
  at: string,
): Promise<void> {
  const workbook = createWorkbook(path, { title: name, at })
  try {
    const sheet = workbook.sheet({
      name,
      columns: source.columns,
      preface: preface.map((value) => [{ value, look: 'note' as const }]),
    })
    await withSubtotals(
      source,
      subtotals,
      (row) => {
        sheet.row(row)
      },
      (cells) => {
        sheet.subtotals(cells)
      },
    )
    if (closing !== null) sheet.totals(closing)
    sheet.end()
    workbook.finish()
  } catch (error) {
    workbook.abandon()
    throw error
  }
}

async function writeCsv(
  path: string,
  preface: readonly string[],
  source: RowSource,
  subtotals: readonly Subtotal[],
  closing: readonly Value[] | null,
): Promise<void> {
  const csv = createCsvFile(path)
  const cell = (value: Value): string =>
    value === null ? '' : typeof value === 'string' ? csvText(value) : valueDigits(value)
  try {
    for (const line of preface) csv.row([csvText(line)])
    csv.row(source.columns.map((column) => csvText(column.header)))
    await withSubtotals(
      source,
      subtotals,
      (row) => {
        csv.row(row.map(cell))
      },
      (cells) => {
        csv.row(cells.map(cell))
      },
    )
    if (closing !== null) csv.row(closing.map(cell))
    csv.finish()
  } catch (error) {
    csv.abandon()
    throw error
  }
}
