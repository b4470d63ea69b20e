/** What people put on a chart by hand, in a real browser, by pointer and by keys: a text box, an arrow, a frame; a picture as icon. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { exportChart, goTo, openSample } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
  await goTo(app.page, '链图')
  await app.page.getByRole('complementary', { name: '图例' }).getByText('人员').first().waitFor()
}, 240_000)
afterAll(() => app.close())

const stage = () => app.page.locator('.stage')
const legend = (words: string | RegExp) =>
  app.page.getByRole('complementary', { name: '图例' }).getByText(words)
const undo = () => app.page.getByRole('button', { name: /^撤销/ }).first()
async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await stage().boundingBox()
  if (box === null) throw new Error('no chart is in sight')
  await app.page.mouse.move(box.x + from[0], box.y + from[1])
  await app.page.mouse.down()
  await app.page.mouse.move(box.x + to[0], box.y + to[1], { steps: 4 })
  await app.page.mouse.up()
}
const svg = async () => readFileSync(await app.download(() => exportChart(app.page, 'SVG')), 'utf8')

test('a text box, a frame and an arrow are drawn, moved by keys, coloured, told in the legend and in the history', async () => {
  const { page } = app
  await stage().focus()
  await page.keyboard.press('t')
  await page.getByText('拖动画出文字框').waitFor()
  await drag([230, 60], [420, 110])
  await page.keyboard.type('出资人在此')
  await page.keyboard.press('Control+Enter')
  await legend('手绘 1 处').waitFor()
  const toolbar = page.getByRole('toolbar', { name: '文字框' })
  await toolbar.getByRole('button', { name: '红' }).click()
  await expect.poll(async () => undo().getAttribute('aria-label')).toContain('链图文字框')
  await stage().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect.poll(async () => undo().getAttribute('aria-label')).toContain('移动“出资人在此”')
  await page.keyboard.press('Escape')
  // By keys alone: the tool, Enter puts it in the middle of the view.
  await page.keyboard.press('f')
  await page.keyboard.press('Enter')
  await page.keyboard.type('仓储')
  await page.keyboard.press('Enter')
  await legend('手绘 2 处').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '手绘', exact: true }).click()
  await page.getByRole('menuitem', { name: '箭头' }).click()
  await page.getByText('从箭尾拖到箭头').waitFor()
  await drag([300, 500], [420, 520])
  await legend('手绘 3 处').waitFor()
})

test('an attached picture becomes the icon of its entity, in what leaves too', async () => {
  const { page } = app
  await stage().focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  const inspector = page.locator('.inspector')
  const add = inspector.getByRole('button', { name: '添加附件…' })
  await add.scrollIntoViewIfNeeded()
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 400)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.fillStyle = '#3070c0'
    context.fillRect(0, 0, 300, 400)
    context.fillStyle = '#f0d0b0'
    context.beginPath()
    context.arc(150, 150, 80, 0, 7)
    context.fill()
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' })
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), add.click()])
  await chooser.setFiles([{ name: '正面照.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture) }])
  await inspector.getByRole('button', { name: '用作图标' }).click()
  await inspector.getByRole('button', { name: '不再用作图标' }).waitFor()
  expect(await svg()).toMatch(/<image [^>]*href="data:image\/png;base64,iVBOR/)
  expect(app.complaints).toEqual([])
})
