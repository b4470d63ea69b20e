/** Sums of links gathered row by row in memory: a table of pairs by open addressing, since there may be half a million of them. */

/** What the rows of one pair come to; null where no row has a value. */
export interface LinkSum { readonly from: number; readonly to: number; readonly directed: 0 | 1; readonly count: number; readonly amount: number | null; readonly quantity: number | null; readonly first: string | null; readonly last: string | null }
/** Entities are told by their number here, below 2^25. */
const numberLimit = 2 ** 25

export class LinkSums {
  private slots = new Int32Array(1 << 12)
  private keys: number[] = []
  private readonly counts: number[] = []
  private readonly amounts: (number | null)[] = []
  private readonly quantities: (number | null)[] = []
  private readonly firsts: (string | null)[] = []
  private readonly lasts: (string | null)[] = []
  /** Whether a sum left the whole numbers that can be held exactly; then none of them may be used. */
  inexact = false

  get size(): number {
    return this.keys.length
  }

  /** One row between two entities, given by their numbers. */
  add(from: number, to: number, directed: 0 | 1, amount: number | null, quantity: number | null, time: string | null): void {
    if (from >= numberLimit || to >= numberLimit) { this.inexact = true; return }
    const pair = this.pairOf((from * numberLimit + to) * 2 + directed)
    this.counts[pair] = (this.counts[pair] ?? 0) + 1
    if (amount !== null) this.amounts[pair] = this.sum(this.amounts[pair] ?? null, amount)
    if (quantity !== null) this.quantities[pair] = this.sum(this.quantities[pair] ?? null, quantity)
    if (time === null) return
    const first = this.firsts[pair] ?? null
    const last = this.lasts[pair] ?? null
    if (first === null || time < first) this.firsts[pair] = time
    if (last === null || time > last) this.lasts[pair] = time
  }
  private sum(before: number | null, value: number): number {
    const sum = (before ?? 0) + value
    if (!Number.isSafeInteger(sum)) this.inexact = true
    return sum
  }

  /** Every pair, in the order in which they were met. */
  *pairs(): Generator<LinkSum> {
    for (const [pair, key] of this.keys.entries()) {
      const ends = Math.floor(key / 2)
      yield {
        from: Math.floor(ends / numberLimit), to: ends % numberLimit, directed: key % 2 === 1 ? 1 : 0, count: this.counts[pair] ?? 0,
        amount: this.amounts[pair] ?? null, quantity: this.quantities[pair] ?? null, first: this.firsts[pair] ?? null, last: this.lasts[pair] ?? null,
      }
    }
  }

  private pairOf(key: number): number {
    const mask = this.slots.length - 1
    for (let slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      const pair = (this.slots[slot] ?? 0) - 1
      if (pair < 0) return this.newPair(key, slot)
      if (this.keys[pair] === key) return pair
    }
  }
  private newPair(key: number, slot: number): number {
    const pair = this.keys.push(key) - 1
    this.slots[slot] = pair + 1
    this.counts.push(0)
    this.amounts.push(null)
    this.quantities.push(null)
    this.firsts.push(null)
    this.lasts.push(null)
    if (this.keys.length * 2 > this.slots.length) this.grow()
    return pair
  }
  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (const [pair, key] of this.keys.entries()) {
      let slot = spread(key) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = pair + 1
    }
    this.slots = slots
  }
}
function spread(key: number): number {
  const high = Math.floor(key / 4_294_967_296)
  let mixed = Math.imul((key >>> 0) ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b)
  mixed ^= mixed >>> 13
  return Math.imul(mixed, 0xc2b2_ae35) ^ (mixed >>> 16)
}
