/** What says that a row takes another one back, and what a cell says was given back of its own row. */
import { expect, test } from 'vitest'
import {
  isRefundState,
  namedNumbers,
  numberStems,
  reversalMark,
  statedRefund,
} from '../../shared/model/reversals.ts'

test('words of reversal and refund, and a minus', () => {
  const marks = (...texts: string[]) => reversalMark(texts, 100)
  for (const text of [
    '冲正',
    '转账冲正',
    '抹账',
    '抹帐',
    '退汇',
    '交易撤销',
    '消费撤销',
    '冲销',
    '退票',
    'REVERSAL',
  ])
    expect([text, marks(text)]).toEqual([text, 'reversal'])
  for (const text of ['退款', '京东-退款', '退款-手镯', '商品退货', '退还', '退回', 'Refund', 'REFUNDED'])
    expect([text, marks(text)]).toEqual([text, 'refund'])
  expect([reversalMark(['转账'], -1), reversalMark(['转账'], 0), reversalMark([null, '冲正'], -1)]).toEqual([
    'red',
    null,
    'reversal',
  ])
})
test('other words, spellings and spaces of the same, and titles that stand beside them', () => {
  for (const text of [
    '红冲',
    '冲红',
    '冲回',
    '反冲',
    '错账调整',
    '交易取消',
    '撤消',
    '沖正',
    '冲 正',
    'Cancelled',
    'VOID',
  ])
    expect([text, reversalMark([text], 100)]).toEqual([text, 'reversal'])
  for (const text of [
    '返还',
    '退押金',
    '退钱',
    '退 款',
    '退貨',
    '极速退款',
    'RETURN',
    '退款-旗舰店 七天无理由退货 手机壳',
    '退款：包退包换 手机壳',
    '退货退款 含退货运费险',
  ])
    expect([text, reversalMark([text], 100)]).toEqual([text, 'refund'])
  for (const text of [
    '退款關閉',
    '退款(退款失败)',
    '取消退款',
    '支持退换货',
    '反冲洗过滤器',
    '可退 包退换',
    '冲正手续费',
  ])
    expect([text, reversalMark([text], 100)]).toEqual([text, null])
})
test('what only holds such a word says nothing', () => {
  for (const text of [
    '未退款',
    '不予退款',
    '退款失败',
    '退款手续费',
    '退款中',
    '七天无理由退货 手机壳',
    '包退',
    '退货运费险',
    '冲正失败',
    '申请退款',
    '退休金',
    '退税',
    '转账',
    '',
  ])
    expect([text, reversalMark([text], 100)]).toEqual([text, null])
})
test('what an amount or a state says was given back', () => {
  expect(
    [
      '131.77(已退款89.84)',
      '131.77（已退款 89.84）',
      '已退款(￥40.00)',
      '已退款￥1,040.5',
      '部分退款:12',
    ].map(statedRefund),
  ).toEqual([8_984, 8_984, 4_000, 104_050, 1_200])
  for (const text of ['已全额退款', '53.90(已全额退款)', '对方已退还', '已退还', '已退款'])
    expect([text, statedRefund(text)]).toEqual([text, 'all'])
  for (const text of ['131.77', '退款失败', '未退款', '退款中', '申请退款', ''])
    expect([text, statedRefund(text)]).toEqual([text, null])
  expect(['退款成功', '退款完成', '交易成功', '已全额退款'].map(isRefundState)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
test('numbers by which a refund names its purchase', () => {
  expect(numberStems('2023050122001000000000000001_20230507_1')).toEqual([
    '2023050122001000000000000001',
    '2023050122001000000000000001_20230507',
  ])
  expect(numberStems('A1-2')).toEqual([])
  expect(namedNumbers('冲正原流水:202305010001，金额 100.00')).toEqual(['202305010001'])
})
