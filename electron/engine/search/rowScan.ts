/** Rows in whose cells the words stand, found by looking at every row as it was read: what the index must find too, neither more nor less. */
import type { RowPart } from '../../../shared/contract/search.ts'
import { standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import type { Db } from '../store/db.ts'
import { eachOriginalLine } from '../records/originalRows.ts'
import { type AddedText, type AddedTexts, noSheet } from './addedTexts.ts'

export interface RowPlace {
  readonly sheetId: number
  readonly row: number
  /** The first cell in which a word stands, or what was added to the row when none of them holds one. */
  readonly part: RowPart
  /** Zero-based. */
  readonly column: number | null
  readonly text: string
  /** The field, of a row that was entered by hand. */
  readonly field?: string
}

/** A row as it is looked at: its cells as read and folded, and what people added to it. */
export interface LookedAtRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly folded: readonly string[]
  readonly beside: readonly AddedText[]
}
/** Every row of a sheet, with any outcome. */
export function* rowsToLookAt(db: Db, sheetId: number, added: AddedTexts): Generator<LookedAtRow> {
  const byRow = Map.groupBy(added.get(sheetId) ?? [], ({ row }) => row)
  if (sheetId === noSheet) {
    for (const [row, beside] of byRow) yield { row, cells: [], folded: [], beside }
    return
  }
  for (const [row, ...cells] of eachOriginalLine(db, sheetId))
    yield { row, cells, folded: cells.map(folded), beside: byRow.get(row) ?? [] }
}
/** Whether the row contains all words: each inside one cell as read, or inside one text that people added. */
export function containsAll(words: readonly Word[], { folded, beside }: LookedAtRow): boolean {
  return words.every(
    (word) =>
      folded.some((text) => standsInCell(word, text)) ||
      beside.some((text) => standsInCell(word, text.folded)),
  )
}
/** The rows of a sheet that contain all words. */
export function* scanSheet(
  db: Db,
  sheetId: number,
  words: readonly Word[],
  added: AddedTexts,
): Generator<RowPlace> {
  for (const row of rowsToLookAt(db, sheetId, added))
    if (containsAll(words, row)) yield placeIn(sheetId, row.row, row.cells, row.beside, words)
}
/** Where in a row one of the words stands first. */
export function placeIn(
  sheetId: number,
  row: number,
  cells: readonly string[],
  beside: readonly AddedText[],
  words: readonly Word[],
): RowPlace {
  const column = cells.findIndex((cell) => {
    const text = folded(cell)
    return words.some((word) => standsInCell(word, text))
  })
  if (column >= 0) return { sheetId, row, part: 'cell', column, text: cells[column] ?? '' }
  const text = beside.find((candidate) => words.some((word) => standsInCell(word, candidate.folded)))
  return {
    sheetId,
    row,
    part: text?.part ?? 'cell',
    column: text?.column ?? null,
    text: text?.text ?? '',
    ...(text?.field === undefined ? {} : { field: text.field }),
  }
}
