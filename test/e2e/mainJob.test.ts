/** The main job as a person does it, in a real browser: sample in, figures read, chart worked, reports out and looked at. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { startApp, type App } from './app.ts'
import {
  addToChart,
  chartCounts,
  chooseFiles,
  goTo,
  mapByHand,
  openSample,
  openTable,
  exportChart,
} from './case.ts'

const truth = JSON.parse(readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8')) as {
  readonly seizure: { readonly boxes: number }
  readonly people: { readonly count: number }
  readonly bank: { readonly rows: number; readonly distinctTransfers: number }
}
const grouped = (value: number) => value.toLocaleString('en-US')

describe('from the sample to a report', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(async () => {
    await app.close()
  })

  test('the sample case opens by importing its spreadsheets, and the overview says the figures of truth.json', async () => {
    await openSample(app.page, '示例：盗版剧本杀案')
    const main = app.page.getByRole('main')
    await main.getByText(grouped(truth.seizure.boxes)).first().waitFor()
    const text = (await main.innerText()).replaceAll(/\s+/g, ' ')
    for (const figure of [
      String(truth.people.count),
      grouped(truth.seizure.boxes),
      grouped(truth.bank.distinctTransfers),
      '3,007',
      '322,300',
      '53,185,016.31',
    ])
      expect(text).toContain(figure)
  })

  test('a sheet nobody knows is mapped by hand: what is right goes in, what is not is told with its row, and both can be undone', async () => {
    const path = join(app.folder, '手工流水.csv')
    writeFileSync(
      path,
      [
        '记录时间,自家卡,自家名字,进出,对面卡,对面名字,钱数,说明',
        '2022-05-01 10:00:00,6217008375367000751,罗志华,出,6222021234567890128,测试收款人,"1,234.50",手工台账',
        '2022-05-02 11:00:00,6217008375367000751,罗志华,进,6222021234567890128,测试收款人,88.00,手工台账',
        '2022-05-03 11:00:00,6217008375367000751,罗志华,出,6222021234567890128,测试收款人,约二百,手工台账',
        '合计,,,,,,1322.50,',
        '',
      ].join('\n'),
    )
    await goTo(app.page, '导入')
    await chooseFiles(app.page, [path])
    await app.page.getByRole('complementary', { name: '导入' }).getByText('手工流水.csv').click()
    await mapByHand(app.page, '资金往来', {
      记录时间: '交易时间',
      自家卡: '本方卡号',
      自家名字: '本方户名',
      进出: '收付标志',
      对面卡: '对手账卡号',
      对面名字: '对手户名',
      钱数: '交易金额',
      说明: '摘要',
    })
    const counts = app.page.getByRole('complementary', { name: '各列对应' })
    for (const words of ['接收 2', '退回 1', '跳过 1', '共读 4'])
      await counts.getByText(words, { exact: true }).waitFor()
    expect(await counts.innerText()).toContain('约二百')
    await app.page.getByRole('button', { name: /^导入 1 个表|^导入$/ }).click()
    await app.page.getByText('已入库').first().waitFor()
    await goTo(app.page, '证据表')
    await app.page
      .getByText(grouped(truth.bank.rows + 2))
      .first()
      .waitFor()
    await app.page.getByRole('button', { name: /^撤销/ }).first().click()
    await app.page.getByText(grouped(truth.bank.rows)).first().waitFor()
    await app.page.getByRole('button', { name: /^重做/ }).first().click()
    await app.page
      .getByText(grouped(truth.bank.rows + 2))
      .first()
      .waitFor()
    await app.page.getByRole('button', { name: /^撤销/ }).first().click()
    await app.page.getByText(grouped(truth.bank.rows)).first().waitFor()
  })

  test('a table shows every row, a condition narrows it, and what is shown leaves as Excel with the same rows', async () => {
    await openTable(app.page, '资金往来')
    await app.page.getByText(`${grouped(truth.bank.rows)} 行`).waitFor()
    await app.page
      .getByRole('main')
      .getByRole('button', { name: /^姚东文/ })
      .first()
      .click()
    await app.page.getByText('显示 1,064', { exact: false }).waitFor()
    const path = await app.download(async () => {
      await app.page.getByRole('button', { name: '导出', exact: true }).click()
      await app.page.getByRole('menuitem', { name: 'Excel 工作簿（.xlsx）', exact: true }).click()
    })
    const book = XLSX.read(readFileSync(path), { dense: true })
    const texts = book.SheetNames.flatMap((name) =>
      XLSX.utils.sheet_to_json<(string | number | null)[]>(book.Sheets[name] as XLSX.WorkSheet, {
        header: 1,
      }),
    )
    const own = texts.filter((row) => row.includes('6217004701050704934') && row.includes('姚东文'))
    expect(own.length).toBeGreaterThanOrEqual(1_064)
    expect(texts.flat().some((cell) => typeof cell === 'number' && cell > 1e15)).toBe(false)
  })

  test('a chart grows from one account by expansion, a path is found, and both pictures leave', async () => {
    await goTo(app.page, '链图')
    await app.page
      .getByRole('toolbar', { name: '链图' })
      .getByRole('button', { name: /主要关系/ })
      .click()
    await app.page.getByRole('menuitem', { name: '新建链图' }).click()
    await app.page.getByText('这张链图还是空的').waitFor()
    await addToChart(app.page, '6217008375367000751')
    await expect.poll(() => chartCounts(app.page)).toEqual({ nodes: 1, edges: 0 })
    await app.page.getByRole('button', { name: '图中数据表' }).click()
    const table = app.page.getByRole('region', { name: '图中数据表' })
    await table.getByRole('button', { name: /6217008375367000751/ }).click()
    await app.page.getByRole('button', { name: '展开', exact: true }).click()
    await app.page.getByRole('button', { name: '加入 60 个' }).click()
    await expect.poll(() => chartCounts(app.page)).toMatchObject({ nodes: 61 })
    await app.page.getByRole('button', { name: '撤销' }).first().click()
    await expect.poll(() => chartCounts(app.page)).toEqual({ nodes: 1, edges: 0 })
    await app.page.getByRole('button', { name: '重做' }).first().click()
    await expect.poll(() => chartCounts(app.page)).toMatchObject({ nodes: 61 })

    await addToChart(app.page, '崔雪')
    await table.getByRole('button', { name: /6217008375367000751/ }).click()
    await app.page.getByRole('button', { name: '查路径' }).click()
    await table.getByRole('button', { name: /崔雪/ }).first().click()
    await app.page.getByText(/最短路径 \d+ 步/).waitFor()

    const svg = readFileSync(await app.download(() => exportChart(app.page, 'SVG')), 'utf8')
    expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
    expect(svg).toContain('崔雪')
    const png = readFileSync(await app.download(() => exportChart(app.page, 'PNG')))
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    expect(png.readUInt32BE(16)).toBeGreaterThan(1_000)
  })

  test('the Word report says the figures, carries the charts as pictures, and names every original by its hash', async () => {
    await goTo(app.page, '报告')
    const parts = unzipSync(
      readFileSync(
        await app.download(() =>
          app.page
            .getByRole('button', { name: /生成 ?Word|Word/ })
            .first()
            .click(),
        ),
      ),
    )
    const text = new TextDecoder().decode(parts['word/document.xml']).replaceAll(/<[^>]+>/g, '')
    for (const words of [
      grouped(truth.seizure.boxes),
      '罗志华',
      '07_银行交易明细_A.xlsx',
      '供参考，以办案单位与法制部门认定为准',
    ])
      expect(text).toContain(words)
    expect(text.match(/[0-9a-f]{64}/g)?.length).toBeGreaterThanOrEqual(9)
    expect(
      Object.keys(parts).filter((name) => /^word\/media\/.*\.png$/.test(name)).length,
    ).toBeGreaterThanOrEqual(2)
  })

  test('masked with one choice for every file, the report as a web page names nobody and runs nothing', async () => {
    await app.page.getByText('遮盖号码和姓名').click()
    const page = readFileSync(
      await app.download(() => app.page.getByRole('button', { name: '生成网页报告' }).click()),
      'utf8',
    )
    expect(page).toContain(grouped(truth.seizure.boxes))
    expect(page).toContain('罗某')
    expect([/罗志华/, /6217008375367000751/, /<script/].filter((secret) => secret.test(page))).toEqual([])
  })

  test('nothing was complained of in the browser', () => {
    expect(app.complaints).toEqual([])
  })
})
