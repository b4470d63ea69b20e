/** Rows in whose cells the words stand, found by looking at every row as it was read: what the index must find too, neither more nor less. */
import { standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import type { Db } from '../context.ts'
import { eachOriginalLine } from '../records/originalRows.ts'
import { editedCells } from './editedCells.ts'

export interface RowPlace {
  readonly sheetId: number
  readonly row: number
  /** The first cell in which a word stands, zero-based, and its text. */
  readonly column: number
  readonly text: string
}

/** The rows of a sheet in which all words stand, whatever became of them: each word inside one cell, as read or as edited. */
export function* scanSheet(db: Db, sheetId: number, words: readonly Word[]): Generator<RowPlace> {
  const edits = editedCells(db).get(sheetId) ?? []
  for (const [row, ...cells] of eachOriginalLine(db, sheetId)) {
    const texts = cells.map(folded)
    const written = edits.filter((edit) => edit.row === row)
    if (!words.every((word) => texts.some((text) => standsInCell(word, text)) || written.some(({ text }) => standsInCell(word, text)))) continue
    const column = texts.findIndex((text) => words.some((word) => standsInCell(word, text)))
    if (column >= 0) yield { sheetId, row, column, text: cells[column] ?? '' }
    else {
      const edit = written.find(({ text }) => words.some((word) => standsInCell(word, text)))
      yield { sheetId, row, column: edit?.column ?? 0, text: edit?.raw ?? '' }
    }
  }
}
