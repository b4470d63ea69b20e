/** Settings, the recent list and granted files: small things on the disk that must not get in anybody's way. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { handlers } from '../../electron/engine/handlers.ts'
import { openEngine } from '../../electron/engine/index.ts'
import { createFileGrants, safeFileName } from '../../electron/engine/store/fileGrants.ts'
import {
  bytesOf,
  cleanUpLater,
  engineAt,
  parserEntry,
  temporaryEngine,
  temporaryFolder,
} from '../helpers/engine.ts'
import { createPassingRoom } from '../../electron/engine/store/passingRoom.ts'
import { fill } from '../../electron/engine/store/sealedFile.ts'

test('settings are kept for the next start, and what is not understood takes its default', async () => {
  const { engine, folder, settingsFolder } = await temporaryEngine({ withoutCase: true })
  expect(await engine.call('workspace.settings', {})).toMatchObject({
    language: 'zh-CN',
    theme: 'system',
    lockAfterMinutes: 15,
    density: 'compact',
    gradeStatements: false,
    rememberEncrypted: false,
  })
  await engine.call('workspace.saveSettings', { language: 'en', operator: '李雷', lockAfterMinutes: 0 })
  expect(await engine.call('workspace.saveSettings', { theme: 'dark' })).toEqual({
    language: 'en',
    theme: 'dark',
    operator: '李雷',
    lockAfterMinutes: 0,
    density: 'compact',
    gradeStatements: false,
    rememberEncrypted: false,
    snapshots: 3,
    snapshotGigabytes: 10,
  })
  expect(await engineAt(folder).call('workspace.settings', {})).toMatchObject({
    language: 'en',
    theme: 'dark',
    operator: '李雷',
  })
  expect(readdirSync(settingsFolder)).toEqual(['settings.json'])
  const file = join(settingsFolder, 'settings.json')
  writeFileSync(file, '{"language":"en","theme":"purple","lockAfterMinutes":7}')
  expect(await engine.call('workspace.settings', {})).toMatchObject({
    language: 'en',
    theme: 'system',
    lockAfterMinutes: 15,
  })
  for (const broken of ['', '{', '[]', 'null', '"x"']) {
    writeFileSync(file, broken)
    expect(await engine.call('workspace.settings', {}), broken).toMatchObject({ language: 'zh-CN' })
  }
})

test.each([
  [undefined, '韩梅梅'],
  ['命令行', '命令行'],
])(
  "with %s as the host's operator and 韩梅梅 in the settings, %s signs the audit log",
  async (host, expected) => {
    const folder = temporaryFolder()
    const engine = openEngine({
      casesFolder: join(folder, 'cases'),
      settingsFolder: join(folder, 'settings'),
      samplesFolder: '',
      parserEntry,
      appVersion: '1',
      ...(host === undefined ? {} : { operator: host }),
    })
    cleanUpLater(() => engine.shutdown())
    await engine.call('workspace.saveSettings', { operator: '韩梅梅' })
    await engine.call('workspace.create', { name: '案件', passphrase: null })
    expect((await engine.call('audit.list', { offset: 0, limit: 1 })).entries).toMatchObject([
      { operator: expected },
    ])
  },
)

test('cases are listed last opened first, with those only found in the folder after them; a case can be taken off the list', async () => {
  const clock = { minute: 0 }
  const { engine, folder, casesFolder } = await temporaryEngine({
    withoutCase: true,
    now: () => new Date(2024, 4, 1, 8, clock.minute++),
  })
  for (const name of ['甲案', '乙案', '丙案']) {
    await engine.call('workspace.create', { name, passphrase: null })
    await engine.call('workspace.close', {})
  }
  const elsewhere = join(folder, 'elsewhere', '丁案.lzcase')
  mkdirSync(dirname(elsewhere))
  await engine.call('workspace.create', {
    name: '丁案',
    passphrase: null,
    place: engine.files.grant(elsewhere, { writable: true }),
  })
  await engine.call('workspace.close', {})
  const names = async (): Promise<readonly (string | null)[]> =>
    (await engine.call('workspace.read', {})).cases.map((listing) => listing.name)
  expect(await names()).toEqual(['丁案', '丙案', '乙案', '甲案'])
  const first = (await engine.call('workspace.read', {})).cases[0]
  await engine.call('workspace.forget', { caseRef: first?.caseRef ?? '' })
  expect(await names()).toEqual(['丙案', '乙案', '甲案'])
  expect(existsSync(elsewhere)).toBe(true)
  // One in the folder itself stays, by its file name alone.
  const second = (await engine.call('workspace.read', {})).cases[0]
  await engine.call('workspace.forget', { caseRef: second?.caseRef ?? '' })
  expect(await names()).toEqual(['乙案', '甲案', null])
  rmSync(join(casesFolder, '甲案.lzcase'))
  expect(
    (await engine.call('workspace.read', {})).cases.find((listing) => listing.name === '甲案'),
  ).toMatchObject({ present: false, size: 0 })
  for (const { caseRef } of (await engine.call('workspace.read', {})).cases)
    expect(caseRef).toMatch(/^[0-9a-f]{32}$/)
})

test('a recent list that cannot be read or written keeps nobody from a case', async () => {
  const { engine, settingsFolder } = await temporaryEngine({ withoutCase: true })
  writeFileSync(join(settingsFolder, 'recent-cases.json'), '{"cases":[{"path":5}]}')
  expect((await engine.call('workspace.read', {})).cases).toEqual([])
  rmSync(join(settingsFolder, 'recent-cases.json'))
  mkdirSync(join(settingsFolder, 'recent-cases.json'))
  await expect(engine.call('workspace.create', { name: '案件', passphrase: null })).resolves.toMatchObject({
    name: '案件',
  })
})

test('while an import is half-way, the case tells the figures it had before', async () => {
  const middle = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'import.run': (context) =>
        context.transaction(async (db) => {
          db.prepare("INSERT INTO charts VALUES (101, '', '{}', '', '')").run()
          begun.resolve()
          await middle.promise
          return { value: {} as never, entry: { action: 'import.run', params: {}, topics: [] } }
        }),
    },
  })
  const running = engine.call('import.run', { fileId: '0'.repeat(32) })
  await begun.promise
  expect((await engine.call('workspace.read', {})).openCase?.counts.charts).toBe(0)
  middle.resolve()
  await running
  expect((await engine.call('workspace.read', {})).openCase?.counts.charts).toBe(1)
})

test('a host grants files by id; outputs lie in a private folder and are gone after the shutdown', async () => {
  const engine = engineAt(temporaryFolder())
  const granted = engine.files.grant('/somewhere/流水.xlsx')
  expect(granted).toMatch(/^[0-9a-f]{32}$/)
  expect(engine.files.get(granted)).toMatchObject({ fileName: '流水.xlsx', writable: false })
  engine.files.revoke(granted)
  expect(() => engine.files.get(granted)).toThrow(expect.objectContaining({ code: 'file-not-granted' }))
  await expect(
    engine.call('workspace.create', {
      name: 'x',
      passphrase: null,
      place: engine.files.grant('/somewhere/x.lzcase'),
    }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  const output = engine.files.createOutput('../../报告:1.docx')
  expect(output.fileName).toBe('__.._报告_1.docx')
  expect(statSync(dirname(output.path)).mode & 0o077).toBe(0)
  fill(output.open(), [Buffer.from('x')])
  expect(bytesOf(engine, output.fileId).toString('utf8')).toBe('x')
  await engine.shutdown()
  expect(existsSync(output.path)).toBe(false)
})

test.each([
  ['案件', '案件'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
  ['..', '_'],
  ['.hidden', '_hidden'],
  ['name. ', 'name'],
  ['', '_'],
  ['\u0000\u001f', '__'],
  ['e\u0301', 'é'],
  ['CON', '_CON'],
  ['lpt1.txt', '_lpt1.txt'],
  ['console', 'console'],
  ['案'.repeat(80) + '.xlsx', '案'.repeat(65) + '.xlsx'],
  ['甲.' + '乙'.repeat(80), '甲.' + '乙'.repeat(65)],
])('the file name of %j is %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected)
})
test('a file name is cut at 200 bytes, not inside a character', () => {
  expect([...safeFileName('𠮷'.repeat(200))]).toHaveLength(50)
  createFileGrants({ room: createPassingRoom(temporaryFolder()) }).dispose()
})
