/** The link chart in a real browser, by pointer and by keys: it grows, is changed, laid out and left, and every step can be taken back. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { addToChart, chartCounts, goTo, openSample, exportChart } from './case.ts'
import { readySamples } from './samples.ts'

const account = '6217008375367000751'
let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
}, 240_000)
afterAll(() => app.close())

const bar = (page: Page) => page.getByRole('toolbar', { name: '链图' })
const table = (page: Page) => page.getByRole('region', { name: '图中数据表' })
const undo = () => app.page.getByRole('button', { name: '撤销' }).first().click()
const counts = () => chartCounts(app.page)
/** The name at the top of what is inspected. */
const inspected = (name: string) => app.page.locator('.inspector .who .label', { hasText: name })
/** Where a chart of one node has it: near the middle of the canvas, clear of what floats over it; the pointer says where. */
async function onlyNode(): Promise<{ readonly x: number; readonly y: number }> {
  const surface = app.page.locator('.surface')
  const box = await surface.boundingBox()
  if (box === null) throw new Error('no canvas is in sight')
  for (let away = 0; away < 220; away += 9)
    for (let turn = 0; turn < 16; turn += 1) {
      const x = box.x + box.width / 2 + away * Math.cos((turn * Math.PI) / 8)
      const y = box.y + box.height / 2 - 27 + (away / 2) * Math.sin((turn * Math.PI) / 8)
      await app.page.mouse.move(x, y)
      if ((await surface.evaluate((element) => (element as HTMLElement).style.cursor)) === 'pointer')
        return { x, y }
      if (away === 0) break
    }
  throw new Error('the node is not found')
}
/** A new chart with the account alone on it, in the middle. */
async function chartOfOne(): Promise<void> {
  await goTo(app.page, '链图')
  const inspector = app.page.getByRole('complementary').getByRole('button', { name: '关闭' })
  if (await inspector.isVisible()) await inspector.click()
  await bar(app.page).getByRole('button').first().click()
  await app.page.getByRole('menuitem', { name: '新建链图' }).click()
  await app.page.getByText('这张链图还是空的').waitFor()
  await addToChart(app.page, account)
  // The dialog gives the focus back when it has gone.
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(counts).toEqual({ nodes: 1, edges: 0 })
}
async function chooseFromMenuAt(item: string): Promise<void> {
  const { x, y } = await onlyNode()
  await app.page.mouse.click(x, y, { button: 'right' })
  await app.page.getByRole('menuitem', { name: item, exact: false }).click()
}
async function svg(): Promise<string> {
  const path = await app.download(() => exportChart(app.page, 'SVG'))
  // When it was made is another moment each time.
  return readFileSync(path, 'utf8').replaceAll(/制作 [\d: -]+/g, '')
}

test('a double click asks how many of many neighbours come, says what is left out, brings them in one step of the history, and undo takes exactly them', async () => {
  await chartOfOne()
  const { x, y } = await onlyNode()
  await app.page.mouse.dblclick(x, y)
  const dialog = app.page.getByRole('dialog', { name: '添加到链图' })
  await dialog.getByText(/将加入 60 个实体、\d+ 条关系/).waitFor({ timeout: 20_000 })
  const [, left] = /另有 ([\d,]+) 个不加入/.exec(await dialog.innerText()) ?? []
  await app.page.keyboard.press('Enter')
  // Right after the opening the engine has other questions before it.
  await expect.poll(counts, { timeout: 20_000 }).toMatchObject({ nodes: 61 })
  await app.page.getByText('新增 60 个实体').waitFor()
  await app.page.getByRole('button', { name: `有 ${left} 个关联对象未显示` }).waitFor()
  expect(await svg()).toContain(`+${left?.replaceAll(',', '')}`)
  await undo()
  await expect.poll(counts).toEqual({ nodes: 1, edges: 0 })
  await app.page.getByRole('button', { name: '重做' }).first().click()
  await expect.poll(counts).toMatchObject({ nodes: 61 })
}, 90_000)

test('a node is pinned by its menu, and one that a hand has moved is pinned where it was put', async () => {
  await chartOfOne()
  await chooseFromMenuAt('固定')
  await chooseFromMenuAt('取消固定')
  const from = await onlyNode()
  await app.page.mouse.move(from.x, from.y)
  await app.page.mouse.down()
  await app.page.mouse.move(from.x + 90, from.y + 40, { steps: 6 })
  await app.page.mouse.up()
  await app.page
    .getByRole('button', { name: /^撤销.*/ })
    .first()
    .waitFor()
  await app.page.locator('.stage').press('0')
  await chooseFromMenuAt('取消固定')
}, 90_000)

