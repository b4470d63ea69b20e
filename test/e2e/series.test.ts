/** A series of cases in a real browser, by keyboard, without an open case: files chosen, a passphrase asked, what was not read told, clusters, picture and file. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineAt } from '../helpers/engine.ts'
import { startApp } from './app.ts'
import { barriers } from './barriers.ts'

const register = (rows: readonly string[]): string => ['姓名,身份证号,手机号', ...rows].join('\n')

/** Three cases that share a person and a phone, the third encrypted, and a file that is none. */
async function seriesCases(dataFolder: string): Promise<void> {
  const cases = join(dataFolder, 'cases')
  mkdirSync(cases, { recursive: true })
  const engine = engineAt(dataFolder)
  for (const [name, passphrase, rows] of [
    ['甲案', null, ['张三,11010519491231002X,13912340001']],
    ['乙案', null, ['张三,11010519491231002X,13912340002']],
    ['丙案', '够长的口令-2026-串并', ['李四,440524188001010014,13912340002']],
    ['丁案', null, ['王五,,13912340009']],
  ] as const) {
    await engine.call('workspace.create', { name, passphrase })
    const path = join(dataFolder, `${name}.csv`)
    writeFileSync(path, register(rows))
    await engine.call('import.run', { fileId: engine.files.grant(path) })
    await engine.call('workspace.close', {})
  }
  await engine.shutdown()
  writeFileSync(join(cases, '坏.lzcase'), 'not a case')
}

const bytesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.lzcase'))
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )

test(
  'case files of this machine as a series: what is locked or damaged is told, what they share stands in tables, picture and file',
  { timeout: 120_000 },
  async () => {
    const app = await startApp({ prepare: seriesCases })
    try {
      const { page } = app
      const cases = join(app.folder, 'data', 'cases')
      const before = bytesIn(cases)
      await page.getByRole('button', { name: '串并案' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '串并案' }).waitFor()
      await page.getByRole('button', { name: /加入本机案件（/ }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('5 个案件文件').waitFor()
      expect(await barriers(app)).toEqual([])
      const run = page.getByRole('button', { name: '开始串并' })
      await run.focus()
      await page.keyboard.press('Enter')
      const result = page.getByRole('region', { name: '串并结果' })
      await result.getByText(/2 个文件没有读取/).waitFor()
      await result
        .getByRole('grid')
        .getByText(/^(甲案、乙案|乙案、甲案)$/)
        .waitFor()
      const field = page.getByLabel(/丙案.*的口令/)
      await field.fill('够长的口令-2026-串并')
      await page.keyboard.press('Enter')
      await result.getByText(/1 个文件没有读取/).waitFor()
      await result
        .getByRole('grid')
        .getByText(/^..、..、..$/)
        .waitFor()
      expect(await barriers(app)).toEqual([])
      // Forgotten as soon as it was used.
      expect(await field.inputValue()).toBe('')
      await page.getByLabel('看哪一项').selectOption({ label: '关系图' })
      await page.getByRole('img', { name: '3 个案件与 2 个共同号码的关系图' }).waitFor()
      expect(await barriers(app)).toEqual([])
      const path = await app.download(async () => {
        await page.getByRole('button', { name: '导出' }).click()
        await page.getByRole('menuitem', { name: 'Excel 工作簿' }).click()
      })
      expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK')
      expect(bytesIn(cases)).toEqual(before)
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  },
)
