/** Snapshots of a case at its last closings: when one is kept, what it is, how it comes back, and what verification says of both files then. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { Engine, EngineOptions } from '../../electron/engine/index.ts'
import { boundedCopy } from '../../electron/engine/store/boundedCopy.ts'
import { createKeptSnapshots } from '../../electron/engine/workspace/caseSnapshots.ts'
import { headsInLog } from '../../electron/engine/workspace/keptHeads.ts'
import { snapshotsOf } from '../../electron/engine/workspace/snapshotFolder.ts'
import { filesWith } from '../helpers/caseFiles.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

const passphrase = '湖水清澈见底七号'
async function desk(options: Partial<EngineOptions> & { readonly encrypted?: boolean } = {}): Promise<{
  readonly engine: Engine
  readonly folder: string
  readonly root: string
  readonly caseId: string
  readonly path: string
  /** One change and a closing; what closing said. */
  round(name: string): Promise<unknown>
  open(): Promise<void>
}> {
  const { encrypted = false, ...own } = options
  const folder = temporaryFolder()
  let minute = 0
  const engine = engineAt(folder, { now: () => new Date(2026, 10, 30, 8, (minute += 1), 0), ...own })
  const secret = encrypted ? passphrase : null
  const info = await engine.call('workspace.create', { name: '夜航案', passphrase: secret })
  const path = join(folder, 'cases', '夜航案.lzcase')
  const open = async (): Promise<void> => {
    const caseRef = (await engine.call('workspace.read', {})).cases.find(
      ({ fileName }) => fileName === '夜航案.lzcase',
    )?.caseRef
    await engine.call('workspace.open', {
      ...(caseRef === undefined ? {} : { caseRef }),
      ...(secret === null ? {} : { passphrase: secret }),
    })
  }
  return {
    engine,
    folder,
    root: join(folder, 'cases', 'snapshots'),
    caseId: info.caseId,
    path,
    open,
    async round(name) {
      if ((await engine.call('workspace.read', {})).openCase === null) await open()
      await engine.call('charts.create', { name })
      return (await engine.call('workspace.close', {})).snapshot
    },
  }
}
const kept = { kept: true, reason: null }
const listed = async (engine: Engine) => (await engine.call('copies.list', {})).cases[0]
const charts = async (engine: Engine) => (await engine.call('charts.list', {})).map(({ name }) => name)

test('the last three closings that changed something are kept, readable by this user alone, and a closing without a change leaves none', async () => {
  const { engine, root, caseId, round, open } = await desk()
  for (const name of ['一', '二', '三', '四']) expect(await round(name)).toEqual(kept)
  await open()
  expect((await engine.call('workspace.close', {})).snapshot).toEqual({ kept: false, reason: 'unchanged' })
  // A view that is kept with its row is no change of the case.
  const found = await listed(engine)
  expect(found?.snapshots).toHaveLength(3)
  expect(found).toMatchObject({
    caseId,
    name: '夜航案',
    fileName: '夜航案.lzcase',
    present: true,
    skipped: null,
  })
  const folder = join(root, caseId)
  expect(readdirSync(folder)).toHaveLength(6)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  // Each is a case file of its own, closed, with what was in it then.
  const counts = snapshotsOf(root, caseId).map(({ path, note }) => {
    const db = new Database(path, { readonly: true })
    try {
      expect(db.prepare("SELECT count(*) FROM meta WHERE key = 'openedBy'").pluck().get()).toBe(0)
      expect(db.prepare('SELECT max(seq) FROM audit').pluck().get()).toBe(note.seq)
      return db.prepare('SELECT count(*) FROM charts').pluck().get()
    } finally {
      db.close()
    }
  })
  expect(counts).toEqual([4, 3, 2])
  for (const { snapshot } of found?.snapshots ?? [])
    expect(await engine.call('copies.check', { snapshot })).toEqual({ bytes: true, content: true, ok: true })
})

