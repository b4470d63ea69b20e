/** What a person does, in their words; the selectors live here and nowhere else. */
import type { Locator, Page } from 'playwright-core'

const escaped = (words: string) => new RegExp(words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))

export async function openSample(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`打开示例案件\\s*${escaped(name).source}`) }).click()
  await page.waitForURL(/#\/overview/, { timeout: 120_000 })
}
/** A new case without a passphrase. */
export async function createCase(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '新建案件' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill(name)
  await dialog.getByRole('radio').nth(1).check()
  await dialog.getByRole('button', { name: '新建案件' }).click()
  await page.waitForURL(/#\/(overview|import)/, { timeout: 60_000 })
}
const screens = {
  案件概览: 'overview',
  导入: 'import',
  材料质量: 'quality',
  分析: 'analyses',
  证据表: 'tables',
  链图: 'chart',
  资金: 'money',
  检索: 'search',
  报告: 'reports',
  操作历史: 'history',
  设置: 'settings',
} as const
/** Opens a screen from the side bar and waits for it: the one before may hold the same words. */
export async function goTo(page: Page, screen: keyof typeof screens): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: escaped(screen) })
    .first()
    .click()
  await page.waitForURL(new RegExp(`#/${screens[screen]}`))
}
export async function openTable(page: Page, name: string): Promise<void> {
  await goTo(page, '证据表')
  await page.getByRole('main').getByRole('heading', { name: '证据表' }).waitFor()
  await page.getByRole('main').getByText(name, { exact: true }).first().click()
  await page.getByRole('grid').waitFor()
}
/** Puts an entity on the open chart by name or number. */
export async function addToChart(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '加入实体' }).first().click()
  await page.getByRole('dialog').getByRole('searchbox').fill(words)
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.keyboard.press('Escape')
}
/** What the chart's toolbar counts: entities and links in sight. */
export async function chartCounts(page: Page): Promise<{ readonly nodes: number; readonly edges: number }> {
  const text = await page
    .getByRole('toolbar', { name: '链图' })
    .getByText(/实体 ·/)
    .innerText()
  const [nodes = 0, edges = 0] = text.replaceAll(',', '').match(/\d+/g)?.map(Number) ?? []
  return { nodes, edges }
}
/** Puts files into the import queue through the browser's own chooser. */
export async function chooseFiles(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: '添加' }).first().click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: /选择文件…/ }).click(),
  ])
  await chooser.setFiles([...paths])
}
/** Says by hand what a sheet is and what its columns mean. */
export async function mapByHand(
  page: Page,
  kind: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  await choose(page.getByRole('combobox', { name: '类别' }), kind)
  for (const [column, field] of Object.entries(columns)) await pickField(page, column, field)
}
/** Gives a column its field by keyboard alone: the list opens with an arrow and narrows to what is typed, the field's name or its pinyin. */
export async function pickField(page: Page, column: string, field: string, typed = field): Promise<void> {
  await page.getByRole('button', { name: escaped(`（${column}）`) }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('textbox', { name: '字段名、拼音或表头写法' }).fill(typed)
  await page
    .getByRole('option', { name: new RegExp(`^${escaped(field).source}(\\s|\\*|$)`) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: escaped(`（${column}）字段：${field}`) }).waitFor()
}
/** Options carry marks after their name: a star for required fields, a percentage for likely kinds. */
async function choose(select: Locator, name: string): Promise<void> {
  await select.locator('option').nth(1).waitFor({ state: 'attached' })
  const options = (await select.locator('option').allTextContents()).map((text) => text.trim())
  const option = options.find((text) => text.replace(/\s*(\*|·.*)$/, '').trim() === name)
  if (option === undefined) throw new Error(`no option ${name} among ${options.join(', ')}`)
  await select.selectOption({ label: option })
}
/** Makes a file of the open chart, by the dialog. */
export async function exportChart(page: Page, format: 'PDF' | 'PNG' | 'SVG'): Promise<void> {
  await page.getByRole('button', { name: '导出图' }).click()
  const dialog = page.getByRole('dialog', { name: '导出链图' })
  await dialog.getByLabel('格式').selectOption({ value: format.toLowerCase() })
  await dialog.getByRole('status').waitFor()
  await dialog.getByRole('button', { name: '导出', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}
