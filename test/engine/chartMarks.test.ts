/** Colours, flags and tags that people give to entities on a chart: steps of their own, above every rule, told in legends, kept with the chart. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ChartNode } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { markedInside, nodeColours } from '../../shared/model/chart/nodeColours.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { colouringText } from '../../shared/words/nodeColours.ts'
import { bytesOf, engineAt } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'

async function withChart() {
  const made = await sampleEngine('piracy')
  const { rows } = await made.engine.call('entities.list', {
    kind: 'person',
    sort: 'links',
    offset: 0,
    limit: 6,
  })
  const ids = rows.map(({ entityId }) => entityId)
  const { chartId } = await made.engine.call('charts.create', { name: '组织', entityIds: ids })
  return { ...made, chartId, ids, names: rows.map(({ label }) => label) }
}
const marksOf = (chart: {
  readonly nodes: readonly { readonly entityId: number; readonly colour?: string; readonly flag?: string }[]
}) => chart.nodes.map(({ entityId, colour, flag }) => [entityId, colour ?? '', flag ?? ''])

test('a colour and a flag are one step each, kept in copies and snapshots, told in differences, undone, and there after a restart', async () => {
  const { engine, chartId, ids, folder, casesFolder } = await withChart()
  const [one = 0, two = 0, three = 0] = ids
  const read = () => engine.call('chart.read', { chartId })
  const before = await read()
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '初稿' })
  const delta = await engine.call('chart.mark', { chartId, entityIds: [one, two], colour: 'red' })
  expect(delta.nodes.map(({ colour }) => colour)).toEqual(['red', 'red'])
  await engine.call('chart.mark', { chartId, entityIds: [two, three], flag: 'star' })
  const marked = await read()
  const expected = new Map([
    [one, ['red', '']],
    [two, ['red', 'star']],
    [three, ['', 'star']],
  ])
  for (const [entityId, colour, flag] of marksOf(marked))
    expect([colour, flag]).toEqual(expected.get(Number(entityId)) ?? ['', ''])
  expect((await engine.call('chart.mark', { chartId, entityIds: [one], colour: 'red' })).seq).toBeNull()
  const copy = await engine.call('charts.duplicate', { chartId, name: '副本' })
  expect(marksOf(await engine.call('chart.read', { chartId: copy.chartId }))).toEqual(marksOf(marked))
  await engine.call('history.undo', {})
  const difference = await engine.call('chart.difference', { chartId, before: snapshotId, after: null })
  expect(difference.nodes.map(({ what }) => what)).toEqual([['mark'], ['mark'], ['mark']])
  await engine.call('snapshots.restore', { snapshotId })
  expect(await read()).toEqual(before)
  await engine.call('history.undo', {})
  expect(await read()).toEqual(marked)
  await engine.call('chart.mark', { chartId, entityIds: ids, colour: null, flag: null })
  expect(marksOf(await read())).toEqual(marksOf(before))
  await engine.call('history.undo', {})
  await engine.shutdown()
  const again = engineAt(folder)
  const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
  await again.call('workspace.open', { place: again.files.grant(path) })
  expect(await again.call('chart.read', { chartId })).toEqual(marked)
  await again.call('history.undo', {})
  await again.call('history.undo', {})
  expect(await again.call('chart.read', { chartId })).toEqual(before)
  expect(await again.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a tag is put on several at once and holds for whoever they become; taking it off is undone in one step', async () => {
  const { engine, chartId, ids } = await withChart()
  const [one = 0, two = 0, three = 0] = ids
  const { tagId } = await engine.call('tags.save', { name: '嫌疑人', colour: 'orange' })
  const other = await engine.call('tags.save', { name: '在逃', colour: 'purple' })
  expect(await engine.call('entities.tag', { entityIds: [one, two], tagId, on: true })).toEqual({
    entities: 2,
  })
  expect(await engine.call('entities.tag', { entityIds: [two, three], tagId, on: true })).toEqual({
    entities: 1,
  })
  await engine.call('entities.tag', { entityIds: [two], tagId: other.tagId, on: true })
  const tagged = async () =>
    (await engine.call('chart.read', { chartId })).nodes.flatMap(({ entityId, tags }) =>
      tags === undefined ? [] : [[entityId, tags.map(({ name }) => name).join()]],
    )
  const before = await tagged()
  expect(new Map(before.map(([entityId, tags]) => [entityId, String(tags).split(',').toSorted()]))).toEqual(
    new Map([
      [one, ['嫌疑人']],
      [two, ['嫌疑人', '在逃'].toSorted()],
      [three, ['嫌疑人']],
    ]),
  )
  await engine.call('identity.merge', { entityIds: [one, ids[4] ?? 0], note: '同一人' })
  const merged = (await engine.call('chart.read', { chartId })).nodes.find(({ members }) => members === 2)
  expect(merged?.tags?.map(({ name }) => name)).toEqual(['嫌疑人'])
  await engine.call('entities.tag', { entityIds: [merged?.entityId ?? 0], tagId, on: false })
  expect((await tagged()).map(([id]) => id)).not.toContain(merged?.entityId)
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await tagged()).toEqual(before)
  await engine.call('tags.remove', { tagId })
  expect((await tagged()).map(([, names]) => names)).toEqual(['在逃'])
  await engine.call('history.undo', {})
  expect(await tagged()).toEqual(before)
  await expect(engine.call('entities.tag', { entityIds: [one], tagId: 99, on: true })).rejects.toMatchObject({
    code: 'tag-not-found',
  })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a hand wins over tags and communities, what no rule tells is counted, and every picture says so, masked too', async () => {
  const { engine, chartId, ids, names } = await withChart()
  const [one = 0, two = 0, three = 0] = ids
  const { tagId } = await engine.call('tags.save', { name: `${names[0] ?? ''}一伙`, colour: 'green' })
  const other = await engine.call('tags.save', { name: 'A组', colour: 'blue' })
  await engine.call('entities.tag', { entityIds: [one, two, three], tagId, on: true })
  await engine.call('entities.tag', { entityIds: [three], tagId: other.tagId, on: true })
  await engine.call('chart.mark', { chartId, entityIds: [one], colour: 'red', flag: 'target' })
  await engine.call('chart.settings', { chartId, settings: { colourBy: 'tag' } })
  const chart = await engine.call('chart.read', { chartId })
  const visible = visibleChart(contentOf(chart), chart.settings)
  const colours = nodeColours(visible, chart.settings)
  expect(colours.groups.map(({ by, colour, count }) => [by, colour, count])).toEqual([
    ['hand', 'red', 1],
    ['tag', 'blue', 1],
    ['tag', 'green', 1],
  ])
  expect([colours.several, colours.others]).toEqual([1, 3])
  expect(colouringText(colours, 'tag', 'zh-CN')).toBe(
    '颜色 = 标签；1 个有多个标签，取名称在前的；其余 3 个按类别着色',
  )
  const all = nodeColours(visible, { colourBy: 'community' })
  expect(all.of.size + all.others).toBe(visible.nodes.length)
  expect(all.of.get(one)).toBe('red')
  expect(nodeColours(visible, defaultSettings).of).toEqual(new Map([[one, 'red']]))
  const exported = async (look: 'colour' | 'black', redact: 'none' | 'all') => {
    const { fileId } = await engine.call('chart.export', {
      chartId,
      format: 'svg',
      paper: 'a4',
      look,
      redact,
      language: 'zh-CN',
    })
    return bytesOf(engine, fileId).toString()
  }
  const open = await exported('colour', 'none')
  expect(open).toContain('手工着色：红 1')
  expect(open).toContain(`标签：${names[0] ?? ''}一伙 1`)
  expect(open).toContain('目标 1')
  expect(open).toContain('颜色 = 标签')
  expect(await exported('colour', 'all')).not.toContain(names[0])
  // In black and white the colour is a number at the node and in the legend.
  expect((await exported('black', 'none')).match(/font-weight="600" fill="#000000">2<\/text>/g)?.length).toBe(
    2,
  )
  for (const format of ['png', 'pdf'] as const)
    await engine.call('chart.export', {
      chartId,
      format,
      paper: 'a4',
      look: 'black',
      redact: 'none',
      language: 'en',
    })
})
test('the page of an entity says its tags, those of all it is made of, and every paper what the signs at its nodes mean', async () => {
  const { engine, chartId, ids } = await withChart()
  const [one = 0, two = 0, three = 0] = ids
  const tagsOf = async (entityId: number) =>
    (await engine.call('entities.read', { entityId })).tags.map(({ name, colour }) => `${name} ${colour}`)
  const legend = async () =>
    (await engine.call('chart.svg', { chartId, language: 'zh-CN' })).svg.replaceAll(/<[^>]*>/g, '\n')
  expect(await tagsOf(one)).toEqual([])
  expect(await legend()).not.toMatch(/×2 =|外圈 =/)
  const [arrested, fled] = [
    await engine.call('tags.save', { name: '到案', colour: 'green' }),
    await engine.call('tags.save', { name: '在逃', colour: 'red' }),
  ]
  await engine.call('entities.tag', { entityIds: [one], tagId: arrested.tagId, on: true })
  await engine.call('entities.tag', { entityIds: [two], tagId: fled.tagId, on: true })
  await engine.call('entities.tag', { entityIds: [two], tagId: arrested.tagId, on: true })
  expect(await tagsOf(one)).toEqual(['到案 green'])
  expect(await tagsOf(three)).toEqual([])
  await engine.call('identity.merge', { entityIds: [one, two], note: '同一人' })
  expect((await tagsOf(one)).toSorted()).toEqual(['到案 green', '在逃 red'].toSorted())
  expect(await tagsOf(two)).toEqual(await tagsOf(one))
  expect(await legend()).toContain('×2 = 由 2 个实体认定为同一')
  await engine.call('chart.note', { chartId, entityId: three, note: '待核' })
  expect(await legend()).toContain('外圈 = 有批注')
  await engine.call('tags.remove', { tagId: fled.tagId })
  expect(await tagsOf(one)).toEqual(['到案 green'])
})
test('what was put on one of two that become one stays to be seen, is taken off with one step, and comes apart with them', async () => {
  const { engine, chartId, ids } = await withChart()
  const [one = 0, two = 0, three = 0, four = 0] = ids
  const marks = async () =>
    new Map(
      (await engine.call('chart.read', { chartId })).nodes.map(({ entityId, colour, flag, note }) => [
        entityId,
        [colour ?? '', flag ?? '', note],
      ]),
    )
  const merged = async () =>
    (await engine.call('chart.read', { chartId })).nodes.filter(({ members }) => members === 2)
  await engine.call('chart.mark', { chartId, entityIds: [two], colour: 'red', flag: 'star' })
  await engine.call('chart.note', { chartId, entityId: two, note: '在逃' })
  await engine.call('chart.mark', { chartId, entityIds: [one], flag: 'ban' })
  await engine.call('chart.mark', { chartId, entityIds: [four], colour: 'blue' })
  const apart = await marks()
  for (const pair of [
    [one, two],
    [four, three],
  ])
    await engine.call('identity.merge', { entityIds: pair, note: '同一人' })
  // Of two that both have something, what the node stands at is seen.
  expect((await merged()).map(({ colour, note }) => [colour, note]).toSorted()).toEqual(
    [
      ['red', '在逃'],
      ['blue', ''],
    ].toSorted(),
  )
  const [red] = (await merged()).filter(({ colour }) => colour === 'red')
  const entityId = red?.entityId ?? 0
  expect(['star', 'ban']).toContain(red?.flag)
  await engine.call('chart.mark', { chartId, entityIds: [entityId], colour: 'green' })
  expect((await marks()).get(entityId)?.[0]).toBe('green')
  await engine.call('chart.mark', { chartId, entityIds: [entityId], colour: null, flag: null })
  await engine.call('chart.note', { chartId, entityId, note: '' })
  expect((await marks()).get(entityId)).toEqual(['', '', ''])
  for (let step = 0; step < 5; step++) await engine.call('history.undo', {})
  expect(await marks()).toEqual(apart)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
test('colours, flags and notes of those inside of others are counted where they are not seen', () => {
  const plain = { note: '' }
  const nodeOf = new Map<number, Pick<ChartNode, 'colour' | 'flag' | 'note'>>([
    [1, { note: '', colour: 'red' }],
    [2, { note: '待核' }],
    [3, { note: '', flag: 'star' }],
    [4, plain],
  ])
  expect(markedInside([{ entityId: 1 }, { entityId: 4, inside: [] }], nodeOf)).toBe(0)
  expect(markedInside([{ entityId: 1, inside: [2, 4] }], nodeOf)).toBe(1)
  expect(markedInside([{ entityId: 4, inside: [1, 2, 3, 9] }], nodeOf)).toBe(3)
  // The place of a group is lent by one of its members, who is not drawn.
  expect(markedInside([{ entityId: 1, groupId: 7, inside: [2] }], nodeOf)).toBe(2)
})
