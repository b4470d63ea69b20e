/** From format 9 to 10: nothing that stood there changes; a claim may also be about a number. */
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

test('a case of format 9 keeps every row of every table and its index; a claim of the new type is taken, one of no type is not', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 9))
  rowsInEveryTable(db)
  const shape = () =>
    db
      .prepare<[], string>(
        "SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1",
      )
      .pluck()
      .all()
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
  const rows = () => tables.map((table) => db.prepare(`SELECT * FROM "${table}"`).raw().all())
  const [before, standing] = [rows(), shape()]
  const say = (type: string) =>
    db.prepare(
      `INSERT INTO identity_claims (type, kind, reasons, note, at, operator, status) VALUES ('${type}', 'person', '[]', '', '', '', 'active')`,
    )
  expect(() => say('number').run()).toThrow(/CHECK/)
  migrate(db, migrations.slice(0, 10))
  expect(rows()).toEqual(before)
  expect(shape()).toEqual(standing)
  expect(say('number').run().changes).toBe(1)
  expect(() => say('same').run()).toThrow(/CHECK/)
})

test('an older case is brought up, keeps its claims, and is whole', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v9-open.lzcase', goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  expect(await engine.call('identity.overview', {})).toMatchObject({ claims: { number: 0 } })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
