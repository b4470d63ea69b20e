/** The chart as a desk, in a real browser: from a merge and a table to a chart, folded, laid out, brushed, stated, kept, compared after an import; out in every format; back to the start, and again after a restart. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { chartCounts, chooseFiles, goTo, openSample, openTable } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
}, 240_000)
afterAll(() => app.close())

const counts = () => chartCounts(app.page)
const bar = () => app.page.getByRole('toolbar', { name: '链图' })
const timeBar = () => app.page.getByRole('region', { name: '时间条' })
const kept = () => app.page.getByRole('complementary', { name: '快照与布局' })
const undo = () => app.page.getByRole('button', { name: /^撤销/ }).first()
const redo = () => app.page.getByRole('button', { name: /^重做/ }).first()
const label = async (button: ReturnType<typeof undo>) => (await button.getAttribute('aria-label')) ?? ''
const chip = (words: RegExp) => app.page.locator('.chips').getByText(words)
async function fromMenu(button: RegExp | string, item: string): Promise<void> {
  await bar().getByRole('button', { name: button }).click()
  await app.page.getByRole('menuitem', { name: item, exact: true }).click()
}
/** Whether all that stands in the row stands in one line. */
const isOneRow = () =>
  bar().evaluate((row) => {
    const boxes = [...row.children]
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, height }) => width * height > 0)
    return Math.max(...boxes.map(({ top }) => top)) < Math.min(...boxes.map(({ bottom }) => bottom))
  })
async function exported(format: string): Promise<Buffer> {
  const path = await app.download(async () => {
    await bar().getByRole('button', { name: '导出图' }).click()
    const dialog = app.page.getByRole('dialog', { name: '导出链图' })
    await dialog.getByLabel('格式').selectOption({ value: format })
    await dialog.getByRole('button', { name: '导出', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  })
  return readFileSync(path)
}
const table = '人员登记 2'
const openChart = () => app.page.getByRole('navigation').getByRole('link', { name: table }).click()

test('two are made one, the rows of a table become a chart, it is folded, laid out, moved, brushed, and says so at each step', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('罗志华')
  await page
    .getByRole('option', { name: /罗志华\s*人员 · [\d,]+ 条记录/ })
    .first()
    .click()
  await page.getByRole('complementary').getByRole('button', { name: '合并…' }).click()
  const merge = page.getByRole('dialog', { name: '认定是否同一' })
  await merge.getByRole('searchbox').fill('崔雪')
  await merge.getByRole('button', { name: /崔雪/ }).first().click()
  await merge.getByRole('textbox', { name: '说明' }).fill('同一人')
  await merge.getByRole('button', { name: '认定为同一' }).click()
  await merge.waitFor({ state: 'detached' })
  await page.getByRole('complementary').getByRole('button', { name: '关闭' }).click()

  await openTable(page, '人员登记')
  await page.getByRole('button', { name: '在链图中显示' }).first().click()
  await page.getByRole('menuitem', { name: '新建链图' }).click()
  const adding = page.getByRole('dialog', { name: '添加到链图' })
  await adding.getByRole('button', { name: '全部 225' }).click()
  await adding.getByRole('button', { name: '加入 225 个' }).click()
  await expect.poll(counts).toEqual({ nodes: 225, edges: 1300 })
  await fromMenu('折叠', '折叠到人')
  await expect.poll(counts).toEqual({ nodes: 40, edges: 1060 })
  await chip(/折叠到人：38 个实体内含 185 个/).waitFor()
  await fromMenu(/^布局/, '链条分列')
  await expect.poll(() => label(undo())).toContain('布局：链条分列')

  await page.getByPlaceholder('在图中查找').fill('闫秀玉')
  await page.waitForTimeout(500)
  const box = await page.locator('.surface').boundingBox()
  if (box === null) throw new Error('no canvas is in sight')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  await page.mouse.move(middle.x - 80, middle.y + 50, { steps: 6 })
  await page.mouse.up()
  await expect.poll(() => label(undo())).toContain('移动“闫秀玉”')

  // What lies under a brush is known once the bars of the chart as it stands now are there.
  await timeBar().locator('.plot .bar').nth(20).waitFor({ state: 'attached' })
  await page.waitForTimeout(500)
  const plot = await timeBar().locator('.plot').boundingBox()
  if (plot === null) throw new Error('no time bar is in sight')
  await page.mouse.move(plot.x + plot.width * 0.3, plot.y + 30)
  await page.mouse.down()
  await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 30, { steps: 8 })
  await page.mouse.up()
  await expect.poll(counts).toEqual({ nodes: 18, edges: 50 })
  await chip(/^2021-08-16 至 2021-12-12 · 隐藏/).waitFor()
})

