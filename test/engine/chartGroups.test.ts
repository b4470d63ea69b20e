/** Groups made by hand on a chart: who stands in which, undone, copied, kept in snapshots; closed they are one node with the sums of the rows between. */
import { expect, test } from 'vitest'
import { chartToDraw } from '../../electron/engine/charts/chartToDraw.ts'
import { drawChart } from '../../electron/engine/charts/drawChart.ts'
import { groupHandlers } from '../../electron/engine/charts/groups.ts'
import { chartHandlers } from '../../electron/engine/charts/handlers.ts'
import { maskChart } from '../../electron/engine/report/model/redact.ts'
import { memoryCase } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { commandContext, seedEntities, seedLinks } from './chartsCase.ts'

async function personsOnChart() {
  const { engine } = await sampleEngine('piracy')
  const { rows } = await engine.call('entities.list', { kind: 'person', sort: 'links', offset: 0, limit: 6 })
  const ids = rows.map(({ entityId }) => entityId)
  const { chartId } = await engine.call('charts.create', { name: '组织', entityIds: ids })
  const groups = async (of = chartId) =>
    ((await engine.call('chart.read', { chartId: of })).groups ?? []).map(({ title, members }) => [
      title,
      members,
    ])
  return { engine, chartId, ids: ids.toSorted((one, other) => one - other), groups }
}

test('made, renamed, joined, left and dissolved, each one step; one stands in one group at most', async () => {
  const { engine, chartId, ids, groups } = await personsOnChart()
  const [a = 0, b = 0, c = 0, d = 0] = ids
  const made = await engine.call('groups.make', { chartId, title: '印刷', entityIds: [b, a] })
  const groupId = made.groupId ?? 0
  expect(made).toMatchObject({ groups: [{ title: '印刷', members: [a, b] }] })
  await engine.call('groups.make', { chartId, title: '销售', entityIds: [b, c, d] })
  expect(await groups()).toEqual([
    ['印刷', [a]],
    ['销售', [b, c, d]],
  ])
  await engine.call('groups.rename', { groupId, title: '印刷厂' })
  await engine.call('groups.add', { groupId, entityIds: [b] })
  await engine.call('groups.takeOut', { chartId, entityIds: [c] })
  expect(await groups()).toEqual([
    ['印刷厂', [a, b]],
    ['销售', [d]],
  ])
  // Nobody is left in it.
  expect((await engine.call('groups.takeOut', { chartId, entityIds: [d] })).groupId).toBeNull()
  await engine.call('groups.dissolve', { groupId })
  expect(await groups()).toEqual([])
  for (let step = 0; step < 4; step++) await engine.call('history.undo', {})
  expect(await groups()).toEqual([
    ['印刷厂', [a]],
    ['销售', [b, c, d]],
  ])
  for (let step = 0; step < 3; step++) await engine.call('history.undo', {})
  expect(await groups()).toEqual([])
  for (let step = 0; step < 2; step++) await engine.call('history.redo', {})
  expect(await groups()).toEqual([
    ['印刷', [a]],
    ['销售', [b, c, d]],
  ])
  await expect(engine.call('groups.rename', { groupId: 4711, title: 'x' })).rejects.toMatchObject({
    code: 'group-not-found',
  })
  await expect(
    engine.call('groups.make', { chartId, title: 'x', entityIds: [471_100] }),
  ).rejects.toMatchObject({ code: 'entity-not-found' })
  await expect(engine.call('groups.make', { chartId, title: 'x', entityIds: [] })).rejects.toMatchObject({
    code: 'invalid-arguments',
  })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('who is taken off the chart leaves their group; undo brings both back', async () => {
  const { engine, chartId, ids, groups } = await personsOnChart()
  const [a = 0, b = 0] = ids
  await engine.call('groups.make', { chartId, title: '二人', entityIds: [a, b] })
  await engine.call('chart.remove', { chartId, entityIds: [a] })
  expect(await groups()).toEqual([['二人', [b]]])
  await engine.call('chart.remove', { chartId, entityIds: [b] })
  expect(await groups()).toEqual([])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await groups()).toEqual([['二人', [a, b]]])
})

test('a copy has groups of its own, closed where they were; a snapshot puts them back as they were', async () => {
  const { engine, chartId, ids, groups } = await personsOnChart()
  const [a = 0, b = 0, c = 0] = ids
  const made = await engine.call('groups.make', { chartId, title: '甲', entityIds: [a, b] })
  const groupId = made.groupId ?? 0
  await engine.call('chart.settings', { chartId, settings: { closedGroups: [groupId] } })
  const copy = await engine.call('charts.duplicate', { chartId, name: '副本' })
  const read = await engine.call('chart.read', { chartId: copy.chartId })
  expect(read.groups).toMatchObject([{ title: '甲', members: [a, b] }])
  expect(read.groups?.[0]?.groupId).not.toBe(groupId)
  expect(read.settings.closedGroups).toEqual([read.groups?.[0]?.groupId])
  await engine.call('groups.dissolve', { groupId: read.groups?.[0]?.groupId ?? 0 })
  expect(await groups()).toEqual([['甲', [a, b]]])

  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '之前' })
  await engine.call('groups.dissolve', { groupId })
  await engine.call('groups.make', { chartId, title: '乙', entityIds: [b, c] })
  // The difference says which group went, which came, and who is in them.
  const { groups: differ } = await engine.call('chart.difference', {
    chartId,
    before: snapshotId,
    after: null,
  })
  expect(differ).toEqual([
    { state: 'added', title: '乙', joined: [b, c], left: [] },
    { state: 'gone', title: '甲', joined: [], left: [a, b] },
  ])
  await engine.call('snapshots.restore', { snapshotId })
  const [kept] = (await engine.call('chart.read', { chartId })).groups ?? []
  await engine.call('groups.rename', { groupId: kept?.groupId ?? 0, title: '甲组' })
  await engine.call('groups.add', { groupId: kept?.groupId ?? 0, entityIds: [c] })
  await engine.call('groups.takeOut', { chartId, entityIds: [a] })
  expect(
    (await engine.call('chart.difference', { chartId, before: snapshotId, after: null })).groups,
  ).toEqual([{ state: 'changed', title: '甲组', before: '甲', joined: [c], left: [a] }])
  for (let step = 0; step < 3; step++) await engine.call('history.undo', {})
  expect(await groups()).toEqual([['甲', [a, b]]])
  await engine.call('history.undo', {})
  expect(await groups()).toEqual([['乙', [b, c]]])
  expect((await engine.call('snapshots.read', { snapshotId })).reading.groups).toMatchObject([
    { title: '甲' },
  ])
  await engine.call('charts.remove', { chartId })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a new group is open, whatever number a closed one had', async () => {
  const { engine, chartId, ids } = await personsOnChart()
  const [a = 0, b = 0] = ids
  const { groupId } = await engine.call('groups.make', { chartId, title: '甲', entityIds: [a, b] })
  await engine.call('chart.settings', { chartId, settings: { closedGroups: [groupId ?? 0] } })
  await engine.call('groups.dissolve', { groupId: groupId ?? 0 })
  const next = await engine.call('groups.make', { chartId, title: '乙', entityIds: [a, b] })
  const { settings } = await engine.call('chart.read', { chartId })
  expect(settings.closedGroups).not.toContain(next.groupId)
})

