/**
 * What left the store for money: sold, taken back, moved within the own houses, used by themselves. A ledger tells it by its words of movement, the
 * other party and the remark; the amounts tell red entries by their sign. Told once per state of the facts.
 */
import { folded } from '../../../shared/model/textFold.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { originalText, type MappedColumns } from '../records/originalRows.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { idsWithin, isYuan, rowsOf, type MeasureScope } from './measure.ts'

/** sold, red (an entry that takes one back) and returned make up wholesale; own: moved to an own shop or store, or used; perhapsReturned: came in for money from somebody who bought. */
export type StockUse = 'sold' | 'red' | 'returned' | 'own' | 'perhapsReturned'
export interface StockSale {
  readonly recordId: number
  readonly title: string
  readonly use: StockUse
  /** What it adds to wholesale: copies, null where none stand, and 分. Taken back: below zero. Of `own` and `perhapsReturned` the plain size. */
  readonly copies: bigint | null
  readonly amount: bigint
  /** Sold for other money: its copies count, its amount is told apart. */
  readonly inYuan: boolean
  readonly party: string | null
  /** The place the other party is, as it is seen. */
  readonly placeId: number | null
}
interface StoredMove {
  readonly recordId: number
  readonly sheetId: number
  readonly row: number
  readonly direction: string | null
  readonly title: string
  readonly quantity: number | null
  readonly amount: number
  /** 0: in another currency, which no sum of yuan holds. */
  readonly inYuan: number
  readonly party: string | null
  readonly remark: string | null
  readonly placeId: number | null
}
const returnWords = /退货|退回|返货|退库|销售退|客户退|返仓/u
/** Words of moves within the own houses; 自 and 本 stand before them. */
const ownWords =
  /调拨|移库|转仓|转库|移仓|自用|自营|直营|自家|领用|内部|本店|本公司|本仓|样品|赠送|赠品|报损|报废|盘亏|盘盈|损耗|拍摄|试玩/u

