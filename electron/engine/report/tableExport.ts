/** What a table shows, as a file: the same rows in the same order, with the filter and the totals written into it. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { JobContext, ReadingJobContext } from '../core/context.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import { fieldOf, kindOf } from '../records/evidence.ts'
import { groupsOf } from '../records/groups.ts'
import { groupedIds, rowList } from '../records/rowList.ts'
import { totalsOf } from '../records/totals.ts'
import { openSumLines } from './openSums.ts'
import type { Db } from '../store/db.ts'
import { property } from '../store/properties.ts'
import type { ByteSink } from '../store/sealedFile.ts'
import { caseNameFor } from './buildReport.ts'
import { createCsvFile, csvText } from './csvFile.ts'
import { redactionText } from './documentWords.ts'
import { filledFields } from '../records/filledFields.ts'
import { rowsTable } from './evidenceTable.ts'
import type { RowsAsked, Subtotal } from './evidenceTable.ts'
import { headerText, lineText } from './model/cellText.ts'
import { isStreamed, isSubtotal, isTyped, text } from './model/documentModel.ts'
import type { Cell, TableBlock } from './model/documentModel.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskText, redactTable } from './model/redact.ts'
import type { MaskText } from './model/redact.ts'
import { onOneState } from './oneState.ts'
import { outputName, recordReport } from './outputFile.ts'
import { writeTable } from './render/workbook.ts'
import { groupText, groupValueText, scopeText, sortText } from './scopeText.ts'
import type { Telling } from './scopeText.ts'
import { kindName } from './sections/names.ts'
import { totalsRow } from './tableColumns.ts'
import type { TableColumn } from './tableColumns.ts'
import { reportWords } from './words.ts'
import { valueDigits } from './xlsx/sheet.ts'
import { createWorkbook } from './xlsx/workbook.ts'

/** Rows in the order of their groups, and the lines of subtotals among them, inner groups before those around them. */
function grouped(
  db: Db,
  kind: RecordKind,
  asked: ScopedRows,
  args: Args<'records.export'>,
  telling: Telling,
): Pick<RowsAsked, 'ids' | 'subtotals'> {
  if (args.group.length === 0) return { ids: rowList(db, asked, args.sort) }
  const { ids, counts } = groupedIds(db, asked, args.group, args.sort)
  return { ids, subtotals: (columns) => subtotalsOf(db, { kind, asked, args, columns, telling, counts }) }
}
function subtotalsOf(
  db: Db,
  {
    kind,
    asked,
    args,
    columns,
    telling,
    counts,
  }: {
    readonly kind: RecordKind
    readonly asked: ScopedRows
    readonly args: Args<'records.export'>
    readonly columns: readonly TableColumn[]
    readonly telling: Telling
    readonly counts: (path: readonly (string | number | null)[]) => number
  },
): readonly Subtotal[] {
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
      const label = reportWords[telling.language].subtotal(
        groupValueText(kind, key, group.value, telling),
        group.count,
        group.counted,
      )
      // What nobody has decided about its rows stands with the line, as it stands above the table for the whole.
      const open = openSumLines(
        kind,
        group.sums.map((sum) => ({ ...sum, rows: group.counted })),
        telling.language,
      )
      const said = [label, ...open.map(lineText)].join('；')
      subtotals.push({ after: at, cells: totalsRow(columns, group.sums, text(said), telling.language) })
    }
  }
  walk([])
  return subtotals
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
  const file = context.files.createOutput(
    outputName(caseNameFor(context, args.redact), kindName(kind.id, language), context.at, args.format),
  )
  try {
    const rows = await onOneState(context, async () => {
      const db = context.db()
      const policy = redactionPolicy(db, args.redact)
      const mask: MaskText = policy === null ? (_sort, value) => value : maskText(policy)
      const table = exportedTable(context, kind, args, { language, mask })
      const masked = policy === null ? table : redactTable(table, mask)
      if (args.format === 'csv') await writeCsv(file.open(), masked)
      else await writeSheet(file.open(), masked, context.at)
      return isStreamed(table.rows) ? table.rows.total : table.rows.length
    })
    await recordReport(context, file, 'records.export', { kind: kind.id, rows, format: args.format })
    return { fileId: file.fileId, fileName: file.fileName, rows }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

/** The table with its filter, order and origin in the lines above it. */
function exportedTable(
  context: ReadingJobContext,
  kind: RecordKind,
  args: Args<'records.export'>,
  telling: Telling,
): TableBlock {
  const { language } = telling
  const db = context.db()
  const words = reportWords[language]
  const name = kindName(kind.id, language)
  const fields =
    args.fields === undefined ? filledFields(db, kind) : args.fields.map((id) => fieldOf(kind, id))
  const order = sortText(kind, args.sort, language)
  const asked = context.rows(args.scope)
  const rows = grouped(db, kind, asked, args, telling)
  const { sums } = totalsOf(db, asked)
  return {
    ...rowsTable(context, { kind, fields, sums, language, ...rows }),
    sheet: {
      name,
      content: name,
      note: '',
      preface: [
        [
          `${words.caseName}: `,
          text(property(db, 'name')),
          ` · ${name} · ${words.shownRows}: ${rows.ids.length}`,
        ],
        [
          `${words.filter}: `,
          text(scopeText(db, asked, telling)),
          `${order === '' ? '' : ` · ${words.sort}: ${order}`}${args.group.length === 0 ? '' : ` · ${words.group}: ${groupText(kind, args.group, language)}`}`,
        ],
        `${words.madeAt}: ${context.at} · ${words.madeBy}: ${context.operator} · ${words.program}: 链证 Lianzheng ${context.workspace.appVersion}${args.format === 'csv' ? ` · ${words.neutralised}` : ''}`,
        ...(args.redact === 'none' ? [] : [redactionText(args.redact, language)]),
        ...openSumLines(kind, sums, language),
      ],
    },
  }
}

async function writeSheet(file: ByteSink, table: TableBlock, at: string): Promise<void> {
  const workbook = createWorkbook(file, { title: table.sheet?.name ?? '', at })
  try {
    await writeTable(workbook, table)
    workbook.finish()
  } catch (error) {
    workbook.abandon()
    throw error
  }
}

async function writeCsv(file: ByteSink, table: TableBlock): Promise<void> {
  const csv = createCsvFile(file)
  const cell = (cell: Cell): string => {
    const value = isTyped(cell) ? cell.value : cell
    return value === null ? '' : typeof value === 'string' ? csvText(value) : valueDigits(value)
  }
  try {
    for (const line of table.sheet?.preface ?? []) csv.row([csvText(lineText(line))])
    csv.row(table.columns.map((column) => csvText(headerText(column.header))))
    const rows = isStreamed(table.rows) ? table.rows.read() : table.rows
    for await (const row of rows) csv.row((isSubtotal(row) ? row.subtotal : row).map(cell))
    if (table.total !== undefined) csv.row(table.total.map(cell))
    csv.finish()
  } catch (error) {
    csv.abandon()
    throw error
  }
}
