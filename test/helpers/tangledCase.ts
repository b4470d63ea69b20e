/**
 * A case in which little is certain: statements exported twice, both sides of transfers, one number with two amounts, refunds and red entries, failed rows and codes nobody explained, dollars
 * beside yuan; slips, deposits, orders and stock in the same state. Every link of it is in some of this; no two lines are in all of it.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryEngine, type TemporaryEngine } from './engine.ts'

const file = (header: string, rows: readonly (string | null)[]): string =>
  `${[header, ...rows.filter((row) => row !== null)].join('\r\n')}\r\n`
const every = (count: number): readonly number[] => Array.from({ length: count }, (_, place) => place)
const two = (number: number): string => String(number).padStart(2, '0')

const accounts = [
  '6217000000000000007',
  '6217000000000000015',
  '6217000000000000023',
  '6222021234567890128',
  '6217000314159268803',
  '6228480011223344554',
  '6217000000000000031',
  '6217000000000000049',
]
/** Every account pays every other one, in this order. */
const pairs = accounts.flatMap((from) =>
  accounts.filter((to) => to !== from).map((to) => [from, to] as const),
)
const statementHeader =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,摘要说明,交易流水号,交易币种,交易结果'
const holder = (account: string): string => `户主${'甲乙丙丁戊己庚辛'[accounts.indexOf(account)]}`
interface Row {
  readonly own: string
  readonly other: string
  readonly at: string
  readonly amount: number
  readonly way: '进' | '出'
  readonly words?: string
  readonly serial: string
  readonly currency?: string
  readonly result?: string
}
const statementLine = ({ own, other, at, amount, way, words, serial, currency, result }: Row): string =>
  [
    own,
    holder(own),
    `2023-${at}`,
    amount.toFixed(2),
    way,
    other,
    holder(other),
    words ?? '转账',
    serial,
    currency ?? '人民币',
    result ?? '成功',
  ].join(',')

/** The rows of the n-th pair: as first exported, and as a later export has them again. */
function rowsOfPair(
  [own, other]: readonly [string, string],
  n: number,
): { readonly first: readonly Row[]; readonly again: readonly Row[] } {
  const day = `${two(1 + (n % 6))}-${two(1 + (n % 25))}`
  const later = `${two(1 + (n % 6))}-${two(2 + (n % 25))}`
  const amount = 1_000 + n * 37
  const serial = (letter: string): string => `${letter}20230${String(n).padStart(6, '0')}`
  const paid: Row = { own, other, at: `${day} 10:00:00`, amount, way: '出', serial: serial('A') }
  const more: Row = { ...paid, at: `${day} 11:00:00`, amount: 500 + n, serial: serial('B') }
  const third: Row = { ...paid, at: `${day} 12:00:00`, amount: 70 + n, serial: serial('C') }
  const received: Row = { ...paid, own: other, other: own, way: '进', serial: serial('R') }
  const when = (is: boolean, row: Row): readonly Row[] => (is ? [row] : [])
  return {
    first: [
      paid,
      more,
      third,
      // The payee's statement a second later, and hours later.
      ...when(n % 2 === 0, { ...received, at: `${day} 10:00:01` }),
      ...when(n % 4 === 1, { ...received, at: `${day} 17:30:00`, amount: more.amount }),
      ...when(n % 4 === 0, {
        ...received,
        own,
        other,
        at: `${later} 09:00:00`,
        amount: 100,
        words: '退款',
        serial: `${serial('B')}_1`,
      }),
      ...when(n % 4 === 2, { ...third, at: `${later} 09:00:00`, amount: -third.amount, words: '冲正' }),
      // A red entry that nothing is found for, and a refund of nothing.
      ...when(n % 9 === 4, {
        ...third,
        at: `${later} 08:00:00`,
        amount: -13,
        words: '红字',
        serial: serial('N'),
      }),
      ...when(n % 6 === 0, {
        ...received,
        own,
        other,
        at: `${later} 10:00:00`,
        amount: 9_999,
        words: '退款',
        serial: serial('O'),
      }),
      ...when(n % 5 === 0, { ...paid, at: `${day} 13:00:00`, amount: 31, serial: serial('U'), result: '7Q' }),
      ...when(n % 5 === 1, {
        ...paid,
        at: `${day} 14:00:00`,
        amount: 41,
        serial: serial('F'),
        result: '失败',
      }),
      ...when(n % 3 === 1, {
        ...paid,
        at: `${day} 15:00:00`,
        amount: 77,
        serial: serial('D'),
        currency: '美元',
      }),
      ...when(n % 8 === 3, {
        ...paid,
        at: `${day} 16:00:00`,
        amount: 55,
        serial: serial('X'),
        currency: '不明',
      }),
    ],
    again: [
      ...when(n % 2 === 0, paid),
      ...when(n % 3 !== 2, more),
      // The same serial with another amount, or in another state.
      ...when(n % 3 === 0, { ...third, amount: third.amount + 200 }),
      ...when(n % 7 === 2, { ...third, result: '失败' }),
    ],
  }
}

