/**
 * Between what goods are worth while it is open which rows count. Rows hang together where one decision chooses among them or one average price is made of them; what
 * hangs together is worked out for every decision while these are few, and enclosed beyond: never narrower than the truth.
 */
import { type Fraction, nought, plus, priceOf, rounded, type Sold } from './unsoldGoods.ts'

/** What a row adds when it counts. */
export interface RowGoods {
  /** The title it belongs to, by its key. */
  readonly title: string | null
  /** Copies and 分 for the average of the shops, and for that of wholesale. */
  readonly online: Sold
  readonly wholesale: Sold
  readonly seized: bigint
  /** 分 it was sold for, and all its copies. */
  readonly money: bigint
  readonly copies: bigint
}
/** The rows that count by one decision; a choice is every decision that can be made. */
export type Option = readonly RowGoods[]
export type Choice = readonly Option[]
export interface TitleGoods {
  readonly online: Readonly<Sold>
  /** Online and wholesale. */
  readonly every: Readonly<Sold>
  readonly seized: bigint
  readonly list: bigint | undefined
}
/** What is asked for: what goods were sold for, what the unsold ones are worth by an average, or both. */
export interface Worth {
  readonly sold: boolean
  readonly unsold: 'online' | 'all'
}
export interface Ends<T> {
  readonly low: T
  readonly high: T
}
/** The ends of the worth beyond `money`, in 分. `titles`: what counts whatever is decided. `most`: how many decisions are worked out one by one. */
export function goodsBounds(
  titles: ReadonlyMap<string, TitleGoods>,
  choices: readonly Choice[],
  money: bigint,
  worth: Worth,
  most = 4096,
): Ends<bigint> {
  const clusters = clustersOf(choices)
  const touched = new Set(clusters.flatMap((cluster) => [...cluster.titles]))
  let [low, high]: [Fraction, Fraction] = [nought, nought]
  for (const [title, goods] of titles) {
    if (touched.has(title)) continue
    const value = valueOf(goods, worth)
    ;[low, high] = [added(low, value), added(high, value)]
  }
  for (const cluster of clusters) {
    const ends = isSmall(cluster, most) ? everyWay(titles, cluster, worth) : enclosed(titles, cluster, worth)
    ;[low, high] = [added(low, ends.low), added(high, ends.high)]
  }
  const sold = worth.sold ? money : 0n
  return { low: rounded(plus(low, sold, 1n)), high: rounded(plus(high, sold, 1n)) }
}

const added = (one: Fraction, other: Fraction): Fraction => plus(one, other.over, other.under)
const whole = (value: bigint): Fraction => ({ over: value, under: 1n })
const isLess = (one: Fraction, other: Fraction): boolean => one.over * other.under < other.over * one.under
const least = (values: readonly Fraction[]): Fraction =>
  values.reduce((low, value) => (isLess(value, low) ? value : low))
const greatest = (values: readonly Fraction[]): Fraction =>
  values.reduce((high, value) => (isLess(high, value) ? value : high))

interface Cluster {
  readonly titles: ReadonlySet<string>
  readonly choices: readonly Choice[]
}
/** Choices that share a title, directly or through others. */
function clustersOf(choices: readonly Choice[]): readonly Cluster[] {
  let clusters: Cluster[] = []
  for (const choice of choices) {
    const own = new Set(choice.flat().flatMap(({ title }) => title ?? []))
    const [joined, apart] = [[] as Cluster[], [] as Cluster[]]
    for (const cluster of clusters)
      ([...own].some((title) => cluster.titles.has(title)) ? joined : apart).push(cluster)
    clusters = [
      ...apart,
      {
        titles: new Set([...own, ...joined.flatMap((cluster) => [...cluster.titles])]),
        choices: [...joined.flatMap((cluster) => cluster.choices), choice],
      },
    ]
  }
  return clusters
}
function isSmall({ choices, titles }: Cluster, most: number): boolean {
  let ways = Math.max(titles.size, 1)
  for (const choice of choices) {
    ways *= choice.length
    if (ways > most) return false
  }
  return true
}
function valueOf({ online, every, list, seized }: TitleGoods, worth: Worth): Fraction {
  const price = priceOf(online, every, list)?.[worth.unsold]
  return price === undefined ? nought : { over: seized * price.over, under: price.under }
}
const nothing: TitleGoods = {
  online: { copies: 0n, amount: 0n },
  every: { copies: 0n, amount: 0n },
  seized: 0n,
  list: undefined,
}
const joined = (...sums: readonly Readonly<Sold>[]): Sold => ({
  copies: sums.reduce((all, { copies }) => all + copies, 0n),
  amount: sums.reduce((all, { amount }) => all + amount, 0n),
})
function withRow(goods: TitleGoods, { online, wholesale, seized }: RowGoods): TitleGoods {
  return {
    online: joined(goods.online, online),
    every: joined(goods.every, online, wholesale),
    seized: goods.seized + seized,
    list: goods.list,
  }
}

