/** Who supplied whom, the part of each print shop and store, and how orders, goods and payments of the printing compare. Pure. */
import type { GoodsFacts, PrintFact } from './facts.ts'

/** printed: ordered from a printer for a place. takenIn, takenOut: by the book of a store. */
export type SupplyWay = 'printed' | 'takenIn' | 'takenOut'
export interface Supply {
  readonly way: SupplyWay
  readonly from: string | null
  readonly to: string | null
  readonly rows: number
  readonly copies: bigint
  /** 分; null where no row tells an amount. */
  readonly amount: bigint | null
  readonly titles: number
  readonly first: string | null
  readonly last: string | null
}
interface Making {
  rows: number
  copies: bigint
  amount: bigint | null
  readonly titles: Set<string>
  first: string | null
  last: string | null
}
/** Who supplied whom, the most copies first; each source by itself, since a store's book and an order may speak of the same goods. */
export function supplies(facts: GoodsFacts): readonly Supply[] {
  const found = new Map<string, Making & Pick<Supply, 'way' | 'from' | 'to'>>()
  const add = (
    way: SupplyWay,
    [from, to]: readonly [string | null, string | null],
    row: {
      readonly title: string | null
      readonly copies: bigint | null
      readonly amount: bigint | null
      readonly date: string | null
    },
  ): void => {
    const key = JSON.stringify([way, from, to])
    const own = found.get(key) ?? {
      way,
      from,
      to,
      rows: 0,
      copies: 0n,
      amount: null,
      titles: new Set<string>(),
      first: null,
      last: null,
    }
    found.set(key, own)
    own.rows += 1
    own.copies += row.copies ?? 0n
    if (row.amount !== null) own.amount = (own.amount ?? 0n) + row.amount
    if (row.title !== null) own.titles.add(row.title)
    if (row.date !== null && (own.first === null || row.date < own.first)) own.first = row.date
    if (row.date !== null && (own.last === null || row.date > own.last)) own.last = row.date
  }
  for (const print of facts.prints) add('printed', [print.printer, print.delivery], print)
  for (const move of facts.moves)
    if (move.direction === 'in') add('takenIn', [move.party, move.place], move)
    else if (move.direction === 'out') add('takenOut', [move.place, move.party], move)
  return [...found.values()]
    .map(({ titles, ...rest }): Supply => ({ ...rest, titles: titles.size }))
    .toSorted((one, other) => (one.copies === other.copies ? 0 : one.copies < other.copies ? 1 : -1))
}

/** How much of an amount was paid, by the words of the list: between what it lies. */
export function paidOf({ amount, paid, payment }: Pick<PrintFact, 'amount' | 'paid' | 'payment'>): {
  readonly low: bigint
  readonly high: bigint
} {
  if (paid !== null) return { low: paid, high: paid }
  const whole = amount ?? 0n
  const said = (payment ?? '').normalize('NFKC').replace(/\s/gu, '')
  const part = /^(?:已付|已支付|预付|支付)?(\d{1,3})%$/u.exec(said)?.[1]
  if (part !== undefined && Number(part) <= 100) {
    // What is no whole number of 分 lies between two.
    const parts = whole * BigInt(part)
    return { low: parts / 100n, high: (parts + 99n) / 100n }
  }
  if (/^(?:已付|已付清|付清|全付|全款|已结|已结清|结清|已支付|已付款|已付全款)$/u.test(said))
    return { low: whole, high: whole }
  if (/^(?:未付|未付款|未结|未结清|未支付|欠|欠款|赊账|待付|待付款)$/u.test(said))
    return { low: 0n, high: 0n }
  return { low: 0n, high: whole }
}
/** Orders of one printer for one place beside what the place took in from it and what was paid. */
export interface PrintingLine {
  readonly printer: string | null
  readonly delivery: string | null
  readonly orders: number
  readonly ordered: bigint
  /** Null where the place has no book: nothing tells what it took in. */
  readonly takenIn: bigint | null
  readonly amount: bigint
  readonly withoutAmount: number
  readonly paidLow: bigint
  readonly paidHigh: bigint
}
/** By printer and place of delivery. Goods taken in at a place nothing was ordered for have a line too. */
export function printingLines(facts: GoodsFacts): readonly PrintingLine[] {
  const stores = new Set(facts.moves.flatMap(({ place }) => place ?? []))
  const printers = new Set(facts.prints.flatMap(({ printer }) => printer ?? []))
  const found = new Map<string, { -readonly [K in keyof PrintingLine]: PrintingLine[K] }>()
  const at = (printer: string | null, delivery: string | null) => {
    const key = JSON.stringify([printer, delivery])
    const line = found.get(key) ?? {
      printer,
      delivery,
      orders: 0,
      ordered: 0n,
      takenIn: delivery !== null && stores.has(delivery) ? 0n : null,
      amount: 0n,
      withoutAmount: 0,
      paidLow: 0n,
      paidHigh: 0n,
    }
    found.set(key, line)
    return line
  }
  for (const print of facts.prints) {
    const line = at(print.printer, print.delivery)
    const paid = paidOf(print)
    line.orders += 1
    line.ordered += print.copies ?? 0n
    line.amount += print.amount ?? 0n
    if (print.amount === null) line.withoutAmount += 1
    line.paidLow += paid.low
    line.paidHigh += paid.high
  }
  for (const { direction, party, place, copies } of facts.moves) {
    if (direction !== 'in' || party === null || place === null || !printers.has(party)) continue
    const line = at(party, place)
    line.takenIn = (line.takenIn ?? 0n) + (copies ?? 0n)
  }
  return [...found.values()]
}

