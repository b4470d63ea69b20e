/** Rows of an evidence table as a table of the report model, read piece by piece while they are written. */
import type { RecordKind, Field } from '../../../shared/model/define.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { markedRecords } from '../records/markedRecords.ts'
import { readRows } from '../records/rows.ts'
import type { Db } from '../store/db.ts'
import { fixed } from './model/documentModel.ts'
import type { Row, StreamedRow, TableBlock } from './model/documentModel.ts'
import { kindName } from './sections/names.ts'
import { tableColumns, totalsRow } from './tableColumns.ts'
import type { ColumnSum, RowMarks, TableColumn } from './tableColumns.ts'
import { reportWords } from './words.ts'
import type { Language } from './words.ts'

const chunk = 2_000

/** A line of subtotals, to be put behind the row with this number in the list. */
export interface Subtotal {
  readonly after: number
  readonly cells: Row
}
export interface RowsAsked {
  readonly kind: RecordKind
  readonly fields: readonly Field[]
  readonly ids: Int32Array
  readonly sums: readonly ColumnSum[]
  readonly language: Language
  readonly subtotals?: (columns: readonly TableColumn[]) => readonly Subtotal[]
}
/** The rows with these ids, in their order. Reading them lets other calls in between; throws `cancelled`. */
export function rowsTable(context: ReadingJobContext, asked: RowsAsked): TableBlock {
  const { kind, fields, ids, sums, language } = asked
  const columns = tableColumns(kind, fields, language, rowMarks(context.db(), kind))
  const subtotals = asked.subtotals?.(columns) ?? []
  const hasSum = columns.some(({ field }) => sums.some((sum) => sum.field === field?.id))
  return {
    kind: 'table',
    columns,
    rows: { total: ids.length, read: () => read(context, { kind, ids, columns, subtotals, language }) },
    ...(hasSum
      ? { total: totalsRow(columns, sums, fixed(reportWords[language].totalCounted), language) }
      : {}),
  }
}
interface Reading {
  readonly kind: RecordKind
  readonly ids: Int32Array
  readonly columns: readonly TableColumn[]
  readonly subtotals: readonly Subtotal[]
  readonly language: Language
}
async function* read(context: ReadingJobContext, reading: Reading): AsyncGenerator<StreamedRow> {
  const { kind, ids, columns, subtotals, language } = reading
  const stage = kindName(kind.id, language)
  let written = 0
  let next = 0
  for (let from = 0; from < ids.length; from += chunk) {
    for (const row of readRows(context.db(), kind, ids.subarray(from, from + chunk))) {
      yield columns.map((column) => column.value(row))
      written += 1
      for (; next < subtotals.length && (subtotals[next]?.after ?? 0) <= written; next += 1)
        yield { subtotal: subtotals[next]?.cells ?? [] }
    }
    context.progress(stage, Math.min(from + chunk, ids.length), ids.length)
    await yieldToOthers(context)
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
