/** Values against headers, needed columns under unknown names, and sheets that may be several things: nothing doubtful becomes a fact by itself. */
import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet, type SheetAbout } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

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
const recognise = (lines: readonly (readonly string[])[]) =>
  recogniseSheet(
    lines.map((cells, index): RawRow => ({ row: index + 1, cells, marks: null })),
    about,
    recordKinds,
  )
const fieldsOf = (lines: readonly (readonly string[])[]) =>
  Object.fromEntries(
    recognise(lines).columns.flatMap(({ column, header, field }) =>
      column === null ? [] : [[header, field]],
    ),
  )
const statement = ['交易时间', '交易金额', '收付标志', '对方户名', '对方账号']
const rows = [
  ['2023-05-01 10:11:12', '100.00', '出', '孙三', '6228480011223344554'],
  ['2023-05-02 11:12:13', '200.50', '进', '李四', '6225887777888899992'],
  ['2023-05-03 09:00:00', '50.00', '出', '周五', '6217001234567890123'],
]
/** A statement with one more column. */
const withColumn = (header: string, values: readonly string[]) => [
  [...statement, header],
  ...rows.map((row, index) => [...row, values[index] ?? '']),
]

describe('a header that its values contradict is not believed', () => {
  test.each([
    ['卡号', ['20230501', '20230502', '20230503'], 'dates are no cards'],
    ['本方账号', ['12.50', '13.70', '1.00'], 'amounts are no accounts'],
    [
      '本方户名',
      ['6222021234567890128', '6222021234567890128', '6228480011223344554'],
      'numbers are no names',
    ],
    ['本方证件号码', ['13800138001', '13900139002', '13700137003'], 'phones are no ID numbers'],
    ['交易余额', ['2023-05-01 10:00', '2023-05-02 10:00', '2023-05-03 10:00'], 'times are no amounts'],
  ])('%s: %j (%s)', (header, values) => {
    const { columns, kind } = recognise(withColumn(header, values))
    expect(kind).toBe('transfer')
    expect(columns.at(5)).toMatchObject({ header, field: null, reason: 'contradicted' })
  })
  test.each([
    ['卡号', ['6222021234567890128', '6222021234567890128', '6222021234567890128'], 'ownCard'],
    ['本方账号', ['20230501', '310066123456789012', '310066123456789012'], 'ownAccount'],
    ['本方户名', ['赵一', '6222021234567890128', '赵一'], 'ownName'],
    ['交易余额', ['900.00', '1100', '-'], 'balance'],
  ])('%s stays what it says where most values agree: %j', (header, values, field) => {
    expect(fieldsOf(withColumn(header, values))).toMatchObject({ [header]: field })
  })
  test('labels are no names: a form of one person makes no people called 身份证号 or 户籍地', () => {
    expect(
      recognise([
        ['姓名', '赵一', '性别', '男'],
        ['身份证号', '310115199003071239', '出生日期', '1990-03-07'],
        ['户籍地', '上海市浦东新区', '联系电话', '13800138001'],
        ['涉嫌罪名', '侵犯著作权罪', '强制措施', '刑事拘留'],
      ]).kind,
    ).not.toBe('personRegister')
  })
  test('the values choose between two fields of one name: 转出 with names is a payer, with amounts an amount', () => {
    const side = (from: readonly string[], to: readonly string[]) =>
      fieldsOf([
        ['转账时间', '转账金额', '转出', '转入', '收付标志'],
        ...rows.map(([time = '', amount = '', way = ''], index) => [
          time,
          amount,
          from[index] ?? '',
          to[index] ?? '',
          way,
        ]),
      ])
    expect(side(['赵一', '李四', '赵一'], ['孙三', '赵一', '周五'])).toMatchObject({
      转出: 'payerName',
      转入: 'payeeName',
    })
    expect(side(['1.00', '', '5.00'], ['', '2.00', ''])).toMatchObject({
      转出: 'amountOut',
      转入: 'amountIn',
    })
    expect(
      side(
        ['6222021234567890128', '6225887777888899992', '6222021234567890128'],
        ['6228480011223344554', '6222021234567890128', '6217001234567890123'],
      ),
    ).toMatchObject({ 转出: 'payerAccount', 转入: 'payeeAccount' })
  })
})

