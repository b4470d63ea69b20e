/** Copies and amounts along the chain of a pirated product: printed, stored, sold online, sold wholesale, seized unsold. */
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { countValue, moneyValue, type FigureValue } from '../../../shared/model/figureValue.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import {
  aggregate,
  counted,
  hasMaterial,
  missingValues,
  ofMinor,
  ofWhole,
  rowsOf,
  rowsWithin,
  summed,
  told,
  untold,
  type Figure,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'

const prints = rowsOf('printOrder')
const orders = rowsOf('saleOrder')
const soldStatus = `r."status" IN ('success', 'shipped')`
const sold = rowsOf('saleOrder', soldStatus)
const soldCopies = rowsOf('saleOrder', `${soldStatus} AND r."net" > 0`)
const unsold = rowsOf('seizure', `r."unit" = '盒' AND r."title" IS NOT NULL`)
const wholesale = rowsOf('stockMove', `r."direction" = 'out' AND r."amount" > 0`)

const stockedIn = rowsOf('stockMove', `r."direction" = 'in'`)
const stockedOut = rowsOf('stockMove', `r."direction" = 'out'`)

/**
 * Whether two exports show one line of an order at different stages (shipped and later done, closed or refunded): which of them stands
 * cannot be told from the rows, and a sum would count the line twice. Stages before shipping sold nothing and contradict nothing.
 */
function ordersConflict(db: Db): boolean {
  const sheets =
    db.prepare<[], number>(`SELECT COUNT(*) FROM sheets WHERE kind = 'saleOrder'`).pluck().get() ?? 0
  return (
    sheets > 1 &&
    db
      .prepare(
        `SELECT 1 FROM ${recordTable('saleOrder')} r WHERE r.duplicate_of IS NULL AND r."status" IN ('success', 'shipped', 'closed')
    GROUP BY r."number", r."item", r."sku", r."quantity" HAVING COUNT(DISTINCT r.sheet_id) > 1 AND SUM(${soldStatus}) > 0 LIMIT 1`,
      )
      .get() !== undefined
  )
}
function onlineSum(
  scope: MeasureScope,
  field: string,
  as: (sum: bigint) => FigureValue,
): MeasureDefinition['figure'] {
  const sum = summed(scope, field, as)
  return (db, within) => (ordersConflict(db) ? untold('conflicting-rows') : sum(db, within))
}

