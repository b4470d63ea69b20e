/**
 * Locking an encrypted case hides it and forgets it: on the page, in its title and address, in what the browser's script still holds, in the engine's room
 * for passing files, behind addresses of files. In the long form the whole disk is searched too, with the program killed afterwards.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchedSince } from '../helpers/wholeDisk.ts'
import { startApp, type App } from './app.ts'
import { chooseFiles, goTo, openTable } from './case.ts'

/** Words of this run alone: no file of the project holds them. */
const mark = Array.from({ length: 6 }, () =>
  String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 5_000)),
).join('')
const card = `6222${String(Math.floor(Math.random() * 1e15)).padStart(15, '0')}`
const words = [`欧阳${mark}`, card, `暗语${mark}`, `密档${mark}`]
const passphrase = '湖水清澈见底七号'
let app: App
let since: number
beforeAll(async () => {
  since = Date.now()
  app = await startApp()
})
afterAll(async () => {
  await app.close()
})

/** All strings the page's script holds, after what nobody refers to was let go. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  let text = ''
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    text += chunk
  })
  await session.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return text
}
/** A snapshot writes what is not ASCII as escapes. */
const written = (word: string): readonly string[] =>
  ['toLowerCase', 'toUpperCase'].map((letters) =>
    Array.from(word, (sign) =>
      sign > '~'
        ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')[letters as 'toLowerCase']()}`
        : sign,
    ).join(''),
  )
const held = async (): Promise<readonly string[]> => {
  const heap = await heapOf(app.page)
  return words.slice(0, 3).filter((word) => [word, ...written(word)].some((each) => heap.includes(each)))
}
async function command(name: string): Promise<void> {
  await app.page.keyboard.press('Control+k')
  await app.page
    .getByRole('dialog')
    .getByRole('combobox')
    .or(app.page.getByRole('searchbox'))
    .first()
    .fill(name)
  await app.page.getByRole('option', { name }).first().click()
}

test('a locked case is gone from page, title, address, memory of the script and passing files', async () => {
  const { page } = app
  await page.getByRole('button', { name: '新建案件' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox')
    .first()
    .fill(words[3] ?? '')
  for (const label of ['口令', '再输一次口令'])
    await dialog.getByLabel(label, { exact: true }).fill(passphrase)
  await dialog.getByRole('button', { name: '新建案件' }).click()
  await page.waitForURL(/#\/(overview|import)/, { timeout: 60_000 })
  const sheet = join(app.folder, '明细.csv')
  writeFileSync(
    sheet,
    [
      '交易卡号,交易户名,交易时间,交易金额,收付标志,对手账号,对手户名,摘要说明,交易流水号',
      ...Array.from(
        { length: 40 },
        (_, row) =>
          `${card},欧阳${mark},2026-03-01 10:${String(row).padStart(2, '0')}:00,${row + 1}.00,出,6217003456789012349,钱某,暗语${mark},LS${row}`,
      ),
      '',
    ].join('\r\n'),
  )
  await goTo(page, '导入')
  await chooseFiles(page, [sheet])
  await page.getByRole('button', { name: '导入 1 个表' }).click({ timeout: 60_000 })
  await page.getByText('已入库').first().waitFor({ timeout: 60_000 })
  await openTable(page, '资金往来')
  await page.getByText(`暗语${mark}`).first().waitFor()
  // Words that were searched for, and rows that were filtered, stand in addresses.
  await goTo(page, '检索')
  await page.locator('.search input').fill(`暗语${mark}`)
  await page.waitForURL(/q=/)
  await page.locator('.search .hit').first().waitFor()
  await goTo(page, '报告')
  // The search works: what is open is found.
  expect(await held()).toEqual(words.slice(0, 3))
  await command('锁定案件')
  await page.getByRole('heading', { name: '最近的案件' }).waitFor()
  const seen = `${await page.content()} ${await page.title()} ${page.url()}`
  // The name of the file, which is that of the case, is what the folder of cases shows.
  expect(words.slice(0, 3).filter((word) => seen.includes(word))).toEqual([])
  expect(await page.title()).not.toContain(mark)
  const addresses = () =>
    page.evaluate(() => window.navigation.entries().map(({ url }) => decodeURIComponent(url ?? '')))
  await expect.poll(async () => (await addresses()).filter((address) => !/#\/$/u.test(address))).toEqual([])
  await expect.poll(held, { timeout: 30_000 }).toEqual([])
  const passing = join(app.folder, 'data', 'settings', 'passing')
  expect(
    existsSync(passing)
      ? readdirSync(passing, { recursive: true }).filter((name) => String(name).endsWith('sealed'))
      : [],
  ).toEqual([])
  // Back in the browser's history there is nothing either.
  await page.goBack()
  await page.waitForTimeout(500)
  const back = await page.content()
  expect(words.slice(0, 3).filter((word) => back.includes(word))).toEqual([])
})

test.runIf(process.env['LZ_LONG'] === '1')(
  'nothing on the whole disk tells of it, but the file that was imported',
  () => {
    const found = searchedSince(since, words.slice(0, 3))
    expect(found.filter((path) => path !== join(app.folder, '明细.csv'))).toEqual([])
  },
  // A disk with much on it takes its time.
  1_200_000,
)