describe('a needed column under a name nobody knows', () => {
  const slips = (name: string, values: readonly string[]) => [
    [name, '会员账号', '下注时间', '下注金额', '输赢', '状态'],
    ...values.map((value, index) => [
      value,
      `vip${index}x`,
      `2023-05-0${index + 1} 10:00:00`,
      '100',
      '-100',
      '已结算',
    ]),
  ]
  test('is found by its values when only one can be it, and says so', () => {
    const found = recognise(slips('芈爻', ['BT88120', 'BT88121', 'BT88122']))
    expect(found).toMatchObject({ kind: 'betSlip', skip: null })
    expect(found.columns[0]).toMatchObject({ field: 'number', reason: 'values', confidence: 0.5 })
  })
  test('a time and a phone as well', () => {
    const calls = [
      ['本机号码', '芈爻', '通话时长', '呼叫类型', '对方归属地'],
      ['13800138001', '13900139002', '65', '主叫', '杭州'],
      ['13800138001', '13700137003', '12', '被叫', '合肥'],
      ['13800138001', '15811112222', '30', '主叫', '南京'],
    ]
    expect(recognise(calls).columns[1]).toMatchObject({ field: 'counterNumber', reason: 'values' })
    const transfers = [['芈爻', ...statement.slice(1)], ...rows]
    expect(recognise(transfers).columns[0]).toMatchObject({ reason: 'values' })
  })
  test('is left to a person when its values are nothing that could be it', () => {
    const found = recognise(slips('芈爻', ['好', '好', '好']))
    expect([found.skip, found.kind]).toEqual(['undecided', 'betSlip'])
    expect(found.columns[0]).toMatchObject({ field: null })
  })
})

describe('what makes a sheet its kind has to stand there', () => {
  test.each([
    [
      ['日期', '事项', '金额', '备注'],
      ['2023-05-01', '买纸', '120.00', ''],
    ],
    [
      ['日期', '摘要', '收入', '支出', '余额'],
      ['2023-05-01', '卖书', '120.00', '', '900.00'],
    ],
    [
      ['时间', '用途', '发生额', '经办'],
      ['2023-05-01 10:00', '办公', '120.00', '老王'],
    ],
  ])('%j waits: a date and an amount do not make a transfer', (header, line) => {
    const found = recognise([header, line, line])
    expect([found.skip, found.readings.map(({ kind }) => kind)]).toEqual([
      'undecided',
      expect.arrayContaining(['transfer']),
    ])
  })
  test.each([
    [
      ['日期', '对方户名', '收入', '支出'],
      ['2023-05-01', '孙三', '120.00', ''],
    ],
    [
      ['交易日期', '交易描述', '交易金额', '币种'],
      ['2023-05-01', '超市', '120.00', 'CNY'],
    ],
    [
      ['日期', '账号', '金额', '摘要'],
      ['2023-05-01', '6222021234567890128', '120.00', '货款'],
    ],
  ])('%j is taken', (header, line) => {
    expect(recognise([header, line, line])).toMatchObject({ kind: 'transfer', skip: null })
  })
})

describe('a qualifier is never cut off', () => {
  test.each(['交易金额(折合美元)', '不含税交易金额', '累计交易金额', '交易笔数', '交易金额占比', '可用余额'])(
    '%s is no amount and no balance',
    (header) => {
      expect(fieldsOf(withColumn(header, ['1', '2.50', '3']))).toMatchObject({
        [header]: null,
        交易金额: 'amount',
      })
    },
  )
  test('折合美元 in front takes nothing from what stands behind it', () => {
    expect(
      fieldsOf([
        ['账号', '交易日期', '交易额(折合美元)', '交易额(按原币计)', '资金收付标志'],
        ['6222021234567890128', '20221103', '71.40', '500.00', '付'],
        ['6222021234567890128', '20221104', '114.20', '800.00', '收'],
      ]),
    ).toMatchObject({ '交易额(折合美元)': null, '交易额(按原币计)': 'amount' })
  })
})

describe('sides', () => {
  test.each([
    ['收(付)方账号', 'counterAccount'],
    ['往来账号', 'counterAccount'],
    ['转出方账号', 'payerAccount'],
    ['到账账号', 'payeeAccount'],
    ['入账账号', 'payeeAccount'],
  ])('%s is never the own account', (header, field) => {
    const lines = withColumn(header, ['6222021234567890128', '6222021234567890128', '6228480011223344554'])
    // Without a column that says the other side already.
    const found = fieldsOf(lines.map((cells) => [...cells.slice(0, 4), ...cells.slice(5)]))
    expect(found).toMatchObject({ [header]: field })
  })
  test('caller and called are no own and other number', () => {
    expect(
      fieldsOf([
        ['主叫号码', '被叫号码', '起始时间', '通话时长', '呼叫类型'],
        ['13800138001', '13900139002', '2022-11-03 14:05:09', '83', '主叫'],
        ['13900139003', '13800138001', '2022-11-03 15:00:00', '45', '被叫'],
      ]),
    ).toMatchObject({ 主叫号码: 'caller', 被叫号码: 'callee' })
  })
})

