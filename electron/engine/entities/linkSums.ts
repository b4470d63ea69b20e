/** Sums of links gathered row by row in memory: a table of pairs by open addressing over plain numbers, since there may be a million of them. */
import { timeLengths } from '../../../shared/model/times.ts'
import { type CurrencySum, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'

/** The sums over the rows of one pair; null where no row has a value. */
export interface LinkSum {
  readonly from: number
  readonly to: number
  readonly directed: 0 | 1
  readonly count: number
  readonly amount: number | null
  readonly quantity: number | null
  readonly first: string | null
  readonly last: string | null
  /** Sums in other currencies than yuan. */
  readonly others: readonly CurrencySum[]
}
/** Entities are given by numbers below 2^25; an end and the direction share 26 bits. */
const numberLimit = 2 ** 25

/** Numbers by pair, NaN where there is no value; a column without any value takes no memory. */
class Column {
  private values = new Float64Array(0)

  at(pair: number): number {
    return pair < this.values.length ? (this.values[pair] as number) : Number.NaN
  }
  set(pair: number, value: number): void {
    if (pair >= this.values.length) {
      const grown = new Float64Array(Math.max(1 << 10, this.values.length * 2, pair + 1)).fill(
        Number.NaN,
        this.values.length,
      )
      grown.set(this.values)
      this.values = grown
    }
    this.values[pair] = value
  }
}

/** Whole numbers below 2^31 by pair. */
class WholeColumn {
  list = new Int32Array(1 << 10)
  set(pair: number, value: number): void {
    if (pair >= this.list.length) {
      const grown = new Int32Array(this.list.length * 2)
      grown.set(this.list)
      this.list = grown
    }
    this.list[pair] = value
  }
}

export class LinkSums {
  private slots = new Int32Array(1 << 12)
  private readonly starts = new WholeColumn()
  /** The other end, and whether the pair is directed. */
  private readonly targets = new WholeColumn()
  private readonly counts = new Column()
  private readonly amounts = new Column()
  private readonly quantities = new Column()
  private readonly firsts = new Column()
  private readonly lasts = new Column()
  private readonly others = new Map<number, Map<string, Minor>>()
  /** Whether a value could not be held exactly (a sum beyond safe integers, or a malformed time); then none of the sums may be used. */
  inexact = false

  /** How many pairs there are. */
  size = 0

  /** One row between two entities, given by their numbers. */
  add(
    from: number,
    to: number,
    directed: 0 | 1,
    amount: number | null,
    quantity: number | null,
    time: string | null,
    currency: string = yuan,
  ): void {
    if (from >= numberLimit || to >= numberLimit) {
      this.inexact = true
      return
    }
    const pair = this.pairOf(from, to * 2 + directed)
    this.counts.set(pair, this.counts.at(pair) + 1)
    if (amount !== null && currency !== yuan) this.addOther(pair, currency, amount)
    else if (amount !== null) this.sum(this.amounts, pair, amount)
    if (quantity !== null) this.sum(this.quantities, pair, quantity)
    if (time === null) return
    const moment = momentOf(time)
    if (Number.isNaN(moment)) this.inexact = true
    if (!(moment >= this.firsts.at(pair))) this.firsts.set(pair, moment)
    if (!(moment <= this.lasts.at(pair))) this.lasts.set(pair, moment)
  }
  private addOther(pair: number, currency: string, amount: number): void {
    const sums = this.others.get(pair) ?? new Map<string, Minor>()
    this.others.set(pair, sums)
    sums.set(currency, addMinor(sums.get(currency) ?? 0, amount))
  }
  private sum(column: Column, pair: number, value: number): void {
    const before = column.at(pair)
    const sum = Number.isNaN(before) ? value : before + value
    if (!Number.isSafeInteger(sum)) this.inexact = true
    column.set(pair, sum)
  }

  /** The number of the entity a pair begins at, by the order in which the pairs were first seen. */
  from(pair: number): number {
    return this.starts.list[pair] as number
  }
  to(pair: number): number {
    return (this.targets.list[pair] as number) >> 1
  }
  directed(pair: number): 0 | 1 {
    return ((this.targets.list[pair] as number) & 1) as 0 | 1
  }
  /** The sums of a pair. */
  pair(pair: number): LinkSum {
    const numberIn = (column: Column): number | null =>
      Number.isNaN(column.at(pair)) ? null : column.at(pair)
    const [first, last] = [this.firsts.at(pair), this.lasts.at(pair)]
    const firstText = timeOf(first)
    return {
      from: this.from(pair),
      to: this.to(pair),
      directed: this.directed(pair),
      count: this.counts.at(pair),
      amount: numberIn(this.amounts),
      quantity: numberIn(this.quantities),
      first: firstText,
      // Of most pairs there is a single row.
      last: last === first ? firstText : timeOf(last),
      others: this.othersOf(pair),
    }
  }
  private othersOf(pair: number): readonly CurrencySum[] {
    const sums = this.others.size === 0 ? undefined : this.others.get(pair)
    return sums === undefined ? noOthers : [...sums].map(([currency, sum]) => ({ currency, sum }))
  }

  private pairOf(from: number, target: number): number {
    const mask = this.slots.length - 1
    const { starts, targets } = this
    for (let slot = spread(from, target) & mask; ; slot = (slot + 1) & mask) {
      const pair = (this.slots[slot] as number) - 1
      if (pair < 0) return this.newPair(from, target, slot)
      if (starts.list[pair] === from && targets.list[pair] === target) return pair
    }
  }
  private newPair(from: number, target: number, slot: number): number {
    const pair = this.size++
    this.starts.set(pair, from)
    this.targets.set(pair, target)
    this.slots[slot] = pair + 1
    this.counts.set(pair, 0)
    if (this.size * 2 > this.slots.length) this.grow()
    return pair
  }
  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let pair = 0; pair < this.size; pair += 1) {
      let slot = spread(this.starts.list[pair] as number, this.targets.list[pair] as number) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = pair + 1
    }
    this.slots = slots
  }
}
const noOthers: readonly CurrencySum[] = []
function spread(from: number, target: number): number {
  let mixed = Math.imul(target ^ Math.imul(from, 0x9e37_79b1), 0x85eb_ca6b)
  mixed ^= mixed >>> 13
  return Math.imul(mixed, 0xc2b2_ae35) ^ (mixed >>> 16)
}

