/** The case file seen from outside: what it begins with, who may open it, and that nobody but the right person changes a byte. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { isLocal } from '../../electron/engine/store/caseFile.ts'
import { applicationId } from '../../electron/engine/store/caseFormat.ts'
import { formatVersion } from '../../electron/engine/store/migrations/index.ts'
import { caseFilesIn, filesWith, otherProcess, snapshot } from '../helpers/caseFiles.ts'
import { engineAt, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'

const passphrase = '办案口令一二三四'
interface Closed {
  readonly engine: Engine
  readonly folder: string
  readonly path: string
  readonly caseRef: string
}
/** A case with one chart, closed again. */
async function closedCase(secret: string | null, chartName = '图'): Promise<Closed> {
  const { engine, folder, casesFolder } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案件', passphrase: secret })
  await engine.call('charts.create', { name: chartName })
  await engine.call('workspace.close', {})
  const [listing] = (await engine.call('workspace.read', {})).cases
  return { engine, folder, path: join(casesFolder, '案件.lzcase'), caseRef: listing?.caseRef ?? '' }
}
const openGranted = (engine: Engine, path: string, secret?: string): Promise<unknown> =>
  engine.call('workspace.open', {
    place: engine.files.grant(path),
    ...(secret === undefined ? {} : { passphrase: secret }),
  })

describe('protection', () => {
  test('an encrypted case is unreadable from its first byte and tells its scheme in four', async () => {
    const { path } = await closedCase(passphrase)
    const bytes = readFileSync(path)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('LZC1')
    expect(bytes.includes(Buffer.from('SQLite format'))).toBe(false)
    expect(bytes.includes(Buffer.from('CREATE TABLE'))).toBe(false)
    expect(bytes.length % 4096).toBe(0)
  })

  test('a deliberately open case is an ordinary SQLite file with our application id', async () => {
    const { path } = await closedCase(null)
    const db = new Database(path, { readonly: true })
    expect([
      db.pragma('application_id', { simple: true }),
      db.pragma('user_version', { simple: true }),
      db.pragma('journal_mode', { simple: true }),
    ]).toEqual([applicationId, formatVersion, 'delete'])
    db.close()
  })

  test('at rest the case is one file and nothing lies beside it', async () => {
    const { folder } = await closedCase(passphrase)
    expect(caseFilesIn(join(folder, 'cases'))).toEqual(['案件.lzcase'])
  })

  test('content of an encrypted case is in no file in clear: not while it is open, not after closing, not in settings', async () => {
    const marker = 'ZZ标记6222021234567890123'
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    await engine.call('workspace.create', { name: '案件', passphrase })
    for (let number = 0; number < 50; number += 1)
      await engine.call('charts.create', { name: `${marker} ${number}` })
    expect(existsSync(join(folder, 'cases', '案件.lzcase-wal'))).toBe(true)
    expect(filesWith(folder, [marker, passphrase])).toEqual([])
    await engine.call('workspace.close', {})
    expect(filesWith(folder, [marker, passphrase])).toEqual([])
    // The search itself finds what is in clear.
    writeFileSync(join(folder, 'clear.txt'), marker)
    expect(filesWith(folder, [marker])).toEqual(['/clear.txt'])
  })

  test('the same passphrase opens whether its letters come composed or not', async () => {
    const { engine, caseRef } = await closedCase('Mémoire secrète'.normalize('NFC'))
    await expect(
      engine.call('workspace.open', { caseRef, passphrase: 'Mémoire secrète'.normalize('NFD') }),
    ).resolves.toMatchObject({ encrypted: true })
  })

  test('a passphrase of eight characters is enough, one of seven is not, counted as a person counts', async () => {
    const { engine, casesFolder } = await temporaryEngine({ withoutCase: true })
    // Rare characters are two units of UTF-16 each.
    await expect(
      engine.call('workspace.create', { name: '短', passphrase: '𠮷𠮷𠮷𠮷𠮷𠮷𠮷' }),
    ).rejects.toMatchObject({ code: 'weak-passphrase', details: { least: 8, found: 7 } })
    expect(readdirSync(casesFolder)).toEqual([])
    await expect(
      engine.call('workspace.create', { name: '够', passphrase: '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷' }),
    ).resolves.toMatchObject({ encrypted: true })
  })
})

