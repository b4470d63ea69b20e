/** Whose statement it is, told by the name of a sheet, a file, a folder or a line above the table; and when such a name tells nothing. */
import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { ownerInName } from '../../shared/model/ownerInName.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

const card = '6222021001112223331'
const owner = (text: string) => {
  const { name, number, idNumber } = ownerInName(text)
  return [name, number, idNumber]
}
describe('what a name tells', () => {
  test.each([
    [`赵一${card}`, '赵一', card],
    [`${card}(赵一)`, '赵一', card],
    ['张三-工行-6222021234567890128', '张三', '6222021234567890128'],
    ['中国银行_621661*********1234_陈大文', '陈大文', '621661*********1234'],
    ['6222 0210 0111 2223 331 王五', '王五', card],
    ['农业银行—艾力•买买提—6228480011223344554', '艾力•买买提', '6228480011223344554'],
    ['欧阳娜娜农行流水', '欧阳娜娜', null],
    ['王小明银行卡交易明细(2021-2022)', '王小明', null],
    ['嫌疑人张三', '张三', null],
    ['账号 123456789012 李四', '李四', '123456789012'],
    ['赵一', '赵一', null],
  ])('%s: %s, %s', (text, name, number) => {
    expect(owner(text)).toEqual([name, number, null])
  })
  test('an ID number is no account', () => {
    expect(owner('张三_110101199003070134')).toEqual(['张三', null, '110101199003070134'])
  })
  test.each([
    '交易明细_20221104103025',
    '流水2022010120220331',
    '单据202211041030251234',
    'A2022110411234567',
    '20220101-20220331',
    'Sheet1',
    '明细',
    '全部流水',
    '黄浦分局',
    '安徽农行',
    '高新区',
    '涉案账户流水',
    '赵一与钱二',
    `赵一${card}钱二6217003300444556661`,
    '',
  ])('%s tells nobody', (text) => {
    expect(owner(text)).toEqual([null, null, null])
  })
})

describe('whose statement a sheet is', () => {
  const header = ['交易时间', '交易金额', '收付标志', '对方户名', '对方账号']
  const rows = [
    ['2023-05-01 10:11:12', '100.00', '出', '孙三', '6228480011223344554'],
    ['2023-05-02 11:12:13', '200.50', '进', '李四', '6225887777888899992'],
  ]
  function own(
    where: Partial<Record<'name' | 'fileName' | 'path', string>>,
    lines: readonly (readonly string[])[] = [header, ...rows],
  ) {
    const { columns } = recogniseSheet(
      lines.map((cells, index): RawRow => ({ row: index + 1, cells, marks: null })),
      {
        index: 0,
        name: 'Sheet1',
        hidden: false,
        named: true,
        fileName: 'a.xlsx',
        path: '',
        complete: true,
        date1904: false,
        ...where,
      },
      recordKinds,
    )
    return Object.fromEntries(
      columns.flatMap(({ column, field, evidence }) => (column === null ? [[field, evidence]] : [])),
    )
  }
  test.each([
    ['the sheet', { name: `赵一${card}` }],
    ['the file', { fileName: `赵一-工行-${card}.xlsx` }],
    ['the folder', { path: `调取/赵一 ${card}` }],
    ['folder and file, a part each', { path: '证据/赵一', fileName: `${card}.xlsx` }],
    ['sheet and file, a part each', { name: card, fileName: '赵一流水.csv' }],
  ])('by the name of %s', (_where, where) => {
    expect(own(where)).toEqual({ ownCard: card, ownName: '赵一' })
  })
  test('by a line above the table, with a number alone', () => {
    expect(own({}, [[`赵一 ${card} 交易明细`], header, ...rows])).toEqual({ ownCard: card, ownName: '赵一' })
    expect(own({}, [['赵一'], header, ...rows])).toEqual({})
  })
  test('the nearest name goes before', () => {
    expect(own({ name: `赵一${card}`, fileName: '钱二6217003300444556661.xlsx' })).toEqual({
      ownCard: card,
      ownName: '赵一',
    })
  })
  test('a column that says whose rows they are goes before', () => {
    const owned = (title: string, value: string) => [
      [title, ...header],
      ...rows.map((row) => [value, ...row]),
    ]
    expect(own({ name: `赵一${card}` }, owned('本方账号', '6217003300444556661'))).toEqual({})
    expect(own({ name: `赵一${card}` }, owned('交易卡号', '6217003300444556661'))).toEqual({})
  })
  test('a sheet for each counterparty is named after the other side', () => {
    expect(own({ name: '孙三' })).toEqual({})
    expect(own({ name: '李四6225887777888899992' })).toEqual({})
    expect(own({ name: '周五' })).toEqual({ ownName: '周五' })
  })
  test('the time an export was made is no account', () => {
    expect(own({ fileName: '交易明细_20221104103025.xlsx' })).toEqual({})
  })
})