test.each([
  [
    '盗版印刷订单台账',
    ['日期', '单号', '委托方', '承印方', '品名', '单位', '单价(元)', '金额(元)', '交货地点', '付款情况'],
    ['2021-01-02', 'YS000001', '张三', '印刷厂1号', '长夜来信', '套', '45.00', '9000.00', '仓库2号', '已付'],
    'printOrder',
  ],
  [
    '店铺订单出入库流水',
    ['出入库', '日期', '单据号', '仓库', '品名', '往来单位', '单价', '金额', '经手人'],
    ['出库', '2022-01-02', 'CK1', '仓库1号', '长夜来信', '城东门店', '60.00', '600.00', '李四'],
    'stockMove',
  ],
  [
    '世界杯注单及交易流水',
    ['会员账号', '下注时间', '联赛', '赛事', '玩法', '投注项', '赔率', '下注金额', '状态'],
    ['m1001', '2022-11-21 10:00:00', '世界杯', '卡塔尔 VS 厄瓜多尔', '独赢', '主胜', '1.90', '100', '已结算'],
    'betSlip',
  ],
])('%s without its needed column is no other kind that the title names too', (title, header, row, kind) => {
  const found = recognise([[title], header, row, row, row])
  expect([
    found.kind === null || found.skip === 'undecided' || found.kind === kind,
    found.readings?.some((reading) => reading.kind === kind) ?? found.kind === kind,
  ]).toEqual([true, true])
})

describe('a short layout that covers little gives way to a kind that understands nearly all', () => {
  const people = ['姓名', '身份证号']
  const who = ['孙三', '11010519491231002X']
  test.each([
    [
      'a journey whose number nobody knows',
      'journey',
      [...people, '运行图号', '出发站', '到达站', '出发时间', '座位号'],
      [...who, 'G123', '上海虹桥', '北京南', '2023-05-01 10:00:00', '05A'],
    ],
    [
      'a stay whose hotel nobody knows',
      'stay',
      [...people, '某处', '别处', '房间号', '入住时间', '退房时间'],
      [...who, '如家', '汉庭', '301', '2023-05-01 10:00:00', '2023-05-02 10:00:00'],
    ],
    [
      'a flight of which only the number has no known name',
      'journey',
      [...people, '某号', '起飞机场', '降落机场', '起飞时间', '舱位'],
      [...who, 'MU5101', '虹桥机场', '首都机场', '2023-05-01 10:00:00', '经济舱'],
    ],
  ])('%s waits', (_, kind, header, row) => {
    const read = recognise([header, row, row, row])
    expect([read.skip, read.kind]).toEqual(['undecided', kind])
  })
  test('beside it: the layout itself, also with some columns that nobody knows', () => {
    const read = recognise([
      [...people, '手机号码', '户籍地址', '甲', '乙', '丙'],
      [...who, '13800138001', '上海市浦东新区', 'x', 'y', 'z'],
      [...who, '13800138001', '上海市浦东新区', 'x', 'y', 'z'],
    ])
    expect([read.skip, read.kind]).toEqual([null, 'personRegister'])
  })
})

describe('tips', () => {
  test.each([
    [
      ['线索编号', '线索时间', '线索内容', '线索来源', '办理情况'],
      ['X001', '2023-05-01', '有人私印剧本杀', '群众举报', '已核查'],
    ],
    [
      ['序号', '报警时间', '简要案情', '报警人', '报警电话', '损失金额'],
      ['1', '2023-05-01 10:00', '被骗下注', '李四', '13900139002', '3000'],
    ],
    [
      ['编号', '举报时间', '举报内容', '被举报人', '涉案电话', '处理结果'],
      ['2', '2023-05-02', '网站可下注足球', '赵一', '13800138001', '转办'],
    ],
  ])('%j', (header, row) => {
    const read = recognise([['系列线索汇总'], header, row, row, row])
    expect([read.kind, read.skip]).toEqual(['tip', null])
    expect(read.columns.filter(({ column, field }) => column !== null && field === null)).toEqual([])
  })
})
