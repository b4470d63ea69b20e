/** Amounts held against the law on screen: both sets of rules, sources, other rules by date and actor, down to the rows; nobody is kept out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

describe('amounts', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp({ prepare: readySamples('piracy') })
    await openSample(app.page, '示例：盗版剧本杀案')
    await app.page.getByRole('navigation').getByRole('link', { name: '数额认定' }).click()
    await app.page.getByRole('table').first().waitFor()
  })
  afterAll(async () => {
    await app.close()
  })
  const row = (name: RegExp) => app.page.getByRole('row', { name })
  const detail = () => app.page.getByRole('complementary', { name: '所选指标' })

  test('the turnover stands against the rules of its days and those of today, with sources and what is to be checked', async () => {
    const text = (await row(/非法经营数额/).innerText()).replace(/\s+/gu, ' ')
    expect(text).toContain('10,352,240.15 元')
    expect(text).toContain('超出 10,102,240.15 · 41.4 倍')
    expect(text).toContain('超出 9,852,240.15 · 20.7 倍')
    const told = await detail().innerText()
    for (const words of [
      '法释〔2004〕19号 第5条',
      '法释〔2025〕5号 第13条',
      '待核',
      '2004-12-22 至 2025-04-25',
      '计算规则',
    ])
      expect(told).toContain(words)
    expect(await app.page.getByRole('main').last().innerText()).toContain(
      '供参考，以办案单位与法制部门认定为准。',
    )
    expect(await barriers(app)).toEqual([])
  })
  test('by keyboard another metric is chosen, and the rules of one day leave one set', async () => {
    const { page } = app
    await page.getByRole('button', { name: /复制件数量合计/ }).focus()
    await page.keyboard.press('Enter')
    await detail().getByText('法释〔2007〕6号 第1条').first().waitFor()
    const day = page.getByRole('textbox', { name: /按该日规则/ })
    await day.focus()
    await page.keyboard.type('2025-04-26')
    await page.keyboard.press('Enter')
    await page.getByRole('columnheader', { name: /2021-03-01/ }).waitFor({ state: 'detached' })
    expect(await row(/非法经营数额/).innerText()).toContain('20.7 倍')
    await day.fill('')
    await page.keyboard.press('Enter')
    await page.getByRole('columnheader', { name: /2021-03-01/ }).waitFor()
    expect(await barriers(app)).toEqual([])
  })
  test('rules for who was punished before are taken only when somebody says so', async () => {
    const { page } = app
    expect(await row(/二年内受罚后再犯/).count()).toBe(0)
    await page.getByRole('combobox', { name: '二年内受过处罚' }).selectOption({ label: '二年内受过处罚' })
    await row(/二年内受罚后再犯/)
      .first()
      .waitFor()
    await page.getByRole('combobox', { name: '二年内受过处罚' }).selectOption({ label: '处罚情况未说明' })
    await row(/二年内受罚后再犯/)
      .first()
      .waitFor({ state: 'detached' })
  })
  test('the figure opens its rows', async () => {
    const { page } = app
    await page.getByRole('button', { name: '打开 非法经营数额 的依据行' }).first().click()
    await page.waitForURL(/#\/tables.*measure=business\.amount/)
    expect(app.complaints).toEqual([])
  })
})
