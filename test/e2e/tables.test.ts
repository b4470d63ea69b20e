/** The evidence table by keyboard alone: move, edit, take back, tag, group, save a view, copy; and nothing of it keeps anybody out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample, openTable } from './case.ts'
import { readySamples } from './samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ prepare: readySamples('piracy') })
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSample(app.page, '示例：盗版剧本杀案')
  await openTable(app.page, '资金往来')
  await app.page.getByRole('gridcell', { name: '许浩鑫' }).first().waitFor({ timeout: 90_000 })
})
afterAll(async () => {
  await app.close()
})

/** Rows of the state before are faint until the new ones are here; a key that asks for a row's text waits for them as an eye would. */
async function settled(): Promise<void> {
  await expect.poll(() => app.page.locator('.data-grid .row').count(), { timeout: 30_000 }).toBeGreaterThan(0)
  await expect
    .poll(() => app.page.locator('.data-grid .row.is-stale, .data-grid .row.is-waiting').count(), {
      timeout: 30_000,
    })
    .toBe(0)
}
const active = () =>
  app.page
    .getByRole('grid')
    .evaluate(
      (grid) =>
        document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent.trim() ?? '',
    )
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key)
}
/** Opens the menu of a button that has the focus and takes an item, as a hand on the keyboard does. */
async function choose(button: string, item: RegExp): Promise<void> {
  await app.page.getByRole('button', { name: button, exact: true }).focus()
  await press('Enter')
  await app.page.getByRole('menuitem', { name: item }).focus()
  await press('Enter')
}