test('of an encrypted case the copy is encrypted under the same passphrase, and neither name nor word of it lies about', async () => {
  const { engine, folder, root, caseId, round, path } = await desk({ encrypted: true })
  expect(await round('密语图')).toEqual(kept)
  const [found] = snapshotsOf(root, caseId)
  expect(readFileSync(found?.path ?? '').equals(readFileSync(path))).toBe(true)
  expect(filesWith(folder, ['密语图'])).toEqual([])
  expect(filesWith(join(folder, 'cases', 'snapshots'), ['夜航'])).toEqual([])
  const [snapshot] = (await listed(engine))?.snapshots ?? []
  expect(snapshot).toMatchObject({ encrypted: true, state: 'whole', otherPassphrase: false })
  expect(await engine.call('copies.check', { snapshot: snapshot?.snapshot ?? '' })).toEqual({
    bytes: true,
    content: null,
    ok: true,
  })
  const back = await engine.call('copies.restore', { snapshot: snapshot?.snapshot ?? '' })
  expect(back).toMatchObject({ encrypted: true })
  await engine.call('workspace.open', { caseRef: back.caseRef, passphrase })
  expect(await charts(engine)).toEqual(['密语图'])
})

test('a restored snapshot is a file of its own beside the present one; both verify, and the older one says that it is older', async () => {
  const { engine, folder, round, open, path } = await desk()
  for (const name of ['一', '二', '三']) await round(name)
  const before = readFileSync(path)
  const middle = (await listed(engine))?.snapshots[1]
  const back = await engine.call('copies.restore', { snapshot: middle?.snapshot ?? '' })
  expect(back.fileName).toMatch(/^夜航案 @2026-11-30 08\.\d\d\.lzcase$/)
  const again = await engine.call('copies.restore', { snapshot: middle?.snapshot ?? '' })
  expect(again.fileName).toBe(back.fileName.replace('.lzcase', ' (2).lzcase'))
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(statSync(join(folder, 'cases', back.fileName)).mode & 0o777).toBe(0o600)
  const heads = async () => {
    const result = await engine.call('case.verify', {})
    const check = result.checks.find((each) => each.check === 'heads')
    return { ok: result.ok, findings: check?.findings, notes: check?.notes }
  }
  // Looked at before anything is written into it.
  await engine.call('workspace.open', { caseRef: back.caseRef, readOnly: true })
  expect(await charts(engine)).toEqual(['一', '二'])
  expect(await heads()).toMatchObject({ ok: true, findings: [], notes: [{ code: 'head-left-behind' }] })
  await engine.call('workspace.close', {})
  await engine.call('workspace.open', { caseRef: back.caseRef })
  expect(await heads()).toMatchObject({ ok: true, findings: [], notes: [{ code: 'head-left-behind' }] })
  const [entry] = await engine.call('audit.list', { offset: 0, limit: 1 }).then(({ entries }) => entries)
  expect(entry).toMatchObject({
    action: 'workspace.restore',
    params: { after: middle?.seq, taken: middle?.at },
  })
  // Both go on, each on its own.
  await engine.call('charts.create', { name: '另一条路' })
  await engine.call('workspace.close', {})
  await round('四')
  await open()
  expect(await heads()).toEqual({ ok: true, findings: [], notes: [] })
  await engine.call('workspace.close', {})
  await engine.call('workspace.open', { caseRef: back.caseRef })
  expect(await heads()).toMatchObject({ ok: true, findings: [], notes: [{ code: 'head-left-behind' }] })
  await engine.call('workspace.close', {})
  // The present file replaced by a snapshot by hand is not restored, and a state of the restored file that was cut off is missed.
  const copy = readFileSync(join(folder, 'cases', again.fileName))
  writeFileSync(path, copy)
  await open()
  expect(await heads()).toMatchObject({ ok: false, findings: [{ code: 'head-missing' }, {}, {}] })
})

test('states of a log are told apart by the branch they were kept on', () => {
  const head = (seq: number, hash: string, branch: string | null = null, why = 'closed') =>
    ({ seq, hash, at: '', branch, why }) as never
  const log =
    (...rows: readonly string[]) =>
    (wanted: { seq: number; hash: string }) =>
      rows[wanted.seq - 1] === wanted.hash
  const kept = [head(2, 'b'), head(3, 'c'), head(5, 'e'), head(4, 'R', 'R', 'restored'), head(6, 'F', 'R')]
  const names = (found: ReturnType<typeof headsInLog>) =>
    Object.values(found).map((heads) =>
      (heads as readonly { hash: string }[]).map(({ hash }) => hash).join(''),
    )
  // The case itself; it with its end cut off; the restored copy; that with its end cut off; with the restoring written by somebody else.
  expect(names(headsInLog(kept, [], log('a', 'b', 'c', 'd', 'e')))).toEqual(['', '', ''])
  expect(names(headsInLog(kept, [], log('a', 'b', 'c', 'd')))).toEqual(['e', '', ''])
  const restored = [{ seq: 4, hash: 'R' }]
  expect(names(headsInLog(kept, restored, log('a', 'b', 'c', 'R', 'E', 'F')))).toEqual(['', 'e', ''])
  expect(names(headsInLog(kept, restored, log('a', 'b', 'c', 'R', 'E')))).toEqual(['F', 'e', ''])
  expect(names(headsInLog(kept, restored, log('a', 'x', 'c', 'R', 'E', 'F')))).toEqual(['b', 'e', ''])
  expect(names(headsInLog(kept, [{ seq: 4, hash: 'X' }], log('a', 'b', 'c', 'X')))).toEqual(['', '', 'e'])
})

