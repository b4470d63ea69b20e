/** Searching by the keyboard alone, as people type: pinyin, pieces of numbers, an input method; and nothing that keeps anybody out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
})
afterAll(async () => {
  await app.close()
})

test('the palette finds a person by the first letters of the name, and remembers what was opened', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('lzh')
  await page
    .getByRole('option', { name: /罗志华/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByText('最近打开').waitFor()
  expect(await page.getByRole('option').first().innerText()).toContain('罗志华')
  await page.keyboard.press('Escape')
})
test('a piece of a card opens its row in the table, chosen by arrow keys and groups', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('62170083')
  await page
    .getByRole('option', { name: /07_银行交易明细_A/ })
    .first()
    .waitFor()
  expect(await barriers(app)).toEqual([])
  const active = () => page.locator('[role=option][aria-selected=true]').innerText()
  await page.keyboard.press('Tab')
  expect(await active()).toContain('银行账户')
  await page.keyboard.press('Tab')
  expect(await active()).toContain('第')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/tables\?.*kind=transfer.*record=\d+/)
})
test('nothing is asked for while an input method composes', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await field.waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'luozhi', selectionStart: 6, selectionEnd: 6 })
  await page.waitForTimeout(500)
  // The commands of the empty palette stand as they were: half a word is no question.
  expect(await page.getByRole('option', { name: /案件概览/ }).count()).toBe(1)
  await session.send('Input.insertText', { text: '罗志' })
  await page
    .getByRole('option', { name: /罗志华/ })
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
})
test('the screen shows all hits, narrows them by what is pressed, and opens one by the keyboard', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('雾港')
  await page
    .getByRole('option', { name: /雾港来信/ })
    .first()
    .waitFor()
  await page.keyboard.press('Shift+Enter')
  await page.waitForURL(/#\/search\?q=/)
  const status = page.getByRole('status').filter({ hasText: '条' })
  await status.filter({ hasText: '共 311 条' }).waitFor()
  expect(await barriers(app)).toEqual([])
  await page.getByRole('button', { name: /^印刷订单/ }).click()
  await status.filter({ hasText: '9 / 311 条' }).waitFor()
  expect(await page.locator('.hit').count()).toBe(9)
  await page.getByRole('searchbox').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/tables\?.*kind=printOrder/)
  expect(app.complaints).toEqual([])
})
test('the rows found in one table are opened as that table, which says what was searched and gives it up again', async () => {
  const { page } = app
  await page.goBack()
  await page.getByRole('status').filter({ hasText: '共 311 条' }).waitFor()
  // Nothing narrowed: a menu of the tables there are, each with its count.
  await page.getByRole('button', { name: '在证据表中打开' }).click()
  await page.getByRole('menuitem', { name: /^印刷订单\s*9$/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^印刷订单/ }).click()
  await page.getByRole('button', { name: '在证据表中打开这 9 行' }).click()
  await page.waitForURL(/#\/tables\?.*kind=printOrder.*search=/)
  await page.getByRole('grid', { name: /9/ }).waitFor()
  await page.getByText('检索：雾港').waitFor()
  await expect.poll(() => page.locator('.data-grid .row:not(.is-waiting)').count()).toBe(9)
  expect(await barriers(app)).toEqual([])
  await page.getByRole('button', { name: '去掉条件：检索：雾港' }).click()
  await expect.poll(() => page.locator('.data-grid .row:not(.is-waiting)').count()).toBeGreaterThan(9)
  expect(page.url()).not.toContain('search=')
  expect(app.complaints).toEqual([])
})
