/** dBase and FoxPro tables, and Apple's Numbers: texts in their code page, exact digits, deleted rows apart, files made to hurt. */
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { utils, write } from 'xlsx'
import payload from 'xlsx/dist/xlsx.zahl.mjs'
import { readTable, refusalOf } from './importRead.ts'

interface Column {
  readonly name: Buffer | string
  readonly type: string
  readonly length: number
}
const field = ({ name, type, length }: Column): Buffer => {
  const bytes = Buffer.alloc(32)
  Buffer.from(name).copy(bytes)
  bytes.write(type, 11, 'latin1')
  bytes[16] = length
  return bytes
}
/** A table; a record is its flag and its fields, padded with blanks where they are texts. */
function makeDbf(
  columns: readonly Column[],
  records: readonly (readonly (Buffer | string)[])[],
  {
    version = 0x03,
    page = 0,
    count = records.length,
  }: { readonly version?: number; readonly page?: number; readonly count?: number } = {},
): Buffer {
  const head = Buffer.alloc(32)
  head[0] = version
  head.set([122, 6, 30], 1)
  head.writeUInt32LE(count, 4)
  head.writeUInt16LE(33 + columns.length * 32, 8)
  head.writeUInt16LE(1 + columns.reduce((sum, { length }) => sum + length, 0), 10)
  head[29] = page
  const rows = records.map(([flag = ' ', ...values]) =>
    Buffer.concat([
      Buffer.from(flag),
      ...columns.map(({ length }, at) => {
        const bytes = Buffer.alloc(length, ' ')
        Buffer.from(values[at] ?? '').copy(bytes)
        return bytes
      }),
    ]),
  )
  return Buffer.concat([head, ...columns.map(field), Buffer.from([0x0d]), ...rows, Buffer.from([0x1a])])
}
// 户名, 张三, 李四 in GBK; 賬戶 in Big5.
const [name, zhang, li] = [
  Buffer.from('bba7c3fb', 'hex'),
  Buffer.from('d5c5c8fd', 'hex'),
  Buffer.from('c0eecbc4', 'hex'),
]
const read = async (bytes: Buffer) =>
  (await readTable(bytes, { fileName: '流水.dbf' })).sheets.map(({ name: sheet, hidden, rows }) => [
    sheet,
    hidden,
    rows.map(({ row, cells, marks }) => [row, ...cells, marks === null ? '' : marks.join('')]),
  ])

test('texts in GBK, dates, long numbers digit by digit, yes and no; deleted rows are a hidden sheet', async () => {
  const bytes = makeDbf(
    [
      { name, type: 'C', length: 10 },
      { name: 'CARD', type: 'N', length: 20 },
      { name: 'AMT', type: 'N', length: 12 },
      { name: 'DT', type: 'D', length: 8 },
      { name: 'OK', type: 'L', length: 1 },
      { name: 'MEMO', type: 'M', length: 10 },
    ],
    [
      [' ', zhang, ' 6222021234567890123', '     -12.50', '20220102', 'T', '         7'],
      ['*', li, '', '       3.00', '', '?', ''],
      [' ', li, '', '', '        ', 'n', ''],
    ],
    { version: 0x83 },
  )
  expect(await read(bytes)).toEqual([
    [
      '流水',
      false,
      [
        [1, '户名', 'CARD', 'AMT', 'DT', 'OK', 'MEMO', ''],
        [
          2,
          '张三',
          '6222021234567890123',
          '-12.50',
          '2022-01-02',
          'TRUE',
          '（备注文件第7块，未读入）',
          '001230',
        ],
        [4, '李四', '', '', '', 'FALSE', '', '000030'],
      ],
    ],
    [
      '流水（标记为删除的行）',
      true,
      [
        [1, '户名', 'CARD', 'AMT', 'DT', 'OK', 'MEMO', ''],
        [3, '李四', '', '3.00', '', '', '', '001000'],
      ],
    ],
  ])
})
test('what the head says of the code page holds, UTF-8 is told by its bytes', async () => {
  const columns = [{ name: 'NAME', type: 'C', length: 12 }]
  const first = async (text: Buffer, page: number) =>
    (await readTable(makeDbf(columns, [[' ', text]], { page }))).sheets[0]?.rows[1]?.cells[0]
  expect(await first(zhang, 0x7a)).toBe('张三')
  expect(await first(Buffer.from('張三', 'utf8'), 0)).toBe('張三')
  expect(await first(Buffer.from('b169a454', 'hex'), 0x78)).toBe('張三')
  expect(await first(Buffer.from('cdeee2fbe9', 'hex'), 0xc9)).toBe('Новый')
})
test('FoxPro keeps integers, money, doubles and moments as bytes', async () => {
  const [int, money, double, time] = [Buffer.alloc(4), Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)]
  int.writeInt32LE(-7)
  money.writeBigInt64LE(-123_456_789n)
  double.writeDoubleLE(0.25)
  time.writeUInt32LE(2_459_582)
  time.writeUInt32LE(11_045_000, 4)
  const bytes = makeDbf(
    [
      { name: 'I', type: 'I', length: 4 },
      { name: 'Y', type: 'Y', length: 8 },
      { name: 'B', type: 'B', length: 8 },
      { name: 'T', type: 'T', length: 8 },
      { name: '_NullFlags', type: '0', length: 1 },
    ],
    [[' ', int, money, double, time, '']],
    { version: 0x30 },
  )
  expect((await readTable(bytes)).sheets[0]?.rows[1]?.cells).toEqual([
    '-7',
    '-12345.6789',
    '0.25',
    '2022-01-02 03:04:05',
  ])
})
test('one that is cut short is truncated; what only begins alike is no such table', async () => {
  const bytes = makeDbf([{ name: 'A', type: 'C', length: 5 }], [[' ', 'x']], { count: 4_000_000_000 })
  expect((await refusalOf(bytes))?.code).toBe('file-truncated')
  const whole = makeDbf(
    [{ name: 'A', type: 'C', length: 5 }],
    [
      [' ', 'x'],
      [' ', 'y'],
    ],
  )
  expect((await refusalOf(whole.subarray(0, whole.length - 8)))?.code).toBe('file-truncated')
  for (const [at, value] of [
    [2, 13],
    [10, 9],
    [32 + 16, 0],
  ] as const) {
    const odd = Buffer.from(whole)
    odd[at] = value
    expect((await refusalOf(odd))?.code, String(at)).toBe('file-not-table')
  }
})

test('a Numbers document is read as a workbook', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['姓名', '卡号'],
      ['张三', '6222021234567890123'],
    ]),
    '名单',
  )
  // The library puts a mark of its own before the parts; Apple's program begins with the document.
  const parts = unzipSync(write(book, { type: 'buffer', bookType: 'numbers', numbers: payload }) as Buffer)
  const { 'Index/Document.iwa': document, ...rest } = parts
  const bytes = zipSync({ 'Index/Document.iwa': document ?? new Uint8Array(), ...rest }, { level: 0 })
  const { container, sheets } = await readTable(bytes)
  expect([container, sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
    'numbers',
    [
      ['姓名', '卡号'],
      ['张三', '6222021234567890123'],
    ],
  ])
})
