/** Figures that hang on numbers in conflict or on doubtful rows: withheld or told between what they lie, never plain. */
import { describe, expect, test } from 'vitest'
import { measureWhyText } from '../../shared/words/measureReasons.ts'
import { caseOfFiles, measured } from '../helpers/measured.ts'

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
/** Between what a figure lies by its remark, and the value it stands with. */
async function between(files: Readonly<Record<string, string>>, id: string) {
  const engine = await caseOfFiles(files)
  const found = (await engine.call('measures.list', {})).find((each) => each.id === id)
  const why = measureWhyText(found?.why ?? [], 'zh-CN')
  return { value: found?.value ?? null, range: /为 (\S+) \S+? 至 (\S+) /.exec(why)?.slice(1) ?? null, why }
}

const ledger = '单号,日期,仓库,类型,作品名称,数量,金额,往来单位'
const slips = '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态'
const orders = '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,退款金额,订单状态,订单创建时间'
const slip = (number: string, account: string, points: number, state = '已结算') =>
  `${number},${account},d1,2022-01-01 10:00:00,${points},${points},${state}`
const order = (number: string, paid: number, refund = 0, state = '交易成功') =>
  `${number},店,《雾港》盒装,1,${paid},${refund},${state},2022-01-01 10:00:00`
const deposits = file(
  '流水号,会员账号,充值金额,充值点数,充值状态,充值时间',
  'D1,m1,100.00,50,成功,2022-01-01 10:00:00',
)

describe('the range of a figure in conflict is that of the figure itself', () => {
  test.each([
    [
      'wholesale is net of what came back, and the other row is a sale too',
      'wholesale.amount',
      {
        '一.csv': file(
          ledger,
          'C1,2022-01-01,甲仓,出库,《雾港》,10,1000.00,张三',
          'C2,2022-01-02,甲仓,出库,《雾港》,5,500.00,李四',
          'C3,2022-01-03,甲仓,退货,《雾港》,1,100.00,李四',
        ),
        '二.csv': file(ledger, 'C1,2022-01-01,甲仓,出库,《雾港》,30,3000.00,张三'),
      },
      ['1,400.00', '3,400.00'],
    ],
    [
      'what came back in conflict takes off less or more',
      'wholesale.copies',
      {
        '一.csv': file(
          ledger,
          'C1,2022-01-01,甲仓,出库,《雾港》,10,1000.00,张三',
          'C3,2022-01-03,甲仓,退货,《雾港》,1,100.00,张三',
        ),
        '二.csv': file(ledger, 'C3,2022-01-03,甲仓,退货,《雾港》,4,400.00,张三'),
      },
      ['6', '9'],
    ],
    [
      'online sales are net of refunds',
      'online.amount',
      {
        '一.csv': file(orders, order('O1', 1000, 100), order('O2', 50)),
        '二.csv': file(orders, order('O1', 3000, 100), order('O3', 70)),
      },
      ['1,020.00', '3,020.00'],
    ],
    [
      'an order shipped in one export and closed in the other',
      'online.amount',
      {
        '一.csv': file(orders, order('O1', 1000, 0, '卖家已发货'), order('O2', 50)),
        '二.csv': file(orders, order('O1', 1000, 0, '交易关闭'), order('O3', 70)),
      },
      ['120.00', '1,120.00'],
    ],
    [
      'stakes at what a point is worth',
      'bets.stakes',
      {
        '充.csv': deposits,
        '一.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm1', 50)),
        '二.csv': file(slips, slip('B1', 'm1', 300), slip('B2', 'm1', 50)),
      },
      ['300.00', '700.00'],
    ],
    [
      'stakes of a slip settled and void',
      'bets.stakes',
      {
        '充.csv': deposits,
        '一.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm1', 50)),
        '二.csv': file(slips, slip('B1', 'm1', 100, '无效')),
      },
      ['100.00', '300.00'],
    ],
  ] as const)('%s', async (_, id, files, range) => {
    const found = await between(files, id)
    expect([found.value, found.range]).toEqual([null, range])
  })
})

