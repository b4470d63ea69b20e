/** A unit in the cell against that of the column, and the words and numbers of a column of currencies. */
import { expect, test } from 'vitest'
import { convertCell } from '../../shared/model/convert.ts'
import { columnCurrency, currencyCode } from '../../shared/model/currency.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import { fieldOf, recordKind } from '../../shared/model/recordKinds/index.ts'
import { caseOfFiles } from '../helpers/measured.ts'

const read = (kind: string, field: string, text: string, header = '') => {
  const found = fieldOf(kind, field)
  if (found === undefined) throw new Error(`no field ${kind}.${field}`)
  const { value, issues } = convertCell(found, { text, type: 'text' }, cleanHeader(header))
  return [value, issues.map(({ code }) => code)]
}
const told = [null, ['not-a-number']]
test.each([
  ['betSlip', 'valid', '100', [10_000, []]],
  ['betSlip', 'valid', '100点', [10_000, []]],
  ['betSlip', 'valid', '100分', [10_000, []]],
  ['deposit', 'points', '100积分', [10_000, []]],
  ['deposit', 'points', '1.5万点', [1_500_000, []]],
  ['betSlip', 'valid', '100元', told],
  ['betSlip', 'stake', '¥100', told],
  ['deposit', 'points', '100人民币', told],
  ['deposit', 'points', '100盒', told],
  ['memberAccount', 'points', '100公斤', told],
  ['printOrder', 'copies', '100', [100, []]],
  ['printOrder', 'copies', '100册', [100, []]],
  ['printOrder', 'copies', '2千册', [2_000, []]],
  ['printOrder', 'copies', '100元', told],
  ['printOrder', 'copies', '100点', told],
  ['stockMove', 'quantity', '5kg', told],
  ['stockMove', 'quantity', '5吨', told],
  ['saleOrder', 'quantity', '5积分', told],
  ['stockMove', 'amount', '100点', told],
  ['stockMove', 'amount', '100本', told],
  ['stockMove', 'amount', '100公斤', told],
  ['deposit', 'amount', '100元', [10_000, []]],
  ['seizure', 'weight', '100元', told],
  ['seizure', 'weight', '5箱', told],
  ['seizure', 'weight', '2吨', [2_000_000, []]],
] as const)('%s.%s: %s', (kind, field, text, expected) => {
  expect(read(kind, field, text)).toEqual(expected)
})
test('a header that names a unit', () => {
  expect(read('stockMove', 'quantity', '10箱', '数量(盒)')).toEqual(told)
  expect(read('stockMove', 'quantity', '10盒', '数量(套)')).toEqual([10, []])
  expect(read('stockMove', 'quantity', '10', '数量(盒)')).toEqual([10, []])
})
test('a unit in the cell is the row’s, and contradicts another one of its column', async () => {
  const head = '日期,类型,单号,品名,数量,单位,金额,往来单位'
  const engine = await caseOfFiles({
    '出入库台账.csv': `${head}\n2022-11-01,出库,C1,《甲》,10箱,,100,甲店\n2022-11-02,出库,C2,《甲》,10盒,箱,100,甲店\n2022-11-03,出库,C3,《甲》,7盒,套,100,甲店\n`,
  })
  const fields = recordKind('stockMove')?.fields.map(({ id }) => id) ?? []
  const { rows } = await engine.call('records.window', { scope: { kind: 'stockMove' }, offset: 0, limit: 9 })
  expect(
    rows.map(({ values }) => ['number', 'quantity', 'unit'].map((id) => values[fields.indexOf(id)] ?? null)),
  ).toEqual([
    ['C1', 10, '箱'],
    ['C3', 7, '套'],
  ])
  expect((await engine.call('quality.list', {})).find(({ code }) => code === 'rejected')?.count).toBe(1)
})
test.each([
  ['美元现钞', 'USD'],
  ['美元(现汇)', 'USD'],
  ['HKD现汇', 'HKD'],
  ['港币现钞', 'HKD'],
  ['人民币元', 'CNY'],
  ['欧元钞户', 'EUR'],
  ['USD-现汇', 'USD'],
  ['01', 'CNY'],
  ['001', 'CNY'],
  ['12', 'GBP'],
  ['013', 'HKD'],
  ['14', 'USD'],
  ['27', 'JPY'],
  ['38', 'EUR'],
  ['014-美元', 'USD'],
  ['14-日元', null],
  ['99', null],
  ['现钞', null],
  ['978', 'EUR'],
  ['036', 'AUD'],
])('a column of currencies: %s', (text, code) => {
  expect(columnCurrency(text)).toBe(code)
})
test('numbers of banks name a currency in such a column alone', () => {
  for (const number of ['01', '12', '14', '38']) expect(currencyCode(number)).toBeNull()
})
test('the row’s own currency goes before a unit above the table, and the contradiction is told', async () => {
  const head = '交易卡号,交易时间,交易金额,币种,收付标志,交易对手账卡号'
  const row = (amount: number, currency: string, at: number) =>
    `6217000314159268803,2022-11-01 1${at}:00:00,${amount},${currency},出,6222021234567890128`
  const engine = await caseOfFiles({
    'a.csv': `单位：美元\n${head}\n${row(100, '人民币', 0)}\n${row(200, '', 1)}\n${row(300, '14', 2)}\n`,
  })
  const { sums } = await engine.call('records.totals', { scope: { kind: 'transfer' } })
  const amount = sums.find(({ field }) => field === 'amount')
  expect(amount).toMatchObject({ sum: 10_000 })
  expect(
    (await engine.call('quality.list', {})).find(({ code }) => code === 'currency-conflict')?.count,
  ).toBe(1)
})
