/** What unsold goods are worth: seized copies of each title at what copies of it really sold for, by the steps of the law. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { titleKey } from '../../../shared/model/seizedThings.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { resolvedId } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { hasMaterial, idsWithin, isYuan, remark, rowsOf, settledScope, type MeasureScope } from './measure.ts'
import { packedCopies, seizedRows, type SeizedRow } from './seizedGoods.ts'
import { isWholesale, stockSales } from './stockSales.ts'

export const soldStatus = `r."status" IN ('success', 'shipped')`
export const soldCopies = rowsOf('saleOrder', `${soldStatus} AND r."net" > 0`)
const isUnsold = (row: SeizedRow): boolean => (packedCopies(row)?.title ?? null) !== null
/** Seized copies of works, packed and by title. */
export const unsold: MeasureScope = {
  ...rowsOf('seizure'),
  picked: {
    name: 'unsold',
    ids: (db) =>
      seizedRows(db)
        .filter(isUnsold)
        .map(({ recordId }) => recordId),
  },
}

/** Copies of a title and the 分 they sold for. */
export interface Sold {
  copies: bigint
  amount: bigint
}
/** Copies and 分 by title. */
export type ByTitle = ReadonlyMap<string, Sold>
function add(sums: Map<string, Sold>, title: string, copies: bigint, amount: bigint): void {
  const key = titleKey(title)
  const known = sums.get(key)
  if (known === undefined) sums.set(key, { copies, amount })
  else {
    known.copies += copies
    known.amount += amount
  }
}
/** What sold online for yuan. */
export function soldOnline(db: Db): ByTitle {
  const scope = settledScope(db, soldCopies)
  const sums = new Map<string, Sold>()
  for (const { title, copies, amount } of exactly((sum) =>
    db
      .prepare<[object]>(
        `SELECT r."title" AS title, ${sum('r."quantity"')} AS copies, ${sum('r."net"')} AS amount FROM ${recordTable('saleOrder')} r WHERE ${scope.where} AND ${isYuan('saleOrder')} AND r."title" IS NOT NULL GROUP BY 1`,
      )
      .all(scope.params),
  ) as readonly { readonly title: string; readonly copies: string | null; readonly amount: string | null }[])
    add(sums, title, readSum(copies) ?? 0n, readSum(amount) ?? 0n)
  return sums
}
/** The same with wholesale, net of what was taken back. */
export function soldInAll(db: Db, online: ByTitle): ByTitle {
  const sums = new Map([...online].map(([title, sold]) => [title, { ...sold }]))
  for (const sale of stockSales(db))
    if (isWholesale(sale) && sale.inYuan) add(sums, sale.title, sale.copies ?? 0n, sale.amount)
  return sums
}
/** List prices of the genuine works, where the list of works tells one and only one. */
export function listPrices(db: Db): ReadonlyMap<string, bigint> {
  const prices = new Map<string, Set<bigint>>()
  for (const { title, price } of db
    .prepare(
      `SELECT DISTINCT r."title" AS title, r."price" AS price FROM ${recordTable('work')} r WHERE r.duplicate_of IS NULL AND r."title" IS NOT NULL AND r."price" > 0 AND ${isYuan('work')}`,
    )
    .safeIntegers(true)
    .all() as readonly { readonly title: string; readonly price: bigint }[]) {
    const key = titleKey(title)
    prices.set(key, (prices.get(key) ?? new Set()).add(price))
  }
  return new Map(
    [...prices].flatMap(([title, found]) => {
      const [price] = found
      return found.size === 1 && price !== undefined ? [[title, price] as const] : []
    }),
  )
}

