import { describe, expect, it } from 'vitest'
import { completeRow, type RowValues } from '../../shared/model/complete.ts'
import { convertCell } from '../../shared/model/convert.ts'
import type { RecordKind } from '../../shared/model/define.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import { fieldOf, recordKind } from '../../shared/model/recordKinds/index.ts'
import { rolesOf } from '../../shared/model/resolve.ts'

function kindOf(id: string) {
  const kind = recordKind(id)
  if (kind === undefined) throw new Error(id)
  return kind
}
/** Converts cells by header as a sheet of the kind would and completes the row. */
function row(
  kindId: string,
  cells: Readonly<Record<string, string>>,
  options: { readonly signed?: boolean; readonly numeric?: boolean } = {},
) {
  const kind = kindOf(kindId)
  const values: RowValues = {}
  for (const [header, text] of Object.entries(cells)) {
    const cleaned = cleanHeader(header)
    const field = kind.fields.find(({ headers }) => headers.includes(cleaned))
    if (field === undefined) throw new Error(`no field for ${header}`)
    values[field.id] = convertCell(
      field,
      { text, type: options.numeric === true ? 'number' : 'text' },
      cleaned,
    ).value
  }
  return completeRow(kind, values, { signed: options.signed ?? false })
}
function cell(
  kindId: string,
  fieldId: string,
  text: string,
  type: 'text' | 'number' | 'date' = 'text',
  header = '',
) {
  const field = fieldOf(kindId, fieldId)
  if (field === undefined) throw new Error(fieldId)
  return convertCell(field, { text, type }, header)
}

describe('cells', () => {
  it('quantities are whole things; half a thing is flagged, not rounded', () => {
    expect(cell('seizure', 'quantity', '307').value).toBe(307)
    expect(cell('seizure', 'quantity', '1,008盒').value).toBe(1008)
    expect(cell('seizure', 'quantity', '人民币86,420元').value).toBe(86_420)
    expect(cell('seizure', 'quantity', '8.8万元').value).toBe(88_000)
    expect(cell('seizure', 'quantity', '1.5')).toEqual({
      value: null,
      issues: [{ code: 'precision', severity: 'warn' }],
    })
    expect(cell('seizure', 'quantity', '约200本')).toEqual({
      value: null,
      issues: [{ code: 'not-a-number', severity: 'warn' }],
    })
    expect(cell('seizure', 'volume', '3.3660000000000001', 'number').value).toBe(3366)
  })
  it('durations are seconds', () => {
    for (const text of ['83', '1分23秒', '00:01:23', '83秒', '0小时1分23秒'])
      expect(cell('call', 'duration', text).value, text).toBe(83)
  })
  it('choices keep an unknown word as it is', () => {
    expect(cell('saleOrder', 'status', '卖家已发货，等待买家确认').value).toBe('shipped')
    expect(cell('saleOrder', 'status', ' 交易成功 ').value).toBe('success')
    expect(cell('saleOrder', 'status', '部分退款中').value).toBe('部分退款中')
  })
  it('the header’s unit decides 分', () => {
    expect(cell('transfer', 'amount', '12345', 'text', cleanHeader('交易金额(分)')).value).toBe(12_345)
    expect(cell('transfer', 'amount', '123.45', 'text', cleanHeader('交易金额（元）')).value).toBe(12_345)
  })
  it('several values of a cell are normalised one by one and kept once', () => {
    expect(
      cell('personRegister', 'cards', '6217 0037 0016 1071 325,6216 6102 4047 8867 914；6217003700161071325')
        .value,
    ).toBe('6217003700161071325\n6216610240478867914')
  })
  it('a blank, a dash and null are nothing', () => {
    for (const text of ['', ' ', '-', '-------------------', '\\N', 'NULL', '/'])
      expect(cell('transfer', 'counterName', text).value, text).toBeNull()
  })
  it('percent signs do not change a share', () => {
    expect(cell('agentAccount', 'share', '15%').value).toBe(1500)
    expect(cell('agentAccount', 'share', '15', 'number').value).toBe(1500)
  })
})

