/** The import desk as a case officer works it: a folder, an archive, a locked workbook and a strange ledger at once, decided on, imported, mended, taken back. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gb18030, makeXlsx, utf8 } from '../engine/importFiles.ts'
import { encryptPackage } from '../helpers/encryptPackage.ts'
import { makePdf } from '../helpers/makePdf.ts'
import { startApp, type App } from './app.ts'
import { barriers } from './barriers.ts'
import { chooseFiles, createCase, goTo, pickField } from './case.ts'

const people = (...names: readonly string[]) =>
  `姓名,身份证号,手机号\n${names.map((name, index) => `${name},11010119900307${4514 + index * 9},1380013800${index}`).join('\n')}\n`
const statement = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,对手户名,交易流水号',
  '6217008375367000751,罗志华,2022-05-01 10:00:00,100.00,进,甲,s1',
  '6217008375367000751,罗志华,不详,200.00,出,乙,s2',
  '6217008375367000751,罗志华,2022-05-03 10:00:00,约三百,出,丙,s3',
  '6217008375367000751,罗志华,2022-05-04 10:00:00,约三百,出,丁,s4',
].join('\n')
const ledger = ['谁,几号,多少钱', '老王,2022-06-01,30.00', '老李,2022-06-02,40.00'].join('\n')

describe('a seized disk', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    await createCase(app.page, '导入台')
  })
  afterAll(async () => {
    await app.close()
  })
  const queue = () => app.page.getByRole('complementary', { name: '导入' })
  const file = (name: string) =>
    queue().getByRole('button', { name: new RegExp(name.replaceAll('.', '\\.')) })

  test('comes in as a folder, an archive and single files, and each file says where it stands', async () => {
    const folder = join(app.folder, '扣押硬盘')
    mkdirSync(join(folder, '人员'), { recursive: true })
    writeFileSync(join(folder, '人员', '名单一.csv'), gb18030(people('张三', '李四')))
    writeFileSync(join(folder, 'Thumbs.db'), 'x')
    await goTo(app.page, '导入')
    await app.page.locator('input[webkitdirectory]').first().setInputFiles(folder)
    await file('名单一.csv').getByText('GB18030').waitFor()
    const loose = {
      '往来.csv': utf8(statement),
      '台账.csv': utf8(ledger),
      '打包.zip': zipSync({ '通讯录/名单二.csv': utf8(people('王五')) }),
      '加密名单.xlsx': encryptPackage(
        makeXlsx([
          {
            name: '名单',
            rows: [
              ['姓名', '身份证号'],
              ['赵六', '110101199003075998'],
            ],
          },
        ]),
        'secret',
      ),
      '照片.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1),
    }
    for (const [name, bytes] of Object.entries(loose)) writeFileSync(join(app.folder, name), bytes)
    await chooseFiles(
      app.page,
      Object.keys(loose).map((name) => join(app.folder, name)),
    )
    await file('照片.jpg').getByText('文件内容不是表格').waitFor({ timeout: 60_000 })
    await file('加密名单.xlsx').getByText('有密码').waitFor({ timeout: 60_000 })
    expect((await file('名单二.csv').innerText()).replaceAll(/\s+/g, ' ')).toContain(
      '打包.zip/通讯录 · 人员登记',
    )
    expect((await file('名单一.csv').innerText()).replaceAll(/\s+/g, ' ')).toContain(
      '扣押硬盘/人员 · 人员登记 · 2 行 · GB18030',
    )
    expect((await queue().getByRole('heading', { level: 2 }).first().innerText()).trim()).toMatch(
      /^待导入 5 个文件/,
    )
  })

  test('a locked workbook asks for its password in place, says when it is wrong, and opens with the right one', async () => {
    await file('加密名单.xlsx').click()
    const password = app.page.getByLabel('密码', { exact: true })
    await password.fill('wrong')
    await app.page.keyboard.press('Enter')
    await app.page.getByText('密码不对，没有打开').waitFor()
    await password.fill('secret')
    await app.page.keyboard.press('Enter')
    await file('加密名单.xlsx').getByText('待确认').waitFor()
    await app.page
      .getByRole('region', { name: /^原表：名单/ })
      .getByText('赵六')
      .first()
      .waitFor()
  })

  test('a header nobody knows is matched by keyboard alone and by drawing, and the mapping is kept', async () => {
    await file('台账.csv').click()
    const kind = app.page.getByRole('combobox', { name: '类别' })
    await kind.selectOption({ label: '其他表格' })
    await pickField(app.page, '谁', '名称')
    await pickField(app.page, '几号', '时间', 'sj')
    const from = await app.page
      .getByRole('complementary', { name: '各列对应' })
      .getByText('多少钱', { exact: true })
      .boundingBox()
    const to = await app.page.locator('[data-drop-field="amount"]').boundingBox()
    if (from === null || to === null) throw new Error('both are in sight')
    await app.page.mouse.move(from.x + 10, from.y + 8)
    await app.page.mouse.down()
    await app.page.mouse.move(to.x + 10, to.y + 8, { steps: 6 })
    await app.page.mouse.up()
    await app.page.getByRole('button', { name: '（多少钱）字段：金额' }).waitFor()
    await app.page.getByRole('button', { name: '存为模板' }).click()
    await app.page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await app.page.getByText('已存为模板').first().waitFor()
    expect(await barriers(app)).toEqual([])
  })

  test('a problem opens its cell in the original', async () => {
    await file('往来.csv').click()
    await app.page.getByRole('radio', { name: /^问题/ }).click()
    await app.page.getByRole('button', { name: /第 4 行 D 列/ }).click()
    await expect.poll(() => app.page.locator('td.aimed').innerText(), { timeout: 15_000 }).toContain('约三百')
  })

  test('everything that is sure goes in with one press; the rejected rows are mended in their batch, one for all that say the same', async () => {
    await queue()
      .getByRole('button', { name: /^导入有把握的 \d 个文件/ })
      .click()
    await file('往来.csv').getByText('已入库').waitFor({ timeout: 60_000 })
    await file('台账.csv').getByText('已入库').waitFor({ timeout: 60_000 })
    // Rejected rows are to be checked: the side bar counts them by itself.
    await app.page
      .getByRole('navigation')
      .getByRole('link', { name: /材料质量\s*[1-9]/ })
      .waitFor()
    await file('往来.csv').click()
    const batch = app.page.getByRole('region', { name: '往来.csv' })
    await batch.getByRole('button', { name: /退回\s*交易金额：不是数\s*2/ }).click()
    await batch.getByRole('button', { name: '约三百' }).first().click()
    const editor = app.page.getByRole('region', { name: /改正第/ })
    await editor.getByLabel(/^交易金额/).fill('300.00')
    await editor.getByRole('checkbox').check()
    await editor.getByRole('button', { name: '改正并导入' }).click()
    await app.page.getByText('改了 2 行，其中 2 行已入库').waitFor()
    await batch.getByRole('button', { name: /退回\s*交易时间：不是日期\s*1/ }).click()
    await batch.getByRole('button', { name: '不详' }).click()
    await editor.getByLabel(/^交易时间/).fill('2022-05-02 09:00:00')
    await app.page.keyboard.press('Enter')
    await app.page.getByText('第 3 行已改正并入库').waitFor()
    await expect
      .poll(async () => (await batch.locator('tbody tr').first().innerText()).replaceAll(/\s+/g, ' '), {
        timeout: 15_000,
      })
      .toContain('4 4 0 0 0')
    expect(await barriers(app)).toEqual([])
  })

  test('findings of the batch stand on a screen of their own, and open the record', async () => {
    await app.page.getByRole('button', { name: '这一批的质量问题' }).click()
    await app.page.getByRole('grid').getByRole('row').nth(1).dblclick()
    await app.page.getByRole('complementary', { name: '详情' }).waitFor()
    expect(await barriers(app)).toEqual([])
    await goTo(app.page, '导入')
    await goTo(app.page, '材料质量')
    await app.page
      .getByRole('complementary', { name: '材料质量' })
      .getByRole('button', { name: /^行数核对一致/ })
      .waitFor()
  })

  test('a batch is taken back at any later time, and comes again with what was mended', async () => {
    await goTo(app.page, '导入')
    await file('往来.csv').click()
    const batch = app.page.getByRole('region', { name: '往来.csv' })
    await batch.getByRole('button', { name: '撤销此批' }).click()
    await batch.getByText('这一批已撤销').waitFor()
    await batch.getByRole('button', { name: '重新导入' }).click()
    await batch.getByRole('button', { name: '撤销此批' }).waitFor()
    await expect
      .poll(async () => (await batch.locator('tbody tr').first().innerText()).replaceAll(/\s+/g, ' '), {
        timeout: 15_000,
      })
      .toContain('4 4 0 0 0')
  })

  test('documents and packed returns are shown as the tables they hold, a locked one asks for its password', async () => {
    const from = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))
    const given = {
      '对账单.pdf': from('documents/statement-plain.pdf'),
      '表格.docx': from('documents/seizure-list.docx'),
      '回函.7z': from('archives/7zip-plain.7z'),
      '加密账单.pdf': from('protected/qpdf-aes256.pdf'),
      '扫描件.pdf': makePdf([{ texts: [] }]),
    }
    for (const [name, bytes] of Object.entries(given)) writeFileSync(join(app.folder, name), bytes)
    await goTo(app.page, '导入')
    await chooseFiles(
      app.page,
      Object.keys(given).map((name) => join(app.folder, name)),
    )
    await file('扫描件.pdf').getByText('文件内容不是表格').waitFor({ timeout: 60_000 })
    await file('流水.csv').getByText('回函.7z/银行').waitFor({ timeout: 60_000 })
    await file('加密账单.pdf').getByText('有密码').waitFor({ timeout: 60_000 })
    const shown = async (name: string, text: string) => {
      await file(name).click()
      await app.page
        .getByRole('region', { name: /^原表：/ })
        .getByText(text)
        .first()
        .waitFor()
    }
    await shown('对账单.pdf', '王五贸易有限公司城东分公司')
    await shown('表格.docx', '存放于涉案财物保管室 3 号柜')
    await file('加密账单.pdf').click()
    await app.page.getByLabel('密码', { exact: true }).fill('密码Abc1')
    await app.page.keyboard.press('Enter')
    await shown('加密账单.pdf', '6222021234567890123')
  })

  test('a sheet that may be several kinds waits with its readings, and one click takes one', async () => {
    writeFileSync(
      join(app.folder, '账本.csv'),
      '日期,事项,金额,备注\n2023-05-01,买纸,120.00,\n2023-05-02,卖书,80.00,\n',
    )
    await goTo(app.page, '导入')
    await chooseFiles(app.page, [join(app.folder, '账本.csv')])
    await file('账本.csv').click()
    const readings = app.page.getByRole('group', { name: /不能确定是哪一类表格/ })
    await readings.waitFor({ timeout: 60_000 })
    const waits = app.page.getByText('工作表“账本”是哪一类尚未选定')
    await waits.waitFor()
    expect(await barriers(app)).toEqual([])
    const transfer = readings.getByRole('button', { name: /资金往来/ })
    expect(await transfer.getAttribute('aria-pressed')).toBe('false')
    await transfer.click()
    await expect.poll(() => transfer.getAttribute('aria-pressed')).toBe('true')
    expect(await waits.count()).toBe(0)
    await readings.getByRole('button', { name: '都不是，按原样收入' }).click()
    await expect.poll(() => transfer.getAttribute('aria-pressed')).toBe('false')
  })

  test('nothing was complained of in the browser', () => {
    expect(app.complaints).toEqual([])
  })
})
