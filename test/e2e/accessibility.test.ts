/** Nothing serious or critical by axe on any screen, light and dark, Chinese and English; and the keyboard alone does the first steps. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { openSample } from './case.ts'
import { readySamples } from './samples.ts'

const screens = [
  ['#/overview', 'h1'],
  ['#/import', 'main h1, main h2'],
  ['#/tables', 'main h1, main h2'],
  ['#/tables?kind=transfer', '[role=grid] [role=row]'],
  ['#/chart', '.surface'],
  ['#/search?q=罗志', '.hit'],
  ['#/identity', 'main h1, main h2'],
  ['#/identity?tab=persons', 'main h1'],
  ['#/identity?tab=claims', 'main h1'],
  ['#/analyses', 'main form'],
  ['#/law', 'main table'],
  ['#/reports', 'fieldset'],
  ['#/history', 'ol'],
  ['#/history?tab=audit', 'tbody tr'],
  ['#/history?tab=verify', '.verify'],
  ['#/settings', 'dl'],
] as const

describe.each([
  { dark: false, english: false },
  { dark: true, english: true },
])('dark: $dark, English: $english', ({ dark, english }) => {
  let app: App
  beforeAll(async () => {
    app = await startApp({ dark, prepare: readySamples('piracy') })
  })
  afterAll(async () => {
    await app.close()
  })

  test('the start and its dialogs keep nobody out, and give the focus back', async () => {
    const { page } = app
    expect(await barriers(app)).toEqual([])
    const create = page.getByRole('button', { name: '新建案件' })
    await create.click()
    await page.getByRole('dialog').waitFor()
    expect(await barriers(app)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await create.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('every screen with a case, the palette and the inspector keep nobody out', async () => {
    const { page } = app
    await openSample(page, '示例：盗版剧本杀案')
    if (english) {
      await page.evaluate(() => {
        location.hash = '#/settings'
      })
      await page.getByRole('radio', { name: 'English' }).click()
      await page.getByRole('heading', { name: 'Settings' }).waitFor()
    }
    const found: Record<string, readonly string[]> = {}
    for (const [address, landmark] of screens) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, address)
      // The link of a screen becomes the current one with the screen itself.
      await page
        .locator(`nav a[aria-current=page][href="${address.split('?')[0]}"]`)
        .first()
        .waitFor()
      await page.locator(landmark).first().waitFor()
      found[address] = await barriers(app)
    }
    await page.evaluate(() => {
      location.hash = '#/overview'
    })
    await page.getByRole('button', { name: '罗志华' }).first().click()
    await page.locator('[data-inspector], aside, main [role=separator]').first().waitFor()
    found['inspector'] = await barriers(app)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('罗志')
    await page.getByRole('option').nth(3).waitFor()
    found['palette'] = await barriers(app)
    expect(Object.fromEntries(Object.entries(found).filter(([, where]) => where.length > 0))).toEqual({})
    expect(app.complaints).toEqual([])
  })
})

test('by the keyboard alone: find a person, take a step back, bring it again', async () => {
  const app = await startApp({ prepare: readySamples('piracy') })
  try {
    const { page } = app
    await openSample(page, '示例：盗版剧本杀案')
    await page.locator('main h1').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('崔雪')
    await page.getByRole('option', { name: /崔雪/ }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('崔雪').first().waitFor()
    const charts = page.getByRole('navigation').getByRole('link', { name: '主要关系' })
    await charts.waitFor()
    await page.keyboard.press('Control+z')
    await charts.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+z')
    await charts.waitFor()
  } finally {
    await app.close()
  }
})

test('what keeps people out is found: a button without a name, a picture without words, text too pale, a grid without rows', async () => {
  const app = await startApp()
  try {
    await app.page.getByRole('button', { name: '新建案件' }).waitFor()
    expect(await barriers(app)).toEqual([])
    await app.page.evaluate(() => {
      const main = document.querySelector('main') ?? document.body
      const put = (tag: string, attributes: Readonly<Record<string, string>>, text = '') => {
        const element = document.createElement(tag)
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
        element.textContent = text
        main.append(element)
      }
      put('button', {})
      put('img', { src: 'data:,' })
      const pale = document.createElement('p')
      pale.style.color = '#bbb'
      pale.style.background = '#fff'
      pale.textContent = '看不清'
      main.prepend(pale)
      put('div', { role: 'grid' }, '无行')
    })
    const rules = (await barriers(app)).map((found) => found.replace(/:.*/, ''))
    expect(rules.toSorted()).toEqual(['aria-required-children', 'button-name', 'color-contrast', 'image-alt'])
  } finally {
    await app.close()
  }
})
