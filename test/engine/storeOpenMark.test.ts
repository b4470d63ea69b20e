/** A case file that was copied while it was open, without its log, says so; after a crash in its own place nothing is said. */
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type * as fs from 'node:fs'
import { connect } from '../../electron/engine/store/caseFile.ts'
import { lockNotePath } from '../../electron/engine/store/lockNote.ts'
import { readOpenMark } from '../../electron/engine/store/openMark.ts'
import { caseFilesIn, otherProcess, snapshot } from '../helpers/caseFiles.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { engineAt, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'

/** Whether the disk is to look like one across a network. */
const disk = vi.hoisted(() => ({ distant: false }))
vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof fs>()
  return {
    ...original,
    statfsSync: (...args: Parameters<typeof original.statfsSync>) =>
      disk.distant ? { ...original.statfsSync(...args), type: 0x6969 } : original.statfsSync(...args),
  }
})

const passphrase = '办案口令一二三四'
interface Open {
  readonly engine: Engine
  readonly folder: string
  readonly path: string
  readonly secret: string | null
}
/** A case with a chart that was closed with it, and a second one made since it was opened again. */
async function openCase(secret: string | null): Promise<Open> {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案件', passphrase: secret })
  await engine.call('charts.create', { name: '先' })
  await engine.call('workspace.close', {})
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
  await engine.call('workspace.open', { caseRef, ...(secret === null ? {} : { passphrase: secret }) })
  await engine.call('charts.create', { name: '后' })
  return { engine, folder, path: join(folder, 'cases', '案件.lzcase'), secret }
}
/** The file alone, as a file manager copies it. */
function copyAlone({ path }: Open): string {
  const copy = join(temporaryFolder(), '副本.lzcase')
  copyFileSync(path, copy)
  return copy
}
const withSecret = (secret: string | null) => (secret === null ? {} : { passphrase: secret })
const chartNames = async (engine: Open['engine']): Promise<readonly string[]> =>
  (await engine.call('charts.list', {})).map((chart) => chart.name).sort()
async function checksOf(engine: Open['engine']): Promise<unknown> {
  const { ok, checks } = await engine.call('case.verify', {})
  return [ok, checks.filter((check) => !check.ok).map(({ check, detail }) => [check, detail])]
}