/** An exact fraction of 分. */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}
type NoValue = 'no-material' | 'conflicting-rows' | 'no-price'
/** Seized copies of each title × what a copy of it really sold for online on average; not rounded before the end. */
function unsoldValue(db: Db, within: Subject): Fraction | NoValue {
  if (!hasMaterial(db, 'seizure') || !hasMaterial(db, 'saleOrder')) return 'no-material'
  if (ordersConflict(db)) return 'conflicting-rows'
  const [seized, priced] = [rowsWithin(db, unsold, within), rowsWithin(db, soldCopies, within)]
  const titles = db
    .prepare<[object]>(
      `SELECT u.copies AS copies, s.copies AS sold, s.amount AS amount
    FROM (SELECT r."title" AS title, SUM(r."quantity") AS copies FROM ${recordTable('seizure')} r WHERE ${seized.where} GROUP BY 1) u
    LEFT JOIN (SELECT r."title" AS title, SUM(r."quantity") AS copies, SUM(r."net") AS amount FROM ${recordTable('saleOrder')} r WHERE ${priced.where} GROUP BY 1) s USING (title)`,
    )
    .safeIntegers(true)
    .all({ ...seized.params, ...priced.params }) as readonly {
    readonly copies: bigint | null
    readonly sold: bigint | null
    readonly amount: bigint | null
  }[]
  let sum: Fraction = { over: 0n, under: 1n }
  for (const { copies, sold, amount } of titles) {
    if (copies === null || copies === 0n) continue
    // A title that was never sold online has no average price; the next steps of the rule (marked price, market price) are a person's to choose.
    if (sold === null || sold === 0n || amount === null) return 'no-price'
    sum = { over: sum.over * sold + copies * amount * sum.under, under: sum.under * sold }
  }
  return sum
}
/** The values that the worth of unsold goods is made of. */
const unsoldParts = (db: Db, within: Subject) => [
  { scope: rowsWithin(db, unsold, within), value: 'r."quantity"' },
  { scope: rowsWithin(db, soldCopies, within), value: 'r."quantity"' },
]
function unsoldAmount(db: Db, within: Subject): Figure {
  const value = unsoldValue(db, within)
  return typeof value === 'string'
    ? untold(value)
    : told(moneyValue(dividedHalfUp(value.over, value.under)), [missingValues(db, unsoldParts(db, within))])
}
function businessAmount(db: Db, within: Subject): Figure {
  const value = unsoldValue(db, within)
  if (typeof value === 'string') return untold(value)
  const soldFor =
    (aggregate(db, rowsWithin(db, sold, within), 'SUM(r."net")') ?? 0n) +
    (aggregate(db, rowsWithin(db, wholesale, within), 'SUM(r."amount")') ?? 0n)
  const parts = [...unsoldParts(db, within), { scope: rowsWithin(db, sold, within), value: 'r."net"' }]
  return told(moneyValue(soldFor + dividedHalfUp(value.over, value.under)), [missingValues(db, parts)])
}
function businessCopies(db: Db, within: Subject): Figure {
  if (!['seizure', 'saleOrder', 'stockMove'].some((kind) => hasMaterial(db, kind)))
    return untold('no-material')
  if (ordersConflict(db)) return untold('conflicting-rows')
  const scopes = [soldCopies, wholesale, unsold].map((scope) => rowsWithin(db, scope, within))
  const copies = scopes.reduce(
    (total, scope) => total + (aggregate(db, scope, 'SUM(r."quantity")') ?? 0n),
    0n,
  )
  return told(countValue(copies), [
    missingValues(
      db,
      scopes.map((scope) => ({ scope, value: 'r."quantity"' })),
    ),
  ])
}

