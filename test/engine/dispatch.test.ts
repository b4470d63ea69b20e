/** What query, command and job mean, with handlers of the test's own. */
import { expect, test } from 'vitest'
import type { AllHandlers, ReadingJobContext } from '../../electron/engine/core/context.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { throttleProgress } from '../../electron/engine/core/progress.ts'
import { AppError } from '../../shared/errors.ts'
import { temporaryEngine } from '../helpers/engine.ts'

async function engineWith(change: Partial<AllHandlers>): Promise<Engine> {
  return (await temporaryEngine({ handlers: { ...handlers, ...change } })).engine
}
interface Pause {
  readonly begun: Promise<void>
  readonly go: (error?: Error) => void
  readonly wait: () => Promise<void>
}
/** A place in the middle of a job where it waits for the test. */
function pause(): Pause {
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  return {
    begun: begun.promise,
    go: (error) => {
      if (error === undefined) go.resolve()
      else go.reject(error)
    },
    wait: () => {
      begun.resolve()
      return go.promise
    },
  }
}
/** An import that puts one chart in, waits, and puts in another. */
const slowImport = (middle: Pause): Partial<AllHandlers> => ({
  'import.run': (context) =>
    context.transaction(async (db) => {
      const add = db.prepare("INSERT INTO charts VALUES (?, 'import', '{}', '', '')")
      add.run(101)
      await middle.wait()
      add.run(102)
      return { value: {} as never, entry: { action: 'import.run', params: {}, topics: ['records'] } }
    }),
})
const runImport = (engine: Engine, signal?: AbortSignal): Promise<unknown> =>
  engine.call('import.run', { fileId: '0'.repeat(32) }, signal === undefined ? {} : { signal })
const chartIds = async (engine: Engine): Promise<readonly number[]> =>
  (await engine.call('charts.list', {})).map((chart) => chart.chartId).sort((one, other) => one - other)

test('while a job has its transaction open, queries see the case as it was and commands wait their turn', async () => {
  const middle = pause()
  const engine = await engineWith(slowImport(middle))
  await engine.call('charts.create', { name: '前' })
  const running = runImport(engine)
  await middle.begun
  const order: string[] = []
  const created = engine.call('charts.create', { name: '后' }).then((chart) => {
    order.push('command')
    return chart.chartId
  })
  expect(await chartIds(engine)).toEqual([1])
  expect(order).toEqual([])
  middle.go()
  await running.then(() => {
    order.push('import')
  })
  const after = await created
  expect(order).toEqual(['import', 'command'])
  expect(await chartIds(engine)).toEqual([1, 101, 102, after])
})

test('a job that throws in its transaction leaves the case as it was, and those who waited go on', async () => {
  const middle = pause()
  const engine = await engineWith(slowImport(middle))
  const audit = await engine.call('audit.list', { offset: 0, limit: 1 })
  const running = runImport(engine)
  await middle.begun
  const waiting = engine.call('charts.create', { name: '后' })
  middle.go(new AppError('file-not-table', 'broken off'))
  await expect(running).rejects.toMatchObject({ code: 'file-not-table' })
  const { chartId } = await waiting
  expect(await chartIds(engine)).toEqual([chartId])
  expect((await engine.call('audit.list', { offset: 0, limit: 1 })).total).toBe(audit.total + 1)
})

test('a job cancelled before its last row commits nothing, even when it did not look', async () => {
  const middle = pause()
  const engine = await engineWith(slowImport(middle))
  const controller = new AbortController()
  const running = runImport(engine, controller.signal)
  await middle.begun
  controller.abort()
  middle.go()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  expect(await chartIds(engine)).toEqual([])
})

test('two writing jobs run one after the other; one that waits can be cancelled', async () => {
  const middle = pause()
  let runs = 0
  const slow = slowImport(middle)['import.run']
  const engine = await engineWith({
    'import.run': (context, args) => {
      runs += 1
      return slow!(context, args)
    },
  })
  const first = runImport(engine)
  await middle.begun
  const controller = new AbortController()
  const second = runImport(engine, controller.signal)
  controller.abort()
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  expect(runs).toBe(1)
  middle.go()
  await first
})

