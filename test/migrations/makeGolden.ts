/**
 * Makes the golden case files of the present format: `node test/migrations/makeGolden.ts`. Run once, when a format is released; files of
 * released formats are kept for ever and never made again. Each is a small case with one import, charts, undone steps and an audit log.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine } from '../../electron/engine/index.ts'
import { connect } from '../../electron/engine/store/caseFile.ts'
import { deriveKey, readEncryption } from '../../electron/engine/store/caseFormat.ts'
import { formatVersion } from '../../electron/engine/store/migrations/index.ts'
import { answersOf, goldenFolder, goldenPassphrase } from '../helpers/goldenCase.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianzheng-golden-'))
try {
  for (const [mark, passphrase] of [
    ['open', null],
    ['encrypted', goldenPassphrase],
  ] as const)
    await makeGolden(mark, passphrase)
} finally {
  rmSync(folder, { recursive: true })
}

async function makeGolden(mark: string, passphrase: string | null): Promise<void> {
  const engine = openEngine({
    casesFolder: join(folder, 'cases'),
    settingsFolder: join(folder, 'settings'),
    samplesFolder: '',
    appVersion: 'golden',
    operator: '金样',
    parserEntry: new URL('../../electron/engine/import/process/parserWorker.ts', import.meta.url),
    now: () => new Date(2026, 10, 23, 12, 0, 0),
  })
  const name = `金样 ${mark}`
  await engine.call('workspace.create', { name, passphrase })
  await engine.call('import.run', {
    fileId: engine.files.grant(
      fileURLToPath(new URL('../../resources/samples/piracy/01_涉案人员登记表.xlsx', import.meta.url)),
    ),
  })
  const { rows } = await engine.call('entities.list', { sort: 'label', offset: 0, limit: 6 })
  const { chartId } = await engine.call('charts.create', {
    name: '图一',
    entityIds: rows.map((entity) => entity.entityId),
  })
  await engine.call('chart.place', {
    chartId,
    positions: rows.map((entity, index) => ({ entityId: entity.entityId, x: index / 3, y: -index * 1.1 })),
    by: 'hand',
  })
  await engine.call('results.keep', {
    analysis: 'common',
    params: { of: rows.slice(0, 2).map((entity) => entity.entityId) },
    name: '共同联系',
  })
  await engine.call('case.describe', { number: '沪公（经）立字〔2024〕8号', officer: '金样' })
  await engine.call('charts.create', { name: '撤销的图' })
  await engine.call('history.undo', {})
  const { auditSeq } = (await engine.call('workspace.read', {})).openCase ?? { auditSeq: 0 }
  const answers = await answersOf(engine, auditSeq)
  await engine.shutdown()
  const path = join(folder, 'cases', `${name}.lzcase`)
  await dropEmptyTables(path, passphrase)
  copyFileSync(path, new URL(`v${formatVersion}-${mark}.lzcase`, goldenFolder))
  writeFileSync(
    new URL(`v${formatVersion}-${mark}.json`, goldenFolder),
    `${JSON.stringify(answers, null, 1)}\n`,
  )
}

/** Evidence tables without rows are taken out: the file stays small, and stands for one made before those kinds existed. */
async function dropEmptyTables(path: string, passphrase: string | null): Promise<void> {
  const encryption = readEncryption(path)
  const db = connect(path, {
    encryption,
    key: encryption === null || passphrase === null ? null : await deriveKey(passphrase, encryption),
    readOnly: false,
    mustExist: true,
  })
  for (const table of db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'r\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all()) {
    if (db.prepare(`SELECT 1 FROM "${table}"`).get() === undefined) db.exec(`DROP TABLE "${table}"`)
  }
  db.exec('VACUUM')
  db.close()
}
