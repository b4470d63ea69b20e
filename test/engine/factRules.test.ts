/** A case whose facts older rules derived is derived anew when it is opened for writing; what people added stays. */
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { factRules } from '../../shared/model/factRules.ts'
import { engineAt, temporaryEngine } from '../helpers/engine.ts'

const samples = new URL('../../resources/samples/', import.meta.url).pathname
async function importSome(engine: Engine): Promise<void> {
  const folder = join(samples, 'piracy')
  for (const name of readdirSync(folder)
    .filter((file) => /^0[1-4].*\.xlsx$/.test(file))
    .sort())
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
}
/** Everything derived, whatever the order of rows in the file. */
const derivedTables = [
  'entities',
  'identifiers',
  'links',
  'record_entities',
  'r_personRegister',
  'r_seizure',
  'r_transfer',
  'entity_merges',
  'merged_entities',
]
function derived(path: string): readonly unknown[] {
  const db: WriteDb = new Database(path, { readonly: true })
  try {
    return derivedTables.map((table) => {
      const rows = db.prepare<[], object>(`SELECT * FROM ${table}`).raw().all()
      return rows.map((row) => JSON.stringify(row)).sort()
    })
  } finally {
    db.close()
  }
}
function change(path: string, sql: string): void {
  const db: WriteDb = new Database(path)
  db.exec(sql)
  db.close()
}
/** As if other rules had been at work: names without their entities, wrong repeats, lost links. */
const spoil = `UPDATE meta SET value = '0' WHERE key = 'factRules';
  UPDATE r_transfer SET e_own = (SELECT min(entity_id) FROM entities WHERE kind = 'bankAccount') WHERE record_id % 3 = 0;
  UPDATE r_transfer SET fact = record_id WHERE record_id % 5 = 0;
  UPDATE r_personRegister SET e_person = NULL WHERE record_id % 2 = 0;
  DELETE FROM record_entities WHERE rowid_like % 2 = 0;
  DELETE FROM links;`.replace('rowid_like', 'record_id')

async function spoiltCase() {
  const { engine, folder, casesFolder } = await temporaryEngine()
  await importSome(engine)
  const people = (
    await engine.call('entities.list', { kind: 'person', sort: 'label', offset: 0, limit: 3 })
  ).rows.map(({ entityId }) => entityId)
  await engine.call('identity.merge', { entityIds: people.slice(0, 2), reasons: ['by-hand'], note: '同一人' })
  await engine.call('charts.create', { name: '图', entityIds: people })
  await engine.call('workspace.close', {})
  const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
  const good = derived(path)
  change(path, spoil)
  expect(derived(path)).not.toEqual(good)
  return { folder, path, good }
}

test('opened for writing, facts are those that importing gives today; claims and charts stay, an audit row tells', async () => {
  const { folder, path, good } = await spoiltCase()
  const engine = engineAt(folder)
  const stages = new Set<string>()
  const info = await engine.call(
    'workspace.open',
    { place: engine.files.grant(path) },
    { onProgress: ({ stage }) => stages.add(stage) },
  )
  expect(info.factRules).toEqual({ ofCase: factRules, ofProgram: factRules })
  expect([...stages]).toEqual(['resolve', 'derive'])
  const { entries } = await engine.call('audit.list', { offset: 0, limit: 100 })
  expect(entries.find(({ action }) => action === 'facts.renew')?.params).toMatchObject({
    from: 0,
    to: factRules,
  })
  expect(await engine.call('charts.list', {})).toMatchObject([{ name: '图', nodes: 2, absent: 0 }])
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  // Merging and undoing go on over the new facts.
  await engine.call('history.undo', {})
  await engine.call('history.redo', {})
  await engine.call('workspace.close', {})
  expect(derived(path)).toEqual(good)
  // Once is enough.
  const again = await engine.call('workspace.open', { place: engine.files.grant(path) })
  expect(again.auditSeq).toBe(info.auditSeq + 3)
})

test('opened for reading, the case says by which rules its facts are; cancelled, it stays as it was', async () => {
  const { folder, path } = await spoiltCase()
  const before = derived(path)
  const engine = engineAt(folder)
  expect(
    await engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true }),
  ).toMatchObject({ factRules: { ofCase: 0, ofProgram: factRules } })
  await engine.call('workspace.close', {})
  const abort = new AbortController()
  await expect(
    engine.call(
      'workspace.open',
      { place: engine.files.grant(path) },
      {
        signal: abort.signal,
        onProgress: () => {
          abort.abort()
        },
      },
    ),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(derived(path)).toEqual(before)
  copyFileSync(path, `${path}.copy`)
  expect(await engine.call('workspace.open', { place: engine.files.grant(path) })).toMatchObject({
    factRules: { ofCase: factRules },
  })
})

test('a thing on a chart that is no longer in the case is counted, not lost', async () => {
  const { folder, path } = await spoiltCase()
  change(
    path,
    'INSERT INTO chart_nodes (chart_id, entity_id) SELECT max(chart_id), 4711 FROM charts; INSERT INTO chart_nodes (chart_id, entity_id) SELECT max(chart_id), 4712 FROM charts',
  )
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  expect(await engine.call('charts.list', {})).toMatchObject([{ nodes: 2, absent: 2 }])
})
