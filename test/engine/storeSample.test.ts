/** A sample case is made from its spreadsheets by the real import, once, whole or not at all. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handlers } from '../../electron/engine/handlers.ts'
import type { AllHandlers } from '../../electron/engine/core/context.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

/** The two smallest files of the shipped piracy case that give people and sums. */
const files = ['01_涉案人员登记表.xlsx', '03_印刷订单台账.xlsx']
const name = '示例：小案'

function sampleEngine(
  change: Partial<AllHandlers> = {},
  also: readonly string[] = [],
): { readonly engine: Engine; readonly cases: string } {
  const folder = temporaryFolder()
  const sample = join(folder, 'samples', 'small')
  mkdirSync(sample, { recursive: true })
  for (const file of files)
    copyFileSync(new URL(`../../resources/samples/piracy/${file}`, import.meta.url), join(sample, file))
  writeFileSync(
    join(sample, 'sample.json'),
    JSON.stringify({
      id: 'small',
      nameZh: name,
      nameEn: 'Small',
      summaryZh: '',
      summaryEn: '',
      files: [...files, ...also],
    }),
  )
  mkdirSync(join(folder, 'samples', 'broken'))
  writeFileSync(join(folder, 'samples', 'broken', 'sample.json'), '{')
  return {
    engine: engineAt(folder, {
      samplesFolder: join(folder, 'samples'),
      handlers: { ...handlers, ...change },
    }),
    cases: join(folder, 'cases'),
  }
}

test('a sample is listed, made with a filled chart, and opened as it is the second time', async () => {
  const { engine } = sampleEngine()
  expect((await engine.call('workspace.read', {})).samples).toEqual([
    { id: 'small', nameZh: name, nameEn: 'Small', summaryZh: '', summaryEn: '', files: 2 },
  ])
  const stages = new Set<string>()
  const made = await engine.call(
    'workspace.openSample',
    { sample: 'small' },
    {
      onProgress: ({ stage }) => {
        stages.add(stage)
      },
    },
  )
  expect(stages).toContain('sample')
  expect(made).toMatchObject({ name, encrypted: false, counts: { originals: 2, charts: 1 } })
  // 39 people are in truth.json of the case; each has a row in the register.
  expect(await engine.call('tables.list', {})).toContainEqual(expect.objectContaining({ count: 39 }))
  const [chart] = await engine.call('charts.list', {})
  const { nodes, edges } = await engine.call('chart.read', { chartId: chart?.chartId ?? 0 })
  expect(nodes.length).toBeGreaterThan(1)
  expect(edges.length).toBeGreaterThan(0)
  await engine.call('charts.rename', { chartId: chart?.chartId ?? 0, name: '改过' })
  await engine.call('workspace.close', {})
  expect(await engine.call('workspace.openSample', { sample: 'small' })).toMatchObject({
    caseId: made.caseId,
  })
  expect(await engine.call('charts.list', {})).toMatchObject([{ name: '改过' }])
})

test('undoing every step of a sample leaves an empty case, redoing them brings the same figures', async () => {
  const { engine } = sampleEngine()
  const { counts } = await engine.call('workspace.openSample', { sample: 'small' })
  const first = (await engine.call('history.list', { limit: 100 })).entries.at(-1)
  const last = (await engine.call('history.list', { limit: 100 })).entries[0]
  await engine.call('history.undo', { to: first?.historyId })
  expect((await engine.call('workspace.read', {})).openCase?.counts).toMatchObject({
    records: 0,
    entities: 0,
    links: 0,
    charts: 0,
  })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  await engine.call('history.redo', { to: last?.historyId })
  expect((await engine.call('workspace.read', {})).openCase?.counts).toEqual(counts)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a sample that fails on the way is taken away again', async () => {
  const { engine, cases } = sampleEngine({}, ['nothing.xlsx'])
  await expect(engine.call('workspace.openSample', { sample: 'small' })).rejects.toMatchObject({
    name: 'AppError',
  })
  expect(readdirSync(cases)).toEqual([])
  expect((await engine.call('workspace.read', {})).openCase).toBeNull()
})

test('a sample that is cancelled on the way is taken away again', async () => {
  const controller = new AbortController()
  const { engine, cases } = sampleEngine({
    'import.run': async (context, args) => {
      const batch = await handlers['import.run'](context, args)
      controller.abort()
      return batch
    },
  })
  await expect(
    engine.call('workspace.openSample', { sample: 'small' }, { signal: controller.signal }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(cases)).toEqual([])
  expect((await engine.call('workspace.read', {})).openCase).toBeNull()
})

test('a sample that is not there is said so', async () => {
  const { engine } = sampleEngine()
  await expect(engine.call('workspace.openSample', { sample: 'broken' })).rejects.toMatchObject({
    code: 'case-not-found',
  })
})