describe('what is refused keeps its bytes', () => {
  const tries = process.env['LZ_LONG'] === '1' ? 20 : 3
  test('wrong passphrases', async () => {
    const { engine, folder, caseRef } = await closedCase(passphrase)
    const before = snapshot(join(folder, 'cases'))
    for (let attempt = 0; attempt < tries; attempt += 1) {
      await expect(
        engine.call('workspace.open', { caseRef, passphrase: `错误口令错误口令${attempt}` }),
      ).rejects.toMatchObject({ code: 'wrong-passphrase' })
    }
    expect(snapshot(join(folder, 'cases'))).toEqual(before)
    await engine.call('workspace.open', { caseRef, passphrase })
  })

  test('things that are no case file, each by its content and not by its name', async () => {
    const { path } = await closedCase(null)
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    const foreign = new Database(join(folder, 'foreign.lzcase'))
    foreign.exec('CREATE TABLE t (x)')
    foreign.close()
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    writeFileSync(join(folder, 'empty.lzcase'), '')
    writeFileSync(join(folder, 'text.lzcase'), '一份文本'.repeat(1000))
    writeFileSync(join(folder, 'picture.lzcase'), Buffer.concat([png, Buffer.alloc(5000)]))
    writeFileSync(join(folder, 'header.lzcase'), readFileSync(path).subarray(0, 16))
    writeFileSync(
      join(folder, 'garbage.lzcase'),
      Buffer.concat([readFileSync(path).subarray(0, 16), Buffer.alloc(8192, 7)]),
    )
    const before = snapshot(folder)
    for (const name of ['foreign', 'empty', 'text', 'picture', 'header', 'garbage']) {
      await expect(
        openGranted(engine, join(folder, `${name}.lzcase`), passphrase),
        name,
      ).rejects.toMatchObject({ code: 'not-a-case-file' })
    }
    await expect(openGranted(engine, join(folder, 'gone.lzcase'))).rejects.toMatchObject({
      code: 'case-not-found',
    })
    await expect(openGranted(engine, folder)).rejects.toMatchObject({ code: 'not-a-case-file' })
    expect(snapshot(folder)).toEqual(before)
  })

  test('a case of a newer format, open or encrypted by a newer scheme', async () => {
    const { engine, folder, path } = await closedCase(null)
    const raw = new Database(path)
    raw.pragma(`user_version = ${formatVersion + 1}`)
    raw.close()
    const sealed = await closedCase(passphrase)
    const bytes = readFileSync(sealed.path)
    bytes.write('LZC2', 0, 'latin1')
    writeFileSync(sealed.path, bytes)
    const before = [snapshot(folder), snapshot(sealed.folder)]
    await expect(openGranted(engine, path)).rejects.toMatchObject({
      code: 'case-newer',
      details: { found: formatVersion + 1, known: formatVersion },
    })
    await expect(openGranted(engine, sealed.path, passphrase)).rejects.toMatchObject({
      code: 'case-newer',
      details: { found: 'LZC2' },
    })
    expect([snapshot(folder), snapshot(sealed.folder)]).toEqual(before)
  })

  test('an encrypted case cut short', async () => {
    const { engine, folder, path, caseRef } = await closedCase(passphrase)
    truncateSync(path, 4096 * 3 + 100)
    const before = snapshot(folder)
    await expect(engine.call('workspace.open', { caseRef, passphrase })).rejects.toMatchObject({
      code: 'case-damaged',
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('a name that is taken, also by a file that is no case', async () => {
    const { engine, casesFolder } = await temporaryEngine({ withoutCase: true })
    writeFileSync(join(casesFolder, '案件.lzcase'), '别的东西')
    const before = snapshot(casesFolder)
    await expect(engine.call('workspace.create', { name: '案件', passphrase: null })).rejects.toMatchObject({
      code: 'case-exists',
    })
    expect(snapshot(casesFolder)).toEqual(before)
  })
})

describe('read-only', () => {
  test('a file that may not be written opens for reading: commands are refused, nothing is written beside it, no byte changes', async () => {
    const { engine, folder, path, caseRef } = await closedCase(passphrase)
    chmodSync(path, 0o444)
    const before = snapshot(join(folder, 'cases'))
    expect(await engine.call('workspace.open', { caseRef, passphrase })).toMatchObject({ readOnly: true })
    expect(await engine.call('charts.list', {})).toMatchObject([{ name: '图' }])
    expect(snapshot(join(folder, 'cases'))).toEqual(before)
    await expect(engine.call('charts.create', { name: '新' })).rejects.toMatchObject({
      code: 'case-read-only',
    })
    await expect(engine.call('history.undo', {})).rejects.toMatchObject({ code: 'case-read-only' })
    await expect(
      engine.call('workspace.changePassphrase', { current: passphrase, next: null }),
    ).rejects.toMatchObject({ code: 'case-read-only' })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('workspace.close', {})
    expect(snapshot(join(folder, 'cases'))).toEqual(before)
  })

  test('a case can be opened read-only by choice', async () => {
    const { engine, folder, caseRef } = await closedCase(null)
    const before = snapshot(join(folder, 'cases'))
    expect(await engine.call('workspace.open', { caseRef, readOnly: true })).toMatchObject({ readOnly: true })
    await engine.call('workspace.close', {})
    expect(snapshot(join(folder, 'cases'))).toEqual(before)
  })

  test('a case that was not closed properly says so where nothing can be written, and is put right where it can', async () => {
    const { engine, folder, path } = await closedCase(passphrase)
    await openGranted(engine, path, passphrase)
    await engine.call('charts.create', { name: '又一张' })
    const copy = temporaryFolder()
    for (const end of ['', '-wal']) copyFileSync(path + end, join(copy, `case.lzcase${end}`))
    chmodSync(join(copy, 'case.lzcase'), 0o444)
    const before = snapshot(copy)
    const other = engineAt(folder)
    await expect(openGranted(other, join(copy, 'case.lzcase'), passphrase)).rejects.toMatchObject({
      code: 'case-read-only',
      details: { reason: 'unfinished' },
    })
    expect(snapshot(copy)).toEqual(before)
    chmodSync(join(copy, 'case.lzcase'), 0o644)
    expect(await openGranted(other, join(copy, 'case.lzcase'), passphrase)).toMatchObject({
      readOnly: false,
      counts: { charts: 2 },
    })
    await other.call('workspace.close', {})
    expect(readdirSync(copy)).toEqual(['case.lzcase'])
  })
})

describe('one writer', () => {
  test('a second program is told who has the case, where and since when; after a power cut it may open it', async () => {
    const { engine, folder, caseRef } = await closedCase(null)
    const holder = otherProcess('holdCase.ts', folder, caseRef, '张三')
    expect(await holder.line()).toBe('open')
    const refused = {
      code: 'case-locked',
      details: { operator: '张三', host: hostname(), file: '案件.lzcase', sameMachine: true, byNote: false },
    }
    await expect(engine.call('workspace.open', { caseRef })).rejects.toMatchObject(refused)
    await expect(engine.call('workspace.open', { caseRef, readOnly: true })).rejects.toMatchObject(refused)
    // Not even by force, while the other one lives.
    await expect(engine.call('workspace.open', { caseRef, breakStaleLock: true })).rejects.toMatchObject({
      code: 'case-locked',
    })
    expect((await engine.call('workspace.read', {})).cases).toMatchObject([
      { lockedBy: `张三 @ ${hostname()}` },
    ])
    await holder.kill()
    expect((await engine.call('workspace.read', {})).cases).toMatchObject([{ lockedBy: null }])
    await engine.call('workspace.open', { caseRef })
    expect(await engine.call('charts.list', {})).toHaveLength(1)
    const second = otherProcess('holdCase.ts', folder, caseRef, '李四')
    expect(JSON.parse(await second.line())).toMatchObject({
      code: 'case-locked',
      details: { operator: '测试员' },
    })
  })

  test('of several programs that open a case at the same moment exactly one gets it', async () => {
    const { folder, caseRef } = await closedCase(null)
    const all = ['甲', '乙', '丙', '丁'].map((operator) =>
      otherProcess('holdCase.ts', folder, caseRef, operator),
    )
    const said = await Promise.all(all.map((program) => program.line()))
    expect(said.filter((line) => line === 'open')).toHaveLength(1)
    for (const line of said)
      if (line !== 'open')
        expect(JSON.parse(line)).toMatchObject({ code: 'case-locked', details: { file: '案件.lzcase' } })
    for (const program of all) await program.kill()
  })

  test('two engines of one process do not open the same case', async () => {
    const { engine, folder, caseRef } = await closedCase(null)
    await engine.call('workspace.open', { caseRef })
    const other = engineAt(folder)
    await expect(other.call('workspace.open', { caseRef })).rejects.toMatchObject({
      code: 'case-locked',
      details: { operator: '测试员' },
    })
    await engine.call('workspace.close', {})
    await other.call('workspace.open', { caseRef })
  })

  test('a note from another machine is asked about; who says it is stale gets in', async () => {
    const { engine, folder, caseRef } = await closedCase(null)
    const note = join(folder, 'cases', '.~lock.案件.lzcase#')
    writeFileSync(
      note,
      JSON.stringify({ operator: '王五', host: 'PC-07', pid: 4, at: '2024-05-01 10:02:00' }),
    )
    await expect(engine.call('workspace.open', { caseRef })).rejects.toMatchObject({
      code: 'case-locked',
      details: {
        operator: '王五',
        host: 'PC-07',
        since: '2024-05-01 10:02:00',
        sameMachine: false,
        byNote: true,
      },
    })
    expect(existsSync(note)).toBe(true)
    await engine.call('workspace.open', { caseRef, breakStaleLock: true })
    await engine.call('workspace.close', {})
    expect(existsSync(note)).toBe(false)
  })

  test.each([
    [
      'of a dead process of this machine lets in',
      { operator: '甲', host: hostname(), pid: 2 ** 22 + 1, at: '' },
      true,
    ],
    [
      // The number may be another program's by now; whoever really has the case holds SQLite's lock.
      'of a living process of this machine that does not hold the case lets in',
      { operator: '甲', host: hostname(), pid: 1, at: '' },
      true,
    ],
    ['that cannot be read keeps out', '{', false],
    ['with values of other types keeps out', { operator: 5, host: null, pid: 'x' }, false],
  ])('a note %s', async (_what, note, letsIn) => {
    const { engine, folder, caseRef } = await closedCase(null)
    writeFileSync(
      join(folder, 'cases', '.~lock.案件.lzcase#'),
      typeof note === 'string' ? note : JSON.stringify(note),
    )
    const opened = engine.call('workspace.open', { caseRef })
    if (letsIn) await expect(opened).resolves.toMatchObject({ readOnly: false })
    else await expect(opened).rejects.toMatchObject({ code: 'case-locked' })
  })

  test('write-ahead log only on local disks', () => {
    // f_type of ext4, tmpfs, NFS, CIFS, SMB2, FUSE, as in linux/magic.h.
    const types = {
      ext4: 0xef53,
      tmpfs: 0x01021994,
      nfs: 0x6969,
      cifs: 0xff534d42,
      smb2: 0xfe534d42,
      fuse: 0x65735546,
    }
    expect(
      Object.entries(types)
        .filter(([, type]) => isLocal('/case', () => type))
        .map(([name]) => name),
    ).toEqual(['ext4', 'tmpfs'])
    expect(isLocal('\\\\server\\share\\case.lzcase', () => 0)).toBe(false)
  })
})