test('why none was kept is said: off, too large, no room beside others, too slow, and a file that cannot be made', async () => {
  const off = await desk()
  await off.engine.call('workspace.saveSettings', { snapshots: 0 })
  expect(await off.round('一')).toEqual({ kept: false, reason: 'off' })
  expect(existsSync(off.root)).toBe(false)

  const slow = await desk({ snapshotMilliseconds: -1 })
  expect(await slow.round('一')).toEqual({ kept: false, reason: 'slow' })
  expect(readdirSync(join(slow.root, slow.caseId))).toEqual(['skipped.json'])
  expect(await listed(slow.engine)).toMatchObject({ snapshots: [], skipped: { reason: 'slow' } })

  const blocked = await desk()
  mkdirSync(blocked.root, { recursive: true })
  writeFileSync(join(blocked.root, blocked.caseId), '')
  expect(await blocked.round('一')).toEqual({ kept: false, reason: 'failed' })

  // The limits of bytes, on the function below: the least a person can choose is too much for a test.
  const { engine, root, caseId, round, open } = await desk()
  await round('一')
  const size = snapshotsOf(root, caseId)[0]?.size ?? 0
  const rest = { path: '', readOnly: false, encryption: null }
  const limited = (limitBytes: number, id: string) =>
    createKeptSnapshots(root, () => ({ keeps: 3, limitBytes, milliseconds: 1e4, tell: false }), {
      now: () => '2026-11-30 09:00:00',
      program: 'test',
    }).keep({
      file: { ...rest, path: join(root, '..', '夜航案.lzcase') } as never,
      db: new Database(join(root, '..', '夜航案.lzcase'), { readonly: true }),
      caseId: id,
    })
  const other = 'b'.repeat(32)
  expect(await limited(size - 1, other)).toEqual({ kept: false, reason: 'too-large' })
  expect(await limited(size, other)).toEqual({ kept: false, reason: 'no-room' })
  await open()
  expect((await engine.call('workspace.close', {})).snapshot).toEqual({ kept: false, reason: 'unchanged' })
})

test('a copy whose bytes changed is found and not restored; one cut short shows; drafts and lone notes are none and are swept', async () => {
  const { engine, folder, root, caseId, round } = await desk()
  await round('一')
  await round('二')
  const [newest, oldest] = snapshotsOf(root, caseId)
  const bytes = readFileSync(newest?.path ?? '')
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(newest?.path ?? '', bytes)
  truncateSync(oldest?.path ?? '', (oldest?.size ?? 0) - 4096)
  const [first, second] = (await listed(engine))?.snapshots ?? []
  expect([first?.state, second?.state]).toEqual(['whole', 'cut'])
  for (const each of [first, second]) {
    const snapshot = each?.snapshot ?? ''
    expect(await engine.call('copies.check', { snapshot })).toMatchObject({ ok: false, bytes: false })
    await expect(engine.call('copies.restore', { snapshot })).rejects.toMatchObject({ code: 'case-damaged' })
  }
  expect(readdirSync(join(folder, 'cases')).sort()).toEqual(['snapshots', '夜航案.lzcase'])
  await expect(engine.call('copies.check', { snapshot: 'nothing' })).rejects.toMatchObject({
    code: 'copy-not-found',
  })
  const own = join(root, caseId)
  const litter = ['20260101-000000-9.json', '.20260101-000000-9.lzcase.0123456789ab.new']
  for (const name of litter) {
    appendFileSync(join(own, name), 'x')
    utimesSync(join(own, name), 0, 0)
  }
  expect((await listed(engine))?.snapshots).toHaveLength(2)
  engineAt(folder)
  for (const name of litter) expect(existsSync(join(own, name))).toBe(false)
  await engine.call('copies.remove', { snapshot: first?.snapshot ?? '' })
  await engine.call('copies.remove', { snapshot: second?.snapshot ?? '' })
  expect(existsSync(root)).toBe(false)
})