/** Every decision of a cluster, one after the other. */
function everyWay(
  titles: ReadonlyMap<string, TitleGoods>,
  { choices, titles: touched }: Cluster,
  worth: Worth,
): Ends<Fraction> {
  let ends: Ends<Fraction> | null = null
  const visit = (place: number, goods: ReadonlyMap<string, TitleGoods>, money: bigint): void => {
    const choice = choices[place]
    if (choice === undefined) {
      let value = whole(worth.sold ? money : 0n)
      for (const each of goods.values()) value = added(value, valueOf(each, worth))
      ends =
        ends === null
          ? { low: value, high: value }
          : { low: least([ends.low, value]), high: greatest([ends.high, value]) }
      return
    }
    for (const option of choice) {
      const own = new Map(goods)
      let sold = money
      for (const row of option) {
        sold += row.money
        if (row.title !== null) own.set(row.title, withRow(own.get(row.title) ?? nothing, row))
      }
      visit(place + 1, own, sold)
    }
  }
  visit(0, new Map([...touched].map((title) => [title, titles.get(title) ?? nothing])), 0n)
  return ends ?? { low: nought, high: nought }
}

/** Around all decisions of a cluster: the ends of each part by itself. */
function enclosed(
  titles: ReadonlyMap<string, TitleGoods>,
  { choices, titles: touched }: Cluster,
  worth: Worth,
): Ends<Fraction> {
  const money = worth.sold ? sumEnds(0n, choices, ({ money: sold }) => sold) : { low: 0n, high: 0n }
  let [low, high] = [whole(money.low), whole(money.high)]
  for (const title of touched) {
    const goods = titles.get(title) ?? nothing
    const own = choices.map((choice) => choice.map((option) => option.filter((row) => row.title === title)))
    const seized = sumEnds(goods.seized, own, (row) => row.seized)
    const prices = priceEnds(goods, own)
    const corners = [prices.low, prices.high].flatMap(({ over, under }) =>
      [seized.low, seized.high].map((copies): Fraction => ({ over: copies * over, under })),
    )
    ;[low, high] = [added(low, least(corners)), added(high, greatest(corners))]
  }
  return { low, high }
}
function sumEnds(base: bigint, choices: readonly Choice[], of: (row: RowGoods) => bigint): Ends<bigint> {
  let [low, high] = [base, base]
  for (const choice of choices) {
    const sums = choice.map((option) => option.reduce((all, row) => all + of(row), 0n))
    low += sums.reduce((one, other) => (other < one ? other : one))
    high += sums.reduce((one, other) => (other > one ? other : one))
  }
  return { low, high }
}
/** Between what a copy of a title is worth, by every step of the law that may be reached. */
function priceEnds(goods: TitleGoods, choices: readonly Choice[]): Ends<Fraction> {
  const shop = averageEnds(goods.online, choices, (row) => [row.online])
  const all = averageEnds(goods.every, choices, (row) => [row.online, row.wholesale])
  const last = whole(goods.list ?? 0n)
  const found = [
    ...[shop, all].flatMap(({ ends }) => (ends === null ? [] : [ends.low, ends.high])),
    ...(shop.isSure || all.isSure ? [] : [last]),
  ]
  return { low: least(found), high: greatest(found) }
}
/** The ends of an average above zero; null where there is none. `isSure`: there is one whatever is decided. */
function averageEnds(
  base: Readonly<Sold>,
  choices: readonly Choice[],
  of: (row: RowGoods) => readonly Sold[],
): { readonly ends: Ends<Fraction> | null; readonly isSure: boolean } {
  const options = choices.map((choice) => choice.map((option) => joined(...option.flatMap(of))))
  const range = (field: keyof Sold): Ends<bigint> => {
    let [low, high] = [base[field], base[field]]
    for (const sums of options) {
      const values = sums.map((sum) => sum[field])
      low += values.reduce((one, other) => (other < one ? other : one))
      high += values.reduce((one, other) => (other > one ? other : one))
    }
    return { low, high }
  }
  const [copies, amount] = [range('copies'), range('amount')]
  if (copies.high <= 0n || amount.high <= 0n) return { ends: null, isSure: false }
  if (copies.low > 0n)
    return {
      ends: { low: bestAverage(base, options, -1n), high: bestAverage(base, options, 1n) },
      isSure: amount.low > 0n,
    }
  const low = amount.low > 0n ? { over: amount.low, under: copies.high } : nought
  return { ends: { low, high: whole(amount.high) }, isSure: false }
}
/** The greatest (`way` 1) or least (-1) average where every decision leaves copies: at the best one no option gains on it. */
function bestAverage(base: Readonly<Sold>, options: readonly (readonly Sold[])[], way: 1n | -1n): Fraction {
  let best: Sold = joined(base, ...options.flatMap(([first]) => first ?? []))
  for (;;) {
    const { copies, amount } = best
    const gain = (sum: Sold): bigint => way * (sum.amount * copies - sum.copies * amount)
    const next = joined(
      base,
      ...options.map((sums) => sums.reduce((one, other) => (gain(other) > gain(one) ? other : one))),
    )
    if (gain(next) <= 0n) return { over: amount, under: copies }
    best = next
  }
}
