/** What a sheet is, from its rows alone: all published layouts, headers anywhere and in every spelling, and rows that are no data. */
import { describe, expect, test } from 'vitest'
import type { Mark, RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet, type SheetAbout } from '../../electron/engine/import/recognise/recognise.ts'
import { headerKey, roleBelowHeader } from '../../electron/engine/import/recognise/rowRoles.ts'
import { RowConverter } from '../../electron/engine/import/convert/convertRows.ts'
import { planOf } from '../../electron/engine/import/process/parse.ts'
import { recordKind, recordKinds } from '../../shared/model/recordKinds/index.ts'
import { plausible } from '../helpers/plausible.ts'
import layoutOrders from '../fixtures/import/layoutOrders.json'

const about: SheetAbout = {
  index: 0,
  name: 'Sheet1',
  hidden: false,
  named: true,
  fileName: 'a.xlsx',
  path: '',
  complete: true,
  date1904: false,
}
const sheet = (...lines: readonly (readonly string[])[]): readonly RawRow[] =>
  lines.map((cells, index) => ({ row: index + 1, cells, marks: null }))
const recognise = (rows: readonly RawRow[], more: Partial<SheetAbout> = {}) =>
  recogniseSheet(rows, { ...about, ...more }, recordKinds)

const withData = (header: readonly string[]): readonly RawRow[] =>
  sheet(header, ...[1, 2, 3].map((row) => header.map((name) => plausible(name, row))))

describe('published layouts', () => {
  test.each(Object.entries(layoutOrders))('%s', (format, header) => {
    const kind = recordKinds.find((candidate) => candidate.formats.some(({ id }) => id === format))
    const found = recognise(withData(header))
    expect([found.kind, found.skip]).toEqual([kind?.id, null])
    expect(found.confidence).toBeGreaterThanOrEqual(0.6)
  })
})

