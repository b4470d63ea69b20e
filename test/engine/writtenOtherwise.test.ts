/** One fact written otherwise: numbers that a spreadsheet destroyed, texts in other widths, rows that only a person can say are one. */
import { expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

type Lines = readonly string[]
async function imported(...files: readonly Lines[]): Promise<ImportCase> {
  const made = await importCase()
  for (const [at, lines] of files.entries())
    await made.engine.call('import.run', { fileId: made.give(`${at}.csv`, `${lines.join('\r\n')}\r\n`) })
  return made
}
const finding = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('quality.list', {})).find((found) => found.id === id)
const counted = async ({ engine }: ImportCase, kind: string) =>
  (await engine.call('records.totals', { scope: { kind } })).counted
const figure = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('measures.list', {})).find((measure) => measure.id === id)

const orders = '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间'
const order = (number: string, paid = '38.00'): string =>
  `${number},盗版《书》盒装,1,${paid},交易成功,2023-03-01 10:00:00`
const slips = '注单号,会员账号,下注时间,下注金额(点),有效投注(点),状态'
const waybills = '运单号,寄件时间,寄件人,寄件手机,收件人,收件手机'
const deposits = '充值订单号,会员账号,充值金额,充值时间,充值状态'
const three = (row: (at: number) => string): Lines => [0, 1, 2].map(row)

test.each([
  ['saleOrder', [orders, ...three(() => order('2.30301E+18'))]],
  ['betSlip', [slips, ...three((at) => `2.30301E+15,m${at}m,2023-03-01 10:00:0${at},100,100,已结算`)]],
  ['waybill', [waybills, ...three(() => '7.53E+14,2023-03-01 10:00:00,张三,13812345678,李四,13912345678')]],
  ['deposit', [deposits, ...three((at) => `2.30301E+15,vip8${at},100.00,2023-03-01 10:00:0${at},成功`)]],
])('numbers that a spreadsheet destroyed make no rows of a sheet one: %s', async (kind, lines) => {
  const made = await imported(lines)
  expect([await counted(made, kind), (await finding(made, `damaged-number.${kind}`))?.count]).toEqual([3, 3])
})
test('measures that count by number count such rows each', async () => {
  const made = await imported(
    [orders, ...three(() => order('2.30301E+18'))],
    [slips, ...three((at) => `2.30301E+15,m${at}m,2023-03-01 10:00:0${at},100,100,已结算`)],
  )
  expect([
    (await figure(made, 'online.orders'))?.value,
    (await figure(made, 'bets.settled'))?.value,
    (await figure(made, 'bets.valid_points'))?.value,
  ]).toEqual([
    { count: 3, scale: 0 },
    { count: 3, scale: 0 },
    { count: 30_000, scale: 2 },
  ])
})

const statement = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const entry = (at: number, serial: string): string =>
  `6222021234567890128,2023-03-01 10:00:0${at},${100 + at}.00,出,6217001234567890123,${serial}`
const serials = ['2030301112657990123', '2030301112657990124', '2030301112657990125']
test.each([
  ['as a cell shows it', () => '2.0303E+18'],
  ['as a program writes it', (serial: string) => Number(serial).toExponential()],
  ['to two places', (serial: string) => Number(serial).toExponential(2)],
])('a statement whose serials were destroyed %s adds nothing', async (_, destroyed) => {
  const whole = [statement, ...serials.map((serial, at) => entry(at, serial))]
  const copy = [statement, ...serials.map((serial, at) => entry(at, destroyed(serial)))]
  for (const files of [
    [whole, copy],
    [copy, whole],
  ])
    expect(await counted(await imported(...files), 'transfer')).toBe(3)
})
test('a destroyed serial that cannot have been the other one contradicts it', async () => {
  const made = await imported(
    [statement, ...serials.map((serial, at) => entry(at, serial))],
    [statement, ...serials.map((_, at) => entry(at, '2.0304E+18'))],
  )
  expect(await counted(made, 'transfer')).toBe(6)
})

