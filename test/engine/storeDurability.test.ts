/** What is acknowledged stays, what is half done vanishes: under kill -9, a full disk, damaged bytes, and a passphrase being changed. */
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ReadDb, WriteDb } from '../../electron/engine/store/db.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import { connect } from '../../electron/engine/store/caseFile.ts'
import { deriveKey, readEncryption } from '../../electron/engine/store/caseFormat.ts'
import { AppError } from '../../shared/errors.ts'
import { caseFilesIn, otherProcess, snapshot } from '../helpers/caseFiles.ts'
import { cleanUpLater, engineAt, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { tamper } from '../helpers/tamper.ts'
import { nodesPerChart } from '../helpers/killed.ts'
import { tablesOf } from '../helpers/tables.ts'

const long = process.env['LZ_LONG'] === '1'
const passphrase = '办案口令一二三四'

describe('kill -9 in the middle of writing', () => {
  test.each([
    ['an open case', null, long ? 150 : 9],
    ['an encrypted case', passphrase, long ? 50 : 3],
  ])(
    '%s keeps every acknowledged command whole and nothing of the others',
    async (_what, secret, kills) => {
      // Nodes are counted as they stand in the file, whether or not their entities are there.
      const countNodes = ({ db }: { readonly db: ReadDb }): { kind: string; count: number }[] =>
        db
          .prepare<[], { kind: string; count: number }>(
            'SELECT chart_id AS kind, count(entity_id) AS count FROM charts LEFT JOIN chart_nodes USING (chart_id) GROUP BY chart_id',
          )
          .all()
      const { engine, folder } = await temporaryEngine({
        withoutCase: true,
        handlers: { ...handlers, 'entities.kinds': countNodes },
      })
      await engine.call('workspace.create', { name: '案件', passphrase: secret })
      await engine.call('workspace.close', {})
      const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
      let acknowledged = 0
      for (let kill = 0; kill < kills; kill += 1) {
        const writer = otherProcess('writeUntilKilled.ts', folder, caseRef, secret ?? '')
        // Another number of lines each time, odd ones end at `begin`: then a command is under way.
        for (let line = 0; line <= (kill * 7) % 12; line += 1)
          if ((await writer.line()).startsWith('done')) acknowledged += 1
        await writer.kill()
        await engine.call('workspace.open', secret === null ? { caseRef } : { caseRef, passphrase: secret })
        const charts = await engine.call('entities.kinds', {})
        expect(charts.length).toBeGreaterThanOrEqual(acknowledged)
        expect(charts.map((chart) => chart.count)).toEqual(charts.map(() => nodesPerChart))
        const { entries } = await engine.call('history.list', { limit: 100_000 })
        expect(entries).toHaveLength(charts.length)
        const audit = await engine.call('audit.list', { offset: 0, limit: 100_000 })
        expect(audit.entries.filter((entry) => entry.action === 'entities.note')).toHaveLength(charts.length)
        expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
        await engine.call('workspace.close', {})
        // What was committed but not yet acknowledged counts from now on.
        acknowledged = charts.length
      }
      expect(acknowledged).toBeGreaterThan(kills)
      expect(caseFilesIn(join(folder, 'cases'))).toEqual(['案件.lzcase'])
    },
    1_200_000,
  )
})

describe('no space left', () => {
  /** Puts a chart with many long notes in. */
  const fill = (db: WriteDb): void => {
    const add = db.prepare("INSERT INTO entity_notes VALUES (?, printf('%.*c', 4000, 'x'))")
    for (let entity = 1; entity <= 3000; entity += 1) add.run(entity)
  }
  const filling = {
    ...handlers,
    'entities.note': ({ db }: { readonly db: WriteDb }) => {
      fill(db)
      return null
    },
  }

  test('a command that does not fit is rolled back and said so; the case goes on', async () => {
    const { engine } = await temporaryEngine({
      handlers: {
        ...filling,
        'entities.kinds': ({ db }) => {
          db.prepare(
            `PRAGMA max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 100}`,
          ).get()
          return []
        },
      },
    })
    await engine.call('charts.create', { name: '前' })
    await engine.call('entities.kinds', {})
    const audit = await engine.call('audit.list', { offset: 0, limit: 1 })
    await expect(engine.call('entities.note', { entityId: 1, note: '' })).rejects.toMatchObject({
      code: 'disk-full',
    })
    expect(await engine.call('audit.list', { offset: 0, limit: 1 })).toEqual(audit)
    await engine.call('charts.create', { name: '后' })
    expect((await engine.call('charts.list', {})).map((chart) => chart.name).sort()).toEqual(['前', '后'])
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  })

  const disk = smallDisk()
  test.runIf(disk !== null)(
    'the same on a disk that is really full; closing and opening again finds what was there',
    async () => {
      const folder = disk ?? ''
      const engine = engineAt(temporaryFolder(), { handlers: filling, casesFolder: folder })
      await engine.call('workspace.create', { name: '案件', passphrase: null })
      await engine.call('charts.create', { name: '前' })
      await expect(engine.call('entities.note', { entityId: 1, note: '' })).rejects.toMatchObject({
        code: 'disk-full',
      })
      expect(await engine.call('charts.list', {})).toMatchObject([{ name: '前' }])
      await engine.call('workspace.close', {})
      const [listing] = (await engine.call('workspace.read', {})).cases
      await engine.call('workspace.open', { caseRef: listing?.caseRef })
      expect(await engine.call('charts.list', {})).toMatchObject([{ name: '前' }])
      expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
      await engine.call('workspace.close', {})
      // Making one more does not fit either, and leaves nothing. What the closing kept for the day that the file is damaged stays.
      const before = readdirSync(folder, { recursive: true }).map(String)
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(freeBytes(folder) - 200_000))
      await expect(
        engine.call('workspace.create', { name: '第二个', passphrase: null }),
      ).rejects.toMatchObject({ code: 'disk-full' })
      expect(before).toContain('案件.lzcase')
      expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(
        ['ballast', ...before].sort(),
      )
    },
  )
})