describe('headers', () => {
  const statement = ['交易卡号', '交易时间', '交易金额', '收付标志', '交易对手账卡号']
  const data = [
    ['6222021234567890123', '2022-01-01 00:00:00', '1.00', '进', '6222029999999999999'],
    ['6222021234567890123', '2022-01-02 00:00:00', '2.00', '出', '6222029999999999999'],
  ]
  const mapped = (rows: readonly RawRow[], more: Partial<SheetAbout> = {}) =>
    Object.fromEntries(
      recognise(rows, more)
        .columns.filter(({ field, column }) => field !== null && column !== null)
        .map(({ field, column }) => [field, column]),
    )

  test.each([
    ['to the second', '20220101000000', '20220102101500'],
    ['to the minute', '202201010000', '202201021015'],
    ['to the thousandth', '20220101000000123', '20220102101500123'],
    ['as milliseconds of an epoch', '1641002400000', '1641003400000'],
  ])('are believed over moments written as one run of digits, %s', (_, first, second) => {
    const at = (moment: string, [card = '', , ...rest]: readonly string[] = []) => [card, moment, ...rest]
    const found = recognise(sheet(statement, at(first, data[0]), at(second, data[1])))
    expect(found.kind).toBe('transfer')
    expect(found.columns[1]).toMatchObject({ header: '交易时间', field: 'time' })
  })
  test.each([
    ['of cards', '6222021234567890123', '6222021234567890131'],
    ['of serials', '98765432109876', '98765432109877'],
  ])('of times are not believed over numbers %s', (_, first, second) => {
    const at = (number: string, [card = '', , ...rest]: readonly string[] = []) => [card, number, ...rest]
    const found = recognise(sheet(statement, at(first, data[0]), at(second, data[1])))
    expect(found.columns[1]?.field).not.toBe('time')
  })

  test('are found down to row 200 where nothing above is one, not below', () => {
    const above = (count: number) => Array.from({ length: count }, (_, index) => [`说明${index}。`])
    for (const rows of [39, 45, 199])
      expect(recognise(sheet(...above(rows), statement, ...data))).toMatchObject({
        kind: 'transfer',
        headerRow: rows + 1,
      })
    expect(recognise(sheet(...above(200), statement, ...data)).kind).toBeNull()
  })
  test('are cleaned: TAB, full width, inner spaces, star, traditional characters', () => {
    const noisy = ['交易卡号\t', '交 易 时 间', '*交易金額', '收付標誌', '交易對手賬卡號']
    expect(mapped(sheet(noisy, ...data))).toMatchObject({ ownCard: 0, time: 1, amount: 2, counterAccount: 4 })
  })
  test('that name a counterparty never fill the own side (交易余额 / 对手交易余额)', () => {
    const found = mapped(
      sheet(
        ['交易卡号', '对手交易余额', '交易余额', '交易时间', '交易金额'],
        ['6222021234567890123', '9', '8', '2022-01-01', '1'],
      ),
    )
    expect(found).toMatchObject({ counterBalance: 1, balance: 2 })
  })
  test('that only contain a word of a field do not fill it against its exclusions', () => {
    const rows = sheet(
      ['交易卡号', '交易时间', '交易金额', '当日可用余额', '本次账后余额'],
      ['6222021234567890123', '2022-01-01', '1', '9', '8'],
    )
    expect(
      recognise(rows)
        .columns.map(({ field, reason }) => [field, reason])
        .slice(3),
    ).toEqual([
      [null, 'none'],
      ['balance', 'phrase'],
    ])
  })
  test('that stand twice are kept by position: the first takes the field', () => {
    const { columns } = recognise(
      sheet(
        ['交易卡号', '交易时间', '交易金额', '备注', '备注'],
        ['6222021234567890123', '2022-01-01', '1', 'a', 'b'],
      ),
    )
    expect(columns.map(({ column, header, field }) => [column, header, field]).slice(3)).toEqual([
      [3, '备注', 'remark'],
      [4, '备注', null],
    ])
  })
  test('in two rows under merged groups', () => {
    const rows = sheet(
      ['交易卡号', '交易时间', '发生额', '', '余额', '对方信息', ''],
      ['', '', '借方金额', '贷方金额', '', '对方户名', '对方账号'],
      ['6222021234567890123', '2022-01-01 00:00:00', '', '5.00', '10.00', '张三', '6222029999999999999'],
      ['6222021234567890123', '2022-01-02 00:00:00', '3.00', '', '7.00', '李四', '6222028888888888888'],
    )
    expect(recognise(rows)).toMatchObject({ kind: 'transfer', headerRow: 1, headerRows: 2 })
    expect(mapped(rows)).toMatchObject({
      ownCard: 0,
      time: 1,
      amountOut: 2,
      amountIn: 3,
      balance: 4,
      counterName: 5,
      counterAccount: 6,
    })
  })
  test('a row of words below a header is data, not a second header', () => {
    const rows = sheet(
      ['姓名', '性别', '户籍地址', '手机号码', '身份证号'],
      ['张三', '男', '上海', '不详', '不详'],
      ['李四', '女', '北京', '不详', '不详'],
    )
    expect(recognise(rows)).toMatchObject({ kind: 'personRegister', headerRows: 1 })
  })
  test('without a kind are shown for mapping by hand', () => {
    expect(recognise(sheet(['甲', '乙', '丙'], ['1', '2', '3']))).toMatchObject({
      kind: null,
      skip: 'no-header',
      headerRow: 1,
      columns: [{ header: '甲', field: null }, { header: '乙' }, { header: '丙' }],
    })
  })
})

describe('sheets that hold no table', () => {
  test('empty, a note, a hidden one', () => {
    expect(recognise([]).skip).toBe('empty')
    expect(recognise(sheet(['', ' '])).skip).toBe('empty')
    expect(recognise(sheet(['内部草稿'])).skip).toBe('note-only')
    expect(recognise(sheet(['内部草稿']), { hidden: true }).skip).toBe('hidden')
    expect(recognise(withData(['姓名', '身份证号', '手机号码']), { hidden: true })).toMatchObject({
      skip: 'hidden',
      kind: 'personRegister',
    })
  })
})