/** Lengths of `2021-03-01`, `2021-03-01 08:00`, `2021-03-01 08:00:00` and `2021-03-01 08:00:00.000`: what is finer is told to the millisecond. */
const lengths = [10, 16, 19, 23] as const
const marks = [
  [4, 45],
  [7, 45],
  [10, 32],
  [13, 58],
  [16, 58],
  [19, 46],
] as const
/** Where the figures of year, month, day, hour, minute, second and millisecond end, and how many values each has. */
const places = [
  [4, 10_000],
  [7, 13],
  [10, 32],
  [13, 24],
  [16, 60],
  [19, 60],
  [23, 1_000],
] as const
/** A time as a number, in the order in which the texts stand; NaN for a text that is no time as the model writes it. */
export function momentOf(time: string): number {
  const form = lengths.indexOf(Math.min(time.length, 23) as 10 | 16 | 19 | 23)
  if (form < 0 || !timeLengths.some((length) => length === time.length)) return Number.NaN
  let total = 0
  let value = 0
  let mark = 0
  let place = 0
  for (let at = 0; at < 23; at += 1) {
    const [end, size] = places[place] ?? [23, 1]
    if (at === marks[mark]?.[0]) {
      if (at < time.length && time.charCodeAt(at) !== marks[mark]?.[1]) return Number.NaN
      mark += 1
    } else {
      const digit = at < time.length ? time.charCodeAt(at) - 48 : 0
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    if (at !== end - 1) continue
    if (value >= size) return Number.NaN
    total = total * size + value
    value = 0
    place += 1
  }
  return total * 4 + form
}
/** The text of such a number; null for NaN. */
export function timeOf(moment: number): string | null {
  if (Number.isNaN(moment)) return null
  let rest = Math.floor(moment / 4)
  const parts = places
    .toReversed()
    .map(([, size]) => {
      const value = rest % size
      rest = Math.floor(rest / size)
      return String(value).padStart(size === 10_000 ? 4 : size === 1_000 ? 3 : 2, '0')
    })
    .toReversed()
  const [year, month, date, hour, minute, second, thousandth] = parts
  return `${year}-${month}-${date} ${hour}:${minute}:${second}.${thousandth}`.slice(0, lengths[moment % 4])
}
