/** From format 14 to 15: nothing that stood there changes; an older case is given its number, says it in the log, takes it back, and is whole. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { noDetails } from '../../shared/model/caseDetails.ts'
import { cleanUpLater, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { goldenFolder } from '../helpers/goldenCase.ts'
import { rowsInEveryTable, wholeTables } from '../helpers/migrationRows.ts'

test('a case of format 14 keeps every row of every table, with no details', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 14))
  rowsInEveryTable(db)
  const before = wholeTables(db)
  migrate(db, migrations.slice(0, 15))
  expect(wholeTables(db)).toEqual({ ...before, case_details: [] })
})

test.each(['v1-open.lzcase', 'v14-open.lzcase'])('%s is given its number and takes it back', async (name) => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL(name, goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  expect(await engine.call('case.details', {})).toEqual(noDetails)
  await engine.call('case.describe', { number: '沪公（经）立字〔2024〕8号' })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  await engine.call('history.undo', {})
  expect(await engine.call('case.details', {})).toEqual(noDetails)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
