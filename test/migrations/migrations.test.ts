/** Every format ever released opens for ever; a file is brought up whole or left as it was. */
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { formatVersion, migrations } from '../../electron/engine/store/migrations/index.ts'
import { snapshot } from '../helpers/caseFiles.ts'
import { engineAt, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { answersOf, goldenFolder, goldenPassphrase, type GoldenAnswers } from '../helpers/goldenCase.ts'

test('migrations are numbered without gaps, and each has its test and its golden files', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  expect(formatVersion).toBe(migrations.length)
  for (const { version, name } of migrations) {
    const file = `${String(version).padStart(4, '0')}-${name}`
    expect(existsSync(new URL(`${file}.test.ts`, import.meta.url)), `test/migrations/${file}.test.ts`).toBe(
      true,
    )
    for (const mark of ['open', 'encrypted'])
      expect(
        existsSync(new URL(`v${version}-${mark}.lzcase`, goldenFolder)),
        `golden file v${version}-${mark}: run makeGolden.ts`,
      ).toBe(true)
  }
})

const golden = readdirSync(goldenFolder)
  .filter((name) => name.endsWith('.lzcase'))
  .map((name) => name.replace('.lzcase', ''))
  .sort()
/** Opened up is each; sealed the oldest and the newest, and in a long run each: the seal is put on below the format, and its key takes its time. */
const opened = golden.filter(
  (name) =>
    process.env['LZ_LONG'] === '1' ||
    name.endsWith('open') ||
    ['v1-encrypted', `v${formatVersion - 1}-encrypted`, `v${formatVersion}-encrypted`].includes(name),
)
test.each(opened)('the golden case file %s opens, answers as it did, and is whole', async (name) => {
  const folder = temporaryFolder()
  const path = join(folder, `${name}.lzcase`)
  copyFileSync(new URL(`${name}.lzcase`, goldenFolder), path)
  const known = JSON.parse(readFileSync(new URL(`${name}.json`, goldenFolder), 'utf8')) as GoldenAnswers
  const secret = name.endsWith('encrypted') ? { passphrase: goldenPassphrase } : {}
  const engine = engineAt(folder)
  // A file of an older format is brought up by the first opening that may write.
  const older = Number(/^v(\d+)-/.exec(name)?.[1]) < formatVersion
  if (older)
    await expect(
      engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true, ...secret }),
    ).rejects.toMatchObject({ code: 'case-read-only' })
  for (const readOnly of older ? [false, true] : [true, false]) {
    await engine.call('workspace.open', { place: engine.files.grant(path), readOnly, ...secret })
    expect(await answersOf(engine, known.audit.seq)).toEqual(known)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('workspace.close', {})
  }
  // What was undone when it was made can still be redone, and the import be taken back.
  await engine.call('workspace.open', { place: engine.files.grant(path), ...secret })
  await engine.call('history.redo', {})
  expect(await engine.call('charts.list', {})).toHaveLength(known.charts.length + 1)
  const first = (await engine.call('history.list', { limit: 100 })).entries.at(-1)
  await engine.call('history.undo', { to: first?.historyId })
  expect((await engine.call('workspace.read', {})).openCase?.counts).toMatchObject({
    records: 0,
    entities: 0,
    charts: 0,
  })
})

test.each(golden.filter((name) => name.endsWith('open')))(
  'the golden case file %s has the tables its migrations make: none was edited after its release',
  (name) => {
    const file = new Database(fileURLToPath(new URL(`${name}.lzcase`, goldenFolder)), { readonly: true })
    const fresh: WriteDb = new Database(':memory:')
    migrate(fresh, migrations.slice(0, Number(file.pragma('user_version', { simple: true }))))
    const schema = (db: WriteDb): readonly unknown[] =>
      db
        .prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'r\\_%' ESCAPE '\\' ORDER BY name")
        .all()
    expect(schema(file)).toEqual(schema(fresh))
    file.close()
    fresh.close()
  },
)

/** A case of the first format, with what is done to it. */
function firstFormat(folder: string, sql = ''): string {
  const path = join(folder, 'old.lzcase')
  copyFileSync(new URL('v1-open.lzcase', goldenFolder), path)
  const db = new Database(path)
  db.exec(sql)
  db.close()
  return path
}

test('an older file is brought up after a copy of it was kept beside', async () => {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  const path = firstFormat(folder)
  expect(await engine.call('workspace.open', { place: engine.files.grant(path) })).toMatchObject({
    formatVersion,
  })
  await engine.call('workspace.close', {})
  for (const [file, version] of [
    ['old.v1.backup', 1],
    ['old.lzcase', formatVersion],
  ] as const) {
    const db = new Database(join(folder, file), { readonly: true })
    expect([
      db.pragma('user_version', { simple: true }),
      db.prepare('SELECT file_name FROM originals').pluck().get(),
    ]).toEqual([version, '01_涉案人员登记表.xlsx'])
    db.close()
  }
})

test('a migration that fails refuses to open and leaves the file, and the folder, as they were', async () => {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  // The second migration cannot put this row into a block.
  const path = firstFormat(folder, "UPDATE original_rows SET cells = '{' WHERE row = 3")
  const before = snapshot(folder)
  await expect(engine.call('workspace.open', { place: engine.files.grant(path) })).rejects.toMatchObject({
    code: 'migration-failed',
    details: { from: 1, to: formatVersion },
  })
  expect(snapshot(folder)).toEqual(before)
})

test('an older file where nothing can be written says so and is not touched', async () => {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  const path = firstFormat(folder)
  const before = snapshot(folder)
  await expect(
    engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true }),
  ).rejects.toMatchObject({ code: 'case-read-only', details: { reason: 'older' } })
  expect(snapshot(folder)).toEqual(before)
})

test('a failure in the last of several steps takes the earlier ones back too', () => {
  const db: WriteDb = new Database(':memory:')
  const broken = {
    version: formatVersion + 1,
    name: 'broken',
    up: 'CREATE TABLE added (x); INSERT INTO nowhere VALUES (1)',
  }
  expect(() => {
    migrate(db, [...migrations, broken])
  }).toThrow(expect.objectContaining({ code: 'migration-failed' }))
  expect(db.pragma('user_version', { simple: true })).toBe(0)
  expect(db.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(0)
  migrate(db)
  expect(() => {
    migrate(db, [...migrations, broken])
  }).toThrow(expect.objectContaining({ code: 'migration-failed' }))
  expect(db.pragma('user_version', { simple: true })).toBe(formatVersion)
  expect(() => {
    migrate(db, [])
  }).toThrow(expect.objectContaining({ code: 'case-newer' }))
  db.close()
})
