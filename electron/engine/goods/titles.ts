/** Each title over the whole chain: printed, taken in, moved on, sold, seized, and between what the rest lies. Pure. */
import type { GoodsFacts, MoveFact } from './facts.ts'
import type { PlaceGoods, PlaceSort } from './places.ts'

export interface TitleChain {
  readonly title: string
  readonly printed: bigint
  readonly printedAmount: bigint
  /** Into stores: from printers, and from others (returns, unnamed). */
  readonly stored: bigint
  readonly storedOther: bigint
  /** Out of stores: to places of the own, sold wholesale (net of returns), and without a word on what for. */
  readonly moved: bigint
  readonly wholesale: bigint
  readonly wholesaleAmount: bigint
  readonly otherOut: bigint
  readonly online: bigint
  readonly onlineAmount: bigint
  /** Orders shipped and paid back whole: the copies may have come back. */
  readonly returned: bigint
  /** Orders whose state, payment or quantity nobody can tell; copies as far as they say. */
  readonly unknownOrders: number
  readonly unknownCopies: bigint
  readonly seized: bigint
  /** What was seized where no row says stands with the sites that are nothing else. */
  readonly seizedAt: Readonly<Record<PlaceSort, bigint>>
  /** Sold wholesale to a place and seized there: counted as sold and as seized. */
  readonly soldAndSeized: bigint
  /** Copies whose end is known: sold online, sold wholesale, seized, each once. */
  readonly ends: bigint
  /** Printed, with `unprinted`, less known ends: copies whose whereabouts no row shows. */
  readonly whereabouts: bigint
  /** At least so many copies were printed that no print order shows: by the ends over the whole chain, or by what left the printers. */
  readonly unprinted: bigint
  /** Rows without a quantity. */
  readonly withoutCopies: number
}
interface Sum {
  printed: bigint
  printedAmount: bigint
  stored: bigint
  storedOther: bigint
  moved: bigint
  wholesale: bigint
  wholesaleAmount: bigint
  otherOut: bigint
  online: bigint
  onlineAmount: bigint
  returned: bigint
  unknownOrders: number
  unknownCopies: bigint
  withoutCopies: number
}
const nothing = (): Sum => ({
  printed: 0n,
  printedAmount: 0n,
  stored: 0n,
  storedOther: 0n,
  moved: 0n,
  wholesale: 0n,
  wholesaleAmount: 0n,
  otherOut: 0n,
  online: 0n,
  onlineAmount: 0n,
  returned: 0n,
  unknownOrders: 0,
  unknownCopies: 0n,
  withoutCopies: 0,
})
/** Every title; rows without one stand under the empty key. */
export function titleChains(facts: GoodsFacts, places: readonly PlaceGoods[]): readonly TitleChain[] {
  const sums = new Map<string, Sum>()
  const of = (title: string | null): Sum => {
    const known = sums.get(title ?? '') ?? nothing()
    sums.set(title ?? '', known)
    return known
  }
  for (const { title, copies, amount } of facts.prints) {
    const sum = of(title)
    sum.printed += copies ?? 0n
    sum.printedAmount += amount ?? 0n
    if (copies === null) sum.withoutCopies += 1
  }
  const roleOf = moveRoles(places)
  for (const move of facts.moves) addMove(of(move.title), move, roleOf(move))
  for (const { title, state, orders, copies, amount } of facts.orders) {
    const sum = of(title)
    if (state === 'sold') {
      sum.online += copies
      sum.onlineAmount += amount
    } else if (state === 'refunded') sum.returned += copies
    else if (state === 'unknown') {
      sum.unknownOrders += orders
      sum.unknownCopies += copies
    }
  }
  for (const { title, copies } of facts.seized) if (copies === null) of(title).withoutCopies += 1
  for (const { title } of facts.seized) of(title)
  const nowhere = new Map<string, bigint>()
  for (const { title, place, copies } of facts.seized)
    if (place === null) nowhere.set(title, (nowhere.get(title) ?? 0n) + (copies ?? 0n))
  return [...sums].map(([title, sum]) => chainOf(title, sum, places, nowhere.get(title) ?? 0n))
}
/** What a move is in the chain: taken in from a printer or from others, moved to the own, sold, or out without a word on what for. */
export type MoveRole = 'stored' | 'storedOther' | 'moved' | 'sold' | 'otherOut'
/** Tells it of any move; null where it does not say whether in or out. */
export function moveRoles(places: readonly PlaceGoods[]): (move: MoveFact) => MoveRole | null {
  const printers = new Set(places.flatMap(({ key, sort }) => (sort === 'printer' ? [key] : [])))
  const own = new Set(places.flatMap(({ key, sort }) => (sort === 'store' || sort === 'shop' ? [key] : [])))
  return ({ direction, party, use, sold }) => {
    if (direction === null) return null
    if (direction === 'in') return party !== null && printers.has(party) ? 'stored' : 'storedOther'
    if (use === 'own' || (party !== null && own.has(party))) return 'moved'
    return sold === null ? 'otherOut' : 'sold'
  }
}
function addMove(sum: Sum, { copies, sold }: MoveFact, role: MoveRole | null): void {
  if (sold !== null) {
    sum.wholesale += sold.copies
    sum.wholesaleAmount += sold.amount
  }
  if (copies === null) sum.withoutCopies += 1
  else if (role !== null && role !== 'sold') sum[role] += copies
}
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)
const most = (one: bigint, other: bigint): bigint => (one > other ? one : other)
const above = (copies: bigint): bigint => (copies > 0n ? copies : 0n)
function chainOf(title: string, sum: Sum, places: readonly PlaceGoods[], seizedNowhere: bigint): TitleChain {
  const seizedAt: Record<PlaceSort, bigint> = {
    printer: 0n,
    store: 0n,
    shop: 0n,
    outlet: 0n,
    site: seizedNowhere,
  }
  let [soldAndSeized, leftPrinters] = [0n, 0n]
  for (const { sort, byTitle } of places) {
    const here = byTitle.get(title)
    if (here === undefined) continue
    seizedAt[sort] += here.seized
    if (sort === 'outlet') soldAndSeized += least(here.cameIn > 0n ? here.cameIn : 0n, here.seized)
    if (sort === 'printer') leftPrinters += here.left + here.seized
  }
  const seized = Object.values(seizedAt).reduce((all, copies) => all + copies, 0n)
  const ends = sum.online + sum.wholesale + seized - soldAndSeized
  const unprinted = most(above(ends - sum.printed), above(leftPrinters - sum.printed))
  return {
    title,
    printed: sum.printed,
    printedAmount: sum.printedAmount,
    stored: sum.stored,
    storedOther: sum.storedOther,
    moved: sum.moved,
    wholesale: sum.wholesale,
    wholesaleAmount: sum.wholesaleAmount,
    otherOut: sum.otherOut,
    online: sum.online,
    onlineAmount: sum.onlineAmount,
    returned: sum.returned,
    unknownOrders: sum.unknownOrders,
    unknownCopies: sum.unknownCopies,
    seized,
    seizedAt,
    soldAndSeized,
    ends,
    whereabouts: sum.printed + unprinted - ends,
    unprinted,
    withoutCopies: sum.withoutCopies,
  }
}
