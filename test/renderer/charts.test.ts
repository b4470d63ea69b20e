/** The open chart in the page: whose changes are read again, and what an own command makes of it. */
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { useChanges } from '../../renderer/stores/changes.ts'
import { useCharts } from '../../renderer/stores/charts.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import type { ChartNode } from '../../shared/contract/index.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

const node = (entityId: number, note = ''): ChartNode => ({
  entityId,
  kind: 'person',
  label: `人${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: entityId * 100,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 0,
  shown: 0,
  amount: 0,
  note,
})
const chart = (...nodes: readonly ChartNode[]) => ({
  chartId: 1,
  name: '图',
  settings: defaultSettings,
  nodes,
  edges: [],
})
const list = [{ chartId: 1, name: '图', nodes: 1, absent: 0, updatedAt: '' }]

/** The page's connection outlives a test; its stores must not hear of the next one. */
let stopListening = (): void => undefined
afterEach(() => {
  stopListening()
})
/** The store with chart 1 open, the engine's answers in the test's hand. */
async function openChart() {
  setActivePinia(createPinia())
  const fake = fakeConnection()
  useConnection(fake.connection)
  const [charts, changes] = [useCharts(), useChanges()]
  stopListening()
  stopListening = changes.listen()
  changes.onEach(['charts', 'entities'], charts.changed)
  const opened = charts.open(1)
  // Views that wait are sent before a chart is read.
  await settled()
  fake.calls[0]?.answer(chart(node(1)))
  await opened
  fake.calls.length = 0
  const event = (seq: number) => {
    fake.raise('changed', { seq, topics: ['charts'] })
  }
  const asked = () => fake.calls.map(({ name }) => name)
  /** Answers the list and the chart that are read again. */
  async function answerReading(...nodes: readonly ChartNode[]): Promise<void> {
    fake.calls.findLast(({ name }) => name === 'charts.list')?.answer(list)
    await settled()
    fake.calls.findLast(({ name }) => name === 'chart.read')?.answer(chart(...nodes))
    await settled()
  }
  const ids = () => charts.nodeList.map(({ entityId }) => entityId)
  const added = (seq: number | null) => ({
    chartId: 1,
    nodes: [node(2)],
    edges: [],
    removedNodes: [],
    omitted: 0,
    seq,
  })
  return { charts, fake, event, asked, answerReading, ids, added }
}

test('the event of an own command is known, whether it comes before the answer or after it', async () => {
  for (const before of [true, false]) {
    const { charts, fake, event, asked, ids, added } = await openChart()
    const adding = charts.add([2])
    if (before) event(7)
    fake.calls[0]?.answer(added(7))
    await adding
    if (!before) event(7)
    await settled()
    expect({ ids: ids(), asked: asked() }).toEqual({ ids: [1, 2], asked: ['chart.add'] })
  }
})

test('a foreign change that comes while an own command is on its way is read once that has answered', async () => {
  const { charts, fake, event, asked, answerReading, ids, added } = await openChart()
  const adding = charts.add([2])
  event(6)
  event(7)
  await settled()
  expect(asked()).toEqual(['chart.add'])
  fake.calls[0]?.answer(added(7))
  await adding
  await settled()
  expect(asked()).toEqual(['chart.add', 'charts.list'])
  await answerReading(node(1, '别处写的'), node(2))
  expect({ ids: ids(), note: charts.nodes.get(1)?.note }).toEqual({ ids: [1, 2], note: '别处写的' })
})

test('a command that changed nothing makes no foreign change its own', async () => {
  const { charts, fake, event, asked, added } = await openChart()
  const adding = charts.add([1])
  fake.calls[0]?.answer({ ...added(null), nodes: [] })
  await adding
  event(7)
  await settled()
  expect(asked()).toEqual(['chart.add', 'charts.list'])
})

test('what was read before an own command began is not taken over; it is read once more', async () => {
  const { charts, fake, event, asked, answerReading, ids, added } = await openChart()
  event(6)
  fake.calls[0]?.answer(list)
  await settled()
  const adding = charts.add([2])
  // Read before the node came.
  fake.calls.find(({ name }) => name === 'chart.read')?.answer(chart(node(1)))
  await settled()
  expect(ids()).toEqual([1])
  fake.calls.find(({ name }) => name === 'chart.add')?.answer(added(7))
  await adding
  await settled()
  expect({ ids: ids(), asked: asked().slice(3) }).toEqual({ ids: [1, 2], asked: ['charts.list'] })
  await answerReading(node(1), node(2))
  expect(ids()).toEqual([1, 2])
})

test('a chart that is read again and says the same stays the same object, its path stays shown', async () => {
  const { charts, event, answerReading } = await openChart()
  const before = charts.nodes
  charts.path = { nodes: [1], links: [], entities: [] }
  event(9)
  await answerReading(node(1))
  expect(charts.nodes).toBe(before)
  expect(charts.path).not.toBe(null)
})

test('a chart that is gone is closed', async () => {
  const { charts, fake, event } = await openChart()
  event(9)
  fake.calls[0]?.answer([])
  await settled()
  expect(charts.chartId).toBe(null)
})
