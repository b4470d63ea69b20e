/** From format 11 to 12: nothing that stood there changes; what is brought in by hand has tables, and what is entered in an older case is whole. */
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

test('a case of format 11 keeps every row of every table, and nothing is brought in by hand', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db, migrations.slice(0, 11))
  rowsInEveryTable(db)
  const before = wholeTables(db)
  migrate(db, migrations.slice(0, 12))
  const { statements, attachments, attached_bytes, chart_annotations, ...after } = wholeTables(db)
  expect(after).toEqual(before)
  expect([statements, attachments, attached_bytes, chart_annotations]).toEqual([[], [], [], []])
})

test.each(['v1-open.lzcase', 'v11-open.lzcase'])(
  '%s takes a statement, takes it back, and is whole',
  async (name) => {
    const folder = temporaryFolder()
    const path = join(folder, 'old.lzcase')
    copyFileSync(new URL(name, goldenFolder), path)
    const engine = engineAt(folder)
    await engine.call('workspace.open', { place: engine.files.grant(path) })
    const [person] = (await engine.call('entities.list', { kind: 'person', offset: 0, limit: 1 })).rows
    await engine.call('statements.save', {
      from: { entityId: person?.entityId ?? 0 },
      to: { kind: 'person', name: '老王' },
      says: '同学',
    })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('history.undo', {})
    expect(await engine.call('tables.list', {})).not.toContainEqual(
      expect.objectContaining({ kind: 'statement' }),
    )
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  },
)
