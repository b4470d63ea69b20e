/** Copies and amounts along the chain of a pirated product: printed, stored, sold online, sold wholesale, seized unsold. */
import type { MeasureReason, MeasureRemark } from '../../../shared/contract/measures.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { numberSql } from '../../../shared/model/destroyedNumber.ts'
import { countValue, moneyValue, type FigureValue } from '../../../shared/model/figureValue.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import {
  aggregate,
  counted,
  hasMaterial,
  inYuan,
  missingValues,
  mixedUnits,
  ofMinor,
  ofWhole,
  otherCurrencies,
  remark,
  rowsOf,
  rowsWithin,
  summed,
  told,
  unreadCells,
  untold,
  type Figure,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'
import { repeatedTotals } from '../records/repeatedTotals.ts'
import type { Worth } from './goodsBounds.ts'
import { copiesBetween, type OpenRange, worthBetween } from './goodsChoices.ts'
import { converted } from './conversions.ts'
import { copiesOfOrder, copiesUntold, refundRemarks } from './orderRefunds.ts'
import {
  stockSales,
  totalOf,
  wholesale,
  wholesaleCopies,
  wholesaleWithin,
  type StockSale,
} from './stockSales.ts'
import {
  seizedBeside,
  soldAndSeized,
  soldCopies,
  soldStatus,
  soldToPlacesOfCase,
  unsold,
  unsoldRemarks,
  unsoldWithin,
  type UnsoldValue,
} from './unsoldGoods.ts'

const prints = rowsOf('printOrder')
const orders = rowsOf('saleOrder')
const sold = rowsOf('saleOrder', soldStatus)

const stockedIn = rowsOf('stockMove', `r."direction" = 'in'`)
const stockedOut = rowsOf('stockMove', `r."direction" = 'out'`)

function onlineSum(
  scope: MeasureScope,
  field: string,
  as: (sum: bigint) => FigureValue,
): MeasureDefinition['figure'] {
  const sum = summed(scope, field, as)
  return (db, within) => {
    const { value, why } = sum(db, within)
    const orders = rowsWithin(db, sold, within)
    const more =
      field === 'net'
        ? [perhapsTotals(db, within, value), ...refundRemarks(db, orders)]
        : [value === null ? null : copiesUntold(db, orders)]
    const own =
      field === 'net' || value === null ? why : why.filter(({ reason }) => reason !== 'rows-without-value')
    return { value, why: [...own, ...more.filter((entry) => entry !== null)] }
  }
}

/** Quantities of a ledger, with the units that are no copies. */
function stocked(scope: MeasureScope): MeasureDefinition['figure'] {
  const sum = summed(scope, 'quantity', ofWhole)
  return (db, within) => {
    const { value, why } = sum(db, within)
    const units = value === null ? null : mixedUnits(db, rowsWithin(db, scope, within))
    return { value, why: units === null ? why : [...why, units] }
  }
}

/** What is said of the whole case only. */
const saidOfWhole = (
  within: Subject,
  said: () => readonly (MeasureRemark | null)[],
): readonly (MeasureRemark | null)[] => (within.kind === 'case' ? said() : [])
const yuan = (amount: bigint) => ({ value: moneyValue(amount), unit: 'yuan' as const })
const pieces = (copies: bigint) => ({ value: countValue(copies), unit: 'copy' as const })

