/** Rows behind something: a sort of scope is its definition and what it means in the engine, and nothing else anywhere. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type * as meanings from '../../electron/engine/rowSources.ts'
import { readTableQuery, tableQuery } from '../../renderer/stores/navigation.ts'
import type * as definitions from '../../shared/contract/scopes/index.ts'
import { scopeSorts } from '../../shared/contract/scopes/index.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'

// The whole of a made-up sort: every so many-th record. Its definition joins the one list, its meaning the other.
vi.mock('../../shared/contract/scopes/index.ts', async (original) => {
  const { object, id } = await import('../../shared/contract/define.ts')
  const { scopeSort } = await import('../../shared/contract/scopes/define.ts')
  const present = await original<typeof definitions>()
  const everyNth = scopeSort({
    id: 'everyNth',
    value: object({ step: id }),
    phrase: { zh: '每隔：{text}', en: 'Every: {text}' },
  })
  return { scopeSorts: [...present.scopeSorts, everyNth] }
})
vi.mock('../../electron/engine/rowSources.ts', async (original) => {
  const present = await original<typeof meanings>()
  return {
    rowSources: {
      ...present.rowSources,
      everyNth: {
        where: (_: unknown, { step }: { readonly step: number }) => ({
          where: 'r.record_id % @everyNth = 0',
          params: { everyNth: step },
        }),
        name: (_: unknown, { step }: { readonly step: number }) => ({
          zh: `第 ${step} 行`,
          en: `row ${step}`,
        }),
      },
    },
  }
})

const statement = `交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,交易流水号
6217008375367000751,罗志华,2021-03-01 02:21:22,10.00,出,6225886058167522063,闫秀玉,S1
6217008375367000751,罗志华,2021-03-02 02:21:22,200.00,进,6225886058167522063,闫秀玉,S2
6217008375367000751,罗志华,2021-03-03 02:21:22,3000.00,出,6225886058167522064,孟立家,S3
6217008375367000751,罗志华,2021-03-04 02:21:22,40000.00,出,6225886058167522064,孟立家,S4
`
const scope = { kind: 'transfer', filter: [], ...{ everyNth: { step: 2 } } }

test('a made-up sort works in windows, totals, facets, groups, places, marks, charts, files and addresses', async () => {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '流水.csv')
  writeFileSync(path, statement)
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const by = [{ field: 'counterName' }]
  const window = await engine.call('records.window', { scope, offset: 0, limit: 10 })
  const totals = await engine.call('records.totals', { scope })
  const facet = await engine.call('records.facet', { scope, field: 'counterName', limit: 5 })
  const groups = await engine.call('records.groups', { scope, by, offset: 0, limit: 5 })
  const bins = await engine.call('records.histogram', { scope, field: 'amount', bins: 2 })
  const place = async (recordId: number) => (await engine.call('records.locate', { scope, recordId })).offset
  expect({
    rows: window.rows.map(({ recordId }) => recordId),
    total: window.total,
    sum: totals.sums.find(({ field }) => field === 'amount')?.sum,
    facet: facet.values.map(({ value, count }) => [value, count]),
    groups: groups.rows.map(({ value, count }) => [value, count]),
    bins: bins.bins.map(({ count }) => count),
    places: [await place(4), await place(3)],
  }).toEqual({
    rows: [2, 4],
    total: 2,
    sum: 4_020_000,
    facet: [
      ['孟立家', 1],
      ['闫秀玉', 1],
    ],
    groups: [
      ['孟立家', 1],
      ['闫秀玉', 1],
    ],
    bins: [1, 1],
    places: [1, null],
  })

  const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
  expect(await engine.call('records.tag', { scope, tagId, on: true })).toEqual({ rows: 2 })
  const { chartId } = await engine.call('charts.create', { name: '图' })
  const delta = await engine.call('chart.addFromRecords', { chartId, scope, limit: 50 })
  expect(delta.nodes.length).toBeGreaterThan(0)

  expect(await engine.call('records.scopePhrases', { scope })).toEqual([
    { id: 'everyNth', text: { zh: '每隔：第 2 行', en: 'Every: row 2' }, hint: null },
  ])
  const file = await engine.call('records.export', { scope, format: 'csv', fields: ['serial'] })
  const lines = bytesOf(engine, file.fileId).toString('utf8').split('\r\n')
  expect([file.rows, lines[1]]).toEqual([2, '筛选: 每隔：第 2 行'])

  const address = new URLSearchParams(tableQuery(scope))
  expect(readTableQuery(Object.fromEntries(address))).toEqual({ scope, recordId: null })
})

test('what a sort does not take is refused at the door', async () => {
  const { engine } = await temporaryEngine()
  const ask = (asked: object) =>
    engine.call('records.window', { scope: { kind: 'transfer', ...asked }, offset: 0, limit: 1 })
  await expect(ask({ everyNth: { step: 0 } })).rejects.toMatchObject({ code: 'invalid-arguments' })
  await expect(ask({ everyOther: 2 })).rejects.toMatchObject({ code: 'invalid-arguments' })
})

test('every sort has its phrase in both languages, and a name of its own in a scope and in an address', () => {
  const taken = ['kind', 'filter', 'record', 'sort', 'group']
  const ids = scopeSorts.map(({ id }) => id)
  expect([...new Set([...taken, ...ids])]).toEqual([...taken, ...ids])
  for (const { id, phrase } of scopeSorts) {
    expect([id, phrase.zh.split('{text}').length, phrase.en.split('{text}').length]).toEqual([id, 2, 2])
    expect([id, /\p{Script=Han}/u.test(phrase.en)]).toEqual([id, false])
  }
})
