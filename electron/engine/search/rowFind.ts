/** Rows in whose cells all words stand: by the index where a sheet has one, by looking at every row where it has not. */
import { standsInCell, type Word } from '../../../shared/model/searchText.ts'
import { statement as statementKind } from '../../../shared/model/recordKinds/statement.ts'
import type { Db } from '../store/db.ts'
import { originalCells, unrecordedRows } from '../records/originalRows.ts'
import { indexForm, PageReader, partsOf } from './indexStore.ts'
import { type AddedText, type AddedTexts, noSheet } from './addedTexts.ts'
import { PartSearch } from './partSearch.ts'
import { statement } from '../store/statements.ts'
import { placeIn, type RowPlace, scanSheet } from './rowScan.ts'
import { RowSet } from './rowSets.ts'

export interface SearchedSheet {
  readonly sheetId: number
  readonly kind: string
  readonly originalId: number
  /** Rows found that are records, and rows found that became none. */
  readonly records: number
  readonly others: number
  readonly pieces: readonly SearchedPiece[]
  /** Whether every row was looked at because the sheet has no index. */
  readonly scanned: boolean
}
/** Neighbouring rows of a sheet and those found among them. */
interface SearchedPiece {
  readonly firstRow: number
  readonly found: RowSet
  readonly search: PartSearch | null
}
interface SheetLine {
  readonly sheetId: number
  readonly kind: string
  readonly originalId: number
  readonly form: number | null
}
/** Rows that were entered by hand, as if they stood in a sheet without index. */
const entered: SheetLine = { sheetId: noSheet, kind: statementKind.id, originalId: 0, form: null }
/** Every sheet of the case, or of one kind, with the rows in which all words stand; sheets without any are left out. */
export function searchSheets(
  db: Db,
  words: readonly Word[],
  added: AddedTexts,
  kind?: string,
): readonly SearchedSheet[] {
  if (words.length === 0) return []
  const pages = new PageReader(db)
  const sheets = statement<[], SheetLine>(
    db,
    `SELECT s.sheet_id AS sheetId, s.kind, b.original_id AS originalId, i.form FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active'
    LEFT JOIN search_sheets i ON i.sheet_id = s.sheet_id WHERE s.kind IS NOT NULL ORDER BY s.sheet_id`,
  ).all()
  return [...sheets, ...(added.has(noSheet) ? [entered] : [])]
    .filter((sheet) => kind === undefined || sheet.kind === kind)
    .flatMap((sheet) => {
      const scanned = sheet.form !== indexForm
      const byHand = sheet.sheetId === noSheet
      const pieces = scanned
        ? scannedPieces(db, sheet.sheetId, words, added)
        : indexedPieces(pages, db, sheet.sheetId, words, added.get(sheet.sheetId) ?? [])
      const found = pieces.reduce((sum, piece) => sum + piece.found.count(), 0)
      if (found === 0 && (!scanned || byHand)) return []
      const others =
        found === 0 || byHand
          ? 0
          : unrecordedRows(db, sheet.sheetId).reduce(
              (sum, { row }) => sum + (isFound(pieces, row) ? 1 : 0),
              0,
            )
      return [
        {
          sheetId: sheet.sheetId,
          kind: sheet.kind,
          originalId: sheet.originalId,
          records: found - others,
          others,
          pieces: pieces.filter((piece) => piece.found.count() > 0),
          scanned: scanned && !byHand,
        },
      ]
    })
}
function isFound(pieces: readonly SearchedPiece[], row: number): boolean {
  const piece = pieces.findLast(({ firstRow }) => firstRow <= row)
  return (
    piece !== undefined && row - piece.firstRow < piece.found.span && piece.found.has(row - piece.firstRow)
  )
}

