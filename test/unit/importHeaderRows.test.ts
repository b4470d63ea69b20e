/** Headers of several rows, and lines above a table that are none of it. */
import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { certainSpan, isKeyValueLine } from '../../electron/engine/import/recognise/headerRows.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

const rowsOf = (...lines: readonly (readonly string[])[]): readonly RawRow[] =>
  lines.map((cells, index) => ({ row: index + 1, cells, marks: null }))
const line = (...cells: readonly string[]): RawRow => ({ row: 1, cells, marks: null })
const about = {
  index: 0,
  name: 'Sheet1',
  hidden: false,
  named: true,
  fileName: 'a.xlsx',
  path: '',
  complete: true,
  date1904: false,
}
const read = (...lines: readonly (readonly string[])[]) =>
  recogniseSheet(rowsOf(...lines), about, recordKinds)
const fieldsOf = (...lines: readonly (readonly string[])[]) =>
  Object.fromEntries(
    read(...lines).columns.flatMap(({ field, column }) => (field === null ? [] : [[field, column]])),
  )

describe('lines of names and values', () => {
  test.each([
    ['账　　号：', '62170011****1234', '', '户　　名：', '赵一'],
    ['户名：赵一', '账号：6217001112223331', '', '币种：人民币'],
    ['查询时间:', '2023-01-01', '机构:', '某某支行'],
    ['单位：某某公司'],
  ])('%s is one', (...cells) => {
    expect(isKeyValueLine(line(...cells))).toBe(true)
  })
  test.each([
    ['姓名', '电话', '地址'],
    ['姓名：', '电话：', '地址：'],
    ['日期', '金额：元', '余额：元', '摘要'],
    ['日期', '时间', '备注：', '说明', '金额', '余额'],
    ['10:11:12', '100.00', '消费'],
  ])('%s is none', (...cells) => {
    expect(isKeyValueLine(line(...cells))).toBe(false)
  })
  test('are never glued to the header below, and their values stand for the rows', () => {
    const rows = [
      ['账　　号：', '62170011****1234', '', '户　　名：', '赵一'],
      ['记账日', '交易日期', '交易时间', '支出', '收入', '账户余额', '对方账号', '对方户名'],
      ['20221103', '20221103', '14:05:09', '67', '0', '1000', '6228480011223344554', '孙三'],
      ['20221104', '20221104', '15:05:09', '0', '33', '1033', '6225887777888899992', '李四'],
    ]
    expect(read(...rows)).toMatchObject({ kind: 'transfer', headerRow: 2, headerRows: 1 })
    expect(read(...rows).columns.filter(({ column }) => column === null)).toMatchObject([
      { field: 'ownCard', evidence: '62170011****1234' },
      { field: 'ownName', evidence: '赵一' },
    ])
    expect(fieldsOf(...rows)).toMatchObject({
      date: 1,
      amountOut: 3,
      amountIn: 4,
      ownCard: null,
      ownName: null,
    })
  })
})

describe('headers of several rows', () => {
  const head = ['交易日期', '摘要', '发生额', '', '余额', '对方账号', '对方户名']
  const data = ['2023-05-01', '转账', '', '100', '1000', '6217000314159265304', '测试乙']
  test('names below a name with blanks behind it divide it', () => {
    const rows = [head, ['', '', '借方', '贷方'], data]
    expect(read(...rows)).toMatchObject({ kind: 'transfer', headerRow: 1, headerRows: 2 })
    expect(fieldsOf(...rows)).toMatchObject({ date: 0, amountOut: 2, amountIn: 3, balance: 4 })
  })
  test('also where the upper names are repeated below, and units stand under them', () => {
    expect(certainSpan(rowsOf(head, ['交易日期', '摘要', '借方', '贷方', '(元)', '', ''], data), 0)).toBe(2)
  })
  test('three rows', () => {
    const rows = rowsOf(
      ['日期', '本期发生额', '', '', '', '备注'],
      ['', '借方', '', '贷方', '', ''],
      ['', '笔数', '金额', '笔数', '金额', ''],
      ['2023-05-01', '1', '2', '3', '4', 'x'],
    )
    expect(certainSpan(rows, 0)).toBe(3)
  })
  test.each([
    ['data with a blank first cell', [head, ['', '转账', '', '', '1000', '', '李四']]],
    ['data under every name', [head, ['昨天', '转账', '无', '有', '多', '少', '李四']]],
    ['a title above', [['某银行交易明细', '', '', '', '单位：元'], head]],
    ['numbers below', [head, ['', '', '100', '200']]],
    ['one name below', [head, ['', '', '借方', '']]],
  ])('not: %s', (_, lines) => {
    expect(certainSpan(rowsOf(...lines), 0)).toBe(1)
  })
})