/** An exact fraction of 分. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}
export const nought: Fraction = { over: 0n, under: 1n }
export const plus = (sum: Fraction, over: bigint, under: bigint): Fraction => ({
  over: sum.over * under + over * sum.under,
  under: sum.under * under,
})
export const rounded = ({ over, under }: Fraction): bigint => dividedHalfUp(over, under)
/** What a copy of a title is worth online and over all sales, and by which step of the law; null without any price. */
export function priceOf(
  shop: Readonly<Sold> | undefined,
  every: Readonly<Sold> | undefined,
  list: bigint | undefined,
): {
  readonly step: 'online' | 'wholesale' | 'list'
  readonly online: Fraction
  readonly all: Fraction
} | null {
  const average = every !== undefined && every.copies > 0n && every.amount > 0n ? per(every) : null
  if (shop !== undefined && shop.copies > 0n)
    return { step: 'online', online: per(shop), all: average ?? per(shop) }
  if (average !== null) return { step: 'wholesale', online: average, all: average }
  if (list === undefined) return null
  const price = { over: list, under: 1n }
  return { step: 'list', online: price, all: price }
}
const per = ({ copies, amount }: Readonly<Sold>): Fraction => ({ over: amount, under: copies })
interface Titled {
  readonly title: string
  readonly copies: bigint
}
export interface UnsoldValue {
  /** 分, at the average of online sales; titles not sold online at the next step. Null: no title has a price. */
  readonly online: bigint | null
  /** 分, at the average over all real sales. */
  readonly all: bigint | null
  /** Whether wholesale changes an average. */
  readonly differs: boolean
  /** Titles that were not sold online and are taken at the average of wholesale; 分. */
  readonly byWholesale: { readonly titles: readonly string[]; readonly amount: bigint }
  /** Titles never sold that are taken at their list price; 分. */
  readonly byList: { readonly titles: readonly string[]; readonly amount: bigint }
  /** Titles without any price, and how many copies hang on it. */
  readonly withoutPrice: { readonly titles: readonly string[]; readonly copies: bigint }
  readonly copies: bigint
}
/** The value of the seized copies; null without a seizure list. */
export const unsoldValue: (db: Db) => UnsoldValue | null = oncePerState((db) =>
  hasMaterial(db, 'seizure') ? readUnsold(db) : null,
)
/** The same of what was seized within a subject, at the prices of all sales of the case. */
export function unsoldWithin(db: Db, within: Subject): UnsoldValue | null {
  if (within.kind === 'case') return unsoldValue(db)
  return hasMaterial(db, 'seizure') ? readUnsold(db, idsWithin(db, unsold, within)) : null
}
/** Seized copies by title, of these lines or of all. */
export function seizedByTitle(db: Db, among: ReadonlySet<number> | null = null): ReadonlyMap<string, Titled> {
  const seized = new Map<string, Titled>()
  for (const row of seizedRows(db)) {
    if (among?.has(row.recordId) === false) continue
    const copies = packedCopies(row)
    if (copies?.title == null || copies.quantity === null || copies.quantity === 0) continue
    const key = titleKey(copies.title)
    const known = seized.get(key)?.copies ?? 0n
    seized.set(key, { title: copies.title, copies: known + BigInt(copies.quantity) })
  }
  return seized
}
function readUnsold(db: Db, among: ReadonlySet<number> | null = null): UnsoldValue {
  const seized = seizedByTitle(db, among)
  const online = soldOnline(db)
  const all = soldInAll(db, online)
  const prices = listPrices(db)
  let [onlineSum, allSum] = [nought, nought]
  const wholesale = { titles: [] as string[], sum: nought }
  const list = { titles: [] as string[], sum: nought }
  const without = { titles: [] as string[], copies: 0n }
  let differs = false
  for (const [key, { title, copies }] of seized) {
    const price = priceOf(online.get(key), all.get(key), prices.get(key))
    if (price === null) {
      without.titles.push(title)
      without.copies += copies
    } else if (price.step === 'online') {
      onlineSum = plus(onlineSum, copies * price.online.over, price.online.under)
      allSum = plus(allSum, copies * price.all.over, price.all.under)
      differs ||= price.all.over * price.online.under !== price.online.over * price.all.under
    } else {
      const step = price.step === 'list' ? list : wholesale
      step.titles.push(title)
      step.sum = plus(step.sum, copies * price.all.over, price.all.under)
    }
  }
  const [byWholesale, byList] = [wholesale.sum, list.sum]
  const whole = (sum: Fraction): bigint =>
    rounded(plus(plus(sum, byWholesale.over, byWholesale.under), byList.over, byList.under))
  const priced = seized.size === 0 || without.titles.length < seized.size
  return {
    online: priced ? whole(onlineSum) : null,
    all: priced ? whole(allSum) : null,
    differs,
    byWholesale: { titles: wholesale.titles, amount: rounded(byWholesale) },
    byList: { titles: list.titles, amount: rounded(byList) },
    withoutPrice: without,
    copies: [...seized.values()].reduce((total, { copies }) => total + copies, 0n),
  }
}
/** What is to be said beside the value: steps of the rule that were taken, titles without a price, goods that are not in it. */
export function unsoldRemarks(db: Db, value: UnsoldValue): readonly (MeasureRemark | null)[] {
  const { byWholesale, byList, withoutPrice } = value
  const yuan = (amount: bigint) => [{ value: moneyValue(amount), unit: 'yuan' as const }]
  return [
    withoutPrice.titles.length === 0 || value.online === null
      ? null
      : remark('titles-without-price', {
          count: withoutPrice.titles.length,
          figures: [{ value: countValue(withoutPrice.copies), unit: 'copy' }],
          names: withoutPrice.titles,
        }),
    byList.titles.length === 0
      ? null
      : remark('list-price-used', {
          count: byList.titles.length,
          figures: yuan(byList.amount),
          names: byList.titles,
        }),
    byWholesale.titles.length === 0
      ? null
      : remark('wholesale-price-used', {
          count: byWholesale.titles.length,
          figures: yuan(byWholesale.amount),
          names: byWholesale.titles,
        }),
    ...seizedBeside(db),
  ]
}
/** Seized goods that are in no value and no count of copies. */
export function seizedBeside(db: Db): readonly (MeasureRemark | null)[] {
  const rows = seizedRows(db)
  const decided = rows.filter(({ copies }) => copies !== null && copies !== 'undecided')
  const quantityOf = (some: readonly SeizedRow[]): bigint =>
    some.reduce((total, { quantity }) => total + BigInt(quantity ?? 0), 0n)
  const unread = decided.filter((row) => isUnsold(row) && packedCopies(row)?.quantity === null)
  const untitled = decided.filter((row) => packedCopies(row)?.title === null)
  const others = decided.filter((row) => packedCopies(row) === null)
  const open = rows.filter(({ copies, unit }) => copies === 'undecided' && unit !== null)
  const units = [...Map.groupBy(others, ({ unit }) => unit ?? '')].map(([unit, some]) =>
    `${quantityOf(some)} ${unit}`.trim(),
  )
  const copiesOf = (some: readonly SeizedRow[]) => [
    { value: countValue(quantityOf(some)), unit: 'copy' as const },
  ]
  return [
    unread.length === 0 ? null : remark('rows-without-value', { count: unread.length, kinds: ['seizure'] }),
    untitled.length === 0
      ? null
      : remark('untitled-copies', { count: untitled.length, figures: copiesOf(untitled) }),
    others.length === 0 ? null : remark('other-units', { count: others.length, names: units }),
    open.length === 0
      ? null
      : remark('undecided-things', { count: open.length, names: [...new Set(open.map(({ name }) => name))] }),
  ]
}