/** The files of the case by name, in the order in which they are imported. */
export function tangledFiles(): Readonly<Record<string, string>> {
  const rows = pairs.map(rowsOfPair)
  const slips = '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态'
  const slip = (n: number, valid: number, state: string): string =>
    `Z${1000 + n},hy${n % 9},dl${n % 3},2023-03-${two(1 + (n % 20))} 20:00:00,${valid},${valid},${state}`
  const orders =
    '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,退款金额,订单状态,订单创建时间,买家支付宝账号,卖家收款账号'
  const order = (n: number, paid: number, refund: number, state: string): string =>
    `T${2000 + n},店铺${n % 2},《雾港》${n % 3},${1 + (n % 4)},${paid},${refund},${state},2023-04-${two(1 + (n % 20))} 09:00:00,buyer${n % 5}@example.com,seller${n % 2}@example.com`
  const deposits = '充值订单号,会员账号,类型,充值金额,点数,付款卡号,收款卡号,充值时间,状态'
  const deposit = (n: number, amount: string, state: string): string =>
    `D${3000 + n},hy${n % 9},${n % 5 === 4 ? '提现' : '充值'},${amount},${100 + n},${accounts[n % 4]},${accounts[4 + (n % 3)]},2023-02-${two(1 + (n % 20))} 08:00:00,${state}`
  const ledger = '日期,类型,单号,仓库,品名,数量,单价,金额,往来单位,币种'
  const move = (n: number, way: string, many: number, currency = '人民币'): string =>
    `2023-05-${two(1 + n)},${way},C${4000 + n},${n % 2}号仓,《雾港》${n % 3},${many},5,${many * 5},书店${n % 3},${currency}`
  return {
    '流水一.csv': file(statementHeader, rows.flatMap(({ first }) => first).map(statementLine)),
    '流水二.csv': file(statementHeader, rows.flatMap(({ again }) => again).map(statementLine)),
    '注单一.csv': file(slips, [
      ...every(40).map((n) => slip(n, 10 + n, n % 6 === 5 ? '已作废' : '已结算')),
      slip(41, 3, '7Q'),
    ]),
    '注单二.csv': file(
      slips,
      every(20).map((n) => slip(n * 2, n % 3 === 0 ? 99 : 10 + n * 2, n % 5 === 4 ? '已作废' : '已结算')),
    ),
    '订单一.csv': file(
      orders,
      every(30).map((n) => order(n, 100 + n, n % 4 === 0 ? 40 : 0, n % 7 === 6 ? '交易关闭' : '交易成功')),
    ),
    '订单二.csv': file(
      orders,
      every(15).map((n) => order(n, n % 3 === 0 ? 300 : 100 + n, n % 4 === 0 ? 40 : 0, '交易成功')),
    ),
    '充值一.csv': file(
      deposits,
      every(40).map((n) =>
        deposit(
          n,
          n % 6 === 1 ? `USD ${50 + n}` : String(200 + n),
          n % 7 === 3 ? '失败' : n % 7 === 5 ? '7Q' : '成功',
        ),
      ),
    ),
    '充值二.csv': file(
      deposits,
      every(12).map((n) =>
        deposit(n, n % 4 === 0 ? '888' : n % 6 === 1 ? `USD ${50 + n}` : String(200 + n), '成功'),
      ),
    ),
    '出入库一.csv': file(
      ledger,
      every(20).map((n) =>
        move(
          n,
          n % 4 === 3 ? '退货入库' : '出库',
          n % 9 === 5 ? -4 : 10 + n,
          n % 8 === 6 ? '美元' : '人民币',
        ),
      ),
    ),
    '出入库二.csv': file(
      ledger,
      every(8).map((n) =>
        move(
          n,
          n % 4 === 3 ? '退货入库' : '出库',
          n % 3 === 0 ? 77 : 10 + n,
          n % 8 === 6 ? '美元' : '人民币',
        ),
      ),
    ),
  }
}
/** The case, imported. */
export async function tangledEngine(): Promise<TemporaryEngine> {
  const made = await temporaryEngine()
  for (const [name, text] of Object.entries(tangledFiles())) {
    const path = join(made.folder, name)
    writeFileSync(path, text)
    await made.engine.call('import.run', { fileId: made.engine.files.grant(path) })
  }
  return made
}
