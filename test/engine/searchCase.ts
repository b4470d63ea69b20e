/** A case of one or more sheets given as rows of cells, for tests of searching; the import has tests of its own. */
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { originalRowsWriter } from '../../electron/engine/records/originalRows.ts'
import { BlockPacker } from '../../electron/engine/records/rowBlocks.ts'
import { addedTexts } from '../../electron/engine/search/addedTexts.ts'
import type { IndexSizes } from '../../electron/engine/search/indexBuilder.ts'
import { indexSheets } from '../../electron/engine/search/indexStore.ts'
import { placesOf, searchSheets } from '../../electron/engine/search/rowFind.ts'
import { containsAll, placeIn, type RowPlace, rowsToLookAt } from '../../electron/engine/search/rowScan.ts'
import { ensureRecordTables } from '../../electron/engine/store/recordTables.ts'
import { wordsOf } from '../../shared/model/searchText.ts'
import { emptyCase } from './factsCase.ts'

export type Cells = readonly string[]
/** Rows begin at sheet row 2; every fifth one that is listed in `apart` became no record. */
export function caseOfSheets(sheets: readonly (readonly Cells[])[], apart: readonly number[] = []): WriteDb {
  const db = emptyCase()
  ensureRecordTables(db)
  db.prepare(
    "INSERT INTO originals VALUES (1, 'hash', '02_扣押清单.xlsx', '', 10, '2026-11-23 10:00:00')",
  ).run()
  db.prepare(
    "INSERT INTO batches VALUES (1, 1, 'active', '2026-11-23 10:00:00', '承办人', NULL, '{}', '0.1.0', 0)",
  ).run()
  const sheet = db.prepare(
    "INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, columns, row_count) VALUES (?, 1, ?, ?, 0, 'seizure', ?, ?)",
  )
  const record = db.prepare('INSERT INTO r_seizure (sheet_id, row) VALUES (?, ?)')
  const writer = originalRowsWriter(db)
  sheets.forEach((rows, index) => {
    const sheetId = index + 1
    sheet.run(
      sheetId,
      index,
      `扣押${sheetId}`,
      JSON.stringify([
        { column: 0, header: '名称', field: 'title' },
        { column: 1, header: '备注', field: null },
      ]),
      rows.length + 1,
    )
    const packer = new BlockPacker()
    rows.forEach((cells, place) => {
      if (apart.includes(place + 2)) writer.putUnrecorded(sheetId, place + 2, 'skipped', 'total')
      else record.run(sheetId, place + 2)
      packer.add(place + 2, cells)
    })
    for (const block of packer.take()) writer.putBlock(sheetId, block)
  })
  return db
}
export function indexAll(db: WriteDb, sizes?: IndexSizes): Promise<void> {
  return indexSheets(
    db,
    db.prepare<[], number>('SELECT sheet_id FROM sheets ORDER BY 1').pluck().all(),
    undefined,
    sizes,
  )
}
/** What looking at every row finds. */
export function scanned(db: WriteDb, query: string): readonly RowPlace[] {
  return scannedEach(db, [query])[0] ?? []
}
/** The same for several queries: every row is read and folded once, and looked at for each of them. */
export function scannedEach(db: WriteDb, queries: readonly string[]): readonly (readonly RowPlace[])[] {
  const asked = queries.map((query) => ({ words: wordsOf(query), places: [] as RowPlace[] }))
  const added = addedTexts(db)
  for (const sheetId of db
    .prepare<[], number>(
      "SELECT sheet_id FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND kind IS NOT NULL ORDER BY 1",
    )
    .pluck()
    .all())
    for (const row of rowsToLookAt(db, sheetId, added))
      for (const { words, places } of asked)
        if (words.length > 0 && containsAll(words, row))
          places.push(placeIn(sheetId, row.row, row.cells, row.beside, words))
  return asked.map(({ places }) => places)
}
/** What the question answers, by whatever index there is: all of it, or a page. */
export function found(db: WriteDb, query: string, skip = 0, limit = 1_000_000): readonly RowPlace[] {
  const words = wordsOf(query)
  const added = addedTexts(db)
  return placesOf(db, searchSheets(db, words, added), words, added, 'all', skip, limit)
}