describe('rows below a header', () => {
  const header = headerKey(['编号', '物品名称', '特征', '数量', '单位', '体积', '重量', '持有人', '备注'])
  const role = (...cells: readonly string[]) => roleBelowHeader({ row: 9, cells, marks: null }, header)
  test.each([
    ['合计', '', '', '99'],
    ['合 计', '', '', '99'],
    ['总计：4笔'],
    ['小计', '', '', '5'],
    ['人民币合计', '', '', '', '', '', '', '1.00'],
    ['本页小计', '3'],
    ['12', '合计', '', '9'],
    ['Total', '', '', '5'],
    ['总计', '2183810'],
    ['本日合计', '', '', '9'],
    ['过次页', '', '', '9'],
    ['以上共计', '', '', '9'],
    ['总笔数', '8'],
    ['承前页', '', '', '', '', '', '', '9.00'],
    ['期初余额', '', '', '9'],
    ['2022-03-01', '期初余额', '', '9'],
    // With the hour at which it was printed.
    ['2022-03-31', '本月合计', '', '', '1234.00', '', '打印 10:00'],
    ['5', '以上合计', '', '', '1234.00', '', '2022-03-31 10:00'],
    ['6222021234567890123', '张三', '本日合计', '9'],
    ['张三', '小计', '', '9'],
  ])('%s is a total', (...cells) => {
    expect(role(...cells)).toBe('total')
  })
  test.each([
    ['6222021234567890123', '2022-03-01', '小计', '9', 'a', 'b', 'c', 'd', 'e'],
    ['张三', '2022-03-01 10:00', '合计', '9'],
    ['期初余额调整', '2022-03-01', '9', '8', '7', '6'],
    ['统计局', '1', '2', '3'],
    ['会计', '张三', '合计算错', '3'],
  ])('%s %s %s is data', (...cells) => {
    expect(role(...cells)).toBe('data')
  })
  test.each([
    ['持有人：闫秀玉', '', '', '见证人：', '', '办案民警：', '', '2022年9月12日'],
    ['制表人：', '', '', '审核人：'],
    ['侦查人员（签名）：'],
    ['第1页共3页'],
    ['以下空白'],
  ])('%s is a footer', (...cells) => {
    expect(role(...cells)).toBe('footer')
  })
  test.each([['注：以上物品已入库'], ['------------------'], ['1. 本明细仅供参考']])(
    '%s is a note',
    (...cells) => {
      expect(role(...cells)).toBe('note')
    },
  )
  test.each([['账号6222不存在'], ['查无结果'], ['该账号无交易记录']])(
    '%s is an answer that there is nothing',
    (...cells) => {
      expect(role(...cells)).toBe('noResult')
    },
  )
  test('repeated headers and blank rows', () => {
    expect(role('编号', '物品名称', '特征', '数量', '单位', '体积', '重量', '持有人', '备注')).toBe(
      'repeatedHeader',
    )
    expect(role('编 号', '物品名称\t', '特征', '数量', '单位')).toBe('repeatedHeader')
    expect(role('', ' ', '\t')).toBe('blank')
    // Lists are numbered in advance.
    expect(role('17', '', '')).toBe('blank')
    expect(role('', '17')).toBe('data')
  })
  test.each([
    ['1', '合计算器', '黑色', '1', '台'],
    ['2', '账本', '内有合计页', '1', '本', '', '', '张三', '合计三页'],
    ['合计贸易公司', '手机', '', '1', '部'],
    ['3', '持有人手机', '', '1', '部'],
    ['', '手机'],
    ['备注本', '记账'],
  ])('%s %s is data', (...cells) => {
    expect(role(...cells)).toBe('data')
  })
})

