/** Sheets that answer that there is nothing. */
import { SheetIndexer } from '../../search/indexBuilder.ts'
import { noResultRemark } from '../convert/answers.ts'
import { BatchBuilder } from '../convert/batchBuilder.ts'
import { isBlankRow, withoutTrailingBlanks } from '../formats/cells.ts'
import type { TablePart } from '../formats/sheetFeed.ts'
import { noResult } from '../recognise/rowRoles.ts'
import type { ParserLine } from './parse.ts'

/** An answer that there is nothing: a short sheet in words. */
const answerRows = 20
/** Whether a short sheet says so. */
export function saysNothingFound(part: TablePart): boolean {
  return (
    part.complete &&
    part.head.length <= answerRows &&
    part.head.some(({ cells }) =>
      cells.some((cell) => noResult.test(cell.normalize('NFKC').replace(/\s+/g, ''))),
    )
  )
}
/** Keeps the rows of a sheet that says there is nothing: who was asked for what is a fact of the case. */
export async function keepAnswer(part: TablePart, number: number, line: ParserLine): Promise<void> {
  const builder = new BatchBuilder(null, number, [])
  const indexer = new SheetIndexer()
  for (const raw of part.head) {
    if (isBlankRow(raw.cells)) continue
    const answer = raw.cells.some((cell) => noResult.test(cell.normalize('NFKC').replace(/\s+/g, '')))
    builder.add({
      raw,
      outcome: 'skipped',
      reason: answer ? 'noResult' : 'note',
      values: null,
      entities: [],
      remarks: answer ? [noResultRemark(raw)] : [],
    })
    indexer.add(raw.row, withoutTrailingBlanks(raw.cells))
  }
  await line.room()
  line.post({ type: 'batch', batch: builder.take() })
  const index = indexer.end()
  if (index !== null) line.post({ type: 'indexPart', index: number, part: index })
  line.post({ type: 'sheetEnd', end: { index: number, rowCount: part.head.length, basis: null } })
}
