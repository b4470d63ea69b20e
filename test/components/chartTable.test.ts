/** The chart as a table: sums of nodes and lines in doubt never stand there as plain numbers, and no currency goes. */
import { mount } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { h } from 'vue'
import type { ChartEdge, ChartNode, Doubts } from '../../shared/contract/index.ts'
import ChartTable from '../../renderer/views/chart/ChartTable.vue'
import { undecidedParts } from '../../shared/model/chart/undecided.ts'
import { emptyPage } from './page.ts'

const node = (entityId: number, amount: number, others?: ChartNode['others']): ChartNode => ({
  entityId,
  kind: 'bankAccount',
  label: `账户${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: 0,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount,
  ...(others === undefined ? {} : { others }),
  note: '',
})
const edge = (linkId: number, fromId: number, toId: number, amount: number | null): ChartEdge => ({
  linkId,
  linkKind: 'transfer',
  fromId,
  toId,
  directed: true,
  count: 2,
  amount,
  quantity: null,
  firstTime: null,
  lastTime: null,
})
const doubt = (
  reason: Doubts['each'][number]['reason'],
  less: number,
  more: number,
  currency = 'CNY',
): Doubts => {
  const swings = less === 0 && more === 0 ? [] : [{ currency, less, more }]
  return { each: [{ reason, count: 1, swings }], swings, fewer: less === 0 ? 0 : 1 }
}
/** Nodes 1 and 2 in doubt by one line each and by both, 3 in dollars, 4 to itself, 5 in none. */
const nodes = [
  node(1, 90_000),
  node(2, 110_000),
  node(3, 20_000, [{ currency: 'USD', sum: 700 }]),
  node(4, 5_000),
  node(5, 1_000, [{ currency: 'USD', sum: 700 }]),
]
const edges = [
  edge(10, 1, 2, 90_000),
  edge(11, 2, 3, 20_000),
  { ...edge(12, 3, 5, null), others: [{ currency: 'USD', sum: 700 }] },
  edge(13, 4, 4, 5_000),
  edge(14, 5, 5, 1_000),
]
const doubts = new Map([
  [10, doubt('conflict', 10_000, 20_000)],
  [11, doubt('possible-mirror', 20_000, 0)],
  [12, doubt('unknown-result', 700, 0, 'USD')],
  [13, doubt('unknown-result', 5_000, 0)],
])
function tableOf(known: ReadonlyMap<number, Doubts>) {
  const told = undecidedParts(
    (linkId) => known.get(linkId),
    edges,
    (entityId) => nodes.find((each) => each.entityId === entityId),
  )
  return shown(
    nodes.map((each) => told.nodes.find(({ entityId }) => entityId === each.entityId) ?? each),
    edges.map((each) => told.edges.find(({ linkId }) => linkId === each.linkId) ?? each),
  )
}
function shown(of: readonly ChartNode[], lines: readonly ChartEdge[]) {
  return mount(TooltipProvider, {
    ...emptyPage().mounting,
    slots: { default: () => h(ChartTable, { nodes: of, edges: lines }) },
  })
}
const sums = (table: ReturnType<typeof tableOf>) =>
  Object.fromEntries(
    table.findAll('tbody tr').map((row) => {
      const cell = row.findAll('td').at(3)
      return [
        row.find('td').text().replace('银行账户', ''),
        [cell?.text(), cell?.classes('open'), cell?.attributes('title') ?? ''],
      ]
    }),
  )

test('a node whose lines are in doubt has the range of all of them, in every currency', () => {
  expect(sums(tableOf(doubts))).toEqual({
    账户1: ['800.00–1,100.00', true, '同号不同值 1 个编号，金额 300.00：800.00–1,100.00'],
    账户2: [
      '800.00–1,300.00',
      true,
      '同号不同值 1 个编号，金额 300.00；可能的对方流水 1 笔，金额 200.00：800.00–1,300.00',
    ],
    账户3: [
      '0.00–200.00；0.00–7.00 美元',
      true,
      '可能的对方流水 1 笔，金额 200.00；结果不明 1 行，金额 7.00 美元：0.00–200.00；0.00–7.00 美元',
    ],
    // A line to itself is once in its sum, and once in doubt.
    账户4: ['0.00–50.00', true, '结果不明 1 行，金额 50.00：0.00–50.00'],
    账户5: ['10.00；0.00–7.00 美元', true, '结果不明 1 行，金额 7.00 美元：0.00–7.00 美元'],
  })
})
test('nothing undecided, plain numbers; a doubt that moves no sum is marked and told all the same', () => {
  expect(Object.values(sums(tableOf(new Map()))).every(([, open]) => open === false)).toBe(true)
  expect(sums(tableOf(new Map([[10, doubt('conflict', 0, 0)]])))['账户1']).toEqual([
    '900.00',
    true,
    '同号不同值 1 个编号',
  ])
})
test('a line of two currencies of which one is in doubt tells both', async () => {
  const line = {
    ...edge(20, 1, 2, 10_000),
    others: [{ currency: 'USD', sum: 300 }],
    doubts: doubt('conflict', 100, 0, 'USD'),
  }
  const table = shown(nodes, [line])
  await table.findAll('header button').at(1)?.trigger('click')
  expect(table.findAll('tbody td').at(4)?.text()).toBe('100.00；2.00–3.00 美元')
  // The doubt may take a fact away with its sum.
  expect(table.findAll('tbody td').at(3)?.text()).toBe('1–2')
})
