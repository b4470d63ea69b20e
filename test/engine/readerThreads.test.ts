/** Questions answered in threads beside the engine's: the same answers, of one committed state, and nobody waits for one that is not needed any more. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, test } from 'vitest'
import { createReaders, type Answer } from '../../electron/engine/core/readers.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { stoppable, watchForStop } from '../../electron/engine/store/stopSign.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { cleanUpLater, engineAt, temporaryEngine } from '../helpers/engine.ts'
import { importCase, sample } from './importCase.ts'
import { utf8 } from './importFiles.ts'

const transfers = (rows: number, from = 0): Uint8Array =>
  utf8(
    [
      '本方账号,本方户名,交易时间,交易金额,收付标志,对手账号,对手户名,摘要,交易流水号',
      ...Array.from(
        { length: rows },
        (_, index) =>
          `621700837536700${1000 + (index % 7)},户${index % 7},2022-01-0${1 + (index % 9)} 10:00:${10 + (index % 50)},${index + 1}.50,${index % 2 === 0 ? '进' : '出'},622588405781929${8000 + (index % 11)},对手${index % 11},货款,S${from + index}`,
      ),
    ].join('\n'),
  )
const scope = { kind: 'transfer', filter: [] }
/** What the page asks about a table and about the case. */
async function answersOf(engine: Engine): Promise<readonly unknown[]> {
  const window = { scope, sort: [{ field: 'amount', descending: true }], offset: 3, limit: 5 }
  return [
    await engine.call('tables.list', {}),
    await engine.call('overview.read', {}),
    await engine.call('measures.list', {}),
    await engine.call('quality.list', {}),
    await engine.call('records.window', window),
    await engine.call('records.totals', { scope }),
    await engine.call('records.facet', { scope, field: 'counterName', limit: 6 }),
    await engine.call('records.histogram', { scope, field: 'amount', bins: 8 }),
    await engine.call('records.groups', { scope, by: [{ field: 'counterName' }], offset: 0, limit: 5 }),
    await engine.call('search.find', { text: '对手3', limit: 5 }),
  ]
}
const never = new AbortController().signal
const quietly = () => undefined

describe('answers', () => {
  test.each([null, '口令一二三四五六'])(
    'are those of the engine itself (passphrase: %s)',
    async (passphrase) => {
      const { engine, folder } = await temporaryEngine({ withoutCase: true, hosted: true })
      await engine.call('workspace.create', { name: '案', passphrase })
      await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
      const path = join(folder, '流水.csv')
      writeFileSync(path, transfers(600))
      await engine.call('import.run', { fileId: engine.files.grant(path) })
      const threaded = await answersOf(engine)
      const [{ caseRef } = { caseRef: '' }] = (await engine.call('workspace.read', {})).cases
      await engine.shutdown()
      const alone = engineAt(folder, { appVersion: 'another' })
      await alone.call('workspace.open', { caseRef, ...(passphrase === null ? {} : { passphrase }) })
      expect(await answersOf(alone)).toEqual(threaded)
      await alone.shutdown()
    },
  )

  test('are of the case as it is committed while an import is under way, and of the new one after it', async () => {
    const { engine, give } = await importCase({ hosted: true })
    await engine.call('import.run', { fileId: give('一.csv', transfers(500)) })
    const before = await answersOf(engine)
    let seen: () => void = () => undefined
    const first = new Promise<void>((resolve) => {
      seen = resolve
    })
    const run = engine.call(
      'import.run',
      { fileId: give('二.csv', transfers(6_000, 100_000)) },
      {
        onProgress: ({ stage }) => {
          if (stage === 'rows') seen()
        },
      },
    )
    await first
    await engine.call('import.pause', { paused: true })
    expect(await answersOf(engine)).toEqual(before)
    await engine.call('import.pause', { paused: false })
    await run
    expect((await engine.call('records.window', { scope, offset: 0, limit: 0 })).total).toBe(6_500)
    expect((await engine.call('tables.list', {})).map(({ count }) => count)).toEqual([6_500])
    expect((await engine.call('records.totals', { scope })).count).toBe(6_500)
  })

  test('of a case that is open read-only leave its file as it was', async () => {
    const { engine, folder, casesFolder } = await temporaryEngine({ hosted: true })
    await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
    await engine.call('workspace.close', {})
    const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
    const bytes = readFileSync(path)
    await engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true })
    const threaded = await answersOf(engine)
    await engine.shutdown()
    expect(readFileSync(path).equals(bytes)).toBe(true)
    const alone = engineAt(folder, { appVersion: 'another' })
    await alone.call('workspace.open', { place: alone.files.grant(path), readOnly: true })
    expect(await answersOf(alone)).toEqual(threaded)
  })

  test('come after the passphrase was changed, and the case closes and opens as one file', async () => {
    const { engine, casesFolder } = await temporaryEngine({ hosted: true })
    await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
    const before = await answersOf(engine)
    await engine.call('workspace.changePassphrase', { next: '口令一二三四五六' })
    expect(await answersOf(engine)).toEqual(before)
    await engine.call('workspace.close', {})
    expect(readdirSync(casesFolder).filter((name) => /-(?:wal|shm)$/u.test(name))).toEqual([])
  })
})

