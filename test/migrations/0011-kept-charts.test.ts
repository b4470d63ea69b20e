/** From format 10 to 11: nothing that stood there changes; what is kept of charts has its tables, and each can be undone. */
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

test('a case of format 10 keeps every row of every table and gets the empty tables of what is kept of charts', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 10))
  rowsInEveryTable(db)
  const before = wholeTables(db)
  migrate(db, migrations.slice(0, 11))
  expect(wholeTables(db)).toEqual({
    ...before,
    chart_snapshots: [],
    chart_snapshot_states: [],
    chart_layouts: [],
    chart_origins: [],
    chart_assumptions: [],
    chart_groups: [],
    chart_group_members: [],
  })
})

test('an older case is brought up, its chart can be kept, and it is whole', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v10-open.lzcase', goldenFolder), path)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const [chart] = await engine.call('charts.list', {})
  const chartId = chart?.chartId ?? 0
  expect(await engine.call('snapshots.list', { chartId })).toEqual([])
  expect(await engine.call('snapshots.take', { chartId, name: '升级后' })).toMatchObject({ nodes: 6 })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
