/** From format 2 to 3: nothing that stood there changes, and the tables of identity come empty. */
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater } from '../helpers/engine.ts'

const rows = [
  "INSERT INTO entities VALUES (1, 'person', 'name:甲', '甲', 1, 2, 1), (2, 'phone', 'phone:13800000001', '13800000001', 0, 1, 1)",
  "INSERT INTO identifiers VALUES (1, 'phone', '13800000001', 0, 'phone', 1)",
  "INSERT INTO links VALUES (3, 'personRegister.phone', 'uses', 1, 2, 1, 1, NULL, NULL, NULL, NULL)",
  "INSERT INTO charts VALUES (1, '图', '{}', '2026', '2026')",
  "INSERT INTO chart_nodes VALUES (1, 1, 0.5, 1, 0, 0, '')",
  "INSERT INTO entity_notes VALUES (1, '注')",
]
const added = [
  'entity_merges',
  'entity_parts',
  'identity_claims',
  'identity_members',
  'identity_suggestion_members',
  'identity_suggestion_reasons',
  'identity_suggestions',
  'merged_entities',
  'merged_identifiers',
  'merged_links',
]
const tablesOf = (db: WriteDb): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()

test('a case of format 2 keeps every row, and gains the tables of identity, all strict and empty', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 2))
  for (const sql of rows) db.exec(sql)
  const before = tablesOf(db).map((table) => [table, db.prepare(`SELECT * FROM ${table}`).raw().all()])
  migrate(db, migrations.slice(0, 3))
  expect(
    before.map(([table]) => [
      table,
      db
        .prepare(`SELECT * FROM ${String(table)}`)
        .raw()
        .all(),
    ]),
  ).toEqual(before)
  expect(tablesOf(db).filter((table) => !before.some(([known]) => known === table))).toEqual(added)
  expect(
    db
      .prepare(
        "SELECT COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .get(),
  ).toBe(0)
  expect(() =>
    db.exec(
      "INSERT INTO identity_claims (type, kind, reasons, note, at, operator, status) VALUES ('same', 'person', '[]', '', '', '', 'active')",
    ),
  ).toThrow('CHECK')
})
