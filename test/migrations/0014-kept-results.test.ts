/** From format 13 to 14: nothing that stood there changes; an older case keeps a result, says the same of it, takes it back, and is whole. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import { cleanUpLater, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { goldenFolder } from '../helpers/goldenCase.ts'
import { rowsInEveryTable, wholeTables } from '../helpers/migrationRows.ts'

test('a case of format 13 keeps every row of every table, with no result', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 13))
  rowsInEveryTable(db)
  const before = wholeTables(db)
  migrate(db, migrations.slice(0, 14))
  expect(wholeTables(db)).toEqual({ ...before, kept_results: [], kept_answers: [] })
})

test.each(['v1-open.lzcase', 'v13-open.lzcase'])('%s keeps a result and takes it back', async (name) => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL(name, goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const { rows } = await engine.call('entities.list', { sort: 'label', offset: 0, limit: 2 })
  const { keptId } = await engine.call('results.keep', {
    analysis: 'common',
    params: { of: rows.map(({ entityId }) => entityId) },
    name: '共同联系',
  })
  expect((await engine.call('results.again', { keptId })).difference).toMatchObject({ same: true, steps: [] })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  await engine.call('history.undo', {})
  expect(await engine.call('results.list', {})).toEqual([])
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
