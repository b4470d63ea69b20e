/** Units wherever they stand: in a header, a line above, a row below the header, a column, behind a figure. */
import { describe, expect, test } from 'vitest'
import { headerScale, unitCell, unitInLine } from '../../shared/model/amountUnit.ts'
import { convertCell } from '../../shared/model/convert.ts'
import { headerCurrency } from '../../shared/model/currency.ts'
import { cleanHeader, headerUnit } from '../../shared/model/headers.ts'
import { parseMoney } from '../../shared/model/money.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

const value = (kind: string, id: string, text: string, header: string) => {
  const field = recordKind(kind)?.fields.find((candidate) => candidate.id === id)
  if (field === undefined) throw new Error(id)
  return convertCell(field, { text, type: 'text' }, cleanHeader(header)).value
}

test.each([
  ['交易金额(万美元)', 4, 'USD'],
  ['交易金额(亿日元)', 8, 'JPY'],
  ['金额（USD 万）', 4, 'USD'],
  ['金额(万USDT)', 4, 'USDT'],
  ['金额（千美元）', 3, 'USD'],
  ['金额万港元', 4, null],
  ['金额(十万元)', 5, null],
  ['金额（百元）', 2, null],
  ['金额(k)', 3, null],
  ['金额_万', 4, null],
  ['金额(元)', 0, null],
  ['金额(百分比)', 0, null],
  ['百元大钞', 0, null],
  ['重量(千克)', 0, null],
  ['印数(万册)', 4, null],
])('how many of what a header counts: %s', (header, power, currency) => {
  const cleaned = cleanHeader(header)
  expect([headerScale(cleaned), headerCurrency(cleaned)]).toEqual([power, currency])
  if (power === 4 && header.includes('金额')) expect(headerUnit(cleaned)).toBe('wanYuan')
})

describe('figures that are no money', () => {
  test.each([
    ['printOrder', 'copies', '2', '印数(万册)', 20_000],
    ['printOrder', 'copies', '1.2', '印数（万册）', 12_000],
    ['printOrder', 'copies', '3', '印数(千本)', 3_000],
    ['printOrder', 'copies', '2000册', '印数(万册)', 2_000],
    ['printOrder', 'copies', '2万', '印数(万册)', 20_000],
    ['printOrder', 'copies', '1.00005', '印数(万册)', null],
    ['printOrder', 'copies', '500', '印数(册)', 500],
    ['betSlip', 'stake', '2', '下注金额(万点)', 2_000_000],
    ['seizure', 'weight', '1.5', '重量(吨)', 1_500_000],
    ['seizure', 'weight', '500', '重量(克)', 500],
    ['seizure', 'weight', '10', '重量（斤）', 5_000],
    ['seizure', 'weight', '2吨', '重量', 2_000_000],
    ['seizure', 'weight', '500克', '重量(公斤)', 500],
    ['seizure', 'weight', '3kg', '重量', 3_000],
    ['seizure', 'weight', '3.366', '重量(公斤)', 3_366],
    ['seizure', 'weight', '5', '重量(磅)', null],
    ['seizure', 'weight', '5磅', '重量', null],
    ['seizure', 'weight', '3公斤2两', '重量', null],
    ['seizure', 'volume', '1.2m³', '体积', 1_200],
    ['seizure', 'volume', '300', '体积(升)', 300],
    ['waybill', 'weight', '2斤', '重量', 1_000],
  ])('%s %s: %s under %s', (kind, id, text, header, expected) => {
    expect(value(kind, id, text, header)).toBe(expected)
  })
})

test.each([
  ['金额单位：万美元', '万美元'],
  ['单位:人民币万元', '万元'],
  ['单位：美元', '美元'],
  ['单位：分', '分'],
  ['单位：元', null],
  ['单位：某某公司', null],
  ['单位：美元小额贷款公司', null],
])('a line above: %s', (line, unit) => {
  expect(unitInLine(line.normalize('NFKC'))).toBe(unit)
})
test.each([
  ['（单位：万元）', '万元', '万元'],
  ['美元', '美元', '美元'],
  ['册', '册', null],
  ['张三', null, null],
  ['100', null, null],
])('a cell of a unit alone: %s', (text, any, money) => {
  expect([unitCell(text, false), unitCell(text, true)]).toEqual([any, money])
})

test.each([
  ['500①', null],
  ['5²', null],
  ['100元=15美元', null],
  ['500=500', null],
  ['500+', null],
  ['10万+', null],
  ['10w+', null],
  ['300.00+', 30_000],
  ['300.00-', -30_000],
  ['300-', -30_000],
  ['="500.00"', 50_000],
  ["'500", 50_000],
  ["1'234.50", 123_450],
])('what is more than one number, or not one exactly, is none: %s', (text, minor) => {
  expect(parseMoney(text)?.minor ?? null).toBe(minor)
})
