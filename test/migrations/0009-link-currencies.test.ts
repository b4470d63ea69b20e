/** From format 8 to 9: nothing that stood there changes; links get a place for sums in other currencies, and an older case has them once it was derived anew. */
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

test('a case of format 8 keeps every row of every table; its links have no other currencies yet', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 8))
  rowsInEveryTable(db)
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
  const columnsOf = new Map(
    tables.map((table) => [
      table,
      db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', '),
    ]),
  )
  const rows = () =>
    tables.map((table) =>
      db
        .prepare(`SELECT ${columnsOf.get(table) ?? '*'} FROM "${table}"`)
        .raw()
        .all(),
    )
  const before = rows()
  migrate(db, migrations.slice(0, 9))
  expect(rows()).toEqual(before)
  for (const table of ['links', 'merged_links'])
    expect(db.prepare(`SELECT COUNT(*), COUNT(others) FROM ${table}`).raw().get()).toEqual([2, 0])
})

test('an older case is brought up, keeps its links, and is whole', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v8-open.lzcase', goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const { rows } = await engine.call('links.list', { offset: 0, limit: 9 })
  expect(rows.every(({ others }) => others === undefined)).toBe(true)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
