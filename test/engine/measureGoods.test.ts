/** Goods through the real import: wholesale net of what came back, what unsold goods are worth by which step, and what is counted twice. */
import { describe, expect, test } from 'vitest'
import { caseOfFiles, measured } from '../helpers/measured.ts'

const ledger = (...rows: readonly string[]): string =>
  [
    '日期,单据号,类型,仓库,品名,数量,往来单位,金额,备注',
    ...rows.map((row, index) => `2021-01-01,CK${index + 1},${row}`),
    '',
  ].join('\n')
const orders = (...rows: readonly string[]): string =>
  [
    '订单编号,店铺名称,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,买家会员名',
    ...rows.map((row, index) => `${900_000 + index},某店,${row},买家`),
    '',
  ].join('\n')
const seized = (...rows: readonly string[]): string =>
  ['编号,物品名称,数量,单位,特征,场所', ...rows.map((row, index) => `${index + 1},${row}`), ''].join('\n')

describe('wholesale', () => {
  test('is net of returns and red entries; moves within the own houses and own use stand apart', async () => {
    const engine = await caseOfFiles({
      '出入库.csv': ledger(
        '出库,仓库1号,《甲》,20,城东门店,800,',
        '出库,仓库1号,《甲》,-8,城东门店,-320,红字',
        '出库,仓库1号,《甲》,5,仓库2号,200,',
        '出库,仓库1号,《甲》,2,张三,80,自用',
        '调拨出库,仓库1号,《甲》,3,城南店,120,',
        '退货入库,仓库1号,《甲》,1,城东门店,40,',
        '入库,仓库1号,《甲》,4,城东门店,160,',
        '入库,仓库2号,《甲》,100,某印刷厂,900,',
        '出库,仓库1号,《甲》,50,某专营店,,',
      ),
    })
    const [copies, amount] = await measured(engine, 'wholesale.copies', 'wholesale.amount')
    expect(amount).toEqual({
      value: 440,
      rows: 3,
      said: [
        '批发客户另有 1 笔带金额的入库，可能是退货，未扣除，4 份、160.00 元：城东门店',
        '已扣除退货与红字冲销 2 笔，9 份、360.00 元',
        '调拨、自用及发往本案仓库、网店 3 笔不计，10 份、400.00 元：仓库2号、张三、城南店',
      ],
    })
    expect(copies).toMatchObject({ value: 11, rows: 3 })
  })
  test.each([
    ['退货', '出库,仓库1号,《甲》,1,城东门店,-40,退货', 760],
    ['a red entry told by its sum', '出库,仓库1号,《甲》,1,城东门店,-40,', 760],
    ['a customer’s return by its remark', '入库,仓库1号,《甲》,1,城东门店,40,客户退回', 760],
    ['a shop of the orders', '出库,仓库1号,《甲》,1,某店,40,', 800],
    ['a sample', '出库,仓库1号,《甲》,1,李四,40,样品', 800],
    ['goods sent back to the printer', '出库,仓库1号,《甲》,1,印刷厂,40,退货', 800],
    ['a sale', '出库,仓库1号,《甲》,1,李四,40,', 840],
  ])('%s', async (...given) => {
    const [, row, value] = given
    const engine = await caseOfFiles({
      '出入库.csv': ledger('出库,仓库1号,《甲》,20,城东门店,800,', row),
      '订单.csv': orders('《甲》,1,50,交易成功'),
    })
    expect((await measured(engine, 'wholesale.amount'))[0]?.value).toBe(value)
  })
})