export interface PersonGoods {
  readonly person: string
  readonly role: 'customer' | 'handler' | 'holder'
  readonly rows: number
  readonly copies: bigint
  readonly cameIn: bigint
  readonly left: bigint
  readonly amount: bigint | null
}
/** Who ordered, who handled, with whom it was seized. */
export function personGoods(facts: GoodsFacts): readonly PersonGoods[] {
  const found = new Map<string, { -readonly [K in keyof PersonGoods]: PersonGoods[K] }>()
  const at = (role: PersonGoods['role'], person: string) => {
    const key = `${role}/${person}`
    const own = found.get(key) ?? { person, role, rows: 0, copies: 0n, cameIn: 0n, left: 0n, amount: null }
    found.set(key, own)
    own.rows += 1
    return own
  }
  for (const { customer, copies, amount } of facts.prints)
    if (customer !== null) {
      const own = at('customer', customer)
      own.copies += copies ?? 0n
      if (amount !== null) own.amount = (own.amount ?? 0n) + amount
    }
  for (const { handler, direction, copies } of facts.moves)
    if (handler !== null) {
      const own = at('handler', handler)
      own.copies += copies ?? 0n
      if (direction === 'in') own.cameIn += copies ?? 0n
      else if (direction === 'out') own.left += copies ?? 0n
    }
  for (const { holder, copies } of facts.seized)
    if (holder !== null) at('holder', holder).copies += copies ?? 0n
  return [...found.values()]
}

export interface GoodsMonth {
  readonly month: string | null
  readonly printed: bigint
  readonly stored: bigint
  readonly takenOut: bigint
  readonly wholesale: bigint
  readonly wholesaleAmount: bigint
  readonly online: bigint
  readonly onlineAmount: bigint
}
/** The chain by month, what has no date last. */
export function goodsMonths(facts: GoodsFacts): readonly GoodsMonth[] {
  const found = new Map<string, { -readonly [K in keyof GoodsMonth]: GoodsMonth[K] }>()
  const at = (date: string | null) => {
    const month = date?.slice(0, 7) ?? null
    const own = found.get(month ?? '') ?? {
      month,
      printed: 0n,
      stored: 0n,
      takenOut: 0n,
      wholesale: 0n,
      wholesaleAmount: 0n,
      online: 0n,
      onlineAmount: 0n,
    }
    found.set(month ?? '', own)
    return own
  }
  for (const { date, copies } of facts.prints) at(date).printed += copies ?? 0n
  for (const { date, direction, copies, sold } of facts.moves) {
    const own = at(date)
    if (direction === 'in') own.stored += copies ?? 0n
    else if (direction === 'out') own.takenOut += copies ?? 0n
    if (sold === null) continue
    own.wholesale += sold.copies
    own.wholesaleAmount += sold.amount
  }
  for (const { month, state, copies, amount } of facts.orders)
    if (state === 'sold') {
      const own = at(month)
      own.online += copies
      own.onlineAmount += amount
    }
  return [...found.values()].toSorted((one, other) =>
    one.month === other.month
      ? 0
      : one.month === null
        ? 1
        : other.month === null
          ? -1
          : one.month < other.month
            ? -1
            : 1,
  )
}
