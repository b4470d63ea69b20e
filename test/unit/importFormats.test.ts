/**
 * The 45 published layouts, one by one: for each a small file with its headers in their order, one with a column for each of its fields, and one for
 * every other spelling of every header. What has no field, or another one than the first spelling, is listed here on purpose.
 */
import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import {
  recogniseSheet,
  type Recognition,
  type SheetAbout,
} from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
// Collected from public importers and sample files; not written by us.
import formats from '../fixtures/import/formatFields.json'

const about: SheetAbout = {
  index: 0,
  name: 'Sheet1',
  hidden: false,
  named: true,
  fileName: 'a.xlsx',
  path: '',
  complete: true,
  date1904: false,
}
const rowsOf = (lines: readonly (readonly string[])[]): readonly RawRow[] =>
  lines.map((cells, index) => ({ row: index + 1, cells, marks: null }))

/** A value of the type that the layout says the column has. */
function sample(type: string, header: string, row: number): string {
  // What the list of layouts types as text or number, though its values have a shape of their own.
  if (/MAC/i.test(header)) return `00:11:22:33:44:5${row}`
  if (/IM[SE]I/.test(header)) return `46000123456789${row}`
  if (/代币地址/.test(header)) return `0xdac17f958d2ee523a2206206994597c13d831ec${row}`
  switch (type) {
    case 'datetime':
      return `2022-01-0${row} 10:11:12`
    case 'date':
      return `2022-01-0${row}`
    case 'time':
      return '101112'
    case 'money':
    case 'money_fen':
      return `12${row}0`
    case 'int':
    case 'quantity':
    case 'number':
      return String(row)
    case 'percent':
      return `${row}0%`
    case 'ip':
      return `1.2.3.${row}`
    case 'mac':
      return `00:11:22:33:44:5${row}`
    case 'idcard':
      return '11010519491231002X'
    case 'phone':
      return `1381234567${row}`
    case 'duration':
      return `${row}分1秒`
    case 'id':
      return /卡|账|帐/.test(header) ? `622202123456789012${row}` : `A10000${row}`
    case 'enum':
      return /借贷|收付|方向/.test(header) ? (['进', '出'][row % 2] ?? '') : '某'
    default:
      return /域名|网址/.test(header) ? `a${row}.com` : `某某${row}`
  }
}
const untyped = (header: string): string =>
  /时间|日期/.test(header)
    ? 'datetime'
    : /额|价|费|余/.test(header)
      ? 'money'
      : /数量|次数/.test(header)
        ? 'int'
        : 'text'
type Format = (typeof formats)['bank_tx_ga']
function recognise(format: Format, header: readonly string[]): Recognition {
  const typeOf = (name: string): string =>
    format.fields.find(({ headers }) => headers.includes(name))?.type ?? untyped(name)
  return recogniseSheet(
    rowsOf([header, ...[1, 2, 3].map((row) => header.map((name) => sample(typeOf(name), name, row)))]),
    about,
    recordKinds,
  )
}
const all = Object.entries(formats as Readonly<Record<string, Format>>)
const kindOf = (format: string): string | undefined =>
  recordKinds.find((kind) => kind.formats.some(({ id }) => id === format))?.id
/** `A|B?` of an order: the first spelling. */
const spelled = (entry: string): string =>
  (entry.split('|')[0] ?? '').replace(/\?$/, '').replace(/\(2\)$/, '')

