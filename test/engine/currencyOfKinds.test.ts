/** Amounts of every kind in other currencies: told by a column, a header, a cell or a line above; never added as yuan, in measures, links, totals and groups alike. */
import { describe, expect, test } from 'vitest'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { figureText } from '../../shared/model/numberText.ts'
import { importCase, type ImportCase } from './importCase.ts'

const card = '6217000000000000007'
const other = '6217000000000000015'
async function caseOf(files: Readonly<Record<string, string>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
async function figures({ engine }: ImportCase, ...ids: readonly string[]) {
  const all = await engine.call('measures.list', {})
  return ids.map((id) => {
    const found = all.find((measure) => measure.id === id)
    const foreign = found?.why.find(({ reason }) => reason === 'other-currencies')
    return [figureText(found?.value ?? null), foreign?.count ?? 0, ...(foreign?.names ?? [])]
  })
}
const totals = async ({ engine }: ImportCase, kind: string, field: string) => {
  const { sums } = await engine.call('records.totals', { scope: { kind } })
  const found = sums.find((sum) => sum.field === field)
  return [found?.sum, ...(found?.others ?? []).map(({ currency, sum }) => `${currency} ${sum}`)]
}

test('every kind with a summed amount says which currency a row is of', () => {
  const without = recordKinds.filter(
    (kind) =>
      kind.currency === undefined &&
      kind.fields.some(({ type, summed }) => type === 'money' && summed === true),
  )
  expect(without.map(({ id }) => id)).toEqual([])
  for (const { fields, currency } of recordKinds)
    for (const id of currency?.amounts ?? [])
      expect(fields.find((field) => field.id === id)?.type).toBe('money')
})

describe('deposits', () => {
  const head = '充值订单号,会员账号,充值金额,点数,付款卡号,收款卡号,充值时间,状态'
  const rows = (...amounts: readonly string[]): string =>
    amounts
      .map((amount, index) => {
        const [money = '', currency] = amount.split('|')
        return `D${index},a${index},${money},100,${card},${other},2023-01-0${index + 1} 10:00:00,成功${currency === undefined ? '' : `,${currency}`}`
      })
      .join('\r\n')
  test.each([
    ['a column', `${head},币种\r\n${rows('100|人民币', '200|USDT', '300|美元', '50|')}\r\n`],
    ['the cells', `${head}\r\n${rows('100', '200USDT', '$300')}\r\n`],
  ])('whose currency %s tells are summed a currency at a time', async (what, text) => {
    const made = await caseOf({ '充值.csv': text })
    const unknown = what === 'a column' ? ['XXX 50.00'] : []
    expect(await figures(made, 'receiving.deposits')).toEqual([
      ['100.00', 2 + unknown.length, 'USD 300.00', 'USDT 200.00', ...unknown],
    ])
    expect(await totals(made, 'deposit', 'amount')).toEqual([
      10_000,
      'USD 30000',
      'USDT 20000',
      ...unknown.map(() => 'XXX 5000'),
    ])
    const { rows: links } = await made.engine.call('links.list', {
      linkKind: 'deposits',
      offset: 0,
      limit: 9,
    })
    expect(links).toHaveLength(1)
    expect(links[0]).toMatchObject({
      amount: 10_000,
      others: [
        { currency: 'USD', sum: 30_000 },
        { currency: 'USDT', sum: 20_000 },
        ...unknown.map(() => ({ currency: 'XXX', sum: 5_000 })),
      ],
    })
  })
  test('of a header in dollars are dollars, and what was paid in yuan beside them has no place in the row', async () => {
    const made = await caseOf({
      '充值.csv': `充值订单号,会员账号,充值金额(USDT),实际支付金额(人民币),充值时间,状态\r\nD1,a,100,700,2023-01-01 10:00:00,成功\r\n`,
    })
    expect(await totals(made, 'deposit', 'amount')).toEqual([0, 'USDT 10000'])
    expect(await totals(made, 'deposit', 'paid')).toEqual([0])
    const findings = await made.engine.call('quality.list', {})
    expect(findings.find(({ code }) => code === 'foreign-currency')?.count).toBe(1)
  })
  test('in dollars tell nothing about what a point is worth in yuan', async () => {
    const slips = '注单号,会员账号,状态,有效投注\r\nB1,a0,已结算,10\r\n'
    const yuan = await caseOf({ '充值.csv': `${head}\r\n${rows('100')}\r\n`, '注单.csv': slips })
    expect(await figures(yuan, 'bets.stakes')).toEqual([['10.00', 0]])
    const dollars = await caseOf({ '充值.csv': `${head}\r\n${rows('$100')}\r\n`, '注单.csv': slips })
    expect(await figures(dollars, 'bets.stakes')).toEqual([['—', 0]])
  })
})

describe('orders', () => {
  const head = '订单编号,宝贝标题,宝贝总数量,买家实际支付金额,退款金额,订单状态,店铺名称,订单创建时间'
  const order = (index: number, paid: string, refund: string, more = ''): string =>
    `10000000000000000${index},《甲》剧本杀盒装,1,${paid},${refund},交易成功,天天店,2023-01-0${index} 10:00:00${more}`
  test('in dollars are no turnover in yuan, whether column or cell says so, with a refund too', async () => {
    const made = await caseOf({
      '订单一.csv': `${head},币种\r\n${order(1, '100', '0', ',CNY')}\r\n${order(2, '200', '50', ',USD')}\r\n`,
      '订单二.csv': `${head}\r\n${order(3, '$70', '$20')}\r\n${order(4, '30', '0')}\r\n`,
    })
    expect(await figures(made, 'online.amount', 'business.amount')).toEqual([
      ['130.00', 2, 'USD 200.00'],
      ['130.00', 2, 'USD 200.00'],
    ])
    expect(await totals(made, 'saleOrder', 'net')).toEqual([13_000, 'USD 20000'])
    const { rows: links } = await made.engine.call('links.list', { linkKind: 'sells', offset: 0, limit: 9 })
    expect(links).toMatchObject([{ amount: 13_000, others: [{ currency: 'USD', sum: 20_000 }], count: 4 }])
    const { rows: groups } = await made.engine.call('records.groups', {
      scope: { kind: 'saleOrder' },
      by: [{ field: 'shop' }],
      offset: 0,
      limit: 9,
    })
    expect(groups[0]?.sums.find(({ field }) => field === 'net')).toEqual({
      field: 'net',
      sum: 13_000,
      others: [{ currency: 'USD', sum: 20_000 }],
    })
  })
  test('paid in yuan and refunded in dollars wait for a person', async () => {
    const made = await caseOf({
      '订单.csv': `${head}\r\n${order(1, '100', '$20')}\r\n${order(2, '100', '0')}\r\n`,
    })
    expect(await totals(made, 'saleOrder', 'net')).toEqual([10_000])
    expect(await made.engine.call('records.totals', { scope: { kind: 'saleOrder' } })).toMatchObject({
      count: 1,
    })
  })
})

test('prints, stock moves, cash and balances in other currencies are told apart', async () => {
  const made = await caseOf({
    '印刷台账.csv':
      '日期,单号,委托方,承印方,品名,印数,单价,金额,币种\r\n2023-01-01,P1,甲,乙厂,《甲》,10,1,10,人民币\r\n2023-01-02,P2,甲,乙厂,《甲》,10,2,20,港币\r\n',
    '出入库.csv':
      '日期,单号,出入库,仓库,品名,数量,往来单位,单价,金额,币种\r\n2023-01-01,S1,出库,一号仓,《甲》,10,丙店,3,30,人民币\r\n2023-01-02,S2,出库,一号仓,《甲》,10,丁店,4,40,美元\r\n',
    '扣押清单.csv':
      '序号,物品名称,数量,单位,币种,持有人\r\n1,现金,1000,元,人民币,张三\r\n2,现金,300,元,美元,张三\r\n3,现金,20,元,,张三\r\n',
    '开户信息.csv': `账户开户名称,开户人证件号码,交易卡号,账户余额,币种,开户日期\r\n张三,11010519491231002X,${card},100,人民币,2020-01-01\r\n张三,11010519491231002X,${other},900,USD,2020-01-01\r\n`,
  })
  expect(await figures(made, 'printing.amount', 'wholesale.amount', 'seizure.cash')).toEqual([
    ['10.00', 1, 'HKD 20.00'],
    ['30.00', 1, 'USD 40.00'],
    ['1,020.00', 1, 'USD 300.00'],
  ])
  expect(await totals(made, 'accountHolder', 'balance')).toEqual([10_000, 'USD 90000'])
})
