/** Charts on paper: how they are fitted, what stands around them, and the files they become. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { drawBody } from '../../electron/engine/charts/drawChart.ts'
import { writePdf } from '../../electron/engine/charts/sheet/pdf.ts'
import { maskChart } from '../../electron/engine/report/model/redact.ts'
import type { SheetFacts } from '../../electron/engine/charts/sheet/sheetFacts.ts'
import {
  oneSheet,
  sheetPages,
  sheetPlan,
  svgOfPage,
  tileBox,
  toFit,
} from '../../electron/engine/charts/sheet/sheetPages.ts'
import { sheetWords } from '../../electron/engine/charts/sheet/sheetWords.ts'
import { partsOf } from '../../electron/engine/charts/sheet/svgParts.ts'
import { systemTypeface, type Typeface } from '../../electron/engine/charts/sheet/systemFonts.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { wrapped } from '../../shared/model/chart/textWidth.ts'
import { chartColours } from '../../shared/model/chart/colours.ts'
import { isPoster, leastText, pageSizes, papers, planSheet } from '../../shared/model/chart/papers.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { textWidth } from '../../shared/model/chart/textWidth.ts'
import { entityKinds } from '../../shared/model/define.ts'
import { bytesOf, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { fileSink } from '../../electron/engine/store/sealedFile.ts'

const rooms = {
  whole: (page: 'a4' | 'a3', landscape: boolean) => turned(page, landscape, 150),
  tile: (page: 'a4' | 'a3', landscape: boolean) => turned(page, landscape, 70),
}
function turned(page: 'a4' | 'a3', landscape: boolean, taken: number) {
  const { width, height } = pageSizes[page]
  return landscape
    ? { width: height - 56, height: width - taken }
    : { width: width - 56, height: height - taken }
}

describe('the paper', () => {
  test('no chart is put on paper with text below the least, whatever was asked for', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(side, side, fc.constantFrom(...papers), (width, height, asked) => {
        const plan = planSheet({ width, height, smallest: 9.5 }, asked, rooms)
        expect(plan.text).toBeGreaterThanOrEqual(leastText - 1e-9)
        expect(plan.pages).toBe(isPoster(plan.paper) ? plan.columns * plan.rows + 1 : 1)
        if (isPoster(asked)) expect(plan.paper).toBe(asked)
      }),
    )
  })
  test.each([
    // The room of A4 lying is 785.89 wide: at 7 of 10 that is a chart of 1,122 pixels.
    [1_122, 'a4', 'a4'],
    [1_124, 'a4', 'a3'],
    [1_124, 'a3', 'a3'],
    [1_620, 'a4', 'a3'],
    [1_622, 'a4', 'poster-a3'],
    [1_622, 'a3', 'poster-a3'],
    [1_622, 'poster-a4', 'poster-a4'],
  ] as const)('%i pixels wide, asked for %s: %s', (width, asked, paper) => {
    const plan = planSheet({ width, height: 10, smallest: 10 }, asked, rooms)
    expect(plan.paper).toBe(paper)
    if (plan.paper !== asked) expect(plan.textAsked).toBeLessThan(leastText)
  })
  test('the pages of a poster hold every point of the chart, and neighbours share a strip', () => {
    const side = fc.integer({ min: 600, max: 9_000 })
    fc.assert(
      fc.property(side, side, fc.constantFrom('poster-a4', 'poster-a3'), (width, height, asked) => {
        const body = { ...emptyBody, width, height }
        const plan = sheetPlan(body, facts, asked, looks)
        const first = tileBox(body, plan, 0, 0)
        const last = tileBox(body, plan, plan.rows - 1, plan.columns - 1)
        expect(first.left).toBeLessThanOrEqual(1e-6)
        expect(first.top).toBeLessThanOrEqual(1e-6)
        expect(last.right).toBeGreaterThanOrEqual(width - 1e-6)
        expect(last.bottom).toBeGreaterThanOrEqual(height - 1e-6)
        for (let column = 1; column < plan.columns; column++)
          expect(tileBox(body, plan, 0, column - 1).right - tileBox(body, plan, 0, column).left).toBeCloseTo(
            20 / plan.scale,
            6,
          )
      }),
    )
  })
})

const chartOf = (count: number) => ({
  chartId: 1,
  name: '全链条 <关系> & 资金',
  settings: { ...defaultSettings, sizeBy: 'amount' as const },
  nodes: Array.from({ length: count }, (_, index) => ({
    entityId: index + 1,
    kind: entityKinds[index % entityKinds.length]?.id ?? 'person',
    label: `人员${index + 1}`,
    sublabel: '角色',
    nameOnly: index % 7 === 0,
    x: (index % 20) * 160,
    y: Math.floor(index / 20) * 130,
    pinned: false,
    hidden: false,
    degree: 3,
    shown: 1,
    amount: index * 1_000_000,
    note: '',
  })),
  edges: Array.from({ length: Math.max(0, count - 1) }, (_, index) => ({
    linkId: index + 1,
    linkKind: index % 2 === 0 ? 'transfer' : 'calls',
    fromId: index + 1,
    toId: index + 2,
    directed: true,
    count: index + 1,
    amount: index % 2 === 0 ? (index + 1) * 123_456 : null,
    quantity: null,
    firstTime: null,
    lastTime: null,
  })),
})
const looks = { tokens: chartColours.print, words: sheetWords['zh-CN'] }
const emptyBody = drawBody(chartOf(0), { theme: 'print', language: 'zh-CN' })
const facts: SheetFacts = {
  title: '全链条 <关系> & 资金',
  caseName: '“9·12”案',
  counts: '3 实体',
  kinds: entityKinds.map(({ id, nameZh }) => ({ kind: id, text: `${nameZh} 1` })),
  sizes: { label: '大小', steps: [{ size: 60, text: '1 亿' }] },
  widths: { label: '线宽', steps: [{ size: 6, text: '1 亿' }] },
  lineSorts: [{ sort: 'money', text: '资金' }],
  stated: [{ strength: 'disputed', text: '据陈述（有争议）' }],
  colours: [],
  flags: [],
  signs: [],
  lines: [
    { label: '来源', text: '很长的文件名_银行交易明细_2023年度.xlsx（0a1b2c3d）、'.repeat(9) },
    { label: '筛选', text: '无' },
  ],
  made: '制作 2026-11-30 10:00:00',
}

describe('the pages', () => {
  test.each([0, 1, 40, 300])(
    'with %i entities: every text is of 7 points or more and stands on its page',
    (count) => {
      const body = drawBody(chartOf(count), { theme: 'print', language: 'zh-CN' })
      for (const asked of papers) {
        const plan = sheetPlan(body, facts, asked, looks)
        const pages = [...sheetPages(body, facts, plan, looks), oneSheet(body, facts, plan, looks)]
        expect(pages).toHaveLength(plan.pages + 1)
        for (const [index, page] of pages.entries()) {
          // The page with the whole of a poster says that its text is small.
          const overview = isPoster(plan.paper) && index === 0
          for (const layer of page.layers)
            for (const part of partsOf(`<g>${layer.markup}</g>`))
              if (part.sort === 'text') {
                if (!overview)
                  expect(part.size * Math.hypot(part.matrix[0], part.matrix[1])).toBeGreaterThan(6.99)
                if (layer.clip !== null) continue
                const [x, y] = [
                  part.matrix[0] * part.x + part.matrix[4],
                  part.matrix[3] * part.y + part.matrix[5],
                ]
                expect(x >= 0 && x <= page.width && y >= 0 && y <= page.height, part.text).toBe(true)
              }
        }
        expect(svgOfPage(pages[0] as never, '<t>')).toMatch(/^<svg [^>]*width="[\d.]+mm"/)
      }
    },
  )
  test('what is fitted is the smallest text of the chart', () => {
    expect(toFit(emptyBody).smallest).toBe(10)
    expect(toFit({ ...emptyBody, markup: '<text font-size="12"/><text font-size="9.5"/>' }).smallest).toBe(
      9.5,
    )
  })
  test('lines are no wider than they may be, and nothing of the text is lost', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 30, max: 400 }),
        (text, width) => {
          const lines = wrapped(text, 8, width)
          for (const line of lines) expect(textWidth(line, 8)).toBeLessThanOrEqual(Math.max(width, 8 * 1.01))
          expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        },
      ),
    )
  })
})

interface Read {
  readonly pages: readonly string[]
  readonly title: unknown
}
async function readPdf(bytes: Uint8Array): Promise<Read> {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  const { info } = await document.getMetadata()
  return { pages, title: (info as Readonly<Record<string, unknown>>)['Title'] }
}
async function caseWithChart(): Promise<{ readonly engine: Engine; readonly chartId: number }> {
  const { engine, folder } = await temporaryEngine()
  const csv =
    '交易卡号,交易户名,对手卡号,对手户名,交易金额,收付标志,交易时间\n6217008375367000751,罗志华,6228480586793134782,蒋嘉,1200.50,出,2024-01-02 10:00:00\n6217008375367000751,罗志华,6222021234567890123,𠮷田,99.00,出,2024-01-03 10:00:00\n'
  const path = join(folder, '明细 13912345678.csv')
  writeFileSync(path, csv)
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const { rows } = await engine.call('entities.list', { offset: 0, limit: 50 })
  const { chartId } = await engine.call('charts.create', {
    name: '资金 6217008375367000751',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  return { engine, chartId }
}

test('whatever people wrote on a chart is masked with it: notes, statements, assumptions, what was left out', () => {
  const secret = '罗志华 13912345678'
  const chart = chartOf(2)
  const masked = maskChart(
    {
      ...chart,
      name: secret,
      nodes: chart.nodes.map((node) => ({ ...node, label: secret, sublabel: secret, note: secret })),
      edges: chart.edges.map((edge) => ({ ...edge, linkKind: 'statedDisputed', says: [secret, secret] })),
      assumed: [
        {
          assumptionId: 1,
          fromId: 1,
          toId: 2,
          directed: true,
          label: secret,
          note: secret,
          at: '2026-11-30 10:00:00',
          operator: '某',
        },
      ],
      leftOut: [{ label: secret, hidden: 3, entityId: 1 }],
    },
    (_, text) => text.replaceAll(secret, '■'),
  )
  expect(JSON.stringify(masked)).not.toContain(secret)
  const { markup } = drawBody(masked, { theme: 'print', language: 'zh-CN' })
  expect(markup).not.toContain('罗志华')
  // What draws statements and assumptions is known to what writes PDF and pictures.
  expect(partsOf(`<g>${markup}</g>`).length).toBeGreaterThan(6)
})

describe('the files', () => {
  test('a PDF has its text, is the same each time, is told in the exports, and masks what it is asked to', async () => {
    const { engine, chartId } = await caseWithChart()
    const exported = async (redact: 'none' | 'all') => {
      const file = await engine.call('chart.export', { chartId, format: 'pdf', redact })
      return { file, bytes: bytesOf(engine, file.fileId) }
    }
    const { file, bytes } = await exported('none')
    expect([file.plan.paper, file.plan.pages]).toEqual(['a4', 1])
    const { pages, title } = await readPdf(bytes)
    expect(title).toBe('资金 6217008375367000751')
    const [text = ''] = pages
    for (const words of ['罗志华', '1,200.50', '未画出', '明细 13912345678.csv', '第 1 页 / 共 1 页'])
      expect(text, words).toContain(words)
    const masked = await readPdf((await exported('all')).bytes)
    for (const secret of ['罗志华', '13912345678', '6217008375367000751', '蒋嘉'])
      expect(`${masked.pages.join('')}${String(masked.title)}`, secret).not.toContain(secret)
    const listed = await engine.call('report.list', {})
    expect(listed.map(({ sha256 }) => sha256)).toContain(file.sha256)
    const { entries } = await engine.call('audit.list', { offset: 0, limit: 5 })
    expect(entries.filter(({ action }) => action === 'chart.export')).toHaveLength(2)
  })
  test.runIf(systemTypeface() !== null)('the same pages are the same PDF, byte for byte', async () => {
    const body = drawBody(chartOf(60), { theme: 'paper', language: 'zh-CN' })
    const pages = sheetPages(body, facts, sheetPlan(body, facts, 'poster-a4', looks), looks)
    const folder = temporaryFolder()
    const about = { title: '图', author: '某', at: '2026-11-30 10:00:00', language: 'zh-CN' }
    const made = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const path = join(folder, name)
        await writePdf(fileSink(path), pages, about, systemTypeface() as Typeface)
        return readFileSync(path)
      }),
    )
    expect(made[0]?.equals(made[1] ?? Buffer.alloc(0))).toBe(true)
    const read = await readPdf(made[0] ?? Buffer.alloc(0))
    expect(read.pages.length).toBe(pages.length)
    // A name stands on those pages alone where it is seen.
    const on = read.pages.flatMap((text, index) => (index > 0 && text.includes('人员60') ? [index] : []))
    expect(on.length).toBeGreaterThan(0)
    expect(on.length).toBeLessThan(pages.length - 1)
  })
  test('pictures and drawings carry the same sheet, and a copy is told too', async () => {
    const { engine, chartId } = await caseWithChart()
    const png = await engine.call('chart.export', { chartId, format: 'png' })
    const bytes = bytesOf(engine, png.fileId)
    expect([bytes.readUInt32BE(16), png.dpi]).toEqual([
      bytes.readUInt32BE(16) > bytes.readUInt32BE(20) ? 3_508 : 2_480,
      300,
    ])
    const svg = await engine.call('chart.export', { chartId, format: 'svg', look: 'black' })
    const drawn = bytesOf(engine, svg.fileId).toString('utf8')
    expect(drawn).toContain('未画出')
    expect(drawn).not.toMatch(/#(?!000000|ffffff|d9d9d9)[0-9a-f]{6}/i)
    const copied = await engine.call('chart.copy', { chartId })
    expect(copied.svg).toContain('未画出')
    const { entries } = await engine.call('audit.list', { offset: 0, limit: 3 })
    expect(entries.map(({ action }) => action)).toEqual(['chart.copy', 'chart.export', 'chart.export'])
    await expect(engine.call('chart.export', { chartId: 99 })).rejects.toMatchObject({
      code: 'chart-not-found',
    })
  })
  test('where circles are sized by neighbours it is said that those by statements are among them, drawn or not', async () => {
    const { engine, chartId } = await caseWithChart()
    const said = async (language: 'zh-CN' | 'en') =>
      (await engine.call('chart.sheet', { chartId, language })).svg.includes(
        language === 'en' ? 'those by statements too' : '含仅据陈述的',
      )
    await engine.call('chart.settings', { chartId, settings: { sizeBy: 'degree' } })
    expect([await said('zh-CN'), await said('en')]).toEqual([false, false])
    const { nodes } = await engine.call('chart.read', { chartId })
    await engine.call('statements.save', {
      from: { entityId: nodes[0]?.entityId ?? 0 },
      to: { kind: 'person', name: '老王' },
      says: '同学',
      strength: 'probable',
    })
    expect([await said('zh-CN'), await said('en')]).toEqual([true, true])
    await engine.call('chart.settings', { chartId, settings: { sizeBy: 'amount' } })
    expect(await said('zh-CN')).toBe(false)
  })
  test('the sheet says by what rule the chart is folded, and that a group is closed, in either language', async () => {
    const { engine, chartId } = await caseWithChart()
    const said = async (language: 'zh-CN' | 'en') => {
      const { svg } = await engine.call('chart.sheet', { chartId, paper: 'a3', language })
      return svg.replaceAll(/<[^>]+>|\s/g, '')
    }
    expect(await said('zh-CN')).toContain('未折叠，号码与物品各自成点')
    for (const [foldBy, zh, en] of [
      ['people', '折叠到人', 'foldedintopeople'],
      ['place', '按场所折叠', 'foldedbyplace'],
      ['branch', '按代理分支折叠', 'foldedbybranch'],
      ['community', '按模块度（Louvain法', 'bymodularity(Louvain'],
      ['kind', '按类型折叠', 'foldedbykind'],
    ] as const) {
      await engine.call('chart.settings', { chartId, settings: { foldBy } })
      expect(await said('zh-CN'), foldBy).toContain(zh)
      expect(await said('en'), foldBy).toContain(en)
    }
    await engine.call('chart.settings', { chartId, settings: { foldBy: 'none' } })
    const { nodes } = await engine.call('chart.read', { chartId })
    const entityIds = nodes.slice(0, 2).map(({ entityId }) => entityId)
    const { groupId } = await engine.call('groups.make', { chartId, title: '甲', entityIds })
    expect(await said('zh-CN')).toContain('未折叠，号码与物品各自成点')
    await engine.call('chart.settings', { chartId, settings: { closedGroups: [groupId ?? 0] } })
    expect(await said('zh-CN')).toContain('1个手工编组收起，各成一点；1个画在所属的实体内')
    expect(await said('zh-CN')).not.toContain('未折叠，')
  })
  test('what would be made is told before it is', async () => {
    const { engine, chartId } = await caseWithChart()
    const sheet = await engine.call('chart.sheet', { chartId, paper: 'poster-a4' })
    expect(sheet).toMatchObject({ plan: { paper: 'poster-a4' }, missing: '' })
    expect(sheet.svg).toContain('总览')
    expect(await engine.call('report.list', {})).toEqual([])
  })
})
