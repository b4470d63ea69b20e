import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAround } from '../../renderer/chart/place.ts'
import { edgeWidth, nodeSize, visibleParts } from '../../shared/model/chartView.ts'
import type { ChartEdge, ChartNode, ChartSettings } from '../../shared/contract/index.ts'

const open: ChartSettings = {
  layout: 'force',
  sizeBy: 'none',
  edgeLabels: 'amount',
  hiddenKinds: [],
  hiddenLinks: [],
  minAmount: null,
  onlyWithAmount: false,
  from: null,
  to: null,
}
const node = (entityId: number, kind = 'person', hidden = false): ChartNode => ({
  entityId,
  kind,
  label: `实体${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: null,
  y: null,
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
  const parts = visibleParts(nodes, edges, { ...open, ...change })
  return {
    nodes: [...parts.nodes].sort(),
    edges: [...parts.edges].sort(),
    filtered: parts.filtered,
    hiddenByHand: parts.hiddenByHand,
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
  test('the brush keeps links that overlap it, the last day included', () => {
    expect(shown(nodes, edges, { from: '2022-03-09', to: '2022-03-09' }).edges).toEqual([10, 11, 12])
    expect(shown(nodes, edges, { from: '2022-03-10', to: null }).edges).toEqual([])
    expect(shown(nodes, edges, { from: null, to: '2022-02' }).edges).toEqual([])
    expect(shown(nodes, edges, { from: null, to: '2022-03' }).edges).toEqual([10, 11, 12])
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
          const parts = visibleParts(all, links, { ...open, minAmount, onlyWithAmount })
          for (const link of links)
            if (parts.edges.has(link.linkId))
              expect(parts.nodes.has(link.fromId) && parts.nodes.has(link.toId)).toBe(true)
          expect(parts.nodes.size + parts.filtered + parts.hiddenByHand).toBe(all.length)
        },
      ),
    )
  })
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