/** Every stock move that carries an amount and is more than a purchase. */
export const stockSales: (db: Db) => readonly StockSale[] = oncePerState((db) =>
  readSales(db, 'r.duplicate_of IS NULL', {}),
)
/** Those among these moves, counted or not, as though each stood. */
export function stockSalesOf(db: Db, recordIds: readonly number[]): readonly StockSale[] {
  return readSales(db, 'r.record_id IN (SELECT value FROM json_each(@recordIds))', {
    recordIds: JSON.stringify(recordIds),
  })
}
function readSales(db: Db, which: string, params: object): readonly StockSale[] {
  const rows = db
    .prepare<[object], StoredMove>(
      `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row, r."direction" AS direction, r."title" AS title, r."quantity" AS quantity, r."amount" AS amount, ${isYuan('stockMove')} AS inYuan,
      r."party" AS party, r."remark" AS remark, ${seenAs(db, 'r.e_other')} AS placeId FROM ${recordTable('stockMove')} r
      WHERE ${which} AND r."amount" IS NOT NULL AND r."amount" <> 0 ORDER BY r.record_id`,
    )
    .all(params)
  if (rows.length === 0) return []
  const houses = ownHouses(db)
  const columns = new Map<number, MappedColumns>()
  const uses = rows.map((row) => ({ row, use: useOf(row, wordOf(db, row, columns), houses) }))
  const buyers = new Set(
    uses.flatMap(({ row, use }) => (use === 'sold' && row.party !== null ? [plain(row.party)] : [])),
  )
  return uses.flatMap(({ row, use }): StockSale[] => {
    const came = use === 'in'
    if (came && (row.party === null || !buyers.has(plain(row.party)))) return []
    return [saleOf(row, came ? 'perhapsReturned' : use)]
  })
}
const plain = (text: string): string => folded(text).replace(/\s/gu, '')
/** Stores of the ledger and shops of the orders: what goes there is moved, not sold. */
function ownHouses(db: Db): ReadonlySet<string> {
  return new Set(
    db
      .prepare<[], string>(
        `SELECT DISTINCT "place" FROM ${recordTable('stockMove')} WHERE "place" IS NOT NULL UNION SELECT DISTINCT "shop" FROM ${recordTable('saleOrder')} WHERE "shop" IS NOT NULL`,
      )
      .pluck()
      .all()
      .map(plain),
  )
}
/** The word of movement as the file has it: 调拨出库 and 销售出库 are both out. */
function wordOf(db: Db, { sheetId, row }: StoredMove, columns: Map<number, MappedColumns>): string {
  let mapped = columns.get(sheetId)
  if (mapped === undefined) {
    mapped = JSON.parse(
      db.prepare<[number], string>('SELECT columns FROM sheets WHERE sheet_id = ?').pluck().get(sheetId) ??
        '[]',
    ) as MappedColumns
    columns.set(sheetId, mapped)
  }
  if (!mapped.some(({ field }) => field === 'direction')) return ''
  return originalText(db, { sheetId, row }, mapped, 'direction') ?? ''
}
function useOf(row: StoredMove, word: string, houses: ReadonlySet<string>): StockUse | 'in' {
  const { direction, amount, quantity, party } = row
  const said = [word, party ?? '', row.remark ?? ''].join(' ')
  const within = ownWords.test(said) || (party !== null && houses.has(plain(party)))
  if (returnWords.test(said)) {
    // Goods sent back to whoever printed them are no sale that is taken back.
    return direction === 'out' && amount > 0 && !/客户|销售/u.test(said) ? 'own' : 'returned'
  }
  if (within) return 'own'
  if (direction !== 'out') return 'in'
  return amount < 0 || (quantity ?? 0) < 0 ? 'red' : 'sold'
}
function saleOf(
  { recordId, title, quantity, amount, inYuan, party, placeId }: StoredMove,
  use: StockUse,
): StockSale {
  const size = (value: number): bigint => BigInt(Math.abs(value))
  const takes = use === 'red' || use === 'returned' ? -1n : 1n
  return {
    recordId,
    title,
    use,
    copies: quantity === null ? null : takes * size(quantity),
    amount: inYuan === 1 ? takes * size(amount) : 0n,
    inYuan: inYuan === 1,
    party,
    placeId,
  }
}

/** Whether a move makes up wholesale. */
export const isWholesale = ({ use }: StockSale): boolean =>
  use === 'sold' || use === 'red' || use === 'returned'
function wholesaleBy(valueOf: (sale: StockSale) => bigint): MeasureScope {
  return {
    ...rowsOf('stockMove'),
    picked: {
      name: 'wholesale',
      ids: (db) =>
        stockSales(db)
          .filter(isWholesale)
          .map(({ recordId }) => recordId),
    },
    parts: (db, recordIds) =>
      new Map(
        stockSalesOf(db, recordIds)
          .filter(isWholesale)
          .map((sale) => [sale.recordId, valueOf(sale)]),
      ),
  }
}
/** The rows wholesale is made of: sales, and what takes them back; each adds its 分. */
export const wholesale = wholesaleBy(({ amount }) => amount)
/** The same rows by their copies. */
export const wholesaleCopies = wholesaleBy(({ copies }) => copies ?? 0n)
/** What makes up wholesale within a subject. */
export function wholesaleWithin(db: Db, within: Subject): readonly StockSale[] {
  const all = stockSales(db).filter(isWholesale)
  if (within.kind === 'case') return all
  const ids = idsWithin(db, wholesale, within)
  return all.filter(({ recordId }) => ids.has(recordId))
}
/** Copies and 分 of some moves; copies of rows without a quantity are none. */
export function totalOf(sales: readonly StockSale[]): { readonly copies: bigint; readonly amount: bigint } {
  return sales.reduce(
    (sum, { copies, amount }) => ({ copies: sum.copies + (copies ?? 0n), amount: sum.amount + amount }),
    { copies: 0n, amount: 0n },
  )
}
