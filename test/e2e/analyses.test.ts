/** Analyses as a detective asks them: by keyboard alone down to the rows and back; kept, asked again after an edit and after its undo; onto a chart and into a workbook. */
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

const inLongRun = test.runIf(process.env['LZ_LONG'] === '1')
inLongRun(
  'a kept answer says “differs” after an edit, names it, and what is still the same when it is undone',
  async () => {
    const { page } = app
    await page.getByRole('button', { name: '留存', exact: true }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: '名称' }).fill('排名一')
    await press('Enter')
    await page.getByText('已留存“排名一”').waitFor({ timeout: 60_000 })

    await ranking().focus()
    await press('1')
    await page.waitForURL(/#\/tables/)
    const grid = page.getByRole('grid', { name: /^资金往来/ })
    await grid.locator('.row:not(.is-stale):not(.is-waiting)').first().waitFor()
    await grid.focus()
    await press('Control+Home')
    const heads = await grid.getByRole('columnheader').allInnerTexts()
    const amount = heads.findIndex((head) => head.trim().startsWith('交易金额')) - 1
    for (let column = 0; column < amount; column += 1) await press('ArrowRight')
    await press('F2')
    await page.getByRole('textbox', { name: '修改“交易金额”' }).waitFor()
    await page.keyboard.type('7777.77')
    await press('Enter')
    await grid.getByRole('gridcell', { name: '7,777.77' }).first().waitFor()

    const again = async (): Promise<string> => {
      await page.getByRole('button', { name: '再次运行', exact: true }).click()
      const verdict = page.locator('.verdict')
      await verdict.waitFor({ timeout: 60_000 })
      await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 60_000 }).toBe(0)
      return page.locator('.difference').innerText()
    }
    await goTo(page, '分析')
    await page.getByRole('button', { name: /^排名一/ }).click()
    const differs = await again()
    expect(differs).toContain('再次运行，结果与留存的不同。')
    expect(differs).toMatch(/交易金额|7,777\.77/)
    expect(await barriers(app)).toEqual([])

    await press('Control+z')
    // More lines than are kept: those that are say the same, and the facts are what they were.
    await expect
      .poll(() => again(), { timeout: 60_000 })
      .toMatch(/^再次运行，所列各行与留存的相同。[^]*校验值相同/)
  },
)

inLongRun('an answer goes onto a chart and into a workbook', async () => {
  const { page } = app
  await page.getByRole('button', { name: '资金排名', exact: true }).click()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  const file = await app.download(() =>
    page.getByRole('menuitem', { name: 'Excel 工作簿', exact: true }).click(),
  )
  expect(file).toMatch(/资金排名.*\.xlsx$/)
  await page.getByRole('button', { name: '生成链图' }).click()
  await page.waitForURL(/#\/chart/)
  await page.getByRole('toolbar', { name: '链图' }).waitFor()
  expect(app.complaints).toEqual([])
})