function indexedPieces(
  pages: PageReader,
  db: Db,
  sheetId: number,
  words: readonly Word[],
  added: readonly AddedText[],
): readonly SearchedPiece[] {
  return partsOf(db, sheetId).map((part) => {
    const search = new PartSearch(pages, part)
    let found: RowSet | null = null
    for (const word of words) {
      const rows = search.rowsOf(word)
      for (const { row, folded } of added)
        if (row >= part.firstRow && row <= part.lastRow && standsInCell(word, folded))
          rows.add(row - part.firstRow)
      if (found === null) found = rows
      else found.keepOnly(rows)
      if (found.isEmpty()) break
    }
    return { firstRow: part.firstRow, found: found ?? new RowSet(0), search }
  })
}
/** So many rows are one piece of a scanned sheet. */
const scannedSpan = 65_536
function scannedPieces(
  db: Db,
  sheetId: number,
  words: readonly Word[],
  added: AddedTexts,
): readonly SearchedPiece[] {
  const pieces = new Map<number, SearchedPiece>()
  for (const { row } of scanSheet(db, sheetId, words, added)) {
    const number = Math.floor(row / scannedSpan)
    let piece = pieces.get(number)
    if (piece === undefined)
      pieces.set(
        number,
        (piece = { firstRow: number * scannedSpan, found: new RowSet(scannedSpan), search: null }),
      )
    piece.found.add(row - piece.firstRow)
  }
  return [...pieces.values()]
}

/** Found rows of the sheets from the `skip`-th on, at most `limit`, in the order of sheets and rows. `which` leaves out records or the others. */
export function placesOf(
  db: Db,
  sheets: readonly SearchedSheet[],
  words: readonly Word[],
  added: AddedTexts,
  which: 'records' | 'others' | 'all',
  skip: number,
  limit: number,
): readonly RowPlace[] {
  const places: RowPlace[] = []
  let left = skip
  for (const sheet of sheets) {
    if (places.length >= limit) break
    const size = which === 'all' ? sheet.records + sheet.others : sheet[which]
    if (left >= size) {
      left -= size
      continue
    }
    // Rows that became no record are few or the whole sheet; either way one list says which they are.
    const apart =
      which === 'all' || (which === 'records' && sheet.others === 0)
        ? null
        : new Set(unrecordedRows(db, sheet.sheetId).map(({ row }) => row))
    for (const piece of sheet.pieces) {
      if (places.length >= limit) break
      const kept =
        apart === null
          ? piece.found
          : piece.found.filtered((row) => apart.has(row + piece.firstRow) === (which === 'others'))
      const rows = kept.slice(left, limit - places.length)
      left = Math.max(0, left - kept.count())
      places.push(...described(db, sheet, piece, rows, words, added.get(sheet.sheetId) ?? []))
    }
  }
  return places
}

/** Half of a date with its time, which the index keeps apart; the cell is read as it stands. */
const dateOrTime = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/
const fewTexts = 20_000
/** The cells of found rows. What the index kept need not be unpacked again from the rows as read; where very many texts hold a word, rows stand close and unpacking is quicker. */
function described(
  db: Db,
  { sheetId }: SearchedSheet,
  { firstRow, search }: SearchedPiece,
  rows: readonly number[],
  words: readonly Word[],
  added: readonly AddedText[],
): readonly RowPlace[] {
  const wanted = new RowSet(search?.span ?? 0)
  for (const row of rows) if (search !== null) wanted.add(row)
  const standings =
    search === null || rows.length === 0 || search.textsOf(words) > fewTexts
      ? null
      : search.standings(words, wanted)
  return rows.map((local) => {
    const row = firstRow + local
    const standing = standings?.get(local)
    if (standing !== undefined && standing.text !== null && !dateOrTime.test(standing.text))
      return { sheetId, row, part: 'cell', column: standing.column, text: standing.text }
    return placeIn(
      sheetId,
      row,
      originalCells(db, sheetId, row) ?? [],
      added.filter((text) => text.row === row),
      words,
    )
  })
}