export const goodsMeasures: readonly MeasureDefinition[] = [
  {
    id: 'printing.copies',
    nameZh: '印刷数量',
    nameEn: 'Copies printed',
    headline: { place: 150 },
    unit: 'copy',
    scopes: [prints],
    adds: 'copies',
    figure: summed(prints, 'copies', ofWhole),
    rule: {
      zh: '印刷订单台账中各订单印数之和;合计行不计,重复行只计一次。',
      en: 'Sum of the copies of all print orders; totals are no orders, a repeated row counts once.',
    },
  },
  {
    id: 'printing.amount',
    nameZh: '印刷金额',
    nameEn: 'Printing amount',
    unit: 'yuan',
    scopes: [prints],
    adds: 'amount',
    figure: summed(prints, 'amount', ofMinor),
    rule: { zh: '印刷订单台账中各订单金额之和。', en: 'Sum of the amounts of all print orders.' },
  },
  {
    id: 'stock.copies_in',
    nameZh: '入库数量',
    nameEn: 'Copies taken in',
    unit: 'copy',
    scopes: [stockedIn],
    adds: 'quantity',
    figure: summed(stockedIn, 'quantity', ofWhole),
    rule: {
      zh: '出入库台账中入库数量之和;重复行只计一次。',
      en: 'Copies taken into stock; a repeated row counts once.',
    },
  },
  {
    id: 'stock.copies_out',
    nameZh: '出库数量',
    nameEn: 'Copies taken out',
    unit: 'copy',
    scopes: [stockedOut],
    adds: 'quantity',
    figure: summed(stockedOut, 'quantity', ofWhole),
    rule: {
      zh: '出入库台账中出库数量之和(对外批发与发往网店的调拨都计);重复行只计一次。',
      en: 'Copies taken out of stock, sold wholesale or moved to the own shops; a repeated row counts once.',
    },
  },
  {
    id: 'online.orders',
    nameZh: '网店订单',
    nameEn: 'Shop orders',
    unit: 'order',
    scopes: [orders],
    figure: counted(orders, 'r."number"'),
    rule: {
      zh: '网店导出的订单数(全部状态),每个订单编号计一次。',
      en: 'Orders in the shop exports, whatever their status, each order number once.',
    },
  },
  {
    id: 'online.copies',
    nameZh: '网店销售数量',
    nameEn: 'Copies sold online',
    unit: 'copy',
    scopes: [soldCopies],
    adds: 'quantity',
    figure: onlineSum(soldCopies, 'quantity', ofWhole),
    rule: {
      zh: '状态为“交易成功”或“卖家已发货”、且实付减退款大于 0 的订单的宝贝数量之和;同一订单在两次导出中不一致时不计算。',
      en: 'Copies of orders that succeeded or were shipped and whose payment minus refund is above 0; no figure while two exports contradict each other on an order.',
    },
  },
  {
    id: 'online.amount',
    nameZh: '网店销售金额',
    nameEn: 'Online sales',
    headline: { place: 50, beside: ['online.copies', 'online.orders'] },
    unit: 'yuan',
    scopes: [sold],
    adds: 'paid',
    figure: onlineSum(sold, 'net', ofMinor),
    rule: {
      zh: '状态为“交易成功”或“卖家已发货”的订单,买家实际支付金额减退款金额之和;同一订单在两次导出中不一致时不计算。',
      en: 'Payment minus refund over orders that succeeded or were shipped; no figure while two exports contradict each other on an order.',
    },
  },
  {
    id: 'wholesale.copies',
    nameZh: '批发数量',
    nameEn: 'Copies sold wholesale',
    unit: 'copy',
    scopes: [wholesale],
    adds: 'quantity',
    figure: summed(wholesale, 'quantity', ofWhole),
    rule: {
      zh: '记有金额的出库(对外批发)数量之和;没有金额的出库(发往网店的调拨)不计。',
      en: 'Copies of outgoing stock moves that carry an amount; moves without an amount (to the own shops) are no sales.',
    },
  },
  {
    id: 'wholesale.amount',
    nameZh: '批发金额',
    nameEn: 'Wholesale amount',
    headline: { place: 160 },
    unit: 'yuan',
    scopes: [wholesale],
    adds: 'amount',
    figure: summed(wholesale, 'amount', ofMinor),
    rule: {
      zh: '记有金额的出库(对外批发)金额之和。',
      en: 'Sum of the amounts of outgoing stock moves that carry one.',
    },
  },
  {
    id: 'business.unsold_amount',
    nameZh: '未售货值',
    nameEn: 'Value of unsold goods',
    unit: 'yuan',
    scopes: [unsold],
    figure: unsoldAmount,
    rule: {
      zh: '扣押的盒装作品(未售)按同名作品网店实际销售平均价计算:各作品扣押盒数 ×(实付减退款之和 ÷ 销售数量),最后四舍五入到分。',
      en: 'Seized boxes (unsold) at the average price really paid online for the same title: boxes × (payments minus refunds ÷ copies sold), rounded once at the end.',
    },
  },
  {
    id: 'business.amount',
    nameZh: '非法经营数额',
    nameEn: 'Illegal business amount',
    unit: 'yuan',
    scopes: [unsold, sold, wholesale],
    figure: businessAmount,
    rule: {
      zh: '网店销售金额 + 批发金额 + 未售货值;已售按实际销售价,未售按同名作品实际销售平均价。供参考,以办案单位与法制部门认定为准。',
      en: 'Online sales + wholesale + value of the unsold: sold goods at the price really paid, unsold ones at the average price of the title. For reference; the competent authorities decide.',
    },
  },
  {
    id: 'business.copies',
    nameZh: '涉案复制品数量',
    nameEn: 'Copies in the case',
    unit: 'copy',
    scopes: [unsold, soldCopies, wholesale],
    figure: businessCopies,
    rule: {
      zh: '网店销售数量 + 批发数量 + 扣押的盒装作品数量。',
      en: 'Copies sold online + sold wholesale + boxes of works seized.',
    },
  },
]
