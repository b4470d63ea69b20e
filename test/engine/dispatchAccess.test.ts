/** What a handler may do with the case, by the kind and course of its method. */
import { expect, test } from 'vitest'
import type { AllHandlers } from '../../electron/engine/core/context.ts'
import type { ReadDb, WriteDb } from '../../electron/engine/store/db.ts'
import { addStep } from '../../electron/engine/store/history.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import { contract } from '../../shared/contract/index.ts'
import type { Method } from '../../shared/contract/define.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const smuggled = "INSERT INTO meta (key, value) VALUES ('smuggled', '1') RETURNING value"
const countSmuggled = (db: ReadDb): number =>
  db.prepare<[], number>("SELECT count(*) FROM meta WHERE key = 'smuggled'").pluck().get() ?? -1
const internal = (method: string) => ({ code: 'internal', details: { method, cause: 'SQLITE_READONLY' } })

/** An engine whose `entities.kinds` and `case.verify` try to write, and whose `charts.list` counts what came of it. */
function writingReaders(change: Partial<AllHandlers> = {}) {
  return temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': ({ db }) => {
        db.prepare(smuggled).get()
        return []
      },
      'case.verify': (context) => {
        context.db().prepare(smuggled).get()
        return Promise.resolve({ ok: true, deep: false, checks: [], milliseconds: 0 })
      },
      'charts.list': ({ db }) => [
        { chartId: countSmuggled(db), name: '', nodes: 0, absent: 0, updatedAt: '' },
      ],
      ...change,
    },
  })
}
const found = async ({ engine }: Awaited<ReturnType<typeof temporaryEngine>>): Promise<unknown> =>
  (await engine.call('charts.list', {}))[0]?.chartId

test('a query and a reading job that write are refused as faults of the program, and nothing is written', async () => {
  const bench = await writingReaders()
  await expect(bench.engine.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
  await expect(bench.engine.call('case.verify', {})).rejects.toMatchObject(internal('case.verify'))
  // The same after a command had its transaction, and after one that failed.
  await bench.engine.call('charts.create', { name: '图' })
  await expect(bench.engine.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
  await expect(bench.engine.call('charts.rename', { chartId: 99, name: '无' })).rejects.toMatchObject({
    code: 'chart-not-found',
  })
  await expect(bench.engine.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
  expect(await found(bench)).toBe(0)
})

test('a query may not write inside the transaction of the job that asks it, and the job goes on writing', async () => {
  const bench = await writingReaders({
    'search.index': async (context) => {
      await context.transaction(async (db) => {
        await expect(context.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
        db.prepare("INSERT INTO meta (key, value) VALUES ('written', '1')").run()
        return { value: null, entry: { action: 'test', params: {}, topics: [] } }
      })
      return { sheets: 0 }
    },
  })
  await bench.engine.call('search.index', {})
  expect(await found(bench)).toBe(0)
})

test('a query may not write while another call has its transaction open', async () => {
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const bench = await writingReaders({
    'search.index': async (context) => {
      await context.transaction(async () => {
        begun.resolve()
        await go.promise
        return { value: null, entry: { action: 'test', params: {}, topics: [] } }
      })
      return { sheets: 0 }
    },
  })
  const running = bench.engine.call('search.index', {})
  await begun.promise
  await expect(bench.engine.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
  go.resolve()
  await running
  expect(await found(bench)).toBe(0)
})

test('a case opened read-only says the same of a query that writes', async () => {
  const bench = await writingReaders()
  const caseRef = (await bench.engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  await bench.engine.call('workspace.close', {})
  await bench.engine.call('workspace.open', { caseRef, readOnly: true })
  await expect(bench.engine.call('entities.kinds', {})).rejects.toMatchObject(internal('entities.kinds'))
})

test('what reads cannot be handed to what writes', () => {
  // Held by the compiler: each line below must be an error, or the directive above it is one.
  const write = (db: WriteDb): unknown => db
  const read = (db: ReadDb): unknown => db
  const tries = (reading: ReadDb, writing: WriteDb) => {
    read(writing)
    // @ts-expect-error -- a reading connection is no writing one
    write(reading)
    // @ts-expect-error -- nor for a function of the store
    addStep(reading, { at: '', operator: '', action: '', params: {}, batchId: null }, [])
    // @ts-expect-error -- no statement of it can be run
    reading.prepare('DELETE FROM charts').run()
    // @ts-expect-error -- nor a text of several
    reading.exec('DELETE FROM charts')
  }
  const job: AllHandlers['quality.list'] = (context) => {
    // @ts-expect-error -- a job of the course `reads: true` has no transaction
    context.write({ action: '', params: {}, topics: [] }, () => undefined)
    return Promise.resolve([])
  }
  expect([tries, job]).toHaveLength(2)
})

test('the jobs that hold up other writing jobs are these, each for what it writes', () => {
  const writing = Object.entries<Method>(contract)
    .filter(([, { course }]) => course?.reads === false)
    .map(([name]) => name)
  const what: Record<string, string> = {
    'attachments.add': 'the bytes',
    'attachments.export': 'the audit row',
    'chart.copy': 'the audit row',
    'chart.export': 'the report row',
    'collision.again': 'the audit row of the looked-at cases',
    'collision.cases': 'the audit row of the looked-at cases',
    'collision.export': 'the report row',
    'exchange.write': 'the report row',
    'history.redo': 'the step',
    'history.undo': 'the step',
    'identity.exportPersons': 'the report row',
    'identity.suggest': 'the suggestions',
    'import.redo': 'the rows',
    'import.run': 'the rows',
    'import.undo': 'the rows',
    'lists.write': 'the report row',
    'records.export': 'the report row',
    'report.analysis': 'the report row',
    'report.document': 'the report row',
    'report.page': 'the report row',
    'report.workbook': 'the report row',
    'results.keep': 'the answer',
    'search.index': 'the index',
    'workspace.openSample': 'the whole case',
  }
  expect(writing.sort()).toEqual(Object.keys(what))
})
