/** From format 4 to 5: nothing that stood there changes, and the table of decisions comes empty. */
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater } from '../helpers/engine.ts'

const rows = [
  "INSERT INTO entities VALUES (1, 'person', 'name:甲', '甲', 1, 2, 1)",
  "INSERT INTO charts VALUES (1, '图', '{}', '2026', '2026')",
  "INSERT INTO entity_notes VALUES (1, '注')",
  "INSERT INTO history VALUES (1, '2026', '甲', 'charts.create', '{}', 'done', NULL)",
  "INSERT INTO history_rows VALUES (1, 1, 'charts', NULL, '{}')",
]
const tablesOf = (db: WriteDb): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()

test('a case of format 4 keeps every row and gains the decisions about pairs, strict and empty', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 4))
  for (const sql of rows) db.exec(sql)
  const before = tablesOf(db).map((table) => [table, db.prepare(`SELECT * FROM ${table}`).raw().all()])
  migrate(db, migrations.slice(0, 5))
  expect(
    before.map(([table]) => [
      table,
      db
        .prepare(`SELECT * FROM ${String(table)}`)
        .raw()
        .all(),
    ]),
  ).toEqual(before)
  expect(tablesOf(db).filter((table) => !before.some(([known]) => known === table))).toEqual([
    'pair_decisions',
  ])
  expect(() =>
    db.exec("INSERT INTO pair_decisions VALUES ('transfer', '{}', '{}', 'maybe', '', '')"),
  ).toThrow('CHECK')
  expect(() =>
    db.exec(
      "INSERT INTO pair_decisions VALUES ('transfer', '{}', '{}', 'apart', '', ''), ('transfer', '{}', '{}', 'together', '', '')",
    ),
  ).toThrow('UNIQUE')
})
