import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { expect, test } from 'vitest'
import { chartHandlers } from '../../electron/engine/charts/handlers.ts'
import { AppError } from '../../shared/errors.ts'
import { commandContext, seedEntities, seedLinks } from './chartsCase.ts'
import { emptyCase } from './factsCase.ts'
import { queryContext } from '../helpers/rows.ts'

/** Persons 1…4, accounts 11…13: 1 pays 11 twice as one link and 12; 11 and 12 pay 13; 1 also holds 11; 2 calls 1 without a known direction. */
function smallCase() {
  const db = emptyCase()
  seedEntities(db, 'person', ['罗志华', '崔雪', '闫秀玉', '孟立家'], 1)
  seedEntities(db, 'bankAccount', ['6217008375367000751', '6225886058167522063', '6217004742334934'], 11)
  seedLinks(db, [
    { from: 1, to: 11, amount: 500_00, count: 2 },
    { from: 1, to: 11, kind: 'holds' },
    { from: 1, to: 12, amount: 900_00 },
    { from: 2, to: 1, kind: 'calls', directed: false, count: 45 },
    { from: 11, to: 13, amount: 100_00 },
    { from: 12, to: 13, amount: 200_00 },
    { from: 13, to: 13, amount: 1_00 },
  ])
  const context = commandContext(db)
  const { chartId } = chartHandlers['charts.create'](context, { name: '全链条关系', entityIds: [1] })
  return { db, context, chartId }
}
const ids = (nodes: readonly { readonly entityId: number }[]) => nodes.map((node) => node.entityId)
const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'nothing thrown'
}

test('a whole chart holds its nodes and every link among them, links of different kinds apart', () => {
  const { db, context, chartId } = smallCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [11, 13] })
  const chart = chartHandlers['chart.read'](context, { chartId })
  expect(chart.name).toBe('全链条关系')
  expect(
    chart.nodes.map(({ entityId, degree, shown, amount }) => ({ entityId, degree, shown, amount })),
  ).toEqual([
    { entityId: 1, degree: 3, shown: 1, amount: 500_00 },
    { entityId: 11, degree: 2, shown: 2, amount: 600_00 },
    { entityId: 13, degree: 2, shown: 1, amount: 101_00 },
  ])
  expect(chart.edges.map(({ fromId, toId, linkKind, count }) => [fromId, toId, linkKind, count])).toEqual([
    [1, 11, 'transfer', 2],
    [1, 11, 'holds', 1],
    [11, 13, 'transfer', 1],
    [13, 13, 'transfer', 1],
  ])
  expect(chartHandlers['charts.list'](queryContext(db))).toEqual([
    { chartId, name: '全链条关系', nodes: 3, absent: 0, updatedAt: '2026-11-23 10:00:00' },
  ])
})

test('adding returns the newcomer, its edges and the neighbours whose counts changed, nothing else', () => {
  const { context, chartId } = smallCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [12, 3] })
  const delta = chartHandlers['chart.add'](context, { chartId, entityIds: [13, 12] })
  expect({
    nodes: ids(delta.nodes),
    edges: delta.edges.map(({ fromId, toId }) => [fromId, toId]),
    removed: delta.removedNodes,
  }).toEqual({
    nodes: [12, 13],
    edges: [
      [12, 13],
      [13, 13],
    ],
    removed: [],
  })
})

test('an expansion brings the strongest neighbours first and says how many were left out', () => {
  const { context, chartId } = smallCase()
  const delta = chartHandlers['chart.expand'](context, { chartId, entityId: 1, limit: 2 })
  expect({ nodes: ids(delta.nodes), omitted: delta.omitted }).toEqual({ nodes: [1, 11, 12], omitted: 1 })
  expect(chartHandlers['chart.expandable'](context, { chartId, entityId: 1 })).toEqual([
    { linkKind: 'transfer', neighbours: 2, hidden: 0 },
    { linkKind: 'calls', neighbours: 1, hidden: 1 },
    { linkKind: 'holds', neighbours: 1, hidden: 0 },
  ])
  expect(ids(chartHandlers['chart.expand'](context, { chartId, entityId: 1, limit: 10 }).nodes)).toEqual([
    1, 2,
  ])
})

test('an expansion by link kind brings only neighbours of that kind', () => {
  const { context, chartId } = smallCase()
  expect(
    ids(
      chartHandlers['chart.expand'](context, {
        chartId,
        entityId: 1,
        linkKinds: ['calls', 'holds'],
        limit: 10,
      }).nodes,
    ),
  ).toEqual([1, 2, 11])
})

test('expanding with limit zero adds nothing and counts everything as left out', () => {
  const { context, chartId } = smallCase()
  expect(chartHandlers['chart.expand'](context, { chartId, entityId: 1, limit: 0 })).toEqual({
    chartId,
    nodes: [],
    edges: [],
    removedNodes: [],
    omitted: 3,
    seq: null,
  })
})

test('a node of a thousand neighbours is expanded by index alone', () => {
  const { db, context, chartId } = smallCase()
  seedEntities(
    db,
    'phone',
    Array.from({ length: 1_000 }, (_, index) => `1380000${String(index).padStart(4, '0')}`),
    1_000,
  )
  seedLinks(
    db,
    Array.from({ length: 1_000 }, (_, index) => ({
      from: 3,
      to: 1_000 + index,
      kind: 'calls',
      count: index + 1,
    })),
  )
  chartHandlers['chart.add'](context, { chartId, entityIds: [3] })
  const delta = chartHandlers['chart.expand'](context, { chartId, entityId: 3, limit: 1_000 })
  expect({ nodes: delta.nodes.length, edges: delta.edges.length, omitted: delta.omitted }).toEqual({
    nodes: 1_001,
    edges: 1_000,
    omitted: 0,
  })
  const plan = db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT l.link_id FROM chart_nodes a CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id CROSS JOIN chart_nodes b ON b.chart_id = a.chart_id AND b.entity_id = l.to_id WHERE a.chart_id = 1',
    )
    .all() as { detail: string }[]
  expect(plan.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([])
})