test('orders copied with destroyed numbers are told with what hangs on them, and are one when a person says so', async () => {
  const numbers = ['2303011126579901234', '2303011126579901235', '2303011926579901236']
  const made = await imported(
    [orders, ...numbers.map((number, at) => order(number, `${38 + at}.00`))],
    [orders, ...numbers.map((number, at) => order(Number(number).toExponential(5), `${38 + at}.00`))],
  )
  const { engine } = made
  const amounts = async () => {
    const online = await figure(made, 'online.amount')
    return [online?.value, online?.why.some(({ reason }) => reason === 'possible-repeats')]
  }
  expect([
    await counted(made, 'saleOrder'),
    (await finding(made, 'possible-repeat.saleOrder'))?.count,
  ]).toEqual([6, 3])
  expect(await amounts()).toEqual([{ minor: 23_400, currency: 'CNY' }, true])
  await engine.call('facts.decideAll', { kind: 'saleOrder', finding: 'possible-repeat' })
  expect([await counted(made, 'saleOrder'), await finding(made, 'possible-repeat.saleOrder')]).toEqual([
    3,
    undefined,
  ])
  expect(await amounts()).toEqual([{ minor: 11_700, currency: 'CNY' }, false])
  await engine.call('history.undo', {})
  expect([
    await counted(made, 'saleOrder'),
    (await finding(made, 'possible-repeat.saleOrder'))?.count,
  ]).toEqual([6, 3])
})
test('a decision about rows without their own account holds, also over an import taken back and done again', async () => {
  const bare = '交易卡号,交易时间,交易金额,收付标志,摘要说明'
  const rows = [0, 0, 1].map((at) => `2023-03-01 10:0${at}:00,100.00,出,转账`)
  const made = await imported(
    [bare, ...rows.map((row) => `6222021234567890128,${row}`)],
    [bare.replace('交易卡号', '交易渠道'), ...rows.slice(1).map((row) => `柜面,${row}`)],
  )
  const { engine } = made
  expect([await counted(made, 'transfer'), (await finding(made, 'possible-repeat.transfer'))?.count]).toEqual(
    [5, 2],
  )
  await engine.call('facts.decideAll', { kind: 'transfer', finding: 'possible-repeat' })
  expect(await counted(made, 'transfer')).toBe(3)
  for (const batchId of [1, 2]) {
    await engine.call('import.undo', { batchId })
    expect(await counted(made, 'transfer')).toBe(batchId === 1 ? 2 : 3)
    await engine.call('import.redo', { batchId })
    expect(await counted(made, 'transfer')).toBe(3)
  }
})

const seized = '物品名称,数量,单位,特征'
const tips = '线索编号,举报时间,举报内容,举报人'
const register = '姓名,身份证号,户籍地址,涉案环节'
test.each([
  ['seizure', [seized, '手机,1,部,华为 IMEI 123'], [seized, '手机,1,部,华为　ＩＭＥＩ　１２３']],
  ['seizure', [seized, '笔记本 电脑,1,台,联想'], [seized, '笔记本电脑,1,台,联想']],
  [
    'tip',
    [tips, 'XS01,2023-03-01,网上售卖盗版(第2次),张三'],
    [tips, 'XS01,2023-03-01,网上售卖盗版（第２次）,张三'],
  ],
  [
    'personRegister',
    [register, '张三,330106198001011230,杭州市12号,代理'],
    [register, '张三,330106198001011230,杭州市１２号,代理'],
  ],
])('a copy with texts in other widths and spaces adds nothing: %s', async (kind, one, other) => {
  for (const files of [
    [one, other],
    [other, one],
  ])
    expect(await counted(await imported(...files), kind)).toBe(1)
})
test('a text of other words is another thing', async () => {
  const made = await imported([seized, '手机,1,部,华为 IMEI 123'], [seized, '手机,1,部,华为 IMEI 124'])
  expect(await counted(made, 'seizure')).toBe(2)
})

test('of rows that stand three times in one list and twice in another three count, with no doubt, in any order', async () => {
  const row = '手机,1,部,黑色'
  const thrice = [seized, row, row, row, '电脑,1,台,联想']
  const twice = [seized, row, row, '电脑,1,台,联想', '']
  for (const files of [
    [thrice, twice],
    [twice, thrice],
  ]) {
    const made = await imported(...files)
    expect([await counted(made, 'seizure'), await finding(made, 'possible-repeat.seizure')]).toEqual([
      4,
      undefined,
    ])
  }
})

const shopOrders = `${orders},店铺名称`
test.each([
  ['another shop is told', [['甲店'], ['乙店']], [1, 2]],
  ['a shop that is not named contradicts nothing', [['甲店'], ['']], [1, undefined]],
  ['a shop in other widths is the same', [['甲店（总）'], ['甲店(总)']], [1, undefined]],
  [
    'another shop and another thing are two orders',
    [['甲店'], ['乙店', '盗版《另一本》盒装']],
    [2, undefined],
  ],
])('one order number in two files: %s', async (_, [one, other], expected) => {
  const lines = ([shop = '', item = '盗版《书》盒装']: Lines): Lines => [
    shopOrders,
    `1001,${item},1,38.00,交易成功,2023-03-01 10:00:00,${shop}`,
  ]
  const made = await imported(lines(one ?? []), lines(other ?? []))
  expect([await counted(made, 'saleOrder'), (await finding(made, 'conflict.saleOrder'))?.count]).toEqual(
    expected,
  )
})
