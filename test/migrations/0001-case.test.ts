/** From nothing to the first format: which tables there are, and that each keeps out what does not belong. */
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { caseSchema } from '../../electron/engine/store/migrations/0001-case.ts'
import { cleanUpLater } from '../helpers/engine.ts'

function firstFormat(): WriteDb {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, [caseSchema])
  return db
}

test('an empty file becomes a case of format 1 with these tables, all strict', () => {
  const db = firstFormat()
  expect(db.pragma('user_version', { simple: true })).toBe(1)
  const tables = db
    .prepare<[], { name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
  expect(tables.map((table) => table.name)).toEqual([
    'audit',
    'batches',
    'chart_nodes',
    'charts',
    'entities',
    'entity_notes',
    'history',
    'history_rows',
    'identifiers',
    'links',
    'meta',
    'original_chunks',
    'original_rows',
    'originals',
    'record_entities',
    'reports',
    'row_issues',
    'sheets',
  ])
  expect(tables.filter((table) => table.strict === 0)).toEqual([])
})

test.each([
  [
    'a sheet whose figures do not add up',
    "INSERT INTO sheets (batch_id, idx, name, hidden, columns, read, accepted) VALUES (1, 0, '', 0, '[]', 3, 2)",
    'CHECK',
  ],
  [
    'a batch of an original that is not there',
    "INSERT INTO batches VALUES (1, 9, 'active', '', '', NULL, '', '', 0)",
    'FOREIGN KEY',
  ],
  [
    'the same original twice',
    "INSERT INTO originals VALUES (1, 'a', '', '', 0, ''), (2, 'a', '', '', 0, '')",
    'UNIQUE',
  ],
  [
    'a row with an outcome of its own invention',
    "INSERT INTO original_rows VALUES (1, 1, 'lost', NULL, NULL, '[]')",
    'CHECK',
  ],
  [
    'text where a number belongs',
    "INSERT INTO links VALUES (1, 'a', 'b', 1, 2, 1, 1, '十元', NULL, NULL, NULL)",
    'cannot store TEXT',
  ],
])('it keeps out %s', (_what, sql, why) => {
  const db = firstFormat()
  db.pragma('foreign_keys = ON')
  expect(() => db.exec(sql)).toThrow(why)
})