describe('rows', () => {
  it('a clock and a date become one time', () => {
    expect(
      row(
        'transfer',
        { 记账日期: '2025-08-22', 记账时间: '17:57:17', 金额: '-71.89', 余额: '3,240.28' },
        { signed: true },
      ).values,
    ).toMatchObject({ time: '2025-08-22 17:57:17', amount: 7189, direction: 'out', balance: 324_028 })
    expect(row('transfer', { 交易日期: '20230101', 交易时间: '093000', 交易金额: '1' }).values['time']).toBe(
      '2023-01-01 09:30:00',
    )
    expect(
      row('transfer', { 交易日期: '2025/12/03  14:06:51', 存入金额: '', 取出金额: '3.88' }).values,
    ).toMatchObject({ time: '2025-12-03 14:06:51', amount: 388, direction: 'out' })
  })
  it('a positive amount came in only when the sheet shows signs', () => {
    const cells = { 交易日期: '2025-08-22', 金额: '50.00' }
    expect(row('transfer', cells, { signed: true }).values).toMatchObject({ amount: 5000, direction: 'in' })
    expect(row('transfer', cells, { signed: false }).values).toMatchObject({
      amount: 5000,
      direction: 'unknown',
    })
    expect(row('transfer', cells, { signed: false }).issues).toContainEqual({
      field: 'direction',
      code: 'unknown-direction',
      severity: 'warn',
    })
  })
  it('of two amount columns the filled one tells the direction; both filled tell nothing', () => {
    expect(
      row('transfer', { 交易日期: '2023-04-22', '记账金额(收入)': '1,234.56', '记账金额(支出)': '' }).values,
    ).toMatchObject({ amount: 123_456, direction: 'in' })
    expect(
      row('transfer', {
        交易日期: '2023-04-22',
        '记账金额(收入)': '0.00',
        '记账金额(支出)': '13.40',
        '交易金额(收入)': '-',
      }).values,
    ).toMatchObject({ amount: 1340, direction: 'out' })
    const both = row('transfer', { 交易日期: '2023-04-22', 贷方发生额: '1', 借方发生额: '2' })
    expect(both.values['amount'] ?? null).toBeNull()
    expect(both.values['direction']).toBe('unknown')
    expect(both.issues).toContainEqual({ field: 'amount', code: 'required-empty', severity: 'reject' })
  })
  it('payer and payee become own and counter, seen from the subject when the row says how', () => {
    const cells = {
      交易时间: '2023-04-22 10:00:00',
      原币金额: '1',
      付款方账号: '6217008375367000751',
      收款方账号: '6226225767248547557',
    }
    expect(row('transfer', cells).values).toMatchObject({
      ownAccount: '6217008375367000751',
      counterAccount: '6226225767248547557',
      direction: 'out',
    })
    expect(row('transfer', { ...cells, 收付标志: '进' }).values).toMatchObject({
      ownAccount: '6226225767248547557',
      counterAccount: '6217008375367000751',
      direction: 'in',
    })
  })
  it('a number and a name in one cell are taken apart', () => {
    expect(
      row('transfer', {
        交易时间: '2023-04-22',
        金额: '1',
        用户信息: '2088123456789012(张三)',
        交易对方信息: '(中国银行)6217008375367000751',
      }).values,
    ).toMatchObject({
      ownPayment: '2088123456789012',
      ownName: '张三',
      counterPayment: '6217008375367000751',
    })
  })
  it('an order’s net is payment minus refund, its work the start of the title', () => {
    expect(
      row('saleOrder', {
        订单编号: '="1"',
        宝贝标题: '第七夜灯 盒装剧本杀 情感还原 8人本',
        买家实际支付金额: '117.88',
        退款金额: '35.36',
      }).values,
    ).toMatchObject({ net: 8252, title: '第七夜灯' })
    expect(
      row('saleOrder', { 订单编号: '1', 宝贝标题: 'x', 买家实际支付金额: '117.88', 退款金额: '无退款申请' })
        .values['net'],
    ).toBe(11_788)
  })
  it('a ledger with two quantity columns knows in from out', () => {
    expect(
      row('stockMove', { 日期: '2022-01-01', 品名: '云梦泽', 入库数量: '5', 出库数量: '' }).values,
    ).toMatchObject({ quantity: 5, direction: 'in' })
    expect(
      row('stockMove', { 日期: '2022-01-01', 品名: '云梦泽', 入库数量: '', 出库数量: '3' }).values,
    ).toMatchObject({ quantity: 3, direction: 'out' })
  })
  it('a seizure list without a name of its own is told apart by its address', () => {
    expect(
      row('seizure', { 物品名称: '盗版剧本杀《云梦泽》', 数量: '1', 扣押地点: '科技路1号' }).values,
    ).toMatchObject({ site: '科技路1号', title: '云梦泽' })
    expect(
      row('seizure', { 物品名称: '账本', 数量: '1', 扣押地点: '科技路1号', 场所: '仓库1号' }).values,
    ).toMatchObject({ site: '仓库1号' })
  })
  it('a row without what its kind needs is rejected, beside one that has it', () => {
    expect(
      row('betSlip', { 注单号: 'BT1', 会员账号: 'm1', '有效投注(点)': '0' }).issues.filter(
        ({ severity }) => severity === 'reject',
      ),
    ).toEqual([])
    expect(row('betSlip', { 注单号: 'BT1', 会员账号: 'm1', '有效投注(点)': '' }).issues).toContainEqual({
      field: 'stake',
      code: 'required-empty',
      severity: 'reject',
    })
    expect(row('betSlip', { 会员账号: 'm1', '有效投注(点)': '1' }).issues).toContainEqual({
      field: 'number',
      code: 'required-empty',
      severity: 'reject',
    })
  })
})