test('a group follows its members through a merge and back', async () => {
  const { engine, chartId, ids, groups } = await personsOnChart()
  const [a = 0, b = 0, c = 0] = ids
  await engine.call('groups.make', { chartId, title: '甲', entityIds: [a, c] })
  await engine.call('groups.make', { chartId, title: '乙', entityIds: [b] })
  await engine.call('identity.merge', { entityIds: [a, b] })
  // They are one now, and in the older group.
  const merged = (await groups())[0]
  expect(merged?.[0]).toBe('甲')
  expect(await groups()).toHaveLength(1)
  await engine.call('history.undo', {})
  expect(await groups()).toEqual([
    ['甲', [a, c]],
    ['乙', [b]],
  ])
})

test('a picture draws a frame with its title, closed one node with the sum of what lies between; masked the title is masked too', () => {
  const db = memoryCase()
  seedEntities(db, 'person', ['罗志华', '闫秀玉', '秦文', '外人'], 1)
  seedLinks(db, [
    { from: 1, to: 4, amount: 100 },
    { from: 2, to: 4, amount: 30_000 },
    { from: 1, to: 2, amount: 7_777 },
  ])
  const context = commandContext(db)
  const { chartId } = chartHandlers['charts.create'](context, {
    name: '图',
    entityIds: [1, 2, 3, 4],
    settings: undefined,
    positions: [
      { entityId: 1, x: 0, y: 0 },
      { entityId: 2, x: 400, y: 0 },
      { entityId: 3, x: 0, y: 100 },
      { entityId: 4, x: 50, y: 50 },
    ],
  })
  const { groupId } = groupHandlers['groups.make'](context, {
    chartId,
    title: '印刷<组>',
    entityIds: [1, 2, 3],
  })
  const draw = (masked = false) => {
    const chart = chartToDraw(db, chartId, context.rows)
    return drawChart(masked ? maskChart(chart, () => '＊') : chart, { theme: 'light', language: 'zh-CN' }).svg
  }
  // One stands in the frame who does not belong.
  expect(draw()).toContain('印刷&lt;组&gt; · 3（框内另有 1 个非成员）')
  expect(draw(true)).not.toContain('印刷')
  chartHandlers['chart.settings'](context, { chartId, settings: { closedGroups: [groupId ?? 0] } })
  const closed = draw()
  expect(closed).toContain('印刷&lt;组&gt;')
  expect(closed).toContain('×3')
  expect(closed).not.toContain('闫秀玉')
  expect(closed).not.toContain('77.77')
  expect(draw(true)).not.toContain('印刷')
})