/** Copies that were sold wholesale to a place and stand among what was seized there: counted once as sold and once as seized. */
export interface SoldAndSeized {
  readonly copies: bigint
  /** 分, as far as the value of the unsold holds them. */
  readonly amount: bigint
  readonly places: readonly string[]
}
export const soldAndSeized: (db: Db) => SoldAndSeized = oncePerState(readSoldAndSeized)
function readSoldAndSeized(db: Db): SoldAndSeized {
  const seized = new Map<string, bigint>()
  for (const row of seizedRows(db)) {
    const copies = packedCopies(row)
    if (row.placeId === null || copies?.title == null || copies.quantity === null) continue
    const key = `${resolvedId(db, row.placeId)}/${titleKey(copies.title)}`
    seized.set(key, (seized.get(key) ?? 0n) + BigInt(copies.quantity))
  }
  const delivered = new Map<string, { copies: bigint; readonly party: string; readonly title: string }>()
  for (const sale of stockSales(db)) {
    if (!isWholesale(sale) || sale.placeId === null) continue
    const key = `${sale.placeId}/${titleKey(sale.title)}`
    const known = delivered.get(key) ?? { copies: 0n, party: sale.party ?? '', title: sale.title }
    delivered.set(key, known)
    known.copies += sale.copies ?? 0n
  }
  const [online, prices] = [soldOnline(db), listPrices(db)]
  const all = soldInAll(db, online)
  let copies = 0n
  let amount = nought
  const places = new Set<string>()
  for (const [key, { copies: sold, party, title }] of delivered) {
    const here = seized.get(key) ?? 0n
    const both = sold < here ? sold : here
    if (both <= 0n) continue
    copies += both
    places.add(party)
    const price = [online.get(titleKey(title)), all.get(titleKey(title))].find(
      (sum) => sum !== undefined && sum.copies > 0n,
    )
    const list = prices.get(titleKey(title))
    if (price !== undefined) amount = plus(amount, both * price.amount, price.copies)
    else if (list !== undefined) amount = plus(amount, both * list, 1n)
  }
  return { copies, amount: rounded(amount), places: [...places] }
}
/** Wholesale to places of the case: where something was seized, as the list names them. */
export function soldToPlacesOfCase(db: Db): {
  readonly copies: bigint
  readonly amount: bigint
  readonly places: readonly string[]
} {
  const sites = new Set(
    seizedRows(db).flatMap(({ placeId }) => (placeId === null ? [] : [resolvedId(db, placeId)])),
  )
  const sales = stockSales(db).filter(
    (sale) => isWholesale(sale) && sale.placeId !== null && sites.has(sale.placeId),
  )
  return {
    copies: sales.reduce((total, { copies }) => total + (copies ?? 0n), 0n),
    amount: sales.reduce((total, { amount }) => total + amount, 0n),
    places: [...new Set(sales.map(({ party }) => party ?? ''))].filter((place) => place !== ''),
  }
}