const inRow = (kind: RecordKind, values: Readonly<Record<string, string | number | null>>) =>
  rolesOf(kind, values, { sheet: 's', row: 7 })

describe('entities of a row', () => {
  it('a person is who the ID number says; a name alone is only a name', () => {
    const person = kindOf('personRegister')
    expect(
      inRow(person, {
        name: '崔雪',
        idNumber: '610113197109171114',
        superior: '罗志华',
        cards: '6217008375367000751\n6222021234567890128',
      }),
    ).toEqual([
      { role: 'person', entityKind: 'person', key: 'id:610113197109171114', label: '崔雪', nameOnly: false },
      { role: 'superior', entityKind: 'person', key: 'mention:罗志华‖s', label: '罗志华', nameOnly: true },
      {
        role: 'card',
        entityKind: 'bankAccount',
        key: 'account:6217008375367000751',
        label: '6217008375367000751',
        nameOnly: false,
      },
      {
        role: 'card',
        entityKind: 'bankAccount',
        key: 'account:6222021234567890128',
        label: '6222021234567890128',
        nameOnly: false,
      },
    ])
    expect(inRow(person, { name: '崔雪', idNumber: null })).toEqual([
      { role: 'person', entityKind: 'person', key: 'row:崔雪‖s.7', label: '崔雪', nameOnly: true },
    ])
  })
  it('an ID number names a person, a credit code an organisation', () => {
    const transfer = kindOf('transfer')
    const rolesFor = (ownIdNumber: string) =>
      inRow(transfer, { ownCard: '6217008375367000751', ownName: '甲', ownIdNumber }).map(({ role }) => role)
    expect(rolesFor('310112197807277031')).toEqual(['own', 'holder'])
    expect(rolesFor('91350100M000100Y43')).toEqual(['own', 'holderOrganisation'])
    expect(rolesFor('E12380647')).toEqual(['own', 'holder'])
  })
  it('a card and an account number of the same digits are one account in every table', () => {
    const key = (kind: string, values: Readonly<Record<string, string>>, role: string) =>
      inRow(kindOf(kind), values).find((found) => found.role === role)?.key
    const keys = [
      key('transfer', { ownAccount: '6217008375367000751' }, 'own'),
      key('transfer', { counterAccount: '6217008375367000751' }, 'counter'),
      key('personRegister', { cards: '6217008375367000751' }, 'card'),
      key('deposit', { payeeAccount: '6217008375367000751' }, 'payee'),
      key('memberAccount', { card: '6217008375367000751' }, 'card'),
    ]
    expect(new Set(keys)).toEqual(new Set(['account:6217008375367000751']))
  })
  it('a party of a stock move is a shop, a place, a company or a person by its name', () => {
    const role = (party: string) => inRow(kindOf('stockMove'), { party }).map((found) => found.entityKind)
    expect(role('推理馆桌游专营店')).toEqual(['shop'])
    expect(role('线下门店3号')).toEqual(['place'])
    expect(role('印刷厂2号')).toEqual(['place'])
    expect(role('北京探案文化传播有限公司')).toEqual(['organisation'])
    expect(role('罗志华')).toEqual(['person'])
  })
  it('an e-mail in an account column is a wallet’s login, not a bank account', () => {
    const role = (counterAccount: string) =>
      inRow(kindOf('transfer'), { counterAccount }).map((found) => `${found.entityKind} ${found.key}`)
    expect(role('a@b.com')).toEqual(['paymentAccount payment:a@b.com'])
    expect(role('6217008375367000751')).toEqual(['bankAccount account:6217008375367000751'])
  })
})
