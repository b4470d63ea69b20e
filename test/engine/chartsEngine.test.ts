/** Charts over the real engine: imports that come and go, undo and redo, what a selection of rows brings. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const cards = ['6217008375367000751', '6225886058167522063', '6217004701050704934', '6228480586793134782']
// The first account pays the others 1, 2 and 3 times; the last payment failed.
const statement = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,交易是否成功,交易流水号',
  ...[
    [1, 500],
    [2, 300],
    [2, 300],
    [3, 20],
    [3, 20],
    [3, 20],
  ].map(
    ([to, amount], index) =>
      `${cards[0]},罗志华,2021-03-0${index + 1} 02:21:22,${amount}.00,出,${10_000 - index}.00,${cards[to ?? 0]},对手${to},成功,S${index}`,
  ),
  `${cards[0]},罗志华,2021-03-09 02:21:22,9999.00,出,1.00,${cards[3]},对手3,失败,S9`,
].join('\n')

async function withStatement() {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '流水.csv')
  writeFileSync(path, statement)
  const batch = await engine.call('import.run', { fileId: engine.files.grant(path) })
  const { chartId } = await engine.call('charts.create', { name: '资金' })
  return { engine, chartId, batchId: batch.batchId }
}
const labels = async (engine: Engine, chartId: number) =>
  (await engine.call('chart.read', { chartId })).nodes.map(({ label }) => label).toSorted()
const accountOf = async (engine: Engine, label: string) =>
  (await engine.call('entities.list', { kind: 'bankAccount', text: label, offset: 0, limit: 1 })).rows[0]
    ?.entityId ?? expect.fail(`no account ${label}`)

test('the rows of a filter bring their entities, the most linked first, and say how many were left out', async () => {
  const { engine, chartId } = await withStatement()
  const delta = await engine.call('chart.addFromRecords', {
    chartId,
    scope: { kind: 'transfer', filter: [{ field: 'amount', op: 'is', values: [30_000] }] },
    limit: 10,
  })
  expect(
    delta.nodes
      .filter(({ kind }) => kind === 'bankAccount')
      .map(({ label }) => label)
      .toSorted(),
  ).toEqual([cards[0], cards[2]].toSorted())
  const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 1 })
  const other = await engine.call('charts.create', { name: '一行' })
  const limited = await engine.call('chart.addFromRecords', {
    chartId: other.chartId,
    scope: { kind: 'transfer' },
    recordIds: [rows[0]?.recordId ?? 0],
    limit: 1,
  })
  expect({ nodes: limited.nodes.map(({ label }) => label), omitted: limited.omitted }).toEqual({
    nodes: [cards[0]],
    omitted: 1,
  })
})

test('an expansion shows real amounts: failed transfers are in none of them', async () => {
  const { engine, chartId } = await withStatement()
  const first = await accountOf(engine, cards[0] ?? '')
  await engine.call('chart.add', { chartId, entityIds: [first] })
  const delta = await engine.call('chart.expand', { chartId, entityId: first, limit: 2 })
  expect(
    delta.edges.map(({ amount, count }) => [amount, count]).toSorted((a, b) => (b[0] ?? 0) - (a[0] ?? 0)),
  ).toEqual([
    [60_000, 2],
    [50_000, 1],
  ])
  expect(delta.omitted).toBe(1)
})

test('undo takes an expansion with the places of what it brought back in one step; a layout after it is its own', async () => {
  const { engine, chartId } = await withStatement()
  const first = await accountOf(engine, cards[0] ?? '')
  await engine.call('chart.add', { chartId, entityIds: [first] })
  const before = await engine.call('chart.read', { chartId })
  const steps = (await engine.call('history.list', { limit: 100 })).entries.length
  const delta = await engine.call('chart.expand', { chartId, entityId: first, limit: 5 })
  expect((await engine.call('history.list', { limit: 100 })).entries.length).toBe(steps + 1)
  const expanded = await engine.call('chart.read', { chartId })
  expect(
    expanded.nodes.filter(({ entityId }) => delta.nodes.some((node) => node.entityId === entityId)),
  ).toEqual(delta.nodes)
  await engine.call('chart.place', {
    chartId,
    positions: delta.nodes.map(({ entityId }, index) => ({ entityId, x: index * 100, y: 7 })),
    by: 'layout',
  })
  const after = await engine.call('chart.read', { chartId })
  await engine.call('history.undo', {})
  expect(await engine.call('chart.read', { chartId })).toEqual(expanded)
  await engine.call('history.undo', {})
  expect(await engine.call('chart.read', { chartId })).toEqual(before)
  await engine.call('history.redo', {})
  await engine.call('history.redo', {})
  expect(await engine.call('chart.read', { chartId })).toEqual(after)
})

test('undoing an import empties the chart of its entities, redo brings them back where they stood', async () => {
  const { engine, chartId, batchId } = await withStatement()
  await engine.call('chart.addFromRecords', { chartId, scope: { kind: 'transfer' }, limit: 10 })
  const placed = (await engine.call('chart.read', { chartId })).nodes.map(({ entityId }, index) => ({
    entityId,
    x: index * 50,
    y: 3,
  }))
  await engine.call('chart.place', { chartId, positions: placed, by: 'hand' })
  const before = await engine.call('chart.read', { chartId })
  await engine.call('import.undo', { batchId })
  expect(await labels(engine, chartId)).toEqual([])
  await engine.call('import.redo', { batchId })
  const { nodes } = await engine.call('chart.read', { chartId })
  expect(nodes).toEqual(before.nodes)
})

test('a layout is one step that says which it was; a drag says none', async () => {
  const { engine, chartId } = await withStatement()
  const entityId = await accountOf(engine, cards[0] ?? '')
  await engine.call('chart.add', { chartId, entityIds: [entityId] })
  const at = (x: number) => [{ entityId, x, y: 1 }]
  await engine.call('chart.place', { chartId, positions: at(1), by: 'layout', way: 'lanes' })
  await engine.call('chart.place', { chartId, positions: at(2), by: 'hand', way: 'align' })
  await engine.call('chart.place', { chartId, positions: at(3), by: 'hand' })
  const { entries } = await engine.call('history.list', { limit: 3 })
  expect(entries.map(({ params }) => params['way'])).toEqual([undefined, 'align', 'lanes'])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId })).nodes[0]).toMatchObject({ x: 1, y: 1 })
})

test('the second line of an account is its holder', async () => {
  const { engine, chartId } = await withStatement()
  await engine.call('chart.add', {
    chartId,
    entityIds: [await accountOf(engine, cards[0] ?? ''), await accountOf(engine, cards[1] ?? '')],
  })
  expect(
    (await engine.call('chart.read', { chartId })).nodes
      .map(({ label, sublabel }) => [label, sublabel])
      .toSorted(),
  ).toEqual([
    [cards[0], '罗志华'],
    [cards[1], '对手1'],
  ])
})

test('the history says each step with the chart and what it was done to', async () => {
  const { engine, chartId } = await withStatement()
  const first = await accountOf(engine, cards[0] ?? '')
  await engine.call('chart.add', { chartId, entityIds: [first] })
  await engine.call('chart.note', { chartId, entityId: first, note: '收款主账户' })
  await engine.call('chart.hide', { chartId, entityIds: [first], hidden: true })
  const { entries } = await engine.call('history.list', { limit: 3 })
  expect(entries.map(({ action, params }) => [action, params['chart'], params['label']])).toEqual([
    ['chart.hide', '资金', cards[0]],
    ['chart.note', '资金', cards[0]],
    ['chart.add', '资金', cards[0]],
  ])
})

test('a command that changes nothing leaves no step to undo', async () => {
  const { engine, chartId } = await withStatement()
  const first = await accountOf(engine, cards[0] ?? '')
  await engine.call('chart.add', { chartId, entityIds: [first] })
  await engine.call('chart.settings', { chartId, settings: { layout: 'layered' } })
  const steps = (await engine.call('history.list', { limit: 100 })).entries.length
  await engine.call('chart.add', { chartId, entityIds: [first] })
  await engine.call('chart.expand', { chartId, entityId: first, limit: 0 })
  await engine.call('chart.hide', { chartId, entityIds: [first], hidden: false })
  await engine.call('chart.settings', { chartId, settings: { layout: 'layered' } })
  await engine.call('chart.note', { chartId, entityId: first, note: '' })
  await engine.call('charts.rename', { chartId, name: '资金' })
  expect((await engine.call('history.list', { limit: 100 })).entries.length).toBe(steps)
})
