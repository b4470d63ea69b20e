/** A form becomes one record, at the first of its rows; the others are kept as rows of the form. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import { sheetMark } from '../../../../shared/model/resolve.ts'
import { SheetIndexer } from '../../search/indexBuilder.ts'
import { BatchBuilder } from '../convert/batchBuilder.ts'
import { RowConverter } from '../convert/convertRows.ts'
import { isBlankRow, type RawRow, withoutTrailingBlanks } from '../formats/cells.ts'
import { formRow, inForm } from '../recognise/forms.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import type { SheetAbout } from '../recognise/recognise.ts'
import type { ParserLine } from './parse.ts'
import type { ParserFile } from './parserProtocol.ts'

export async function convertForm(
  rows: readonly RawRow[],
  form: {
    readonly number: number
    readonly plan: PlannedSheet
    readonly kind: RecordKind
    readonly about: SheetAbout
    readonly file: ParserFile
  },
  line: ParserLine,
): Promise<void> {
  const { number, plan, kind, about, file } = form
  const { row, columns } = formRow(rows, plan.columns)
  const converter = RowConverter.of(
    kind,
    { ...plan, columns },
    [row],
    about,
    file.now,
    sheetMark(file.sha256 ?? '', number),
  )
  converter.lookAtSigns([row])
  const result = inForm(plan.columns, converter.convertNumbered(row))
  const builder = new BatchBuilder(kind, number, converter.fields)
  const indexer = new SheetIndexer()
  const last = rows.findLastIndex(({ cells }) => !isBlankRow(cells))
  for (const raw of rows.slice(0, last + 1)) {
    if (raw.row === row.row) builder.add({ ...result, raw })
    else
      builder.add({
        raw,
        outcome: 'skipped',
        reason: isBlankRow(raw.cells) ? 'blank' : 'form',
        values: null,
        entities: [],
        remarks: [],
      })
    indexer.add(raw.row, withoutTrailingBlanks(raw.cells))
  }
  await line.room()
  line.post({ type: 'batch', batch: builder.take() })
  const part = indexer.end()
  if (part !== null) line.post({ type: 'indexPart', index: number, part })
  line.post({ type: 'sheetEnd', end: { index: number, rowCount: rows.length, basis: converter.basis() } })
}
