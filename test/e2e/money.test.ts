/** The money desk in a real browser: who is first, walking by keys, rows behind a figure, a sum traced by another rule, accounts that gather. Nothing keeps anybody out. */
import { expect, test } from 'vitest'
import { startApp } from './app.ts'
import { barriers } from './barriers.ts'
import { goTo, openSample } from './case.ts'
import { readySamples } from './samples.ts'

test('ranking, flows and tracing by keyboard, each figure with its rows', { timeout: 240_000 }, async () => {
  const app = await startApp({ prepare: readySamples('piracy') })
  try {
    const { page } = app
    await openSample(page, '示例：盗版剧本杀案')
    await goTo(page, '资金')
    const ranking = page.getByRole('region', { name: '资金排名' })
    const trace = page.getByRole('region', { name: '穿透' })
    await trace.getByText('差额 0.00').waitFor({ timeout: 60_000 })
    expect(await ranking.getByRole('row').nth(1).innerText()).toContain('罗志华')
    expect(await barriers(app)).toEqual([])

    // The line below is chosen with an arrow, and its own tracing begins.
    await ranking.getByRole('row').nth(1).focus()
    await page.keyboard.press('ArrowDown')
    await page
      .getByRole('complementary', { name: '所选人员或账户的资金' })
      .getByRole('heading', { name: '闫秀玉' })
      .waitFor()
    await trace.getByText('闫秀玉 → 罗志华').first().waitFor({ timeout: 60_000 })
    await trace.getByText('差额 0.00').waitFor({ timeout: 60_000 })
    await trace.getByRole('radio', { name: '按比例' }).click()
    await trace.getByText(/改用先进先出/).waitFor({ timeout: 60_000 })

    // What came in opens as many transfers as it says.
    const came = page
      .getByRole('complementary', { name: '所选人员或账户的资金' })
      .getByTitle('打开依据的行')
      .first()
    const count = /\d+/.exec((await came.innerText()).replaceAll(',', ''))?.[0] ?? ''
    await came.click()
    await page.waitForURL(/#\/tables/)
    await page
      .getByText(/资金：闫秀玉 转入 CNY/)
      .first()
      .waitFor()
    expect(Number(count)).toBeGreaterThan(800)

    await goTo(page, '资金')
    await page.getByRole('radio', { name: '过渡与集散' }).click()
    await page.getByRole('row', { name: /汇聚（M2） 符合 闫秀玉/ }).waitFor({ timeout: 60_000 })
    expect(await barriers(app)).toEqual([])
    expect(app.complaints).toEqual([])
  } finally {
    await app.close()
  }
})
