/** From format 5 to 6: what was there stays, and what people add to rows has its tables. */
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { originalMarks, originalRow } from '../../electron/engine/records/originalRows.ts'
import { BlockPacker } from '../../electron/engine/records/rowBlocks.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater } from '../helpers/engine.ts'

function fourthFormat(): WriteDb {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 5))
  const packer = new BlockPacker()
  packer.add(1, ['金额'])
  packer.add(2, ['100'])
  const [block] = packer.take()
  db.exec(`INSERT INTO originals VALUES (1, 'hash', '流水.xlsx', '', 9, '2026-01-01');
    INSERT INTO batches VALUES (1, 1, 'active', '2026-01-01', '承办人', NULL, '{}', '1.0', 0);
    INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, columns, row_count, read, rejected) VALUES (7, 1, 0, '明细', 0, NULL, '[]', 2, 1, 1);
    INSERT INTO unrecorded_rows VALUES (7, 1, 'header', NULL), (7, 2, 'rejected', 'required-empty')`)
  db.prepare('INSERT INTO original_blocks (sheet_id, first_row, last_row, cells) VALUES (7, 1, 2, ?)').run(
    block?.cells,
  )
  migrate(db, migrations.slice(0, 6))
  return db
}

test('rows and sheets of an older file stay as they were, and say that their cells and conversion were not kept', () => {
  const db = fourthFormat()
  expect(originalRow(db, 7, 2)).toEqual({
    row: 2,
    outcome: 'rejected',
    reason: 'required-empty',
    recordId: null,
    cells: ['100'],
  })
  expect(originalMarks(db, 7, 2)).toBe('')
  expect(db.prepare('SELECT sheet_id, name, read, rejected, basis FROM sheets').raw().all()).toEqual([
    [7, '明细', 1, 1, null],
  ])
  const tables = db
    .prepare<[], { name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE name IN ('row_edits', 'tags', 'row_tags', 'row_notes', 'saved_views') ORDER BY name",
    )
    .all()
  expect(tables).toEqual(
    ['row_edits', 'row_notes', 'row_tags', 'saved_views', 'tags'].map((name) => ({ name, strict: 1 })),
  )
})

test.each([
  [
    'two texts for one field of a row',
    "INSERT INTO row_edits VALUES (7, 2, 'amount', '1', '', '', ''), (7, 2, 'amount', '2', '', '', '')",
  ],
  ['two tags of one name', "INSERT INTO tags VALUES (1, '重点', 'red'), (2, '重点', 'blue')"],
  ['a row tagged twice alike', "INSERT INTO row_tags VALUES (7, 2, 1, '', ''), (7, 2, 1, '', '')"],
  ['two notes on a row', "INSERT INTO row_notes VALUES (7, 2, '甲', '', ''), (7, 2, '乙', '', '')"],
  [
    'two views of one name',
    "INSERT INTO saved_views VALUES (1, 'transfer', '大额', '{}', '', ''), (2, 'transfer', '大额', '{}', '', '')",
  ],
])('it keeps out %s', (_what, sql) => {
  expect(() => fourthFormat().exec(sql)).toThrow('UNIQUE')
})