test('removing returns the ids that went and the neighbours whose counts changed', () => {
  const { context, chartId } = smallCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [11, 12, 13] })
  const delta = chartHandlers['chart.remove'](context, { chartId, entityIds: [11] })
  expect({
    removed: delta.removedNodes,
    nodes: delta.nodes.map(({ entityId, shown }) => [entityId, shown]),
  }).toEqual({
    removed: [11],
    nodes: [
      [1, 1],
      [13, 1],
    ],
  })
})

test('places, flags and notes are kept; a hand pins, a layout does not', () => {
  const { context, chartId } = smallCase()
  chartHandlers['chart.place'](context, {
    chartId,
    positions: [{ entityId: 1, x: 10.123, y: -4 }],
    by: 'layout',
  })
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 1, x: 20, y: 5 }], by: 'hand' })
  chartHandlers['chart.pin'](context, { chartId, entityIds: [1], pinned: true })
  chartHandlers['chart.note'](context, { chartId, entityId: 1, note: '组织策划' })
  const hidden = chartHandlers['chart.hide'](context, { chartId, entityIds: [1], hidden: true })
  expect(hidden.nodes.map(({ x, y, pinned, note, hidden: gone }) => ({ x, y, pinned, note, gone }))).toEqual([
    { x: 20, y: 5, pinned: true, note: '组织策划', gone: true },
  ])
})

test('settings keep what a change does not name, and broken stored settings read as the defaults', () => {
  const { db, context, chartId } = smallCase()
  chartHandlers['chart.settings'](context, {
    chartId,
    settings: { minAmount: 10_000_00, hiddenKinds: ['phone'] },
  })
  expect(
    chartHandlers['chart.settings'](context, { chartId, settings: { minAmount: null, layout: 'layered' } }),
  ).toMatchObject({ layout: 'layered', minAmount: null, hiddenKinds: ['phone'], sizeBy: 'none' })
  db.prepare('UPDATE charts SET settings = ?').run('{"layout":"spiral"}')
  expect(chartHandlers['chart.read'](context, { chartId }).settings.layout).toBe('force')
  for (const [former, now] of [
    ['tree', 'layered'],
    ['concentric', 'radial'],
    ['circle', 'circle'],
  ] as const) {
    db.prepare('UPDATE charts SET settings = ?').run(
      JSON.stringify({ ...defaultSettings, minAmount: 7, layout: former }),
    )
    expect(chartHandlers['chart.read'](context, { chartId }).settings).toMatchObject({
      layout: now,
      minAmount: 7,
    })
  }
})

test('nodes whose entity went are left out, and come back with it at their place', () => {
  const { db, context, chartId } = smallCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [2] })
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 2, x: 7, y: 8 }], by: 'hand' })
  db.prepare('DELETE FROM entities WHERE entity_id = 2').run()
  expect(ids(chartHandlers['chart.read'](context, { chartId }).nodes)).toEqual([1])
  seedEntities(db, 'person', ['崔雪'], 2)
  expect(
    chartHandlers['chart.read'](context, { chartId }).nodes.find((node) => node.entityId === 2),
  ).toMatchObject({ x: 7, y: 8 })
})

test('a copy of a chart is the chart: places, pins, notes, settings and what is hidden; removing the first leaves the copy', () => {
  const { db, context, chartId } = smallCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [2, 11] })
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 1, x: 3, y: 4 }], by: 'hand' })
  chartHandlers['chart.hide'](context, { chartId, entityIds: [2], hidden: true })
  chartHandlers['chart.note'](context, { chartId, entityId: 11, note: '收款' })
  chartHandlers['chart.settings'](context, { chartId, settings: { minAmount: 100_00 } })
  const { chartId: _, name: __, ...first } = chartHandlers['chart.read'](context, { chartId })
  const copy = chartHandlers['charts.duplicate'](context, { chartId, name: '副本' })
  chartHandlers['charts.remove'](context, { chartId })
  expect(chartHandlers['charts.list'](queryContext(db)).map(({ name }) => name)).toEqual(['副本'])
  expect(chartHandlers['chart.read'](context, { chartId: copy.chartId })).toEqual({
    ...first,
    chartId: copy.chartId,
    name: '副本',
  })
  expect(first.nodes.map(({ entityId, hidden, pinned }) => [entityId, hidden, pinned])).toEqual([
    [1, false, true],
    [2, true, false],
    [11, false, false],
  ])
})

test('what is not there is named by its code', () => {
  const { context, chartId } = smallCase()
  expect([
    codeOf(() => chartHandlers['chart.read'](context, { chartId: 99 })),
    codeOf(() => chartHandlers['chart.add'](context, { chartId, entityIds: [1, 404] })),
    codeOf(() => chartHandlers['chart.expand'](context, { chartId, entityId: 12, limit: 5 })),
    codeOf(() =>
      chartHandlers['chart.addFromRecords'](context, {
        chartId,
        scope: { kind: "x'; --", filter: [] },
        limit: 5,
      }),
    ),
  ]).toEqual(['chart-not-found', 'entity-not-found', 'entity-not-found', 'kind-not-found'])
})
