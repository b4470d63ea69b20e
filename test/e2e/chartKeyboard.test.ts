/**
 * The chart as a desk with the keyboard alone: a merge, the rows of a table as a chart, folded, laid out, walked over, several selected, brushed, stated, kept, compared after
 * an import, undone to the start, done again after a restart, and out in every format. Nothing here touches the mouse; only the file chooser is answered.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { chartCounts } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
}, 240_000)
afterAll(() => app.close())

const press = (...keys: readonly string[]) =>
  keys.reduce<Promise<void>>(
    (before, key) => before.then(() => app.page.keyboard.press(key)),
    Promise.resolve(),
  )
const type = (words: string) => app.page.keyboard.type(words)
/** Whether the focus is on it. */
const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)
/** Goes there with Tab or Shift+Tab, whichever way it lies; fails when it cannot be reached. */
async function go(target: Locator): Promise<void> {
  const wanted = target.first()
  await wanted.waitFor()
  for (let step = 0; step < 150; step++) {
    const way = await wanted.evaluate((element) => {
      const now = document.activeElement
      if (now === element) return null
      if (now === null || now === document.body) return 'Tab'
      return (now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
        ? 'Shift+Tab'
        : 'Tab'
    })
    if (way === null) return
    await press(way)
  }
  throw new Error(`not to be reached by Tab: ${String(target)}`)
}
async function enter(target: Locator): Promise<void> {
  await go(target)
  await press('Enter')
}
/** Opens a menu and takes what it is called. */
async function fromMenu(button: Locator, item: string): Promise<void> {
  await enter(button)
  const wanted = app.page.getByRole('menuitem', { name: item, exact: true })
  await wanted.waitFor()
  for (let step = 0; step < 40 && !(await isFocused(wanted)); step++) await press('ArrowDown')
  expect(await isFocused(wanted)).toBe(true)
  await press('Enter')
}
const link = (name: string) => app.page.getByRole('navigation').getByRole('link', { name })
const inside = () => app.page.locator('aside.inspector')
const bar = () => app.page.getByRole('toolbar', { name: '链图' })
const stage = () => app.page.locator('.stage')
const kept = () => app.page.getByRole('complementary', { name: '快照与布局' })
const counts = () => chartCounts(app.page)
const undo = () => app.page.getByRole('button', { name: /^撤销/ }).first()
const redo = () => app.page.getByRole('button', { name: /^重做/ }).first()
const label = async (button: Locator) => (await button.getAttribute('aria-label')) ?? ''
const table = '人员登记 2'
/** What was in sight when all was done. */
let drawn = { nodes: 0, edges: 0 }

test('a merge, a chart of the rows of a table, folded and laid out', async () => {
  const { page } = app
  await enter(page.getByRole('button', { name: /打开示例案件\s*示例：盗版剧本杀案/ }))
  await page.waitForURL(/#\/overview/, { timeout: 120_000 })
  await press('Control+k')
  await type('罗志华')
  const person = page.getByRole('option', { name: /罗志华\s*人员 · [\d,]+ 条记录/ }).first()
  await person.waitFor()
  for (let step = 0; step < 20 && (await person.getAttribute('aria-selected')) !== 'true'; step++)
    await press('ArrowDown')
  await press('Enter')
  await enter(inside().getByRole('button', { name: '合并…' }))
  const merge = page.getByRole('dialog', { name: '认定是否同一' })
  await go(merge.getByRole('searchbox'))
  await type('崔雪')
  await enter(merge.getByRole('button', { name: /崔雪/ }))
  await go(merge.getByRole('textbox', { name: '说明' }))
  await type('同一人')
  await enter(merge.getByRole('button', { name: '认定为同一' }))
  await merge.waitFor({ state: 'detached' })
  await enter(inside().getByRole('button', { name: '关闭' }))

  await enter(link('证据表'))
  await page.waitForURL(/#\/tables/)
  await enter(
    page
      .getByRole('main')
      .getByRole('link', { name: '人员登记' })
      .or(page.getByRole('main').getByRole('button', { name: '人员登记' })),
  )
  await page.getByRole('grid', { name: /^人员登记/ }).waitFor()
  await fromMenu(page.getByRole('button', { name: '在链图中显示' }), '新建链图')
  const adding = page.getByRole('dialog', { name: '添加到链图' })
  await enter(adding.getByRole('button', { name: '全部 225' }))
  await enter(adding.getByRole('button', { name: '加入 225 个' }))
  await expect.poll(counts).toEqual({ nodes: 225, edges: 1300 })
  await fromMenu(bar().getByRole('button', { name: '折叠' }), '折叠到人')
  await expect.poll(counts).toEqual({ nodes: 40, edges: 1060 })
  await fromMenu(bar().getByRole('button', { name: /^布局/ }), '链条分列')
  await expect.poll(() => label(undo())).toContain('布局：链条分列')
  expect(await barriers(app)).toEqual([])
})

test('arrows walk, Shift gathers, Enter opens, Escape lets go; the time bar is brushed', async () => {
  const { page } = app
  await go(stage())
  await press('ArrowRight')
  const told = () => inside().first().innerText()
  await inside().first().waitFor()
  const first = await told()
  await press('ArrowDown')
  await expect.poll(told).not.toBe(first)
  expect(await isFocused(stage())).toBe(true)
  await press('Shift+ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowRight')
  await page
    .getByText(/已选 [2-4]|选中 [2-4]/)
    .first()
    .waitFor()
  expect(await isFocused(stage())).toBe(true)
  await press('Escape')
  const brush = page.getByRole('region', { name: '时间条' }).getByRole('slider', { name: '时间范围' })
  await page
    .getByRole('region', { name: '时间条' })
    .locator('.plot .bar')
    .nth(20)
    .waitFor({ state: 'attached' })
  await go(brush)
  await press('ArrowRight')
  await press(...Array.from({ length: 12 }, () => 'Shift+ArrowRight'))
  await page.locator('.chips').getByText(/隐藏/).first().waitFor()
  expect(await isFocused(brush)).toBe(true)
})

test('a statement is entered, the state kept, one more file imported and seen as the difference', async () => {
  const { page } = app
  const before = await counts()
  await go(stage())
  await press('s')
  const dialog = page.getByRole('dialog', { name: '添加陈述' })
  const who = dialog.getByRole('searchbox').first()
  await expect.poll(() => isFocused(who)).toBe(true)
  for (const name of ['闫秀玉', '蔡博']) {
    await go(who)
    await type(name)
    const hit = dialog.getByRole('option', { name }).first()
    await hit.waitFor()
    for (let step = 0; step < 10 && (await hit.getAttribute('aria-selected')) !== 'true'; step++)
      await press('ArrowDown')
    await press('Enter')
    await hit.waitFor({ state: 'detached' })
    // Whoever has chosen one is still in the dialog.
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  }
  await go(dialog.getByLabel('关系或事项'))
  await type('给付现金')
  await go(dialog.getByLabel('来源材料'))
  await type('蔡博第二次讯问笔录')
  await enter(dialog.getByRole('button', { name: '保存', exact: true }))
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => isFocused(stage())).toBe(true)
  await expect.poll(counts).toEqual({ nodes: before.nodes, edges: before.edges + 1 })
  drawn = await counts()

  await enter(bar().getByRole('button', { name: '快照与布局' }))
  await enter(kept().getByRole('button', { name: '拍快照' }))
  const taking = page.getByRole('dialog', { name: '拍快照' })
  await enter(taking.getByRole('button', { name: '保存' }))
  await kept().getByRole('button', { name: / …$/ }).waitFor()

  const file = join(app.folder, '补充流水.csv')
  const rows = [1, 2, 3].map(
    (day) =>
      `6217008375367000751,罗志华,2021-09-0${day} 10:00:00,${day}00000.00,出,闫秀玉,6225886058167522063,zz${day}`,
  )
  writeFileSync(
    file,
    ['交易卡号,交易户名,交易时间,交易金额,收付标志,对手户名,对手卡号,交易流水号', ...rows].join('\n'),
  )
  await enter(link('导入'))
  await page.waitForURL(/#\/import/)
  const chooser = page.waitForEvent('filechooser')
  await enter(page.getByRole('button', { name: '添加' }))
  const choose = page.getByRole('menuitem', { name: /选择文件…/ })
  await choose.waitFor()
  for (let step = 0; step < 10 && !(await isFocused(choose)); step++) await press('ArrowDown')
  await press('Enter')
  await (await chooser).setFiles([file])
  await enter(page.getByRole('button', { name: '导入 1 个表' }))
  await expect.poll(() => label(undo()), { timeout: 60_000 }).toContain('导入“补充流水.csv”')

  await enter(link(table))
  await stage().waitFor()
  if (!(await kept().isVisible())) await enter(bar().getByRole('button', { name: '快照与布局' }))
  await fromMenu(kept().getByRole('button', { name: / …$/ }), '与现在比较')
  const difference = page.getByRole('region', { name: '差异' })
  await difference.getByText('+3 笔 · +600,000.00').waitFor()
  expect(await barriers(app)).toEqual([])
  await enter(difference.getByRole('button', { name: '结束比较' }))
  await enter(kept().getByRole('button', { name: '关闭' }))
})

test('it leaves as picture, drawing, sheet and for other programs', async () => {
  const { page } = app
  for (const [format, begins] of [
    ['png', '\x89PNG'],
    ['svg', '<svg '],
    ['pdf', '%PDF-'],
    ['anx', '<?xml'],
    ['ftm', 'PK'],
  ] as const) {
    const path = await app.download(async () => {
      await enter(bar().getByRole('button', { name: '导出图' }))
      const dialog = page.getByRole('dialog', { name: '导出链图' })
      const list = dialog.getByLabel('格式')
      await go(list)
      await press('Home')
      for (let step = 0; step < 20 && (await list.inputValue()) !== format; step++) await press('ArrowDown')
      await enter(dialog.getByRole('button', { name: '导出', exact: true }))
      await dialog.waitFor({ state: 'hidden' })
    })
    expect(readFileSync(path).toString('latin1').startsWith(begins), format).toBe(true)
  }
})

test('all is undone to the start, and done again after a restart', async () => {
  const { page } = app
  let steps = 0
  for (; !(await label(undo())).includes('主要关系'); steps++) {
    const before = await label(undo())
    await press('Control+z')
    await expect.poll(() => label(undo()), { timeout: 30_000 }).not.toBe(before)
    await expect.poll(() => undo().isEnabled()).toBe(true)
  }
  expect(steps).toBeGreaterThan(5)
  await app.restart()
  await enter(page.getByRole('button', { name: /盗版剧本杀案\.lzcase/ }))
  await page.waitForURL(/#\/overview/)
  for (let step = 1; step <= steps; step++) {
    await expect.poll(() => redo().isEnabled(), { timeout: 30_000 }).toBe(true)
    const before = await label(redo())
    await press('Control+Shift+z')
    await expect.poll(() => label(redo()), { timeout: 30_000 }).not.toBe(before)
  }
  await enter(link(table))
  await expect.poll(counts).toEqual(drawn)
  expect(await barriers(app)).toEqual([])
  expect(app.complaints).toEqual([])
})
