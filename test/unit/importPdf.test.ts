/** PDF statements: rows and columns by drawn lines or by places, pages, cells over several lines, scans, and files made to hurt. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lineAt, makePdf, type PdfText } from '../helpers/makePdf.ts'
import { cellsOf, readTable, refusalOf } from './importRead.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url))
const header = ['交易时间', '收入金额', '支出金额', '账户余额', '对方户名', '对方账号', '摘要', '流水号']

test.each(['statement-ruled.pdf', 'statement-plain.pdf'])('%s: all rows of all pages', async (name) => {
  const { container, sheets } = await readTable(file(name), { fileName: name })
  const rows = sheets[0]?.rows ?? []
  expect([container, sheets.length, rows.map(({ row }) => row)]).toEqual([
    'pdf',
    1,
    rows.map((_, at) => at + 1),
  ])
  const cells = rows.map((row) => row.cells)
  expect(cells.slice(0, 3).map((row) => row.join(' '))).toEqual([
    '中国工商银行个人账户交易明细',
    '户名：张三 账号：6222021234567890123 币种：人民币',
    '起止日期：2023-01-01 至 2023-02-28',
  ])
  expect(cells.filter((row) => row[0] === '交易时间')).toEqual(Array.from({ length: 6 }, () => header))
  const marks = rows.filter(({ cells: [first] }) => first?.startsWith('第 ') === true)
  expect(marks.map((row) => row.cells)).toEqual([2, 3, 4, 5, 6].map((page) => [`第 ${page} 页（共 6 页）`]))
  const data = cells.filter((row) => /^\d{4}-/.test(row[0] ?? ''))
  expect(data.length).toBe(96)
  // The same statement as it was written: nothing moved, lost or joined.
  const names = ['李四', '王五贸易有限公司城东分公司', '赵六', '孙七', '某科技（深圳）有限公司', '周八']
  data.forEach((row, at) => {
    expect(row.slice(4)).toEqual([
      names[at % 6],
      `62284804025648${90_018 + at * 11}`,
      at % 4 === 0 ? '转账汇款' : '消费',
      `A${20_230_001 + at}`,
    ])
  })
  const cents = (column: number): number =>
    data.reduce((sum, row) => sum + Math.round(Number(row[column] || 0) * 100), 0)
  expect([cents(1), cents(2)]).toEqual([7_390_316, 14_095_904])
  expect(cells.slice(-2)).toEqual([
    ['合计', '73903.16', '140959.04'],
    ['打印柜员：00123', '打印日期：2023-03-01'],
  ])
})

test('drawn tables with merged cells read as their Word original does', async () => {
  const cells = await cellsOf(file('seizure-list.pdf'))
  expect(cells.slice(4)).toEqual([
    ['编号', '名称', '数量', '特征', '备注'],
    ['1', '苹果手机', '2部', '黑色，IMEI 356789012345678', '存放于涉案财物保管室 3 号柜'],
    ['2', '银行卡', '15张', '工商银行 6222021234567890123等', '存放于涉案财物保管室 3 号柜'],
    ['3', '笔记本电脑', '1台', '联想，灰色', '存放于涉案财物保管室 3 号柜'],
    ['4', '人民币现金', '35,000元', '百元面额 350 张', '已存入专户'],
    ['见证人：李四', '办案民警：王五、赵六'],
    ['以下为转账记录摘录'],
    ['交易时间', '本方卡号', '本方户名', '发生额', '', '对方户名', '对方卡号'],
    ['', '', '', '借方', '贷方'],
    ['2023-01-02 09:10:11', '6222021234567890123', '张三', '1,200.50', '', '李四', '6228480402564890018'],
    ['2023-01-03 10:00:00', '6222021234567890123', '张三', '', '300.00', '王五', '6217001234567890128'],
    ['2023-01-04 11:00:00', '6222021234567890123', '张三', '88.80', '', '赵六', '6214831234567896'],
  ])
})

const xs = [40, 130, 220, 300, 400]
const heads = ['记账日期', '摘要', '金额', '余额', '对方户名']
const rows = (count: number, from: number, pitch: number): readonly PdfText[] =>
  Array.from({ length: count }, (_, at) =>
    lineAt(from + at * pitch, xs, [
      `2023010${at + 1}`,
      '转账',
      `${at + 1}00.00`,
      `${9_000 - at}.00`,
      `户${at + 1}`,
    ]),
  ).flat()
const bare = (at: number, name = `户${at + 1}`): readonly string[] => [
  `2023010${at + 1}`,
  '转账',
  `${at + 1}00.00`,
  `${9_000 - at}.00`,
  name,
]

test('a name that goes on below its row belongs to it; a subtotal between two rows belongs to none', async () => {
  const texts = [
    ...lineAt(100, xs, heads),
    ...rows(2, 120, 20),
    ...lineAt(151, xs, ['', '', '', '', '有限公司']),
    ...lineAt(162, xs, ['', '', '', '', '分公司']),
    ...lineAt(182, xs, bare(2)),
    ...lineAt(202, xs, ['小计', '', '600.00']),
    ...lineAt(222, xs, bare(3)),
    ...lineAt(242, xs, ['合计', '', '1000.00']),
  ]
  expect((await cellsOf(makePdf([{ texts }]))).map((row) => row.join('|'))).toEqual([
    heads.join('|'),
    bare(0).join('|'),
    bare(1, '户2有限公司分公司').join('|'),
    bare(2).join('|'),
    '小计||600.00',
    bare(3).join('|'),
    '合计||1000.00',
  ])
})
test('heads and feet of pages stand with the page, another account on a later page stays where it is', async () => {
  const page = (number: number, account: string) => ({
    texts: [
      { x: 200, y: 50, text: '某银行交易明细', size: 14 },
      { x: 40, y: 75, text: `账号：${account}` },
      ...lineAt(100, xs, heads),
      ...rows(3, 120, 18),
      { x: 260, y: 800, text: `${number}/3` },
    ],
  })
  const cells = (
    await cellsOf(
      makePdf([
        page(1, '6222021234567890123'),
        page(2, '6222021234567890123'),
        page(3, '6228480402564890018'),
      ]),
    )
  ).map((row) => row.join('|'))
  const body = [heads.join('|'), ...[0, 1, 2].map((at) => bare(at).join('|'))]
  expect(cells).toEqual([
    '某银行交易明细',
    '账号：6222021234567890123',
    ...body,
    '第 1 页（共 3 页）｜1/3',
    '第 2 页（共 3 页）｜某银行交易明细｜账号：6222021234567890123｜2/3',
    ...body,
    '第 3 页（共 3 页）｜某银行交易明细｜3/3',
    '账号：6228480402564890018',
    ...body,
  ])
})
test('a page on its side, words drawn twice, a stamp across', async () => {
  const table = [...lineAt(100, xs, heads), ...rows(2, 120, 18)]
  const plain = [heads.join('|'), bare(0).join('|'), bare(1).join('|')]
  const read = async (bytes: Buffer) => (await cellsOf(bytes)).map((row) => row.join('|'))
  const bold = table.map((text) => ({ ...text, x: text.x + 0.3 }))
  expect(await read(makePdf([{ texts: [...table, ...bold] }]))).toEqual(plain)
  expect(
    await read(makePdf([{ texts: [...table, { x: 100, y: 500, text: '仅供查询', size: 40, angle: 45 }] }])),
  ).toEqual([...plain, '第 1 页（共 1 页）｜斜排：仅供查询'])
  // Written upwards on an upright page, and turned by the page itself.
  const upwards = table.map(({ x, y, text }) => ({ x: y, y: 842 - x, text, angle: 90 }))
  expect(await read(makePdf([{ texts: upwards }]))).toEqual(plain)
  expect(await read(makePdf([{ texts: upwards, rotate: 90 }]))).toEqual(plain)
})
test('pages without text are named, one whose text was recognised too; a scan is no table', async () => {
  const table = [...lineAt(100, xs, heads), ...rows(2, 120, 18)]
  const hidden = table.map((text) => ({ ...text, invisible: true }))
  const cells = (await cellsOf(makePdf([{ texts: table }, { texts: [] }, { texts: hidden }]))).map((row) =>
    row.join('|'),
  )
  expect(cells.filter((line) => line.includes('图像'))).toEqual([
    '图像页：第2页没有文字层，内容未读入',
    '图像页：第3页文字由识别得出，须核对',
  ])
  expect(await refusalOf(makePdf([{ texts: [] }, { texts: [] }]))).toEqual({
    code: 'file-not-table',
    details: { found: 'scan' },
  })
})

const one = makePdf([{ texts: lineAt(100, xs, heads) }])
test.each([
  ['cut short', one.subarray(0, 200), ['file-unreadable']],
  ['a head and nothing else', Buffer.from('%PDF-1.7\n'), ['file-unreadable']],
  [
    'pages that hold themselves',
    Buffer.from(one.toString('latin1').replace('/Kids[5 0 R]', '/Kids[2 0 R]')),
    ['file-unreadable', 'file-not-table'],
  ],
  [
    'signs without end',
    makePdf([{ texts: [] }], `BT /F 9 Tf ${'<00410042>Tj '.repeat(1)} ET ${'q '.repeat(5_000)}`),
    ['file-hostile'],
  ],
  [
    'lines without end',
    makePdf([{ texts: lineAt(100, xs, heads) }], `${'0 0 m 100 0 l S '.repeat(250_000)}`),
    ['file-hostile'],
  ],
] as const)('%s ends with a name', async (_, bytes, codes) => {
  expect(codes).toContain((await refusalOf(bytes))?.code)
})
test('fonts that do not say which signs they show are no text', async () => {
  const texts = lineAt(100, xs, ['\ue001\ue002\ue003', '\ue004\ue005', '\ue006'])
  expect(await refusalOf(makePdf([{ texts }]))).toEqual({
    code: 'file-unreadable',
    details: { what: 'fonts' },
  })
})
