/** Edge lists of networks are recognised, whatever their headers, and give the network they are. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { knownNetwork } from '../helpers/networks.ts'

async function imported(text: string) {
  const made = await temporaryEngine()
  const file = join(made.casesFolder, '网络.csv')
  writeFileSync(file, text)
  await made.engine.call('import.run', { fileId: made.engine.files.grant(file) })
  const kinds = await made.engine.call('tables.list', {})
  const measured = async (params: Record<string, unknown>): Promise<Map<string, number>> => {
    const { result } = await made.engine.call('analyses.run', {
      analysis: 'network',
      params: { top: 5_000, ...params },
    })
    return new Map(
      result.tables[0]?.rows.map(({ cells }) => [(cells[1] as EntityCell).label, cells[2] as number]) ?? [],
    )
  }
  return { ...made, counts: new Map(kinds.map(({ kind, count }) => [kind, count])), measured }
}

test('from, to, weight: Les Misérables as published, weights as they are listed', async () => {
  const known = knownNetwork('lesMiserables')
  const lines = known.edges.map(([from, to, weight]) => `${known.names[from]},${known.names[to]},${weight}`)
  const { counts, measured, engine } = await imported(['from,to,weight', ...lines].join('\n'))
  expect(counts.get('relation')).toBe(254)
  const plain = await measured({ measure: 'betweenness', links: ['relatedTo'] })
  expect(plain.get('Valjean')).toBeCloseTo(1624.4688, 4)
  expect(plain.size).toBe(77)
  for (const [figure, params] of [
    ['betweenness', { measure: 'betweenness' }],
    ['betweennessWeighted', { measure: 'betweenness', weight: 'weight', lengths: 'weight' }],
    ['strength', { measure: 'strength', weight: 'weight' }],
    ['pagerank', { measure: 'pagerank', weight: 'weight' }],
  ] as const)
    for (const [label, value] of await measured(params))
      expect(
        Math.abs(value - (known.values(figure)[known.names.indexOf(label)] ?? NaN)),
        figure,
      ).toBeLessThan(1e-9)
  await engine.shutdown()
})
test.each([
  ['two columns', 'source,target\n', (from: string, to: string) => `${from},${to}`],
  [
    'as Gephi writes it',
    'Source,Target,Type,Weight\n',
    (from: string, to: string) => `${from},${to},Undirected,1`,
  ],
  [
    'with times',
    'from,to,weight,time\n',
    (from: string, to: string) => `${from},${to},1.5,2024-03-01 10:00:00`,
  ],
  ['in Chinese', '源节点,目标节点,权重\n', (from: string, to: string) => `${from},${to},2`],
  ['numbered nodes', 'node1;node2\n', (from: string, to: string) => `${from};${to}`],
] as const)('%s: karate, node 0 has betweenness 231.0714', async (_, header, line) => {
  const known = knownNetwork('karate')
  const { counts, measured, engine } = await imported(
    header + known.edges.map(([from, to]) => line(String(from), String(to))).join('\n'),
  )
  expect(counts.get('relation')).toBe(78)
  const found = await measured({ measure: 'betweenness' })
  expect(found.size).toBe(34)
  expect(found.get('0')).toBeCloseTo(231.0714, 4)
  await engine.shutdown()
})
test('a part of time takes only what lies in it', async () => {
  const { measured, engine } = await imported(
    ['from,to,weight,time', 'A,B,1,2024-01-01', 'B,C,2,2024-02-01', 'C,D,4,2024-03-01'].join('\n'),
  )
  const during = { span: { from: '2024-02-01', to: '2024-02-29' } }
  expect(await measured({ measure: 'strength', weight: 'weight', ...during })).toEqual(
    new Map([
      ['B', 2],
      ['C', 2],
    ]),
  )
  expect((await measured({ measure: 'degree', span: { from: '2024-02-01', to: null } })).size).toBe(3)
  await engine.shutdown()
})
test('a list that says the relation stays a list of relations, and what many are called joins nobody', async () => {
  const { counts, measured, engine } = await imported(
    ['from,relation,to', '张伟,朋友,李某', '王芳,朋友,李某', '张伟,夫妻,王芳'].join('\n'),
  )
  expect(counts.get('relation')).toBe(3)
  expect(await measured({ measure: 'degree' })).toEqual(
    new Map([
      ['张伟', 2],
      ['王芳', 2],
      ['李某', 1],
    ]),
  )
  await engine.shutdown()
})
test.each([
  ['a journey', '姓名,起点,终点', '张三,上海,杭州'],
  ['a name beside one end', '姓名,源节点', '张三,李四'],
  ['one end only', '目标节点,权重', '张三,2'],
])('%s makes nobody related to anybody', async (_, header, line) => {
  const { counts, engine } = await imported([header, line, line.replace('张三', '王五')].join('\n'))
  expect(counts.get('relation') ?? 0).toBe(0)
  await engine.shutdown()
})
