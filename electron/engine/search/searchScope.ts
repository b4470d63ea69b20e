/** The records of one table that a search finds, for showing them in that table: the same rows the search counts there. */
import { wordsOf } from '../../../shared/model/searchText.ts'
import type { Db } from '../store/db.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import { marksVersion } from '../records/markedRecords.ts'
import { recordTable } from '../store/recordTables.ts'
import { addedTexts } from './addedTexts.ts'
import { statement } from '../store/statements.ts'
import { type SearchedSheet, searchSheets } from './rowFind.ts'

const keptSearches = 4
const kept = keptValues<string>(keptSearches)

/** Ids of the records of a kind in whose row all words of the text stand, as a JSON list in ascending order; made once per state of facts and marks. */
export function searchedRecords(db: Db, kindId: string, text: string): string {
  return kept.of(db, `${kindId}\n${text}`, `${factsVersion(db)}/${marksVersion(db)}`, () =>
    searchRecords(db, kindId, text),
  )
}
function searchRecords(db: Db, kindId: string, text: string): string {
  const words = wordsOf(text)
  const ids = searchSheets(db, words, addedTexts(db), kindId)
    .flatMap((sheet) => recordsOf(db, sheet))
    .sort((one, other) => one - other)
  return `[${ids.join()}]`
}

/** Where more than one row in so many is found, reading the stretch of rows is quicker than asking for each. */
const closeRows = 16
function recordsOf(db: Db, { sheetId, kind, pieces }: SearchedSheet): number[] {
  const table = recordTable(kind)
  const one = statement<[number, number], number>(
    db,
    `SELECT record_id FROM ${table} WHERE sheet_id = ? AND row = ?`,
  ).pluck()
  const stretch = statement<[number, number, number], [number, number]>(
    db,
    `SELECT row, record_id FROM ${table} WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY row`,
  ).raw()
  return pieces.flatMap(({ firstRow, found }) => {
    // A row that is found and is no record (a header, a total) has none here.
    if (found.count() * closeRows < found.span)
      return found.slice(0, found.span).flatMap((row) => one.get(sheetId, firstRow + row) ?? [])
    return stretch
      .all(sheetId, firstRow, firstRow + found.span - 1)
      .flatMap(([row, recordId]) => (found.has(row - firstRow) ? [recordId] : []))
  })
}
