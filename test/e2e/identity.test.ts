/** The identity screen in a real browser: suggestions decided by keyboard alone, persons, claims, merging on a chart; and nothing keeps anybody out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startApp } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

test(
  'by keyboard alone: compute, accept one, reject one, postpone one, take a step back; then all of a reason, and the persons follow',
  { timeout: 240_000 },
  async () => {
    const app = await startApp({ dark: true, prepare: readySamples('betting') })
    try {
      const { page } = app
      await openSample(page, '示例：网络赌球案')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('身份认定')
      await page
        .getByRole('option', { name: /身份认定/ })
        .first()
        .waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: '计算建议' }).first().focus()
      await page.keyboard.press('Enter')
      const list = page.getByRole('listbox', { name: '同一人建议' })
      await list.waitFor({ timeout: 60_000 })
      const all = page.getByRole('navigation', { name: '按理由' }).getByRole('button', { name: /全部理由/ })
      const open = async () => Number(/\d+/.exec(await all.innerText())?.[0])
      await page.getByRole('option').first().waitFor()
      const before = await open()
      await page.getByRole('region', { name: '并列比较' }).first().waitFor()
      expect(await barriers(app)).toEqual([])
      await list.focus()
      for (const [key, left] of [
        ['a', before - 1],
        ['r', before - 2],
        ['p', before - 3],
      ] as const) {
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press(key)
        await expect.poll(open, { timeout: 15_000 }).toBeLessThanOrEqual(left)
        await list.focus()
      }
      const after = await open()
      await page.keyboard.press('Control+z')
      await expect.poll(open, { timeout: 15_000 }).toBe(after + 1)
      for (const reason of ['同一手机号', '同一银行卡', '同一微信']) {
        await page.getByRole('navigation', { name: '按理由' }).getByRole('button', { name: reason }).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('button', { name: /^全部认定/ }).focus()
        await page.keyboard.press('Enter')
        // What it will do is shown first; nothing is accepted without a reason.
        const bulk = page.getByRole('dialog', { name: '全部认定将做什么' })
        await bulk.getByText(/^认定 [\d,]+ 条建议：[\d,]+ 个实体合为 [\d,]+ 个。$/).waitFor()
        expect(await bulk.getByRole('button', { name: /^全部认定/ }).isDisabled()).toBe(true)
        expect(await barriers(app)).toEqual([])
        await bulk.getByRole('textbox', { name: '依据' }).fill(reason)
        await bulk.getByRole('button', { name: /^全部认定/ }).click()
        await bulk.waitFor({ state: 'detached' })
        await page.getByText('待处理的都已处理完。').waitFor({ timeout: 30_000 })
      }
      await page.getByRole('radio', { name: '账号背后的人员' }).click()
      await page.getByText(/1,036 → 9\d\d/).waitFor()
      expect(await barriers(app)).toEqual([])
      const path = await app.download(async () => {
        await page.getByRole('button', { name: '导出' }).click()
        await page.getByRole('menuitem', { name: '导出 CSV', exact: true }).click()
      })
      expect(readFileSync(path, 'utf8').split('\r\n')[1]).toBe(
        '人员,账号数,账号,姓名,手机号,银行卡号,微信,共有的标识,注单数,有效投注(点),赌资(元)',
      )
      await page.getByRole('radio', { name: '认定记录' }).click()
      await page.getByRole('button', { name: '撤回' }).first().waitFor()
      expect(await barriers(app)).toEqual([])
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)

test('two nodes of a chart become one and come apart where they stood', { timeout: 240_000 }, async () => {
  const app = await startApp({ prepare: readySamples('piracy') })
  try {
    const { page } = app
    await openSample(page, '示例：盗版剧本杀案')
    await page.evaluate(() => {
      location.hash = '#/chart'
    })
    await page.locator('.surface').waitFor()
    const count = async () =>
      Number(
        /\d+/.exec(
          await page
            .getByRole('toolbar', { name: '链图' })
            .getByText(/实体 ·/)
            .innerText(),
        )?.[0],
      )
    await expect.poll(count).toBeGreaterThan(5)
    const nodes = await count()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('罗志华')
    await page
      .getByRole('option', { name: /罗志华\s*人员 · [\d,]+ 条记录/ })
      .first()
      .click()
    await page.getByRole('complementary').getByRole('button', { name: '合并…' }).click()
    const dialog = page.getByRole('dialog', { name: '认定是否同一' })
    await dialog.waitFor()
    await dialog.getByRole('searchbox').fill('崔雪')
    await dialog.getByRole('button', { name: /崔雪/ }).first().click()
    await dialog.getByText('崔雪').nth(1).waitFor()
    expect(await barriers(app)).toEqual([])
    await dialog.getByRole('textbox', { name: '说明' }).fill('同一人')
    await dialog.getByRole('button', { name: '认定为同一' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(count, { timeout: 15_000 }).toBe(nodes - 1)
    await page.getByRole('complementary').getByRole('button', { name: '拆分…' }).click()
    const split = page.getByRole('dialog', { name: /^拆分/ })
    await split.getByRole('checkbox', { name: /崔雪/ }).first().check()
    expect(await barriers(app)).toEqual([])
    await split.getByRole('button', { name: /移出/ }).click()
    await split.waitFor({ state: 'detached' })
    await expect.poll(count, { timeout: 15_000 }).toBe(nodes)
    expect(app.complaints).toEqual([])
  } finally {
    await app.close()
  }
})

test(
  'a number is said to be nobody’s from the page of its entity, and comes back by undo',
  { timeout: 240_000 },
  async () => {
    const app = await startApp({ prepare: readySamples('piracy') })
    try {
      const { page } = app
      const card = '6217008375367000751'
      await openSample(page, '示例：盗版剧本杀案')
      await page.keyboard.press('Control+k')
      await page.keyboard.type(card)
      await page
        .getByRole('option', { name: new RegExp(`${card}.*\\s*银行账户`) })
        .first()
        .click()
      const panel = page
        .getByRole('complementary')
        .filter({ has: page.getByRole('button', { name: '拆分…' }) })
      await panel.getByRole('button', { name: '号码认定', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: '号码认定' })
      // The page opens it at what the rules do not say; the rows and the kinds they stand in come before the decision.
      await dialog.getByText('6,465 行含此号码，目前是有效号码；认定后 6,465 行指向的对象改变。').waitFor()
      await dialog.getByText('人员登记 1、资金往来 6,464').waitFor()
      expect(await barriers(app)).toEqual([])
      const decide = dialog.getByRole('button', { name: '认定', exact: true })
      expect(await decide.isDisabled()).toBe(true)
      await dialog.getByRole('radio', { name: '这是有效号码' }).click()
      await dialog.getByText('目前已是这样，无需认定。').waitFor()
      await dialog.getByRole('textbox', { name: '说明' }).fill('表格里的示例卡号')
      expect(await decide.isDisabled()).toBe(true)
      await dialog.getByRole('radio', { name: '不属于任何人' }).click()
      await expect.poll(() => decide.isDisabled(), { timeout: 15_000 }).toBe(false)
      await decide.click()
      await page.getByText('已认定，6,465 行指向的对象改变').waitFor({ timeout: 60_000 })
      // The account is nobody's: it is no entity any more, and the page says why.
      await page.getByText(/找不到这个实体/).waitFor()
      await page.getByText(/认定为不属于任何人/).waitFor()
      await page.keyboard.press('Control+z')
      await panel.getByRole('button', { name: '号码认定', exact: true }).waitFor({ timeout: 60_000 })
      await panel.getByRole('button', { name: '号码认定', exact: true }).click()
      await dialog.getByText('6,465 行含此号码，目前是有效号码；认定后 6,465 行指向的对象改变。').waitFor()
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)
