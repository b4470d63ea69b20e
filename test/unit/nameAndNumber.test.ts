/** Name and number in one cell, both ways round, and the cells that are left as they are. */
import { describe, expect, test } from 'vitest'
import { completeRow } from '../../shared/model/complete.ts'
import { nameAndHandle, nameAndNumber } from '../../shared/model/nameAndNumber.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

test.each([
  ['孙三 6228480011223344554', '孙三', '6228480011223344554', 'account'],
  ['李四6225887777888899992', '李四', '6225887777888899992', 'account'],
  ['6228480011223344554（孙三）', '孙三', '6228480011223344554', 'account'],
  ['6228 4800 1122 3344 554 孙三', '孙三', '6228480011223344554', 'account'],
  ['杭州某某贸易有限公司/571900012345678', '杭州某某贸易有限公司', '571900012345678', 'account'],
  ['ZHANG SAN 6228480011223344554', 'ZHANG SAN', '6228480011223344554', 'account'],
  ['王五:13800138001', '王五', '13800138001', 'phone'],
  ['周五110101199003070134', '周五', '110101199003070134', 'idNumber'],
  ['6228480011223344554', null, '6228480011223344554', 'account'],
])('%s', (text, name, number, type) => {
  expect(nameAndNumber(text)).toEqual({ name, number, type })
})
test.each([
  '孙三',
  '孙三(尾号1234)',
  '张三13800138001李四13900139002',
  '张三 13800138001（转账）',
  '孙三6228****4554',
  '订单A6228480011223344554',
  '王 13800138001',
  '张三12345678901',
])('%s stays as it is', (text) => {
  expect(nameAndNumber(text)).toBeNull()
})

test.each([
  ['wxid_abc12345(老赵)', '老赵', 'wxid_abc12345'],
  ['老赵（wxid_abc12345）', '老赵', 'wxid_abc12345'],
  ['lucky66(wxid_abc12345)', 'lucky66', 'wxid_abc12345'],
  ['发货群(123456@chatroom)', '发货群', '123456@chatroom'],
  ['小钱<10012345>', '小钱', '10012345'],
  ['wxid_abc12345 老 赵', '老赵', 'wxid_abc12345'],
])('login and name of a chat: %s', (text, name, handle) => {
  expect(nameAndHandle(text)).toEqual({ name, handle })
})
test.each(['老赵', 'wxid_abc12345', '老赵(备用)', 'lucky66(lucky77)', '李四(1234)', '张三 李四'])(
  'of %s nothing is told',
  (text) => {
    expect(nameAndHandle(text)).toBeNull()
  },
)

describe('in a row', () => {
  const complete = (kind: string, values: Record<string, string | number | null>) => {
    const found = recordKind(kind)
    if (found === undefined) throw new Error(kind)
    return completeRow(found, values, { signed: false }).values
  }
  test('a transfer: either cell, each to its own field', () => {
    expect(complete('transfer', { counterName: '孙三 6228480011223344554' })).toMatchObject({
      counterName: '孙三',
      counterAccount: '6228480011223344554',
    })
    expect(complete('transfer', { counterAccount: '孙三6228480011223344554' })).toMatchObject({
      counterName: '孙三',
      counterAccount: '6228480011223344554',
    })
    expect(complete('transfer', { counterAccount: '中国银行6216600011223344555' })).toMatchObject({
      counterBank: '中国银行',
      counterAccount: '6216600011223344555',
    })
    expect(complete('transfer', { ownName: '赵一6222021001112223331' })).toMatchObject({
      ownName: '赵一',
      ownCard: '6222021001112223331',
    })
  })
  test('what stands in its own field is never overwritten', () => {
    const other = { counterName: '孙三 6228480011223344554', counterAccount: '6225887777888899992' }
    expect(complete('transfer', other)).toMatchObject(other)
    const named = { counterName: '李四', counterAccount: '孙三6228480011223344554' }
    expect(complete('transfer', named)).toMatchObject(named)
    expect(
      complete('transfer', {
        counterName: '孙三 6228480011223344554',
        counterAccount: '6228480011223344554',
      }),
    ).toMatchObject({ counterName: '孙三', counterAccount: '6228480011223344554' })
  })
  test.each([
    ['personRegister', 'name', '周五110101199003070134', { name: '周五', idNumber: '110101199003070134' }],
    ['personRegister', 'name', '周五 13800138001', { name: '周五', phone: '13800138001' }],
    ['seizure', 'holder', '周五(110101199003070134)', { holder: '周五', holderId: '110101199003070134' }],
    ['waybill', 'receiver', '王五 13800138001', { receiver: '王五', receiverPhone: '13800138001' }],
    ['saleOrder', 'receiver', '王五13800138001', { receiver: '王五', phone: '13800138001' }],
    ['accountHolder', 'name', '赵一-6222021001112223331', { name: '赵一', card: '6222021001112223331' }],
    [
      'deposit',
      'payeeName',
      '赵一6222021001112223331',
      { payeeName: '赵一', payeeAccount: '6222021001112223331' },
    ],
  ])('%s.%s: %s', (kind, field, text, expected) => {
    expect(complete(kind, { [field]: text })).toMatchObject(expected)
  })
})