/** Lines of orders that may repeat the order's total, and the figure without them. */
function perhapsTotals(db: Db, within: Subject, figure: FigureValue | null): MeasureRemark | null {
  const ids = repeatedTotals(db).map(({ recordId }) => recordId)
  if (ids.length === 0) return null
  const { where, params } = rowsWithin(db, sold, within)
  const lines = db
    .prepare<[object], [order: string, net: bigint]>(
      `SELECT r."number", COALESCE(${inYuan('saleOrder', 'net')}, 0) FROM ${recordTable('saleOrder')} r WHERE r.record_id IN (SELECT value FROM json_each(@totals)) AND (${where}) ORDER BY r.record_id`,
    )
    .safeIntegers(true)
    .raw()
    .all({ ...params, totals: JSON.stringify(ids) })
  if (lines.length === 0) return null
  const sum = lines.reduce((all, [, net]) => all + net, 0n)
  return remark('perhaps-totals', {
    count: lines.length,
    figures: [yuan(sum), ...(figure !== null && 'minor' in figure ? [yuan(BigInt(figure.minor) - sum)] : [])],
    names: [...new Set(lines.map(([order]) => order))],
  })
}
/** What is to be said beside wholesale: what was taken off, what is no sale, what went to places of the case, what cannot be told. */
function wholesaleRemarks(db: Db): readonly (MeasureRemark | null)[] {
  const sales = stockSales(db)
  const said = (reason: MeasureReason, ...uses: readonly StockSale['use'][]): MeasureRemark | null => {
    const some = sales.filter(({ use }) => uses.includes(use))
    if (some.length === 0) return null
    const { copies, amount } = totalOf(some)
    const size = (value: bigint): bigint => (value < 0n ? -value : value)
    const names = [...new Set(some.flatMap(({ party }) => party ?? []))]
    return remark(reason, { count: some.length, figures: [pieces(size(copies)), yuan(size(amount))], names })
  }
  const within = soldToPlacesOfCase(db)
  return [
    said('perhaps-returned', 'perhapsReturned'),
    said('taken-back', 'red', 'returned'),
    said('moved-within', 'own'),
    within.places.length === 0
      ? null
      : remark('to-places-of-case', {
          figures: [pieces(within.copies), yuan(within.amount)],
          names: within.places,
        }),
  ]
}
function wholesaleFigure(of: 'copies' | 'amount'): MeasureDefinition['figure'] {
  return (db, within) => {
    if (!hasMaterial(db, 'stockMove')) return untold('no-material')
    const rows = rowsWithin(db, wholesale, within)
    const total = totalOf(wholesaleWithin(db, within))
    return told(of === 'copies' ? countValue(total.copies) : moneyValue(total.amount), [
      of === 'copies'
        ? missingValues(db, [{ scope: rows, value: 'r."quantity"' }])
        : otherCurrencies(db, [{ scope: rows, field: 'amount' }]),
      of === 'copies' ? mixedUnits(db, rows) : null,
      unreadCells(db, rowsWithin(db, stockedOut, within), 'amount'),
      ...saidOfWhole(within, () => wholesaleRemarks(db)),
    ])
  }
}

/** The value of the unsold at one of the averages. */
function unsoldFigure(by: 'online' | 'all'): MeasureDefinition['figure'] {
  return (db, within) => {
    const value = unsoldWithin(db, within)
    if (value === null) return untold(remark('no-material', { kinds: ['seizure'] }))
    const amount = value[by]
    if (amount === null) return untold(withoutPrice(value))
    return told(moneyValue(amount), [
      missingValues(db, [{ scope: rowsWithin(db, soldCopies, within), value: 'r."quantity"' }]),
      ...saidOfWhole(within, () => unsoldRemarks(db, value)),
      by === 'online' && value.differs && value.all !== null
        ? remark('average-of-all', { figures: [yuan(value.all)] })
        : null,
      foreignSales(db, within),
      // The average of the sales hangs on them; by how much is another sum.
      perhapsTotals(db, within, null),
      ...refundRemarks(db, rowsWithin(db, sold, within)),
      ...saidOfWhole(within, () => [doubled(db, 'unsold'), converted(db, unsold)]),
    ])
  }
}
const withoutPrice = ({ withoutPrice: { titles, copies } }: UnsoldValue): MeasureRemark =>
  remark('no-price', { count: titles.length, figures: [pieces(copies)], names: titles })