test('who bet is withheld only where a conflict moves it, between those who surely bet and those who may have', async () => {
  const void1 = file(slips, slip('B1', 'm1', 100, '无效'))
  const sure = await between(
    { '一.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm1', 50)), '二.csv': void1 },
    'bets.participants',
  )
  expect(sure.value).toEqual({ count: 1, scale: 0 })
  for (const id of ['bets.participants', 'bets.accounts']) {
    const open = await between(
      {
        '一.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm2', 50), slip('B3', 'm2', 5)),
        '二.csv': void1,
      },
      id,
    )
    expect([open.value, open.range]).toEqual([null, ['1', '2']])
  }
  // As many rows as accounts by chance: the range is one of accounts.
  const chance = await between(
    {
      '一.csv': file(slips, slip('B1', 'm1', 100), slip('B2', 'm1', 50), slip('B3', 'm2', 5)),
      '二.csv': void1,
    },
    'bets.accounts',
  )
  expect([chance.value, chance.range]).toEqual([{ count: 2, scale: 0 }, null])
})

test('figures worked out with the price of a sale, or what a point is worth, hang on their conflicts', async () => {
  const seized = file('编号,物品名称,数量,单位,特征,场所', '1,《雾港》,10,盒,,甲仓')
  const sold = { '一.csv': file(orders, order('O1', 100)), '二.csv': file(orders, order('O1', 300)) }
  for (const id of ['business.unsold_amount', 'business.unsold_amount_all_sales', 'business.amount']) {
    const found = await between({ '扣.csv': seized, ...sold }, id)
    expect([found.value, found.why]).toEqual([null, expect.stringContaining('共 1 个编号')])
  }
  const alone = await between({ '扣.csv': seized, '一.csv': sold['一.csv'] }, 'business.unsold_amount')
  expect(alone.value).toEqual({ minor: 100_000, currency: 'CNY' })
  const twoWorths = await between(
    {
      '充.csv': deposits,
      '充2.csv': deposits.replace('100.00', '400.00'),
      '一.csv': file(slips, slip('B1', 'm1', 100)),
    },
    'bets.stakes',
  )
  expect([twoWorths.value, twoWorths.why]).toEqual([null, expect.stringContaining('每点代表的金额不一致')])
})

test('what may come back twice would leave more, and a range of accounts is never made of rows', async () => {
  const engine = await caseOfFiles({
    '一.csv': file(
      ledger.replace('单号,', ''),
      '2022-01-01,甲仓,出库,《雾港》,10,1000.00,张三',
      '2022-01-03,甲仓,退货,《雾港》,1,100.00,张三',
    ),
    '二.csv': file(
      `${ledger.replace('单号,', '')},备注`,
      '2022-01-01,甲仓,出库,《雾港》,10,1000.00,张三,客户甲',
      '2022-02-03,甲仓,出库,《雾港》,2,200.00,李四,',
    ),
  })
  const [amount] = await measured(engine, 'wholesale.amount')
  const said = amount?.said.find((text) => text.includes('可能的重复'))
  if (said !== undefined)
    expect(said).toContain(`至 ${(amount?.value ?? 0).toLocaleString('en', { minimumFractionDigits: 2 })}`)
})

test('a person’s points in conflict are withheld with the reason and range of the total', async () => {
  const engine = await caseOfFiles({
    '一.csv': file(
      slips,
      slip('B1', 'm1', 100),
      slip('B2', 'm1', 50),
      slip('B3', 'm2', 1000),
      slip('B4', 'm3', 7),
    ),
    '二.csv': file(slips, slip('B1', 'm1', 100, '无效'), slip('B3', 'm2', 3000)),
  })
  const { rows } = await engine.call('identity.persons', { offset: 0, limit: 9 })
  const told = new Map(rows.map(({ label, points, why }) => [label, [points, measureWhyText(why, 'zh-CN')]]))
  expect(told.get('m1')).toEqual([null, expect.stringContaining('共 1 个编号，按不同取法为 50 点 至 150 点')])
  expect(told.get('m2')).toEqual([
    null,
    expect.stringContaining('共 1 个编号，按不同取法为 1,000 点 至 3,000 点'),
  ])
  expect(told.get('m3')).toEqual([700, ''])
})
