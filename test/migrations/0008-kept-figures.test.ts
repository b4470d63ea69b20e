/** From format 7 to 8: nothing that stood there changes; figures are kept from then on. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { goldenFolder } from '../helpers/goldenCase.ts'
import { rowsInEveryTable } from '../helpers/migrationRows.ts'

const tablesOf = (db: WriteDb): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()

test('a case of format 7 keeps every row of every table, and gains an empty, strict table', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 7))
  rowsInEveryTable(db)
  const rowsOf = (tables: readonly string[]) =>
    tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).raw().all()])
  const tables = tablesOf(db)
  const before = rowsOf(tables)
  migrate(db, migrations.slice(0, 8))
  expect(rowsOf(tables)).toEqual(before)
  expect(tablesOf(db).filter((table) => !tables.includes(table))).toEqual(['kept_figures'])
  expect([
    db.prepare('SELECT COUNT(*) FROM kept_figures').pluck().get(),
    db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'kept_figures'").pluck().get(),
  ]).toEqual([0, 1])
})

test('an older case has no kept figures; those it is asked for are kept', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v1-open.lzcase', goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const tables = await engine.call('tables.list', {})
  await engine.call('workspace.close', {})
  const db = new Database(path, { readonly: true })
  expect(
    db
      .prepare<[], { name: string; value: string }>('SELECT name, value FROM kept_figures')
      .all()
      .map(({ name, value }) => [name, JSON.parse(value) as unknown]),
  ).toEqual([['tables.list', tables]])
  db.close()
})