/** Copies that were sold to a place of the case and seized there again. */
function doubled(db: Db, where: 'unsold' | 'amount' | 'copies'): MeasureRemark | null {
  const { copies, amount, places } = soldAndSeized(db)
  if (copies === 0n) return null
  return remark('sold-and-seized', {
    figures: where === 'copies' ? [pieces(copies)] : [pieces(copies), yuan(amount)],
    names: places,
  })
}
const parts = ['saleOrder', 'stockMove', 'seizure'] as const
/** Parts of the figure for which nothing was imported. */
function missingParts(db: Db): MeasureRemark | null {
  const kinds = parts.filter((kind) => !hasMaterial(db, kind))
  return kinds.length === 0 ? null : remark('part-without-material', { kinds })
}
/** What was sold online or wholesale for other money than yuan. */
const foreignSales = (db: Db, within: Subject): MeasureRemark | null =>
  otherCurrencies(db, [
    { scope: rowsWithin(db, sold, within), field: 'net' },
    { scope: rowsWithin(db, wholesale, within), field: 'amount' },
  ])
function businessAmount(db: Db, within: Subject): Figure {
  if (parts.every((kind) => !hasMaterial(db, kind))) return untold('no-material')
  const value = unsoldWithin(db, within)
  if (value?.online === null) return untold(withoutPrice(value))
  const online = aggregate(db, rowsWithin(db, sold, within), { sum: inYuan('saleOrder', 'net') }) ?? 0n
  const soldFor = online + totalOf(wholesaleWithin(db, within)).amount
  return told(moneyValue(soldFor + (value?.online ?? 0n)), [
    missingParts(db),
    missingValues(db, [
      { scope: rowsWithin(db, soldCopies, within), value: 'r."quantity"' },
      { scope: rowsWithin(db, sold, within), value: 'r."net"' },
    ]),
    foreignSales(db, within),
    unreadCells(db, rowsWithin(db, stockedOut, within), 'amount'),
    perhapsTotals(db, within, null),
    ...refundRemarks(db, rowsWithin(db, sold, within)),
    ...saidOfWhole(within, () => [
      ...(value === null ? [] : unsoldRemarks(db, value)),
      ...wholesaleRemarks(db),
    ]),
    value?.differs === true && value.all !== null
      ? remark('average-of-all', { figures: [yuan(soldFor + value.all)] })
      : null,
    ...saidOfWhole(within, () => [doubled(db, 'amount'), converted(db, unsold)]),
  ])
}
function businessCopies(db: Db, within: Subject): Figure {
  if (parts.every((kind) => !hasMaterial(db, kind))) return untold('no-material')
  const online = aggregate(db, rowsWithin(db, soldCopies, within), { sum: 'r."quantity"' }) ?? 0n
  const seized = unsoldWithin(db, within)?.copies ?? 0n
  return told(countValue(online + totalOf(wholesaleWithin(db, within)).copies + seized), [
    missingParts(db),
    missingValues(db, [
      { scope: rowsWithin(db, sold, within), value: copiesOfOrder },
      ...[wholesale, unsold].map((scope) => ({
        scope: rowsWithin(db, scope, within),
        value: 'r."quantity"',
      })),
    ]),
    mixedUnits(db, rowsWithin(db, wholesale, within)),
    ...saidOfWhole(within, () => [
      ...seizedBeside(db).filter((entry) => entry?.reason !== 'rows-without-value'),
      ...wholesaleRemarks(db),
      doubled(db, 'copies'),
      converted(db, unsold),
    ]),
  ])
}

type Bounds = NonNullable<MeasureDefinition['bounds']>
const worthBounds =
  (worth: Worth): Bounds =>
  (db) =>
    boundsOf(worthBetween(db, worth), ofMinor)
function boundsOf(range: OpenRange | null, as: (value: bigint) => FigureValue): ReturnType<Bounds> {
  return range === null ? null : { decisions: range.decisions, low: as(range.low), high: as(range.high) }
}

