/** Kept states of a chart, named layouts and what differs since, over the real engine: imports that come and go, merges, hand work, undo, restart. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { moreBy } from '../../shared/model/chart/difference.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { engineAt, temporaryEngine } from '../helpers/engine.ts'

const cards = ['6217008375367000751', '6225886058167522063', '6217004701050704934', '6228480586793134782']
const head =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,交易是否成功,交易流水号'
const paid = (to: number, amount: number, day: number, mark: string) =>
  `${cards[0]},罗志华,2021-03-0${day} 02:21:22,${amount}.00,出,${10_000 - day}.00,${cards[to]},对手${to},成功,${mark}${day}`

async function withChart() {
  const { engine, folder, casesFolder } = await temporaryEngine()
  const run = async (name: string, lines: readonly string[]) => {
    const path = join(folder, name)
    writeFileSync(path, [head, ...lines].join('\n'))
    return engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  await run('一.csv', [paid(1, 500, 1, 'A'), paid(2, 300, 2, 'A'), paid(2, 300, 3, 'A')])
  const { rows } = await engine.call('entities.list', { kind: 'bankAccount', offset: 0, limit: 9 })
  const byLabel = (label: string | undefined) =>
    rows.find((row) => row.label === label)?.entityId ?? expect.fail(`no account ${label ?? ''}`)
  const accounts = cards.slice(0, 3).map(byLabel)
  const { chartId } = await engine.call('charts.create', { name: '资金', entityIds: accounts })
  await engine.call('chart.place', {
    chartId,
    positions: accounts.map((entityId, index) => ({ entityId, x: index * 200, y: 0 })),
    by: 'hand',
  })
  return { engine, folder, casesFolder, run, accounts, chartId }
}
const rowsOf = async (engine: Engine, chartId: number) =>
  (await engine.call('chart.read', { chartId })).nodes.map(({ entityId, x, y, pinned, hidden, note }) => ({
    entityId,
    x,
    y,
    pinned,
    hidden,
    note,
  }))
const since = (engine: Engine, chartId: number, before: number | null, after: number | null = null) =>
  engine.call('chart.difference', { chartId, before, after })

test('a state is kept with its picture, named, renamed, put back as one step, removed; all of it can be undone and outlives a restart', async () => {
  const { engine, folder, casesFolder, accounts, chartId } = await withChart()
  const [one = 0, two = 0] = accounts
  await engine.call('chart.note', { chartId, entityId: one, note: '组织者' })
  const then = await rowsOf(engine, chartId)
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '初稿' })
  const kept = await engine.call('snapshots.read', { snapshotId })
  expect(kept).toMatchObject({ name: '初稿', nodes: 3, lines: 2 })
  expect(kept.picture).toMatch(/^<svg .*6217…0751/s)
  expect(kept.reading.lines.map(({ count, amount, imports }) => [count, amount, imports?.[0]?.[1]])).toEqual(
    expect.arrayContaining([
      [1, 50_000, 1],
      [2, 60_000, 2],
    ]),
  )

  await engine.call('chart.remove', { chartId, entityIds: [two] })
  await engine.call('chart.hide', { chartId, entityIds: [one], hidden: true })
  await engine.call('chart.place', { chartId, positions: [{ entityId: one, x: 999, y: 999 }], by: 'hand' })
  const later = await rowsOf(engine, chartId)
  expect(await engine.call('snapshots.restore', { snapshotId })).toMatchObject({
    nodes: 3,
    gone: 0,
    extra: 0,
  })
  expect(await rowsOf(engine, chartId)).toEqual(then)
  await engine.call('history.undo', {})
  expect(await rowsOf(engine, chartId)).toEqual(later)
  await engine.call('history.redo', {})
  expect(await rowsOf(engine, chartId)).toEqual(then)

  await engine.call('snapshots.rename', { snapshotId, name: '第一稿' })
  await engine.call('snapshots.remove', { snapshotId })
  expect(await engine.call('snapshots.list', { chartId })).toEqual([])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await engine.call('snapshots.list', { chartId })).toMatchObject([{ snapshotId, name: '初稿' }])
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })

  const path = join(casesFolder, readdirSync(casesFolder).find((file) => file.endsWith('.lzcase')) ?? '')
  await engine.shutdown()
  const again = engineAt(folder)
  await again.call('workspace.open', { place: again.files.grant(path) })
  expect((await again.call('snapshots.read', { snapshotId })).picture).toBe(kept.picture)
  await again.call('charts.remove', { chartId })
  await expect(again.call('snapshots.read', { snapshotId })).rejects.toMatchObject({
    code: 'snapshot-not-found',
  })
  expect(await again.call('case.verify', {})).toMatchObject({ ok: true })
})

test('one file more: lines say before and after, and with which import the rows came; its undo is told as well', async () => {
  const { engine, run, chartId, accounts } = await withChart()
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '导入前' })
  const nothing = { nodes: [], lines: [], settings: [], withinChanged: 0 }
  expect(await since(engine, chartId, snapshotId)).toMatchObject(nothing)
  const { batchId } = await run('二.csv', [paid(1, 80, 5, 'B'), paid(1, 20, 6, 'B'), paid(3, 7, 7, 'B')])
  const difference = await since(engine, chartId, snapshotId)
  const moved = difference.lines.filter(({ linkKind }) => linkKind === 'transfer')
  expect(moved).toMatchObject([
    { state: 'changed', before: { count: 1, amount: 50_000 }, after: { count: 3, amount: 60_000 } },
  ])
  const [line] = moved
  expect(line === undefined ? null : moreBy(line)).toEqual({
    count: 2,
    sums: [{ currency: 'CNY', sum: 10_000 }],
  })
  expect(line?.after?.imports).toContainEqual([batchId, 2])
  expect(difference.imports).toContainEqual(
    expect.objectContaining({ batchId, fileName: '二.csv', undone: false }),
  )
  expect(difference.steps.map(({ action }) => action)).toEqual(['import.run'])

  // Beside the snapshot a second one: the two differ by the import, whatever comes later.
  const second = await engine.call('snapshots.take', { chartId, name: '导入后' })
  await engine.call('import.undo', { batchId })
  expect(await since(engine, chartId, snapshotId)).toMatchObject(nothing)
  const undone = await since(engine, chartId, second.snapshotId)
  expect(undone.lines.filter(({ linkKind }) => linkKind === 'transfer')).toMatchObject([
    { state: 'changed', before: { count: 3 }, after: { count: 1 } },
  ])
  expect(undone.imports).toContainEqual(expect.objectContaining({ batchId, undone: true }))
  const both = await since(engine, chartId, snapshotId, second.snapshotId)
  expect(both.lines).toMatchObject([{ before: { count: 1 }, after: { count: 3 } }])
  expect(both.steps.map(({ action }) => action)).toEqual(['import.run'])

  // Somebody put on the chart, moved and hidden by hand: each is told with its step.
  const [one = 0, two = 0] = accounts
  await engine.call('chart.place', { chartId, positions: [{ entityId: one, x: 4, y: 0 }], by: 'hand' })
  expect((await since(engine, chartId, snapshotId)).nodes).toEqual([])
  await engine.call('chart.place', { chartId, positions: [{ entityId: one, x: 6, y: 0 }], by: 'hand' })
  await engine.call('chart.remove', { chartId, entityIds: [two] })
  const byHand = await since(engine, chartId, snapshotId)
  expect(byHand.nodes.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toMatchObject([
    { state: 'changed', what: ['moved'] },
    { state: 'gone', before: { label: cards[1] } },
  ])
  expect(byHand.why.flatMap(({ steps }) => steps.map(({ action }) => action)).toSorted()).toEqual([
    'chart.place',
    'chart.place',
    'chart.remove',
  ])
})

test('a merge after the snapshot is told as one, with the lines of both together, and so is its withdrawal', async () => {
  const { engine, chartId, accounts } = await withChart()
  const [, two = 0, three = 0] = accounts
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '合并前' })
  await engine.call('identity.merge', { entityIds: [two, three], note: '' })
  const merged = await since(engine, chartId, snapshotId)
  expect(merged.nodes).toMatchObject([
    { state: 'changed', before: { entityIds: [two, three].toSorted((a, b) => a - b) } },
  ])
  expect(merged.nodes[0]?.what).toContain('merged')
  expect(merged.lines.filter(({ linkKind }) => linkKind === 'transfer')).toEqual([])
  expect(merged.why[0]?.steps.map(({ action }) => action)).toContain('identity.merge')
  const after = await engine.call('snapshots.take', { chartId, name: '合并后' })
  const [claim] = (await engine.call('identity.claims', { offset: 0, limit: 5 })).rows
  await engine.call('identity.withdraw', { claimIds: [claim?.claimId ?? 0] })
  expect((await since(engine, chartId, after.snapshotId)).nodes[0]?.what).toContain('split')
  expect((await since(engine, chartId, snapshotId)).nodes).toEqual([])
})

test('named layouts are put back by entity: what is gone and what is new is counted, newcomers stand beside their neighbours; one undoable step', async () => {
  const { engine, run, chartId, accounts } = await withChart()
  const [one = 0, two = 0, three = 0] = accounts
  const { layoutId } = await engine.call('layouts.keep', { chartId, name: '汇报用' })
  await engine.call('chart.remove', { chartId, entityIds: [two] })
  await run('二.csv', [paid(3, 7, 7, 'B')])
  const { rows } = await engine.call('entities.list', {
    kind: 'bankAccount',
    text: cards[3] ?? '',
    offset: 0,
    limit: 1,
  })
  const fourth = rows[0]?.entityId ?? 0
  await engine.call('chart.add', { chartId, entityIds: [fourth] })
  await engine.call('chart.place', {
    chartId,
    positions: [one, three, fourth].map((entityId, index) => ({ entityId, x: -5_000, y: index * 900 })),
    by: 'layout',
    way: 'grid',
  })
  const before = await rowsOf(engine, chartId)
  expect(await engine.call('layouts.apply', { layoutId })).toMatchObject({ nodes: 2, gone: 1, extra: 1 })
  const placed = new Map((await rowsOf(engine, chartId)).map((row) => [row.entityId, row]))
  expect([placed.get(one), placed.get(three)]).toMatchObject([
    { x: 0, y: 0 },
    { x: 400, y: 0 },
  ])
  const beside = placed.get(fourth)
  expect(Math.hypot(beside?.x ?? 9_999, beside?.y ?? 9_999)).toBeLessThan(200)
  await engine.call('history.undo', {})
  expect(await rowsOf(engine, chartId)).toEqual(before)
  // Of two that are one now the node stands where one of them stood.
  await engine.call('history.redo', {})
  await engine.call('layouts.rename', { layoutId, name: '汇报' })
  expect(await engine.call('layouts.list', { chartId })).toMatchObject([{ name: '汇报', nodes: 3 }])
  await engine.call('layouts.remove', { layoutId })
  await expect(engine.call('layouts.apply', { layoutId })).rejects.toMatchObject({ code: 'layout-not-found' })
})

test('a copy is compared with the chart it was copied from', async () => {
  const { engine, chartId, accounts } = await withChart()
  const copy = await engine.call('charts.duplicate', { chartId, name: '副本' })
  await engine.call('chart.remove', { chartId: copy.chartId, entityIds: [accounts[2] ?? 0] })
  const difference = await since(engine, copy.chartId, null)
  expect(difference.nodes).toMatchObject([{ state: 'gone' }])
  expect(difference.lines).toMatchObject([
    { state: 'gone', before: { count: 2, amount: 60_000 }, after: null },
  ])
  await expect(since(engine, chartId, null)).rejects.toMatchObject({ code: 'chart-not-found' })
})

test('the links of a state are counted as an unfolded chart draws them, however it is looked at when it is kept', async () => {
  const { engine, folder } = await temporaryEngine()
  // Who holds the account is said by its file and by its register: two links, one line.
  const files = {
    '流水.csv': `交易卡号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,交易流水号\n${cards[0]},张三,11010519491231002X,2021-03-01 02:21:22,500.00,出,${cards[1]},对手,A1`,
    '开户.csv': `账户开户名称,开户人证件号码,交易卡号,账户余额,币种,开户日期\n张三,11010519491231002X,${cards[0]},100,人民币,2020-01-01`,
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text)
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
  }
  const entityIds = await Promise.all(
    (['bankAccount', 'person'] as const).map(async (kind) =>
      (await engine.call('entities.list', { kind, offset: 0, limit: 9 })).rows.map(
        ({ entityId }) => entityId,
      ),
    ),
  ).then((lists) => lists.flat())
  const { chartId } = await engine.call('charts.create', { name: '资金', entityIds })
  const chart = await engine.call('chart.read', { chartId })
  const drawn = visibleChart(contentOf(chart), defaultSettings)
  expect(chart.edges.length).toBeGreaterThan(drawn.edges.length)
  for (const settings of [{}, { foldBy: 'people' }, { foldBy: 'kind', minAmount: 50_001 }] as const) {
    await engine.call('chart.settings', { chartId, settings })
    const { nodes, lines } = await engine.call('snapshots.take', { chartId, name: '初稿' })
    expect([nodes, lines]).toEqual([drawn.nodes.length, drawn.edges.length])
  }
})
test('what leaves, marks and names things between two states is no step that may say what differs', async () => {
  const { engine, run, accounts, chartId } = await withChart()
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '初稿' })
  const { layoutId } = await engine.call('layouts.keep', { chartId, name: '甲' })
  await engine.call('layouts.rename', { layoutId, name: '乙' })
  await engine.call('layouts.remove', { layoutId })
  await engine.call('chart.copy', { chartId })
  await engine.call('chart.export', { chartId, format: 'svg' })
  await engine.call('exchange.write', { chartId, format: 'gexf' })
  await engine.call('report.page', { what: 'difference', name: '差异', ending: 'csv', bytes: '' })
  await engine.call('entities.note', { entityId: accounts[0] ?? 0, note: '组织者' })
  await engine.call('tags.save', { name: '重点', colour: 'red' })
  await engine.call('identity.suggest', {})
  expect((await since(engine, chartId, snapshotId)).steps).toEqual([])
  await run('二.csv', [paid(1, 200, 4, 'B')])
  await engine.call('chart.hide', { chartId, entityIds: accounts.slice(0, 1), hidden: true })
  await engine.call('snapshots.restore', { snapshotId })
  expect((await since(engine, chartId, snapshotId)).steps.map(({ action }) => action)).toEqual([
    'snapshots.restore',
    'chart.hide',
    'import.run',
  ])
})
