/** Who may read what the program writes, and what it writes down of encrypted cases. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { connect } from '../../electron/engine/store/caseFile.ts'
import { filesWith, otherProcess } from '../helpers/caseFiles.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

const passphrase = '办案口令一二三四'
const modeOf = (path: string): number => statSync(path).mode & 0o777

test.each([
  ['an open case', null],
  ['an encrypted case', passphrase],
])('%s, its log, its folder and the settings are for their owner alone', async (_what, secret) => {
  const folder = temporaryFolder()
  const [casesFolder, settingsFolder] = [join(folder, 'own', 'cases'), join(folder, 'own', 'settings')]
  const engine = engineAt(folder, { casesFolder, settingsFolder })
  await engine.call('workspace.create', { name: '案件', passphrase: secret })
  await engine.call('workspace.saveSettings', { density: 'comfortable' })
  for (const name of readdirSync(casesFolder))
    expect([name, modeOf(join(casesFolder, name))]).toEqual([name, 0o600])
  expect(readdirSync(casesFolder)).toContain('案件.lzcase-wal')
  expect([casesFolder, settingsFolder].map(modeOf)).toEqual([0o700, 0o700])
  for (const name of readdirSync(settingsFolder))
    expect(modeOf(join(settingsFolder, name)) & 0o077, name).toBe(0)
  await engine.call('workspace.changePassphrase', {
    ...(secret === null ? {} : { current: secret }),
    next: `${passphrase}新`,
  })
  expect(modeOf(join(casesFolder, '案件.lzcase'))).toBe(0o600)
})

describe('the recent list', () => {
  const list = (folder: string): string => readFileSync(join(folder, 'settings', 'recent-cases.json'), 'utf8')

  test('tells neither name nor place of an encrypted case, and the case is opened from it all the same', async () => {
    const folder = temporaryFolder()
    const outside = join(folder, '移动盘')
    mkdirSync(outside)
    const engine = engineAt(folder)
    await engine.call('workspace.create', { name: '某某涉嫌诈骗案', passphrase })
    await engine.call('workspace.close', {})
    const place = engine.files.grant(join(outside, '外置.lzcase'), { writable: true })
    await engine.call('workspace.create', { name: '外置的某案', passphrase, place })
    await engine.call('workspace.close', {})
    await engine.call('workspace.create', { name: '公开案', passphrase: null })
    await engine.call('workspace.close', {})
    expect(filesWith(join(folder, 'settings'), ['某某涉嫌', '外置', '移动盘'])).toEqual([])
    expect(list(folder)).toContain('公开案')
    // In this run of the program the case outside is still at hand; in the next one it is opened from its place.
    const { cases } = await engine.call('workspace.read', {})
    expect(cases.map(({ fileName, name, encrypted }) => [fileName, name, encrypted])).toEqual(
      expect.arrayContaining([
        ['某某涉嫌诈骗案.lzcase', null, true],
        ['外置.lzcase', null, true],
        ['公开案.lzcase', '公开案', false],
      ]),
    )
    await engine.shutdown()
    const later = engineAt(folder)
    const listed = (await later.call('workspace.read', {})).cases
    expect(listed.map(({ fileName }) => fileName).sort()).toEqual(['公开案.lzcase', '某某涉嫌诈骗案.lzcase'])
    const known = listed.find(({ encrypted }) => encrypted)
    expect(known?.openedAt).not.toBeNull()
    expect(await later.call('workspace.open', { caseRef: known?.caseRef, passphrase })).toMatchObject({
      name: '某某涉嫌诈骗案',
    })
  })

  test('tells them where a person wants it, and no longer when they do not, nor after a list of an earlier version', async () => {
    const folder = temporaryFolder()
    const engine = engineAt(folder)
    await engine.call('workspace.saveSettings', { rememberEncrypted: true })
    await engine.call('workspace.create', { name: '记住的案', passphrase })
    await engine.call('workspace.close', {})
    expect(list(folder)).toContain('记住的案.lzcase')
    expect((await engine.call('workspace.read', {})).cases[0]?.name).toBe('记住的案')
    const earlier = list(folder).replaceAll(/ *"caseRef": .*\n/g, '')
    await engine.call('workspace.saveSettings', { rememberEncrypted: false })
    expect(list(folder)).not.toContain('记住')
    await engine.shutdown()
    writeFileSync(join(folder, 'settings', 'recent-cases.json'), earlier)
    expect((await engineAt(folder).call('workspace.read', {})).cases[0]?.openedAt).not.toBeNull()
    expect(list(folder)).not.toContain('记住')
  })
})

describe('what a kill leaves', () => {
  test('is taken away by a later start, what may still be written is not', () => {
    const folder = temporaryFolder()
    const settings = join(folder, 'settings')
    const cases = join(folder, 'cases')
    for (const place of [settings, cases]) mkdirSync(place)
    const strays = [
      join(settings, 'recent-cases.json.0123456789ab.new'),
      join(cases, '.~lock.案.lzcase#.0123456789ab.new'),
      join(cases, '.案.lzcase.0123456789ab.new'),
    ]
    const kept = [
      join(settings, 'x.new'),
      join(cases, '案.lzcase.new'),
      join(cases, '.案.lzcase.ffffffffffff.new'),
    ]
    for (const path of [...strays, ...kept]) writeFileSync(path, '')
    for (const path of strays) utimesSync(path, 1, 1)
    engineAt(folder)
    expect([...strays, ...kept].filter((path) => existsSync(path))).toEqual(kept)
  })

  test('a copy that is kept before a migration stands under its name whole or not at all', async () => {
    const golden = new URL('../fixtures/golden/', import.meta.url).pathname
    const kills = process.env['LZ_LONG'] === '1' ? 60 : 8
    let copies = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const folder = temporaryFolder()
      const cases = join(folder, 'cases')
      mkdirSync(cases)
      copyFileSync(join(golden, 'v3-open.lzcase'), join(cases, '案.lzcase'))
      const engine = engineAt(folder)
      const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
      const opener = otherProcess('openAndClose.ts', folder, caseRef)
      // While it is written, and once it stands.
      const begun = kill % 2 === 0 ? /\.new$|\.backup$/ : /\.backup$/
      const copyMade = (): boolean => readdirSync(cases).some((name) => begun.test(name))
      for (let wait = 0; wait < 4_000 && !copyMade(); wait += 1) await delay(2)
      await delay(kill % 4)
      await opener.kill()
      for (const name of readdirSync(cases).filter((found) => found.endsWith('.backup'))) {
        copies += 1
        const db = connect(join(cases, name), {
          encryption: null,
          key: null,
          readOnly: true,
          mustExist: true,
        })
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
        db.close()
        expect(modeOf(join(cases, name))).toBe(0o600)
      }
      await engine.call('workspace.open', { caseRef })
      await engine.call('workspace.close', {})
      expect(
        readdirSync(cases).filter((name) => !/^(案(\.v\d+(-2)?\.backup|\.lzcase)|snapshots)$/.test(name)),
      ).toEqual([])
    }
    expect(copies).toBeGreaterThan(0)
  }, 600_000)
})
