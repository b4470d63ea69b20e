/** The time bar and timelines in a real browser, by pointer and by keys. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { goTo, openSample } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
  await goTo(app.page, '链图')
}, 240_000)
afterAll(() => app.close())

const bar = (page: Page) => page.getByRole('region', { name: '时间条' })
/** Rows and yuan that the bar tells, as numbers. */
async function told(): Promise<{ readonly rows: number; readonly fen: number }> {
  const text = (await bar(app.page).locator('header').innerText()).replaceAll(',', '')
  const [, rows = '0'] = /(\d+) 行/.exec(text) ?? []
  const [, yuan = '0'] = /人民币 ([\d.]+)/.exec(text) ?? []
  return { rows: Number(rows), fen: Math.round(Number(yuan) * 100) }
}

test('a brush by keys cuts the chart and its table, months add up to the whole, and Escape gives it back', async () => {
  await expect.poll(async () => (await told()).rows).toBeGreaterThan(0)
  const whole = await told()
  const { page } = app
  await bar(page).getByLabel('刻度').selectOption({ label: '月' })
  // Nineteen months; a key moves by the unit that is drawn.
  await bar(page).getByRole('img', { name: /19 格/ }).waitFor()
  await page.getByRole('slider', { name: '时间范围' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await told()).rows).toBeLessThan(whole.rows)
  const sum = { rows: 0, fen: 0 }
  for (let month = 0; month < 40; month += 1) {
    await expect.poll(async () => bar(page).locator('header').innerText()).not.toContain('…')
    const part = await told()
    sum.rows += part.rows
    sum.fen += part.fen
    const before = await bar(page).locator('header b').innerText()
    await bar(page).getByRole('button', { name: '前进一格' }).click()
    if ((await bar(page).locator('header b').innerText()) === before) break
  }
  expect(sum).toEqual(whole)
  await page
    .getByText(/隐藏 \d+ 实体/)
    .first()
    .waitFor()
  await page.getByRole('slider', { name: '范围终点' }).focus()
  await page.keyboard.press('Escape')
  await expect.poll(told).toEqual(whole)
  await bar(page).getByRole('button', { name: '时段热图' }).click()
  await page.getByRole('region', { name: '时段热图' }).waitFor()
  expect(await barriers(app)).toEqual([])
  expect(app.complaints).toEqual([])
})

test('a timeline is walked by keys, and what lies around an event is listed', async () => {
  const { page } = app
  await bar(page).getByRole('button', { name: '时间线', exact: true }).click()
  const stage = page.getByRole('application', { name: /^时间线/ })
  await stage.waitFor()
  await page.getByText(/按密度显示/).waitFor()
  await stage.focus()
  await page.keyboard.press('.')
  await page.getByRole('complementary').getByText('交易时间').waitFor()
  await stage.focus()
  for (let turn = 0; turn < 16; turn += 1) await page.keyboard.press('w')
  const list = page.getByRole('region', { name: /此范围内 \d+ 件/ })
  await list.waitFor()
  expect(await list.getByRole('row').count()).toBeGreaterThan(1)
  await stage.focus()
  await page.keyboard.press('h')
  await page.getByRole('region', { name: /标记范围内 \d+ 件/ }).waitFor()
  expect(await barriers(app)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '回到链图' }).click()
  await bar(page).waitFor()
  expect(app.complaints).toEqual([])
})
