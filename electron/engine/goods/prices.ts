/** Who sold at which part of the list price, copy by copy as it was paid; and what copies of a title brought on the average. */
import { titleKey } from '../../../shared/model/seizedThings.ts'
import { inYuan, settledScope } from '../law/measure.ts'
import { isWholesale, stockSales } from '../law/stockSales.ts'
import { listPrices, soldCopies } from '../law/unsoldGoods.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** Upper ends of the bands, in hundredths of the list price; above the last there is one more. */
export const priceBands = [10, 20, 30, 50, 100] as const
export interface SellerPrices {
  /** The shop, or the other party of a sale out of a store. */
  readonly seller: string
  readonly way: 'online' | 'wholesale'
  readonly title: string
  readonly sales: number
  readonly copies: bigint
  /** 分. */
  readonly amount: bigint
  /** Lowest and highest a copy, over sales. */
  readonly lowest: Price
  readonly highest: Price
  /** Null where no list price is known, or several. */
  readonly list: bigint | null
  /** Copies below the share of the list price that was asked about. */
  readonly below: bigint
  /** Copies by band; nothing where there is no list price. */
  readonly bands: readonly bigint[]
}
/** 分 over copies. */
export interface Price {
  readonly amount: bigint
  readonly copies: bigint
}
interface Making {
  sales: number
  copies: bigint
  amount: bigint
  lowest: Price
  highest: Price
  below: bigint
  readonly bands: bigint[]
}
const dearer = (one: Price, other: Price): boolean => one.amount * other.copies > other.amount * one.copies
/** Per seller and title. `below`: hundredths of a per cent of the list price. Cost: one walk over the orders. */
export function sellerPrices(db: Db, below: number): readonly SellerPrices[] {
  const lists = listPrices(db)
  const found = new Map<string, Making & Pick<SellerPrices, 'seller' | 'way' | 'title' | 'list'>>()
  const add = (way: SellerPrices['way'], seller: string, title: string, price: Price): void => {
    const key = JSON.stringify([way, seller, titleKey(title)])
    const list = lists.get(titleKey(title)) ?? null
    const own = found.get(key) ?? {
      seller,
      way,
      title: titleKey(title),
      list,
      sales: 0,
      copies: 0n,
      amount: 0n,
      lowest: price,
      highest: price,
      below: 0n,
      bands: list === null ? [] : [...priceBands, 0].map(() => 0n),
    }
    found.set(key, own)
    own.sales += 1
    own.copies += price.copies
    own.amount += price.amount
    if (dearer(own.lowest, price)) own.lowest = price
    if (dearer(price, own.highest)) own.highest = price
    if (list === null) return
    if (price.amount * 10_000n < list * price.copies * BigInt(below)) own.below += price.copies
    const band = priceBands.findIndex((end) => price.amount * 100n < list * price.copies * BigInt(end))
    const place = band === -1 ? priceBands.length : band
    own.bands[place] = (own.bands[place] ?? 0n) + price.copies
  }
  const scope = settledScope(db, soldCopies)
  for (const [shop, title, copies, amount] of db
    .prepare<[object], [string | null, string, bigint, bigint]>(
      `SELECT r."shop", r."title", r."quantity", ${inYuan('saleOrder', 'net')} AS net FROM ${recordTable('saleOrder')} r WHERE ${scope.where} AND r."title" IS NOT NULL AND r."quantity" > 0 AND ${inYuan('saleOrder', 'net')} > 0 ORDER BY r.record_id`,
    )
    .safeIntegers(true)
    .raw()
    .iterate(scope.params))
    add('online', shop ?? '', title, { copies, amount })
  for (const sale of stockSales(db))
    if (isWholesale(sale) && sale.use === 'sold' && sale.inYuan && (sale.copies ?? 0n) > 0n)
      add('wholesale', sale.party ?? '', sale.title, { copies: sale.copies ?? 1n, amount: sale.amount })
  return [...found.values()]
}
