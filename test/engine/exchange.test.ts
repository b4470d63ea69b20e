/** A chart for other programs and back. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { cell } from '../../electron/engine/exchange/csvPair.ts'
import { edgeColumns, type ExchangeGraph, nodeColumns } from '../../electron/engine/exchange/exchangeGraph.ts'
import { anx } from '../../electron/engine/exchange/anx.ts'
import { ftmEntities } from '../../electron/engine/exchange/ftm.ts'
import { gexf } from '../../electron/engine/exchange/gexf.ts'
import { graphml } from '../../electron/engine/exchange/graphml.ts'
import { GraphReader } from '../../electron/engine/exchange/readGraph.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { exchangeFormats } from '../../shared/model/chart/exchangeFormats.ts'
import { bytesOf, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'

const values = (names: readonly string[], given: Readonly<Record<string, string>>) =>
  Object.fromEntries(names.map((name) => [name, given[name] ?? '']))
const person = {
  id: 'person:id:110101199003074477',
  kind: 'person',
  label: '罗志华 <&"\u0001> 𠮷',
  x: -12.5,
  y: 40,
  values: values(nodeColumns, { kind: 'person', kindName: '人员', note: '第一行\n第二行' }),
}
const account = {
  id: 'bankAccount:account:6217008375367000751',
  kind: 'bankAccount',
  label: '6217008375367000751',
  x: 100,
  y: 0,
  values: values(nodeColumns, {
    kind: 'bankAccount',
    kindName: '银行账户',
    amount: '90071992547409929.91',
    currency: 'CNY',
  }),
}
const edge = (
  id: string,
  from: string,
  to: string,
  given: Readonly<Record<string, string>>,
  directed = true,
) => ({
  id,
  kind: given['kind'] ?? 'transfer',
  kindName: '转账',
  from,
  to,
  directed,
  count: 3,
  label: '转账',
  parts: [],
  values: values(edgeColumns, {
    kind: 'transfer',
    kindName: '转账',
    count: '3',
    undirected: directed ? '' : 'true',
    ...given,
  }),
})
const graph: ExchangeGraph = {
  name: '图 & <名>',
  nodes: [person, account],
  edges: [
    edge('e1', person.id, account.id, {
      amount: '90071992547409929.91',
      currency: 'CNY',
      undecided: '有未认定',
      atMost: 'true',
    }),
    edge('e2', account.id, person.id, { amount: '1.00', currency: 'CNY', otherAmounts: 'USD 5.10' }),
    edge('e3', person.id, account.id, { kind: 'calls' }, false),
    edge('e4', account.id, account.id, { amount: '2.00', currency: 'CNY' }),
  ],
  notes: ['筛选: 无'],
  drawings: [],
}
const written = {
  graphml: [...graphml(graph)].join(''),
  gexf: [...gexf(graph, '2026-11-30')].join(''),
  anx: [...anx(graph)].join(''),
}
function readBack(text: string, piece = 7) {
  const reader = new GraphReader()
  for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece))
  return reader.finish()
}

test.each(Object.entries(written))(
  'what leaves as %s comes back: ids, labels, kinds and places',
  (format, text) => {
    const read = readBack(text)
    expect(read.format).toBe(format)
    expect(read.name).toBe(graph.name)
    expect(read.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      [person.id, 'person'],
      [account.id, 'bankAccount'],
    ])
    expect(read.nodes[0]?.label).toBe('罗志华 <&"> 𠮷')
    expect(read.nodes.map(({ x, y }) => [Math.round(x ?? 0), y])).toEqual([
      [-12, 40],
      [100, 0],
    ])
    // This one refuses a line from a thing to itself; the file says that it was left out.
    expect(read.edges).toBe(format === 'anx' ? 3 : 4)
    if (format === 'anx') expect(text).toContain('1 条')
    expect(read.skipped).toEqual(new Map())
    // Exact, beyond what a double holds.
    expect(text).toContain('90071992547409929.91')
    expect(text).toContain('有未认定')
  },
)

const python = spawnSync('python3', ['-c', 'import networkx']).status === 0
test.runIf(python)('NetworkX reads what leaves as GraphML and GEXF, with every line and value', () => {
  const folder = temporaryFolder()
  for (const format of ['graphml', 'gexf'] as const) {
    const path = join(folder, `g.${format}`)
    writeFileSync(path, written[format])
    const { stdout, stderr, status } = spawnSync(
      'python3',
      [
        '-c',
        `import networkx as nx, json, sys
g = nx.read_${format}(sys.argv[1])
print(json.dumps([g.number_of_nodes(), g.number_of_edges(), g.is_directed(), sorted(g.nodes), sorted(d.get('amount', '') for _, _, d in g.edges(data=True)), [d['label'] for _, d in g.nodes(data=True)]]))`,
        path,
      ],
      { encoding: 'utf8' },
    )
    expect({ status, stderr: stderr.slice(0, 400) }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual([
      2,
      4,
      true,
      [account.id, person.id],
      ['', '1.00', '2.00', '90071992547409929.91'],
      ['罗志华 <&"> 𠮷', '6217008375367000751'],
    ])
  }
})

test('FollowTheMoney: every reference is an entity, every value a text in a list, and who holds an account unknown has a stand-in', () => {
  const entities = ftmEntities(graph)
  const ids = new Set(entities.map(({ id }) => id))
  for (const { properties } of entities)
    for (const [name, list] of Object.entries(properties)) {
      expect(list.every((value) => typeof value === 'string' && value !== '')).toBe(true)
      if (['payer', 'beneficiary', 'payerAccount', 'beneficiaryAccount', 'subject', 'object'].includes(name))
        expect(list.filter((id) => !ids.has(id))).toEqual([])
    }
  const payments = entities.filter(({ schema }) => schema === 'Payment')
  expect(payments.map(({ properties }) => properties['amount'])).toEqual([
    ['90071992547409929.91'],
    ['1.00'],
    ['2.00'],
  ])
  expect(
    entities.filter(({ properties }) => properties['summary']?.[0]?.startsWith('stand-in') === true),
  ).toHaveLength(1)
  expect(ftmEntities(graph)).toEqual(entities)
})

test.each([
  ['=1+1', "'=1+1"],
  ['+86 139', "'+86 139"],
  ['-12.5', '-12.5'],
  ['@x', "'@x"],
  ['a,"b"\nc', '"a,""b""\nc"'],
  ['plain', 'plain'],
])('a cell %j is %j', (value, expected) => {
  expect(cell(value)).toBe(expected)
})

describe('foreign files', () => {
  test.each([
    ['a document type', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><graphml/>', 'file-hostile'],
    [
      'an external entity',
      '<!DOCTYPE graphml SYSTEM "file:///etc/passwd"><graphml>&x;</graphml>',
      'file-hostile',
    ],
    ['another XML', '<html><body/></html>', 'file-unreadable'],
    ['no XML', 'Id,Label\n1,2\n', 'file-unreadable'],
  ])('%s is refused', (_, text, code) => {
    expect(() => readBack(text, 1_000)).toThrow(expect.objectContaining({ code }) as Error)
  })
  test('what was not looked at is counted by its name', () => {
    const { nodes, skipped } = readBack(
      '<graphml><key id="d0" for="node" attr.name="label"/><graph><node id="a"><data key="d0">甲</data><port/><y:ShapeNode/></node><hyperedge/><hyperedge/></graph></graphml>',
    )
    expect(nodes).toMatchObject([{ id: 'a', label: '甲' }])
    expect([...skipped]).toEqual([
      ['port', 1],
      ['ShapeNode', 1],
      ['hyperedge', 2],
    ])
  })
})

async function caseWithChart(): Promise<{
  readonly engine: Engine
  readonly chartId: number
  readonly folder: string
}> {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '明细 13912345678.csv')
  writeFileSync(
    path,
    '交易卡号,交易户名,对手卡号,对手户名,交易金额,收付标志,交易时间\n6217008375367000751,罗志华,6228480586793134782,蒋嘉,1200.50,出,2024-01-02 10:00:00\n6217008375367000751,罗志华,6222021234567890123,方国芳,99.00,出,2024-01-03 10:00:00\n',
  )
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const { rows } = await engine.call('entities.list', { offset: 0, limit: 50 })
  const { chartId } = await engine.call('charts.create', {
    name: '资金 6217008375367000751',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  return { engine, chartId, folder }
}
const textOf = (bytes: Uint8Array, format: string): string =>
  format === 'csv' || format === 'ftm'
    ? Object.values(unzipSync(bytes))
        .map((part) => strFromU8(part))
        .join('\n')
    : Buffer.from(bytes).toString()

test('a closed group leaves as one node of its own, with its title and who is in it; masked with the names in its title masked', async () => {
  const { engine, chartId } = await caseWithChart()
  const { nodes } = await engine.call('chart.read', { chartId })
  const members = nodes.filter(({ label }) => /^62(?:17|28)/.test(label))
  expect(members).toHaveLength(2)
  const { groupId } = await engine.call('groups.make', {
    chartId,
    title: '罗志华一伙',
    entityIds: members.map(({ entityId }) => entityId),
  })
  await engine.call('chart.settings', { chartId, settings: { closedGroups: [groupId ?? 0] } })
  for (const format of exchangeFormats) {
    const text = async (redact: 'none' | 'all') => {
      const file = await engine.call('exchange.write', { chartId, format, redact })
      return textOf(bytesOf(engine, file.fileId), format)
    }
    const plain = await text('none')
    expect(plain, format).toContain('罗志华一伙')
    // No node is called by the identity of the member at whose place the group stands.
    for (const { label } of members) expect(plain, format).not.toContain(`bankAccount:account:${label}`)
    const masked = await text('all')
    for (const secret of ['罗志华', '6217008375367000751', '6228480586793134782'])
      expect(masked, `${format} ${secret}`).not.toContain(secret)
  }
})

test('every format says the sums and the source, is told in the exports, and masks to the last id', async () => {
  const { engine, chartId } = await caseWithChart()
  for (const format of exchangeFormats) {
    const make = async (redact: 'none' | 'all') => {
      const file = await engine.call('exchange.write', { chartId, format, redact })
      return { file, text: `${file.fileName}\n${textOf(bytesOf(engine, file.fileId), format)}` }
    }
    const plain = await make('none')
    for (const words of ['1200.50', '6217008375367000751', '明细 13912345678.csv'])
      expect(plain.text, `${format} ${words}`).toContain(words)
    expect((await engine.call('report.list', {}))[0]?.sha256).toBe(plain.file.sha256)
    const masked = await make('all')
    expect(masked.text).toContain('1200.50')
    for (const secret of ['罗志华', '蒋嘉', '13912345678', '6217008375367000751', '6228480586793134782'])
      expect(masked.text, `${format} ${secret}`).not.toContain(secret)
  }
  const { entries } = await engine.call('audit.list', { offset: 0, limit: 50 })
  expect(entries.filter(({ action }) => action === 'exchange.write')).toHaveLength(2 * exchangeFormats.length)
})

test('sums beside and beyond 2^53 leave to the last fen in every format, with what is in other currencies beside them', async () => {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '大额.csv')
  const [payer, at, beyond, far] = [
    '6217008375367000751',
    '6228480586793134782',
    '6222024943831019820',
    '6217000000000000007',
  ]
  const rows = [
    [at, '90071992547409.90', '人民币'],
    [at, '0.01', '人民币'],
    [beyond, '90071992547409.90', '人民币'],
    [beyond, '0.03', '人民币'],
    [far, '80000000000000.01', '人民币'],
    [far, '80000000000000.02', '人民币'],
    [far, '12.34', '美元'],
  ]
  writeFileSync(
    path,
    `交易卡号,交易户名,对手卡号,交易金额,交易币种,收付标志,交易时间\n${rows.map(([to, amount, currency], n) => `${payer},罗志华,${to},${amount},${currency},出,2024-01-0${n + 1} 10:00:00`).join('\n')}\n`,
  )
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const { rows: entities } = await engine.call('entities.list', { offset: 0, limit: 50 })
  const { chartId } = await engine.call('charts.create', {
    name: '大额',
    entityIds: entities.map(({ entityId }) => entityId),
  })
  for (const format of exchangeFormats) {
    const file = await engine.call('exchange.write', { chartId, format })
    const text = textOf(bytesOf(engine, file.fileId), format)
    // At a line alone: the sum at the payer is another.
    for (const sum of ['90071992547409.91', '90071992547409.93', '160000000000000.03', 'USD 12.34'])
      expect(
        text.split('\n').filter((line) => line.includes(sum) && /transfer|转账|Payment/.test(line)),
        `${format} ${sum}`,
      ).not.toEqual([])
    if (format === 'ftm')
      expect(text.split('\n').filter((line) => line.includes('"schema":"Payment"'))).toHaveLength(3)
  }
})

test('a file that is read finds whom the case knows, by number alone, at their places; the rest is told and nothing is made', async () => {
  const { engine, chartId, folder } = await caseWithChart()
  const count = async () => (await engine.call('entities.list', { offset: 0, limit: 1 })).total
  const before = await count()
  const own = await engine.call('exchange.write', { chartId, format: 'graphml' })
  const path = join(folder, 'own.graphml')
  writeFileSync(path, bytesOf(engine, own.fileId))
  const back = await engine.call('exchange.read', { fileId: engine.files.grant(path) })
  expect([back.nodes, back.entityIds.length, back.unmatched]).toEqual([own.nodes, own.nodes, 0])

  const foreign = join(folder, 'foreign.anx')
  const item = (label: string, type: string, x: number) =>
    `<ChartItem Label="${label}"><End X="${x}" Y="5"><Entity EntityId="${x}" Identity="${label}"><Icon><IconStyle Type="${type}"/></Icon></Entity></End></ChartItem>`
  writeFileSync(
    foreign,
    `<Chart><ChartItemCollection>${[
      item('6217 0083 7536 7000 751', 'Account', 10),
      item('6217008375367000751', '银行账户', 20),
      item('6217008375367000752', 'Account', 30),
      item('罗志华', 'Person', 40),
      item('6228480586793134782', 'Starship', 50),
      item('6228480586793134782', 'Phone', 60),
    ].join(
      '',
    )}<ChartItem Label="x"><Link End1Id="10" End2Id="20"/></ChartItem></ChartItemCollection></Chart>`,
  )
  const read = await engine.call('exchange.read', { fileId: engine.files.grant(foreign) })
  expect({
    ...read,
    entityIds: read.entityIds.length,
    positions: read.positions.map(({ x, y }) => [x, y]),
  }).toMatchObject({
    format: 'anx',
    nodes: 6,
    edges: 1,
    entityIds: 1,
    positions: [[10, 5]],
    repeated: 1,
    unmatched: 4,
    examples: [
      { label: '6217008375367000752', why: 'unknown' },
      { label: '罗志华', why: 'no-number' },
      { label: '6228480586793134782', why: 'no-kind' },
      { label: '6228480586793134782', why: 'unknown' },
    ],
  })
  expect(await count()).toBe(before)
  const made = await engine.call('charts.create', {
    name: '读入',
    entityIds: [...read.entityIds],
    positions: [...read.positions],
  })
  const chart = await engine.call('chart.read', { chartId: made.chartId })
  expect(chart.nodes.map(({ x, y }) => [x, y])).toEqual([[10, 5]])
})
