/** The screens of agents and goods as a detective uses them: by keyboard, down to the rows, onto a chart; nobody is kept out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

describe('agents', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp({ prepare: readySamples('betting') })
    await openSample(app.page, '示例：网络赌球案')
    await app.page.getByRole('navigation').getByRole('link', { name: '代理层级' }).click()
    await app.page.getByRole('treegrid').waitFor()
  })
  afterAll(async () => {
    await app.close()
  })

  test('the tree folds and opens by keyboard, and one agent is told beside it', async () => {
    const { page } = app
    const tree = page.getByRole('treegrid', { name: '代理层级' })
    await tree.focus()
    const rows = () => tree.getByRole('row').count()
    await page.keyboard.press('Home')
    const open = await rows()
    await page.keyboard.press('ArrowLeft')
    expect(await rows()).toBeLessThan(open)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const panel = page.getByRole('complementary', { name: '所选代理' })
    await panel.getByText('逐级交收').waitFor()
    expect(await panel.innerText()).toContain('16,901,200.00')
    expect(await barriers(app)).toEqual([])
  })
  test.each(
    process.env['LZ_LONG'] === '1'
      ? ['会员', '按日', '按比赛', '一人多号', '收款账户', '不一致']
      : ['会员', '收款账户'],
  )('%s keeps nobody out', async (tab) => {
    const { page } = app
    await page.getByRole('radio', { name: tab, exact: true }).click()
    await page.getByRole('grid').first().waitFor()
    expect(await barriers(app)).toEqual([])
  })
  test('a figure opens its rows, and the line goes on a chart', async () => {
    const { page } = app
    await page.getByRole('radio', { name: '层级', exact: true }).click()
    await page.getByRole('treegrid').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/tables/)
    await page
      .getByText(/代理层级：.*以下/)
      .first()
      .waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '放到链图' }).click()
    await page.waitForURL(/#\/chart/)
    expect(app.complaints).toEqual([])
  })
})

test('goods: every part keeps nobody out, one title alone, and rows open', async () => {
  const app = await startApp({ prepare: readySamples('piracy') })
  try {
    const { page } = app
    await openSample(page, '示例：盗版剧本杀案')
    await page.getByRole('navigation').getByRole('link', { name: '货物链' }).click()
    await page.getByRole('button', { name: /322,300/ }).waitFor()
    // Every part is one table of the same component; the stock has a curve besides.
    for (const tab of process.env['LZ_LONG'] === '1'
      ? ['作品', '场所', '缺口', '库存', '供货', '印刷对账', '价格', '人员', '按月']
      : ['场所', '库存']) {
      await page.getByRole('radio', { name: tab, exact: true }).click()
      await page.getByRole('grid').first().waitFor()
      expect([tab, await barriers(app)]).toEqual([tab, []])
    }
    await page.getByRole('combobox', { name: '作品' }).selectOption({ label: '雾港来信' })
    await page.getByRole('button', { name: /11,600/ }).click()
    await page.waitForURL(/#\/tables/)
    expect(app.complaints).toEqual([])
  } finally {
    await app.close()
  }
})