describe('by the keyboard alone', () => {
  test('the cursor goes where a spreadsheet’s goes', async () => {
    await app.page.getByRole('grid').focus()
    await press('Control+Home')
    const first = await active()
    expect(first).toMatch(/^2021-03-01/)
    await press('ArrowDown', 'End', 'Home', 'ArrowUp')
    expect(await active()).toBe(first)
    await press('Control+End', 'Home')
    await expect.poll(active, { timeout: 10_000 }).toMatch(/^2022-09-12/)
    await press('Control+Home')
    await expect.poll(active).toBe(first)
  })

  test('a cell is changed with F2 and Enter, its original stays in sight, and undo takes it back', async () => {
    const { page } = app
    await page.getByRole('grid').focus()
    await press('Control+Home', 'ArrowRight', 'ArrowRight', 'ArrowRight')
    await settled()
    const before = await active()
    await press('F2')
    const editor = page.getByRole('textbox', { name: '修改“交易金额”' })
    await expect.poll(() => editor.inputValue()).toBe(before.replace(',', ''))
    await page.keyboard.type('1234.5')
    await press('Enter')
    const changed = page.getByRole('gridcell', { name: '1,234.50' }).first()
    await changed.waitFor()
    expect(await changed.locator('.words').getAttribute('title')).toBe(
      `1,234.50\n原文：${before.replace(',', '')}`,
    )
    expect(await page.getByRole('grid').evaluate((grid) => grid === document.activeElement)).toBe(true)
    await press('Control+z')
    await changed.waitFor({ state: 'detached' })
    await page.getByRole('grid').focus()
    await press('Control+Home', 'ArrowRight', 'ArrowRight', 'ArrowRight')
    await settled()
    await press('F2')
    await editor.waitFor()
    await page.keyboard.type('不是金额')
    await press('Escape')
    await editor.waitFor({ state: 'detached' })
    expect(await active()).toBe(before)
  })

  test('rows are selected with shift, tagged, and found again by the tag', async () => {
    const { page } = app
    await settled()
    await page.getByRole('grid').focus()
    await press('Control+Home', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await choose('所选 3 行', /^标签/)
    await page.getByRole('textbox', { name: '标签名称' }).focus()
    await page.keyboard.type('重点')
    await press('Enter')
    await page.getByText('标签“重点”已加到 3 行').waitFor()
    expect(await barriers(app)).toEqual([])
    await press('Escape')
    await page.getByRole('complementary', { name: '筛选' }).getByRole('button', { name: /重点/ }).focus()
    await press('Enter')
    await page.getByRole('grid', { name: '资金往来，3 行' }).waitFor()
    await page.getByRole('button', { name: '清除全部条件' }).focus()
    await press('Enter')
    await page.getByRole('grid', { name: /资金往来，11,952 行/ }).waitFor()
  })

  test('rows are grouped, a group opens and closes, and the view is kept', async () => {
    const { page } = app
    await choose('分组', /^本方户名/)
    const headings = page.locator('.heading[role=gridcell]')
    await headings.first().waitFor()
    await page.getByRole('grid').focus()
    await press('Control+Home', 'ArrowRight')
    await expect.poll(() => headings.first().getAttribute('aria-expanded')).toBe('true')
    expect(await barriers(app)).toEqual([])
    await press('ArrowLeft')
    await expect.poll(() => headings.first().getAttribute('aria-expanded')).toBe('false')
    await choose('视图', /保存当前视图/)
    await page.getByRole('textbox', { name: '视图名称' }).focus()
    await page.keyboard.type('按户名')
    await press('Enter')
    await page.getByRole('button', { name: '按户名', exact: true }).waitFor()
    await choose('分组', /^不分组/)
    await headings.first().waitFor({ state: 'detached' })
    await choose('按户名', /^按户名/)
    await headings.first().waitFor()
    await choose('分组', /^不分组/)
    await headings.first().waitFor({ state: 'detached' })
  })

  test('the address of a record opens the groups that hold it, and shows its row', async () => {
    const { page } = app
    await page.evaluate(() => {
      location.hash = '#/tables?kind=transfer&group=ownName.time:month&record=5000'
    })
    await page.getByRole('complementary', { name: '详情' }).waitFor()
    await settled()
    const chosen = page.locator('.data-grid .row[aria-selected=true]')
    await chosen.locator('.source').waitFor()
    // The row that is shown is the record that was asked for: both say the same time and amount.
    const cells = (await chosen.locator('[role=gridcell] .words').allInnerTexts()).filter(
      (text) => text !== '',
    )
    for (const text of [cells[0], cells[3]])
      await page
        .getByRole('complementary', { name: '详情' })
        .getByText(text ?? '?', { exact: true })
        .first()
        .waitFor()
    await page.keyboard.press('Escape')
    await choose('分组', /^不分组/)
    await page.locator('.heading[role=gridcell]').first().waitFor({ state: 'detached' })
  })

  test('what is selected while the figures are still being counted stays selected', async () => {
    const { page } = app
    const held: (() => void)[] = []
    let holding = true
    await page.route('**/call', async (route) => {
      if (holding && /"records\.(totals|facet|histogram)"/.test(route.request().postData() ?? ''))
        await new Promise<void>((go) => {
          held.push(go)
        })
      await route.continue()
    })
    await choose('分组', /^本方户名/)
    await page.locator('.heading[role=gridcell]').first().waitFor()
    await choose('分组', /^不分组/)
    await page.locator('.heading[role=gridcell]').first().waitFor({ state: 'detached' })
    await settled()
    await page.getByRole('grid').focus()
    await press('Control+Home', 'ArrowDown', 'Shift+ArrowDown')
    await expect.poll(() => held.length).toBeGreaterThan(1)
    // The tags are the last that is read for a table.
    const all = page.waitForResponse(
      (response) => response.request().postData()?.includes('"tags.list"') === true,
    )
    holding = false
    for (const go of held) go()
    await all
    await page.unroute('**/call')
    await page.getByRole('button', { name: '所选 2 行', exact: true }).waitFor()
    expect(
      await page
        .locator('.data-grid .row[aria-selected=true]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-rowindex'))),
    ).toEqual(['3', '4'])
  })

  test('what is copied is text that Excel pastes right, with long numbers as text', async () => {
    const { page } = app
    await settled()
    await page.getByRole('grid').focus()
    await press('Control+Home', 'Shift+ArrowDown', 'Control+c')
    await page.getByText('已复制 2 行').waitFor()
    const pasted = page.evaluate(
      () =>
        new Promise<{ plain: string; html: string }>((resolve) => {
          document.addEventListener(
            'paste',
            (event) => {
              resolve({
                plain: event.clipboardData?.getData('text/plain') ?? '',
                html: event.clipboardData?.getData('text/html') ?? '',
              })
            },
            { capture: true, once: true },
          )
        }),
    )
    await page.getByRole('button', { name: '列', exact: true }).focus()
    await press('Enter')
    await page.getByRole('searchbox', { name: '查找列' }).focus()
    await press('Control+v')
    const copied = await pasted
    // The first empties the search, the second closes the panel.
    await press('Escape', 'Escape')
    const lines = copied.plain.split('\n').map((line) => line.split('\t'))
    expect([lines.length, lines[0]?.slice(0, 4), lines[1]?.[1]]).toEqual([
      3,
      ['交易时间', '本方卡号', '本方户名', '交易金额（元）'],
      '6217003700161071325',
    ])
    expect(copied.html).toContain(
      `<td style="mso-number-format:'\\@'" sdnum="1033;0;@">6217003700161071325</td>`,
    )
    expect(copied.html).toContain('<td>4757.35</td>')
  })

  test('columns are hidden, pinned and moved', async () => {
    const { page } = app
    await page.getByRole('button', { name: '列', exact: true }).focus()
    await press('Enter')
    await page.getByRole('button', { name: '固定到本方卡号' }).focus()
    await press('Enter')
    expect(await barriers(app)).toEqual([])
    await press('Escape')
    const card = page.getByRole('columnheader', { name: '本方卡号' }).getByRole('button')
    await card.focus()
    await press('Alt+Shift+ArrowLeft')
    await expect.poll(() => page.getByRole('columnheader').nth(1).innerText()).toContain('本方卡号')
    expect(await page.locator('.grid-head .pinned').count()).toBe(2)
    expect(app.complaints).toEqual([])
  })
})