describe('a damaged file', () => {
  test('one bit turned in any page of an encrypted case is found, never read as something else', async () => {
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    await engine.call('workspace.create', { name: '案件', passphrase })
    for (let number = 0; number < 20; number += 1)
      await engine.call('charts.create', { name: `图 ${number}` })
    await engine.call('workspace.close', {})
    const path = join(folder, 'cases', '案件.lzcase')
    const encryption = readEncryption(path)
    const key = encryption === null ? null : await deriveKey(passphrase, encryption)
    const look = (file: string): { readonly health: unknown; readonly rows: unknown } => {
      const db = connect(file, { encryption, key, readOnly: true, mustExist: true })
      try {
        return {
          health: db.pragma('integrity_check(1)', { simple: true }),
          rows: orThrown(() => tablesOf(db)),
        }
      } finally {
        db.close()
      }
    }
    const whole = look(path)
    expect(whole.health).toBe('ok')
    const bytes = readFileSync(path)
    const copy = join(folder, 'damaged.lzcase')
    for (let page = 0; page < bytes.length / 4096; page += 1) {
      // Another place in each page; in the first one past the salt, which is no secret and has its own test.
      const at = page * 4096 + 16 + ((page * 997) % 4000)
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (page % 8))
      writeFileSync(copy, damaged)
      const seen = orThrown(() => look(copy))
      if (seen instanceof Error) continue
      expect(seen.health, `page ${page + 1}`).not.toBe('ok')
      // Rows that can still be read are the right ones.
      if (!(seen.rows instanceof Error)) expect(seen.rows).toEqual(whole.rows)
    }
  })

  test('opening or using it says that it is damaged, with the case closed again and its bytes kept', async () => {
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    await engine.call('workspace.create', { name: '案件', passphrase })
    await engine.call('workspace.close', {})
    const path = join(folder, 'cases', '案件.lzcase')
    const bytes = readFileSync(path)
    for (let page = 1; page < bytes.length / 4096; page += 1)
      bytes[page * 4096 + 100] = (bytes[page * 4096 + 100] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const before = snapshot(join(folder, 'cases'))
    const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
    await expect(engine.call('workspace.open', { caseRef, passphrase })).rejects.toMatchObject({
      code: 'case-damaged',
    })
    expect((await engine.call('workspace.read', {})).openCase).toBeNull()
    expect(snapshot(join(folder, 'cases'))).toEqual(before)
  })

  const byTheLog: ReadonlySet<string> = new Set(['log', 'rows', 'steps', 'derived', 'index'])
  test('verification names what is wrong in a case that opens', async () => {
    const { engine, folder } = await temporaryEngine()
    await engine.call('charts.create', { name: '图' })
    await engine.call('workspace.close', {})
    const path = join(folder, 'cases', '测试案件.lzcase')
    const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
    const tampered = async (sql: string): Promise<readonly unknown[]> => {
      const kept = readFileSync(path)
      tamper(path, sql)
      await engine.call('workspace.open', { caseRef, readOnly: true })
      const { checks } = await engine.call('case.verify', {})
      await engine.call('workspace.close', {})
      writeFileSync(path, kept)
      // What the log says besides is the business of `tamperings.test.ts`.
      return checks
        .filter(({ check, ok }) => !ok && !byTheLog.has(check))
        .map(({ check, detail }) => [check, detail])
    }
    expect(await tampered('SELECT 1')).toEqual([])
    expect(await tampered("UPDATE audit SET operator = '别人' WHERE seq = 3")).toEqual([['audit-chain', '3']])
    // The last row: what is left follows from its beginning, and only the state kept outside knows of it.
    expect(await tampered('DELETE FROM audit WHERE seq = 3')).toEqual([
      ['heads', expect.stringMatching(/^3 \/ /)],
    ])
    const original = `INSERT INTO originals VALUES (1, '${'0'.repeat(64)}', '流水.xlsx', '', 3, ''); INSERT INTO original_chunks VALUES (1, 0, x'616263');`
    expect(await tampered(original)).toEqual([['originals', '流水.xlsx']])
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    const right = original.replace(
      '0'.repeat(64),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
    expect(await tampered(right)).toEqual([])
    const sheet = `${right} INSERT INTO batches VALUES (1, 1, 'active', '', '', NULL, '', '', 0); INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, columns, read, skipped) VALUES (1, 1, 0, '明细', 0, '[]', 2, 2);
      INSERT INTO original_blocks (sheet_id, first_row, last_row, cells) VALUES (1, 1, 2, x'${deflateSync('[[1],[2,"合计"]]').toString('hex')}');
      INSERT INTO unrecorded_rows (sheet_id, row, outcome) VALUES (1, 1, 'skipped')`
    expect(await tampered(sheet)).toEqual([['reconciliation', '流水.xlsx / 明细']])
    expect(await tampered(`${sheet}, (1, 2, 'skipped')`)).toEqual([])
    // A row that nobody read, one in the place of another, and rows that can no longer be unpacked.
    for (const wrong of [
      `${sheet}, (1, 2, 'skipped'), (1, 3, 'header')`,
      `${sheet}, (1, 3, 'skipped')`,
      `${sheet}, (1, 2, 'skipped'); UPDATE original_blocks SET cells = substr(cells, 1, 8)`,
    ])
      expect(await tampered(wrong)).toEqual([['reconciliation', '流水.xlsx / 明细']])
    expect(await tampered('INSERT INTO chart_nodes (chart_id, entity_id) VALUES (77, 1)')).toEqual([
      ['references', 'chart_nodes.chart_id'],
    ])
    expect(
      await tampered(
        "INSERT INTO links (rule, kind, from_id, to_id, directed, count) VALUES ('a.b', 'x', 1, 2, 1, 1)",
      ),
    ).toEqual([['references', 'links.from_id']])
  })
})

describe('a new passphrase', () => {
  test('after the change only the new one opens, with the same rows; the old one opens copies made before', async () => {
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    const { caseId } = await engine.call('workspace.create', { name: '案件', passphrase })
    await engine.call('charts.create', { name: '图' })
    await engine.call('workspace.close', {})
    const path = join(folder, 'cases', '案件.lzcase')
    copyFileSync(path, join(folder, 'earlier.lzcase'))
    const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
    await engine.call('workspace.open', { caseRef, passphrase })
    await expect(
      engine.call('workspace.changePassphrase', { current: '不是这个口令啊啊', next: '新的办案口令一二' }),
    ).rejects.toMatchObject({ code: 'wrong-passphrase' })
    await expect(
      engine.call('workspace.changePassphrase', { next: '新的办案口令一二' }),
    ).rejects.toMatchObject({ code: 'passphrase-needed' })
    await expect(
      engine.call('workspace.changePassphrase', { current: passphrase, next: '短' }),
    ).rejects.toMatchObject({ code: 'weak-passphrase' })
    expect(
      await engine.call('workspace.changePassphrase', { current: passphrase, next: '新的办案口令一二' }),
    ).toMatchObject({ caseId, encrypted: true, counts: { charts: 1 } })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('workspace.close', {})
    expect(caseFilesIn(join(folder, 'cases'))).toEqual(['案件.lzcase'])
    await expect(engine.call('workspace.open', { caseRef, passphrase })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
    await engine.call('workspace.open', { caseRef, passphrase: '新的办案口令一二' })
    expect(
      (await engine.call('audit.list', { offset: 0, limit: 10 })).entries.map((entry) => entry.action),
    ).toContain('workspace.changePassphrase')
    await engine.call('workspace.close', {})
    expect(
      await engine.call('workspace.open', {
        place: engine.files.grant(join(folder, 'earlier.lzcase')),
        passphrase,
      }),
    ).toMatchObject({ caseId })
  })

  test.runIf(long)(
    'killed at any moment of the change, the old one or the new one opens the whole case',
    async () => {
      const { engine, folder } = await temporaryEngine({ withoutCase: true })
      await engine.call('workspace.create', { name: '案件', passphrase })
      await engine.call('charts.create', { name: '图' })
      await engine.call('workspace.close', {})
      const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
      const both = [passphrase, '新的办案口令一二']
      let changes = 0
      const timed = otherProcess('rekeyUntilKilled.ts', folder, caseRef, ...both)
      await timed.line()
      const from = performance.now()
      await timed.line()
      const duration = performance.now() - from
      await timed.kill()
      // One change is done for certain, another may be.
      const first = await engine.call('workspace.open', { caseRef, passphrase: both[1] ?? '' }).then(
        () => true,
        () => false,
      )
      if (first) {
        both.reverse()
        await engine.call('workspace.close', {})
      }
      for (let kill = 0; kill < Number(process.env['LZ_KILLS'] ?? 100); kill += 1) {
        const changer = otherProcess('rekeyUntilKilled.ts', folder, caseRef, ...both)
        await changer.line()
        // The moment within the change is what is tried here.
        await delay(((kill * 0.137) % 1) * duration * 1.3)
        await changer.kill()
        let opened = await engine
          .call('workspace.open', { caseRef, passphrase: both[0] ?? '' })
          .catch((error: unknown) => error)
        if (opened instanceof AppError) {
          expect(opened.code).toBe('wrong-passphrase')
          both.reverse()
          changes += 1
          opened = await engine.call('workspace.open', { caseRef, passphrase: both[0] ?? '' })
        }
        expect(opened).toMatchObject({ counts: { charts: 1 } })
        expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
        await engine.call('workspace.close', {})
      }
      expect(changes).toBeGreaterThan(0)
      // Drafts of changes that were cut short are cleared away by the next opening.
      expect(caseFilesIn(join(folder, 'cases'))).toEqual(['案件.lzcase'])
    },
    2_400_000,
  )

  test('an open case can be sealed and a sealed one opened up, without a clear copy left behind', async () => {
    const { engine, folder, info } = await temporaryEngine()
    await engine.call('charts.create', { name: 'ZZ标记' })
    expect(await engine.call('workspace.changePassphrase', { next: passphrase })).toMatchObject({
      encrypted: true,
      cipher: 'sqlcipher-4',
      caseId: info?.caseId,
    })
    await engine.call('workspace.close', {})
    const path = join(folder, 'cases', '测试案件.lzcase')
    expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe('LZC1')
    expect(readFileSync(path).includes(Buffer.from('ZZ标记'))).toBe(false)
    const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
    await engine.call('workspace.open', { caseRef, passphrase })
    expect(
      await engine.call('workspace.changePassphrase', { current: passphrase, next: null }),
    ).toMatchObject({ encrypted: false, cipher: null })
    await engine.call('workspace.close', {})
    expect(readFileSync(path).subarray(0, 6).toString('latin1')).toBe('SQLite')
    expect(await engine.call('workspace.open', { caseRef })).toMatchObject({ counts: { charts: 1 } })
    expect(readdirSync(join(folder, 'cases')).filter((name) => name.includes('.new'))).toEqual([])
  })
})

function orThrown<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
/** A file system of 4 MB in memory, where the test may mount one (as root on Linux); null elsewhere. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  cleanUpLater(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  mkdirSync(join(folder, 'cases'))
  return join(folder, 'cases')
}
function freeBytes(folder: string): number {
  return (
    Number(execFileSync('stat', ['-f', '-c', '%a', folder], { encoding: 'utf8' })) *
    Number(execFileSync('stat', ['-f', '-c', '%S', folder], { encoding: 'utf8' }))
  )
}