test('a case that gets a passphrase leaves no snapshot from before in clear, and what is taken off the list may take its snapshots along', async () => {
  const { engine, root, caseId, round, open } = await desk()
  await round('一')
  await open()
  await engine.call('workspace.changePassphrase', { next: passphrase })
  expect(snapshotsOf(root, caseId)).toEqual([])
  expect((await engine.call('workspace.close', {})).snapshot).toEqual(kept)
  const [listing] = (await engine.call('workspace.read', {})).cases
  expect(listing).toMatchObject({ snapshots: 1 })
  const caseRef = listing?.caseRef ?? ''
  await engine.call('workspace.open', { caseRef, passphrase })
  await engine.call('workspace.changePassphrase', { current: passphrase, next: `${passphrase}又` })
  expect((await listed(engine))?.snapshots).toMatchObject([{ encrypted: true }])
  await engine.call('workspace.close', {})
  expect((await listed(engine))?.snapshots.map((each) => each.otherPassphrase)).toEqual([false, true])
  await engine.call('workspace.forget', { caseRef, snapshots: true })
  expect(existsSync(root)).toBe(false)
})

test('a restored copy has snapshots of its own: what goes with the one file leaves those of the other, either way', async () => {
  for (const goes of ['first', 'copy'] as const) {
    const { engine, root, caseId, round } = await desk()
    await round('一')
    await round('二')
    const [newest] = snapshotsOf(root, caseId)
    const { caseRef } = await engine.call('copies.restore', { snapshot: newest?.ref ?? '' })
    await engine.call('workspace.open', { caseRef })
    await engine.call('charts.create', { name: '副本' })
    expect((await engine.call('workspace.close', {})).snapshot).toEqual(kept)
    expect(snapshotsOf(root, caseId)).toHaveLength(3)
    const listings = (await engine.call('workspace.read', {})).cases
    const copy = listings.find((one) => one.caseRef === caseRef)
    const first = listings.find((one) => one.caseRef !== caseRef)
    expect([copy, first].map((one) => [one?.snapshots, one?.ownSnapshots])).toEqual([
      [3, 1],
      [3, 2],
    ])
    const [gone, stays] = goes === 'first' ? [first, copy] : [copy, first]
    await engine.call('workspace.forget', { caseRef: gone?.caseRef ?? '', snapshots: true })
    expect(snapshotsOf(root, caseId).map(({ note }) => note.of)).toEqual(
      Array.from({ length: stays?.ownSnapshots ?? 0 }, () => stays?.caseRef),
    )
    // The last file of the case takes everything along.
    await engine.call('workspace.forget', { caseRef: stays?.caseRef ?? '', snapshots: true })
    expect(snapshotsOf(root, caseId)).toEqual([])
  }
})
test('a copy that closes often pushes out no snapshot of the file it came from', async () => {
  const { engine, root, caseId, round } = await desk()
  await engine.call('workspace.saveSettings', { snapshots: 1 })
  await round('一')
  const [first] = snapshotsOf(root, caseId)
  const { caseRef } = await engine.call('copies.restore', { snapshot: first?.ref ?? '' })
  for (const name of ['甲', '乙']) {
    await engine.call('workspace.open', { caseRef })
    await engine.call('charts.create', { name })
    await engine.call('workspace.close', {})
  }
  const found = snapshotsOf(root, caseId)
  expect(found).toHaveLength(2)
  expect(found.map(({ ref }) => ref)).toContain(first?.ref)
})