describe.each([
  ['an open case', null],
  ['an encrypted case', passphrase],
])('%s, copied alone while it is open', (_what, secret) => {
  test('is refused by name, with what is known of the rest, and keeps its bytes', async () => {
    const open = await openCase(secret)
    const { auditSeq } = (await open.engine.call('workspace.read', {})).openCase ?? { auditSeq: 0 }
    const copy = copyAlone(open)
    const folder = join(copy, '..')
    const before = snapshot(folder)
    // A desk with its own list, and the one on which it was open last.
    const elsewhere = engineAt(temporaryFolder())
    const error: unknown = await elsewhere
      .call('workspace.open', {
        place: elsewhere.files.grant(copy, { writable: true }),
        ...withSecret(secret),
      })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'case-not-closed',
      details: {
        operator: '测试员',
        host: hostname(),
        folder: 'cases',
        log: '案件.lzcase-wal',
        // Of the second chart and its opening nothing is in the copy.
        seq: auditSeq - 2,
        knownSeq: null,
      },
    })
    expect(snapshot(folder)).toEqual(before)
    await open.engine.call('workspace.close', {})
    await expect(
      open.engine.call('workspace.open', {
        place: open.engine.files.grant(copy, { writable: true }),
        ...withSecret(secret),
      }),
    ).rejects.toMatchObject({
      code: 'case-not-closed',
      details: { seq: auditSeq - 2, knownSeq: auditSeq, knownAt: expect.any(String) as string },
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('can be read as it is: the page is told, and verification names it', async () => {
    const open = await openCase(secret)
    const copy = copyAlone(open)
    const before = snapshot(join(copy, '..'))
    const other = engineAt(temporaryFolder())
    const info = await other.call('workspace.open', {
      place: other.files.grant(copy, { writable: true }),
      readOnly: true,
      ...withSecret(secret),
    })
    expect(info).toMatchObject({ readOnly: true, incomplete: { afterSeq: info.auditSeq } })
    expect(await chartNames(other)).toEqual(['先'])
    expect(await checksOf(other)).toEqual([false, [['completeness', String(info.auditSeq)]]])
    await other.call('workspace.close', {})
    expect(snapshot(join(copy, '..'))).toEqual(before)
  })

  test('can be gone on with knowingly: that stands in the audit log, and verification goes on naming it', async () => {
    const open = await openCase(secret)
    const copy = copyAlone(open)
    const other = engineAt(temporaryFolder())
    const place = (): string => other.files.grant(copy, { writable: true })
    const info = await other.call('workspace.open', {
      place: place(),
      acceptIncomplete: true,
      ...withSecret(secret),
    })
    const afterSeq = info.incomplete?.afterSeq ?? 0
    const { entries } = await other.call('audit.list', { offset: 0, limit: 10 })
    expect(entries.find((entry) => entry.action === 'workspace.openIncomplete')).toMatchObject({
      seq: afterSeq + 1,
      params: { host: hostname(), after: afterSeq },
    })
    await other.call('charts.create', { name: '再' })
    await other.call('workspace.close', {})
    expect(readdirSync(join(copy, '..'))).toEqual(['副本.lzcase'])
    // Closed in order now, so it opens without a question, but not without the remark.
    expect(await other.call('workspace.open', { place: place(), ...withSecret(secret) })).toMatchObject({
      incomplete: { afterSeq },
    })
    expect(await chartNames(other)).toEqual(['先', '再'])
    expect(await checksOf(other)).toEqual([false, [['completeness', String(afterSeq)]]])
  })

  test.runIf(secret === null)('with its log beside it is whole, and nothing alarming is said', async () => {
    const open = await openCase(secret)
    const copy = copyAlone(open)
    copyFileSync(`${open.path}-wal`, `${copy}-wal`)
    const other = engineAt(temporaryFolder())
    expect(
      await other.call('workspace.open', {
        place: other.files.grant(copy, { writable: true }),
        ...withSecret(secret),
      }),
    ).toMatchObject({ incomplete: null })
    expect(await chartNames(other)).toEqual(['先', '后'].sort())
    expect(await checksOf(other)).toEqual([true, []])
    const { entries } = await other.call('audit.list', { offset: 0, limit: 1 })
    expect(entries).toMatchObject([{ action: 'workspace.openRecovered' }])
  })

  test.runIf(secret === null)(
    'after closing the mark is gone from the file, also after a new passphrase',
    async () => {
      const open = await openCase(secret)
      await open.engine.call('workspace.changePassphrase', { next: passphrase })
      await open.engine.call('workspace.changePassphrase', { current: passphrase, next: null })
      await open.engine.call('workspace.close', {})
      const db = connect(open.path, { encryption: null, key: null, readOnly: true, mustExist: true })
      expect(readOpenMark(db)).toBeNull()
      db.close()
      expect(caseFilesIn(join(open.folder, 'cases'))).toEqual(['案件.lzcase'])
    },
  )
})

test('killed at any moment of opening, writing and closing, a case that stays in its place opens without a question', async () => {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案件', passphrase: null })
  await engine.call('workspace.close', {})
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  const path = join(folder, 'cases', '案件.lzcase')
  for (let kill = 0; kill < (process.env['LZ_LONG'] === '1' ? 100 : 8); kill += 1) {
    const other = otherProcess('openAndClose.ts', folder, caseRef)
    await other.line()
    await new Promise((resolve) => {
      setTimeout(resolve, (kill * 13) % 60)
    })
    await other.kill()
    // Taken away at this moment, the file alone says so, or it was closed.
    const alone = connect(copyOf(path), { encryption: null, key: null, readOnly: false, mustExist: true })
    const marked = readOpenMark(alone) !== null
    alone.close()
    if (marked) expect(existsSync(`${path}-wal`)).toBe(true)
    expect(await engine.call('workspace.open', { caseRef })).toMatchObject({ incomplete: null })
    await engine.call('workspace.close', {})
  }
})
function copyOf(path: string): string {
  const copy = join(temporaryFolder(), basename(path))
  copyFileSync(path, copy)
  return copy
}

test('on a network disk there is no log: a copy taken while the case is open is named, a kill in its place is not', async () => {
  disk.distant = true
  try {
    const open = await openCase(null)
    expect(existsSync(`${open.path}-wal`)).toBe(false)
    const copy = copyAlone(open)
    const crashed = join(temporaryFolder(), '案件.lzcase')
    copyFileSync(open.path, crashed)
    copyFileSync(`${open.path}-journal`, `${crashed}-journal`)
    const other = engineAt(temporaryFolder())
    await expect(
      other.call('workspace.open', { place: other.files.grant(copy, { writable: true }) }),
    ).rejects.toMatchObject({ code: 'case-not-closed' })
    expect(
      await other.call('workspace.open', { place: other.files.grant(crashed, { writable: true }) }),
    ).toMatchObject({ incomplete: null })
    expect(await chartNames(other)).toEqual(['先', '后'].sort())
    await other.call('workspace.close', {})
    await open.engine.call('workspace.close', {})
    // There a note of this very machine is all that is known, and a person may say that it is stale.
    const note = lockNotePath(crashed)
    writeFileSync(
      note,
      JSON.stringify({ operator: '某', host: hostname(), pid: 1, at: '2026-11-01 08:00:00' }),
    )
    const place = () => other.files.grant(crashed, { writable: true })
    await expect(other.call('workspace.open', { place: place() })).rejects.toMatchObject({
      code: 'case-locked',
      details: { sameMachine: true, byNote: true },
    })
    await other.call('workspace.open', { place: place(), breakStaleLock: true })
    await other.call('workspace.close', {})
    expect(existsSync(note)).toBe(false)
    expect(caseFilesIn(join(open.folder, 'cases'))).toEqual(['案件.lzcase'])
  } finally {
    disk.distant = false
  }
})

test('another case is not collided with while it may lack steps', async () => {
  const open = await openCase(null)
  const copy = copyAlone(open)
  const { engine } = await temporaryEngine()
  await expect(
    engine.call('collision.cases', { cases: [{ place: engine.files.grant(copy) }] }),
  ).rejects.toMatchObject({ code: 'case-not-closed' })
})
