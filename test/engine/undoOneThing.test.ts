/** Undo takes back what was done, and only that; how a chart is looked at is nobody's step. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handlers } from '../../electron/engine/handlers.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { temporaryEngine, type TemporaryEngine } from '../helpers/engine.ts'

const rows = [
  '交易卡号,交易户名,交易时间,收付标志,交易金额,对手账号,交易对手名称',
  '6217000000000001,罗志华,2022-02-07 10:00:00,进,100.00,6217000000000002,对手1',
  '6217000000000001,罗志华,2022-02-08 10:00:00,出,50.00,6217000000000003,对手2',
].join('\n')

const importFile = ({ engine, folder }: TemporaryEngine, name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return engine.call('import.run', { fileId: engine.files.grant(path) })
}
async function withTwoCharts() {
  const bench = await temporaryEngine()
  const { engine } = bench
  const { batchId } = await importFile(bench, '流水.csv', rows)
  const entities = (await engine.call('entities.list', { offset: 0, limit: 10 })).rows
  const one = (await engine.call('charts.create', { name: '甲' })).chartId
  const two = (await engine.call('charts.create', { name: '乙' })).chartId
  const entityId = entities[0]?.entityId ?? 0
  for (const chartId of [one, two]) await engine.call('chart.add', { chartId, entityIds: [entityId] })
  return { engine, batchId, one, two, entityId }
}
const layOut = (engine: Engine, chartId: number, entityId: number, x: number) =>
  engine.call('chart.place', { chartId, positions: [{ entityId, x, y: 5 }], by: 'layout' })
const settings = (layout: string): string => JSON.stringify({ layout })
const readChart = (engine: Engine, chartId: number) => engine.call('chart.read', { chartId })
const steps = async (engine: Engine) => (await engine.call('history.list', { limit: 100 })).entries
const auditRows = async (engine: Engine) => (await engine.call('audit.list', { offset: 0, limit: 1 })).total

test('import, layout, undo: the layout is taken back and the import stays', async () => {
  const bench = await temporaryEngine()
  const { engine } = bench
  await importFile(bench, '流水.csv', rows)
  const entityId = (await engine.call('entities.list', { offset: 0, limit: 1 })).rows[0]?.entityId ?? 0
  const { chartId } = await engine.call('charts.create', { name: '图', entityIds: [entityId] })
  const before = await readChart(engine, chartId)
  const again = await importFile(bench, '再来.csv', rows.replaceAll('2022', '2023'))
  await layOut(engine, chartId, entityId, 900)
  await engine.call('history.undo', {})
  expect((await readChart(engine, chartId)).nodes[0]).toMatchObject({ x: before.nodes[0]?.x ?? null })
  const batches = await engine.call('import.batches', {})
  expect(batches.find((batch) => batch.batchId === again.batchId)?.status).toBe('active')
})

test('a note and a layout are two steps', async () => {
  const { engine, one, entityId } = await withTwoCharts()
  await engine.call('entities.note', { entityId, note: '收款主账户' })
  await layOut(engine, one, entityId, 900)
  await engine.call('history.undo', {})
  expect((await engine.call('entities.read', { entityId })).note).toBe('收款主账户')
  expect((await steps(engine)).slice(0, 2).map(({ action, status }) => [action, status])).toEqual([
    ['chart.place', 'undone'],
    ['entities.note', 'done'],
  ])
})

test('layouts of two charts are taken back one at a time', async () => {
  const { engine, one, two, entityId } = await withTwoCharts()
  await layOut(engine, one, entityId, 900)
  await layOut(engine, two, entityId, 700)
  await engine.call('history.undo', {})
  expect((await readChart(engine, one)).nodes[0]?.x).toBe(900)
  expect((await readChart(engine, two)).nodes[0]?.x).not.toBe(700)
})

test('filters are kept with the chart without step, audit row or news, and undone steps stay to be redone', async () => {
  const { engine, one, entityId } = await withTwoCharts()
  await layOut(engine, one, entityId, 900)
  await engine.call('history.undo', {})
  const before = { steps: await steps(engine), audit: await auditRows(engine) }
  let news = 0
  engine.on('changed', () => {
    news += 1
  })
  const updatedAt = (await engine.call('charts.list', {}))[0]?.updatedAt
  for (const from of ['2022-01', '2022-02', '2022-03'])
    await engine.call('chart.settings', { chartId: one, settings: { from } })
  await engine.call('chart.settings', { chartId: one, settings: { minAmount: 500 } })
  expect((await readChart(engine, one)).settings).toMatchObject({ from: '2022-03', minAmount: 500 })
  expect({ steps: await steps(engine), audit: await auditRows(engine) }).toEqual(before)
  expect((await engine.call('charts.list', {}))[0]?.updatedAt).toBe(updatedAt)
  expect(news).toBe(0)
  await engine.call('history.redo', {})
  expect((await readChart(engine, one)).nodes[0]?.x).toBe(900)
})

test('undo neither brings an old filter back nor is stopped by a new one', async () => {
  const { engine, one, entityId } = await withTwoCharts()
  await engine.call('chart.settings', { chartId: one, settings: { minAmount: 1 } })
  await engine.call('chart.hide', { chartId: one, entityIds: [entityId], hidden: true })
  await engine.call('charts.rename', { chartId: one, name: '改' })
  await engine.call('chart.settings', { chartId: one, settings: { minAmount: 2 } })
  for (const settled of [2, 3]) {
    await engine.call('history.undo', {})
    await engine.call('history.undo', {})
    const chart = await readChart(engine, one)
    expect([chart.name, chart.nodes[0]?.hidden, chart.settings.minAmount]).toEqual(['甲', false, settled])
    await engine.call('history.redo', {})
    await engine.call('history.redo', {})
    expect((await readChart(engine, one)).settings.minAmount).toBe(settled)
    await engine.call('chart.settings', { chartId: one, settings: { minAmount: 3 } })
  }
})

test('a chart that comes back, by undo or by redo, is looked at as it last was', async () => {
  const { engine } = await temporaryEngine()
  const { chartId } = await engine.call('charts.create', { name: '图' })
  await engine.call('chart.settings', { chartId, settings: { minAmount: 1 } })
  await engine.call('history.undo', {})
  await engine.call('history.redo', {})
  expect((await readChart(engine, chartId)).settings.minAmount).toBe(1)
  await engine.call('charts.remove', { chartId })
  await engine.call('history.undo', {})
  expect((await readChart(engine, chartId)).settings.minAmount).toBe(1)
  await engine.call('chart.settings', { chartId, settings: { minAmount: 2 } })
  await engine.call('history.redo', {})
  await engine.call('history.undo', {})
  expect((await readChart(engine, chartId)).settings.minAmount).toBe(2)
})

test('a step from the time when filters were commands is still undone and redone', async () => {
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      // Leaves what an older program left: a step whose images hold the settings before and after.
      'search.index': (context) => {
        const step = { action: 'chart.settings', params: {}, topics: [] } as const
        context.write({ ...step, history: { batchId: null } }, (db) => {
          db.prepare("UPDATE charts SET settings = ?, updated_at = '2020-01-01 00:00:00'").run(
            settings('tree'),
          )
        })
        context.write(step, (db) => {
          db.prepare(
            "UPDATE history_rows SET before = json_set(before, '$.settings', ?), after = json_set(after, '$.settings', ?) WHERE history_id = (SELECT max(history_id) FROM history)",
          ).run(settings('circle'), settings('tree'))
        })
        return Promise.resolve({ sheets: 0 })
      },
    },
  })
  const { chartId } = await engine.call('charts.create', { name: '图' })
  await engine.call('search.index', {})
  expect((await readChart(engine, chartId)).settings.layout).toBe('layered')
  await engine.call('history.undo', {})
  expect((await readChart(engine, chartId)).settings.layout).toBe('circle')
  await engine.call('history.redo', {})
  expect((await readChart(engine, chartId)).settings.layout).toBe('layered')
})

test('a view method that writes more than view state is refused, and so is any in a case open read-only', async () => {
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'chart.settings': (context, args) => {
        if (args.settings.minAmount === 13)
          context.db.prepare("UPDATE charts SET name = 'x' RETURNING chart_id").get()
        return handlers['chart.settings'](context, args)
      },
    },
  })
  const { chartId } = await engine.call('charts.create', { name: '图' })
  await expect(engine.call('chart.settings', { chartId, settings: { minAmount: 13 } })).rejects.toMatchObject(
    { code: 'internal' },
  )
  expect(await readChart(engine, chartId)).toMatchObject({ name: '图', settings: { minAmount: null } })
  await engine.call('chart.settings', { chartId, settings: { minAmount: 7 } })
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  await engine.call('workspace.close', {})
  await engine.call('workspace.open', { caseRef, readOnly: true })
  await expect(engine.call('chart.settings', { chartId, settings: { minAmount: 8 } })).rejects.toMatchObject({
    code: 'case-read-only',
  })
  expect((await readChart(engine, chartId)).settings.minAmount).toBe(7)
})

test('a duplicated chart is the same chart: places, pins, notes, what is hidden, and its filters', async () => {
  const { engine, one, entityId } = await withTwoCharts()
  await engine.call('chart.place', { chartId: one, positions: [{ entityId, x: 3, y: 4 }], by: 'hand' })
  await engine.call('chart.note', { chartId: one, entityId, note: '注' })
  await engine.call('chart.hide', { chartId: one, entityIds: [entityId], hidden: true })
  await engine.call('chart.settings', { chartId: one, settings: { minAmount: 9, hiddenLinks: ['transfer'] } })
  const { chartId } = await engine.call('charts.duplicate', { chartId: one, name: '甲' })
  expect({ ...(await readChart(engine, chartId)), chartId: one }).toEqual(await readChart(engine, one))
})
