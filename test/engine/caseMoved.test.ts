/** A case file that is removed, moved or replaced while it is open: nothing says it is saved that is not, and nothing is lost. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesWith } from '../helpers/caseFiles.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

const passphrase = '办案口令一二三四'
const moved = (how: string) => ({
  code: 'case-moved',
  details: { file: '案.lzcase', reason: `moved-${how}` },
})

/** A case with one chart, open in a folder of its own beside the folder of cases. */
async function openCase(secret: string | null = null) {
  const folder = temporaryFolder()
  const disk = join(folder, '移动盘')
  mkdirSync(disk)
  const engine = engineAt(folder)
  const path = join(disk, '案.lzcase')
  await engine.call('workspace.create', {
    name: '被移走的案',
    passphrase: secret,
    place: engine.files.grant(path, { writable: true }),
  })
  await engine.call('charts.create', { name: '前' })
  const names = async () => (await engine.call('charts.list', {})).map(({ name }) => name)
  return { engine, folder, disk, path, cases: join(folder, 'cases'), names }
}

test.each([
  ['removed', 'gone', ({ path }: { path: string }) => rmSync(path)],
  ['moved away', 'gone', ({ path }: { path: string }) => renameSync(path, `${path}.x`)],
  ['with its folder', 'gone', ({ disk }: { disk: string }) => rmSync(disk, { recursive: true })],
  ['its folder renamed', 'gone', ({ disk }: { disk: string }) => renameSync(disk, `${disk}2`)],
  [
    'replaced by another',
    'replaced',
    ({ path }: { path: string }) => {
      writeFileSync(`${path}.x`, 'another')
      renameSync(`${path}.x`, path)
    },
  ],
  [
    'replaced by its own copy',
    'replaced',
    ({ path }: { path: string }) => {
      copyFileSync(path, `${path}.x`)
      renameSync(`${path}.x`, path)
    },
  ],
  ['without its log', 'log', ({ path }: { path: string }) => rmSync(`${path}-wal`)],
])(
  '%s: no command, no verification and no closing says ok, and what is there is saved',
  async (_what, how, move) => {
    const made = await openCase()
    const { engine, cases, names } = made
    move(made)
    await expect(engine.call('charts.create', { name: '后' })).rejects.toMatchObject(moved(how))
    await expect(engine.call('case.verify', {})).rejects.toMatchObject(moved(how))
    await expect(engine.call('workspace.close', {})).rejects.toMatchObject(moved(how))
    await expect(engine.call('workspace.changePassphrase', { next: passphrase })).rejects.toMatchObject(
      moved(how),
    )
    // It is still open, as it was before the step that was refused.
    expect(await names()).toEqual(['前'])
    expect(await engine.call('workspace.close', { moved: 'save' })).toEqual({
      savedAs: '案.lzcase',
      snapshot: null,
    })
    expect(readdirSync(cases)).toEqual(['案.lzcase'])
    const { cases: listed } = await engine.call('workspace.read', {})
    const caseRef = listed.find(({ fileName, present }) => fileName === '案.lzcase' && present)?.caseRef ?? ''
    const saved = listed.filter(({ present }) => present).find((each) => each.caseRef !== caseRef) ?? {
      caseRef,
    }
    for (const ref of new Set([caseRef, saved.caseRef]))
      try {
        await engine.call('workspace.open', { caseRef: ref })
        break
      } catch {
        // What stands in its place is no case.
      }
    expect(await names()).toEqual(['前'])
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  },
)

describe('an encrypted case', () => {
  test('is saved encrypted under its passphrase, and nothing of it in clear', async () => {
    const { engine, path, cases, names, folder } = await openCase(passphrase)
    rmSync(path)
    await expect(engine.call('charts.create', { name: '后' })).rejects.toMatchObject(moved('gone'))
    writeFileSync(join(cases, '案.lzcase'), 'somebody’s')
    expect(await engine.call('workspace.close', { moved: 'save' })).toEqual({
      savedAs: '案 (2).lzcase',
      snapshot: null,
    })
    expect(filesWith(folder, ['被移走的案'])).toEqual([])
    const { cases: listed } = await engine.call('workspace.read', {})
    const caseRef = listed.find(({ fileName }) => fileName === '案 (2).lzcase')?.caseRef
    await expect(
      engine.call('workspace.open', { caseRef, passphrase: '不对的口令啊啊' }),
    ).rejects.toMatchObject({ code: 'wrong-passphrase' })
    await engine.call('workspace.open', { caseRef, passphrase })
    expect(await names()).toEqual(['前'])
    const { entries } = await engine.call('audit.list', { offset: 0, limit: 5 })
    expect(entries.map(({ action }) => action)).toContain('workspace.saveMoved')
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  })
})

test('moved back to its place, the case goes on', async () => {
  const { engine, path, names } = await openCase()
  renameSync(path, `${path}.x`)
  await expect(engine.call('charts.create', { name: '后' })).rejects.toMatchObject(moved('gone'))
  renameSync(`${path}.x`, path)
  await engine.call('charts.create', { name: '后' })
  expect((await names()).sort()).toEqual(['前', '后'].sort())
  expect(await engine.call('workspace.close', {})).toEqual({
    savedAs: null,
    snapshot: { kept: true, reason: null },
  })
})

test('given up, nothing is written anywhere; at the end of the program it is saved without asking', async () => {
  const { engine, path, cases } = await openCase()
  rmSync(path)
  expect(await engine.call('workspace.close', { moved: 'giveUp' })).toEqual({ savedAs: null, snapshot: null })
  expect([existsSync(path), readdirSync(cases)]).toEqual([false, []])
  const other = await openCase()
  rmSync(other.path)
  await other.engine.shutdown()
  expect(readdirSync(other.cases)).toEqual(['案.lzcase'])
})

test('a file that was cut off is told before the next step', async () => {
  const { engine, path } = await openCase()
  truncateSync(path, 8_192)
  await expect(engine.call('charts.create', { name: '后' })).rejects.toMatchObject({
    code: expect.stringMatching(/^(case-moved|case-damaged|io-error)$/) as string,
  })
  await expect(engine.call('workspace.close', {})).rejects.toMatchObject(moved('shorter'))
  await engine.call('workspace.close', { moved: 'giveUp' })
})
