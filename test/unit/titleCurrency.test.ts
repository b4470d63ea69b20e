import { describe, expect, test } from 'vitest'
import { accountCurrency, titleCurrency } from '../../shared/model/currency.ts'

describe('a title tells the currency of its amounts', () => {
  test.each([
    ['美元账户流水', 'USD'],
    ['港币明细', 'HKD'],
    ['张三 欧元 账户交易明细（2022年）', 'EUR'],
    ['中国银行日元活期存款账户对账单', 'JPY'],
    ['USD Account Statement', 'USD'],
    ['账户流水（美元）', 'USD'],
    ['美元（USD）账户明细', 'USD'],
    ['人民币账户流水', 'CNY'],
    ['賬戶交易明細-港幣', 'HKD'],
    ['港幣賬戶流水', 'HKD'],
  ])('%s: %s', (title, code) => {
    expect(titleCurrency(title, false)).toBe(code)
  })
  test.each([
    '美元汇率',
    '美元汇率 7.1 下的账户流水',
    '涉案金额折合美元明细',
    '购买美元记录',
    '美元兑换明细',
    '人民币、美元账户流水',
    'USDT交易明细',
    '账户流水',
    '单位：美元',
    '非美元账户流水',
    '美元贬值对案件影响的说明',
    'RMBS list',
    '美元',
  ])('%s tells none', (title) => {
    expect(titleCurrency(title, false)).toBeNull()
  })
  test('a sheet or file may be called by the bare name', () => {
    expect(
      ['美元', 'HKD', '2022年欧元', '新币', '本币', '其他'].map((name) => titleCurrency(name, true)),
    ).toEqual(['USD', 'HKD', 'EUR', 'SGD', null, null])
  })
})
test('an account may have its currency behind it', () => {
  expect(
    [
      '6217000000000000007-USD',
      '6217000000000000007_156',
      '6217000000000000007-840-01',
      '6217000000000000007(港币)',
      'HKD-6217000000000000007',
      '6217000000000000007',
      '6217000000000000007-001',
      '62170000840',
      '6217000000000000007(张三)',
      '6217000000000000007-USDT',
      '1_156',
    ].map((text) => accountCurrency(text)),
  ).toEqual(['USD', 'CNY', 'USD', 'HKD', 'HKD', null, null, null, null, null, null])
  expect(accountCurrency('流水_20221103120000_840', false)).toBeNull()
})
