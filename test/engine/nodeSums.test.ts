/** The sum at a node of a chart: each row once, or said to be at most so much. */
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { ChartSettings } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { partsKey } from '../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { bigOf } from '../../shared/model/minor.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { importCase } from './importCase.ts'

async function drawn(engine: Engine, foldBy: ChartSettings['foldBy'], most = 3_000) {
  const { rows } = await engine.call('entities.list', { sort: 'links', offset: 0, limit: most })
  const { chartId } = await engine.call('charts.create', {
    name: '全部',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  const chart = await engine.call('chart.read', { chartId })
  const settings = { ...chart.settings, foldBy }
  const content = contentOf(chart)
  const open = visibleChart(content, settings).edges.filter(({ atMost }) => atMost === true)
  const sums = await engine.call('links.sums', { lines: open.map(({ parts }) => [...parts]) })
  return visibleChart(
    content,
    settings,
    new Map(
      open.flatMap((line, at) => (sums[at] === undefined ? [] : [[partsKey(line), sums[at]] as const])),
    ),
  )
}
const at = (nodes: Awaited<ReturnType<typeof drawn>>['nodes'], label: string) =>
  nodes.find((node) => node.label === label)

describe('the sum at a node', () => {
  test.each([
    ['little is certain', () => tangledEngine()],
    ['the pirated games', () => sampleEngine('piracy')],
  ] as const)(
    'is that of its rows, each once, where it does not say at most: %s',
    async (_name, made) => {
      const { engine } = await made()
      for (const foldBy of ['none', 'people', 'kind'] as const) {
        const { nodes, edges } = await drawn(engine, foldBy, 150)
        const own = nodes.map(({ entityId }) =>
          edges
            .filter(({ fromId, toId }) => fromId === entityId || toId === entityId)
            .flatMap(({ parts }) => parts),
        )
        const exact = await engine.call('links.sums', { lines: own })
        const told = { sure: 0, most: 0 }
        for (const [place, node] of nodes.entries()) {
          const sum = bigOf(exact[place]?.amount ?? 0)
          if (node.atMost === true) expect(bigOf(node.amount)).toBeGreaterThanOrEqual(sum)
          else expect([node.label, bigOf(node.amount)]).toEqual([node.label, sum])
          told[node.atMost === true ? 'most' : 'sure'] += 1
        }
        expect(told.sure).toBeGreaterThan(0)
      }
    },
    120_000,
  )

  test('an order that a shop sells and collects is at most both; what only sells is sure', async () => {
    const { engine, give } = await importCase()
    await engine.call('import.run', {
      fileId: give(
        '订单.csv',
        '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,订单状态,订单创建时间,买家支付宝账号,卖家支付宝账号\n' +
          'T1,甲店,《雾港》,1,100,交易成功,2023-04-01 09:00:00,b@x.com,mine@x.com\nT2,乙店,《雾港》,1,50,交易成功,2023-04-02 09:00:00,,\n',
      ),
    })
    const { nodes } = await drawn(engine, 'none')
    expect(at(nodes, '甲店')).toMatchObject({ amount: 20_000, atMost: true })
    expect(at(nodes, '乙店')).toMatchObject({ amount: 5_000 })
    expect(at(nodes, '乙店')).not.toHaveProperty('atMost')
    expect(at(nodes, '雾港')).toMatchObject({ amount: 15_000 })
    expect(at(nodes, '雾港')).not.toHaveProperty('atMost')
  })

  test('a transfer that names card and wallet is once in the sum of whom its payer is folded for', async () => {
    const { engine, give } = await importCase()
    await engine.call('import.run', {
      fileId: give(
        '转账.csv',
        '交易卡号,本方支付账号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对方支付账号,对手户名,对手身份证号\n' +
          '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-01 10:00:00,100.00,出,6217000000000000015,b1@x.com,户主乙,110101199003070038\n',
      ),
    })
    expect(at((await drawn(engine, 'none')).nodes, 'b1@x.com')).toMatchObject({
      amount: 20_000,
      atMost: true,
    })
    const { nodes } = await drawn(engine, 'people')
    expect(at(nodes, 'b1@x.com')).toMatchObject({ amount: 10_000 })
    expect(at(nodes, 'b1@x.com')).not.toHaveProperty('atMost')
    expect(at(nodes, '户主乙')).toMatchObject({ amount: 10_000 })
    expect(at(nodes, '户主甲')).toMatchObject({ amount: 20_000, atMost: true })
  })
})
