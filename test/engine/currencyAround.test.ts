/** Currencies that stand around the amounts: title, names of sheet and file, account; and what contradicts them. */
import { describe, expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { makeXlsx, type TestCell } from './importFiles.ts'

const [own, other] = ['6222021234567890128', '6228480011223344554']
const header = ['交易卡号', '交易时间', '交易金额', '收付标志', '交易对手账卡号']
const line = (day: number, amount: string, account = own, ...more: readonly string[]): readonly string[] => [
  account,
  `2022-11-0${day} 10:00:00`,
  amount,
  '出',
  other,
  ...more,
]
async function read(rows: readonly (readonly TestCell[])[], sheet = 'Sheet1', file = '材料.xlsx') {
  const { engine, give, look } = await importCase()
  const batch = await engine.call('import.run', { fileId: give(file, makeXlsx([{ name: sheet, rows }])) })
  const { rows: issues } = await engine.call('import.issues', {
    batchId: batch.batchId,
    offset: 0,
    limit: 50,
  })
  const found = await look((db) =>
    db
      .prepare<[], { card: string; currency: string | null }>(
        'SELECT ownCard AS card, currency FROM r_transfer ORDER BY row',
      )
      .all(),
  )
  return {
    cards: found.map(({ card }) => card),
    currencies: found.map(({ currency }) => currency),
    told: issues
      .filter(({ outcome, reason }) => outcome !== 'skipped' && reason === 'currency-conflict')
      .map(({ row, outcome, raw }) => [row, outcome, raw]),
  }
}
const plain = [header, line(3, '100'), line(4, '200')]

describe('the currency of amounts that name none', () => {
  test.each<
    [string, readonly (readonly TestCell[])[], string | undefined, string | undefined, string | null]
  >([
    ['the title', [['美元账户流水'], ...plain], undefined, undefined, 'USD'],
    ['the sheet', plain, '港币明细', undefined, 'HKD'],
    ['the file', plain, undefined, '张三欧元账户流水.xlsx', 'EUR'],
    ['the account above', [['账号：6222021234567890128-USD'], ...plain], undefined, undefined, 'USD'],
    ['the nearest of several', [['港币账户明细'], ...plain], '美元', undefined, 'HKD'],
    ['a unit', [['（单位：港元）'], ...plain], undefined, undefined, 'HKD'],
    ['a title about rates', [['美元汇率 7.1'], ...plain], undefined, undefined, null],
    ['a file of two currencies', plain, undefined, '人民币美元账户流水.xlsx', null],
    ['lines of two currencies', [['美元账户流水'], ['港币账户流水'], ...plain], undefined, undefined, null],
  ])('%s', async (_name, rows, sheet, file, currency) => {
    const { currencies, told } = await read(rows, sheet, file)
    expect(currencies).toEqual([currency, currency])
    expect(told).toEqual([])
  })
  test('an account with its currency behind it is the account, and tells it for its rows', async () => {
    const { cards, currencies } = await read([
      header,
      line(3, '1', `${own}-USD`),
      line(4, '2', `${own}_156`),
      line(5, '3', `${own}-344`),
      line(6, '4'),
    ])
    expect(cards).toEqual([own, own, own, own])
    expect(currencies).toEqual(['USD', 'CNY', 'HKD', null])
  })
  test('a number of ISO 4217 in a column', async () => {
    const { currencies } = await read([
      [...header, '币种'],
      line(3, '1', own, '840'),
      line(4, '2', own, '156'),
      line(5, '3', own, '392'),
    ])
    expect(currencies).toEqual(['USD', 'CNY', 'JPY'])
  })
})
describe('what contradicts it is told', () => {
  test('a column stands before the title', async () => {
    expect(
      await read([
        ['美元账户流水'],
        [...header, '币种'],
        line(3, '1', own, '人民币'),
        line(4, '2', own, '美元'),
        line(5, '3', own, ''),
      ]),
    ).toMatchObject({ currencies: ['CNY', 'USD', 'USD'], told: [[3, 'accepted', 'CNY ≠ USD']] })
  })
  test('so does a header', async () => {
    const named = header.map((cell) => (cell === '交易金额' ? '人民币金额' : cell))
    expect(await read([['港币账户流水'], named, line(3, '1')])).toMatchObject({
      currencies: ['CNY'],
      told: [[3, 'accepted', 'CNY ≠ HKD']],
    })
  })
  test('and an account', async () => {
    expect(await read([['港币账户流水'], header, line(3, '1', `${own}-USD`), line(4, '2')])).toMatchObject({
      currencies: ['USD', 'HKD'],
      told: [[3, 'accepted', 'USD ≠ HKD']],
    })
  })
  test('a cell that names another waits for a person', async () => {
    expect(await read([['美元账户流水'], header, line(3, '￥1'), line(4, '$2'), line(5, '3')])).toMatchObject(
      { currencies: ['USD', 'USD'], told: [[3, 'rejected', '￥1 ≠ USD']] },
    )
  })
})
