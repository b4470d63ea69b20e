/** Assumed links stand on one chart that says it is a hypothesis; nothing that counts or walks links knows of them. */
import { expect, test } from 'vitest'
import { chartToDraw } from '../../electron/engine/charts/chartToDraw.ts'
import { drawChart } from '../../electron/engine/charts/drawChart.ts'
import { assumptionHandlers } from '../../electron/engine/charts/assumptions.ts'
import { chartHandlers } from '../../electron/engine/charts/handlers.ts'
import { memoryCase } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { commandContext, seedEntities, seedLinks } from './chartsCase.ts'

test('a copy assumes what its original does not; figures, paths and other charts stay as they were; each step can be undone', async () => {
  const { engine } = await sampleEngine('piracy')
  const { rows } = await engine.call('entities.list', { kind: 'person', sort: 'links', offset: 0, limit: 4 })
  const ids = rows.map(({ entityId }) => entityId)
  const [one = 0, two = 0] = ids
  const { chartId } = await engine.call('charts.create', { name: '组织', entityIds: ids })
  await expect(
    engine.call('assumptions.add', { chartId, fromId: one, toId: two, directed: true, label: '上下级' }),
  ).rejects.toMatchObject({ code: 'chart-not-hypothesis' })
  const figures = async () => ({
    measures: await engine.call('measures.list', {}),
    path: await engine.call('paths.find', { from: one, to: ids[3] ?? 0 }),
    links: await engine.call('links.list', { sort: 'count', offset: 0, limit: 50 }),
    chart: await engine.call('chart.read', { chartId }),
  })
  const before = await figures()
  const copy = await engine.call('charts.hypothesis', { chartId, name: '组织（假设）' })
  expect(copy).toMatchObject({ hypothesis: true, origin: { chartId, name: '组织' } })
  const args = { chartId: copy.chartId, fromId: one, toId: two, directed: true, label: '上下级' }
  const { assumptionId } = await engine.call('assumptions.add', args)
  await expect(engine.call('assumptions.add', { ...args, toId: 4711 })).rejects.toMatchObject({
    code: 'entity-not-found',
  })
  const read = await engine.call('chart.read', { chartId: copy.chartId })
  expect(read.assumed).toMatchObject([{ assumptionId, fromId: one, toId: two, label: '上下级' }])
  expect({ nodes: read.nodes, edges: read.edges }).toEqual({
    nodes: before.chart.nodes,
    edges: before.chart.edges,
  })
  expect(await figures()).toEqual(before)
  const difference = await engine.call('chart.difference', {
    chartId: copy.chartId,
    before: null,
    after: null,
  })
  expect(difference).toMatchObject({
    nodes: [],
    lines: [],
    assumed: [{ state: 'added', label: '上下级', directed: true }],
  })
  await engine.call('assumptions.edit', {
    assumptionId,
    directed: false,
    label: '同一人控制',
    note: '据证言',
  })
  await engine.call('assumptions.remove', { assumptionId })
  expect((await engine.call('chart.read', { chartId: copy.chartId })).assumed).toBeUndefined()
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId: copy.chartId })).assumed).toMatchObject([
    { label: '上下级', note: '' },
  ])
  // A copy of it assumes the same and is a hypothesis too.
  const again = await engine.call('charts.duplicate', { chartId: copy.chartId, name: '再一份' })
  expect(again.hypothesis).toBe(true)
  expect((await engine.call('chart.read', { chartId: again.chartId })).assumed).toHaveLength(1)
  await engine.call('charts.remove', { chartId: copy.chartId })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a picture draws it dotted with its word and says in the legend that it counts for nothing', () => {
  const db = memoryCase()
  seedEntities(db, 'person', ['罗志华', '闫秀玉'], 1)
  seedLinks(db, [{ from: 1, to: 2, amount: 100 }])
  const context = commandContext(db)
  const plain = chartHandlers['charts.create'](context, {
    name: '图',
    entityIds: [1, 2],
    settings: undefined,
  })
  const draw = (chartId: number) =>
    drawChart(chartToDraw(db, chartId, commandContext(db).rows), { theme: 'light', language: 'zh-CN' }).svg
  expect(draw(plain.chartId)).not.toContain('假设')
  const { chartId } = chartHandlers['charts.hypothesis'](context, { chartId: plain.chartId, name: '假设图' })
  assumptionHandlers['assumptions.add'](context, {
    chartId,
    fromId: 2,
    toId: 1,
    directed: true,
    label: '受其<指使>',
    note: '',
  })
  const drawn = draw(chartId)
  expect(drawn).toContain('假设：受其&lt;指使&gt;')
  expect(drawn).toContain('点线 = 假设（1 条），不是材料所载，不计入任何数字')
})

test('it follows its ends through a merge and back, and is drawn once both stand for others', async () => {
  const { engine } = await sampleEngine('piracy')
  const { rows } = await engine.call('entities.list', { kind: 'person', sort: 'links', offset: 0, limit: 3 })
  const [one = 0, two = 0, three = 0] = rows.map(({ entityId }) => entityId)
  const { chartId } = await engine.call('charts.create', { name: '图', entityIds: [one, two, three] })
  const copy = await engine.call('charts.hypothesis', { chartId, name: '假设' })
  await engine.call('assumptions.add', {
    chartId: copy.chartId,
    fromId: one,
    toId: three,
    directed: false,
    label: '同伙',
  })
  await engine.call('identity.merge', { entityIds: [one, two], note: '' })
  const { nodes, assumed } = await engine.call('chart.read', { chartId: copy.chartId })
  const merged = nodes.find(({ members }) => members === 2)?.entityId
  expect(assumed).toMatchObject([{ fromId: merged, toId: three }])
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId: copy.chartId })).assumed).toMatchObject([
    { fromId: one, toId: three },
  ])
})
