/** What is open about the rows goods are counted and valued by: orders, moves and seized lines in conflict or perhaps repeated, and the ends of the figures that hang on them. */
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { titleKey } from '../../../shared/model/seizedThings.ts'
import { doubtsOfKind } from '../records/doubts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import {
  type Choice,
  type Ends,
  goodsBounds,
  type RowGoods,
  type TitleGoods,
  type Worth,
} from './goodsBounds.ts'
import { aggregate, inYuan, isYuan, rowsOf, standingOnly } from './measure.ts'
import { packedCopies, seizedRowsOf } from './seizedGoods.ts'
import { isWholesale, stockSales, stockSalesOf, totalOf } from './stockSales.ts'
import { listPrices, seizedByTitle, soldCopies, soldInAll, soldOnline, soldStatus } from './unsoldGoods.ts'

type Rows = ReadonlyMap<number, RowGoods>
const none = { copies: 0n, amount: 0n }
const noGoods: RowGoods = { title: null, online: none, wholesale: none, seized: 0n, money: 0n, copies: 0n }

/** What each of some rows adds, counted or not, as though it stood. */
const goodsOf: Readonly<Record<string, (db: Db, ids: readonly number[]) => Rows>> = {
  saleOrder: (db, ids) => {
    const rows = db
      .prepare<[string], [bigint, string | null, bigint | null, bigint | null, bigint | null]>(
        `SELECT r.record_id, r."title", r."quantity", ${inYuan('saleOrder', 'net')}, ${soldCopies.where.slice(standingOnly.length)} AND ${isYuan('saleOrder')}
        FROM ${recordTable('saleOrder')} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND (${soldStatus})`,
      )
      .safeIntegers(true)
      .raw()
      .all(JSON.stringify(ids))
    const counted = new Set(
      db
        .prepare<[string], number>(
          `SELECT r.record_id FROM ${recordTable('saleOrder')} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND (${soldCopies.where.slice(standingOnly.length)})`,
        )
        .pluck()
        .all(JSON.stringify(ids)),
    )
    return new Map(
      rows.map(([id, title, quantity, net, priced]) => [
        Number(id),
        {
          ...noGoods,
          title: title === null ? null : titleKey(title),
          online: title !== null && priced === 1n ? { copies: quantity ?? 0n, amount: net ?? 0n } : none,
          money: net ?? 0n,
          copies: counted.has(Number(id)) ? (quantity ?? 0n) : 0n,
        },
      ]),
    )
  },
  stockMove: (db, ids) =>
    new Map(
      stockSalesOf(db, ids)
        .filter(isWholesale)
        .map(({ recordId, title, copies, amount, inYuan: ours }) => [
          recordId,
          {
            ...noGoods,
            title: titleKey(title),
            wholesale: ours ? { copies: copies ?? 0n, amount } : none,
            money: amount,
            copies: copies ?? 0n,
          },
        ]),
    ),
  seizure: (db, ids) =>
    new Map(
      seizedRowsOf(db, ids).flatMap((row) => {
        const copies = packedCopies(row)
        if (copies?.title == null || copies.quantity === null) return []
        const seized = BigInt(copies.quantity)
        return [[row.recordId, { ...noGoods, title: titleKey(copies.title), seized, copies: seized }]]
      }),
    ),
}

/** Rows of a kind about which one decision is open. */
interface Open {
  readonly rows: ReadonlySet<number>
  /** More than one of them may count. */
  readonly isSeveral: boolean
}
function openRows(db: Db, id: string): readonly Open[] {
  const kind = recordKind(id)
  if (kind === undefined) return []
  const { rows, conflicts } = doubtsOfKind(db, kind)
  const all: Open[] = [
    ...conflicts.map((conflict) => ({ rows: new Set(conflict.rows), isSeveral: conflict.isPerhapsTwo })),
    ...rows.map(({ recordId, otherId }) => ({ rows: new Set([recordId, otherId]), isSeveral: true })),
  ]
  const of = new Map<number, Open>()
  for (const open of all) {
    const touching = new Set([...open.rows].flatMap((row) => of.get(row) ?? []))
    const joined: Open =
      touching.size === 0
        ? open
        : { rows: new Set([open, ...touching].flatMap((each) => [...each.rows])), isSeveral: true }
    for (const row of joined.rows) of.set(row, joined)
  }
  return [...new Set(of.values())]
}
/** More rows than these are each in or out by themselves: some decisions more than there are, none less. */
const mostTogether = 6
function choicesOf({ rows, isSeveral }: Open, goods: Rows): readonly Choice[] {
  const each = [...rows].map((row) => goods.get(row) ?? noGoods)
  if (!isSeveral) return [each.map((row) => [row])]
  if (each.length > mostTogether) return each.map((row) => [[], [row]])
  const subsets = Array.from({ length: 2 ** each.length - 1 }, (_, bits) =>
    each.filter((_row, place) => (((bits + 1) >> place) & 1) === 1),
  )
  return [subsets]
}

