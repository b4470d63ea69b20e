/** From format 12 to 13: nothing that stood there changes; nodes have no colour and no flag, nobody has a tag, and what is marked in an older case is whole. */
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

test('a case of format 12 keeps every row of every table, unmarked', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 12))
  rowsInEveryTable(db)
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()
  const columns = new Map(
    tables.map((table) => [
      table,
      db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table),
    ]),
  )
  const rows = () =>
    tables.map((table) =>
      db
        .prepare(`SELECT ${(columns.get(table) ?? []).map((name) => `"${name}"`).join(', ')} FROM "${table}"`)
        .raw()
        .all(),
    )
  const before = rows()
  migrate(db, migrations.slice(0, 13))
  expect(rows()).toEqual(before)
  expect(db.prepare('SELECT DISTINCT colour, flag FROM chart_nodes').all()).toEqual([
    { colour: '', flag: '' },
  ])
  expect(db.prepare('SELECT DISTINCT small FROM attachments').all()).toEqual([{ small: '' }])
  expect(db.prepare('SELECT * FROM entity_tags').all()).toEqual([])
})

test.each(['v1-open.lzcase', 'v12-open.lzcase'])(
  '%s takes a colour and a tag, takes them back, and is whole',
  async (name) => {
    const folder = temporaryFolder()
    const path = join(folder, 'old.lzcase')
    copyFileSync(new URL(name, goldenFolder), path)
    const engine = engineAt(folder)
    await engine.call('workspace.open', { place: engine.files.grant(path) })
    const [chart] = await engine.call('charts.list', {})
    const chartId = chart?.chartId ?? 0
    const before = await engine.call('chart.read', { chartId })
    const entityIds = before.nodes.slice(0, 2).map(({ entityId }) => entityId)
    await engine.call('chart.mark', { chartId, entityIds, colour: 'red', flag: 'star' })
    const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
    await engine.call('entities.tag', { entityIds, tagId, on: true })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    for (let step = 0; step < 3; step++) await engine.call('history.undo', {})
    expect(await engine.call('chart.read', { chartId })).toEqual(before)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  },
)
