/** Places on a chart: the engine gives them with the command that brings a node, and nobody else has to. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartHandlers } from '../../electron/engine/charts/handlers.ts'
import { forceLayout } from '../../shared/model/chart/forceLayout.ts'
import { commandContext, seedEntities, seedLinks } from './chartsCase.ts'
import { emptyCase } from './factsCase.ts'

/** A person 1 paying twelve accounts 11…22 that do not know each other; a person 2 apart from all. */
function starCase() {
  const db = emptyCase()
  seedEntities(db, 'person', ['罗志华', '崔雪'], 1)
  seedEntities(
    db,
    'bankAccount',
    Array.from({ length: 12 }, (_, index) => `62170000000000000${index}`),
    11,
  )
  seedLinks(
    db,
    Array.from({ length: 12 }, (_, index) => ({ from: 1, to: 11 + index, amount: 100_00 * (index + 1) })),
  )
  const context = commandContext(db)
  const { chartId } = chartHandlers['charts.create'](context, { name: '图', entityIds: [1] })
  const places = () =>
    new Map(
      chartHandlers['chart.read'](context, { chartId }).nodes.map(({ entityId, x, y }) => [entityId, [x, y]]),
    )
  const kept = () =>
    db
      .prepare<[], { entity_id: number; x: number | null }>('SELECT entity_id, x FROM chart_nodes')
      .all()
      .filter(({ x }) => x === null)
      .map(({ entity_id }) => entity_id)
  return { db, context, chartId, places, unkept: kept }
}

test('an expansion places what it brings around the node it came from, and moves nothing that stands there', () => {
  const { context, chartId, places, unkept } = starCase()
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 1, x: 700, y: 300 }], by: 'hand' })
  const delta = chartHandlers['chart.expand'](context, { chartId, entityId: 1, limit: 12 })
  const distances = delta.nodes
    .filter(({ entityId }) => entityId !== 1)
    .map(({ x, y }) => Math.hypot(x - 700, y - 300))
  expect(distances).toHaveLength(12)
  expect(Math.min(...distances)).toBeGreaterThan(90)
  expect(Math.max(...distances)).toBeLessThan(300)
  expect(places().get(1)).toEqual([700, 300])
  expect(unkept()).toEqual([])
  expect(new Map(delta.nodes.map(({ entityId, x, y }) => [entityId, [x, y]]))).toEqual(places())
})

test('one that is added comes near its neighbour, and what has none stands beside the rest', () => {
  const { context, chartId, places } = starCase()
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 1, x: 0, y: 0 }], by: 'hand' })
  chartHandlers['chart.add'](context, { chartId, entityIds: [11] })
  const [x = 0, y = 0] = places().get(11) ?? []
  expect(Math.hypot(x, y)).toBeLessThan(200)
  chartHandlers['chart.add'](context, { chartId, entityIds: [2] })
  expect(places().get(2)?.[0]).toBe(Math.max(0, x) + 160)
})

test('a new chart of several is laid out at once: no two lie on each other, and its places are kept', () => {
  const { context } = starCase()
  const { chartId } = chartHandlers['charts.create'](context, {
    name: '星',
    entityIds: [1, ...Array.from({ length: 12 }, (_, index) => 11 + index)],
  })
  const { nodes } = chartHandlers['chart.read'](context, { chartId })
  expect(nodes).toHaveLength(13)
  for (const [index, a] of nodes.entries())
    for (const b of nodes.slice(index + 1))
      expect(Math.abs(a.x - b.x) >= 120 || Math.abs(a.y - b.y) >= 80).toBe(true)
})

test('a chart of an earlier version without places is shown with them, and keeps them from the first change on', () => {
  const { db, context, chartId, places, unkept } = starCase()
  chartHandlers['chart.add'](context, { chartId, entityIds: [11, 12, 13] })
  db.prepare('UPDATE chart_nodes SET x = NULL, y = NULL').run()
  const shown = places()
  expect(new Set([...shown.values()].map(String)).size).toBe(4)
  expect(places()).toEqual(shown)
  // Reading a chart writes nothing.
  expect(unkept()).toEqual([1, 11, 12, 13])
  // What is changed in itself says its place too.
  expect(
    chartHandlers['chart.hide'](context, { chartId, entityIds: [12], hidden: true }).nodes.map(({ x, y }) => [
      x,
      y,
    ]),
  ).toEqual([shown.get(12)])
  chartHandlers['chart.place'](context, { chartId, positions: [{ entityId: 13, x: 999, y: 9 }], by: 'hand' })
  expect(places()).toEqual(new Map([...shown, [13, [999, 9]]]))
  expect(unkept()).toEqual([])
})

test('a command names the audit row it will have, and none when it changed nothing', () => {
  const { context, chartId } = starCase()
  const first = chartHandlers['chart.add'](context, { chartId, entityIds: [11] })
  expect(first.seq).toBe(1)
  expect(chartHandlers['chart.add'](context, { chartId, entityIds: [11] }).seq).toBe(null)
  const at = first.nodes.find(({ entityId }) => entityId === 11)
  expect(
    chartHandlers['chart.place'](context, {
      chartId,
      positions: [{ entityId: 11, x: at?.x ?? 0, y: at?.y ?? 0 }],
      by: 'layout',
    }),
  ).toEqual({ seq: null })
})

test('placed nodes stay where they were put, newcomers do not lie on each other or on them, and the same comes out twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 1_000 }),
      (count, placed, seed) => {
        const bodies = Array.from({ length: count }, (_, index) => ({
          id: index + 1,
          at: index < placed ? { x: index * 150, y: (seed % 3) * 40 } : null,
        }))
        const springs = bodies
          .slice(1)
          .map((to, index) => ({ from: 1 + ((index * seed) % (index + 1)), to: to.id }))
        const places = forceLayout(bodies, springs)
        for (const { id, at } of bodies) if (at !== null) expect(places.get(id)).toEqual(at)
        const all = [...places.values()]
        // A node with its two lines of text is at most this wide and high.
        for (const [index, a] of all.entries())
          for (const b of all.slice(index + 1))
            expect(Math.abs(a.x - b.x) >= 120 || Math.abs(a.y - b.y) >= 80).toBe(true)
        expect(forceLayout(bodies, springs)).toEqual(places)
      },
    ),
    { numRuns: 60 },
  )
})

test('a chart of a thousand is laid out without two on each other', () => {
  const bodies = Array.from({ length: 1_000 }, (_, index) => ({ id: index + 1, at: null }))
  const springs = bodies.slice(1).map(({ id }) => ({ from: Math.ceil(id / 7), to: id }))
  const places = [...forceLayout(bodies, springs).values()].toSorted((a, b) => a.x - b.x)
  expect(places).toHaveLength(1_000)
  for (const [index, a] of places.entries())
    for (let next = index + 1; (places[next]?.x ?? Infinity) - a.x < 120; next++)
      expect(Math.abs((places[next]?.y ?? 0) - a.y)).toBeGreaterThanOrEqual(80)
})
