/** From rows kept one by one to blocks: the same rows, in the same order, with what became of them. */
import { inflateSync } from 'node:zlib'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { auditOriginalRows, originalRowsBetween } from '../../electron/engine/records/originalRows.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { caseSchema } from '../../electron/engine/store/migrations/0001-case.ts'
import { cleanUpLater } from '../helpers/engine.ts'

/** A case of format 1 with two sheets: one of 300 rows with gaps and every outcome, one of a single row. */
function filledFirstFormat(): WriteDb {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, [caseSchema])
  db.exec(`CREATE TABLE r_person (record_id INTEGER PRIMARY KEY, sheet_id INTEGER, row INTEGER, duplicate_of INTEGER);
    INSERT INTO originals VALUES (1, 'a', '登记表.xlsx', '', 1, ''); INSERT INTO batches VALUES (1, 1, 'active', '', '', NULL, '', '', 0);
    INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, columns) VALUES (1, 1, 0, '表', 0, 'person', '[]'), (2, 1, 1, '附', 0, 'person', '[]')`)
  const put = db.prepare(
    'INSERT INTO original_rows (sheet_id, row, outcome, reason, record_id, cells) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const record = db.prepare('INSERT INTO r_person VALUES (?, ?, ?, ?)')
  put.run(1, 1, 'header', null, null, '["姓名","备注"]')
  for (let row = 3; row <= 302; row += 1) {
    const outcome =
      row % 50 === 0 ? 'rejected' : row % 70 === 0 ? 'skipped' : row === 5 ? 'duplicate' : 'accepted'
    const isRecord = outcome === 'accepted' || outcome === 'duplicate'
    put.run(
      1,
      row,
      outcome,
      outcome === 'accepted'
        ? null
        : outcome === 'rejected'
          ? 'not-a-date'
          : outcome === 'skipped'
            ? 'total'
            : 'duplicate',
      isRecord ? row : null,
      JSON.stringify(row % 70 === 0 ? [] : [`甲${row}`, `"${row}"\n\\`]),
    )
    if (isRecord) record.run(row, 1, row, outcome === 'duplicate' ? 4 : null)
  }
  put.run(2, 7, 'accepted', null, 900, '["乙"]')
  record.run(900, 2, 7, null)
  return db
}

test('every row comes over with its cells and its outcome, and nothing is left of the old table', () => {
  const db = filledFirstFormat()
  const before = db
    .prepare<
      [],
      {
        sheet_id: number
        row: number
        outcome: string
        reason: string | null
        record_id: number | null
        cells: string
      }
    >('SELECT * FROM original_rows ORDER BY 1, 2')
    .all()
  // Later formats add to the blocks; what reads them knows the newest.
  migrate(db)
  const after = [1, 2].flatMap((sheetId) =>
    originalRowsBetween(db, sheetId, 0, 1_000_000).map((row) => ({
      sheet_id: sheetId,
      row: row.row,
      outcome: row.outcome,
      reason: row.reason,
      record_id: row.recordId,
      cells: JSON.stringify(row.cells),
    })),
  )
  expect(after).toEqual(before)
  expect([auditOriginalRows(db, 1).wrong, auditOriginalRows(db, 2).wrong]).toEqual([null, null])
  expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'original_rows'").get()).toBeUndefined()
  // What the format says of itself: a zlib stream of JSON lines.
  const block =
    db.prepare<[], Buffer>('SELECT cells FROM original_blocks WHERE sheet_id = 2').pluck().get() ??
    Buffer.alloc(0)
  expect(inflateSync(block).toString('utf8')).toBe('[[7,"乙"]]')
})
test('a window over the border of two blocks, one row, and a row that is not there', () => {
  const db = filledFirstFormat()
  migrate(db)
  expect(
    db.prepare('SELECT first_row, last_row FROM original_blocks WHERE sheet_id = 1 ORDER BY 1').raw().all(),
  ).toEqual([
    [1, 129],
    [130, 257],
    [258, 302],
  ])
  expect(originalRowsBetween(db, 1, 127, 132).map(({ row }) => row)).toEqual([127, 128, 129, 130, 131, 132])
  expect(originalRowsBetween(db, 1, 2, 2)).toEqual([])
  expect(originalRowsBetween(db, 1, 302, 400)).toEqual([
    { row: 302, outcome: 'accepted', reason: null, recordId: 302, cells: ['甲302', '"302"\n\\'] },
  ])
})
test.each([
  [
    'a block twice',
    "INSERT INTO original_blocks (sheet_id, first_row, last_row, cells) VALUES (1, 1, 1, x'00'), (1, 1, 1, x'00')",
    'UNIQUE',
  ],
  [
    'an accepted row among those that became no record',
    "INSERT INTO unrecorded_rows VALUES (1, 1, 'accepted', NULL)",
    'CHECK',
  ],
])('it keeps out %s', (_what, sql, why) => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db)
  expect(() => db.exec(sql)).toThrow(why)
})