/** Columns that the record keeps only as text of the original row: nothing is counted, joined or looked up by them. */
const withoutField: Readonly<Record<string, string>> = {
  bank_account_info:
    '开户省份 开户城市 客户代码 邮政编码 地税纳税号 代办人证件类型 法人代表证件类型 国税纳税号',
  bank_customer: '代办人证件类型 国税纳税号 地税纳税号 法人代表证件类型',
  bank_enforcement: '查控主体类别',
  cdr_platform: '序号',
  cdr_carrier: '(用户归属)',
  crypto_transfer: '发送方ENS 接收方ENS',
  order_taobao:
    '买家支付积分 返点积分 买家实际支付积分 发票抬头 是否手机订单 分阶段订单信息 特权订金订单id 定金排名 异常信息 天猫卡券抵扣 集分宝抵扣 是否是O2O交易',
  order_pdd: '多多支付立减金额(元)',
}
/** Spellings that mean a neighbour of the first one's field, in the order of the layouts' lists; `null`: another column has the field already. */
const otherField: Readonly<Record<string, string>> = {
  bank_tx_ga:
    '记账日期 date, 账务日期 date, 交易日期 date, 附言 postscript, 交易附言 postscript, 交易名称 tradeName, 状态 status',
  bank_tx_userside:
    '记账金额(收入) amountIn, 存入金额 amountIn, 存入 amountIn, 记账金额(支出) amountOut, 取出金额 amountOut, 支出 amountOut, 交易名称 tradeName, 附言 postscript, 交易附言 postscript, 交易场所 branch, 交易地点 place, 网点名称 branch, 结算币种 bookedCurrency',
  bank_account_info: '住宅地址 homeAddress, 单位地址 workAddress',
  bank_enforcement: '冻结措施类型名称 freezeName',
  bank_task: '账卡号 card, 反馈明细结果 detailResult, 反馈非明细结果 otherResult, 查询结果 queryResult',
  tenpay_trades: '商户名称 merchant, 交易说明 null',
  wechat_user_bill: '交易方式 null',
  cdr_platform: '本机基站ID station, 短信发送接收时间 messageTime',
  cdr_carrier: '主叫号码 caller, 被叫号码 callee, 本方地址 cellName, 基站ID station',
  gamble_member: '会员组 group, 等级ID levelNumber, VIP等级 vip',
  gamble_bet: '下注时间美东 easternTime, 联赛 league, 联赛名称 league, 主队名称 home, 客队名称 away',
  gamble_deposit:
    '订单号 number, 充值流水号 number, 支付类型名称 payType, 金额 amount, 操作金额 amount, 审核时间 reviewedAt, 操作时间 null, 审核人 reviewer, 审核备注 verdict',
  gamble_withdraw: '订单号 number, 金额 amount, 审核时间 reviewedAt, 审核人 reviewer',
  order_taobao: '修改后的收货地址 changedAddress',
  order_pdd: '商家编码-商品维度 itemCode',
  order_weidian: '订单总额 orderAmount, 订单金额 orderAmount, 买家备注 message',
  waybill: '寄件手机 senderPhone, 寄件人手机 senderPhone, 收件手机 receiverPhone, 收件人手机 receiverPhone',
  stock_ledger: '型号 model',
}
/** Layouts whose columns are those of another one, which names the sheet. */
const namedByAnother: Readonly<Record<string, string>> = {
  evidence_list: 'seizure_list',
  suspect_info: 'person_register',
}

test('all 45 layouts have a kind', () => {
  expect(all.length).toBe(45)
  expect(all.filter(([id]) => kindOf(id) === undefined)).toEqual([])
})

describe('headers in the order of the layout', () => {
  // The subscribers' own lists are told as two lists in one, the users' bank statements have no order of their own.
  test.each(all.filter(([, { order }]) => order.length > 2 && !order.some((entry) => entry.includes(','))))(
    '%s',
    (id, format) => {
      const found = recognise(format, format.order.filter((entry) => entry !== '…').map(spelled))
      expect([found.kind, found.skip, found.format]).toEqual([kindOf(id), null, namedByAnother[id] ?? id])
      expect(
        found.columns
          .filter(({ field }) => field === null)
          .map(({ header }) => header)
          .join(' '),
      ).toBe(withoutField[id] ?? '')
      expect(found.confidence).toBeGreaterThanOrEqual(0.8)
    },
  )
  test.each(formats.cdr_user.order.map((entry) => entry.replace(/^\w+: /, '').split(',')))(
    'cdr_user: %s',
    (...header) => {
      expect(recognise(formats.cdr_user, header)).toMatchObject({ kind: 'call', skip: null })
    },
  )
})

describe('every spelling of every header', () => {
  test.each(all)('%s', (id, format) => {
    const first = format.fields.map(({ headers }) => headers[0] ?? '')
    const base = recognise(format, first)
    expect([base.kind, base.skip]).toEqual([kindOf(id), null])
    const moved = new Set<string>()
    format.fields.forEach(({ headers }, column) => {
      for (const spelling of headers.slice(1)) {
        const found = recognise(
          format,
          first.map((name, at) => (at === column ? spelling : name)),
        )
        const field = found.columns.find((entry) => entry.column === column)?.field
        if (field !== base.columns[column]?.field) moved.add(`${spelling} ${String(field)}`)
        expect(found.kind, spelling).toBe(kindOf(id))
      }
    })
    expect([...moved].join(', ')).toBe(otherField[id] ?? '')
  })
})
