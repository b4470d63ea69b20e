/** Text boxes, arrows and frames that people draw on a chart: steps of their own, kept with the chart, in every picture, masked where names are. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnnotationShape } from '../../shared/contract/index.ts'
import {
  annotated,
  annotationSizes,
  annotationSorts,
  drawnAnnotation,
  meetsAnnotation,
  resizedShape,
} from '../../shared/model/chart/annotations.ts'
import { chartColours, handColours } from '../../shared/model/chart/colours.ts'
import { emptyScene } from '../../shared/model/chart/scene.ts'
import { bytesOf, engineAt } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'

const text = (words: string, change: Partial<AnnotationShape> = {}): AnnotationShape => ({
  sort: 'text',
  x: 900,
  y: 700,
  width: 220,
  height: 40,
  text: words,
  colour: 'red',
  size: 13,
  ...change,
})
async function withChart() {
  const made = await sampleEngine('piracy')
  const { rows } = await made.engine.call('entities.list', {
    kind: 'person',
    sort: 'links',
    offset: 0,
    limit: 4,
  })
  const entityIds = rows.map(({ entityId }) => entityId)
  const { chartId } = await made.engine.call('charts.create', { name: '组织', entityIds })
  return { ...made, chartId, entityIds, name: rows[0]?.label ?? '' }
}

test('each drawing is one step with a name; undone to the start the chart is as it was, after a restart too', async () => {
  const { engine, chartId, folder, casesFolder } = await withChart()
  const before = await engine.call('chart.read', { chartId })
  const added = await engine.call('annotations.add', { chartId, shape: text('老板在此\n第二行') })
  const annotationId = added.annotationId ?? 0
  const moved = text('老板在此\n第二行', { x: 950 })
  await engine.call('annotations.change', { annotationId, shape: moved })
  await engine.call('annotations.change', {
    annotationId,
    shape: { ...moved, colour: 'green', text: '换人' },
  })
  const arrow = { ...text(''), sort: 'arrow' as const, width: -120, height: 30 }
  await engine.call('annotations.add', { chartId, shape: arrow })
  const frame = text('东城据点', { sort: 'frame', width: 300, height: 200 })
  await engine.call('annotations.add', { chartId, shape: frame })
  const all = (await engine.call('chart.read', { chartId })).annotations ?? []
  expect(all.map(({ shape }) => shape)).toEqual([{ ...moved, colour: 'green', text: '换人' }, arrow, frame])
  await engine.call('annotations.remove', { chartId, annotationIds: all.map((each) => each.annotationId) })
  expect(await engine.call('chart.read', { chartId })).toEqual(before)
  const { entries } = await engine.call('history.list', { limit: 6 })
  expect(
    entries
      .slice(0, 6)
      .map(({ action, params }) => [action, params['sort'], params['label'], params['moved']]),
  ).toEqual([
    ['annotations.remove', undefined, undefined, undefined],
    ['annotations.add', 'frame', '东城据点', undefined],
    ['annotations.add', 'arrow', undefined, undefined],
    ['annotations.change', 'text', '换人', undefined],
    ['annotations.change', 'text', '老板在此 第二行', 1],
    ['annotations.add', 'text', '老板在此 第二行', undefined],
  ])
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId })).annotations).toEqual(all)
  await engine.shutdown()
  const again = engineAt(folder)
  const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
  await again.call('workspace.open', { place: again.files.grant(path) })
  expect((await again.call('chart.read', { chartId })).annotations).toEqual(all)
  for (let step = 0; step < 5; step++) await again.call('history.undo', {})
  expect(await again.call('chart.read', { chartId })).toEqual(before)
  for (let step = 0; step < 5; step++) await again.call('history.redo', {})
  expect((await again.call('chart.read', { chartId })).annotations).toEqual(all)
  expect(await again.call('case.verify', {})).toMatchObject({ ok: true })
})

test('what could not be seen, or is of another chart, is refused', async () => {
  const { engine, chartId } = await withChart()
  for (const shape of [
    text('  '),
    text('a', { width: 0 }),
    { ...text(''), sort: 'arrow' as const, width: 0, height: 0 },
  ])
    await expect(engine.call('annotations.add', { chartId, shape })).rejects.toMatchObject({
      code: 'invalid-arguments',
    })
  await expect(engine.call('annotations.add', { chartId: 99, shape: text('a') })).rejects.toMatchObject({
    code: 'chart-not-found',
  })
  const { annotationId } = await engine.call('annotations.add', { chartId, shape: text('a') })
  const other = await engine.call('charts.create', { name: '另一张', entityIds: [] })
  await expect(
    engine.call('annotations.remove', { chartId: other.chartId, annotationIds: [annotationId ?? 0] }),
  ).rejects.toMatchObject({ code: 'annotation-not-found' })
  await expect(
    engine.call('annotations.change', {
      annotationId: annotationId ?? 0,
      shape: text('a', { sort: 'frame' }),
    }),
  ).rejects.toMatchObject({ code: 'invalid-arguments' })
  const same = await engine.call('annotations.change', { annotationId: annotationId ?? 0, shape: text('a') })
  expect(same.seq).toBeNull()
})

test('copies, hypotheses and snapshots have it, a difference tells it, and a removed chart takes it along', async () => {
  const { engine, chartId } = await withChart()
  await engine.call('annotations.add', { chartId, shape: text('原来的') })
  const { snapshotId } = await engine.call('snapshots.take', { chartId, name: '初稿' })
  const copy = await engine.call('charts.duplicate', { chartId, name: '副本' })
  const guess = await engine.call('charts.hypothesis', { chartId, name: '假设' })
  for (const { chartId: own } of [copy, guess])
    expect((await engine.call('chart.read', { chartId: own })).annotations).toMatchObject([
      { shape: { text: '原来的' } },
    ])
  const [first] = (await engine.call('chart.read', { chartId })).annotations ?? []
  await engine.call('annotations.change', { annotationId: first?.annotationId ?? 0, shape: text('改过的') })
  await engine.call('annotations.add', { chartId, shape: text('新的', { y: 900 }) })
  const difference = await engine.call('chart.difference', { chartId, before: snapshotId, after: null })
  expect(difference.annotations).toEqual([
    { state: 'changed', sort: 'text', before: '原来的', after: '改过的' },
    { state: 'added', sort: 'text', before: null, after: '新的' },
  ])
  expect(difference.nodes).toEqual([])
  const ofCopy = await engine.call('chart.difference', { chartId: copy.chartId, before: null, after: null })
  expect(ofCopy.annotations.map(({ state }) => state)).toEqual(['changed', 'gone'])
  await engine.call('snapshots.restore', { snapshotId })
  expect((await engine.call('chart.read', { chartId })).annotations).toEqual([first])
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId })).annotations).toHaveLength(2)
  await engine.call('charts.remove', { chartId })
  await engine.call('history.undo', {})
  expect((await engine.call('chart.read', { chartId })).annotations).toHaveLength(2)
})

test('every picture has it whole, says that it was drawn by hand, and masks the names in it', async () => {
  const { engine, chartId, name } = await withChart()
  await engine.call('annotations.add', {
    chartId,
    shape: text(`${name} 13800138000`, { x: 5_000, size: 32, width: 500 }),
  })
  const { fileId } = await engine.call('chart.export', {
    chartId,
    format: 'svg',
    paper: 'a4',
    look: 'colour',
    redact: 'none',
    language: 'zh-CN',
  })
  const open = bytesOf(engine, fileId).toString()
  expect(open).toContain(`>${name} 13800138000</text>`)
  expect(open).toContain('手绘文字、箭头、框 1 处')
  const masked = await engine.call('chart.export', {
    chartId,
    format: 'svg',
    paper: 'a4',
    look: 'colour',
    redact: 'all',
    language: 'zh-CN',
  })
  const hidden = bytesOf(engine, masked.fileId).toString()
  expect(hidden).not.toContain(name)
  expect(hidden).not.toContain('13800138000')
  expect(hidden).toContain('手绘文字、箭头、框 1 处')
  for (const format of ['png', 'pdf'] as const)
    await engine.call('chart.export', {
      chartId,
      format,
      paper: 'a4',
      look: 'black',
      redact: 'none',
      language: 'en',
    })
  const found = await engine.call('search.find', { text: '13800138000', limit: 50 })
  expect(JSON.stringify(found)).toContain('"type":"chart"')
})

const shapes = fc.record<AnnotationShape>({
  sort: fc.constantFrom(...annotationSorts),
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
  width: fc.integer({ min: 20, max: 400 }),
  height: fc.integer({ min: 20, max: 400 }),
  text: fc.constantFrom(
    '',
    '一行',
    '两行\n文字',
    '很长'.repeat(40),
    'a long line of words that has to be wrapped',
  ),
  colour: fc.constantFrom(...handColours),
  size: fc.integer({ min: annotationSizes.least, max: annotationSizes.most }),
})
test('a drawing lies within its box with all of its words, is met where it is drawn, and keeps the corner opposite the one that is pulled', () => {
  fc.assert(
    fc.property(
      shapes,
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -300, max: 300 }),
      (shape, dx, dy) => {
        const drawn = drawnAnnotation({ annotationId: 1, shape, at: '', operator: '' })
        const { left, top, width, height, words } = drawn
        for (const [x, y] of [
          [drawn.from.x, drawn.from.y],
          [drawn.to.x, drawn.to.y],
          ...(words === null
            ? []
            : [
                [words.left, words.top],
                [words.left + words.width, words.top + words.height],
              ]),
        ] as [number, number][]) {
          expect(x).toBeGreaterThanOrEqual(left - 1e-6)
          expect(x).toBeLessThanOrEqual(left + width + 1e-6)
          expect(y).toBeGreaterThanOrEqual(top - 1e-6)
          expect(y).toBeLessThanOrEqual(top + height + 1e-6)
        }
        expect(drawn.lines.join('').replaceAll(/\s/g, '')).toBe(shape.text.replaceAll(/\s/g, ''))
        expect(meetsAnnotation(drawn, drawn.from, 1)).toBe(true)
        const pulled = resizedShape(shape, shape.sort === 'arrow' ? 'to' : 'se', dx, dy)
        expect([pulled.x, pulled.y]).toEqual([shape.x, shape.y])
        const other = resizedShape(shape, shape.sort === 'arrow' ? 'from' : 'nw', dx, dy)
        expect([other.x + other.width, other.y + other.height]).toEqual([
          shape.x + shape.width,
          shape.y + shape.height,
        ])
        expect(
          annotated(annotated(emptyScene, [{ annotationId: 1, shape, at: '', operator: '' }]), []),
        ).toEqual(emptyScene)
      },
    ),
  )
})

/** WCAG 2: relative luminance. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
test('what is drawn by hand can be read in every theme', () => {
  for (const { bg, surface, hand } of Object.values(chartColours))
    for (const ground of [bg, surface])
      for (const colour of Object.values(hand)) {
        const [light, dark] = [luminance(ground), luminance(colour)].toSorted((one, other) => other - one)
        expect(((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05), `${colour} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        )
      }
})

test('a named layout brings drawings back to their places and sizes, and says which are there no more', async () => {
  const { engine, chartId } = await withChart()
  const shapes = async () =>
    ((await engine.call('chart.read', { chartId })).annotations ?? []).map(({ shape }) => shape)
  const frame = text('据点', { sort: 'frame', x: 100, y: 100, width: 300, height: 200 })
  const arrow = text('', { sort: 'arrow', width: -120, height: 30 })
  const ids: number[] = []
  for (const shape of [text('老板'), frame, arrow])
    ids.push((await engine.call('annotations.add', { chartId, shape })).annotationId ?? 0)
  const { layoutId } = await engine.call('layouts.keep', { chartId, name: '初排' })
  const change = (at: number, shape: AnnotationShape) =>
    engine.call('annotations.change', { annotationId: ids[at] ?? 0, shape })
  await change(0, text('老大', { x: 0, y: 0, size: 30, colour: 'blue' }))
  await change(1, { ...frame, width: 30, height: 20 })
  await engine.call('annotations.remove', { chartId, annotationIds: [ids[2] ?? 0] })
  // Drawn later, under the number of the one that is gone.
  const later = text('后来的', { x: 5, y: 5, width: 50, height: 50 })
  await engine.call('annotations.add', { chartId, shape: later })
  const before = await engine.call('chart.read', { chartId })
  const done = await engine.call('layouts.apply', { layoutId })
  expect(done).toMatchObject({ gone: 0, extra: 0, drawnGone: 1 })
  expect(await shapes()).toEqual([text('老大', { colour: 'blue' }), frame, later])
  await engine.call('history.undo', {})
  expect(await engine.call('chart.read', { chartId })).toEqual(before)
  await engine.call('history.redo', {})
  expect(await shapes()).toEqual([text('老大', { colour: 'blue' }), frame, later])
  // A layout of a chart without drawings moves none.
  const bare = await engine.call('charts.create', { name: '素图', entityIds: [] })
  const kept = await engine.call('layouts.keep', { chartId: bare.chartId, name: '空' })
  await engine.call('annotations.add', { chartId: bare.chartId, shape: text('新') })
  const applied = await engine.call('layouts.apply', { layoutId: kept.layoutId })
  expect(applied).not.toHaveProperty('drawnGone')
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('a chart with nothing but drawings stands in the report, and in lists with how much is drawn', async () => {
  const { engine } = await withChart()
  const { chartId } = await engine.call('charts.create', { name: '只有手绘', entityIds: [] })
  const empty = await engine.call('charts.create', { name: '空图', entityIds: [] })
  await engine.call('annotations.add', { chartId, shape: text('据群众反映在城东') })
  const infos = await engine.call('charts.list', {})
  expect(infos.find((info) => info.chartId === chartId)).toMatchObject({ nodes: 0, drawn: 1 })
  expect(infos.find((info) => info.chartId === empty.chartId)).not.toHaveProperty('drawn')
  const { fileId } = await engine.call('report.document', {
    format: 'html',
    sections: ['charts'],
    redact: 'none',
    language: 'zh-CN',
  })
  const page = bytesOf(engine, fileId).toString()
  expect(page).toContain('据群众反映在城东')
  expect(page).toContain('只有手绘')
  expect(page).not.toContain('空图')
})

test('graph files hold drawings where the format does, or their words, masked where names are, and the answer says what is left out', async () => {
  const { engine, chartId, name } = await withChart()
  const shape = text(`${name}是老板 & "首要" <分子>`)
  await engine.call('annotations.add', { chartId, shape })
  await engine.call('annotations.add', { chartId, shape: text('', { sort: 'frame', width: 30 }) })
  const written = async (format: 'graphml' | 'gexf' | 'anx', redact: 'none' | 'all' = 'none') => {
    const file = await engine.call('exchange.write', { chartId, format, redact, language: 'zh-CN' })
    return { ...file, text: bytesOf(engine, file.fileId).toString() }
  }
  const graphml = await written('graphml')
  expect(graphml).toMatchObject({ drawingsLeftOut: 0, assumedLeftOut: 0 })
  const held = /<data key="g-drawings">([^<]*)<\/data>/.exec(graphml.text)?.[1] ?? ''
  const plain = held
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  expect((JSON.parse(plain) as AnnotationShape[]).map(({ text: words }) => words)).toEqual([shape.text, ''])
  for (const format of ['gexf', 'anx'] as const) {
    const file = await written(format)
    expect(file).toMatchObject({ drawingsLeftOut: 2 })
    expect(file.text).toContain('手绘的文字、箭头、框 2 处未写入')
    expect(file.text).toContain(`手绘文字：${name}是老板`)
  }
  for (const format of ['graphml', 'gexf', 'anx'] as const)
    expect((await written(format, 'all')).text).not.toContain(name)
  const given = await engine.call('exchange.read', { fileId: graphml.fileId })
  expect(given.skipped).toContainEqual({ what: 'drawings', count: 1 })
})
