/** What a measure leaves out, or adds up though it is not the same, stands beside it: units, cells nobody could read, empty results, other currencies, money that is no cash. */
import { expect, test } from 'vitest'
import { figureText } from '../../shared/model/numberText.ts'
import { measureRemarkText } from '../../shared/words/measureReasons.ts'
import { caseOfFiles } from '../helpers/measured.ts'

async function told(files: Readonly<Record<string, string>>, id: string, ...reasons: readonly string[]) {
  const engine = await caseOfFiles(files)
  const measure = (await engine.call('measures.list', {})).find((entry) => entry.id === id)
  return [
    figureText(measure?.value ?? null),
    ...(measure?.why ?? [])
      .filter(({ reason }) => reasons.includes(reason))
      .map((remark) => measureRemarkText(remark, 'zh-CN')),
  ]
}
const seized = (...rows: readonly string[]) => ({
  '扣押清单.csv': `序号,物品名称,数量,单位,重量,持有人,扣押时间\n${rows.map((row, at) => `${at + 1},${row},张三,2022-11-01`).join('\n')}\n`,
})
const stock = (...rows: readonly string[]) => ({
  '出入库台账.csv': `日期,类型,单号,品名,数量,单位,单价,金额,往来单位\n${rows.map((row, at) => `2022-11-0${at + 1},出库,C${at},《甲》,${row}`).join('\n')}\n`,
})

test('weights whose unit nobody knows are told, though a row without a weight is fine', async () => {
  expect(
    await told(
      seized('《甲》剧本,5,盒,2吨', '《乙》剧本,5,盒,', '《丙》剧本,5,盒,5磅', '《丁》剧本,5,盒,约3'),
      'seizure.weight_kg',
      'rows-without-value',
    ),
  ).toEqual(['2,000', '2 行没有数值，未计入'])
})
test.each([
  ['stock.copies_out', '105'],
  ['wholesale.copies', '105'],
])('quantities in boxes and pieces beside copies: %s', async (id, value) => {
  expect(await told(stock('100,套,10,1000,甲店', '5,箱,200,1000,乙店'), id, 'mixed-units')).toEqual([
    value,
    '其中 1 行以箱、件等单位计，未换算而按数相加：5 箱',
  ])
})
test('copies in units of copies need no word', async () => {
  expect(
    await told(stock('100,套,10,1000,甲店', '5,盒,20,100,乙店'), 'stock.copies_out', 'mixed-units'),
  ).toEqual(['105'])
})
test.each(['wholesale.amount', 'business.amount'])('amounts nobody could read: %s', async (id) => {
  expect(
    await told(
      stock('100,套,10,1000,甲店', '10,套,10元,100元/套,乙店', '30,套,10,,丙店'),
      id,
      'rows-without-value',
    ),
  ).toEqual(['1,000.00', '1 行没有数值，未计入'])
})
test.each([
  ['receiving.deposits', '充值记录.csv', '充值订单号,会员账号,充值金额,充值时间,状态'],
  ['receiving.withdrawals', '提现记录.csv', '提现流水号,会员账号,申请提现金额,申请时间,状态'],
])('an empty result where others have one: %s', async (id, name, head) => {
  const rows = ['D1,a1,1000,2022-11-01 10:00:00,成功', 'D2,a1,500,2022-11-01 11:00:00,']
  expect(await told({ [name]: `${head}\n${rows.join('\n')}\n` }, id, 'undecided-results')).toEqual([
    '1,500.00',
    '1 行结果不明，尚未认定，认定前为 1,000.00 元 至 1,500.00 元',
  ])
  expect(
    await told(
      { [name]: `${head.replace(',状态', '')}\n${rows.join('\n').replaceAll(/,(?:成功)?$/gm, '')}\n` },
      id,
      'undecided-results',
    ),
  ).toEqual(['1,500.00'])
})
test('slips in another currency are neither points nor yuan', async () => {
  const file =
    '注单号,会员账号,下注时间,有效投注,币种,状态\nB1,a1,2022-11-01 10:00:00,100,USDT,已结算\nB2,a1,2022-11-01 11:00:00,40,CNY,已结算\nB3,a1,2022-11-01 12:00:00,7,USD,已结算\n'
  expect(await told({ '注单.csv': file }, 'bets.valid_points', 'other-currencies')).toEqual([
    '40',
    '另有其他币种 2 项，不折算、不计入：USD 7.00、USDT 100.00',
  ])
})
test('stakes in 万元 are yuan, points in 万点 are points', async () => {
  expect(
    await told(
      { '注单.csv': '注单号,会员账号,下注时间,有效投注(万元),状态\nB1,a1,2022-11-01 10:00:00,1.5,已结算\n' },
      'bets.stakes',
    ),
  ).toEqual(['15,000.00'])
  expect(
    await told(
      { '注单.csv': '注单号,会员账号,下注时间,有效投注(万点),状态\nB1,a1,2022-11-01 10:00:00,2,已结算\n' },
      'bets.valid_points',
    ),
  ).toEqual(['20,000'])
})
test('money that is no cash, and what may be', async () => {
  const none = [
    '支付宝余额人民币',
    '存款人民币',
    '数字人民币',
    '疑似假人民币',
    '冻结资金人民币',
    '微信零钱',
    '账户内资金人民币',
  ]
  expect(
    await told(
      seized('现金,5000,元,', ...none.map((name) => `${name},700,元,`), '钱包内现金,30,元,'),
      'seizure.cash',
      'undecided-things',
    ),
  ).toEqual(['5,030.00'])
  expect(
    await told(
      seized('百元大钞,30,张,', '人民币（其中假币100元）,1000,元,'),
      'seizure.cash',
      'undecided-things',
    ),
  ).toEqual(['0.00', expect.stringContaining('百元大钞 30张')])
})
test('makers in Latin letters make phones, and phones are no works', async () => {
  const list = seized(
    'HUAWEI nova 9,1,部,',
    'SAMSUNG S21,1,台,',
    '中兴 axon,1,部,',
    '苹果电脑,1,部,',
    '老年机,1,部,',
  )
  expect(await told(list, 'seizure.phones', 'undecided-things')).toEqual([
    '3',
    expect.stringContaining('中兴 axon 1部'),
  ])
  expect(await told(list, 'seizure.sets', 'undecided-things')).toEqual([
    '0',
    expect.not.stringContaining('老年机'),
  ])
})