test.each([1, 3, 5] as const)(
  'a clock that went back takes the place of no newer state: %i kept',
  async (keeps) => {
    let now = new Date(2030, 0, 1, 8, 0, 0)
    const { engine, root, caseId, round, open } = await desk({ now: () => now })
    await engine.call('workspace.saveSettings', { snapshots: keeps })
    for (const name of ['一', '二', '三', '四']) {
      expect(await round(name)).toEqual(kept)
      now = new Date(now.getTime() + 60_000)
    }
    now = new Date(2026, 0, 1, 8, 0, 0)
    const newest = (): number => Math.max(...snapshotsOf(root, caseId).map(({ note }) => note.seq))
    for (const name of ['五', '六']) {
      const before = newest()
      expect(await round(name)).toEqual(kept)
      expect(newest()).toBeGreaterThan(before)
      expect(snapshotsOf(root, caseId)).toHaveLength(keeps)
      now = new Date(now.getTime() + 60_000)
      // Opened and closed with nothing done.
      await open()
      expect((await engine.call('workspace.close', {})).snapshot).toEqual({
        kept: false,
        reason: 'unchanged',
      })
    }
    // Both of the time after the jump stay as long as there is room for two.
    const after = snapshotsOf(root, caseId).filter(({ note }) => note.at.startsWith('2026'))
    expect(after).toHaveLength(Math.min(2, keeps))
  },
)

test('a snapshot in clear that cannot be taken away is said, and the case is open under its passphrase', async () => {
  const { engine, root, caseId, round, open } = await desk()
  for (const name of ['一', '二']) await round(name)
  const [newest, older] = snapshotsOf(root, caseId)
  // A folder of its name is no file that is removed.
  unlinkSync(newest?.path ?? '')
  mkdirSync(join(newest?.path ?? '', 'within'), { recursive: true })
  await open()
  await expect(engine.call('workspace.changePassphrase', { next: passphrase })).rejects.toThrow()
  expect(existsSync(older?.path ?? '')).toBe(false)
  expect((await engine.call('workspace.read', {})).openCase).toMatchObject({ encrypted: true })
  expect(await charts(engine)).toHaveLength(2)
  await engine.call('workspace.close', {})
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  await engine.call('workspace.open', { caseRef, passphrase })
  expect(await charts(engine)).toHaveLength(2)
})

test('a damaged case is closed like any other, and takes the place of no snapshot from before', async () => {
  const { engine, root, caseId, round, open, path } = await desk()
  for (const name of ['一', '二', '三']) await round(name)
  const before = snapshotsOf(root, caseId).map(({ note }) => note.seq)
  const db = new Database(path, { readonly: true })
  const page = Number(
    db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'saved_views'").pluck().get(),
  )
  db.close()
  const bytes = readFileSync(path)
  bytes.fill(0xff, (page - 1) * 4096, page * 4096)
  writeFileSync(path, bytes)
  await open()
  await engine.call('charts.create', { name: '四' })
  expect((await engine.call('workspace.close', {})).snapshot).toEqual({ kept: false, reason: 'damaged' })
  expect((await engine.call('workspace.read', {})).openCase).toBeNull()
  expect(snapshotsOf(root, caseId).map(({ note }) => note.seq)).toEqual(before)
})

test('an id in a case file that would name a path elsewhere names none', async () => {
  for (const evil of ['../../../evil', '/tmp/evil', 'A'.repeat(32)]) {
    const { engine, folder, root, round, open, path } = await desk()
    await round('一')
    const db = new Database(path)
    db.prepare("UPDATE meta SET value = ? WHERE key = 'caseId'").run(evil)
    db.close()
    await open()
    await engine.call('charts.create', { name: '二' })
    expect((await engine.call('workspace.close', {})).snapshot).toEqual({ kept: false, reason: null })
    expect(readdirSync(root)).toHaveLength(1)
    expect(readdirSync(join(folder, 'settings', 'case-heads'))).toHaveLength(1)
    expect(readdirSync(folder).sort()).toEqual(['cases', 'settings'])
  }
})

test('a copy is bounded in time and takes the name of nothing that is there', async () => {
  const folder = temporaryFolder()
  const from = join(folder, 'from')
  writeFileSync(from, Buffer.alloc(9 * 1024 * 1024, 7))
  const to = join(folder, 'to')
  expect(await boundedCopy(from, to, { milliseconds: -1 })).toBeNull()
  expect(readdirSync(folder)).toEqual(['from'])
  expect(await boundedCopy(from, to, { milliseconds: 60_000 })).toMatchObject({ size: 9 * 1024 * 1024 })
  expect(readFileSync(to).equals(readFileSync(from))).toBe(true)
  await expect(boundedCopy(from, to, { milliseconds: 60_000 })).rejects.toMatchObject({ code: 'EEXIST' })
  expect(existsSync(to)).toBe(true)
  expect(statSync(to).mode & 0o777).toBe(0o600)
})
