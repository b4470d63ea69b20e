/** From format 6 to 7: nothing that stood there changes; rows of an older file are found before they are indexed, and after. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { goldenFolder } from '../helpers/goldenCase.ts'

const tablesOf = (db: WriteDb): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()

test('a case of format 6 keeps every row, and gains the tables of the index, strict and empty', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 6))
  db.exec(
    "INSERT INTO original_blocks VALUES (1, 7, 2, 3, x'00', NULL); INSERT INTO unrecorded_rows VALUES (7, 3, 'skipped', 'total'); INSERT INTO charts VALUES (1, '图', '{}', '2026', '2026')",
  )
  const before = tablesOf(db).map((table) => [table, db.prepare(`SELECT * FROM ${table}`).raw().all()])
  migrate(db, migrations.slice(0, 7))
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
    'search_pages',
    'search_parts',
    'search_sheets',
  ])
  expect(
    db
      .prepare(
        "SELECT COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .get(),
  ).toBe(0)
})

test('an older case answers in full without an index, says so, and is indexed by a job', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v1-open.lzcase', goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const question = { text: '罗志华', limit: 100 }
  const before = await engine.call('search.find', question)
  expect([before.unindexed, before.counts.record > 0, await engine.call('search.state', {})]).toEqual([
    1,
    true,
    { unindexed: 1 },
  ])
  expect(await engine.call('search.index', {})).toEqual({ sheets: 1 })
  expect(await engine.call('search.find', question)).toEqual({ ...before, unindexed: 0 })
  expect([await engine.call('search.state', {}), await engine.call('search.index', {})]).toEqual([
    { unindexed: 0 },
    { sheets: 0 },
  ])
})
