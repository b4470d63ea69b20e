/** Each place and title by itself: what came in, what left, what was seized there, and what no row shows. Pure. */
import type { GoodsFacts } from './facts.ts'

/** store: has a book of its own. printer, shop: told by the orders. outlet: only named as the other side. site: only seized at. */
export const placeSorts = ['printer', 'store', 'shop', 'outlet', 'site'] as const
export type PlaceSort = (typeof placeSorts)[number]
/** Something that came into or left a place. */
export interface Step {
  readonly date: string | null
  /** In: above zero. */
  readonly copies: bigint
}
export interface Balance {
  readonly cameIn: bigint
  readonly left: bigint
  readonly seized: bigint
  /** Came in less what left: what the rows say was there before the seizure. */
  readonly book: bigint
  /** At least so many more copies came in than rows show: the book fell below zero, or more was seized than it says. */
  readonly unshownIn: bigint
  /** What the book says was there, with `unshownIn`, and was not seized: it left, and no row shows where to, or it stands where nobody looked. */
  readonly unshownOut: bigint
  /** Rows that tell no quantity. */
  readonly withoutCopies: number
}
export interface PlaceGoods extends Balance {
  readonly key: string
  readonly sort: PlaceSort
  readonly byTitle: ReadonlyMap<string, Balance>
}
class Making {
  readonly steps: Step[] = []
  cameIn = 0n
  left = 0n
  seized = 0n
  withoutCopies = 0
  add(date: string | null, copies: bigint | null, way: 'cameIn' | 'left' | 'seized'): void {
    if (copies === null) {
      this.withoutCopies += 1
      return
    }
    this[way] += copies
    this.steps.push({ date, copies: way === 'cameIn' ? copies : -copies })
  }
}
/**
 * A place's balance from its steps. Of one day what came in stands before what left, and what has no date stands where it troubles the book least: what came in first, what left
 * last. So what is said to be missing is missing whichever way the day went.
 */
export function balanceOf(
  steps: readonly Step[],
  sums: {
    readonly cameIn: bigint
    readonly left: bigint
    readonly seized: bigint
    readonly withoutCopies: number
  },
): Balance {
  const day = ({ date, copies }: Step): string =>
    date === null ? (copies > 0n ? '' : '~') : date.slice(0, 10)
  const ordered = steps.toSorted((one, other) => {
    const [left, right] = [day(one), day(other)]
    return left === right
      ? other.copies > one.copies
        ? 1
        : other.copies < one.copies
          ? -1
          : 0
      : left < right
        ? -1
        : 1
  })
  let [now, lowest] = [0n, 0n]
  for (const { copies } of ordered) {
    now += copies
    if (now < lowest) lowest = now
  }
  const unshownIn = lowest < 0n ? -lowest : 0n
  return { ...sums, book: sums.cameIn - sums.left, unshownIn, unshownOut: now + unshownIn }
}
/** Every place of the chain with its titles. What was printed comes into the printer's place; what a store took in from it has left it. */
export function placeBalances(facts: GoodsFacts): readonly PlaceGoods[] {
  const stores = new Set(facts.moves.flatMap(({ place }) => place ?? []))
  const printers = new Set(facts.prints.flatMap(({ printer }) => printer ?? []))
  const shops = new Set(facts.orders.flatMap(({ shop }) => shop ?? []))
  const parties = new Set(facts.moves.flatMap(({ party }) => party ?? []))
  const made = new Map<string, Map<string, Making>>()
  const at = (place: string, title: string | null): Making => {
    const titles = made.get(place) ?? new Map<string, Making>()
    made.set(place, titles)
    const making = titles.get(title ?? '') ?? new Making()
    titles.set(title ?? '', making)
    return making
  }
  for (const { printer, title, copies, date } of facts.prints)
    if (printer !== null) at(printer, title).add(date, copies, 'cameIn')
  for (const { place, party, direction, title, copies, date } of facts.moves) {
    if (direction === null) continue
    if (place !== null) at(place, title).add(date, copies, direction === 'in' ? 'cameIn' : 'left')
    // A store's own book says what came to it; of other places the book of the store does.
    if (party !== null && !stores.has(party))
      at(party, title).add(date, copies, direction === 'in' ? 'left' : 'cameIn')
  }
  for (const { shop, title, month, state, copies } of facts.orders)
    if (shop !== null && state === 'sold') at(shop, title).add(endOf(month), copies, 'left')
  for (const { place, title, copies, date } of facts.seized)
    if (place !== null) at(place, title).add(date, copies, 'seized')
  const sortOf = (key: string): PlaceSort =>
    stores.has(key)
      ? 'store'
      : printers.has(key)
        ? 'printer'
        : shops.has(key)
          ? 'shop'
          : parties.has(key)
            ? 'outlet'
            : 'site'
  return [...made].map(([key, titles]): PlaceGoods => {
    const byTitle = new Map(
      [...titles].map(([title, making]) => [title, balanceOf(making.steps, sumsOf(making))]),
    )
    return { key, sort: sortOf(key), byTitle, ...total([...byTitle.values()]) }
  })
}
const sumsOf = ({ cameIn, left, seized, withoutCopies }: Making) => ({ cameIn, left, seized, withoutCopies })
/** Sales of a month leave at its end: earlier would find copies missing that came in within the month. */
const endOf = (month: string | null): string | null => (month === null ? null : `${month}-31`)
/** Balances together. */
export function total(balances: readonly Balance[]): Balance {
  const sum = { cameIn: 0n, left: 0n, seized: 0n, book: 0n, unshownIn: 0n, unshownOut: 0n }
  let withoutCopies = 0
  for (const one of balances) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += one[key]
    withoutCopies += one.withoutCopies
  }
  return { ...sum, withoutCopies }
}
/** The book of each store by month: what came in, what left, what it says was there at the end, and the lowest of the days. */
export interface StockMonth {
  readonly place: string
  readonly month: string | null
  readonly cameIn: bigint
  readonly left: bigint
  readonly end: bigint
}
/** Stores only, by place and month; what has no date stands last and in no curve. */
export function stockMonths(facts: GoodsFacts, title: string | null): readonly StockMonth[] {
  const found = new Map<string, Map<string, { cameIn: bigint; left: bigint }>>()
  for (const move of facts.moves) {
    if (move.place === null || move.direction === null || move.copies === null) continue
    if (title !== null && move.title !== title) continue
    const months = found.get(move.place) ?? new Map<string, { cameIn: bigint; left: bigint }>()
    found.set(move.place, months)
    const month = move.date?.slice(0, 7) ?? ''
    const sums = months.get(month) ?? { cameIn: 0n, left: 0n }
    months.set(month, sums)
    sums[move.direction === 'in' ? 'cameIn' : 'left'] += move.copies
  }
  return [...found].flatMap(([place, months]) => {
    let end = 0n
    const dated = [...months]
      .filter(([month]) => month !== '')
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
    const lines = dated.map(([month, { cameIn, left }]): StockMonth => {
      end += cameIn - left
      return { place, month, cameIn, left, end }
    })
    const undated = months.get('')
    return undated === undefined
      ? lines
      : [...lines, { place, month: null, ...undated, end: end + undated.cameIn - undated.left }]
  })
}