describe('context around a table', () => {
  const values = (rows: readonly RawRow[], more: Partial<SheetAbout> = {}, cut = 0) => {
    const info = { ...about, ...more }
    const plan = planOf(recogniseSheet(rows, info, recordKinds))
    const kind = recordKind(plan?.kind ?? '')
    if (plan === null || kind === undefined) throw new Error('not recognised')
    const converter = RowConverter.of(
      kind,
      plan,
      rows.slice(0, rows.length - cut),
      info,
      '2026-11-23 12:00:00',
    )
    converter.lookAtSigns(rows)
    return rows
      .map((row) => converter.convert(row))
      .filter(({ outcome }) => outcome === 'accepted')
      .map((result) => result.values ?? {})
  }
  test('a seizure list: place and time from the second row, site from the sheet name, holder from the signatures', () => {
    const rows = sheet(
      ['扣 押 清 单'],
      ['案件名称：甲案', '', '扣押时间：2022年9月12日', '', '扣押地点：上海市文化路1号'],
      ['编号', '物品名称', '特征', '数量', '单位'],
      ['1', '盗版剧本杀《甲》', '盒装', '9', '盒'],
      ['合计', '', '', '9', '盒'],
      ['持有人：张三', '见证人：'],
    )
    expect(values(rows, { name: '仓库1号' })).toMatchObject([
      {
        site: '仓库1号',
        address: '上海市文化路1号',
        time: '2022-09-12',
        title: '甲',
        quantity: 9,
        holder: '张三',
      },
    ])
    // The name of a text's only sheet is that of the file, and no site.
    expect(values(rows, { name: '扣押清单2022', named: false })).toMatchObject([{ site: '上海市文化路1号' }])
    expect(values(rows, { name: 'Sheet1' })).toMatchObject([{ site: '上海市文化路1号' }])
  })
  test('a statement: card from a row of keys and values, card and name from the file name', () => {
    const header = ['交易时间', '交易金额', '收付标志', '对手户名']
    const line = ['2022-01-01 00:00:00', '1.00', '进', '李四']
    expect(values(sheet(['账号', '6222021234567890123', '账户类型', '借记卡'], header, line))).toMatchObject([
      { ownCard: '6222021234567890123' },
    ])
    expect(values(sheet(header, line), { fileName: '张三、6222021234567890123.xlsx' })).toMatchObject([
      { ownCard: '6222021234567890123', ownName: '张三' },
    ])
  })
})

describe('signed amounts without a direction column', () => {
  const run = (amounts: readonly string[]) => {
    const rows = sheet(
      ['交易卡号', '交易时间', '交易金额'],
      ...amounts.map((amount, index) => ['6222021234567890123', `2022-01-0${index + 1} 00:00:00`, amount]),
    )
    const plan = planOf(recognise(rows))
    const kind = recordKind('transfer')
    if (plan === null || kind === undefined) throw new Error('not recognised')
    const converter = RowConverter.of(kind, plan, rows, about, '2026-11-23 12:00:00')
    converter.lookAtSigns(rows)
    return rows
      .slice(1)
      .map((row) => converter.convert(row).values)
      .map((values) => [values?.['direction'], values?.['amount']])
  }
  test('one negative amount makes the positive ones incoming; without any they stay unknown', () => {
    expect(run(['5.00', '-3.00'])).toEqual([
      ['in', 500],
      ['out', 300],
    ])
    expect(run(['5.00', '3.00'])).toEqual([
      ['unknown', 500],
      ['unknown', 300],
    ])
  })
})

test('marks travel with the cells: a 1904 serial in a time column is its own date', () => {
  const number: Mark = 1
  const rows: RawRow[] = [
    ...sheet(['姓名', '身份证号', '到案时间']),
    { row: 2, cells: ['张三', '11010519491231002X', '43354'], marks: [0, 0, number] },
  ]
  const plan = planOf(recognise(rows))
  const kind = recordKind('personRegister')
  if (plan === null || kind === undefined) throw new Error('not recognised')
  const date = (date1904: boolean) =>
    RowConverter.of(kind, plan, rows, { ...about, date1904 }, '2026-11-23 12:00:00').convert(
      rows[1] as RawRow,
    ).values?.['arrivedAt']
  expect([date(true), date(false)]).toEqual(['2022-09-12', '2018-09-11'])
})
