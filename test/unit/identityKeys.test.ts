/** What is a key and what is only a value: at the limit and beside it, for each sort of number. */
import { describe, expect, test } from 'vitest'
import type { FieldType, IdentifierType } from '../../shared/model/define.ts'
import { callsMany, keyUse, tellsPerson } from '../../shared/model/identityKeys.ts'
import { normaliseIdentifier } from '../../shared/model/identifiers.ts'

/** As a cell gives it: what the import stores, and how far that goes. */
function use(type: FieldType, written: string): string {
  const { value } = normaliseIdentifier(type as IdentifierType, written)
  return value === null ? 'empty' : keyUse(type, value).use
}
describe.each<[FieldType, readonly string[], readonly string[], readonly string[]]>([
  [
    'idNumber',
    [
      '610113197109171114',
      '610113 19710917 1114',
      'E12380647',
      'EA1238064',
      'G80235471',
      'PE1280634',
      'H1234657801',
      '110105491231002',
      '身份证610113197109171114',
      '610113197109171114（已核实）',
      'M12346578',
      'C12357468',
      'K1230567',
      'A123467(9)',
      '987654301',
      '91350100M000100Y43',
    ],
    [],
    [
      '不详',
      ' 不 详 ',
      '待查',
      '身份不明',
      '外籍',
      '无证',
      '未办理',
      '未提供',
      '保密',
      'UNKNOWN',
      'unknown',
      'N.A.',
      'TEST',
      '00000',
      '123456',
      '654321',
      '12345678',
      '000000000000000000',
      '111111111111111111',
      '110101000000000000',
      '610113197109171115',
      '610113197113171118',
      '110101199001010007',
      '19900101',
      '13812345678',
      'E00000000',
      'E12345678',
      'EA1234567',
      'A123456(7)',
      'H01234567',
      'ABCDEFG',
      '护照',
      '身份证',
      '999999999',
      '111111111111111',
      '121212121212121',
      '888888199001010014',
      'A123467(7)',
      'H1234567801',
      '12345678900',
      '18888888888',
      '拒不交代',
      'нет',
    ],
  ],
  [
    'account',
    [
      '6222021234567890123',
      '1100142120001234',
      'zhang3@qq.com',
      'wxid_7h2k',
      'A1',
      '1234567890123457',
      '622848001122',
    ],
    ['95588', '62220212345678000'],
    [
      '不详',
      '待查',
      '现金',
      '支付宝',
      '微信支付',
      '未提供',
      'NONE',
      'cash',
      'ATM',
      '000000',
      '1',
      '123456',
      '1234567890',
      '1234123412341234',
      '88888888',
      '6222000000000000',
      '柜面',
      '财付通-微信红包',
      'guest',
      'неизвестно',
      '없음',
      'Không có',
      '-1',
      '18888888888',
    ],
  ],
  [
    'card',
    ['6217008375367000751', '6222021234567890123'],
    [],
    ['不详', '现金', '9999999999999999', '1234567890123456789'],
  ],
  [
    'phone',
    [
      '13912345678',
      '+86 139 1234 5678',
      '021-65432190',
      '95588',
      '110',
      '4008123123',
      '13888888888',
      '021-12345687',
    ],
    ['1381234567'],
    [
      '不详',
      '无电话',
      '停机',
      '11111111111',
      '13800000000',
      '00000000',
      '12345678',
      '021-12345678',
      '0755-8888888',
      'UNKNOWN',
      '13800138000',
      '没带',
    ],
  ],
  [
    'wechat',
    ['wxid_abc123def', 'zhangsan88', 'wxid_1238', '13912345678', '275512345'],
    [],
    [
      '阳光',
      '平安是福',
      'Tom',
      '不详',
      'none',
      '000000',
      '张三',
      'wxid_',
      'wxid_xxx',
      'wxid_000000',
      'wechat',
      'weixin',
      'aaaaaa',
      'guest',
      'ditto',
      'desconocido',
      '18888888888',
    ],
  ],
  ['qq', ['275512345', '10010'], [], ['不详', '123456', '11111', '10000', '100000', '阳光']],
  [
    'alipay',
    ['a@b.com', '13912345678', '2088123412341234'],
    [],
    ['不详', '支付宝', '现金', 'none@none.com', 'zhifubao', 'a', 'aaa', '123456@qq.com'],
  ],
  [
    'email',
    ['zhang@qq.com', '275512345@qq.com', 'a@b.com'],
    [],
    [
      'none@none.com',
      'test@example.com',
      '不详',
      'null@qq.com',
      '123456@qq.com',
      '00000000@163.com',
      'a@a.com',
      'admin@admin.com',
      'noreply@qq.com',
    ],
  ],
  [
    'creditCode',
    ['91350100M000100Y43', '31010512345'],
    [],
    ['000000000000000000', '91350100M000100Y44', '不详', '00000000', '13912345678'],
  ],
  [
    'siteAccount',
    ['a123', 'test', '123456', 'dl1', '-12', 'admin'],
    [],
    [
      '不详',
      '公司',
      '总公司',
      '系统',
      '顶级',
      '直属',
      'company',
      '待查',
      '-1',
      '已注销',
      '游客',
      'guest',
      '顶级代理',
      '总代理',
    ],
  ],
  ['imei', ['356938035643809'], [], ['000000000000000', '123456789012345', '356938035643801', '不详']],
  ['mac', ['A4:5E:60:C2:11:0D'], [], ['00:00:00:00:00:00', '02:00:00:00:00:00', 'FF:FF:FF:FF:FF:FF', '不详']],
  [
    'plate',
    ['沪A12345', '粤A88888', '沪A10001', '粤Z1234港', 'WJ京12345', '使014578', 'AB1234'],
    [],
    ['见附件1', '详见第3页', '1111111', '电动车1辆', '无牌', '不详', '未上牌', '京A00000', '浙A0000'],
  ],
  [
    'ip',
    ['101.1.2.3', '172.15.0.1', '172.32.0.1', '100.128.0.1'],
    ['192.168.1.1', '10.0.0.1', '172.16.0.1', '172.31.9.9', '100.64.0.1'],
    ['255.255.255.0', '127.0.0.1', '0.0.0.0'],
  ],
  [
    'domain',
    ['bet365.com', 'www.qq.com', 'testing.cn', '101.1.2.3'],
    ['192.168.1.1'],
    ['0.0.0.0', '127.0.0.1', 'example.com', 'test.com', 'www.example.com', 'xxx.com'],
  ],
])('%s', (type, keys, sheets, none) => {
  test.each(keys)('%s is a key', (written) => {
    expect(use(type, written)).toBe('case')
  })
  test.each(sheets)('%s holds within its sheet', (written) => {
    expect(use(type, written)).toBe('sheet')
  })
  test.each(none)('%s joins nobody', (written) => {
    expect(use(type, written)).toMatch(/^(?:none|empty)$/)
  })
})
test.each([
  ['wallet', 'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE', 'case'],
  ['wallet', '没带', 'none'],
  ['wallet', '游客', 'none'],
  ['wallet', '88888888', 'none'],
] as const)('%s %s: %s', (type, value, expected) => {
  expect(keyUse(type, value).use).toBe(expected)
})
test('a hotline is a number and tells no person', () => {
  for (const phone of ['95588', '10086', '110', '4008123123', '12345678900'])
    expect(tellsPerson('phone', phone), phone).toBe(false)
  for (const phone of ['13671234567', '02165432190', '65432190', '0085291234567'])
    expect(tellsPerson('phone', phone), phone).toBe(true)
  expect(tellsPerson('idNumber', '610113197109171114')).toBe(true)
})
test('what many are called names nobody', () => {
  for (const name of [
    '张*',
    '李某',
    '李某某',
    '老板',
    '司机',
    '父亲',
    '其妻',
    '一男子',
    '张三等3人',
    '王五等人',
    '同案犯',
    '张XX',
  ])
    expect(callsMany(name), name).toBe(true)
  for (const name of ['张三', '老王', '王总', '欧阳老板', '司马迁', '父母官', '李等', 'MAX'])
    expect(callsMany(name), name).toBe(false)
})
test('names and places: only words that say that nothing is known are refused', () => {
  expect(['张三', '罗志华', 'TOM'].map((name) => keyUse('name', name).use)).toEqual(['case', 'case', 'case'])
  expect(['不详', '无名氏', '身份不明', 'UNKNOWN'].map((name) => keyUse('name', name).use)).toEqual([
    'none',
    'none',
    'none',
    'none',
  ])
  expect(['仓库1号', '不详', '待查'].map((place) => keyUse('text', place).use)).toEqual([
    'case',
    'none',
    'none',
  ])
})