test('a statement is entered from the keyboard, the state is kept, and one more file shows as the difference', async () => {
  const { page } = app
  await page.locator('.stage').press('s')
  const dialog = page.getByRole('dialog', { name: '添加陈述' })
  await expect
    .poll(() =>
      dialog
        .getByRole('searchbox')
        .first()
        .evaluate((field) => field === document.activeElement),
    )
    .toBe(true)
  for (const name of ['闫秀玉', '蔡博']) {
    await dialog.getByRole('searchbox').first().fill(name)
    await dialog.getByRole('option', { name }).or(dialog.getByRole('button', { name })).first().click()
  }
  await dialog.getByLabel('关系或事项').fill('给付现金')
  await dialog.getByLabel('来源材料').fill('蔡博第二次讯问笔录')
  expect(await barriers(app)).toEqual([])
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(counts).toEqual({ nodes: 18, edges: 51 })
  expect(await page.locator('.stage').evaluate((stage) => stage === document.activeElement)).toBe(true)

  await bar().getByRole('button', { name: '快照与布局' }).click()
  // The panel stands beside the chart, and the tools in one row.
  const [panel, canvas] = [await kept().boundingBox(), await page.locator('.surface').boundingBox()]
  expect((canvas?.x ?? 0) + (canvas?.width ?? 0)).toBeLessThanOrEqual(panel?.x ?? 0)
  expect(await isOneRow()).toBe(true)
  await kept().getByRole('button', { name: '拍快照' }).click()
  await page.getByRole('dialog', { name: '拍快照' }).getByRole('button', { name: '保存' }).click()
  await kept().getByRole('button', { name: / …$/ }).waitFor()

  const card = '6217008375367000751'
  const file = join(app.folder, '补充流水.csv')
  const rows = [1, 2, 3].map(
    (day) => `${card},罗志华,2021-09-0${day} 10:00:00,${day}00000.00,出,闫秀玉,6225886058167522063,zz${day}`,
  )
  writeFileSync(
    file,
    ['交易卡号,交易户名,交易时间,交易金额,收付标志,对手户名,对手卡号,交易流水号', ...rows].join('\n'),
  )
  await goTo(page, '导入')
  await chooseFiles(page, [file])
  await page.getByRole('button', { name: '导入 1 个表' }).click({ timeout: 60_000 })
  await expect.poll(() => label(undo()), { timeout: 60_000 }).toContain('导入“补充流水.csv”')
  await openChart()
  await kept()
    .or(bar().getByRole('button', { name: '快照与布局' }))
    .first()
    .waitFor()
  if (!(await kept().isVisible())) await bar().getByRole('button', { name: '快照与布局' }).click()
  await kept().getByRole('button', { name: / …$/ }).click()
  await page.getByRole('menuitem', { name: '与现在比较' }).click()
  const difference = page.getByRole('region', { name: '差异' })
  await difference.getByText('+3 笔 · +600,000.00').waitFor()
  expect(await barriers(app)).toEqual([])
  await difference.getByRole('button', { name: '结束比较' }).click()
  await kept().getByRole('button', { name: '关闭' }).click()
})

test('it leaves as picture, drawing, sheet and for other programs, each with what is drawn', async () => {
  const png = await exported('png')
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000)
  const svg = (await exported('svg')).toString('utf8')
  expect(svg).toMatch(/^<svg /)
  expect(svg).toContain('闫秀玉')
  const pdf = await exported('pdf')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.subarray(-8).toString()).toContain('%%EOF')
  const anx = (await exported('anx')).toString('utf8')
  expect(anx.match(/<ChartItem[ >]/g)?.length).toBe(18 + 51)
  const ftm = unzipSync(new Uint8Array(await exported('ftm')))
  const entities = strFromU8(ftm['entities.ftm.json'] ?? new Uint8Array())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly schema: string })
  expect(entities.filter(({ schema }) => schema === 'Person').length).toBe(18)
})

// The same way back is gone by keys alone in every run (chartKeyboard.test.ts).
test.runIf(process.env['LZ_LONG'] === '1')(
  'all is undone to the start, and done again by the program served anew',
  async () => {
    const { page } = app
    let steps = 0
    for (; !(await label(undo())).includes('主要关系'); steps++) {
      const before = await label(undo())
      await undo().click()
      await expect.poll(() => label(undo()), { timeout: 30_000 }).not.toBe(before)
      await expect.poll(() => undo().isEnabled()).toBe(true)
    }
    expect(steps).toBe(8)
    await app.restart()
    await page
      .getByRole('button', { name: /盗版剧本杀案\.lzcase/ })
      .first()
      .click()
    await page.waitForURL(/#\/overview/)
    for (let step = 1; step <= steps; step++) {
      await expect.poll(() => redo().isEnabled(), { timeout: 30_000 }).toBe(true)
      const before = await label(redo())
      await redo().click()
      await expect.poll(() => label(redo()), { timeout: 30_000 }).not.toBe(before)
    }
    await openChart()
    await expect.poll(counts).toEqual({ nodes: 18, edges: 51 })
    await chip(/折叠到人：38 个实体内含 185 个/).waitFor()
    expect(await barriers(app)).toEqual([])
    expect(app.complaints).toEqual([])
  },
)