interface OpenGoods {
  /** How many decisions are open that any figure of goods hangs on. */
  readonly decisions: number
  readonly choices: readonly Choice[]
  readonly titles: ReadonlyMap<string, TitleGoods>
  /** What counts whatever is decided: 分 sold for, and copies sold and seized. */
  readonly money: bigint
  readonly copies: bigint
}
const openGoods: (db: Db) => OpenGoods | null = oncePerState(readOpen)
function readOpen(db: Db): OpenGoods | null {
  const choices: Choice[] = []
  const standing: RowGoods[] = []
  let decisions = 0
  for (const [kind, read] of Object.entries(goodsOf)) {
    const open = openRows(db, kind)
    if (open.length === 0) continue
    const ids = open.flatMap(({ rows }) => [...rows])
    const goods = read(db, ids)
    const counted = new Set(
      db
        .prepare<[string], number>(
          `SELECT r.record_id FROM ${recordTable(kind)} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND r.duplicate_of IS NULL`,
        )
        .pluck()
        .all(JSON.stringify(ids)),
    )
    for (const each of open) {
      const rows = [...each.rows].filter((row) => goods.has(row))
      if (rows.length === 0) continue
      decisions += 1
      choices.push(...choicesOf(each, goods))
      standing.push(...rows.filter((row) => counted.has(row)).flatMap((row) => goods.get(row) ?? []))
    }
  }
  return decisions === 0 ? null : { decisions, choices, ...fixedGoods(db, standing) }
}
/** What is counted now, without the rows about which a decision is open. */
function fixedGoods(db: Db, without: readonly RowGoods[]): Pick<OpenGoods, 'titles' | 'money' | 'copies'> {
  const online = soldOnline(db)
  const [every, seized, prices] = [soldInAll(db, online), seizedByTitle(db), listPrices(db)]
  const titles = new Map<string, TitleGoods>()
  const keys = [...every.keys(), ...seized.keys(), ...without.flatMap(({ title }) => title ?? [])]
  for (const key of keys)
    titles.set(key, {
      online: online.get(key) ?? none,
      every: every.get(key) ?? none,
      seized: seized.get(key)?.copies ?? 0n,
      list: prices.get(key),
    })
  const wholesale = totalOf(stockSales(db).filter(isWholesale))
  const sold = (scope: typeof soldCopies, sum: string): bigint => aggregate(db, scope, { sum }) ?? 0n
  let money = sold(rowsOf('saleOrder', soldStatus), inYuan('saleOrder', 'net')) + wholesale.amount
  let copies = sold(soldCopies, 'r."quantity"') + wholesale.copies
  for (const { copies: own } of seized.values()) copies += own
  for (const row of without) {
    money -= row.money
    copies -= row.copies
    const known = row.title === null ? undefined : titles.get(row.title)
    if (row.title === null || known === undefined) continue
    titles.set(row.title, {
      online: less(known.online, row.online),
      every: less(known.every, row.online, row.wholesale),
      seized: known.seized - row.seized,
      list: known.list,
    })
  }
  return { titles, money, copies }
}
type Sum = TitleGoods['online']
const less = (sum: Sum, ...parts: readonly Sum[]): Sum =>
  parts.reduce(
    (left, { copies, amount }) => ({ copies: left.copies - copies, amount: left.amount - amount }),
    sum,
  )

export interface OpenRange extends Ends<bigint> {
  readonly decisions: number
}
/** Between what the worth of goods lies, 分; null where no decision is open. */
export function worthBetween(db: Db, worth: Worth): OpenRange | null {
  const open = openGoods(db)
  if (open === null) return null
  return { decisions: open.decisions, ...goodsBounds(open.titles, open.choices, open.money, worth) }
}
/** Between what all copies sold and seized lie; null where no decision is open. */
export function copiesBetween(db: Db): OpenRange | null {
  const open = openGoods(db)
  if (open === null) return null
  let [low, high] = [open.copies, open.copies]
  for (const choice of open.choices) {
    const sums = choice.map((option) => option.reduce((all, { copies }) => all + copies, 0n))
    low += sums.reduce((one, other) => (other < one ? other : one))
    high += sums.reduce((one, other) => (other > one ? other : one))
  }
  return { decisions: open.decisions, low, high }
}