describe('a question', () => {
  test('that is taken back is answered with cancelled at once, and the next one is answered', async () => {
    const { engine, give } = await importCase({ hosted: true })
    await engine.call('import.run', { fileId: give('一.csv', transfers(4_000)) })
    const wanted = await engine.call('records.totals', { scope })
    const stop = new AbortController()
    const questions = ['counterName', 'summary', 'ownName', 'direction'].map((field) =>
      engine
        .call('records.facet', { scope, field, limit: 6 }, { signal: stop.signal })
        .catch((error: unknown) => error),
    )
    stop.abort()
    for (const answer of await Promise.all(questions)) expect(answer).toMatchObject({ code: 'cancelled' })
    expect(await engine.call('records.totals', { scope })).toEqual(wanted)
  })

  test('is left by SQLite within some thousand rows when nobody needs it any more', () => {
    const db: WriteDb = new Database(':memory:')
    cleanUpLater(() => {
      db.close()
    })
    db.exec(
      'CREATE TABLE rows (record_id INTEGER PRIMARY KEY, value INTEGER); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO rows SELECT i, i % 10 FROM n',
    )
    const count = () =>
      db
        .prepare<[], number>(`SELECT COUNT(*) FROM rows r WHERE ${stoppable(db, 'r.value = 3')}`)
        .pluck()
        .get()
    expect([stoppable(db, 'x'), count()]).toEqual(['x', 10_000])
    let looks = 0
    let wanted = Infinity
    watchForStop(db, () => {
      looks += 1
      if (looks > wanted) throw new Error('not wanted')
    })
    expect([count(), looks]).toEqual([10_000, 48])
    looks = 0
    wanted = 3
    expect(count).toThrow('not wanted')
    expect(looks).toBe(4)
  })
})

describe('a thread', () => {
  /** A thread that answers what it is told to be, waits, or ends. */
  const entry = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort, threadId } from 'node:worker_threads'
      parentPort.postMessage({ type: 'ready' })
      parentPort.on('message', ({ id, name }) => {
        if (name === 'end') process.exit(1)
        if (name !== 'wait') parentPort.postMessage({ type: 'value', id, value: name, state: String(threadId) })
      })`)}`,
  )
  const access = { path: '', file: null, readOnly: true, encryption: null }
  const call = { signal: never, progress: quietly }

  test('that ends takes its question with it, under a code of its own, and the next question has a new thread', async () => {
    const readers = createReaders(access, entry, { appVersion: '' })
    cleanUpLater(() => readers.close())
    const first: Answer = await readers.ask('rows', 'one', {}, call)
    const ended = readers.ask('rows', 'end', {}, call)
    const after = readers.ask('rows', 'two', {}, call)
    await expect(ended).rejects.toMatchObject({ code: 'thread-stopped' })
    expect((await after).value).toBe('two')
    expect((await after).state).not.toBe(first.state)
    expect(readers.works('rows')).toBe(true)
  })

  test('that does not come up is not asked again: the engine answers itself', async () => {
    const readers = createReaders(access, new URL('data:text/javascript,process.exit(1)'), { appVersion: '' })
    cleanUpLater(() => readers.close())
    await expect(readers.ask('rows', 'one', {}, call)).rejects.toMatchObject({ code: 'thread-stopped' })
    expect([readers.works('rows'), readers.works('figures')]).toEqual([false, true])
  })

  test('of one lane does not wait for that of another; closing ends what waits', async () => {
    const readers = createReaders(access, entry, { appVersion: '' })
    const waiting = readers.ask('figures', 'wait', {}, call)
    const behind = readers.ask('figures', 'one', {}, call)
    expect((await readers.ask('rows', 'two', {}, call)).value).toBe('two')
    const ends = [waiting, behind].map((question) => question.catch((error: unknown) => error))
    await readers.close()
    for (const end of await Promise.all(ends)) expect(end).toMatchObject({ code: 'no-case-open' })
    await expect(readers.ask('rows', 'one', {}, call)).rejects.toMatchObject({ code: 'no-case-open' })
  })
})

describe('a case file that is moved while it is open', () => {
  test.each(['taken away', 'replaced by another case'])(
    '%s: every question is answered by the case that is open, whichever thread had not begun yet',
    async (how) => {
      const { engine, folder } = await temporaryEngine({ hosted: true })
      const path = join(folder, '流水.csv')
      writeFileSync(path, transfers(60))
      await engine.call('import.run', { fileId: engine.files.grant(path) })
      const cases = join(folder, 'cases')
      const [name = ''] = readdirSync(cases).filter((file) => file.endsWith('.lzcase'))
      const other = await temporaryEngine()
      await other.engine.call('workspace.close', {})
      const [empty = ''] = readdirSync(other.casesFolder).filter((file) => file.endsWith('.lzcase'))
      for (const ending of ['', '-wal', '-shm'])
        if (readdirSync(cases).includes(name + ending))
          renameSync(join(cases, name + ending), join(folder, `weg${ending}`))
      if (how !== 'taken away') renameSync(join(other.casesFolder, empty), join(cases, name))
      const [tables, , , , window, totals, , , , found] = await answersOf(engine)
      expect(tables).toMatchObject([{ kind: 'transfer', count: 60 }])
      expect(window).toMatchObject({ rows: { length: 5 } })
      expect(totals).toMatchObject({ count: 60 })
      expect(JSON.stringify(found)).toContain('对手3')
      await engine.call('workspace.close', { moved: 'giveUp' })
    },
  )
})