test('by keys alone a node is chosen, expanded and hidden; what is hidden says so and comes back', async () => {
  await chartOfOne()
  await app.page.getByRole('button', { name: '图中数据表' }).press('Enter')
  await table(app.page).waitFor()
  await table(app.page)
    .getByRole('button', { name: new RegExp(account) })
    .press('Enter')
  await app.page.getByRole('complementary').getByText(account.slice(-4)).first().waitFor()
  await app.page.locator('.stage').press('Enter')
  await app.page.getByRole('button', { name: '加入 60 个' }).waitFor()
  await app.page.keyboard.press('Enter')
  await expect.poll(counts).toMatchObject({ nodes: 61 })
  const { edges } = await counts()
  await app.page.locator('.stage').press('h')
  await expect.poll(counts).toMatchObject({ nodes: 60 })
  expect((await counts()).edges).toBeLessThan(edges)
  await app.page.getByRole('button', { name: '显示隐藏的 1 个' }).click()
  await expect.poll(counts).toEqual({ nodes: 61, edges })
}, 90_000)

test('after a press on the canvas the keys work: arrows walk to a neighbour, all are selected and hidden at once, Escape lets go', async () => {
  await app.page.getByRole('navigation').getByRole('link', { name: '主要关系' }).click()
  await expect.poll(counts).toEqual({ nodes: 29, edges: 34 })
  const box = await app.page.locator('.surface').boundingBox()
  if (box === null) throw new Error('no canvas is in sight')
  await app.page.mouse.click(box.x + 20, box.y + box.height / 2)
  // From nobody the first step is to the best linked.
  await app.page.keyboard.press('ArrowLeft')
  await inspected(account).waitFor()
  await app.page.keyboard.press('ArrowUp')
  await inspected(account).waitFor({ state: 'detached' })
  await app.page.keyboard.press('Control+a')
  const selected = app.page.getByRole('toolbar', { name: '已选 29 个' })
  await selected.waitFor()
  await app.page.keyboard.press('Escape')
  await selected.waitFor({ state: 'detached' })
  await app.page.keyboard.press('Control+a')
  await selected.getByRole('button', { name: '隐藏' }).click()
  await expect.poll(counts).toEqual({ nodes: 0, edges: 0 })
  await undo()
  await expect.poll(counts).toEqual({ nodes: 29, edges: 34 })
}, 90_000)

test('a kind is filtered away and brought back; a layout moves everything and is taken back; the picture follows', async () => {
  await app.page.getByRole('navigation').getByRole('link', { name: '主要关系' }).click()
  // Ten relations to persons above lead to mentions of their names until somebody decides who they are.
  const all = { nodes: 29, edges: 34 }
  await expect.poll(counts).toEqual(all)
  const kind = app.page.getByRole('complementary', { name: '图例' }).getByRole('button').first()
  await kind.click()
  await expect.poll(async () => (await counts()).nodes).toBe(15)
  await app.page.getByText(/筛选/).last().waitFor()
  await kind.click()
  await expect.poll(counts).toEqual(all)

  const before = await svg()
  await bar(app.page).getByRole('button', { name: /^布局/ }).click()
  await app.page.getByRole('menuitem', { name: '环形' }).click()
  await expect.poll(svg, { timeout: 30_000 }).not.toBe(before)
  await undo()
  await expect.poll(svg, { timeout: 30_000 }).toBe(before)
}, 120_000)

test('a path between two is found and shown, and the picture leaves as PNG', async () => {
  await table(app.page).waitFor()
  await table(app.page)
    .getByRole('button', { name: new RegExp(account) })
    .click()
  await app.page.getByRole('button', { name: '查路径' }).click()
  await table(app.page).getByRole('button', { name: /崔雪/ }).first().click()
  await app.page.getByText(/最短路径 \d+ 步/).waitFor()
  const png = readFileSync(await app.download(() => exportChart(app.page, 'PNG')))
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
  expect(app.complaints).toEqual([])
}, 90_000)

