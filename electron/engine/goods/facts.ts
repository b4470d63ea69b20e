/** The rows of the chain of goods, each once, as `law` reads them. */
import { titleKey } from '../../../shared/model/seizedThings.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { inYuan, settledScope } from '../law/measure.ts'
import { packedCopies, seizedRows } from '../law/seizedGoods.ts'
import { stockSales, type StockUse } from '../law/stockSales.ts'
import { soldCopies, soldStatus } from '../law/unsoldGoods.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'

/** A place, a shop, a firm or a person as rows name it. */
export interface Party {
  /** The same for all rows that mean it: its entity, else its name. */
  readonly key: string
  readonly entityId: number | null
  /** As rows write it, the first by its characters; all of the ways they do. */
  readonly name: string
  readonly spellings: readonly string[]
}
export interface PrintFact {
  readonly title: string | null
  readonly printer: string | null
  readonly delivery: string | null
  readonly customer: string | null
  readonly copies: bigint | null
  /** 分; null without an amount in yuan. */
  readonly amount: bigint | null
  readonly paid: bigint | null
  readonly payment: string | null
  readonly date: string | null
}
export interface MoveFact {
  readonly recordId: number
  readonly title: string | null
  readonly direction: 'in' | 'out' | null
  readonly place: string | null
  readonly party: string | null
  readonly handler: string | null
  readonly copies: bigint | null
  readonly amount: bigint | null
  /** As wholesale reads it; null where it carries no amount. */
  readonly use: StockUse | null
  /** What it adds to wholesale. */
  readonly sold: { readonly copies: bigint; readonly amount: bigint } | null
  readonly date: string | null
}
/** sold: shipped and paid for. refunded: shipped, and all was paid back. closed: never sold. waiting: not paid or not shipped. unknown: no known state, or nothing tells what was paid or how many. */
export type OrderState = 'sold' | 'refunded' | 'closed' | 'waiting' | 'unknown'
export interface OrderFact {
  readonly title: string | null
  readonly shop: string | null
  readonly month: string | null
  readonly state: OrderState
  readonly orders: number
  readonly copies: bigint
  readonly amount: bigint
}
export interface SeizedFact {
  readonly title: string
  readonly place: string | null
  readonly holder: string | null
  readonly copies: bigint | null
  readonly date: string | null
}
export interface GoodsFacts {
  readonly prints: readonly PrintFact[]
  readonly moves: readonly MoveFact[]
  readonly orders: readonly OrderFact[]
  readonly seized: readonly SeizedFact[]
  readonly parties: ReadonlyMap<string, Party>
  /** By title key: how rows write the title, the first by its characters in front, and its entity. */
  readonly titles: ReadonlyMap<string, TitleName>
}
export interface TitleName {
  readonly spellings: readonly string[]
  readonly entityId: number | null
}