const nothingFound = { ok: true, deep: false, checks: [], milliseconds: 0 } as const
test('a job that only reads runs beside a writing one and sees nothing of it', async () => {
  const middle = pause()
  const count = (context: ReadingJobContext): number =>
    context.db().prepare<[], number>('SELECT count(*) FROM charts').pluck().get() ?? -1
  const engine = await engineWith({
    ...slowImport(middle),
    'case.verify': (context) =>
      Promise.resolve({
        ...nothingFound,
        checks: [
          {
            check: 'integrity',
            ok: true,
            looked: count(context),
            detail: null,
            findings: [],
            further: 0,
            notes: [],
          },
        ],
      }),
  })
  const running = runImport(engine)
  await middle.begun
  expect((await engine.call('case.verify', {})).checks[0]?.looked).toBe(0)
  middle.go()
  await running
  expect((await engine.call('case.verify', {})).checks[0]?.looked).toBe(2)
})

test('closing the case in the middle of a job rolls it back', async () => {
  const middle = pause()
  const { engine } = await temporaryEngine({ handlers: { ...handlers, ...slowImport(middle) } })
  const running = runImport(engine)
  await middle.begun
  const closed = engine.call('workspace.close', {})
  middle.go()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  await closed
  const [listing] = (await engine.call('workspace.read', {})).cases
  await engine.call('workspace.open', { caseRef: listing?.caseRef })
  expect(await chartIds(engine)).toEqual([])
})

test('a job that does not look at its signal is waited for before the case is closed', async () => {
  const middle = pause()
  const engine = await engineWith({
    'case.verify': async (context) => {
      await middle.wait()
      context.db()
      return nothingFound
    },
  })
  const order: string[] = []
  const running = engine.call('case.verify', {}).then(() => {
    order.push('job')
  })
  await middle.begun
  const closed = engine.call('workspace.close', {}).then(() => {
    order.push('closed')
  })
  const next = engine.call('workspace.create', { name: '第二个', passphrase: null }).then(() => {
    order.push('created')
  })
  middle.go()
  await Promise.all([running, closed, next])
  expect(order).toEqual(['job', 'closed', 'created'])
})

test('after the engine has shut down every call is refused', async () => {
  const { engine } = await temporaryEngine()
  const reasons: string[] = []
  engine.on('stopped', ({ reason }) => {
    reasons.push(reason)
  })
  await engine.shutdown()
  expect(reasons).toEqual(['closed', 'shutdown'])
  await expect(engine.call('workspace.read', {})).rejects.toMatchObject({ code: 'engine-stopped' })
})

test('a disk that reports an error while writing closes the case, and the next opening reads what is there', async () => {
  const broken = { on: false }
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'charts.rename': (context, args) => {
        if (broken.on) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
        return handlers['charts.rename'](context, args)
      },
    },
  })
  const { chartId } = await engine.call('charts.create', { name: '一' })
  const reasons: string[] = []
  engine.on('stopped', ({ reason }) => {
    reasons.push(reason)
  })
  broken.on = true
  await expect(engine.call('charts.rename', { chartId, name: '二' })).rejects.toMatchObject({
    code: 'io-error',
  })
  expect(reasons).toEqual(['closed'])
  await expect(engine.call('charts.list', {})).rejects.toMatchObject({ code: 'no-case-open' })
  const [listing] = (await engine.call('workspace.read', {})).cases
  await engine.call('workspace.open', { caseRef: listing?.caseRef })
  expect(await engine.call('charts.list', {})).toMatchObject([{ name: '一' }])
})

test('progress is let through at most ten times a second, a new stage at once', () => {
  let now = 0
  const seen: number[] = []
  const report = throttleProgress(
    ({ done }) => {
      seen.push(done)
    },
    () => now,
  )
  // Every 10 ms for one second, from 0 to 1,000 ms.
  for (let step = 0; step <= 100; step += 1) {
    now = step * 10
    report({ stage: 'rows', done: step, total: null })
  }
  expect(seen).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  now += 10
  report({ stage: 'derive', done: 101, total: null })
  now += 10
  report({ stage: 'derive', done: 102, total: null })
  expect(seen.slice(11)).toEqual([101])
})