const steps = {
  zh: '法释〔2025〕5号第28、29条（有先后）：①查清的实际销售平均价 ②标价 ③被侵权产品市场中间价；2025年4月25日以前的规定中①②无先后。材料未载标价；没有成交的作品按权利作品清单的正版零售价计（是否即市场中间价待核）并列明，没有价格的列明份数。',
  en: 'Fa Shi [2025] No. 5 arts. 28, 29, in this order: average of real sales, marked price, middle market price of the genuine product; before 26 April 2025 the first two had no order. No marked price is in the material; titles never sold stand at the list price of the genuine work (whether that is the market price is to be checked) and are named, those without a price with their copies.',
} as const

/** Told of a period too. */
const byDay = ['period'] as const
export const goodsMeasures: readonly MeasureDefinition[] = [
  {
    id: 'printing.copies',
    subjects: byDay,
    nameZh: '印刷数量',
    nameEn: 'Copies printed',
    headline: { place: 150 },
    unit: 'copy',
    scopes: [prints],
    adds: 'copies',
    figure: summed(prints, 'copies', ofWhole),
    rule: {
      zh: '印刷订单台账中各订单印数之和；合计行不计，重复行只计一次。',
      en: 'Sum of the copies of all print orders; totals are no orders, a repeated row counts once.',
    },
  },
  {
    id: 'printing.amount',
    subjects: byDay,
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
    figure: stocked(stockedIn),
    rule: {
      zh: '出入库台账中入库数量之和；重复行只计一次。',
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
    figure: stocked(stockedOut),
    rule: {
      zh: '出入库台账中出库数量之和（对外批发与发往网店的调拨都计）；重复行只计一次。',
      en: 'Copies taken out of stock, sold wholesale or moved to the own shops; a repeated row counts once.',
    },
  },
  {
    id: 'online.orders',
    subjects: byDay,
    nameZh: '网店订单',
    nameEn: 'Shop orders',
    unit: 'order',
    scopes: [orders],
    figure: counted(orders, numberSql('r."number"', 'r.record_id')),
    rule: {
      zh: '网店导出的订单数（全部状态），每个订单编号计一次。',
      en: 'Orders in the shop exports, whatever their status, each order number once.',
    },
  },
  {
    id: 'online.copies',
    subjects: byDay,
    nameZh: '网店销售数量',
    nameEn: 'Copies sold online',
    unit: 'copy',
    scopes: [soldCopies],
    adds: 'quantity',
    figure: onlineSum(soldCopies, 'quantity', ofWhole),
    rule: {
      zh: '状态为“交易成功”或“卖家已发货”、且实付减退款大于 0 的订单的宝贝数量之和；同一订单在两次导出中不一致时不计算。',
      en: 'Copies of orders that succeeded or were shipped and whose payment minus refund is above 0; no figure while two exports contradict each other on an order.',
    },
  },
  {
    id: 'online.amount',
    subjects: byDay,
    nameZh: '网店销售金额',
    nameEn: 'Online sales',
    headline: { place: 50, beside: ['online.copies', 'online.orders'] },
    unit: 'yuan',
    scopes: [sold],
    adds: 'net',
    figure: onlineSum(sold, 'net', ofMinor),
    rule: {
      zh: '状态为“交易成功”或“卖家已发货”的订单，买家实际支付金额减退款金额之和；同一订单在两次导出中不一致时不计算。',
      en: 'Payment minus refund over orders that succeeded or were shipped; no figure while two exports contradict each other on an order.',
    },
  },
  {
    id: 'wholesale.copies',
    subjects: byDay,
    nameZh: '批发数量',
    nameEn: 'Copies sold wholesale',
    unit: 'copy',
    scopes: [wholesaleCopies],
    adds: 'quantity',
    figure: wholesaleFigure('copies'),
    rule: {
      zh: '记有金额的出库（对外批发）数量，减去退货与红字冲销；调拨、自用以及发往本案仓库、网店的不计，另列；没有金额的出库不计。',
      en: 'Copies of outgoing stock moves that carry an amount, less returns and red entries; moves to stores and shops of the case’s own, and own use, are told apart; moves without an amount are no sales.',
    },
  },
  {
    id: 'wholesale.amount',
    subjects: byDay,
    nameZh: '批发金额',
    nameEn: 'Wholesale amount',
    headline: { place: 160 },
    unit: 'yuan',
    scopes: [wholesale],
    adds: 'amount',
    figure: wholesaleFigure('amount'),
    rule: {
      zh: '记有金额的出库（对外批发）金额，减去退货与红字冲销；调拨、自用以及发往本案仓库、网店的不计，另列；其中发往本案查扣场所的另行注明。',
      en: 'Amounts of outgoing stock moves that carry one, less returns and red entries; moves to stores and shops of the case’s own, and own use, are told apart; how much went to places where something was seized is said.',
    },
  },
  {
    id: 'business.unsold_amount',
    subjects: byDay,
    nameZh: '未售货值（网店均价）',
    nameEn: 'Value of unsold goods (online average)',
    unit: 'yuan',
    scopes: [unsold],
    reads: [sold, wholesale],
    figure: unsoldFigure('online'),
    bounds: worthBounds({ sold: false, unsold: 'online' }),
    rule: {
      zh: `扣押的盒、套装作品（未售）按同名作品网店实际销售平均价计算：各作品扣押数量 ×（实付减退款之和 ÷ 销售数量），最后四舍五入到分。${steps.zh}`,
      en: `Seized boxes and sets (unsold) at the average price really paid online for the same title: copies × (payments minus refunds ÷ copies sold), rounded once at the end. ${steps.en}`,
    },
  },
  {
    id: 'business.unsold_amount_all_sales',
    subjects: byDay,
    nameZh: '未售货值（全部销售均价）',
    nameEn: 'Value of unsold goods (average of all sales)',
    unit: 'yuan',
    scopes: [unsold],
    reads: [sold, wholesale],
    figure: unsoldFigure('all'),
    bounds: worthBounds({ sold: false, unsold: 'all' }),
    rule: {
      zh: `扣押的盒、套装作品（未售）按同名作品全部实际销售（网店与批发，扣除退货）的平均价计算，最后四舍五入到分。${steps.zh}`,
      en: `Seized boxes and sets (unsold) at the average price over all real sales of the same title, online and wholesale net of returns, rounded once at the end. ${steps.en}`,
    },
  },
  {
    id: 'business.amount',
    subjects: byDay,
    nameZh: '非法经营数额',
    nameEn: 'Illegal business amount',
    unit: 'yuan',
    scopes: [unsold, sold, wholesale],
    figure: businessAmount,
    bounds: worthBounds({ sold: true, unsold: 'online' }),
    rule: {
      zh: '网店销售金额 + 批发金额 + 未售货值（网店均价）；已售按实际销售价，未售按同名作品实际销售平均价（法释〔2025〕5号第28、29条）。缺少的部分、先售后扣的复制品、按全部销售均价的数额均注明。供参考，以办案单位与法制部门认定为准。',
      en: 'Online sales + wholesale + value of the unsold at the online average: sold goods at the price really paid, unsold ones at the average price of the title (Fa Shi [2025] No. 5 arts. 28, 29). Parts that are missing, copies sold and then seized, and the amount at the average of all sales are said. For reference; the competent authorities decide.',
    },
  },
  {
    id: 'business.copies',
    subjects: byDay,
    nameZh: '涉案复制品数量',
    nameEn: 'Copies in the case',
    unit: 'copy',
    scopes: [unsold, soldCopies, wholesaleCopies],
    figure: businessCopies,
    bounds: (db) => boundsOf(copiesBetween(db), ofWhole),
    rule: {
      zh: '网店销售数量 + 批发数量 + 扣押的盒、套装作品数量；册、箱等其他单位不折算，另列。',
      en: 'Copies sold online + sold wholesale + boxes and sets of works seized; booklets, cases and other units are not converted and told apart.',
    },
  },
]
