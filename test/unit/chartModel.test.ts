import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAround } from '../../shared/model/chart/around.ts'
import { applyDelta, contentOf, emptyChart, withPlaces } from '../../shared/model/chart/content.ts'
import { layoutInput, placesOnChart } from '../../shared/model/chart/layouts/input.ts'
import { edgeWidth, nodeSize, thinning } from '../../shared/model/chart/look.ts'
import { type ChartScene, sceneDifference, sceneOf } from '../../shared/model/chart/scene.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { linesByLink } from '../../shared/model/chart/during.ts'
import { nodesWith, visibleChart } from '../../shared/model/chart/visible.ts'
import type { ChartEdge, ChartNode, ChartSettings } from '../../shared/contract/index.ts'

const node = (entityId: number, kind = 'person', hidden = false): ChartNode => ({
  entityId,
  kind,
  label: `实体${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: entityId * 100,
  y: 0,
  pinned: false,
  hidden,
  degree: 1,
  shown: 1,
  amount: 0,
  note: '',
})
const edge = (
  linkId: number,
  fromId: number,
  toId: number,
  amount: number | null,
  change: Partial<ChartEdge> = {},
): ChartEdge => ({
  linkId,
  linkKind: 'transfer',
  fromId,
  toId,
  directed: true,
  count: 1,
  amount,
  quantity: null,
  firstTime: '2022-03-01 08:00:00',
  lastTime: '2022-03-09 08:00:00',
  ...change,
})
const shown = (nodes: ChartNode[], edges: ChartEdge[], change: Partial<ChartSettings>) => {
  const visible = visibleChart(contentOf({ nodes, edges }), { ...defaultSettings, ...change })
  return {
    nodes: visible.nodes.map(({ entityId }) => entityId).sort(),
    edges: visible.edges.flatMap(({ parts }) => parts).sort(),
    filtered: visible.filtered,
    hiddenByHand: visible.hiddenByHand,
  }
}

describe('what a filter leaves on a chart', () => {
  const nodes = [node(1), node(2), node(3), node(4, 'phone')]
  const edges = [
    edge(10, 1, 2, 999_999),
    edge(11, 2, 3, 1_000_000),
    edge(12, 3, 4, null, { linkKind: 'uses' }),
  ]

  test('an amount exactly at the limit stays and one fen below it goes, with the node that had nothing else', () => {
    expect(shown(nodes, edges, { minAmount: 1_000_000 })).toEqual({
      nodes: [2, 3, 4],
      edges: [11, 12],
      filtered: 1,
      hiddenByHand: 0,
    })
  })
  test('links without an amount stay unless only amounts are asked for', () => {
    expect(shown(nodes, edges, { onlyWithAmount: true })).toEqual({
      nodes: [1, 2, 3],
      edges: [10, 11],
      filtered: 1,
      hiddenByHand: 0,
    })
  })
  test('a node hidden by hand is no filter hit and takes its links with it, and its neighbour without links stays', () => {
    expect(shown([node(1), node(2, 'person', true)], [edge(10, 1, 2, 5)], {})).toEqual({
      nodes: [1],
      edges: [],
      filtered: 0,
      hiddenByHand: 1,
    })
  })
  test('a link kind and an entity kind can be filtered away', () => {
    expect(shown(nodes, edges, { hiddenLinks: ['uses'] }).nodes).toEqual([1, 2, 3])
    expect(shown(nodes, edges, { hiddenKinds: ['phone'] }).nodes).toEqual([1, 2, 3])
  })
  test('within a span a dealing is its rows inside: none, and it goes; who holds what stays as it is', () => {
    const during = linesByLink([
      { linkId: 10, count: 3, amount: 5_00, quantity: null, firstTime: '2022-03-02', lastTime: '2022-03-03' },
    ])
    const held = [...edges, edge(13, 1, 4, null, { linkKind: 'uses' })]
    const settings = { ...defaultSettings, dropIdle: false, from: '2022-03-02', to: '2022-03-04' }
    const visible = visibleChart(contentOf({ nodes, edges: held }), settings, undefined, during)
    expect(visible.edges.map(({ parts, count, amount }) => [parts, count, amount])).toContainEqual([
      [10],
      3,
      5_00,
    ])
    expect(visible.edges.flatMap(({ parts }) => parts)).not.toContain(11)
    expect(visible.edges.flatMap(({ parts }) => parts)).toContain(13)
    expect(visible.nodes.find(({ entityId }) => entityId === 1)?.amount).toBe(5_00)
    expect(visible.nodes.find(({ entityId }) => entityId === 3)?.amount).toBe(0)
    expect(visible.filteredEdges).toBeGreaterThan(0)
    // What took place within is not known yet: nothing is drawn rather than the whole.
    expect(
      visibleChart(contentOf({ nodes, edges }), settings).edges.filter(
        ({ linkKind }) => linkKind === 'transfer',
      ),
    ).toEqual([])
  })
  test('on request a node says when it was first and last in a dealing that is drawn', () => {
    const chart = contentOf({
      nodes: [node(1), node(2), node(3), { ...node(4), sublabel: '仓储 ？' }],
      edges: [
        edge(10, 1, 2, 5, { firstTime: '2022-03-02 10:00:00', lastTime: '2022-03-09' }),
        edge(11, 2, 3, 5, { firstTime: '2022-01-02', lastTime: '2022-01-02 09:00' }),
        edge(12, 3, 4, null, { linkKind: 'holds', firstTime: '2020-01-01', lastTime: '2020-01-01' }),
      ],
    })
    const lines = (seen: boolean) =>
      [
        ...sceneOf(
          visibleChart(chart, defaultSettings),
          { ...defaultSettings, seen },
          () => [],
        ).nodes.values(),
      ].map(({ sublabel }) => sublabel)
    expect(lines(true)).toEqual(['2022-03-02 – 2022-03-09', '2022-01-02 – 2022-03-09', '2022-01-02', '？'])
    expect(lines(false)).toEqual(['', '', '', '仓储 ？'])
  })
  test('every visible edge has both its ends visible', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.option(fc.nat(2_000))),
        ),
        fc.nat(2_000),
        fc.boolean(),
        (pairs, minAmount, onlyWithAmount) => {
          const all = Array.from({ length: 8 }, (_, index) =>
            node(index + 1, index % 3 === 0 ? 'phone' : 'person', index === 5),
          )
          const links = pairs.map(([from, to, amount], index) => edge(index + 100, from, to, amount))
          const visible = visibleChart(contentOf({ nodes: all, edges: links }), {
            ...defaultSettings,
            minAmount,
            onlyWithAmount,
          })
          const inSight = new Set(visible.nodes.map(({ entityId }) => entityId))
          for (const link of visible.edges)
            expect(inSight.has(link.fromId) && inSight.has(link.toId)).toBe(true)
          expect(visible.nodes.length + visible.filtered + visible.hiddenByHand).toBe(all.length)
        },
      ),
    )
  })
})

describe('a chart after a delta', () => {
  const before = contentOf({
    nodes: [node(1), node(2), node(3)],
    edges: [edge(10, 1, 2, 5), edge(11, 2, 3, 6)],
  })
  const nothing = { nodes: [], edges: [], removedNodes: [] }

  test('what came is there, what went has taken its lines along, the rest is the same object', () => {
    const after = applyDelta(before, {
      nodes: [node(4), { ...node(3), shown: 9 }],
      edges: [edge(12, 3, 4, 7)],
      removedNodes: [1],
    })
    expect([...after.nodes.keys(), ...after.edges.keys()]).toEqual([2, 3, 4, 11, 12])
    expect(after.nodes.get(3)?.shown).toBe(9)
    expect(after.nodes.get(2)).toBe(before.nodes.get(2))
    expect(after.edges.get(11)).toBe(before.edges.get(11))
    expect([...before.nodes.keys()]).toEqual([1, 2, 3])
  })
  test('a line to something that is not there is left out, and nothing at all leaves the chart as it is', () => {
    expect([...applyDelta(before, { ...nothing, edges: [edge(13, 3, 99, 1)] }).edges.keys()]).toEqual([
      10, 11,
    ])
    expect(applyDelta(before, nothing)).toBe(before)
  })
  test('a chart read again is the one before when it says the same, however it was made', () => {
    const again = (change: Partial<ChartNode>) =>
      contentOf(
        {
          nodes: [node(1), { ...node(2), ...change }, node(3)],
          edges: [...before.edges.values()].map((each) => ({ ...each })),
        },
        before,
      )
    expect(again({})).toBe(before)
    const other = again({ note: '新' })
    expect(other).not.toBe(before)
    expect([other.nodes.get(1) === before.nodes.get(1), other.nodes.get(2)?.note]).toEqual([true, '新'])
  })
  test('a hand pins what it places, a layout does not', () => {
    const place = [{ entityId: 2, x: 7, y: 8 }]
    expect(withPlaces(before, place, true).nodes.get(2)).toEqual({ ...node(2), x: 7, y: 8, pinned: true })
    expect(withPlaces(before, place, false).nodes.get(2)).toEqual({ ...node(2), x: 7, y: 8 })
  })
})

describe('the difference between two scenes', () => {
  const draw = (nodes: readonly ChartNode[], edges: readonly ChartEdge[], before?: ChartScene) =>
    sceneOf(visibleChart(contentOf({ nodes, edges }), defaultSettings), defaultSettings, () => [], before)
  const keys = ({ nodes, edges, removed }: ReturnType<typeof sceneDifference>) => ({
    nodes: nodes.map(({ key }) => key),
    edges: edges.map(({ key }) => key),
    removed,
  })

  test('is what came and what the expansion changed, not what stands there', () => {
    const nodes = Array.from({ length: 50 }, (_, index) => node(index + 1))
    const edges = nodes.slice(1).map((to, index) => edge(index + 1, 1, to.entityId, 100))
    const before = draw(nodes, edges)
    const after = draw(
      [...nodes.map((each) => ({ ...each })), node(90), node(91)],
      [...edges, edge(90, 50, 90, 100), edge(91, 50, 91, 100)],
      before,
    )
    expect(keys(sceneDifference(before, after))).toEqual({
      nodes: ['n90', 'n91'],
      edges: ['e50-90', 'e50-91'],
      removed: [],
    })
    expect(keys(sceneDifference(after, draw(nodes, edges, after)))).toEqual({
      nodes: [],
      edges: [],
      removed: ['e50-90', 'e50-91', 'n90', 'n91'],
    })
  })
  test('a larger amount makes the lines beside it thinner, and only lines are written', () => {
    const before = draw([node(1), node(2), node(3)], [edge(10, 1, 2, 100), edge(11, 2, 3, 50)])
    const after = draw([node(1), node(2), node(3)], [edge(10, 1, 2, 100), edge(11, 2, 3, 5_000)], before)
    expect(keys(sceneDifference(before, after))).toEqual({ nodes: [], edges: ['e1-2', 'e2-3'], removed: [] })
  })
  test('bringing a canvas from one scene to the other by their difference gives the other', () => {
    const anyChart = fc.record({
      nodes: fc.uniqueArray(fc.integer({ min: 1, max: 9 })),
      edges: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(900)), {
        maxLength: 12,
      }),
      pinned: fc.integer({ min: 0, max: 9 }),
    })
    const sceneFor = ({ nodes, edges, pinned }: typeof anyChart extends fc.Arbitrary<infer T> ? T : never) =>
      applyDelta(emptyChart, {
        nodes: nodes.map((id) => ({ ...node(id), pinned: id === pinned })),
        edges: edges.map(([from, to, amount], index) => edge(index + 1, from, to, amount)),
        removedNodes: [],
      })
    fc.assert(
      fc.property(anyChart, anyChart, (one, other) => {
        const drawn = (chart: typeof one, before?: ChartScene) =>
          sceneOf(visibleChart(sceneFor(chart), defaultSettings), defaultSettings, () => [], before)
        const before = drawn(one)
        const after = drawn(other, before)
        const difference = sceneDifference(before, after)
        const canvas = new Map<string, unknown>([...before.nodes, ...before.edges])
        for (const key of difference.removed) canvas.delete(key)
        for (const each of [...difference.nodes, ...difference.edges]) canvas.set(each.key, each)
        expect(canvas).toEqual(new Map<string, unknown>([...after.nodes, ...after.edges]))
      }),
    )
  })
})

test('a search on the chart finds by the whole number, though the picture shows its head and tail', () => {
  const account = { ...node(1, 'bankAccount'), label: '6217008375367000751', sublabel: '罗志华' }
  const visible = { nodes: [account, node(2)] }
  expect([
    nodesWith(visible, '8375367'),
    nodesWith(visible, '罗'),
    nodesWith(visible, ' '),
    nodesWith(visible, '无'),
  ]).toEqual([[1], [1], [], []])
})

describe('places for newcomers', () => {
  test('newcomers stand clear of everything placed before and of one another', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -600, max: 600 }) }),
          { maxLength: 40 },
        ),
        fc.integer({ min: 1, max: 120 }),
        (taken, count) => {
          const centre = { x: 0, y: 0 }
          const places = placeAround(centre, count, taken)
          expect(places).toHaveLength(count)
          const all = [...taken.filter((point) => Math.hypot(point.x, point.y) > 1), centre]
          for (const place of places) {
            for (const other of all)
              expect(Math.hypot(place.x - other.x, place.y - other.y)).toBeGreaterThan(60)
            all.push(place)
          }
        },
      ),
      { numRuns: 50 },
    )
  })
  test('they go to the side away from the crowd', () => {
    const [first] = placeAround({ x: 0, y: 0 }, 1, [
      { x: -300, y: 0 },
      { x: -400, y: 20 },
      { x: -350, y: -20 },
    ])
    expect(first?.x).toBeGreaterThan(80)
  })
})

test('area grows with the value and width with the order of magnitude', () => {
  expect([nodeSize(0, 0), nodeSize(0, 100), nodeSize(25, 100), nodeSize(100, 100)]).toEqual([32, 24, 44, 64])
  expect(edgeWidth(null, 100)).toBe(1.2)
  expect(edgeWidth(100, 100)).toBeCloseTo(6)
})
test('up to 240 lines are as wide as their amounts say; of thousands all are thinner alike, never under two fifths', () => {
  expect([0, 1, 240, 241, 960, 1_500, 100_000].map(thinning)).toEqual([1, 1, 1, 1, 0.5, 0.4, 0.4])
})

test('a chart hands over what is drawn with its room and first times; what is inside of somebody goes with him, unless it is pinned', () => {
  const nodes = [
    node(1),
    node(2),
    { ...node(3, 'bankAccount'), y: 40 },
    { ...node(4, 'phone'), pinned: true },
    { ...node(5), label: '一个很长很长很长很长很长很长很长的名称' },
  ]
  const edges = [
    edge(10, 1, 3, null, { linkKind: 'holds', firstTime: null }),
    edge(11, 1, 4, null, { linkKind: 'uses', firstTime: null }),
    edge(12, 3, 2, 100),
  ]
  const content = contentOf({ nodes, edges })
  const settings = { ...defaultSettings, foldBy: 'people' } as const
  const visible = visibleChart(content, settings)
  const scene = sceneOf(visible, settings, () => [])
  const { items, links } = layoutInput(visible, scene)
  expect(items.map(({ id, first, pinned }) => [id, first, pinned])).toEqual([
    ['n1', '2022-03-01 08:00:00', false],
    ['n2', '2022-03-01 08:00:00', false],
    ['n5', null, false],
  ])
  expect(links).toEqual([{ from: 'n1', to: 'n2', kind: 'transfer', weight: 1 }])
  const [short, , long] = items.map(({ half }) => half)
  expect(short).toBeLessThan(long ?? 0)
  expect(long).toBeLessThan(80)
  const places = new Map([
    ['n1', { x: 500, y: 7 }],
    ['n9', { x: 0, y: 0 }],
  ])
  expect(placesOnChart(places, scene, visible, content.nodes)).toEqual([
    { entityId: 1, x: 500, y: 7 },
    { entityId: 3, x: 700, y: 47 },
  ])
})
