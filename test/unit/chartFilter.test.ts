import { describe, expect, test } from 'vitest'
import { chartColours } from '../../shared/model/chart/colours.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { defaultSettings, foldings } from '../../shared/model/chart/settings.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { filterText } from '../../shared/words/chartFilter.ts'
import type { ChartEdge, ChartNode, ChartSettings } from '../../shared/contract/index.ts'

const node = (entityId: number, kind: string): ChartNode => ({
  entityId,
  kind,
  label: `实体${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: 0,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount: 0,
  note: '',
})
const link = (
  linkId: number,
  fromId: number,
  linkKind: string,
  toId: number,
  amount: number | null = null,
): ChartEdge => ({
  linkId,
  linkKind,
  fromId,
  toId,
  directed: true,
  count: 1,
  amount,
  quantity: null,
  firstTime: null,
  lastTime: null,
})
/** Two people with an account each that pay each other much, a third whose account pays little, a fourth with an account nobody deals with. */
const nodes = [
  ...[1, 2, 3, 4].map((id) => node(id, 'person')),
  ...[11, 12, 13, 14].map((id) => node(id, 'bankAccount')),
]
const edges = [
  ...[1, 2, 3, 4].map((id) => link(id, id, 'holds', 10 + id)),
  link(21, 11, 'transfer', 12, 500_000_000),
  link(22, 13, 'transfer', 12, 499_999_999),
  link(23, 1, 'calls', 3),
]
const shown = (change: Partial<ChartSettings>) => {
  const visible = visibleChart(contentOf({ nodes, edges }), { ...defaultSettings, ...change })
  return {
    nodes: visible.nodes.map(({ entityId }) => entityId).toSorted((a, b) => a - b),
    hidden: [visible.filtered, visible.filteredEdges],
  }
}

describe('what loses all its dealings to a filter', () => {
  test('goes with them, and so does who then stands alone; who never had any stays', () => {
    // 13 loses its only transfer; 3 still has a call.
    expect(shown({ minAmount: 500_000_000 })).toEqual({ nodes: [1, 2, 3, 4, 11, 12, 14], hidden: [1, 2] })
    expect(shown({ minAmount: 500_000_000, onlyWithAmount: true })).toEqual({
      nodes: [11, 12],
      hidden: [6, 6],
    })
    expect(shown({ minAmount: 500_000_001, hiddenLinks: ['calls'] })).toEqual({
      nodes: [4, 14],
      hidden: [6, 6],
    })
  })
  test('at the limit nothing is taken, and nothing without a filter', () => {
    expect(shown({ minAmount: 499_999_999 }).hidden).toEqual([0, 0])
    expect(shown({}).hidden).toEqual([0, 0])
  })
  test('a kind that is not looked at takes its lines with it, and they are counted', () => {
    // Four that hold, two transfers; the call stays.
    expect(shown({ hiddenKinds: ['bankAccount'] }).hidden).toEqual([4, 6])
    expect(shown({ hiddenKinds: ['person'], dropIdle: false }).hidden).toEqual([4, 5])
  })
  test('is counted unfolded, whatever the chart is folded by: what stands within a node in sight is not hidden', () => {
    // Two rules that say one transfer are one line.
    const twice = [...edges, { ...link(24, 11, 'transfer', 12, 1), count: 2 }]
    const hidden = (change: Partial<ChartSettings>) => {
      const { filtered, filteredEdges } = visibleChart(contentOf({ nodes, edges: twice }), {
        ...defaultSettings,
        dropIdle: false,
        ...change,
      })
      return [filtered, filteredEdges]
    }
    for (const foldBy of foldings) {
      expect(hidden({ foldBy }), foldBy).toEqual([0, 0])
      expect(hidden({ foldBy, hiddenLinks: ['calls'] }), foldBy).toEqual([
        0,
        // The two who called stand within one node.
        foldBy === 'kind' || foldBy === 'community' ? 0 : 1,
      ])
    }
    for (const foldBy of ['none', 'people'] as const)
      expect(hidden({ foldBy, hiddenLinks: ['transfer'] }), foldBy).toEqual([0, 2])
    // Who goes takes along what is inside of him and every line of both, of which those that hold are drawn nowhere.
    expect(hidden({ foldBy: 'people', hiddenKinds: ['person'] })).toEqual([8, 7])
    expect(hidden({ foldBy: 'kind', hiddenKinds: ['person'] })).toEqual([4, 5])
  })
  test('stays where a person wants it to', () => {
    expect(shown({ minAmount: 500_000_000, dropIdle: false })).toEqual({
      nodes: [1, 2, 3, 4, 11, 12, 13, 14],
      hidden: [0, 1],
    })
  })
  test('a kind of link that is not looked at takes those that had nothing else', () => {
    expect(shown({ hiddenLinks: ['transfer'] }).nodes).toEqual([1, 3, 4, 14])
  })
})

test('a filter says its rules', () => {
  expect(
    filterText(
      {
        ...defaultSettings,
        minAmount: 500_000_000,
        from: '2022-03',
        hiddenKinds: ['phone', 'ip'],
        hiddenLinks: ['calls'],
      },
      'zh-CN',
    ),
  ).toBe('金额 ≥ 500 万 · 自 2022-03 · 不看手机号、IP 地址 · 不看通话')
  expect(
    filterText(
      {
        ...defaultSettings,
        onlyWithAmount: true,
        to: '2022-04-01',
        hiddenKinds: ['phone', 'ip', 'work', 'item'],
      },
      'en',
    ),
  ).toBe('only with an amount · to 2022-04-01 · without Phone, IP address, Work and others (4)')
  expect(filterText({ ...defaultSettings, minAmount: 500_040_000 }, 'zh-CN')).toBe('金额 ≥ 5,000,400.00 元')
  expect(filterText(defaultSettings, 'zh-CN')).toBe('')
})

test('lines stand out from the ground by 3 : 1 in every theme', () => {
  const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
      channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  for (const { link: line, bg, surface } of Object.values(chartColours))
    for (const ground of [bg, surface]) {
      const [dark = 0, bright = 0] = [light(line), light(ground)].toSorted((a, b) => a - b)
      expect((bright + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(3)
    }
})
