/** Collision and the inspector in a real browser by keyboard alone: a list, two columns, another case; a value to its cell and on through the sheet. Nothing keeps anybody out. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startApp } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

/** Goes to a command or a hit through the palette. */
async function palette(page: Page, words: string, option: RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(words)
  await page.getByRole('option', { name: option }).first().waitFor()
  const options = await page.getByRole('option').allInnerTexts()
  for (let step = options.findIndex((text) => option.test(text)); step > 0; step -= 1)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

test(
  'a pasted list by keyboard: found, absent, unreadable; one line opened; kept and run again',
  { timeout: 240_000 },
  async () => {
    const app = await startApp({ prepare: readySamples('piracy') })
    try {
      const { page } = app
      await openSample(page, '示例：盗版剧本杀案')
      await palette(page, '碰撞', /^碰撞$/m)
      await page.getByRole('heading', { name: '碰撞' }).waitFor({ state: 'attached' })
      expect(await barriers(app)).toEqual([])
      const list = page.getByRole('textbox', { name: '号码或姓名，每行一个' })
      await list.focus()
      await page.keyboard.insertText('羅志華\n+86 130 1234 5678\n6.22E+18\n6217 0083 7536 7000 751\n罗志华')
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: '开始碰撞' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('给出 5 条，不同值 3 个').waitFor({ timeout: 30_000 })
      // The second look, through every cell, ends by itself.
      await page.getByRole('columnheader', { name: /单元格行/ }).waitFor({ timeout: 60_000 })
      expect(await page.getByRole('group', { name: '只看' }).first().innerText()).toMatch(
        /在案\s*3[\s\S]*不在案\s*1[\s\S]*无法读取\s*1/,
      )
      await page.getByRole('grid').focus()
      await page.keyboard.press('Enter')
      const detail = page.getByRole('complementary', { name: '这一行' })
      await detail.getByText('所在单元格').waitFor()
      expect(await detail.innerText()).toContain('共给出 2 次')
      expect(await barriers(app)).toEqual([])
      await page.getByRole('button', { name: '保存', exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('textbox', { name: '名称' }).fill('嫌疑号码')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: '保存过的 1' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: /嫌疑号码 ·/ }).waitFor()
      expect(await barriers(app)).toEqual([])
      // A menu that was opened by keyboard stands on its first item.
      await page.keyboard.press('Enter')
      await page.getByText('与保存时的计数一致。').waitFor({ timeout: 60_000 })
      const path = await app.download(async () => {
        await page.getByRole('button', { name: '导出' }).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('menuitem', { name: 'CSV', exact: true }).waitFor()
        // The second of the menu; the masked ones stand below.
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
      })
      expect(readFileSync(path, 'utf8')).toContain('号码已失真')
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)

test(
  'a column of a file, two columns, and another case as table and chart',
  { timeout: 240_000 },
  async () => {
    const app = await startApp({ dark: true, prepare: readySamples('betting', 'piracy') })
    try {
      const { page, folder } = app
      await openSample(page, '示例：网络赌球案')
      await palette(page, '关闭案件', /关闭案件/)
      await page.waitForURL(/#\/$/)
      await openSample(page, '示例：盗版剧本杀案')
      // What was still being read for the case that was closed is nobody's failure.
      expect(await page.getByRole('alert').allInnerTexts()).toEqual([])
      await page.evaluate(() => {
        location.hash = '#/collision'
      })
      const file = join(folder, '协查号码.csv')
      writeFileSync(file, '序号,手机号\n1,13012345678\n2,13000000000\n')
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: '从表格文件读取' }).click(),
      ])
      await chooser.setFiles([file])
      await page.getByRole('combobox', { name: '列', exact: true }).selectOption({ label: 'B · 手机号' })
      await page.getByRole('combobox', { name: '从哪一行起' }).selectOption({ label: '第 2 行' })
      await page.getByRole('button', { name: '开始碰撞' }).click()
      await page.getByText('给出 2 条，不同值 2 个').waitFor({ timeout: 30_000 })
      await page.getByRole('radio', { name: '两表碰撞' }).click()
      const [left, right] = [
        page.getByRole('group', { name: '左侧' }),
        page.getByRole('group', { name: '右侧' }),
      ]
      await left.getByRole('combobox', { name: '证据表' }).selectOption('personRegister')
      await left.getByRole('combobox', { name: '列', exact: true }).selectOption('cards')
      await right.getByRole('combobox', { name: '证据表' }).selectOption('transfer')
      await right.getByRole('combobox', { name: '列', exact: true }).selectOption('ownCard')
      await page.getByRole('button', { name: '开始碰撞' }).click()
      await page.getByRole('grid', { name: '比对结果，59 个值' }).waitFor({ timeout: 30_000 })
      expect(await barriers(app)).toEqual([])
      await page.getByRole('button', { name: /^两侧都有/ }).click()
      await page.getByRole('grid', { name: '比对结果，13 个值' }).waitFor()
      await page.getByRole('radio', { name: '案件碰撞' }).click()
      await page.getByRole('button', { name: '添加案件文件' }).click()
      await page.getByRole('menuitem', { name: '示例：网络赌球案' }).click()
      await page.getByRole('button', { name: '移除“示例：网络赌球案”' }).waitFor()
      await page.getByRole('button', { name: '开始碰撞' }).click()
      await page.getByRole('grid', { name: /^重合，/ }).waitFor({ timeout: 60_000 })
      expect(await barriers(app)).toEqual([])
      await page.getByRole('radio', { name: '图', exact: true }).click()
      await page.getByRole('img', { name: /2 个案件与共有的值/ }).waitFor()
      expect(await barriers(app)).toEqual([])
      // Nothing of the other case has become a chart or a fact of this one; the log says what was read.
      await page.evaluate(() => {
        location.hash = '#/history?tab=audit'
      })
      await page
        .getByText(/与 1 个案件文件碰撞，重合/)
        .first()
        .waitFor()
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)

test(
  'an entity by keyboard: its page, the timeline, a value to its very cell, and on through the sheet',
  { timeout: 240_000 },
  async () => {
    const app = await startApp({ prepare: readySamples('piracy') })
    try {
      const { page } = app
      await openSample(page, '示例：盗版剧本杀案')
      await palette(page, '6217008375367000751', /银行账户/)
      const panel = page.getByRole('complementary', { name: '详情' })
      await panel.getByRole('region', { name: '时间线' }).getByRole('grid').waitFor({ timeout: 30_000 })
      expect(await barriers(app)).toEqual([])
      const bars = panel.getByRole('group', { name: '每月一柱' }).getByRole('button')
      await bars.first().focus()
      await page.keyboard.press('Enter')
      await panel.getByRole('group', { name: '每日一柱' }).waitFor()
      await panel.getByRole('button', { name: '放大' }).focus()
      await page.keyboard.press('Enter')
      expect(await barriers(app)).toEqual([])
      await panel.getByRole('button', { name: '还原' }).focus()
      await page.keyboard.press('Enter')
      const identifier = panel
        .getByRole('region', { name: /^标识/ })
        .getByRole('button', { name: '6217 0083 7536 7000 751', exact: true })
        .first()
      await identifier.focus()
      await page.keyboard.press('Enter')
      const cell = page.locator('.cell.is-cell')
      await cell.waitFor({ timeout: 30_000 })
      expect((await cell.innerText()).replaceAll(/\s/g, '')).toContain('6217008375367000751')
      expect(await barriers(app)).toEqual([])
      await page.getByRole('searchbox', { name: '在表内查找' }).focus()
      await page.keyboard.insertText('货款')
      await page.keyboard.press('Enter')
      await expect.poll(() => cell.innerText(), { timeout: 15_000 }).toContain('货款')
      await page.getByRole('textbox', { name: '到第几行' }).focus()
      await page.keyboard.insertText('4000')
      await page.keyboard.press('Enter')
      await page.getByText(/第 4,000 行 \/ 共/).waitFor()
      await page.getByRole('grid', { name: /按读取时的样子/ }).waitFor()
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)