describe('unsold goods', () => {
  const stock = ledger('出库,仓库1号,《甲》,10,城东门店,200,', '出库,仓库1号,《乙》,4,城东门店,60,')
  const sales = orders('《甲》,10,400,交易成功')
  test('stand at the online average, beside the average of all real sales; each step of the rule is named', async () => {
    const engine = await caseOfFiles({
      '出入库.csv': stock,
      '订单.csv': sales,
      '权利作品.csv':
        '作品名称,著作权人,著作权登记号,正版零售价\n甲,某公司,R1,99\n丙,某公司,R2,100\n丁,某公司,R3,10\n丁,某公司,R4,20\n',
      '扣押清单.csv': seized(
        '《甲》,3,盒,,仓库1号',
        '《甲》,2,套,,仓库1号',
        '《乙》,2,盒,,仓库1号',
        '《丙》,1,盒,,仓库1号',
        '《丁》,7,盒,,仓库1号',
        '《甲》,9,册,,仓库1号',
        '盗版剧本,6,盒,,仓库1号',
        '茶叶,5,盒,,仓库1号',
      ),
    })
    const steps = [
      '1 种作品没有成交价也没有正版零售价，货值未计入，涉及 7 份：丁',
      '1 种作品没有成交，按权利作品清单的正版零售价计，计 100.00 元：丙',
      '1 项没有作品名称，未计入，数量 6 份',
      '同类作品另有 1 项以其他单位计，未计入：9 册',
      '1 种作品没有网店成交，按批发平均价计，计 30.00 元：乙',
    ]
    // 甲: 5 × 40 online, 5 × 600/20 over all; 乙: 2 × 15; 丙: 100.
    const [online, all, amount, copies] = await measured(
      engine,
      'business.unsold_amount',
      'business.unsold_amount_all_sales',
      'business.amount',
      'business.copies',
    )
    expect(online).toEqual({
      value: 330,
      rows: 5,
      said: [...steps, '未售部分若按全部实际销售（含批发）的平均价，则为 280.00 元'],
    })
    expect(all).toEqual({ value: 280, rows: 5, said: steps })
    expect(amount?.value).toBe(400 + 260 + 330)
    expect(amount?.said).toContain('未售部分若按全部实际销售（含批发）的平均价，则为 940.00 元')
    expect(copies?.value).toBe(10 + 14 + 15)
  })
  test('without any price there is no value, and it is said what hangs on it', async () => {
    const engine = await caseOfFiles({
      '扣押清单.csv': seized('《甲》,3,盒,,仓库1号', '《乙》,2,套,,仓库1号'),
    })
    expect(await measured(engine, 'business.unsold_amount', 'business.amount', 'business.copies')).toEqual([
      {
        value: null,
        rows: 2,
        said: ['2 种扣押作品没有成交价，也没有正版零售价，货值无法计算，涉及 5 份：甲、乙'],
      },
      {
        value: null,
        rows: 2,
        said: ['2 种扣押作品没有成交价，也没有正版零售价，货值无法计算，涉及 5 份：甲、乙'],
      },
      { value: 5, rows: 2, said: ['没有导入网店订单、出入库，相应部分未计入'] },
    ])
  })
  test.each([
    ['stock ledger', { '订单.csv': sales, '扣押清单.csv': seized('《甲》,1,盒,,仓库1号') }, 440, '出入库'],
    ['seizure list', { '订单.csv': sales, '出入库.csv': stock }, 660, '扣押物品'],
    ['orders', { '出入库.csv': stock, '扣押清单.csv': seized('《甲》,1,盒,,仓库1号') }, 280, '网店订单'],
  ])('a missing %s is said beside the illegal business amount', async (...given) => {
    const [, files, value, kind] = given
    const [amount] = await measured(await caseOfFiles(files), 'business.amount')
    expect(amount?.value).toBe(value)
    expect(amount?.said).toContain(`没有导入${kind}，相应部分未计入`)
  })
})

test('copies sold to a place of the case and seized there are told, at most as many as are in both', async () => {
  const engine = await caseOfFiles({
    '出入库.csv': ledger(
      '出库,仓库1号,《甲》,10,线下门店1号,200,',
      '出库,仓库1号,《乙》,4,线下门店1号,60,',
      '出库,仓库1号,《甲》,5,线下门店9号,100,',
    ),
    '订单.csv': orders('《甲》,10,400,交易成功'),
    '扣押清单.csv': seized(
      '《甲》,6,盒,,线下门店1号',
      '《甲》,50,盒,,仓库1号',
      '《丙》,3,盒,,线下门店1号',
      '《乙》,9,盒,,线下门店1号',
    ),
  })
  const [amount, copies, wholesale] = await measured(
    engine,
    'business.amount',
    'business.copies',
    'wholesale.amount',
  )
  const said = '在已售与未售中各计一次，是否扣除由办案人决定：线下门店1号'
  expect(amount?.said).toContain(`批发给本案场所、又在该处扣押的同名作品最多 10 份、货值 300.00 元${said}`)
  expect(copies?.said).toContain(`批发给本案场所、又在该处扣押的同名作品最多 10 份${said}`)
  expect(wholesale).toMatchObject({
    value: 360,
    said: ['其中发往本案查扣场所的 14 份、260.00 元：线下门店1号'],
  })
})

describe('an order whose lines paid the same', () => {
  const lines = (header: string, ...rows: readonly string[]): string =>
    [header, ...rows.map((row) => `${row},交易成功,2023-05-01 10:00:00`), ''].join('\n')
  const header = '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间'
  const priced = '订单编号,宝贝标题,宝贝总数量,单价,买家实际支付金额,订单状态,订单创建时间'
  test.each([
    [
      'may repeat the total of the order',
      lines(header, '7001,《甲》,1,300', '7001,《乙》,2,300', '7002,《甲》,1,50'),
      650,
      300,
      350,
    ],
    [
      'three lines',
      lines(header, '7001,《甲》,1,300', '7001,《乙》,2,300', '7001,《丙》,1,300'),
      900,
      600,
      300,
    ],
    [
      'a price that says otherwise',
      lines(priced, '7001,《甲》,1,100,300', '7001,《乙》,2,100,300'),
      600,
      300,
      300,
    ],
    [
      'price times quantity is what was paid',
      lines(priced, '7001,《甲》,1,300,300', '7001,《乙》,2,150,300'),
      600,
      null,
      null,
    ],
    ['lines paid otherwise', lines(header, '7001,《甲》,1,300', '7001,《乙》,2,299'), 599, null, null],
    ['another order', lines(header, '7001,《甲》,1,300', '7003,《乙》,2,300'), 600, null, null],
  ] as const)('%s', async (_, file, sum, among, without) => {
    const engine = await caseOfFiles({ '订单.csv': file })
    const [amount] = await measured(engine, 'online.amount')
    expect(amount?.value).toBe(sum)
    expect(amount?.said.filter((text) => text.includes('订单总额'))).toEqual(
      among === null ? [] : [expect.stringContaining(`计 ${among}.00 元，扣除后为 ${without}.00 元：7001`)],
    )
    const findings = await engine.call('quality.list', {})
    expect(findings.find(({ code }) => code === 'repeated-total')?.hangs).toEqual(
      among === null ? undefined : [{ field: 'net', value: among * 100 }],
    )
  })
})
