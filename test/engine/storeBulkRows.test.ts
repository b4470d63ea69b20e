/** Rows taken out in bulk: whichever way is quickest, the rest stands and its indexes are what they were. */
import Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { atOnce, oneStep } from '../../electron/engine/store/steps.ts'
import { deleteRows, withoutIndexes } from '../../electron/engine/store/bulkRows.ts'

let db: WriteDb
beforeEach(() => {
  db = new Database(':memory:')
  db.exec(
    'CREATE TABLE "row s" (id INTEGER PRIMARY KEY, sheet INTEGER, word TEXT); CREATE UNIQUE INDEX by_word ON "row s" (word, sheet); CREATE INDEX by_sheet ON "row s" (sheet) WHERE sheet > 1; CREATE TABLE other (id INTEGER PRIMARY KEY)',
  )
  const put = db.prepare('INSERT INTO "row s" (sheet, word) VALUES (?, ?)')
  for (let row = 0; row < 40; row += 1) put.run(row % 4, `w${row}`)
})
afterEach(() => {
  db.close()
})
const rows = () => db.prepare('SELECT id FROM "row s" ORDER BY id').pluck().all()
const schema = () => db.prepare('SELECT name, tbl_name, sql FROM sqlite_master ORDER BY name').raw().all()

describe.each([
  ['kept up', 1_000],
  ['made again', 5],
] as const)('with indexes %s', (_, many) => {
  test.each([
    ['all', 'sheet < @sheet', 9],
    ['most', 'sheet < @sheet', 3],
    ['a quarter', 'sheet < @sheet', 1],
    ['none', 'sheet < @sheet', 0],
  ])('%s of the rows', (_name, where, sheet) => {
    const [before, left] = [
      schema(),
      db.prepare('SELECT id FROM "row s" WHERE sheet >= ? ORDER BY id').pluck().all(sheet),
    ]
    atOnce(deleteRows(db, 'row s', where, { sheet }, many))
    expect([rows(), schema(), db.pragma('integrity_check', { simple: true })]).toEqual([left, before, 'ok'])
  })
})
test('work without indexes finds none of its table, and after it they are all there', () => {
  const before = schema()
  let seen: unknown = null
  atOnce(
    withoutIndexes(
      db,
      'row s',
      oneStep(() => {
        seen = db.prepare("SELECT name FROM sqlite_master WHERE type = 'index'").pluck().all()
      }),
    ),
  )
  expect([seen, schema()]).toEqual([[], before])
})
