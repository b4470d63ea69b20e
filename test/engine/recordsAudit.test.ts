/** Each row as read stands once, as a record or in the list of those that became none: whatever does not agree is named by its first row. */
import { expect, test } from 'vitest'
import { BlockPacker } from '../../electron/engine/records/rowBlocks.ts'
import { auditOriginalRows, originalRowsWriter } from '../../electron/engine/records/originalRows.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { emptyCase, kindIn } from './factsCase.ts'

/** Rows 2 to 9: a header, a skipped and a rejected one, five records, of which one repeats another. */
function sheet(change = ''): WriteDb {
  const db = emptyCase([kindIn(recordKinds, 'transfer')])
  db.pragma('foreign_keys = OFF')
  db.exec(`INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, columns) VALUES (1, 1, 0, '明细', 0, 'transfer', '[]');
    INSERT INTO r_transfer (record_id, sheet_id, row, duplicate_of) VALUES (1, 1, 3, NULL), (2, 1, 4, NULL), (3, 1, 6, 1), (4, 1, 8, NULL), (5, 1, 9, NULL)`)
  const writer = originalRowsWriter(db)
  const packer = new BlockPacker()
  for (let row = 2; row <= 9; row += 1) {
    packer.add(row, [`格${row}`])
    // Blocks end anywhere.
    if (row === 5) for (const block of packer.take()) writer.putBlock(1, block)
  }
  for (const block of packer.take()) writer.putBlock(1, block)
  writer.putUnrecorded(1, 2, 'header', null)
  writer.putUnrecorded(1, 5, 'skipped', 'total')
  writer.putUnrecorded(1, 7, 'rejected', 'amount')
  db.exec(change)
  return db
}

test('a sheet whose rows all stand somewhere is counted', () => {
  const { outcomes, wrong } = auditOriginalRows(sheet(), 1)
  expect([Object.fromEntries(outcomes), wrong]).toEqual([
    { header: 1, accepted: 4, skipped: 1, duplicate: 1, rejected: 1 },
    null,
  ])
})
test.each([
  ['the first record gone', 'DELETE FROM r_transfer WHERE row = 3', 3],
  ['a record in the middle gone', 'DELETE FROM r_transfer WHERE row = 6', 6],
  ['the last record gone', 'DELETE FROM r_transfer WHERE row = 9', 9],
  ['the first row of the list gone', 'DELETE FROM unrecorded_rows WHERE row = 2', 2],
  ['the last row of the list gone', 'DELETE FROM unrecorded_rows WHERE row = 7', 7],
  ['the list gone', 'DELETE FROM unrecorded_rows', 2],
  ['all records gone', 'DELETE FROM r_transfer', 3],
  // It stands once more than it was read: the next one read does not follow it.
  [
    'a record in the list too',
    "INSERT INTO unrecorded_rows (sheet_id, row, outcome) VALUES (1, 4, 'skipped')",
    5,
  ],
  [
    'the last record in the list too',
    "INSERT INTO unrecorded_rows (sheet_id, row, outcome) VALUES (1, 9, 'skipped')",
    9,
  ],
  ['a record before what was read', 'INSERT INTO r_transfer (sheet_id, row) VALUES (1, 1)', 2],
  ['a record behind what was read', 'INSERT INTO r_transfer (sheet_id, row) VALUES (1, 10)', 10],
  [
    'a listed row behind what was read',
    "INSERT INTO unrecorded_rows (sheet_id, row, outcome) VALUES (1, 10, 'skipped')",
    10,
  ],
  ['a record moved by one row', 'UPDATE r_transfer SET row = 10 WHERE row = 9', 9],
  ['a block gone', 'DELETE FROM original_blocks WHERE first_row = 6', 6],
  ['a block that cannot be unpacked', "UPDATE original_blocks SET cells = x'00' WHERE first_row = 2", 0],
])('%s', (_, change, row) => {
  expect(auditOriginalRows(sheet(change), 1).wrong).toBe(row)
})