/** Titles and parties under one key each. */
class Names {
  readonly titles = new Map<string, { spellings: Set<string>; entityId: number | null }>()
  readonly parties = new Map<string, { entityId: number | null; spellings: Set<string> }>()
  readonly #keys = new Map<string, string>()
  /** The key of a title; null without one. */
  title(text: string | null, entityId: number | null): string | null {
    if (text === null || text.trim() === '') return null
    const key = titleKey(text)
    const known = this.titles.get(key) ?? { spellings: new Set<string>(), entityId: null }
    this.titles.set(key, known)
    known.spellings.add(text)
    known.entityId ??= entityId
    return key
  }
  /** The key of a party; null without one. A name that some row has an entity for means that entity in the others too. */
  party(text: string | null, entityId: number | null): string | null {
    if (text === null || text.trim() === '') return null
    const plain = folded(text).replace(/\s/gu, '')
    const key = entityId === null ? (this.#keys.get(plain) ?? `name:${plain}`) : `entity:${entityId}`
    if (entityId !== null && !this.#keys.has(plain)) this.#keys.set(plain, key)
    const known = this.parties.get(key) ?? { entityId, spellings: new Set<string>() }
    this.parties.set(key, known)
    known.spellings.add(text)
    return key
  }
}
/** Once per state of the facts. */
export const goodsFacts: (db: Db) => GoodsFacts = oncePerState((db) => {
  const names = new Names()
  const prints = readPrints(db, names)
  const moves = readMoves(db, names)
  const orders = readOrders(db, names)
  const seized = readSeized(db, names)
  return {
    prints,
    moves,
    orders,
    seized,
    parties: new Map(
      [...names.parties].map(([key, { entityId, spellings }]): [string, Party] => {
        const all = [...spellings].sort()
        return [key, { key, entityId, name: all[0] ?? '', spellings: all }]
      }),
    ),
    titles: new Map(
      [...names.titles].map(([key, { spellings, entityId }]): [string, TitleName] => [
        key,
        { entityId, spellings: [...spellings].sort() },
      ]),
    ),
  }
})
interface StoredPrint {
  readonly title: string | null
  readonly work: number | null
  readonly printer: string | null
  readonly printerId: number | null
  readonly delivery: string | null
  readonly deliveryId: number | null
  readonly customer: string | null
  readonly customerId: number | null
  readonly copies: number | null
  readonly amount: number | null
  readonly paid: number | null
  readonly payment: string | null
  readonly date: string | null
}
const bigOrNull = (value: number | null): bigint | null => (value === null ? null : BigInt(value))
function readPrints(db: Db, names: Names): readonly PrintFact[] {
  return db
    .prepare<[], StoredPrint>(
      `SELECT r."title" AS title, ${seenAs(db, 'r.e_work')} AS work, r."printer" AS printer, ${seenAs(db, 'r.e_printer')} AS printerId, r."delivery" AS delivery, ${seenAs(db, 'r.e_delivery')} AS deliveryId,
      r."customer" AS customer, ${seenAs(db, 'r.e_customer')} AS customerId, r."copies" AS copies, ${inYuan('printOrder', 'amount')} AS amount, ${inYuan('printOrder', 'paid')} AS paid, r."payment" AS payment, r."date" AS date
      FROM ${recordTable('printOrder')} r WHERE r.duplicate_of IS NULL ORDER BY r.record_id`,
    )
    .all()
    .map((row): PrintFact => ({
      title: names.title(row.title, row.work),
      printer: names.party(row.printer, row.printerId),
      delivery: names.party(row.delivery, row.deliveryId),
      customer: names.party(row.customer, row.customerId),
      copies: bigOrNull(row.copies),
      amount: bigOrNull(row.amount),
      paid: bigOrNull(row.paid),
      payment: row.payment,
      date: row.date,
    }))
}
interface StoredMove {
  readonly recordId: number
  readonly title: string | null
  readonly work: number | null
  readonly direction: string | null
  readonly place: string | null
  readonly placeId: number | null
  readonly party: string | null
  readonly partyId: number | null
  readonly handler: string | null
  readonly handlerId: number | null
  readonly copies: number | null
  readonly amount: number | null
  readonly date: string | null
}
function readMoves(db: Db, names: Names): readonly MoveFact[] {
  const sales = new Map(stockSales(db).map((sale) => [sale.recordId, sale] as const))
  return db
    .prepare<[], StoredMove>(
      `SELECT r.record_id AS recordId, r."title" AS title, ${seenAs(db, 'r.e_work')} AS work, r."direction" AS direction, r."place" AS place, ${seenAs(db, 'r.e_place')} AS placeId, r."party" AS party,
      ${seenAs(db, 'coalesce(r.e_shop, r.e_other, r.e_company, r.e_person)')} AS partyId, r."handler" AS handler, ${seenAs(db, 'r.e_handler')} AS handlerId, r."quantity" AS copies, ${inYuan('stockMove', 'amount')} AS amount, r."date" AS date
      FROM ${recordTable('stockMove')} r WHERE r.duplicate_of IS NULL ORDER BY r.record_id`,
    )
    .all()
    .map((row): MoveFact => {
      const sale = sales.get(row.recordId)
      const isSale = sale?.use === 'sold' || sale?.use === 'red' || sale?.use === 'returned'
      return {
        recordId: row.recordId,
        title: names.title(row.title, row.work),
        direction: row.direction === 'in' || row.direction === 'out' ? row.direction : null,
        place: names.party(row.place, row.placeId),
        party: names.party(row.party, row.partyId),
        handler: names.party(row.handler, row.handlerId),
        copies: bigOrNull(row.copies),
        amount: bigOrNull(row.amount),
        use: sale?.use ?? null,
        sold: isSale ? { copies: sale.copies ?? 0n, amount: sale.amount } : null,
        date: row.date,
      }
    })
}
function readOrders(db: Db, names: Names): readonly OrderFact[] {
  const sold = settledScope(db, soldCopies)
  const time = 'substr(coalesce(r."createdAt", r."paidAt"), 1, 7)'
  const state = `CASE WHEN ${sold.where} AND r."quantity" IS NOT NULL THEN 'sold' WHEN ${soldStatus} AND r."net" <= 0 THEN 'refunded' WHEN r."status" = 'closed' THEN 'closed' WHEN r."status" IN ('unpaid', 'paid') THEN 'waiting' ELSE 'unknown' END`
  return exactly((sum) =>
    db
      .prepare<
        [object],
        [
          string | null,
          number | null,
          string | null,
          number | null,
          string | null,
          OrderState,
          number,
          string | null,
          string | null,
        ]
      >(
        `SELECT r."title", MIN(${seenAs(db, 'r.e_work')}), r."shop", MIN(${seenAs(db, 'r.e_shop')}), ${time}, ${state}, COUNT(*), ${sum('r."quantity"')}, ${sum(inYuan('saleOrder', 'net'))}
        FROM ${recordTable('saleOrder')} r WHERE r.duplicate_of IS NULL GROUP BY 1, 3, 5, 6 ORDER BY 1, 3, 5, 6`,
      )
      .raw()
      .all(sold.params),
  ).map(([title, work, shop, shopId, month, is, orders, copies, amount]): OrderFact => ({
    title: names.title(title, work),
    shop: names.party(shop, shopId),
    month,
    state: is,
    orders,
    copies: readSum(copies) ?? 0n,
    amount: readSum(amount) ?? 0n,
  }))
}
function readSeized(db: Db, names: Names): readonly SeizedFact[] {
  const more = new Map(
    db
      .prepare<
        [],
        {
          readonly recordId: number
          readonly site: string | null
          readonly placeId: number | null
          readonly holder: string | null
          readonly holderId: number | null
          readonly work: number | null
          readonly time: string | null
        }
      >(
        `SELECT r.record_id AS recordId, r."site" AS site, ${seenAs(db, 'r.e_place')} AS placeId, r."holder" AS holder, ${seenAs(db, 'r.e_holder')} AS holderId, ${seenAs(db, 'r.e_work')} AS work, r."time" AS time
        FROM ${recordTable('seizure')} r WHERE r.duplicate_of IS NULL`,
      )
      .all()
      .map((row) => [row.recordId, row] as const),
  )
  return seizedRows(db).flatMap((row): SeizedFact[] => {
    const copies = packedCopies(row)
    const own = more.get(row.recordId)
    const title = names.title(copies?.title ?? null, own?.work ?? null)
    if (copies === null || title === null || own === undefined) return []
    return [
      {
        title,
        place: names.party(own.site, own.placeId),
        holder: names.party(own.holder, own.holderId),
        copies: bigOrNull(copies.quantity),
        date: own.time,
      },
    ]
  })
}
