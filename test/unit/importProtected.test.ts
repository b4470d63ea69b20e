/** Workbooks under a password: asked for, told when wrong, read once known, and read again by the key alone. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeXlsx } from '../engine/importFiles.ts'
import { encryptPackage } from '../helpers/encryptPackage.ts'
import { readTable, refusalOf } from './importRead.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/protected/${name}`, import.meta.url))
const table = [
  ['姓名', '卡号', '交易金额'],
  ['张三', '6222021234567890123', '12.5'],
  ['李四', '0000123456789012', '0.1'],
]
const statement = [
  ['账户交易明细'],
  ['交易时间', '本方卡号', '收入金额', '支出金额', '对方户名'],
  ['2023-01-02 09:10:11', '6222021234567890123', '', '1,200.50', '李四'],
  ['2023-01-03 10:00:00', '6222021234567890123', '300.00', '', '王五'],
  ['2023-01-04 11:00:00', '6222021234567890123', '', '88.80', '赵六'],
]

test.each([
  ['libreoffice.xls', 'xls', 'xls', '密码Abc1', table],
  ['libreoffice.ods', 'ods', 'ods', '密码Abc1', table],
  ['poi-protected-passtika.xlsx', 'xlsx', 'xlsx', 'tika', [['This is an Encrypted Excel spreadsheet.']]],
  ['poi-protected-passtika.xlsb', 'xlsx', 'xlsb', 'tika', [["You can't see me"]]],
  ['poi-35897-type4.xls', 'xls', 'xls', 'freedom', [['hello there!']]],
  ['poi-xor-encryption-abc.xls', 'xls', 'xls', 'abc', [['1'], ['2'], ['3']]],
] as const)('%s', async (name, asked, container, password, rows) => {
  expect(await refusalOf(file(name))).toEqual({ code: 'file-encrypted', details: { container: asked } })
  for (const wrong of ['', 'x', password.toUpperCase() + ' ', '密码Abc2'])
    expect(await refusalOf(file(name), { password: wrong }), wrong).toEqual({
      code: 'file-password-wrong',
      details: { container: asked },
    })
  const opened = await readTable(file(name), { password })
  expect([opened.container, opened.encrypted, opened.sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
    container,
    true,
    rows,
  ])
  expect(opened.fileKey).toMatch(/^[0-9a-f]{10,64}$/)
  expect(opened.fileKey).not.toContain(Buffer.from(password).toString('hex'))
  expect(opened.fileKey).not.toContain(Buffer.from(password, 'utf16le').toString('hex'))
  expect((await readTable(file(name), { fileKey: opened.fileKey ?? '' })).sheets).toEqual(opened.sheets)
})
test.each([
  ['libreoffice.xls', '密码Abc1', '姓名'],
  ['poi-35897-type4.xls', 'freedom', 'hello there!'],
  ['poi-50833.xls', 'VelvetSweatshop', 'test cell value'],
] as const)(
  '%s opens with its password also where its document properties are protected',
  async (name, password, first) => {
    const bytes = file(name)
    // As Excel 2002 and 2003 write them: in a stream called `encryption`. Here the stream of the open properties gets that name.
    const at = bytes.indexOf(Buffer.from('\u0005SummaryInformation', 'utf16le'))
    expect(at).toBeGreaterThan(0)
    bytes.fill(0, at, at + 64)
    bytes.write('encryption', at, 'utf16le')
    bytes.writeUInt16LE('encryption'.length * 2 + 2, at + 64)
    const { sheets, encrypted } = await readTable(bytes, { password })
    expect([sheets[0]?.rows[0]?.cells[0], encrypted]).toEqual([first, true])
  },
)
test.each([
  ['qpdf-aes256.pdf', '密码Abc1'],
  ['qpdf-r5.pdf', 'abc123'],
  ['qpdf-aes128.pdf', 'abc123'],
  ['qpdf-rc4-128.pdf', 'abc123'],
  ['qpdf-rc4-40.pdf', 'abc123'],
] as const)(
  '%s opens with the password of its reader or its owner, and by its key alone',
  async (name, password) => {
    expect(await refusalOf(file(name))).toEqual({ code: 'file-encrypted', details: { container: 'pdf' } })
    for (const wrong of ['', 'x', 'abc124', '密码Abc2'])
      expect(await refusalOf(file(name), { password: wrong }), wrong).toEqual({
        code: 'file-password-wrong',
        details: { container: 'pdf' },
      })
    const opened = await readTable(file(name), { password, fileName: '流水.pdf' })
    expect([opened.container, opened.encrypted, opened.sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
      'pdf',
      true,
      statement,
    ])
    expect((await readTable(file(name), { password: 'boss' })).fileKey).toBe(opened.fileKey)
    expect(opened.fileKey).toMatch(/^[0-9a-f]{10,64}$/)
    expect(opened.fileKey).not.toContain(Buffer.from(password).toString('hex'))
    expect(
      (await readTable(file(name), { fileKey: opened.fileKey ?? '', fileName: '流水.pdf' })).sheets,
    ).toEqual(opened.sheets)
  },
)
test('a document that is only to be kept from being changed asks for nothing', async () => {
  const { encrypted, sheets } = await readTable(file('qpdf-open.pdf'))
  expect([encrypted, sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([false, statement])
})
test.each([1, 2_000])('a workbook of %i rows under a Chinese password, encrypted here', async (count) => {
  const rows = Array.from({ length: count }, (_, row) => ['6222021234567890123', `张三${row}`])
  const bytes = encryptPackage(makeXlsx([{ name: 'S', rows }]), '密码Abc1')
  expect((await refusalOf(Buffer.from(bytes)))?.code).toBe('file-encrypted')
  expect((await refusalOf(Buffer.from(bytes), { password: '密码Abc2' }))?.code).toBe('file-password-wrong')
  expect(
    (await readTable(bytes, { password: '密码Abc1' })).sheets[0]?.rows.map(({ cells }) => cells),
  ).toEqual(rows)
})
test('hidden sheets stay hidden behind a password', async () => {
  for (const name of ['libreoffice.xls', 'libreoffice.ods'])
    expect(
      (await readTable(file(name), { password: '密码Abc1' })).sheets.map((sheet) => [
        sheet.name,
        sheet.hidden,
      ]),
      name,
    ).toEqual([
      ['明细', false],
      ['草稿', true],
    ])
})
test('a workbook under the password everybody knows is read without asking', async () => {
  const { encrypted, sheets } = await readTable(file('poi-50833.xls'))
  expect([encrypted, sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([true, [['test cell value']]])
})
test('one changed byte of an encrypted package is found', async () => {
  const bytes = file('poi-protected-passtika.xlsb')
  const at = bytes.length - 3_000
  bytes[at] = (bytes[at] ?? 0) ^ 1
  expect((await refusalOf(bytes, { password: 'tika' }))?.code).toBe('file-unreadable')
})
test('an encryption that is not known says so, and asks for no password', async () => {
  const bytes = file('poi-protected-passtika.xlsb')
  bytes.write('RC2', bytes.indexOf('AES'))
  expect(await refusalOf(bytes)).toMatchObject({ code: 'file-unreadable', details: { what: 'encryption' } })
})
test('a million rounds of hashing are as many as a file may ask for', async () => {
  const bytes = file('poi-protected-passtika.xlsb')
  bytes.write('"9e9999"', bytes.indexOf('"100000"'))
  expect(await refusalOf(bytes, { password: 'tika' })).toMatchObject({
    code: 'file-hostile',
    details: { what: 'encryption' },
  })
})
