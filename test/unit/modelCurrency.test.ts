/** Which currency an amount is of: by the words of a column, the mark in a cell, the header, the format of a cell. */
import { describe, expect, test } from 'vitest'
import { currencyOfCode } from '../../electron/engine/import/formats/numberFormat.ts'
import {
  currencyCode,
  headerCurrency,
  othersOf,
  othersText,
  sumsByCurrency,
  toldSums,
} from '../../shared/model/currency.ts'
import { addMinor } from '../../shared/model/minor.ts'
import { parseMoney } from '../../shared/model/money.ts'
import { useOf } from '../../shared/model/moneyUse.ts'
import { moneyText } from '../../shared/model/numberText.ts'

describe('a currency', () => {
  test.each([
    ['人民币', 'CNY'],
    ['RMB', 'CNY'],
    ['156', 'CNY'],
    ['CNY-人民币', 'CNY'],
    ['人民币(CNY)', 'CNY'],
    ['￥', 'CNY'],
    ['美元', 'USD'],
    ['us$', 'USD'],
    ['840', 'USD'],
    ['港币', 'HKD'],
    ['€', 'EUR'],
    ['usdt', 'USDT'],
    ['不明', 'XXX'],
    ['人民币/美元', null],
    ['钞', null],
    ['', null],
  ])('named %s is %s', (text, code) => {
    expect(currencyCode(text)).toBe(code)
  })
  test.each([
    ['USD 100.00', 10_000, 'USD'],
    ['$50', 5_000, 'USD'],
    ['-US$30.5', -3_050, 'USD'],
    ['HK$500', 50_000, 'HKD'],
    ['€ 14', 1_400, 'EUR'],
    ['100美元', 10_000, 'USD'],
    ['5万港元', 5_000_000, 'HKD'],
    ['1,000 日元', 100_000, 'JPY'],
    ['￥100.00', 10_000, 'CNY'],
    ['人民币500元', 50_000, 'CNY'],
    ['(USD 5.00)', -500, 'USD'],
    ['200 USDT', 20_000, 'USDT'],
    ['100.00', 10_000, undefined],
    ['100元', 10_000, undefined],
  ])('in the cell %s', (text, minor, currency) => {
    const parsed = parseMoney(text)
    expect([parsed?.minor, parsed?.currency?.currency]).toEqual([minor, currency])
  })
  test.each(['美元', 'USD', '10 20 USD', 'ABC 100', '100 RMX'])('%s is no amount', (text) => {
    expect(parseMoney(text)).toBeNull()
  })
  test.each([
    ['交易金额(美元)', 'USD'],
    ['金额(万美元)', 'USD'],
    ['AMOUNT(USD)', 'USD'],
    ['人民币金额', 'CNY'],
    ['折合美元', 'USD'],
    ['交易金额(元)', null],
    ['交易金额', null],
    ['收入金额(+)(元)', null],
    ['币种金额', null],
  ])('of the header %s is %s', (header, code) => {
    expect(headerCurrency(header)).toBe(code)
  })
  test.each([
    ['[$USD] #,##0.00', 'USD'],
    ['[$€-407]#,##0.00', 'EUR'],
    ['"US$"#,##0.00', 'USD'],
    ['$#,##0.00;[Red]-$#,##0.00', 'USD'],
    ['[$HK$-C04]#,##0.00', 'HKD'],
    ['[$￥-804]#,##0.00', null],
    ['#,##0.00"元"', null],
    ['[$-409]yyyy-mm-dd', null],
    ['0.00', null],
  ])('of the cell format %s is %s', (code, currency) => {
    expect(currencyOfCode(code)).toBe(currency)
  })
})
describe('sums', () => {
  test('of two currencies never become one, and are exact however large', () => {
    const sums = sumsByCurrency([
      { currency: 'XXX', sum: 1 },
      { currency: 'USD', sum: 2 ** 53 - 1 },
      { currency: 'CNY', sum: 5 },
      { currency: 'USD', sum: 2 ** 53 - 1 },
    ])
    expect(sums).toEqual([
      { currency: 'CNY', sum: 5 },
      { currency: 'USD', sum: '18014398509481982' },
      { currency: 'XXX', sum: 1 },
    ])
    expect(othersOf(othersText(sums))).toEqual(sums)
    expect(addMinor('18014398509481982', -18_014_398_509_481)).toBe('17996384110972501')
    expect(addMinor('9007199254740992', -1)).toBe(2 ** 53 - 1)
    expect(moneyText('18014398509481982')).toBe('180,143,985,094,819.82')
  })
  test('of yuan beyond the safe integers stand with the others, where nobody takes them for a number', () => {
    expect(toldSums(7, [])).toEqual({ amount: 7 })
    expect(toldSums('9007199254740993', [{ currency: 'USD', sum: 1 }])).toEqual({
      amount: null,
      others: [
        { currency: 'CNY', sum: '9007199254740993' },
        { currency: 'USD', sum: 1 },
      ],
    })
  })
})
test.each([
  ['ATM取款手续费', 'fee'],
  ['存款利息', 'interest'],
  ['现金存入', 'cash'],
  ['银联POS消费', 'pos'],
  ['工资', 'other'],
  ['', 'other'],
])('a row without a counter account that says %s is %s', (text, use) => {
  expect(useOf(text)).toBe(use)
})
