/** Analyses as a detective asks them: by keyboard alone, down to the rows behind a line and back to the answer. Nothing keeps anybody out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { goTo, openSample } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await openSample(app.page, '示例：盗版剧本杀案')
  await goTo(app.page, '分析')
})
afterAll(async () => {
  await app.close()
})
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key)
}
/** Goes on with Tab until the control that has the focus is called so. */
async function tabTo(name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    const held = await app.page.evaluate(() => {
      const focused = document.activeElement
      return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
    })
    if (held === name) return
    await press('Tab')
  }
  throw new Error(`Tab never came to ${name}`)
}
const ranking = () => app.page.getByRole('grid', { name: '排名' })

test('a question is asked, and rows behind its lines are opened, by keyboard alone', async () => {
  const { page } = app
  await tabTo('资金排名')
  await press('Enter')
  await page.getByText('填好参数后运行').waitFor()
  await tabTo('运行')
  await press('Enter')
  await ranking().waitFor({ timeout: 60_000 })
  expect(await ranking().getByRole('row').nth(1).innerText()).toContain('罗志华')
  expect(await page.getByText(/^每行都没有数值的 \d+ 列未画出/).innerText()).toContain('、')
  expect(await barriers(app)).toEqual([])

  await tabTo('排名')
  await press('ArrowDown', 'ArrowUp', '1')
  await page.waitForURL(/#\/tables/)
  await page
    .getByText(/资金：罗志华/)
    .first()
    .waitFor()
  await page.goBack()
  await ranking().waitFor()
  expect(await page.getByText('填好参数后运行').count()).toBe(0)
  expect(app.complaints).toEqual([])
})
