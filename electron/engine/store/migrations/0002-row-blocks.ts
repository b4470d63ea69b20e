import { deflateSync } from 'node:zlib'
import type { WriteDb } from '../db.ts'
import type { Migration } from './index.ts'

/** Blocks as this format was released with; the program's own writer may change later, this may not. */
const blockRows = 128

/**
 * Rows as read are kept in compressed blocks instead of one by one, which takes a third of the place and of the time. What became of a row
 * is told by its record; only rows that became none are listed.
 */
export const rowBlocks: Migration = {
  version: 2,
  name: 'row-blocks',
  up: `
    -- Rows of imported sheets as they were read. cells: zlib stream of a JSON array of lines [row, cell, cell, ...], rows ascending, first_row to last_row.
    CREATE TABLE original_blocks (
      block_id INTEGER PRIMARY KEY, sheet_id INTEGER NOT NULL, first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, cells BLOB NOT NULL, UNIQUE (sheet_id, first_row)
    ) STRICT;
    -- Rows that became no record. All other rows of the blocks are records, by sheet and row.
    CREATE TABLE unrecorded_rows (
      sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'skipped', 'header')), reason TEXT, PRIMARY KEY (sheet_id, row)
    ) STRICT, WITHOUT ROWID;
  `,
  move(db) {
    db.exec(
      "INSERT INTO unrecorded_rows SELECT sheet_id, row, outcome, reason FROM original_rows WHERE outcome IN ('rejected', 'skipped', 'header')",
    )
    for (const sheetId of db
      .prepare<[], number>('SELECT DISTINCT sheet_id FROM original_rows ORDER BY 1')
      .pluck()
      .all())
      moveSheet(db, sheetId)
    db.exec('DROP TABLE original_rows')
  },
}

function moveSheet(db: WriteDb, sheetId: number): void {
  const read = db.prepare<[number, number, number], { row: number; cells: string }>(
    'SELECT row, cells FROM original_rows WHERE sheet_id = ? AND row > ? ORDER BY row LIMIT ?',
  )
  const put = db.prepare(
    'INSERT INTO original_blocks (sheet_id, first_row, last_row, cells) VALUES (?, ?, ?, ?)',
  )
  for (let after = -1; ;) {
    const rows = read.all(sheetId, after, blockRows)
    const [first, last] = [rows[0], rows.at(-1)]
    if (first === undefined || last === undefined) return
    put.run(
      sheetId,
      first.row,
      last.row,
      deflateSync(JSON.stringify(rows.map(({ row, cells }) => [row, ...(JSON.parse(cells) as string[])])), {
        level: 1,
      }),
    )
    after = last.row
  }
}
