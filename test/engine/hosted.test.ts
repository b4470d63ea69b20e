/** The engine in a thread of its own, with readers beside it, as hosts with pages run it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { contract, type MethodName } from '../../shared/contract/index.ts'
import { laneOf } from '../../electron/engine/readerLanes.ts'
import { openHostedEngine } from '../../electron/engine/index.ts'
import { cleanUpLater, parserEntry, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { utf8 } from './importFiles.ts'

const statement = (rows: number): Uint8Array =>
  utf8(
    [
      '本方账号,本方户名,交易时间,交易金额,收付标志,对手账号,对手户名,交易流水号',
      ...Array.from(
        { length: rows },
        (_, index) =>
          `6217008375367001007,甲,2022-01-01 10:00:00,${index + 1}.50,出,62258840578192${9000 + (index % 11)},乙,S${index}`,
      ),
    ].join('\n'),
  )
const scope = { kind: 'transfer', filter: [] }

test('every query has a lane, and nothing that writes has', () => {
  const names = Object.keys(contract) as MethodName[]
  const without = names.filter((name) => contract[name].kind === 'query' && laneOf(name, {}) === null)
  expect(without).toEqual([])
  const writing = names.filter(
    (name) => ['command', 'view'].includes(contract[name].kind) && laneOf(name, {}) !== null,
  )
  expect(writing).toEqual([])
})

test('questions of every lane are answered while the engine writes one long step', async () => {
  const { engine, folder } = await temporaryEngine({ hosted: true })
  const path = join(folder, '流水.csv')
  const rows = 20_000
  writeFileSync(path, statement(rows))
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const questions = [
    () => engine.call('records.window', { scope, offset: rows - 10, limit: 5 }),
    () => engine.call('charts.list', {}),
    () => engine.call('records.totals', { scope }),
    () => engine.call('search.find', { text: '甲', limit: 3 }),
    () => engine.call('history.list', { limit: 5 }),
  ]
  // Their threads start with the first questions; the one of small questions is given its time.
  await Promise.all(questions.map((ask) => ask()))
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  const order: string[] = []
  const step = engine
    .call('records.replace', { scope, field: 'counterName', text: '丙' })
    .finally(() => order.push('step'))
  await Promise.all(
    questions.map(async (ask, index) => {
      await ask()
      order.push(String(index))
    }),
  )
  await step
  expect(order.at(-1)).toBe('step')
  expect(order.length).toBe(questions.length + 1)
  // Asked after the step has ended, each lane sees it.
  expect((await engine.call('history.list', { limit: 1 })).entries[0]?.action).toBe('records.replace')
  expect(
    (await engine.call('records.facet', { scope, field: 'counterName', limit: 3 })).values.map(
      ({ value }) => value,
    ),
  ).toEqual(['丙'])
})

test('a result of a collision is asked of the engine, which holds it, and so are the rows behind it', async () => {
  const { engine, folder } = await temporaryEngine({ hosted: true })
  const path = join(folder, '流水.csv')
  const rows = 2_000
  writeFileSync(path, statement(rows))
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  const value = '622588405781929003'
  const { resultId } = await engine.call('collision.tables', {
    left: { list: { text: value } },
    right: { scope: { kind: 'transfer' }, field: 'counterAccount' },
  })
  const { rows: values } = await engine.call('collision.values', { resultId, offset: 0, limit: 100 })
  expect(values.filter(({ state }) => state === 'both').map((line) => line.value)).toEqual([value])
  const behind = await engine.call('records.window', {
    scope: { kind: 'transfer', collision: { resultId, side: 'right', value } },
    offset: 0,
    limit: 1,
  })
  expect(behind.total).toBe(Math.floor((rows - 4) / 11) + 1)
})

test('wrong calls are refused as the engine does, and a cancelled one ends with cancelled', async () => {
  const { engine, folder } = await temporaryEngine({ hosted: true })
  await expect(engine.call('records.window', { scope: 3 } as never)).rejects.toMatchObject({
    code: 'invalid-arguments',
  })
  await expect(engine.call('no.such' as never, {} as never)).rejects.toMatchObject({ code: 'unknown-method' })
  const path = join(folder, '流水.csv')
  writeFileSync(path, statement(2_000))
  const controller = new AbortController()
  const stages: string[] = []
  const run = engine.call(
    'import.run',
    { fileId: engine.files.grant(path) },
    {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        stages.push(stage)
        controller.abort()
      },
    },
  )
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  expect(stages.length).toBeGreaterThan(0)
  expect(await engine.call('import.batches', {})).toEqual([])
  await engine.shutdown()
  await expect(engine.call('charts.list', {})).rejects.toMatchObject({ code: 'engine-stopped' })
})

test('a thread that ends by itself refuses what waits, and the host is told', async () => {
  const died = vi.fn()
  const folder = temporaryFolder()
  const engine = openHostedEngine({
    casesFolder: join(folder, 'cases'),
    settingsFolder: join(folder, 'settings'),
    samplesFolder: folder,
    parserEntry,
    appVersion: 'test',
    threadEntry: new URL(
      'data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.once("message", () => process.exit(1))',
    ),
    died,
  })
  cleanUpLater(() => engine.shutdown())
  await expect(engine.call('workspace.read', {})).rejects.toMatchObject({ code: 'engine-stopped' })
  expect(died).toHaveBeenCalledTimes(1)
  await expect(engine.call('workspace.read', {})).rejects.toMatchObject({ code: 'engine-stopped' })
})

test.runIf(process.platform === 'linux')(
  'a thread that gives way has a higher nice value than the process',
  async () => {
    const { Worker } = await import('node:worker_threads')
    const url = new URL('../../electron/engine/core/priority.ts', import.meta.url).href
    const worker = new Worker(
      new URL(
        `data:text/javascript,${encodeURIComponent(`
        import { parentPort } from 'node:worker_threads'
        import { getPriority } from 'node:os'
        import { readlinkSync } from 'node:fs'
        import { giveWay } from '${url}'
        const own = () => getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)))
        const before = own()
        giveWay(0)
        const same = own()
        giveWay(before + 3)
        parentPort.postMessage([same - before, own() - before])`)}`,
      ),
    )
    const [same, after] = await new Promise<readonly number[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    await worker.terminate()
    expect([same, after]).toEqual([0, 3])
  },
)