test('lanes stand in frames on the page and in the picture; a layout runs beside the page, and the history names it', async () => {
  const worker = app.page.waitForEvent('worker')
  await bar(app.page).getByRole('button', { name: /^布局/ }).click()
  await app.page.getByRole('menuitem', { name: '链条分列' }).click()
  expect((await worker).url()).toMatch(/layoutWorker/)
  await expect.poll(svg, { timeout: 30_000 }).toMatch(/印刷 · \d+<\/text>/)
  await bar(app.page).getByRole('button', { name: /^布局/ }).click()
  await app.page.getByRole('menuitem', { name: '层级' }).click()
  await expect.poll(svg, { timeout: 30_000 }).not.toMatch(/印刷 · \d+<\/text>/)
  await goTo(app.page, '操作历史')
  for (const name of ['布局：层级', '布局：链条分列']) await app.page.getByText(name).first().waitFor()
  await app.page.getByRole('navigation').getByRole('link', { name: '主要关系' }).click()
  await undo()
  await undo()
  expect(app.complaints).toEqual([])
}, 120_000)

test('what the pointer rests on tells its facts; a drag with Alt and a menu of the ground choose several; the small map moves the view and stays open', async () => {
  await app.page.getByRole('navigation').getByRole('link', { name: '主要关系' }).click()
  await expect.poll(counts).toEqual({ nodes: 29, edges: 34 })
  await app.page.locator('.stage').press('0')
  const box = await app.page.locator('.surface').boundingBox()
  if (box === null) throw new Error('no canvas is in sight')
  const ground = { x: box.x + 30, y: box.y + box.height / 2 }
  await app.page.mouse.click(ground.x, ground.y)
  const chosen = (count: number) => app.page.getByRole('toolbar', { name: `已选 ${count} 个` })

  await app.page.mouse.click(ground.x, ground.y, { button: 'right' })
  await app.page.getByRole('menuitem', { name: /选择全部：人员/ }).click()
  await chosen(14).waitFor()
  await app.page.mouse.click(ground.x, ground.y)
  await chosen(14).waitFor({ state: 'detached' })

  // All around the chart, which a fit has put in the middle.
  await app.page.keyboard.down('Alt')
  await app.page.mouse.move(box.x + 8, box.y + 8)
  await app.page.mouse.down()
  for (const [x, y] of [
    [box.width - 70, 8],
    [box.width - 70, box.height - 8],
    [8, box.height - 8],
  ] as const)
    await app.page.mouse.move(box.x + x, box.y + y, { steps: 4 })
  await app.page.mouse.up()
  await app.page.keyboard.up('Alt')
  await chosen(29).waitFor()
  await app.page.keyboard.press('Escape')

  const pressed = () =>
    app.page.getByRole('button', { name: '缩略图', exact: true }).getAttribute('aria-pressed')
  expect(await pressed()).toBe('false')
  await app.page.getByRole('button', { name: '缩略图', exact: true }).click()
  const map = app.page.getByRole('application', { name: '缩略图' })
  const frame = () => map.locator('.frame').getAttribute('style')
  await expect.poll(frame).toMatch(/left: \d/)
  const before = await frame()
  await map.press('ArrowRight')
  await expect.poll(frame).not.toBe(before)
  await goTo(app.page, '操作历史')
  await app.page.getByRole('navigation').getByRole('link', { name: '主要关系' }).click()
  await map.waitFor()
  await app.page.getByRole('button', { name: '关闭缩略图' }).click()
  await map.waitFor({ state: 'detached' })

  // The best linked of all is put in sight by the first step from nobody.
  await app.page.locator('.stage').press('0')
  await app.page.locator('.stage').press('ArrowLeft')
  await inspected(account).waitFor()
  await app.page.getByPlaceholder('在图中查找').fill(account.slice(-4))
  await app.page.getByPlaceholder('在图中查找').press('Enter')
  await app.page.waitForTimeout(600)
  const now = await app.page.locator('.surface').boundingBox()
  if (now === null) throw new Error('no canvas is in sight')
  await app.page.mouse.move(now.x + now.width / 2 - 3, now.y + now.height / 2)
  await app.page.mouse.move(now.x + now.width / 2, now.y + now.height / 2)
  await app.page
    .getByRole('tooltip')
    .getByText(/图上相连 \d+ \/ 全案/)
    .waitFor()
  expect(app.complaints).toEqual([])
}, 90_000)
