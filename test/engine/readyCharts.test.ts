/** Charts that a case offers by itself: what the material has and no more, the same however often it is asked, and each can be made. */
import { expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { importCase } from './importCase.ts'

const offered = async (engine: Awaited<ReturnType<typeof sampleEngine>>['engine']) =>
  Object.fromEntries((await engine.call('charts.ready', {})).map((chart) => [chart.id, chart]))

test('an empty case offers none', async () => {
  const { engine } = await temporaryEngine()
  expect(await engine.call('charts.ready', {})).toEqual([])
})
test('the pirated games: all 39 registered people with what they hold, money, calls and the goods chain; no agents', async () => {
  const { engine } = await sampleEngine('piracy')
  const charts = await offered(engine)
  expect(Object.keys(charts)).toEqual(['people', 'money', 'calls', 'goods'])
  expect(charts['people']).toMatchObject({
    chosen: 39,
    all: 39,
    settings: { foldBy: 'people', layout: 'lanes' },
  })
  const { rows: people } = await engine.call('records.window', {
    scope: { kind: 'personRegister', filter: [] },
    offset: 0,
    limit: 100,
  })
  expect(people).toHaveLength(39)
  expect(charts['money']?.chosen).toBe(60)
  expect(charts['money']?.all).toBeGreaterThan(60)
  expect(await offered(engine)).toEqual(charts)
  for (const { id, entityIds, settings } of Object.values(charts)) {
    const info = await engine.call('charts.create', {
      name: id,
      entityIds: [...entityIds],
      settings: { layout: settings.layout, foldBy: settings.foldBy },
    })
    expect(info.nodes).toBe(entityIds.length)
    const chart = await engine.call('chart.read', { chartId: info.chartId })
    expect(chart.settings).toMatchObject({ layout: settings.layout })
    // Goods pass from hand to hand here: a line from every hand to every work would hide the chain.
    if (id === 'goods') expect(chart.nodes.filter(({ kind }) => kind === 'work')).toEqual([])
  }
})
test('the betting ring: its agents by how many are below them', async () => {
  const { engine } = await sampleEngine('betting')
  const { agents } = await offered(engine)
  expect(agents).toMatchObject({ settings: { layout: 'layered' } })
  const { rows } = await engine.call('links.list', { linkKind: 'agentOf', offset: 0, limit: 100_000 })
  const above = new Set(rows.map(({ fromId }) => fromId))
  expect(new Set(agents?.entityIds)).toEqual(above)
})
test('a statement alone offers its money, and what is left out is told', async () => {
  const { engine, give } = await importCase()
  const rows = Array.from({ length: 70 }, (_, place) => {
    const other = `6222021234567${String(place).padStart(4, '0')}`
    return `6217000000000000007,2024-01-01 10:00:${String(place % 60).padStart(2, '0')},${place + 1}.00,出,${other}`
  })
  await engine.call('import.run', {
    fileId: give('流水.csv', `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\n${rows.join('\n')}\n`),
  })
  const charts = await offered(engine)
  expect(Object.keys(charts)).toEqual(['money'])
  expect(charts['money']).toMatchObject({ chosen: 60, all: 71 })
})
