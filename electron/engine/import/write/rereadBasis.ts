/** What a sheet as a whole says of its rows, looked at again by the rules of today: from the rows as they were kept, under the columns that were chosen. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { Db } from '../../store/db.ts'
import { eachMarkedBlock } from '../../records/originalRows.ts'
import { type ConversionBasis, basisOf } from '../convert/conversionBasis.ts'
import { RowConverter } from '../convert/convertRows.ts'
import { marksOf, type RawRow } from '../formats/cells.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { headRows } from '../recognise/tables.ts'
import { convertedLines, type SheetConversion } from './reconvert.ts'

/** So many rows an import looks at before it judges the first (`process/parse.ts`). */
const signRows = 50_000
interface About {
  readonly name: string
  readonly hidden: number
  readonly idx: number
  readonly headerRows: number
  readonly fileName: string
  readonly path: string
}

/** The basis that an import of today would keep with the sheet. */
export function rereadBasis(db: Db, conversion: SheetConversion): ConversionBasis {
  const { sheetId, kind, columns, mapping, formRow, basis, mark } = conversion
  const sheet = db
    .prepare<[number], About>(
      `SELECT name, hidden, idx, header_rows AS headerRows, coalesce(json_extract(plan, '$.fileName'), file_name) AS fileName, coalesce(json_extract(plan, '$.path'), path) AS path
      FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?`,
    )
    .get(sheetId)
  if (sheet === undefined) return basis
  const plan: PlannedSheet = {
    index: sheet.idx,
    kind: kind.id,
    headerRow: basis.headerEnd === 0 ? null : basis.headerAt,
    headerRows: sheet.headerRows,
    // What stood around the table was found then, and its text is kept.
    columns: (mapping as readonly ColumnMapping[]).map(({ column, header, field, evidence }, at) => ({
      column: columns[at]?.column ?? column,
      header,
      field,
      ...(column === null && evidence !== '' ? { value: evidence } : {}),
    })),
  }
  const about = {
    index: sheet.idx,
    name: sheet.name,
    hidden: sheet.hidden === 1,
    named: true,
    fileName: sheet.fileName,
    path: sheet.path,
    complete: false,
    date1904: basis.date1904,
  }
  const found = basisOf(
    kind,
    plan,
    formRow === null ? keptHead(db, sheetId, basis.headerEnd) : [...portionsOf(db, conversion)].flat(),
    about,
    basis.latest,
  )
  const { unit, creditCard, exported } = basis
  const converter = new RowConverter(
    kind,
    columns,
    {
      ...(unit === undefined ? {} : { unit }),
      ...(creditCard === undefined ? {} : { creditCard }),
      // It may stand below the table, where nobody looks again.
      ...(exported === undefined ? {} : { exported }),
      ...found,
      // The day of the import, not today's.
      latest: basis.latest,
    },
    mark,
  )
  let looked = 0
  for (const rows of portionsOf(db, conversion)) {
    looked += rows.length
    if (converter.lookAtSigns(rows) || looked >= signRows) break
  }
  return converter.basis()
}
/** The rows above the table and its header. */
function keptHead(db: Db, sheetId: number, headerEnd: number): readonly RawRow[] {
  const head: RawRow[] = []
  for (const block of eachMarkedBlock(db, sheetId)) {
    head.push(...block.filter(({ row }) => row <= headerEnd).map(rawOf))
    if ((block.at(-1)?.row ?? 0) >= headerEnd) break
  }
  return head
}
/** The rows as an import meets them: many at first, then some at a time. */
function* portionsOf(db: Db, conversion: SheetConversion): Generator<readonly RawRow[]> {
  let held: RawRow[] = []
  let wanted = headRows
  for (const block of convertedLines(db, conversion)) {
    held.push(...block.map(rawOf))
    if (held.length < wanted) continue
    yield held
    held = []
    wanted = 500
  }
  if (held.length > 0) yield held
}
function rawOf({
  row,
  cells,
  marks,
}: {
  readonly row: number
  readonly cells: readonly string[]
  readonly marks: string
}): RawRow {
  return { row, cells, marks: marksOf(marks) }
}
