/** From format 3 to 4: a table for kept collisions; everything else stays as it is. */
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater } from '../helpers/engine.ts'
import { rowsInEveryTable, wholeTables } from '../helpers/migrationRows.ts'

function formatOf(version: number): WriteDb {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, version))
  return db
}

test('every row of format 3 is as it was, and the new table is empty', () => {
  const db = formatOf(3)
  rowsInEveryTable(db)
  const before = wholeTables(db)
  migrate(db, migrations.slice(0, 4))
  expect(db.pragma('user_version', { simple: true })).toBe(4)
  expect(wholeTables(db)).toEqual({ ...before, collisions: [] })
})
test('it keeps out a collision of its own invention', () => {
  const db = formatOf(4)
  expect(() =>
    db.exec("INSERT INTO collisions VALUES (1, '甲', 'everything', '', '', '', '', '', '', '')"),
  ).toThrow('CHECK')
})
